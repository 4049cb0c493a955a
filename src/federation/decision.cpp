#include "federation/decision.h"

#include "federation/kind.h"
#include "federation/names.h"
#include "planner/divide.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

bool has(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Why a cluster cannot have the object; empty when it can.
std::string exclusionOf(const MemberCluster& cluster, const Placement& placement, const Situation& situation)
{
    if (has(placement.exclude, cluster.name))
        return "excluded by clusterAffinity.exclude";
    if (!placement.clusterNames.empty() && !has(placement.clusterNames, cluster.name))
        return "not among clusterAffinity.clusterNames";
    if (cluster.deleting)
        return "the cluster is leaving the federation";
    const auto served = situation.serves.find(cluster.name);
    if (served != situation.serves.end() && !served->second)
        return "the cluster does not serve " + situation.resource.apiVersion() + " " + situation.resource.kind;
    return {};
}

/// The heaviest rule that names the cluster, as Karmada takes it; null when none does.
const Weight* weightOf(const Placement& placement, const std::string& cluster)
{
    const Weight* heaviest = nullptr;
    for (const auto& rule : placement.weights) {
        if (has(rule.clusters, cluster) && (!heaviest || rule.weight > heaviest->weight))
            heaviest = &rule;
    }
    return heaviest;
}

planner::Problem problemOf(const Federated& federated, const FederatedKind& kind, const std::string& algorithm,
                           const std::vector<std::string>& clusters)
{
    planner::Problem problem;
    problem.algorithm = algorithm == "kubefed" ? planner::Algorithm::Kubefed : planner::Algorithm::Webster;
    problem.replicas = api::number(federated.manifest, kind.replicasPath, 1);
    problem.uid = federated.uid;
    problem.hashKey = federated.key.ns + "/" + text(federated.manifest, "/metadata/name");
    problem.rebalance = federated.placement.rebalance;
    for (const auto& name : clusters) {
        planner::Cluster cluster;
        cluster.name = name;
        if (const auto* rule = weightOf(federated.placement, name)) {
            cluster.weight = rule->weight;
            cluster.min = rule->min;
            cluster.max = rule->max;
        }
        for (const auto& status : federated.statuses) {
            if (status.cluster == name && status.replicas)
                cluster.current = *status.replicas;
        }
        problem.clusters.push_back(std::move(cluster));
    }
    return problem;
}

std::string explain(const std::string& algorithm, std::int64_t total, const planner::Division& division)
{
    std::string out =
        algorithm + ": " + std::to_string(total) + " over " + std::to_string(division.replicas.size()) + " =";
    const char* separator = " ";
    for (const auto& [cluster, replicas] : division.replicas) {
        out += separator + cluster + " " + std::to_string(replicas);
        separator = ", ";
    }
    return out;
}

} // namespace

Decision decide(const Federated& federated, const Situation& situation)
{
    Decision decision;
    decision.resource = situation.resource;
    std::vector<std::string> chosen;
    const auto kind = kindOf(situation.resource);
    const bool divided = !kind.replicasPath.empty() && !federated.placement.duplicated;
    for (const auto& cluster : situation.clusters) {
        auto why = exclusionOf(cluster, federated.placement, situation);
        if (why.empty() && divided && !federated.placement.weights.empty()
            && !weightOf(federated.placement, cluster.name))
            why = "no weight in staticWeightList";
        if (why.empty())
            chosen.push_back(cluster.name);
        else
            decision.excluded[cluster.name] = std::move(why);
    }
    planner::Division division;
    std::map<std::string, std::int64_t> parts; // of a Job's completions
    if (divided && !chosen.empty()) {
        decision.algorithm =
            federated.placement.algorithm.empty() ? situation.algorithm : federated.placement.algorithm;
        const auto problem = problemOf(federated, kind, decision.algorithm, chosen);
        auto divisionMade = planner::divide(problem);
        if (!divisionMade) {
            decision.error = divisionMade.error();
            return decision;
        }
        division = std::move(*divisionMade);
        decision.explanation = explain(decision.algorithm, problem.replicas, division);
        parts = divideProportional(federated.manifest, kind, division.replicas);
    }
    for (const auto& name : chosen) {
        Target target;
        if (divided) {
            target.replicas = division.replicas.at(name);
        } else if (!kind.replicasPath.empty()) {
            target.replicas = api::number(federated.manifest, kind.replicasPath, 1);
        }
        const auto part = parts.find(name);
        target.manifest = forMember(federated.manifest, kind, target.replicas, {situation.federation, federated.uid},
                                    part == parts.end() ? std::nullopt : std::optional(part->second));
        decision.targets.emplace(name, std::move(target));
    }
    return decision;
}

