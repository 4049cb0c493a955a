#include "federation/fields.h"
#include "federation/import_foreign.h"
#include "federation/kind.h"
#include "federation/placement.h"

#include <algorithm>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr auto selectorKey = "federation.alpha.kubernetes.io/cluster-selector";
/// "federation.kubernetes.io/deployment-preferences" and its siblings: of which kind each is read.
const std::map<std::string, std::string> preferenceKinds{
    {"federation.kubernetes.io/deployment-preferences", "Deployment"},
    {"federation.kubernetes.io/replica-set-preferences", "ReplicaSet"},
    {"federation.kubernetes.io/job-preferences", "Job"},
};

bool isForeign(const std::string& key)
{
    const auto slash = key.find('/');
    const auto domain = key.substr(0, slash == std::string::npos ? 0 : slash);
    return domain == "federation.kubernetes.io" || domain == "federation.alpha.kubernetes.io"
        || domain == "ingress.federation.kubernetes.io";
}

Result<Json> parsed(const Json& annotation, const std::string& path)
{
    if (!annotation.is_string())
        return wrong(path, "is not a string");
    auto value = api::parseJson(annotation.get_ref<const std::string&>());
    // The parser's words may quote the text.
    return value ? value : Result<Json>(wrong(path, "is not JSON"));
}

/// One cluster's entry as a rule of staticWeightList; nothing when the cluster is to get nothing.
Result<std::optional<Json>> ruleOf(const std::string& cluster, const Json& entry, const std::string& path)
{
    Fields fields(entry, path, {"minReplicas", "maxReplicas", "weight"});
    const auto weight = fields.count("weight").value_or(0);
    const auto min = fields.count("minReplicas").value_or(0);
    const auto max = fields.count("maxReplicas");
    if (max && *max < min)
        fields.blame("maxReplicas", "is below minReplicas");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    if ((weight == 0 && min == 0) || max == 0)
        return std::optional<Json>();
    Json rule{{"targetCluster", Json::object()}, {"weight", weight}};
    if (cluster != "*")
        rule["targetCluster"]["clusterNames"] = Json::array({cluster});
    if (min > 0)
        rule["minReplicas"] = min;
    if (max)
        rule["maxReplicas"] = *max;
    return std::optional(std::move(rule));
}

const char* operatorOf(const std::string& written)
{
    static const std::map<std::string, const char*> operators{{"In", "In"},         {"in", "In"},
                                                              {"=", "In"},          {"==", "In"},
                                                              {"NotIn", "NotIn"},   {"notin", "NotIn"},
                                                              {"!=", "NotIn"},      {"Exists", "Exists"},
                                                              {"exists", "Exists"}, {"DoesNotExist", "DoesNotExist"},
                                                              {"!", "DoesNotExist"}};
    const auto known = operators.find(written);
    return known == operators.end() ? nullptr : known->second;
}

/// The cluster-selector annotation as a labelSelector.
Result<Json> readSelector(const Json& list, const std::string& path)
{
    if (!list.is_array())
        return wrong(path, "is not a list");
    Json expressions = Json::array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto where = path + "[" + std::to_string(i) + "]";
        Fields fields(list[i], where, {"key", "operator", "values"});
        const auto key = fields.neededText("key");
        const auto written = fields.text("operator");
        const auto values = fields.texts("values");
        const auto* does = operatorOf(written);
        if (!does)
            fields.blame("operator", "is \"" + written
                                         + "\", which cannot be said here: labels are compared as words; without it "
                                           "the object would go to more clusters");
        if (auto fine = fields.fine(); !fine)
            return failure(fine.error());
        Json expression{{"key", key}, {"operator", does}};
        if (!values.empty())
            expression["values"] = values;
        expressions.push_back(std::move(expression));
    }
    Json selector{{"matchExpressions", std::move(expressions)}};
    if (auto fine = readLabelSelector(selector, path); !fine)
        return failure(fine.error());
    return selector;
}

