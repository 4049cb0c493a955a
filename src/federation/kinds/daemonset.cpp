#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

/// One pod on each node: every cluster has as many as it has nodes.
Health health(const api::Json& live)
{
    const bool onDelete = api::text(live, "/spec/updateStrategy/type") == "OnDelete";
    return replicaHealth(live, "/status/desiredNumberScheduled", "/status/numberAvailable",
                         onDelete ? "" : "/status/updatedNumberScheduled");
}

} // namespace

extern const FederatedKind daemonset;
const FederatedKind daemonset{
    .resource = {"apps", "v1", "DaemonSet", "daemonsets", true},
    .health = health,
};

} // namespace orrery::federation::kinds
