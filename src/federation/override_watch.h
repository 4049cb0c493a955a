#pragma once

#include "federation/overrides.h"
#include "runtime/executor.h"
#include "runtime/reflector.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace orrery::federation {

/// The host's override policies, read anew whenever one changes. A host whose federation was made before there were
/// such policies serves none; that is no trouble. Any thread.
class OverrideWatch {
public:
    /// `changed` comes on the executor's threads and must not block.
    OverrideWatch(runtime::Executor& executor, const std::shared_ptr<client::Session>& host,
                  std::function<void()> changed, const Clock& clock);

    /// One that cannot be read is there with its fault.
    [[nodiscard]] OverridePolicies policies() const;
    /// The same as they stand in the host.
    [[nodiscard]] std::vector<api::Json> objects() const;
    /// Both lists have arrived, or are known not to be served.
    [[nodiscard]] bool synced() const;

private:
    void keep(std::size_t watch);

    std::function<void()> m_changed;
    std::mutex m_reading{}; ///< held while all are read: the last word is the newest
    mutable std::mutex m_mutex{};
    OverridePolicies m_policies{};
    std::vector<bool> m_known{};
    std::vector<std::unique_ptr<runtime::Reflector>> m_watches{}; ///< last: its callbacks use the rest
};

} // namespace orrery::federation
