#pragma once

#include "federation/decision.h"

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>

/// Worlds that properties of decisions are tried on.
namespace orrery::federation {

using Shares = std::map<std::string, std::int64_t>;

struct World {
    Federated federated{};
    Situation situation{};
};

/// The first of a test's seeds, which differs from run to run; ORRERY_SEED repeats one.
inline unsigned firstSeed()
{
    const char* given = std::getenv("ORRERY_SEED");
    return given ? unsigned(std::stoul(given)) : std::random_device{}();
}

/// A world made of a seed: up to twelve clusters, some tainted or paused, one Deployment and its policy.
inline World worldOf(unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](unsigned most) { return std::int64_t(random() % most); };
    World made;
    made.situation.resource = {"apps", "v1", "Deployment", "deployments", true};
    const auto count = 1 + below(12);
    for (std::int64_t i = 0; i < count; ++i) {
        MemberCluster cluster;
        cluster.name = "c" + std::to_string(i);
        cluster.region = "r" + std::to_string(below(4));
        cluster.labels = {{"tier", below(2) ? "gold" : "iron"}};
        cluster.paused = below(6) == 0;
        if (below(5) == 0)
            cluster.taints.push_back({"k", "", "NoSchedule", {}});
        if (below(2)) {
            made.federated.statuses.push_back(
                {cluster.name, PlacementState::InSync, "", "", below(9), {}, 0, {}, "", ""});
        }
        made.situation.rooms[cluster.name] = {std::nullopt, below(30)};
        made.situation.clusters.push_back(std::move(cluster));
    }
    made.federated.uid = "uid-" + std::to_string(below(100));
    made.federated.manifest = {{"apiVersion", "apps/v1"},
                               {"kind", "Deployment"},
                               {"metadata", {{"name", "web"}, {"namespace", "shop"}}},
                               {"spec", {{"replicas", below(40)}}}};
    Policy policy;
    policy.ref = {"PropagationPolicy", "shop", "p"};
    policy.selectors = {{"apps/v1", "Deployment", "", "", {}}};
    policy.placement.scheduling = Scheduling(below(4));
    if (below(2))
        policy.placement.spread.push_back({SpreadConstraint::Field::Cluster, 1, 1 + below(6)});
    if (below(3) == 0)
        policy.placement.spread.push_back({SpreadConstraint::Field::Region, 1, {}});
    made.situation.policies = {std::make_shared<const Policy>(std::move(policy))};
    return made;
}

inline Shares sharesOf(const Decision& decision)
{
    Shares out;
    for (const auto& [cluster, target] : decision.targets)
        out[cluster] = target.replicas.value_or(-1);
    return out;
}

} // namespace orrery::federation
