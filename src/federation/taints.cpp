#include "federation/taints.h"

#include "federation/fields.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using std::chrono::seconds;

std::string Taint::text() const
{
    return key + (value.empty() ? "" : "=" + value) + ":" + effect;
}

Result<Taint> readTaint(const Json& taint, const std::string& path)
{
    Fields fields(taint, path, {"key", "value", "effect", "timeAdded"});
    Taint made;
    made.key = fields.text("key");
    made.value = fields.text("value");
    made.effect = fields.word("effect", {"NoSchedule", "NoExecute", "PreferNoSchedule"});
    if (const auto added = fields.text("timeAdded"); !added.empty()) {
        made.added = parseRfc3339(added);
        if (!made.added)
            fields.blame("timeAdded", "is no time like 2026-01-02T03:04:05Z");
    }
    fields.require({"key", "effect"});
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

Result<Toleration> readToleration(const Json& toleration, const std::string& path)
{
    Fields fields(toleration, path, {"key", "operator", "value", "effect", "tolerationSeconds"});
    Toleration made;
    made.key = fields.text("key");
    made.exists = fields.word("operator", {"Exists", "Equal"}) == "Exists";
    made.value = fields.text("value");
    made.effect = fields.word("effect", {"NoSchedule", "NoExecute", "PreferNoSchedule"});
    made.seconds = fields.number("tolerationSeconds");
    if (made.key.empty() && !made.exists)
        fields.blame("operator", "must be Exists where there is no key");
    if (made.exists && !made.value.empty())
        fields.blame("value", "must be empty where the operator is Exists");
    if (made.seconds && made.effect != "NoExecute")
        fields.blame("tolerationSeconds", "is for the effect NoExecute alone");
    if (made.seconds)
        made.seconds = std::clamp<std::int64_t>(*made.seconds, 0, INT32_MAX); // below zero means at once
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

bool Toleration::tolerates(const Taint& taint) const
{
    return (effect.empty() || effect == taint.effect) && (key.empty() || key == taint.key)
        && (exists || value == taint.value);
}

namespace {

TaintVerdict judgeOne(const Taint& taint, const std::vector<Toleration>& tolerations, bool holds,
                      std::optional<WallTime> now)
{
    const auto toleration = std::find_if(tolerations.begin(), tolerations.end(),
                                         [&](const Toleration& one) { return one.tolerates(taint); });
    if (toleration == tolerations.end()) {
        if (holds && taint.effect == "NoSchedule")
            return {true, "taint " + taint.text() + " expels nobody that is there", {}};
        return {false, "taint " + taint.text() + " is not tolerated", {}};
    }
    if (taint.effect != "NoExecute" || !toleration->seconds)
        return {true, "taint " + taint.text() + " is tolerated", {}};
    const auto forSeconds =
        "taint " + taint.text() + " is tolerated for " + std::to_string(*toleration->seconds) + " s";
    if (*toleration->seconds == 0)
        return {false, forSeconds, {}};
    if (!taint.added)
        return {true, forSeconds, {}};
    const auto until = *taint.added + seconds(*toleration->seconds);
    if (now && *now >= until)
        return {false, forSeconds + ", over since " + rfc3339(until), {}};
    return {true, forSeconds + ", until " + rfc3339(until), until};
}

} // namespace

TaintVerdict judge(const std::vector<Taint>& taints, const std::vector<Toleration>& tolerations, bool holds,
                   std::optional<WallTime> now)
{
    TaintVerdict all;
    for (const auto& taint : taints) {
        if (taint.effect != "NoSchedule" && taint.effect != "NoExecute")
            continue;
        auto one = judgeOne(taint, tolerations, holds, now);
        if (!one.passed)
            return one;
        all.reason += (all.reason.empty() ? "" : "; ") + one.reason;
        if (one.until && (!all.until || *one.until < *all.until))
            all.until = one.until;
    }
    return all;
}

} // namespace orrery::federation
