#include "federation/overrides.h"

#include "federation/fields.h"

#include <algorithm>
#include <tuple>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

using Kind = Override::Kind;

Override readImage(Fields& fields)
{
    Override made;
    made.operation = fields.word("operator", {"add", "remove", "replace"});
    made.component = fields.word("component", {"Registry", "Repository", "Tag"});
    made.value = fields.text("value");
    if (fields.find("predicate")) {
        Fields predicate(fields.object("predicate"), fields.pathOf("predicate"), {"path"});
        made.target = predicate.text("path");
        if (!made.target.starts_with('/'))
            predicate.blame("path", "is no JSON pointer, which begins with /");
        fields.adopt(predicate);
    }
    if (made.component.empty())
        fields.blame("component", "is missing");
    return made;
}

Override readWords(Fields& fields)
{
    Override made;
    made.operation = fields.word("operator", {"add", "remove"});
    made.target = fields.neededText("containerName");
    made.values = fields.texts("value");
    return made;
}

Override readEntries(Fields& fields)
{
    Override made;
    made.operation = fields.word("operator", {"add", "remove", "replace"});
    made.entries = fields.textMap("value");
    return made;
}

/// Karmada's operations, which name members otherwise, as an RFC 6902 patch; `pathKey` is path or subPath.
Json patchOf(const std::vector<std::pair<std::string, const Json*>>& operations, const char* pathKey, Fields& above)
{
    Json patch = Json::array();
    for (const auto& [path, item] : operations) {
        Fields fields(*item, path, {pathKey, "operator", "value", "from"});
        Json operation{{"op", fields.word("operator", {"add", "remove", "replace", "move", "copy", "test"})},
                       {"path", fields.text(pathKey)}};
        if (text(operation, "/op").empty())
            fields.blame("operator", "is missing");
        fields.require({pathKey});
        if (const auto from = fields.text("from"); fields.find("from"))
            operation["from"] = from;
        if (item->is_object() && item->contains("value"))
            operation["value"] = (*item)["value"];
        above.adopt(fields);
        patch.push_back(std::move(operation));
    }
    return patch;
}

Override readField(Fields& fields)
{
    Override made;
    made.target = fields.text("fieldPath");
    made.yaml = !fields.items("yaml").empty(); // where both are given Karmada takes this one
    made.patch = patchOf(fields.items(made.yaml ? "yaml" : "json"), "subPath", fields);
    if (!made.target.starts_with('/'))
        fields.blame("fieldPath", "is no JSON pointer, which begins with /");
    return made;
}

struct Reader {
    const char* field;
    Kind kind;
    std::set<std::string> known;
    Override (*read)(Fields& fields);
};

const std::vector<Reader>& readers()
{
    static const std::vector<Reader> all{
        {"imageOverrider", Kind::Image, {"predicate", "component", "operator", "value"}, readImage},
        {"commandOverrider", Kind::Command, {"containerName", "operator", "value"}, readWords},
        {"argsOverrider", Kind::Args, {"containerName", "operator", "value"}, readWords},
        {"labelsOverrider", Kind::Labels, {"operator", "value"}, readEntries},
        {"annotationsOverrider", Kind::Annotations, {"operator", "value"}, readEntries},
        {"fieldOverrider", Kind::Field, {"fieldPath", "json", "yaml"}, readField},
    };
    return all;
}

