#pragma once

#include "api/json.h"
#include "contract/contract_world.h"
#include "runtime/reflector.h"
#include "support/mailbox.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace orrery::contract {

struct Binding {
    const char* name;
    OpenWorld open;
};
void PrintTo(const Binding& binding, std::ostream* out);
/// The worlds that every suite of the contract is checked in.
[[nodiscard]] std::vector<Binding> bindings();

inline const api::Resource configMaps{"", "v1", "ConfigMap", "configmaps", true};
inline const api::Resource services{"", "v1", "Service", "services", true};
inline const api::Resource serviceAccounts{"", "v1", "ServiceAccount", "serviceaccounts", true};
inline const api::Resource namespaces{"", "v1", "Namespace", "namespaces", false};
inline const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};
inline const api::Resource crds{"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions",
                                false};

/// One test of the contract: a session as administrator and a namespace of its own, which is deleted at the end.
class ContractTest : public testing::TestWithParam<Binding> {
protected:
    void SetUp() override;
    void TearDown() override;

    /// A ConfigMap in this test's namespace; `data` as written.
    [[nodiscard]] api::Json configMap(const std::string& name, const api::Json& content = {{"a", "1"}}) const;
    /// Creates it and gives what the server made of it; null after a failure.
    api::Json made(const api::Resource& resource, const api::Json& object);
    [[nodiscard]] api::Json read(const api::Resource& resource, const std::string& name);

    std::shared_ptr<ContractWorld> world{};
    std::shared_ptr<client::Session> session{};
    std::string ns{};
};

inline std::string versionOf(const api::Json& object)
{
    return api::text(object, "/metadata/resourceVersion");
}

/// A Reflector whose picture a test can wait for.
class Watched {
public:
    Watched(std::shared_ptr<client::Session> session, runtime::Reflector::Options options);
    /// Waits until the picture satisfies; false when it does not in time.
    bool until(const std::function<bool(const runtime::Store&)>& satisfied);
    [[nodiscard]] const runtime::Store& store() const { return m_reflector->store(); }
    /// Reasons told, in order; "" = it works again.
    [[nodiscard]] std::vector<std::string> troubles() const;

private:
    mutable std::mutex m_mutex{};
    std::condition_variable m_changed{};
    std::vector<std::string> m_troubles{};
    runtime::Executor m_executor{2};
    std::unique_ptr<runtime::Reflector> m_reflector{};
};

/// A watch, event by event.
class Events {
public:
    Events(client::Session& session, http::HttpRequest request);
    ~Events();
    /// "ADDED a", "DELETED b", "ERROR watch.expired", "refused api.forbidden", "end"; bookmarks are left out.
    [[nodiscard]] std::string next();
    /// The resourceVersion of the last object told by `next`.
    [[nodiscard]] const std::string& version() const { return m_version; }

private:
    struct Told {
        std::string what;
        std::string version;
    };
    struct Stream {
        api::LineSplitter lines{};
        test::Mailbox<Told> told{};
    };
    std::shared_ptr<Stream> m_stream = std::make_shared<Stream>();
    std::shared_ptr<http::HttpCall> m_call{};
    std::string m_version{};
};

} // namespace orrery::contract
