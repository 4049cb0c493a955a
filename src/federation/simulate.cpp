#include "federation/simulate.h"

#include "federation/affinity.h"
#include "federation/scenario.h"
#include "planner/divide.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;

namespace {

Result<planner::Cluster> clusterOf(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"name", "weight", "min", "max", "current", "capacity", "available", "seats"});
    planner::Cluster cluster;
    cluster.name = fields.text("name");
    cluster.weight = fields.number("weight").value_or(0);
    cluster.min = fields.number("min").value_or(0);
    cluster.max = fields.number("max");
    cluster.current = fields.number("current").value_or(0);
    cluster.capacity = fields.number("capacity");
    cluster.available = fields.number("available");
    cluster.seats = fields.number("seats").value_or(0);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return cluster;
}

Result<Json> division(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"name", "algorithm", "replicas", "uid", "hashKey", "rebalance", "fresh", "clusters"});
    static const std::map<std::string, planner::Algorithm> algorithms{{"webster", planner::Algorithm::Webster},
                                                                      {"kubefed", planner::Algorithm::Kubefed},
                                                                      {"dynamic", planner::Algorithm::Dynamic},
                                                                      {"aggregated", planner::Algorithm::Aggregated}};
    planner::Problem problem;
    const auto algorithm = fields.text("algorithm");
    if (const auto known = algorithms.find(algorithm); known != algorithms.end())
        problem.algorithm = known->second;
    else if (!algorithm.empty())
        fields.blame("algorithm", "is \"" + algorithm + "\", not webster, kubefed, dynamic or aggregated");
    problem.replicas = fields.number("replicas").value_or(0);
    problem.uid = fields.text("uid");
    problem.hashKey = fields.text("hashKey");
    problem.rebalance = fields.flag("rebalance");
    problem.fresh = fields.flag("fresh");
    const auto name = fields.text("name");
    for (const auto& [where, item] : fields.items("clusters")) {
        auto cluster = clusterOf(*item, where);
        if (!cluster)
            return failure(cluster.error());
        problem.clusters.push_back(std::move(*cluster));
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    Json out{{"name", name}, {"clusters", Json::object()}};
    const auto divided = planner::divide(problem);
    if (!divided) {
        out["error"] = errorJson(divided.error());
        return out;
    }
    out["clusters"] = divided->replicas;
    out["overflow"] = divided->overflow;
    return out;
}

Result<std::vector<ScenarioCluster>> clustersOf(Fields& fields)
{
    std::vector<ScenarioCluster> clusters;
    std::set<std::string> names;
    for (const auto& [path, item] : fields.items("clusters")) {
        auto cluster = scenarioClusterOf(*item, path);
        if (!cluster)
            return failure(cluster.error());
        if (!names.insert(cluster->member.name).second)
            return wrong(path + ".name", "is \"" + cluster->member.name + "\", which is there twice");
        clusters.push_back(std::move(*cluster));
    }
    std::sort(clusters.begin(), clusters.end(),
              [](const auto& a, const auto& b) { return a.member.name < b.member.name; });
    return clusters;
}

Result<Json> selection(const Json& value, const std::string& path, const std::vector<ScenarioCluster>& clusters)
{
    Fields fields(value, path, {"name", "affinity"});
    const auto name = fields.text("name");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    Json out{{"name", name}, {"clusters", Json::array()}};
    const auto* given = fields.find("affinity");
    const auto affinity = readAffinity(given ? *given : Json(), fields.pathOf("affinity"));
    // What is no affinity at all is a mistake in the scenario; one that means nothing is this problem's answer.
    if (!affinity && affinity.error().code != "affinity.invalid")
        return failure(affinity.error());
    if (!affinity)
        out["error"] = errorJson(affinity.error());
    for (const auto& cluster : clusters) {
        if (affinity && !excludedBy(*affinity, cluster.member))
            out["clusters"].push_back(cluster.member.name);
    }
    return out;
}

} // namespace

Result<Json> simulate(const Json& scenario)
{
    if (!scenario.is_object())
        return wrong("the scenario", "is not an object");
    Fields fields(
        scenario, "",
        {"federation", "clusters", "resources", "policies", "overrides", "resolver", "now", "divisions", "selections"});
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    const auto clusters = clustersOf(fields);
    if (!clusters)
        return failure(clusters.error());
    auto decided = decideResources(fields, *clusters);
    if (!decided)
        return failure(decided.error());
    Json out = std::move(*decided);
    out["divisions"] = Json::array();
    out["selections"] = Json::array();
    for (const auto& [path, item] : fields.items("divisions")) {
        auto made = division(*item, path);
        if (!made)
            return failure(made.error());
        out["divisions"].push_back(std::move(*made));
    }
    for (const auto& [path, item] : fields.items("selections")) {
        auto made = selection(*item, path, *clusters);
        if (!made)
            return failure(made.error());
        out["selections"].push_back(std::move(*made));
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return out;
}

} // namespace orrery::federation
