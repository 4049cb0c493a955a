#include "federation/fields.h"
#include "federation/import_foreign.h"
#include "federation/json_patch.h"
#include "federation/kind.h"
#include "federation/names.h"
#include "federation/overrides.h"
#include "federation/placement.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

/// What the second generation federates without being told, beside the kinds that we have a file for.
const std::array<api::Resource, 11> others{{
    {"", "v1", "ServiceAccount", "serviceaccounts", true},
    {"", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true},
    {"", "v1", "LimitRange", "limitranges", true},
    {"", "v1", "ResourceQuota", "resourcequotas", true},
    {"batch", "v1", "CronJob", "cronjobs", true},
    {"networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true},
    {"rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false},
    {"rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false},
    {"rbac.authorization.k8s.io", "v1", "Role", "roles", true},
    {"rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true},
    {"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false},
}};

/// `spec.placement`: names before the selector; false when it names no cluster at all.
bool readWhere(Fields& spec, Json& placement, Imported& made)
{
    Fields fields(spec.object("placement"), spec.pathOf("placement"), {"clusters", "clusterSelector"});
    const bool named = fields.find("clusters") != nullptr;
    const auto* selector = fields.find("clusterSelector");
    Json names = Json::array();
    for (const auto& [path, item] : fields.items("clusters")) {
        Fields entry(*item, path, {"name"});
        names.push_back(entry.neededText("name"));
        spec.adopt(entry);
    }
    if (selector && !named) {
        (void)spec.take(readLabelSelector(*selector, fields.pathOf("clusterSelector")));
        if (!selector->empty())
            placement["clusterAffinity"]["labelSelector"] = *selector;
    }
    if (selector && named)
        made.notes.push_back("spec.placement.clusterSelector was left out: clusters beside it wins");
    spec.adopt(fields);
    if (!names.empty())
        placement["clusterAffinity"]["clusterNames"] = names;
    return !names.empty() || (selector && !named);
}

/// One entry of `clusterOverrides` as a plaintext overrider.
Json overrider(const Json& value, const std::string& path, Fields& above)
{
    Fields fields(value, path, {"path", "op", "value"});
    auto pointer = fields.neededText("path");
    // The first releases wrote spec.replicas where /spec/replicas is meant.
    if (!pointer.empty() && pointer.front() != '/') {
        std::replace(pointer.begin(), pointer.end(), '.', '/');
        pointer.insert(pointer.begin(), '/');
    }
    auto does = fields.word("op", {"add", "remove", "replace"});
    Json made{{"path", pointer}, {"operator", does.empty() ? "replace" : does}};
    if (value.is_object() && value.contains("value"))
        made["value"] = value["value"];
    above.adopt(fields);
    return made;
}

Json readOverrides(Fields& spec)
{
    Json rules = Json::array();
    for (const auto& [path, item] : spec.items("overrides")) {
        Fields fields(*item, path, {"clusterName", "clusterOverrides"});
        const auto cluster = fields.neededText("clusterName");
        Json list = Json::array();
        for (const auto& [where, change] : fields.items("clusterOverrides"))
            list.push_back(overrider(*change, where, fields));
        spec.adopt(fields);
        if (!list.empty())
            rules.push_back({{"targetCluster", {{"clusterNames", Json::array({cluster})}}},
                             {"overriders", {{"plaintext", std::move(list)}}}});
    }
    return rules;
}

/// The object that the template stands for.
Json manifestOf(const Json& object, const Json& spec, const api::Resource& target)
{
    Json manifest = at(spec, "/template").is_object() ? at(spec, "/template") : Json::object();
    manifest["apiVersion"] = target.apiVersion();
    manifest["kind"] = target.kind;
    if (!manifest["metadata"].is_object())
        manifest["metadata"] = Json::object();
    manifest["metadata"]["name"] = text(object, "/metadata/name");
    const auto ns = text(object, "/metadata/namespace");
    if (target.namespaced)
        manifest["metadata"]["namespace"] = ns.empty() ? "default" : ns;
    stripServerFields(manifest);
    return manifest;
}

struct Preference {
    Preferences read{};
    std::int64_t total = 0;
    bool intersects = false;
};

Result<Preference> preferenceOf(const Json& object)
{
    const auto line = std::string("spec");
    Preference made;
    const auto& spec = at(object, "/spec");
    auto read = readPreferences(spec, line, {"targetKind", "totalReplicas", "intersectWithClusterSelector"});
    if (!read)
        return failure(read.error());
    made.read = std::move(*read);
    Fields fields(spec, line, {"targetKind", "totalReplicas", "intersectWithClusterSelector", "rebalance", "clusters"});
    made.intersects = fields.flag("intersectWithClusterSelector");
    made.total = fields.count("totalReplicas").value_or(0);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

void exclude(Json& placement, const std::vector<std::string>& clusters)
{
    if (!clusters.empty())
        placement["clusterAffinity"]["exclude"] = clusters;
}

Result<void> applyPreference(const Json& object, Json& placement, Imported& made)
{
    auto preference = preferenceOf(object);
    if (!preference)
        return failure(std::move(preference.error()).during(nameOf(object)));
    if (!preference->intersects && !placement.empty()) {
        made.losses.push_back("spec.placement was left out: " + nameOf(object)
                              + " overwrites it (intersectWithClusterSelector is not true)");
        placement = Json::object();
    }
    placement["replicaScheduling"] = std::move(preference->read.scheduling);
    exclude(placement, preference->read.exclude);
    api::put(made.document, "/spec/template/spec/replicas", preference->total);
    made.losses.insert(made.losses.end(), preference->read.losses.begin(), preference->read.losses.end());
    made.notes.insert(made.notes.end(), preference->read.notes.begin(), preference->read.notes.end());
    made.from += " and " + nameOf(object);
    return {};
}

} // namespace

FederatedTypes::FederatedTypes()
{
    for (const auto* kind : federatedKinds())
        m_targets.emplace("Federated" + kind->resource.kind, kind->resource);
    for (const auto& resource : others)
        m_targets.emplace("Federated" + resource.kind, resource);
}

Result<void> FederatedTypes::learn(const Json& config)
{
    Fields whole(config, "", {"apiVersion", "kind", "metadata", "spec", "status"});
    const auto& spec = whole.object("spec");
    const Json nothing = Json::object();
    const auto& given = at(spec, "/targetType");
    Fields target(given.is_object() ? given : nothing, "spec.targetType",
                  {"group", "kind", "pluralName", "scope", "version"});
    api::Resource made{target.text("group"), target.text("version"), target.text("kind"), target.text("pluralName"),
                       target.word("scope", {"Namespaced", "Cluster"}) != "Cluster"};
    const auto federated = text(spec, "/federatedType/kind");
    target.require({"version", "kind"});
    if (federated.empty())
        whole.blame("spec.federatedType.kind", "is missing");
    whole.adopt(target);
    if (auto fine = whole.fine(); !fine)
        return fine;
    m_targets[federated] = std::move(made);
    return {};
}

const api::Resource* FederatedTypes::targetOf(const std::string& federatedKind) const
{
    const auto found = m_targets.find(federatedKind);
    return found == m_targets.end() ? nullptr : &found->second;
}

Result<Imported> importSecondGeneration(const Json& object, const FederatedTypes& types, const Json* preference)
{
    const auto* target = types.targetOf(text(object, "/kind"));
    if (!target)
        return failure(ErrorKind::Invalid, "import.unknown-kind",
                       "kind is " + text(object, "/kind")
                           + ", which is no built-in federated kind; give its FederatedTypeConfig in the same file");
    Fields whole(object, "", {"apiVersion", "kind", "metadata", "spec", "status"});
    Fields spec(whole.object("spec"), "spec", {"template", "placement", "overrides", "retainReplicas"});
    Imported made;
    made.from = nameOf(object);
    Json placement = Json::object();
    const bool somewhere = readWhere(spec, placement, made);
    auto overrides = readOverrides(spec);
    made.document =
        federatedAround(*target, manifestOf(object, spec.find("template") ? whole.object("spec") : Json(), *target));
    if (spec.flag("retainReplicas"))
        made.losses.emplace_back("spec.retainReplicas was left out: replicas are written in every cluster");
    whole.adopt(spec);
    if (auto fine = whole.fine(); !fine)
        return failure(fine.error());
    const bool divides = !kindOf(*target).replicasPath.empty();
    if (divides)
        placement["replicaScheduling"] = {{"replicaSchedulingType", "Duplicated"}};
    if (preference) {
        if (auto applied = applyPreference(*preference, placement, made); !applied)
            return failure(applied.error());
    } else if (!somewhere) {
        made.document["spec"]["suspend"] = true;
        made.losses.emplace_back("spec.placement names no cluster: spec.suspend keeps it out of all of them");
    }
    if (!placement.empty())
        made.document["spec"]["placement"] = std::move(placement);
    if (!overrides.empty()) {
        if (auto fine = readOverrideRules(overrides, "spec.overrides"); !fine)
            return failure(fine.error());
        made.document["spec"]["overrides"] = std::move(overrides);
    }
    if (text(object, "/metadata/annotations/kubefed.io~1orphan") == "true")
        made.document["spec"]["deletionPolicy"] = "Orphan";
    return made;
}

Result<Imported> importPreference(const Json& object, const FederatedTypes& types)
{
    const auto kind = text(object, "/spec/targetKind");
    const auto* target = types.targetOf(kind);
    if (!target)
        return wrong("spec.targetKind", "is \"" + kind + "\", which is no federated kind");
    auto preference = preferenceOf(object);
    if (!preference)
        return failure(preference.error());
    Imported made;
    made.from = nameOf(object);
    const auto ns = text(object, "/metadata/namespace", "default");
    Json placement{{"replicaScheduling", std::move(preference->read.scheduling)}};
    exclude(placement, preference->read.exclude);
    made.document = {{"apiVersion", names::apiVersion},
                     {"kind", "PropagationPolicy"},
                     {"metadata", {{"name", text(object, "/metadata/name")}, {"namespace", ns}}},
                     {"spec",
                      {{"resourceSelectors", Json::array({{{"apiVersion", target->apiVersion()},
                                                           {"kind", target->kind},
                                                           {"name", text(object, "/metadata/name")}}})},
                       {"placement", std::move(placement)}}}};
    made.losses = std::move(preference->read.losses);
    made.notes = std::move(preference->read.notes);
    made.losses.push_back("spec.totalReplicas " + std::to_string(preference->total) + " was left out: the "
                          + target->kind + " is not in this file, its own spec.replicas is divided");
    return made;
}

} // namespace orrery::federation
