#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    auto health = replicaHealth(live, "/spec/replicas", "/status/availableReplicas", "/status/updatedReplicas");
    const auto old = api::number(live, "/status/replicas") - api::number(live, "/status/updatedReplicas");
    if (health.state == Health::State::Healthy && old > 0) {
        health.state = Health::State::Progressing;
        health.reason = "Progressing";
        health.message = std::to_string(old) + " of the old version still there";
    }
    return health;
}

} // namespace

extern const FederatedKind deployment;
const FederatedKind deployment{
    .resource = {"apps", "v1", "Deployment", "deployments", true},
    .replicasPath = "/spec/replicas",
    .health = health,
};

} // namespace orrery::federation::kinds
