#include "ui/policies/policy_form.h"

#include "ui/support/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace orrery::ui {

namespace {

using api::at;
using api::Json;
using api::text;

constexpr int few = 24; ///< clusters that are shown all at once
constexpr auto names = "/spec/placement/clusterAffinity/clusterNames";
constexpr auto scheduling = "/spec/placement/replicaScheduling";
constexpr auto weights = "/spec/placement/replicaScheduling/weightPreference/staticWeightList";

bool clusterWide(const Json& policy)
{
    return text(policy, "/kind") == "ClusterPropagationPolicy";
}

QString selectorText(const Json& selector)
{
    const auto kind = words(text(selector, "/kind"));
    const auto ns = text(selector, "/namespace");
    const auto name = text(selector, "/name");
    if (!name.empty())
        return words((ns.empty() ? "" : ns + '/') + name).prepend(kind + u' ');
    const auto which = at(selector, "/labelSelector").is_null() ? PolicyForm::tr("every %1").arg(kind)
                                                                : PolicyForm::tr("%1 by label").arg(kind);
    return ns.empty() ? which : PolicyForm::tr("%1 in %2", "objects, namespace").arg(which, words(ns));
}

/// What could be selected: all of each kind, and the policy's objects by name, as many as a menu can show.
Json candidates(const Json& policy, const Json& objects)
{
    constexpr std::size_t most = 200;
    const auto ns = text(policy, "/metadata/namespace", "default");
    const auto& taken = at(policy, "/spec/resourceSelectors");
    const auto isTaken = [&](const Json& one) { return std::find(taken.begin(), taken.end(), one) != taken.end(); };
    std::set<std::string> kinds;
    Json named = Json::array();
    Json all = Json::array();
    for (const auto& object : objects) {
        if (!clusterWide(policy) && text(object, "/namespace") != ns)
            continue;
        const bool known = !kinds.insert(text(object, "/apiVersion") + ' ' + text(object, "/kind")).second;
        if (known && named.size() == most)
            continue;
        Json selector{{"apiVersion", at(object, "/apiVersion")}, {"kind", at(object, "/kind")}};
        if (!known && !isTaken(selector))
            all.push_back(selector);
        selector["name"] = at(object, "/name");
        if (clusterWide(policy) && object.contains("namespace"))
            selector["namespace"] = object["namespace"];
        if (named.size() < most && !isTaken(selector))
            named.push_back(std::move(selector));
    }
    named.insert(named.end(), all.begin(), all.end());
    return named;
}

std::set<std::string> chosenNames(const Json& policy)
{
    std::set<std::string> chosen;
    for (const auto& name : at(policy, names)) {
        if (name.is_string())
            chosen.insert(name.get<std::string>());
    }
    return chosen;
}

/// A weight for one cluster by its name, as the form writes them; empty for others.
std::string weighed(const Json& rule)
{
    const auto& target = at(rule, "/targetCluster");
    const auto& list = at(target, "/clusterNames");
    const bool plain = rule.size() == 2 && target.size() == 1 && list.size() == 1 && list.front().is_string()
                    && at(rule, "/weight").is_number_integer();
    return plain ? list.front().get<std::string>() : std::string();
}

QString schedulingOf(const Json& policy)
{
    const auto& said = at(policy, scheduling);
    if (said.is_null() || text(said, "/replicaSchedulingType") == "Duplicated")
        return QStringLiteral("duplicated");
    if (text(said, "/replicaDivisionPreference") == "Aggregated")
        return QStringLiteral("packed");
    const auto& preference = at(said, "/weightPreference");
    if (preference.contains("dynamicWeight"))
        return QStringLiteral("capacity");
    const auto& list = at(preference, "/staticWeightList");
    if (list.empty())
        return QStringLiteral("even");
    const bool plain = std::ranges::none_of(list, [](const Json& rule) { return weighed(rule).empty(); });
    return plain ? QStringLiteral("weights") : QString();
}

/// Fields that are set and that the form does not show.
QStringList moreOf(const Json& policy)
{
    static const std::array<std::pair<const char*, std::set<std::string>>, 4> shown{
        {{"/spec", {"resourceSelectors", "placement", "priority", "suspension"}},
         {"/spec/placement", {"clusterAffinity", "replicaScheduling"}},
         {"/spec/placement/clusterAffinity", {"clusterNames"}},
         {scheduling, {"replicaSchedulingType", "replicaDivisionPreference", "weightPreference"}}}};
    QStringList more;
    for (const auto& [pointer, known] : shown) {
        const auto& part = at(policy, pointer);
        if (!part.is_object())
            continue;
        for (const auto& [key, value] : part.items()) {
            if (!known.contains(key))
                more << words(key);
        }
    }
    return more;
}

/// Removes an object that nothing is left in.
void dropEmpty(Json& policy, const char* pointer)
{
    if (at(policy, pointer).empty())
        api::drop(policy, pointer);
}

void nameClusters(Json& policy, const std::set<std::string>& chosen)
{
    if (!chosen.empty()) {
        api::put(policy, names, chosen);
        return;
    }
    api::drop(policy, names);
    dropEmpty(policy, "/spec/placement/clusterAffinity");
}

/// A weight for each cluster, those that are not said are 1.
void weigh(Json& policy, const QStringList& clusters, const QString& cluster, int weight)
{
    std::map<std::string, std::int64_t> by;
    for (const auto& rule : at(policy, weights)) {
        if (const auto name = weighed(rule); !name.empty())
            by[name] = api::number(rule, "/weight", 1);
    }
    if (!cluster.isEmpty())
        by[cluster.toStdString()] = weight;
    Json list = Json::array();
    for (const auto& name : clusters) {
        const auto key = name.toStdString();
        list.push_back({{"targetCluster", {{"clusterNames", {key}}}}, {"weight", by.contains(key) ? by[key] : 1}});
    }
    api::put(policy, weights, std::move(list));
}

void schedule(Json& policy, const QStringList& clusters, const QString& how)
{
    if (how == u"duplicated") {
        api::put(policy, scheduling, {{"replicaSchedulingType", "Duplicated"}});
        return;
    }
    const bool packed = how == u"packed";
    api::put(policy, scheduling,
             {{"replicaSchedulingType", "Divided"}, {"replicaDivisionPreference", packed ? "Aggregated" : "Weighted"}});
    if (how == u"capacity")
        api::put(policy, std::string(scheduling) + "/weightPreference", {{"dynamicWeight", "AvailableReplicas"}});
    if (how == u"weights")
        weigh(policy, clusters, {}, 1);
}

/// Only the members that the policy chooses can get anything.
QStringList reachable(const Json& policy, const QStringList& clusters)
{
    const auto chosen = chosenNames(policy);
    QStringList out;
    for (const auto& cluster : clusters) {
        if (chosen.empty() || chosen.contains(cluster.toStdString()))
            out << cluster;
    }
    return out;
}

} // namespace