Result<void> takePreferences(const Json& object, const std::string& key, const Json& annotation, Json& placement,
                             Imported& made)
{
    const auto path = annotationPath(key);
    if (preferenceKinds.at(key) != text(object, "/kind")) {
        made.losses.push_back(path + " was left out: it is read of a " + preferenceKinds.at(key) + " only");
        return {};
    }
    const auto value = parsed(annotation, path);
    if (!value)
        return failure(value.error());
    auto preferences = readPreferences(*value, path);
    if (!preferences)
        return failure(preferences.error());
    placement["replicaScheduling"] = std::move(preferences->scheduling);
    if (!preferences->exclude.empty())
        placement["clusterAffinity"]["exclude"] = preferences->exclude;
    made.losses.insert(made.losses.end(), preferences->losses.begin(), preferences->losses.end());
    made.notes.insert(made.notes.end(), preferences->notes.begin(), preferences->notes.end());
    return {};
}

} // namespace

Result<Preferences> readPreferences(const Json& value, const std::string& path, const std::set<std::string>& extra)
{
    std::set<std::string> known{"rebalance", "clusters"};
    known.insert(extra.begin(), extra.end());
    Fields fields(value, path, known);
    Preferences made;
    made.scheduling = {
        {"replicaSchedulingType", "Divided"}, {"replicaDivisionPreference", "Weighted"}, {"algorithm", "kubefed"}};
    if (fields.flag("rebalance"))
        made.scheduling["rebalance"] = true;
    else
        made.notes.push_back(path
                             + ".rebalance is false, also where it is not said: what runs stays where it is when "
                               "weights or clusters change, and only the difference is divided; true moves it");
    const auto entries = fields.entries("clusters");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    Json rules = Json::array();
    bool all = entries.empty(); // no entries at all: every cluster alike
    for (const auto& [cluster, entry] : entries) {
        const auto where = path + ".clusters." + cluster;
        auto rule = ruleOf(cluster, *entry, where);
        if (!rule)
            return failure(rule.error());
        if (*rule) {
            all = all || cluster == "*";
            rules.push_back(std::move(**rule));
        } else if (cluster != "*") {
            made.exclude.push_back(cluster);
            made.losses.push_back(where + " gives it nothing: the object is not there at all; it was, with 0 replicas");
        }
    }
    if (!entries.empty() && rules.empty())
        return wrong(path + ".clusters", "gives no cluster anything; the object would be everywhere without it");
    if (!all)
        made.losses.push_back(path
                              + ".clusters has no \"*\": clusters that it does not name are without the object; they "
                                "had it with 0 replicas");
    if (!rules.empty())
        made.scheduling["weightPreference"]["staticWeightList"] = std::move(rules);
    return made;
}

bool isFirstGeneration(const Json& object)
{
    const auto& annotations = at(object, "/metadata/annotations");
    if (!annotations.is_object())
        return false;
    for (const auto& [key, value] : annotations.items()) {
        if (isForeign(key))
            return true;
    }
    return false;
}

Result<Imported> importFirstGeneration(const Json& object)
{
    const auto* resource = builtIn(text(object, "/apiVersion"), text(object, "/kind"));
    if (!resource)
        return wrong("kind", "is " + text(object, "/kind") + ", which the first federation did not have");
    Imported made;
    Json manifest = object;
    Json placement = Json::object();
    for (const auto& [key, value] : at(object, "/metadata/annotations").items()) {
        if (!isForeign(key))
            continue;
        manifest["metadata"]["annotations"].erase(key);
        if (preferenceKinds.contains(key)) {
            if (auto taken = takePreferences(object, key, value, placement, made); !taken)
                return failure(taken.error());
        } else if (key == selectorKey) {
            const auto list = parsed(value, annotationPath(key));
            auto selector = list ? readSelector(*list, annotationPath(key)) : list;
            if (!selector)
                return failure(selector.error());
            placement["clusterAffinity"]["labelSelector"] = std::move(*selector);
        } else {
            made.losses.push_back(annotationPath(key) + " was left out: it was the old controllers' note");
        }
    }
    if (manifest["metadata"]["annotations"].empty())
        api::drop(manifest, "/metadata/annotations");
    const bool divides = !kindOf(*resource).replicasPath.empty();
    if (divides && !placement.contains("replicaScheduling")) {
        auto plain = readPreferences(Json::object(), "preferences");
        placement["replicaScheduling"] = std::move(plain->scheduling);
        made.notes.insert(made.notes.end(), plain->notes.begin(), plain->notes.end());
    }
    made.document = federatedAround(*resource, manifest);
    if (!placement.empty())
        made.document["spec"]["placement"] = std::move(placement);
    return made;
}

} // namespace orrery::federation
