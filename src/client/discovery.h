#pragma once

#include "api/resource.h"
#include "client/session.h"

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::client {

/// What a cluster serves: aggregated discovery with plain fallback; one broken group does not hide the rest.
/// Caches; a kind that is not found in the cache causes one fresh look (a CRD may be new). Any thread; may block.
class Discovery {
public:
    explicit Discovery(std::shared_ptr<Session> session);

    /// NotFound `api.no-such-kind` with what to check when the cluster does not serve it.
    [[nodiscard]] Result<api::Resource> find(std::string_view apiVersion, std::string_view kind,
                                             std::stop_token stop = {});
    /// By what people type: "deploy", "deployments", "deployment", "deployments.apps", "Deployment".
    [[nodiscard]] Result<api::Resource> findByName(std::string_view name, std::stop_token stop = {});
    /// Everything, preferred versions first.
    [[nodiscard]] Result<std::vector<api::Resource>> all(std::stop_token stop = {});
    void forget();

private:
    struct Entry {
        api::Resource resource{};
        std::string singular{};
        std::vector<std::string> shortNames{};
    };
    using Entries = std::shared_ptr<const std::vector<Entry>>;
    static void addPlain(const api::Json& list, const api::GroupVersion& groupVersion, std::vector<Entry>& found);
    static void addAggregated(const api::Json& list, std::vector<Entry>& found);
    [[nodiscard]] Result<std::vector<Entry>> read(std::stop_token stop);
    [[nodiscard]] Result<Entries> readAndKeep(std::stop_token stop);
    [[nodiscard]] Entries known();
    /// The first entry that `fits`, in the cache or after one fresh look; null when the cluster serves none.
    template <class F>
    [[nodiscard]] Result<std::optional<api::Resource>> search(const F& fits, std::stop_token stop);

    std::shared_ptr<Session> m_session;
    std::mutex m_mutex{};
    Entries m_entries{};
};

} // namespace orrery::client
