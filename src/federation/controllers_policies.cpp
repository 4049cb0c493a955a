#include "federation/controllers.h"

#include "federation/names.h"
#include "federation/schedule.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using runtime::Reconciled;
using namespace std::chrono_literals;

namespace {

/// A policy's status gathers what many objects tell at nearly the same time into one write.
constexpr auto gather = 500ms;

std::string idOf(const PolicyRef& ref)
{
    return federation::idOf({ref.ns, ref.name});
}

/// "1 object is …", "3 objects are …".
std::string objects(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + (count == 1 ? " object " : " objects ") + (count == 1 ? one : many);
}

} // namespace

void Controllers::policyChanged(const PolicyWatch::Change& change)
{
    std::vector<std::string> affected;
    std::size_t held = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [id, plan] : m_plans) {
            const auto& federated = plan->federated;
            const bool holds = plan->decision.policy == change.ref;
            const bool here = change.ref.ns.empty() || change.ref.ns == federated.key.ns;
            const bool may = here && !federated.ownPlacement && change.now
                          && matchOf(change.now->selectors, federated.manifest) != Match::None;
            held += holds;
            if (holds || may)
                affected.push_back(id);
        }
        if (change.now || change.problem)
            m_policyNews[idOf(change.ref)] = change;
        else
            m_policyNews.erase(idOf(change.ref));
    }
    for (const auto& id : affected)
        m_planning.add(id);
    if (change.now || change.problem)
        m_policies.addAfter(idOf(change.ref), gather);
    if (change.problem)
        tell(Severity::Error, "policy", change.ref.text(), "PolicyInvalid",
             change.problem->message + (change.before ? "; it stays in force as it was" : "; it is not in force"));
    else if (!change.now && held > 0)
        tell(Severity::Warning, "policy", change.ref.text(), "PolicyGone",
             objects(held, "that it placed stays where it is", "that it placed stay where they are")
                 + " unless another policy matches");
    else if (change.now && change.before)
        tell(Severity::Info, "policy", change.ref.text(), "PolicyChanged",
             objects(affected.size(), "is decided anew", "are decided anew"));
    m_options.changed();
}

void Controllers::clusterChanged(const MemberCluster& before, const MemberCluster& now)
{
    std::map<PolicyRef, PolicyPtr, decltype([](const PolicyRef& a, const PolicyRef& b) {
                 return std::tie(a.kind, a.ns, a.name) < std::tie(b.kind, b.ns, b.name);
             })>
        policies;
    for (auto& policy : m_policyWatch->all())
        policies.emplace(policy->ref, policy);
    std::vector<std::string> affected;
    {
        const std::lock_guard lock(m_mutex);
        std::map<const Placement*, bool> matters; // many objects have one policy
        for (const auto& [id, plan] : m_plans) {
            const auto policy = plan->decision.policy ? policies.find(*plan->decision.policy) : policies.end();
            const auto* placement = policy == policies.end() ? &plan->federated.placement : &policy->second->placement;
            const auto known = matters.find(placement);
            if (known != matters.end() ? known->second : (matters[placement] = canMatter(*placement, &before, &now)))
                affected.push_back(id);
        }
    }
    for (const auto& id : affected)
        m_planning.add(id);
}

void Controllers::planStuck(const std::string& cluster)
{
    std::vector<std::string> affected;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [id, plan] : m_plans) {
            if (plan->decision.movesUnschedulable && plan->decision.targets.contains(cluster))
                affected.push_back(id);
        }
    }
    for (const auto& id : affected)
        m_planning.add(id);
}

