#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::federation {

enum class Severity { Debug, Info, Warning, Error };
[[nodiscard]] std::string_view name(Severity severity);

/// One thing that happened: who did what, where, why and how long it took. What the log pane, `orreryctl events`
/// and the host's Kubernetes Events show. Never holds a secret.
struct Event {
    std::uint64_t seq = 0; ///< order of arrival, from 1; given by the log that keeps it
    WallTime time{};
    Severity severity = Severity::Info;
    std::string cluster{}; ///< the member's or host's name; empty = the federation itself
    std::string controller{}; ///< schedule, sync, status, health, init, join …
    std::string object{}; ///< "Deployment default/microbot", "Cluster aws"
    std::string reason{}; ///< stable CamelCase word: Applied, Restored, Conflict, Offline …
    std::string message{}; ///< one sentence; failures in the API server's own words
    std::optional<std::chrono::milliseconds> took{};
};

} // namespace orrery::federation
