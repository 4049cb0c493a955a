#include "federation/kind.h"
#include "federation/types.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    Health health;
    health.desired = api::number(live, "/spec/completions", api::number(live, "/spec/parallelism", 1));
    health.ready = api::number(live, "/status/succeeded");
    const auto is = [&](const char* type) {
        const auto found = condition(live, type);
        return found && found->status == "True" ? found : std::nullopt;
    };
    if (is("Complete") || *health.desired == 0)
        return health;
    if (const auto failed = is("Failed")) {
        health.state = Health::State::Degraded;
        health.reason = failed->reason;
        health.message = failed->message;
        return health;
    }
    if (api::flag(live, "/spec/suspend")) {
        health.reason = "Suspended";
        health.message = "spec.suspend holds it back";
        return health;
    }
    health.state = Health::State::Progressing;
    health.reason = "Progressing";
    health.message = std::to_string(*health.ready) + " of " + std::to_string(*health.desired) + " completed";
    return health;
}

/// The selector and these labels are made by each cluster's job controller; another cluster would refuse them.
void prepare(api::Json& manifest)
{
    if (api::flag(manifest, "/spec/manualSelector"))
        return;
    for (const auto* field :
         {"/spec/selector", "/spec/template/metadata/labels/controller-uid",
          "/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid",
          "/spec/template/metadata/labels/job-name", "/spec/template/metadata/labels/batch.kubernetes.io~1job-name"})
        api::drop(manifest, field);
}

} // namespace

extern const FederatedKind job;
const FederatedKind job{
    .resource = {"batch", "v1", "Job", "jobs", true},
    .replicasPath = "/spec/parallelism",
    .proportionalPath = "/spec/completions",
    .health = health,
    .prepare = prepare,
};

} // namespace orrery::federation::kinds
