#pragma once

#include "federation/policy.h"
#include "runtime/reflector.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// The host's propagation policies, read once for each change of their spec. A host without these kinds (a federation
/// set up by an older Orrery) has none. Any thread; callbacks come from the executor's threads and must not block.
class PolicyWatch {
public:
    struct Change {
        PolicyRef ref{};
        PolicyPtr before{}; ///< null: it was not there
        PolicyPtr now{}; ///< null: it is gone. What cannot be read stays as it was
        std::optional<Error> problem{}; ///< why it cannot be read
        std::int64_t generation = 0;
    };
    struct Handlers {
        std::function<void(const Change&)> changed{}; ///< also for each policy of the first list
        std::function<void(const std::optional<Error>&)> trouble{};
    };

    PolicyWatch(runtime::Executor& executor, const std::shared_ptr<client::Session>& host, Handlers handlers,
                const Clock& clock);

    [[nodiscard]] bool synced() const; ///< the first lists have arrived, or the host has no such kinds
    [[nodiscard]] std::vector<PolicyPtr> all() const;

private:
    struct Kind {
        std::unique_ptr<runtime::Reflector> watch{};
        std::atomic<bool> absent{false};
    };
    struct Known {
        std::string uid{};
        std::int64_t generation = 0;
        PolicyPtr policy{};
    };

    void start(Kind& kind, runtime::Executor& executor, const std::shared_ptr<client::Session>& host,
               const api::Resource& resource, const Clock& clock);
    void look(const Kind& kind, const api::Resource& resource, const api::ObjectKey& key);

    Handlers m_handlers;
    mutable std::mutex m_mutex{};
    std::map<std::string, Known> m_known{}; ///< by PolicyRef::text
    Kind m_namespaced{};
    Kind m_clusterWide{};
};

} // namespace orrery::federation
