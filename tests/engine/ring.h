#pragma once

#include "engine/connector.h"
#include "engine/engine.h"
#include "sim/fleet.h"
#include "support/mailbox.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace orrery::engine {

inline const api::Resource configMaps{"", "v1", "ConfigMap", "configmaps", true};
inline const api::Resource serviceAccounts{"", "v1", "ServiceAccount", "serviceaccounts", true};
inline const api::Resource secrets{"", "v1", "Secret", "secrets", true};
inline const api::Resource clusterRoles{"rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false};
inline const api::Resource clusters{"federation.orrery.dev", "v1alpha1", "Cluster", "clusters", false};

/// Three simulated clusters, gke with a federation, and an engine that has it open.
class Ring : public testing::Test {
protected:
    explicit Ring(const Clock& clock = Clock::system());
    ~Ring() override { engine.reset(); } // it tells of news until its end
    void SetUp() override;

    [[nodiscard]] static federation::ProcedureOutcome perform(const Result<federation::Procedure>& procedure,
                                                              std::stop_token stop = {});
    [[nodiscard]] Result<federation::Procedure> planJoin(const std::vector<std::string>& names);
    void join(const std::vector<std::string>& names);
    void apply(const std::string& name, const std::string& value);
    [[nodiscard]] bool until(const std::function<bool()>& holds);
    /// The newest event of this reason in this cluster, once there is one.
    [[nodiscard]] std::optional<federation::Event> event(const std::string& reason, const std::string& cluster);
    [[nodiscard]] std::optional<PlacementView> placement(const std::string& name, const std::string& cluster);
    [[nodiscard]] std::shared_ptr<client::Session> at(const std::string& cluster);
    [[nodiscard]] std::string stored(const std::string& cluster, const std::string& name);

    sim::Fleet::Options fleetOptions{};
    std::shared_ptr<sim::Fleet> fleet{};
    std::shared_ptr<Connector> judge{};
    std::unique_ptr<Engine> engine{};

private:
    const Clock& m_clock;
    std::mutex m_mutex{};
    std::condition_variable m_changed{};
    std::uint64_t m_news = 0;
};

} // namespace orrery::engine
