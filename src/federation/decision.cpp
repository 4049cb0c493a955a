#include "federation/decision.h"

#include "base/joined.h"
#include "federation/kind.h"
#include "federation/names.h"
#include "federation/schedule.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

/// Which placement it is: its own, that of a policy, or everywhere. Empty where a lost policy leaves it as it is.
const Placement* placementOf(const Federated& federated, const PolicyChoice& choice, Decision& decision)
{
    if (federated.ownPlacement) {
        decision.trace.placement = "spec.placement";
        return &federated.placement;
    }
    if (choice.policy) {
        const auto& policy = *choice.policy;
        decision.policy = policy.ref;
        decision.conflictResolution = std::max(decision.conflictResolution, policy.conflictResolution);
        decision.preserveOnDeletion = decision.preserveOnDeletion || policy.preserveOnDeletion;
        decision.propagateDeps = decision.propagateDeps || policy.propagateDeps;
        decision.trace.placement = policy.ref.text();
        return &policy.placement;
    }
    decision.kept = federated.policy && std::any_of(federated.statuses.begin(), federated.statuses.end(), holds);
    if (decision.kept) {
        decision.policy = federated.policy;
        decision.trace.placement = federated.policy->text() + " is gone and no other matches: it stays where it is";
        return nullptr;
    }
    decision.trace.placement = "no policy matches: every cluster";
    return &federated.placement;
}

Schedule scheduleOf(const Federated& federated, const FederatedKind& kind, const Situation& situation,
                    const PolicyChoice& choice, Decision& decision)
{
    const auto* placement = placementOf(federated, choice, decision);
    if (!placement) {
        const bool duplicated = federated.scheduling == name(Scheduling::Duplicated);
        decision.scheduling = duplicated ? Scheduling::Duplicated : Scheduling::Static;
        return keepWhereItIs(federated, kind, duplicated, situation);
    }
    decision.scheduling = placement->scheduling;
    decision.movesUnschedulable = placement->moveUnschedulable.has_value();
    return schedule(federated, kind, *placement, situation, choice.policy != nullptr);
}

/// Only where something cannot do without it.
Schedule scheduleAfter(const Federated& federated, const FederatedKind& kind, const Situation& situation,
                       Decision& decision)
{
    Placement placement;
    Affinity there;
    std::set<std::string> whom;
    for (const auto& [cluster, who] : situation.followed) {
        there.clusterNames.insert(cluster);
        whom.insert(who);
    }
    placement.affinities.push_back(std::move(there));
    decision.trace.placement = "follows " + joined(whom);
    return schedule(federated, kind, placement, situation, false);
}

/// What overrides make of a cluster's share; false when none changes it.
bool override(const Json& share, const Federated& federated, const Situation& situation, const ClusterTraits& cluster,
              Target& target)
{
    auto made = overridden(share, situation.overrides, federated.overrides.get(), cluster);
    if (!made) {
        target.error = std::move(made.error());
        return true;
    }
    if (made->applied.empty())
        return false;
    target.overrides = std::move(made->applied);
    target.manifest = marked(std::move(made->manifest), {situation.federation, federated.uid});
    return true;
}

/// What differs between the clusters beside the replicas.
Divided dividedAs(const Federated& federated, const FederatedKind& kind, const Situation& situation,
                  const std::map<std::string, Share>& shares, const Decision& decision)
{
    const bool whole = !kind.replicasPath.empty() && decision.scheduling == Scheduling::Duplicated;
    if (!kind.divide || whole)
        return {};
    Dividing dividing;
    for (const auto& [cluster, share] : shares)
        dividing.replicas[cluster] = share.replicas.value_or(0) + share.overflow;
    dividing.uid = federated.uid;
    dividing.selected = situation.selected;
    for (const auto& status : federated.statuses) {
        if (holds(status))
            dividing.firstOrdinals[status.cluster] =
                status.firstOrdinal.value_or(api::number(federated.manifest, "/spec/ordinals/start"));
    }
    for (const auto& cluster : situation.clusters) {
        if (auto version = text(cluster.status, "/version"); !version.empty())
            dividing.versions[cluster.name] = std::move(version);
    }
    return kind.divide(federated.manifest, dividing);
}

/// Adds the clusters in which something cannot do without it.
void follow(const Situation& situation, Schedule& made, Decision& decision)
{
    for (const auto& [cluster, who] : situation.followed) {
        const auto known = std::find_if(situation.clusters.begin(), situation.clusters.end(),
                                        [&name = cluster](const auto& one) { return one.name == name; });
        const auto served = situation.serves.find(cluster);
        if (known == situation.clusters.end() || known->deleting
            || (served != situation.serves.end() && !served->second))
            continue;
        if (made.shares.emplace(cluster, Share{{}, 0, known->paused}).second)
            decision.trace.placement += "; " + cluster + ": follows " + who;
        made.excluded.erase(cluster);
    }
}