void Controllers::remember(const std::string& id, Federated& federated) const
{
    const auto before = planOf(id);
    if (!before || before->federated.uid != federated.uid)
        return;
    const auto& decision = before->decision;
    federated.policy = decision.policy;
    federated.scheduling = name(decision.scheduling);
    federated.affinityName = decision.affinityName;
    federated.rescheduled = decision.rescheduled;
    // What it was made from is gone: the targets of a deleted object say nothing.
    if (before->federated.deleting)
        return;
    const auto statusIn = [&](const std::string& cluster) -> ClusterStatus& {
        auto& statuses = federated.statuses;
        const auto found = std::find_if(statuses.begin(), statuses.end(),
                                        [&](const ClusterStatus& one) { return one.cluster == cluster; });
        if (found != statuses.end())
            return *found;
        statuses.emplace_back().cluster = cluster;
        return statuses.back();
    };
    for (auto& status : federated.statuses) {
        status.noRoom.reset();
        if (!decision.targets.contains(status.cluster))
            status.state = PlacementState::Removing;
    }
    for (const auto& [cluster, target] : decision.targets) {
        auto& status = statusIn(cluster);
        if (!holds(status))
            status.state = PlacementState::Progressing;
        status.replicas = target.replicas;
        if (status.replicas)
            *status.replicas += target.overflow;
        status.firstOrdinal = target.firstOrdinal;
    }
    for (const auto& [cluster, since] : decision.noRoom)
        statusIn(cluster).noRoom = since;
}

Result<Reconciled> Controllers::reconcilePolicy(const std::string& id, std::stop_token stop)
{
    if (!acting())
        return Reconciled{};
    PolicyWatch::Change news;
    std::int64_t placed = 0;
    std::int64_t kept = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_policyNews.find(id);
        if (found == m_policyNews.end())
            return Reconciled{};
        news = found->second;
        for (const auto& [object, plan] : m_plans) {
            if (plan->decision.policy != news.ref)
                continue;
            ++placed;
            kept += plan->decision.error.has_value() || plan->decision.kept;
        }
    }
    const auto& resource = news.ref.ns.empty() ? resources::clusterPropagationPolicies : resources::propagationPolicies;
    const Json status{{"observedGeneration", news.generation},
                      {"objects", placed},
                      {"kept", kept},
                      {"problem", news.problem ? Json(news.problem->message) : Json(nullptr)}};
    const auto written =
        m_options.host->mergePatch(resource, {news.ref.ns, news.ref.name}, {{"status", status}}, "status", stop);
    if (!written && written.error().kind != ErrorKind::NotFound)
        return failure(written.error());
    m_options.changed();
    return Reconciled{};
}

void Controllers::tellPlan(const Plan* before, const Plan& plan)
{
    const auto& now = plan.decision;
    if (!now.explanation.empty() && (!before || before->decision.explanation != now.explanation))
        tell(Severity::Info, "schedule", plan.federated.object(), "Scheduled", now.explanation);
    if (now.kept && (!before || !before->decision.kept))
        tell(Severity::Warning, "schedule", plan.federated.object(), "Kept", now.trace.placement);
    if (now.error && (!before || !before->decision.error || before->decision.error->message != now.error->message))
        tell(Severity::Error, "schedule", plan.federated.object(), "Unschedulable",
             now.error->message + (now.targets.empty() ? "" : "; it stays where it is"));
    if (now.fresh)
        tell(Severity::Info, "schedule", plan.federated.object(), "Rescheduled",
             "decided anew, as asked at " + rfc3339(*now.rescheduled));
    const auto& group = before ? before->decision.affinityName : plan.federated.affinityName;
    if (!group.empty() && !now.affinityName.empty() && now.affinityName != group)
        tell(Severity::Info, "schedule", plan.federated.object(), "AffinityTaken",
             "group " + now.affinityName + " takes it, before: " + group);
    for (const auto& move : now.moves)
        tell(Severity::Warning, "schedule", plan.federated.object(), "Moved", move);
    for (const auto& note : now.notes) {
        const auto told = [&](const Plan& other) {
            const auto& notes = other.decision.notes;
            return std::find(notes.begin(), notes.end(), note) != notes.end();
        };
        if (!before || !told(*before))
            tell(Severity::Warning, "schedule", plan.federated.object(), "Noted", note);
    }
    std::optional<PolicyRef> was = before ? before->decision.policy : plan.federated.policy;
    if (now.policy && was && *was != *now.policy)
        tell(Severity::Info, "schedule", plan.federated.object(), "PolicyTaken",
             now.policy->text() + " places it now, before: " + was->text());
    for (const auto& ref : {was, now.policy}) {
        if (ref)
            m_policies.addAfter(idOf(*ref), gather);
    }
}

} // namespace orrery::federation
