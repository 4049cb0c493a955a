#pragma once

#include "api/json.h"
#include "engine/connector.h"
#include "engine/engine.h"
#include "support/mailbox.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace orrery::contract {

/// Three clusters, gke, aws and azure, that may be federated.
struct FederationWorld {
    std::shared_ptr<engine::Connector> judge{}; ///< a way past the engine
    std::function<void(engine::Engine&)> use{}; ///< gives the engine the same clusters
    std::shared_ptr<void> keeps{}; ///< what must live as long
};
using OpenFederationWorld = Result<FederationWorld> (*)();
[[nodiscard]] Result<FederationWorld> simulatedFederationWorld();
[[nodiscard]] Result<FederationWorld> realFederationWorld();

struct FederationBinding {
    const char* name;
    OpenFederationWorld open;
};
void PrintTo(const FederationBinding& binding, std::ostream* out);

inline const api::Resource configMaps{"", "v1", "ConfigMap", "configmaps", true};
inline const api::Resource secrets{"", "v1", "Secret", "secrets", true};
inline const api::Resource services{"", "v1", "Service", "services", true};
inline const api::Resource namespaces{"", "v1", "Namespace", "namespaces", false};
inline const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};
inline const api::Resource clusterRoles{"rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false};
inline const api::Resource clusterRoleBindings{"rbac.authorization.k8s.io", "v1", "ClusterRoleBinding",
                                               "clusterrolebindings", false};
inline const api::Resource crds{"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions",
                                false};

/// An engine whose picture can be waited for.
class Watcher {
public:
    explicit Watcher(const FederationWorld& world, bool act = true);
    [[nodiscard]] engine::Engine& engine() { return *m_engine; }
    /// Waits until the picture satisfies; false when it does not in time.
    [[nodiscard]] bool until(const std::function<bool(const engine::Snapshot&)>& satisfied);
    [[nodiscard]] std::optional<federation::Event> event(const std::string& reason, const std::string& object);

private:
    std::mutex m_mutex{};
    std::condition_variable m_changed{};
    std::uint64_t m_news = 0;
    std::unique_ptr<engine::Engine> m_engine;
};

/// A federation over a world: gke is the host, aws and azure are members. Made once for all tests of a world and taken
/// apart, traces and all, at the end.
class Ring {
public:
    explicit Ring(FederationWorld world);
    ~Ring();
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    [[nodiscard]] FederationWorld& world() { return m_world; }
    [[nodiscard]] Watcher& watcher() { return m_watcher; }
    [[nodiscard]] std::shared_ptr<client::Session> at(const std::string& cluster);
    [[nodiscard]] Result<void> made() const { return m_made; }
    [[nodiscard]] static Result<void> perform(const Result<federation::Procedure>& procedure);

private:
    [[nodiscard]] Result<void> make();

    FederationWorld m_world;
    Watcher m_watcher;
    Result<void> m_made{};
};

} // namespace orrery::contract