/// The manifest of every cluster.
void fillTargets(const Federated& federated, const FederatedKind& kind, const Situation& situation,
                 const PolicyChoice& choice, const std::map<std::string, Share>& shares, Decision& decision)
{
    auto divided = dividedAs(federated, kind, situation, shares, decision);
    decision.notes.insert(decision.notes.end(), divided.notes.begin(), divided.notes.end());
    // Clusters with the same numbers have the same manifest, unless something overrides it.
    struct Made {
        Json share{};
        Json manifest{};
    };
    std::map<std::pair<std::optional<std::int64_t>, Part>, Made> made;
    std::map<std::string_view, const ClusterTraits*> traits;
    if (!situation.overrides.empty() || federated.overrides) {
        for (const auto& cluster : situation.clusters)
            traits.emplace(cluster.name, &cluster);
    }
    for (const auto& [cluster, share] : shares) {
        Target target;
        target.replicas = share.replicas;
        target.overflow = share.overflow;
        const bool byPolicy =
            choice.policy && (choice.policy->suspended || choice.policy->suspendedOn.contains(cluster));
        target.suspended = share.paused                    ? pausedThere
                         : federated.suspended || byPolicy ? "suspended: nothing is written there"
                                                           : "";
        if (const auto why = divided.excluded.find(cluster); why != divided.excluded.end()) {
            decision.excluded[cluster] = why->second;
            continue;
        }
        const auto& part = divided.parts[cluster];
        if (const auto first = divided.firstOrdinals.find(cluster); first != divided.firstOrdinals.end())
            target.firstOrdinal = first->second;
        target.error = divided.error;
        const auto all = share.replicas ? std::optional(*share.replicas + share.overflow) : std::nullopt;
        auto [same, fresh] = made.try_emplace({all, part});
        if (fresh) {
            same->second.share = shareFor(federated.manifest, kind, all, part);
            same->second.manifest = marked(same->second.share, {situation.federation, federated.uid});
        }
        if (traits.empty() || !override(same->second.share, federated, situation, *traits[cluster], target))
            target.manifest = same->second.manifest;
        decision.targets.emplace_hint(decision.targets.end(), cluster, std::move(target));
    }
}

} // namespace

Decision decide(const Federated& federated, const Situation& situation)
{
    Decision decision;
    decision.resource = situation.resource;
    decision.conflictResolution = federated.conflictResolution;
    decision.preserveOnDeletion = federated.orphan;
    const auto kind = kindOf(situation.resource);
    auto choice = federated.ownPlacement ? PolicyChoice{}
                                         : choosePolicy(situation.policies, federated.manifest, federated.policy);
    const bool follows = !situation.followed.empty() && !federated.ownPlacement && !choice.policy && !federated.policy;
    decision.propagateDeps = !situation.followed.empty(); // what it needs itself follows as well
    auto made = follows ? scheduleAfter(federated, kind, situation, decision)
                        : scheduleOf(federated, kind, situation, choice, decision);
    if (!follows && kind.replicasPath.empty())
        follow(situation, made, decision);
    made.trace.policies = std::move(choice.steps);
    made.trace.placement = std::move(decision.trace.placement);
    decision.trace = std::move(made.trace);
    decision.excluded = std::move(made.excluded);
    decision.algorithm = std::move(made.algorithm);
    decision.explanation = std::move(made.explanation);
    decision.affinityName = std::move(made.affinityName);
    decision.again = made.again;
    decision.moves = std::move(made.moves);
    decision.notes = std::move(made.notes);
    decision.noRoom = std::move(made.noRoom);
    decision.error = federated.fault ? federated.fault : made.error;
    decision.fresh = federated.fresh() && !decision.error;
    decision.rescheduled = decision.fresh ? federated.rescheduleAsked : federated.rescheduled;
    fillTargets(federated, kind, situation, choice, made.shares, decision);
    return decision;
}

void addDivided(const Decision& decision, std::map<std::string, std::int64_t>& replicas)
{
    if (decision.algorithm.empty())
        return;
    for (const auto& [cluster, target] : decision.targets)
        replicas[cluster] += target.replicas.value_or(0);
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
    if (picture.paused)
        return {Act::Nothing, PlacementState::Removing, "Paused", "leaves when the cluster is no longer paused"};
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
    if (picture.paused)
        return {Act::Nothing,
                picture.live && isOurs(*picture.live, picture.federation) ? PlacementState::Suspended
                                                                          : PlacementState::NotPlaced,
                "Paused", pausedThere};
    if (!picture.target->suspended.empty())
        return {Act::Nothing, PlacementState::Suspended, "Suspended", picture.target->suspended};
    if (picture.target->error)
        return {Act::Nothing, PlacementState::Failed, "OverrideFailed", picture.target->error->message};
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
