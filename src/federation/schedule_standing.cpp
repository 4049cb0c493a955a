// What becomes of an object that is placed already: whether a cluster's change can matter to it, and where it stays.

#include "federation/schedule.h"

#include <algorithm>

namespace orrery::federation {

bool canMatter(const Placement& placement, const MemberCluster* before, const MemberCluster* now)
{
    const auto in = [](const Affinity& group, const MemberCluster* cluster) {
        return cluster && !excludedBy(group, *cluster);
    };
    bool meant = placement.affinities.empty();
    for (const auto& group : placement.affinities) {
        if (in(group, before) != in(group, now))
            return true;
        meant = meant || in(group, now);
    }
    if (!meant)
        return false;
    if (!before || !now || before->deleting != now->deleting || before->paused != now->paused)
        return true;
    const auto taints = [&](const MemberCluster& cluster, bool held) {
        const auto verdict = judge(cluster.taints, placement.tolerations, held, std::nullopt);
        return std::pair(verdict.passed, verdict.until);
    };
    for (const bool held : {false, true}) {
        if (taints(*before, held) != taints(*now, held))
            return true;
    }
    if (std::any_of(placement.spread.begin(), placement.spread.end(), [&](const SpreadConstraint& constraint) {
            return groupsOf(*before, constraint.field) != groupsOf(*now, constraint.field);
        }))
        return true;
    return std::any_of(placement.weights.begin(), placement.weights.end(),
                       [&](const Weight& rule) { return in(rule.clusters, before) != in(rule.clusters, now); });
}

bool holds(const ClusterStatus& status)
{
    return status.state != PlacementState::NotPlaced && status.state != PlacementState::Removing;
}

Schedule keepWhereItIs(const Federated& federated, const FederatedKind& kind, bool duplicated,
                       const Situation& situation)
{
    std::map<std::string, std::int64_t> holders;
    for (const auto& status : federated.statuses) {
        if (holds(status))
            holders.emplace(status.cluster, status.replicas.value_or(0));
    }
    Placement placement;
    placement.scheduling = duplicated ? Scheduling::Duplicated : Scheduling::Static;
    placement.algorithm = "webster";
    // Whatever taints say: nobody decided that it goes.
    placement.tolerations.push_back({"", true, "", "", {}});
    Affinity there;
    bool anything = false;
    for (const auto& [cluster, replicas] : holders)
        anything = anything || replicas > 0;
    for (const auto& [cluster, replicas] : holders) {
        there.clusterNames.emplace(cluster);
        Weight weight;
        weight.clusters.clusterNames.emplace(cluster);
        weight.weight = anything ? replicas : 1;
        placement.weights.push_back(std::move(weight));
    }
    placement.affinities.push_back(std::move(there));
    auto made = schedule(federated, kind, placement, situation, false);
    for (auto& [cluster, why] : made.excluded) {
        if (!holders.contains(cluster))
            why = "its policy is gone: it stays where it is";
    }
    return made;
}

} // namespace orrery::federation
