#pragma once

#include "api/json.h"
#include "federation/cluster_facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// How many more pods of a workload fit into a cluster, by its nodes' allocatable minus what its pods request, and by
/// the pods that its nodes allow, as Karmada's general estimator counts; for the cluster as a whole, so that fragmented
/// nodes hold fewer. Nothing when the cluster's pods were not counted or the object has no pod template. Pure; any
/// thread.
[[nodiscard]] std::optional<std::int64_t> roomFor(const api::Json& manifest, const ClusterFacts& facts);

/// Since when each pod of a workload finds no node in a cluster: the pods of its namespace that its `spec.selector`
/// selects. Pure; any thread.
[[nodiscard]] std::vector<WallTime> waitingFor(const api::Json& manifest, const std::string& ns,
                                               const ClusterFacts& facts);

} // namespace orrery::federation
