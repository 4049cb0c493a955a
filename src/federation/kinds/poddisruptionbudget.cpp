#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    const auto wanted = api::number(live, "/status/desiredHealthy");
    const auto healthy = api::number(live, "/status/currentHealthy");
    if (healthy < wanted)
        return {Health::State::Progressing,
                "InsufficientPods",
                std::to_string(healthy) + " of " + std::to_string(wanted) + " pods healthy",
                {},
                {}};
    return presenceHealth(live);
}

/// Absolute numbers in proportion to what they protect; a percentage is of each cluster's own pods already.
Divided divide(const api::Json& manifest, const Dividing& dividing)
{
    Divided made;
    for (const std::string pointer : {"/spec/minAvailable", "/spec/maxUnavailable"}) {
        const auto& value = api::at(manifest, pointer);
        if (value.is_null() || value.is_string())
            continue;
        const auto whole = countAt(manifest, pointer, made.error);
        if (!whole)
            return made;
        const auto field = "spec." + pointer.substr(6);
        if (dividing.selected.empty()) {
            if (dividing.replicas.size() > 1)
                made.notes.push_back(field + " is the same in every cluster: it selects no workload that is divided");
            continue;
        }
        auto weights = dividing.replicas;
        for (auto& [cluster, weight] : weights) {
            const auto found = dividing.selected.find(cluster);
            weight = found == dividing.selected.end() ? 0 : found->second;
        }
        for (const auto& [cluster, share] : inProportion(*whole, weights, dividing.uid)) {
            made.parts[cluster][pointer] = share;
            if (share == 0 && weights[cluster] > 0 && *whole > 0 && pointer == "/spec/maxUnavailable")
                made.notes.push_back(field + " is 0 in " + cluster
                                     + ": no pod may be evicted there, draining a node waits");
        }
    }
    return made;
}

} // namespace

extern const FederatedKind poddisruptionbudget;
const FederatedKind poddisruptionbudget{
    .resource = {"policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true},
    .health = health,
    .divide = divide,
};

} // namespace orrery::federation::kinds
