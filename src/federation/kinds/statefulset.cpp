#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    auto health = replicaHealth(live, "/spec/replicas", "/status/readyReplicas", {});
    // Pods are replaced one by one, from the last; with a partition or OnDelete old ones are meant to stay.
    const bool replaces = api::text(live, "/spec/updateStrategy/type") != "OnDelete"
                       && api::number(live, "/spec/updateStrategy/rollingUpdate/partition") == 0;
    const auto current = api::text(live, "/status/currentRevision");
    if (health.state == Health::State::Healthy && replaces && !current.empty()
        && current != api::text(live, "/status/updateRevision", current)) {
        health.state = Health::State::Progressing;
        health.reason = "Progressing";
        health.message = std::to_string(api::number(live, "/status/updatedReplicas")) + " of "
                       + std::to_string(*health.desired) + " updated";
    }
    return health;
}

} // namespace

extern const FederatedKind statefulset;
const FederatedKind statefulset{
    .resource = {"apps", "v1", "StatefulSet", "statefulsets", true},
    .replicasPath = "/spec/replicas",
    .health = health,
};

} // namespace orrery::federation::kinds