bool isOurs(const Json& live, const std::string& federation)
{
    const auto& labels = api::at(live, "/metadata/labels");
    const auto found = labels.is_object() ? labels.find(names::managedBy) : labels.end();
    return labels.is_object() && found != labels.end() && *found == federation;
}

namespace {

MemberAction forUnwanted(const Picture& picture)
{
    if (!picture.live || !isOurs(*picture.live, picture.federation))
        return {Act::Nothing, PlacementState::NotPlaced, "NotPlaced", picture.exclusion};
    // A namespace that was only made to hold propagated objects has no owner: it stays.
    const auto& annotations = api::at(*picture.live, "/metadata/annotations");
    if (!annotations.is_object() || !annotations.contains(names::ownerUid))
        return {Act::Nothing, PlacementState::NotPlaced, "NotPlaced", picture.exclusion};
    if (picture.orphan)
        return {Act::Release, PlacementState::NotPlaced, "Released", "kept there, no longer managed"};
    if (!api::at(*picture.live, "/metadata/deletionTimestamp").is_null())
        return {Act::Nothing, PlacementState::Removing, "Removing", "being deleted there"};
    return {Act::Delete, PlacementState::Removing, "Deleted",
            picture.exclusion.empty() ? "deleted there" : picture.exclusion};
}

} // namespace

MemberAction decide(const Picture& picture)
{
    if (!picture.target)
        return forUnwanted(picture);
    if (picture.suspended)
        return {Act::Nothing, PlacementState::Suspended, "Suspended", "suspended: nothing is written"};
    if (!picture.live) {
        if (picture.seenInSync)
            return {Act::Apply, PlacementState::Progressing, "Restored", "somebody deleted it there; written again"};
        return {Act::Apply, PlacementState::Progressing, "Applied", ""};
    }
    const auto& live = *picture.live;
    if (!isOurs(live, picture.federation) && picture.conflictResolution == ConflictResolution::Abort)
        return {Act::Nothing, PlacementState::Conflict, "Conflict",
                "exists and is not managed by " + picture.federation + "; conflictResolution=Abort"};
    if (!isOurs(live, picture.federation))
        return {Act::Apply, PlacementState::Progressing, "Adopted",
                "existed there; taken over as conflictResolution says"};
    if (!api::at(live, "/metadata/deletionTimestamp").is_null())
        return {Act::Nothing, PlacementState::Progressing, "Terminating",
                "being deleted there; written again when it is gone"};
    const auto hash = [](const Json& object) {
        const auto& annotations = api::at(object, "/metadata/annotations");
        return annotations.is_object() ? annotations.value(std::string(names::appliedHash), std::string())
                                       : std::string();
    };
    if (hash(live) != hash(picture.target->manifest))
        return {Act::Apply, PlacementState::Progressing, "Applied", ""};
    if (picture.accepted || api::contains(live, picture.target->manifest))
        return {Act::Nothing, PlacementState::InSync, "InSync", ""};
    const auto where = api::firstDifference(live, picture.target->manifest);
    return {Act::Apply, PlacementState::Progressing, "DriftCorrected",
            "somebody changed " + where + " there; written again"};
}

} // namespace orrery::federation
