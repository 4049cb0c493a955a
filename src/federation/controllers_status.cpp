#include "federation/controllers.h"

#include "federation/names.h"

namespace orrery::federation {

using api::Json;
using runtime::Reconciled;

namespace {

/// What the clusters' results add up to.
struct Totals {
    std::int64_t desired = 0;
    std::int64_t ready = 0;
    bool counted = false; ///< anything with replicas
    int placed = 0;
    int inSync = 0;
    const ClusterStatus* worst = nullptr; ///< of those that are placed

    void add(const ClusterStatus& result)
    {
        if (result.state == PlacementState::NotPlaced)
            return;
        ++placed;
        inSync += result.state == PlacementState::InSync;
        counted |= result.replicas.has_value();
        desired += result.replicas.value_or(0);
        ready += result.ready.value_or(0);
        if (!worst || worst->state < result.state)
            worst = &result;
    }
};

Json itemOf(const std::string& cluster, const ClusterStatus& result)
{
    Json item{{"name", cluster}, {"state", name(result.state)}, {"observedGeneration", result.observedGeneration}};
    const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty())
            item[key] = value;
    };
    put("reason", result.reason);
    put("message", result.message);
    put("lastTransitionTime", result.since);
    put("uid", result.uid);
    if (result.writeTook)
        item["writeMilliseconds"] = result.writeTook->count();
    if (result.replicas && result.state != PlacementState::NotPlaced)
        item["replicas"] = *result.replicas;
    if (result.ready)
        item["readyReplicas"] = *result.ready;
    return item;
}

/// For a merge patch: what is not there is taken away.
Json patchOf(const PolicyRef& policy)
{
    auto made = toJson(policy);
    made.emplace("namespace", nullptr);
    return made;
}

Condition syncedCondition(const Decision& decision, const Totals& totals, bool anyMember)
{
    Condition synced{"Synced", "False", "NotPlaced", "placed in no cluster", ""};
    if (decision.error) {
        synced.reason = "Unschedulable";
        synced.message = decision.error->message;
    } else if (!totals.worst) {
        if (!anyMember)
            synced.message = "no cluster has joined yet";
    } else {
        const auto& worst = *totals.worst;
        synced.status = worst.state == PlacementState::InSync ? "True" : "False";
        synced.reason = std::string(name(worst.state));
        synced.message = std::to_string(totals.inSync) + " of " + std::to_string(totals.placed) + " clusters in sync";
        if (worst.state != PlacementState::InSync && !worst.message.empty())
            synced.message += "; " + worst.cluster + ": " + worst.message;
    }
    return synced;
}

} // namespace

Json Controllers::statusOf(const Plan& plan, const std::map<std::string, ClusterStatus>& results) const
{
    Totals totals;
    Json list = Json::array();
    for (const auto& [cluster, result] : results) {
        auto item = itemOf(cluster, result);
        if (const auto target = plan.decision.targets.find(cluster);
            target != plan.decision.targets.end() && target->second.firstOrdinal)
            item["firstOrdinal"] = *target->second.firstOrdinal;
        if (const auto since = plan.decision.noRoom.find(cluster); since != plan.decision.noRoom.end())
            item["noRoomSince"] = rfc3339(since->second);
        list.push_back(std::move(item));
        totals.add(result);
    }
    const auto orNull = [](bool there, Json value) { return there ? std::move(value) : Json(nullptr); };
    const auto& decision = plan.decision;
    Json status{
        {"observedGeneration", plan.federated.generation},
        {"clusters", std::move(list)},
        {"replicas", orNull(totals.counted, totals.desired)},
        {"readyReplicas", orNull(totals.counted, totals.ready)},
        {"algorithm", orNull(!decision.algorithm.empty(), decision.algorithm)},
        {"decision", orNull(!decision.explanation.empty(), decision.explanation)},
        {"policy", decision.policy ? patchOf(*decision.policy) : Json(nullptr)},
        {"scheduling", orNull(decision.policy.has_value(), name(decision.scheduling))},
        {"affinityName", orNull(!decision.affinityName.empty(), decision.affinityName)},
        {"rescheduled", orNull(decision.rescheduled.has_value(), rfc3339(decision.rescheduled.value_or(WallTime{})))},
        {"notes", orNull(!decision.notes.empty(), decision.notes)},
        {"kept", orNull(decision.kept || (decision.error && !decision.targets.empty()), true)}};
    const auto& key = plan.federated.key;
    if (const auto object = (key.ns.empty() ? m_clusterWideWatch : m_namespacedWatch)->store().find(key)) {
        const auto present = object->json();
        if (const auto& before = api::at(present, "/status/conditions"); before.is_array())
            status["conditions"] = before;
    }
    auto synced = syncedCondition(decision, totals, !m_members.empty());
    synced.lastTransitionTime = rfc3339(m_options.clock->wall());
    setCondition(status, std::move(synced));
    return status;
}

Result<Reconciled> Controllers::reconcileStatus(const std::string& id, std::stop_token stop)
{
    if (!acting())
        return Reconciled{};
    Json status;
    std::string said;
    std::shared_ptr<const Plan> plan;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_plans.find(id);
        if (found == m_plans.end())
            return Reconciled{};
        plan = found->second;
        status = statusOf(*plan, m_results[id]);
        said = api::dump(status);
        if (m_writtenStatus[id] == said)
            return Reconciled{};
    }
    const auto key = keyOf(id);
    std::optional<Condition> was;
    if (const auto object = (key.ns.empty() ? m_clusterWideWatch : m_namespacedWatch)->store().find(key)) {
        const auto present = object->json();
        was = condition(present, "Synced");
        const auto now = condition({{"status", status}}, "Synced");
        auto wanted = status;
        wanted.erase("conditions"); // its time stamp alone is no news
        if (was && was->message == now->message && was->reason == now->reason
            && api::contains(api::at(present, "/status"), wanted))
            return Reconciled{};
    }
    const auto written = m_options.host->mergePatch(resourceOf(key), key, {{"status", status}}, "status", stop);
    if (!written)
        return written.error().kind == ErrorKind::NotFound ? Result<Reconciled>(Reconciled{})
                                                           : failure(written.error());
    const auto now = condition({{"status", status}}, "Synced");
    {
        const std::lock_guard lock(m_mutex);
        m_writtenStatus[id] = said;
    }
    if (now->status == "True" && (!was || was->status != "True"))
        tell(Severity::Info, "status", plan->federated.object(), "InSync", now->message);
    return Reconciled{};
}

} // namespace orrery::federation