QVariantMap PolicyForm::read(const Json& policy, const World& world)
{
    QStringList selectors;
    for (const auto& selector : at(policy, "/spec/resourceSelectors"))
        selectors << selectorText(selector);
    QStringList choices;
    for (const auto& candidate : candidates(policy, world.objects))
        choices << selectorText(candidate);
    const auto chosen = chosenNames(policy);
    std::map<std::string, int> weight;
    for (const auto& rule : at(policy, weights))
        weight[weighed(rule)] = static_cast<int>(api::number(rule, "/weight", 1));
    QVariantList clusters;
    for (const auto& cluster : world.clusters) {
        const auto found = weight.find(cluster.toStdString());
        clusters << QVariantMap{{QStringLiteral("name"), cluster},
                                {QStringLiteral("chosen"), chosen.empty() || chosen.contains(cluster.toStdString())},
                                {QStringLiteral("weight"), found == weight.end() ? 0 : found->second}};
    }
    const auto& affinity = at(policy, "/spec/placement/clusterAffinity");
    const bool elsewhere = !at(policy, "/spec/placement/clusterAffinities").is_null()
                        || std::any_of(affinity.items().begin(), affinity.items().end(),
                                       [](const auto& field) { return field.key() != "clusterNames"; });
    return {{QStringLiteral("name"), words(text(policy, "/metadata/name"))},
            {QStringLiteral("ns"), words(text(policy, "/metadata/namespace"))},
            {QStringLiteral("clusterWide"), clusterWide(policy)},
            {QStringLiteral("priority"), static_cast<int>(api::number(policy, "/spec/priority"))},
            {QStringLiteral("suspended"), api::flag(policy, "/spec/suspension/dispatching")},
            {QStringLiteral("selectors"), selectors},
            {QStringLiteral("choices"), choices},
            {QStringLiteral("some"), !chosen.empty()},
            {QStringLiteral("clusters"), clusters},
            {QStringLiteral("elsewhere"), elsewhere},
            {QStringLiteral("scheduling"), schedulingOf(policy)},
            {QStringLiteral("more"), moreOf(policy)}};
}

