#include "federation/fields.h"
#include "federation/import_foreign.h"
#include "federation/names.h"
#include "federation/overrides.h"
#include "federation/policy.h"

#include <array>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

/// What of a policy has no counterpart here and says nothing of which clusters: when things happen, and in what order.
struct Absent {
    const char* pointer;
    const char* means;
    const char* harmless = nullptr; ///< the value that says nothing
};
constexpr std::array absent{
    Absent{"/spec/failover", "objects stay until a taint or a person moves them"},
    Absent{"/spec/schedulerName", "there is one scheduler", "default-scheduler"},
    Absent{"/spec/activationPreference", "a change of the policy takes effect at once"},
    Absent{"/spec/schedulePriority", "objects are decided in no order"},
    Absent{"/spec/dependentOverrides", "the policy does not wait for override policies: apply those first"},
    Absent{"/spec/suspension/scheduling", "only writing can be suspended, deciding goes on"},
};

void importPropagation(Json& policy, Imported& made)
{
    for (const auto& field : absent) {
        const auto& value = at(policy, field.pointer);
        if (value.is_null())
            continue;
        if (!field.harmless || value != field.harmless)
            made.losses.push_back(dotted(field.pointer) + " was left out: " + field.means);
        api::drop(policy, field.pointer);
    }
    if (const auto old = at(policy, "/spec/association"); !old.is_null()) {
        api::drop(policy, "/spec/association");
        if (at(policy, "/spec/propagateDeps").is_null())
            policy["spec"]["propagateDeps"] = old;
        made.notes.emplace_back("spec.association became spec.propagateDeps");
    }
    const auto& constraints = at(policy, "/spec/placement/spreadConstraints");
    for (std::size_t i = 0; constraints.is_array() && i < constraints.size(); ++i) {
        if (at(constraints[i], "/maxGroups").is_null())
            made.losses.push_back("spec.placement.spreadConstraints[" + std::to_string(i)
                                  + "].maxGroups is not set: it means no limit here, and nothing at all there");
    }
}

/// The older form, targetCluster and overriders beside each other, as the one rule that it is.
void importOverrides(Json& policy, Imported& made)
{
    auto& spec = policy["spec"];
    if (!spec.is_object() || spec.contains("overrideRules") || !spec.contains("overriders"))
        return;
    Json rule{{"overriders", spec["overriders"]}};
    if (spec.contains("targetCluster"))
        rule["targetCluster"] = spec["targetCluster"];
    spec.erase("overriders");
    spec.erase("targetCluster");
    spec["overrideRules"] = Json::array({std::move(rule)});
    made.notes.emplace_back("spec.targetCluster and spec.overriders became spec.overrideRules[0]");
}

} // namespace

Result<Imported> importKarmada(const Json& object)
{
    const auto kind = text(object, "/kind");
    Imported made;
    made.from = nameOf(object);
    Json policy = object;
    policy["apiVersion"] = names::apiVersion;
    if (kind.ends_with("PropagationPolicy")) {
        importPropagation(policy, made);
        if (const auto read = readPolicy(policy, ""); !read)
            return failure(read.error());
    } else if (kind.ends_with("OverridePolicy")) {
        importOverrides(policy, made);
        if (const auto read = readOverridePolicy(policy, ""); !read)
            return failure(read.error());
    } else {
        return failure(ErrorKind::Invalid, "import.unknown-kind",
                       "kind is " + kind + ", which has no counterpart here");
    }
    if (!kind.starts_with("Cluster") && text(policy, "/metadata/namespace").empty())
        policy["metadata"]["namespace"] = "default";
    made.document = std::move(policy);
    return made;
}

} // namespace orrery::federation
