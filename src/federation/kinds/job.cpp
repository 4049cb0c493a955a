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

/// As many completions as Karmada gives: in proportion to the parallelism.
Divided divide(const api::Json& manifest, const Dividing& dividing)
{
    Divided made;
    const auto completions = countAt(manifest, "/spec/completions", made.error);
    if (!completions)
        return made;
    for (const auto& [cluster, share] : inProportion(*completions, dividing.replicas, dividing.uid))
        made.parts[cluster]["/spec/completions"] = share;
    if (api::text(manifest, "/spec/completionMode") == "Indexed" && made.parts.size() > 1)
        made.notes.emplace_back(
            "an Indexed Job counts from 0 in every cluster: the same index runs in several of them; "
            "place it in one cluster where indexes must be unique");
    return made;
}

} // namespace

extern const FederatedKind job;
const FederatedKind job{
    .resource = {"batch", "v1", "Job", "jobs", true},
    .replicasPath = "/spec/parallelism",
    .health = health,
    .prepare = prepare,
    .divide = divide,
};

} // namespace orrery::federation::kinds