Json PolicyForm::with(Json policy, const World& world, const QString& key, const QVariant& value)
{
    const auto map = value.toMap();
    const auto cluster = map[QStringLiteral("name")].toString();
    if (key == u"name" || key == u"ns") {
        api::put(policy, key == u"name" ? "/metadata/name" : "/metadata/namespace", value.toString().toStdString());
    } else if (key == u"clusterWide") {
        api::put(policy, "/kind", value.toBool() ? "ClusterPropagationPolicy" : "PropagationPolicy");
        if (value.toBool())
            api::drop(policy, "/metadata/namespace");
        else
            api::put(policy, "/metadata/namespace", "default");
    } else if (key == u"priority") {
        api::put(policy, "/spec/priority", value.toInt());
        if (value.toInt() == 0)
            api::drop(policy, "/spec/priority");
    } else if (key == u"suspended") {
        api::drop(policy, "/spec/suspension");
        if (value.toBool())
            api::put(policy, "/spec/suspension/dispatching", true);
    } else if (key == u"select") {
        auto selectors = at(policy, "/spec/resourceSelectors");
        if (!selectors.is_array())
            selectors = Json::array();
        for (const auto& candidate : candidates(policy, world.objects)) {
            if (selectorText(candidate) == value.toString())
                selectors.push_back(candidate);
        }
        api::put(policy, "/spec/resourceSelectors", std::move(selectors));
    } else if (key == u"deselect") {
        auto selectors = at(policy, "/spec/resourceSelectors");
        const auto index = value.toUInt();
        if (selectors.is_array() && index < selectors.size())
            selectors.erase(index);
        api::put(policy, "/spec/resourceSelectors", std::move(selectors));
    } else if (key == u"some") {
        // All of a few to take away from, or one of many to add to.
        std::set<std::string> first;
        for (const auto& name : world.clusters.mid(0, world.clusters.size() <= few ? few : 1))
            first.insert(name.toStdString());
        nameClusters(policy, value.toBool() ? first : std::set<std::string>{});
    } else if (key == u"cluster") {
        auto chosen = chosenNames(policy);
        if (map[QStringLiteral("chosen")].toBool())
            chosen.insert(cluster.toStdString());
        else
            chosen.erase(cluster.toStdString());
        nameClusters(policy, chosen);
        if (schedulingOf(policy) == u"weights")
            weigh(policy, reachable(policy, world.clusters), {}, 1);
    } else if (key == u"weight") {
        weigh(policy, reachable(policy, world.clusters), cluster, map[QStringLiteral("weight")].toInt());
    } else if (key == u"scheduling") {
        schedule(policy, reachable(policy, world.clusters), value.toString());
    }
    return policy;
}

Json PolicyForm::fresh(const Json& object)
{
    Json selectors = Json::array();
    if (!object.is_null())
        selectors.push_back(
            {{"apiVersion", at(object, "/apiVersion")}, {"kind", at(object, "/kind")}, {"name", at(object, "/name")}});
    const bool wide = !object.is_null() && text(object, "/namespace").empty();
    Json metadata{{"name", text(object, "/name", "new-policy")}};
    if (!wide)
        metadata["namespace"] = text(object, "/namespace", "default");
    Json policy{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                {"kind", wide ? "ClusterPropagationPolicy" : "PropagationPolicy"},
                {"metadata", std::move(metadata)},
                {"spec", {{"resourceSelectors", std::move(selectors)}, {"placement", Json::object()}}}};
    schedule(policy, {}, QStringLiteral("even"));
    return policy;
}

} // namespace orrery::ui
