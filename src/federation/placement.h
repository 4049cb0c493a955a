#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/affinity.h"
#include "federation/spread.h"
#include "federation/taints.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// What becomes of an object that is there and is not ours.
enum class ConflictResolution { Abort, Adopt, Overwrite };

/// A rule of `staticWeightList`; the minimum and maximum are ours.
struct Weight {
    Affinity clusters{};
    std::int64_t weight = 1;
    std::int64_t min = 0;
    std::optional<std::int64_t> max{};
};

/// How replicas come to the chosen clusters.
enum class Scheduling {
    Duplicated, ///< every cluster has all of them
    Static, ///< divided by weights, or evenly
    Dynamic, ///< divided by free capacity
    Aggregated, ///< in as few clusters as hold them
};
[[nodiscard]] const char* name(Scheduling scheduling);

/// Where an object is to be and how its replicas are divided: Karmada's `placement`, with its names; `algorithm`,
/// `rebalance`, `moveUnschedulable`, `returnToEarlierAffinity`, `minReplicas`, `maxReplicas` are ours.
struct Placement {
    std::vector<Affinity> affinities{}; ///< one; or ordered groups, the first that schedules; empty: every cluster
    bool returnToEarlierAffinity = false; ///< each time from the first group; else never back, as Karmada
    std::vector<Toleration> tolerations{};
    std::vector<SpreadConstraint> spread{};
    Scheduling scheduling = Scheduling::Static;
    std::string algorithm{}; ///< of Static: webster, kubefed; empty = the federation's
    bool rebalance = false; ///< kubefed: move what runs
    std::vector<Weight> weights{};
    /// Dynamic, Aggregated, kubefed: replicas whose pods find no node for so long go to clusters with room.
    std::optional<std::chrono::seconds> moveUnschedulable{};
};

/// Reads a placement strictly. Without `replicaScheduling` replicas are scheduled as `unsaid` says: Karmada's policies
/// duplicate, a federated object's own placement divides. `field.*` and `affinity.invalid` with the path: unknown
/// fields, numbers out of range, what contradicts itself. Any thread.
[[nodiscard]] Result<Placement> readPlacement(const api::Json& said, const std::string& path, Scheduling unsaid);

} // namespace orrery::federation
