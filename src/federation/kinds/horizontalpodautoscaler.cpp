#include "federation/kind.h"
#include "federation/types.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    const auto able = condition(live, "AbleToScale");
    const auto active = condition(live, "ScalingActive");
    if (!able && !active)
        return {Health::State::Progressing, "Progressing", "its controller has not looked at it yet", {}, {}};
    if (able && able->status == "False")
        return {Health::State::Degraded, able->reason, able->message, {}, {}};
    // Nothing to scale is what somebody asked for.
    if (active && active->status == "False" && active->reason != "ScalingDisabled")
        return {Health::State::Progressing, active->reason, active->message, {}, {}};
    auto made = presenceHealth(live);
    made.desired = made.ready = api::number(live, "/spec/maxReplicas");
    return made;
}

/// As the first federation: maxima add up to the maximum, and no cluster is below what an API server takes.
Divided divide(const api::Json& manifest, const Dividing& dividing)
{
    Divided made;
    const auto max = countAt(manifest, "/spec/maxReplicas", made.error);
    const auto min = countAt(manifest, "/spec/minReplicas", made.error);
    if (!made.error && max && min && *min > *max)
        made.error = Error{ErrorKind::Invalid, "field.invalid", "spec.minReplicas is above spec.maxReplicas"};
    if (made.error)
        return made;
    auto maxima = dividing.replicas;
    std::erase_if(maxima, [&](const auto& entry) {
        if (entry.second > 0)
            return false;
        made.excluded[entry.first] = "spec.maxReplicas does not reach this cluster: an autoscaler allows at least 1";
        return true;
    });
    if (!min || maxima.empty())
        return made;
    const auto clusters = std::int64_t(maxima.size());
    const auto least = *min == 0 ? 0 : std::max(*min, clusters); // 0 is for those who scale to zero
    if (least > *min)
        made.notes.push_back("spec.minReplicas " + std::to_string(*min) + " is " + std::to_string(least)
                             + " in all: every cluster needs at least 1");
    for (const auto& [cluster, share] : inProportion(least, maxima, dividing.uid, least == 0 ? 0 : 1, true))
        made.parts[cluster]["/spec/minReplicas"] = share;
    return made;
}

} // namespace

extern const FederatedKind horizontalpodautoscaler;
const FederatedKind horizontalpodautoscaler{
    .resource = {"autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true},
    .replicasPath = "/spec/maxReplicas",
    .health = health,
    .divide = divide,
};

} // namespace orrery::federation::kinds
