#pragma once

#include "federation/decision.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace orrery::federation {

/// What becomes of replicas whose pods find no node in a cluster (`moveUnschedulable`).
struct Stuck {
    std::int64_t replicas = 0; ///< that have waited long enough to leave
    bool full = false; ///< nothing more is to come: some wait there, or left it not long ago
    std::optional<WallTime> noRoom{}; ///< when some left it last, as long as that counts
};

/// A cluster that replicas left counts as full for so many times the wait: else two clusters that both only seem to
/// have room would hand them to each other for ever.
inline constexpr int fullFor = 12;

/// As Karmada's descheduler counts: pods whose PodScheduled condition is False, reason Unschedulable, for longer than
/// `after`; never more than are not ready. From a cluster that replicas have just left no more leave for as long as
/// `after`: what is known of its pods may be older. `status` is the object's in the cluster, or null. Without `now`
/// nobody has waited. Pure; any thread.
[[nodiscard]] Stuck stuckIn(const Room& room, const ClusterStatus* status, std::chrono::seconds after,
                            std::optional<WallTime> now);

} // namespace orrery::federation
