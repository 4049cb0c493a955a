#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {
Health health(const api::Json& live)
{
    return replicaHealth(live, "/spec/replicas", "/status/availableReplicas", {});
}
} // namespace

extern const FederatedKind replicaset;
const FederatedKind replicaset{
    .resource = {"apps", "v1", "ReplicaSet", "replicasets", true},
    .replicasPath = "/spec/replicas",
    .health = health,
};

} // namespace orrery::federation::kinds
