#pragma once

#include "api/json.h"
#include "base/error.h"

namespace orrery::federation {

/// Decides for a described world, without any cluster: what `orreryctl simulate` does. Answers {placements, manifests,
/// dns, divisions, selections, warnings}, sorted where order means nothing; a problem that cannot be solved is reported
/// in its place, and what the scenario says but nothing looks at is a warning. Resources are placed by the engine's own
/// `decide`; `affinityName` is the group that was taken last, `fresh` decides anew. What is known of one in a cluster:
/// replicas, readyReplicas, capacity, available, service, and for moving what finds no node unschedulableSince (a time
/// for each of its pods) and noRoomSince. Invalid `field.unknown`, `field.invalid` with the path of what is wrong in
/// the scenario. Pure; any thread.
[[nodiscard]] Result<api::Json> simulate(const api::Json& scenario);

} // namespace orrery::federation
