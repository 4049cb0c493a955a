#pragma once

#include "api/resource.h"
#include "client/session.h"
#include "runtime/executor.h"
#include "runtime/store.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orrery::runtime {

/// Keeps a Store equal to one collection of one cluster: pages of 500, watch with bookmarks, resume, 410 -> list again,
/// an idle watchdog (90 s without a byte -> resume). Runs until destroyed; costs nothing while nothing changes.
/// Callbacks come one at a time on the executor's threads and must not block.
class Reflector {
public:
    struct Options {
        api::Resource resource{};
        std::string ns{}; ///< empty = all namespaces
        std::string labelSelector{};
        std::string fieldSelector{};
        std::chrono::milliseconds idle{90'000}; ///< a watch that says nothing for so long is taken for dead
    };
    struct Handlers {
        /// These keys may have changed. The first call, after the initial list, names all.
        std::function<void(const std::vector<api::ObjectKey>&)> changed{};
        /// A list or watch failed; it is retried by itself. Told once for each new reason. Empty: it works again.
        /// A position that the server forgot (410) is no trouble.
        std::function<void(const std::optional<Error>&)> trouble{};
    };

    Reflector(Executor& executor, std::shared_ptr<client::Session> session, Options options, Handlers handlers,
              const Clock& clock = Clock::system());
    /// No callback starts after it returns; one that runs on another thread is waited for. May be called from a
    /// callback, its own included.
    ~Reflector();

    [[nodiscard]] const Store& store() const;
    /// Ends a back-off: somebody knows that the cluster answers again. Does nothing while all is well.
    void retryNow();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::runtime
