#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <chrono>
#include <random>
#include <string>
#include <variant>

namespace orrery::api {

/// The list-and-watch protocol as a state machine: told what happened, it answers what to do next. No thread, clock
/// or server in it; time comes in as an argument. After client-go's reflector, with kube-rs' atomic initial list.
/// One per watched collection; not thread-safe.
class WatchMachine {
public:
    struct List {
        /// "0" (whatever the server has at hand) at first; empty (the most recent) after a position was lost, so that
        /// the picture never goes back in time.
        std::string resourceVersion{};
    };
    struct Watch {
        std::string resourceVersion{};
    };
    struct WaitThenRetry {
        std::chrono::milliseconds delay{};
    };
    using Step = std::variant<List, Watch, WaitThenRetry>;

    explicit WatchMachine(unsigned seed = std::random_device{}());

    [[nodiscard]] Step start();
    [[nodiscard]] Step listed(std::string resourceVersion, SteadyTime now);
    /// An event or bookmark arrived at this position.
    void advanced(std::string resourceVersion, SteadyTime now);
    /// The server closed the stream; that is its right.
    [[nodiscard]] Step ended(SteadyTime now);
    /// The list or watch failed. Gone -> list again, at once the first time. Everything else backs off (0.8 s x 2,
    /// jitter, at most 30 s, not less than the server asks for) and resumes; where the server itself refuses, other
    /// than by Throttled, it lists again: at once after Invalid and the like, after three times Unavailable (a position
    /// that the server has not reached, as after a restored etcd, looks like that).
    [[nodiscard]] Step failed(const Error& error, SteadyTime now);
    /// What to do once a WaitThenRetry's delay has passed.
    [[nodiscard]] Step waited(SteadyTime now);

    [[nodiscard]] const std::string& resourceVersion() const { return m_resourceVersion; }

private:
    [[nodiscard]] Step backOff(SteadyTime now, std::chrono::milliseconds atLeast = {});
    [[nodiscard]] List list() const;

    std::string m_resourceVersion{};
    bool m_haveList = false;
    bool m_anyState = true; ///< a list may show whatever state the server has at hand
    int m_goneInARow = 0;
    int m_failures = 0;
    int m_refusals = 0; ///< answers of the server itself, in a row
    bool m_sawEvent = false;
    SteadyTime m_watchStarted{};
    SteadyTime m_lastFailure{};
    std::minstd_rand m_random;
};

} // namespace orrery::api