Result<std::vector<Override>> readOverriders(const Json& overriders, const std::string& path)
{
    Fields fields(overriders, path,
                  {"imageOverrider", "commandOverrider", "argsOverrider", "labelsOverrider", "annotationsOverrider",
                   "fieldOverrider", "plaintext"});
    std::vector<Override> made;
    for (const auto& reader : readers()) {
        for (const auto& [where, item] : fields.items(reader.field)) {
            Fields one(*item, where, reader.known);
            auto override = reader.read(one);
            override.kind = reader.kind;
            override.path = where;
            if (override.operation.empty() && reader.kind != Kind::Field)
                one.blame("operator", "is missing");
            if (auto fine = one.fine(); !fine)
                return failure(fine.error());
            made.push_back(std::move(override));
        }
    }
    if (const auto operations = fields.items("plaintext"); !operations.empty()) {
        Override plaintext;
        plaintext.path = fields.pathOf("plaintext");
        plaintext.patch = patchOf(operations, "path", fields);
        made.push_back(std::move(plaintext));
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

Result<OverrideRule> readRule(const Json& affinity, const Json& overriders, const std::string& affinityPath,
                              const std::string& overridersPath)
{
    OverrideRule rule;
    if (!affinity.is_null()) {
        auto clusters = readAffinity(affinity, affinityPath);
        if (!clusters)
            return failure(clusters.error());
        rule.clusters = std::move(*clusters);
    }
    if (!overriders.is_null()) {
        auto made = readOverriders(overriders, overridersPath);
        if (!made)
            return failure(made.error());
        rule.overrides = std::move(*made);
    }
    return rule;
}

/// What an object is: an override that changed it would make another object.
auto identityOf(const Json& manifest)
{
    return std::tuple(text(manifest, "/apiVersion"), text(manifest, "/kind"), text(manifest, "/metadata/name"),
                      text(manifest, "/metadata/namespace"));
}

Result<void> applyPolicy(const OverridePolicy& policy, const ClusterTraits& cluster, Overridden& made)
{
    const auto refuse = [&](const Error& error, std::size_t rule, const std::string& path) {
        const auto where = policy.ref.text() + ", rule " + std::to_string(rule) + (path.empty() ? "" : ", " + path);
        return failure(ErrorKind::Invalid, "override.failed", where + ": " + error.text());
    };
    if (policy.fault)
        return failure(ErrorKind::Invalid, "override.invalid", policy.ref.text() + ": " + policy.fault->message);
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        const auto& rule = policy.rules[i];
        if (rule.clusters && excludedBy(*rule.clusters, cluster))
            continue;
        const auto before = identityOf(made.manifest);
        for (const auto& override : rule.overrides) {
            auto changed = apply(override, made.manifest);
            if (!changed)
                return refuse(changed.error(), i, override.path);
            for (auto& pointer : *changed)
                made.applied.push_back({policy.ref, i, override.kind, std::move(pointer)});
        }
        if (identityOf(made.manifest) != before)
            return refuse({ErrorKind::Invalid, "", "an override cannot change apiVersion, kind, name or namespace"}, i,
                          "");
        for (const auto* map : {"/metadata/labels", "/metadata/annotations"}) {
            const auto& value = api::at(made.manifest, map);
            if (!value.is_null() && !value.is_object())
                return refuse({ErrorKind::Invalid, "", std::string(map) + " would be no map"}, i, "");
        }
    }
    return {};
}

/// The policies of one scope that mean the object, the weaker match first, then by name.
std::vector<const OverridePolicy*> matching(const OverridePolicies& policies, const std::string& ns,
                                            const Json& manifest)
{
    std::vector<std::tuple<Match, std::string, const OverridePolicy*>> found;
    for (const auto& policy : policies) {
        if (policy->ref.ns != ns)
            continue;
        const auto match = policy->selectors.empty() ? Match::Kind : matchOf(policy->selectors, manifest);
        // What a policy that cannot be read would have selected is not known.
        if (match != Match::None || policy->fault)
            found.emplace_back(match, policy->ref.name, policy.get());
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    std::vector<const OverridePolicy*> out;
    for (const auto& entry : found)
        out.push_back(std::get<2>(entry));
    return out;
}

} // namespace

Result<std::vector<OverrideRule>> readOverrideRules(const Json& list, const std::string& path)
{
    std::vector<OverrideRule> rules;
    if (!list.is_null() && !list.is_array())
        return wrong(path, "is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto where = path + "[" + std::to_string(i) + "]";
        const Fields fields(list[i], where, {"targetCluster", "overriders"});
        if (auto fine = fields.fine(); !fine)
            return failure(fine.error());
        auto rule = readRule(api::at(list[i], "/targetCluster"), api::at(list[i], "/overriders"),
                             where + ".targetCluster", where + ".overriders");
        if (!rule)
            return failure(rule.error());
        rules.push_back(std::move(*rule));
    }
    return rules;
}

Result<OverridePolicy> readOverridePolicy(const Json& object, const std::string& path)
{
    Fields whole(object, path, {"apiVersion", "kind", "metadata", "spec", "status"});
    OverridePolicy policy;
    policy.ref = readPolicyRef(whole, "OverridePolicy");
    Fields spec(whole.object("spec"), whole.pathOf("spec"),
                {"resourceSelectors", "overrideRules", "targetCluster", "overriders"});
    for (const auto& [where, item] : spec.items("resourceSelectors"))
        policy.selectors.push_back(spec.take(readResourceSelector(*item, where)));
    const auto* rules = spec.find("overrideRules");
    const bool older = spec.find("targetCluster") || spec.find("overriders");
    if (rules && older)
        spec.blame("overrideRules", "cannot stand beside targetCluster or overriders");
    else if (rules)
        policy.rules = spec.take(readOverrideRules(*rules, spec.pathOf("overrideRules")));
    else if (older)
        policy.rules.push_back(
            spec.take(readRule(api::at(object, "/spec/targetCluster"), api::at(object, "/spec/overriders"),
                               spec.pathOf("targetCluster"), spec.pathOf("overriders"))));
    whole.adopt(spec);
    if (auto fine = whole.fine(); !fine)
        return failure(fine.error());
    return policy;
}

std::shared_ptr<const OverridePolicy> ownOverrides(const Json& federated, const std::string& path)
{
    const auto& list = api::at(federated, "/spec/overrides");
    if (list.is_null())
        return nullptr;
    OverridePolicy own;
    own.ref = {text(federated, "/kind"), text(federated, "/metadata/namespace"), text(federated, "/metadata/name")};
    if (auto rules = readOverrideRules(list, path))
        own.rules = std::move(*rules);
    else
        own.fault = std::move(rules.error());
    return std::make_shared<const OverridePolicy>(std::move(own));
}

Json toJson(const AppliedOverride& applied)
{
    return {{"policy", toJson(applied.policy)},
            {"rule", applied.rule},
            {"kind", name(applied.kind)},
            {"path", applied.path}};
}

Result<Overridden> overridden(Json manifest, const OverridePolicies& policies, const OverridePolicy* own,
                              const ClusterTraits& cluster)
{
    Overridden made{std::move(manifest), {}};
    // The second scope is matched when the first has been applied, as its overrides may change labels.
    const auto ns = text(made.manifest, "/metadata/namespace");
    for (const auto& scope : ns.empty() ? std::vector<std::string>{""} : std::vector<std::string>{"", ns}) {
        for (const auto* policy : matching(policies, scope, made.manifest)) {
            if (auto applied = applyPolicy(*policy, cluster, made); !applied)
                return failure(applied.error());
        }
    }
    if (own) {
        if (auto applied = applyPolicy(*own, cluster, made); !applied)
            return failure(applied.error());
    }
    return made;
}

} // namespace orrery::federation
