#include "federation/controllers.h"

#include "federation/dependencies.h"
#include "federation/names.h"

#include <algorithm>

namespace orrery::federation {

namespace {

/// What needs each other could wait for each other for ever.
constexpr int patience = 20;

/// Where the federated object of a dependency lives.
std::string idOf(const Dependency& dependency)
{
    const auto group = api::parseApiVersion(dependency.apiVersion);
    const api::Resource resource{group.group, group.version, dependency.kind, {}, true};
    return federation::idOf({dependency.ns, names::federatedName(resource, dependency.name)});
}

/// A template may leave its namespace to the federated object.
std::vector<Dependency> dependenciesOf(const Federated& federated)
{
    auto manifest = federated.manifest;
    if (api::text(manifest, "/metadata/namespace").empty())
        api::put(manifest, "/metadata/namespace", federated.key.ns);
    return federation::dependenciesOf(manifest);
}

std::set<std::string> clustersOf(const Decision& decision)
{
    std::set<std::string> clusters;
    for (const auto& [cluster, target] : decision.targets)
        clusters.insert(cluster);
    return clusters;
}

} // namespace

void Controllers::learnNeeds(const std::string& id)
{
    std::set<std::string> needs;
    if (const auto federated = find(id); federated && !federated->deleting) {
        for (const auto& dependency : dependenciesOf(*federated))
            needs.insert(idOf(dependency));
    }
    std::set<std::string> changed;
    {
        const std::lock_guard lock(m_mutex);
        auto& known = m_needs[id];
        std::set_symmetric_difference(known.begin(), known.end(), needs.begin(), needs.end(),
                                      std::inserter(changed, changed.end()));
        for (const auto& other : changed) {
            if (needs.contains(other))
                m_needers[other].insert(id);
            else if (auto& needers = m_needers[other]; needers.erase(id) && needers.empty())
                m_needers.erase(other);
        }
        known = std::move(needs);
        if (known.empty())
            m_needs.erase(id);
    }
    for (const auto& other : changed)
        m_planning.add(other);
}

bool Controllers::waitsForNeeders(const std::string& id)
{
    std::call_once(m_learnt, [this] {
        for (const auto& one : federated())
            learnNeeds(federation::idOf(one.key));
    });
    learnNeeds(id);
    if (!acting())
        return false; // nobody decides here
    std::vector<std::string> unknown;
    {
        const std::lock_guard lock(m_mutex);
        const auto needers = m_needers.find(id);
        if (needers == m_needers.end() || m_plans.contains(id) || m_waited[id] >= patience)
            return false;
        for (const auto& needer : needers->second) {
            if (!m_plans.contains(needer))
                unknown.push_back(needer);
        }
        if (unknown.empty()) {
            m_waited.erase(id);
            return false;
        }
        ++m_waited[id];
    }
    for (const auto& needer : unknown)
        m_planning.add(needer);
    return true;
}

void Controllers::addRelated(const std::string& id, const Federated& federated, Situation& situation) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto needers = m_needers.find(id); needers != m_needers.end()) {
        for (const auto& needer : needers->second) {
            const auto plan = m_plans.find(needer);
            if (plan == m_plans.end() || !plan->second->decision.propagateDeps)
                continue;
            for (const auto& cluster : clustersOf(plan->second->decision))
                situation.followed.try_emplace(cluster, plan->second->federated.object());
        }
    }
    if (federated.kind() != "PodDisruptionBudget")
        return;
    const auto prefix = federated.key.ns + "/";
    for (auto plan = m_plans.lower_bound(prefix); plan != m_plans.end() && plan->first.starts_with(prefix); ++plan) {
        if (protects(federated.manifest, plan->second->federated.manifest))
            addDivided(plan->second->decision, situation.selected);
    }
}

void Controllers::addMissing(const std::string& id, Plan& plan) const
{
    if (!plan.decision.propagateDeps || plan.federated.deleting)
        return;
    for (const auto& dependency : dependenciesOf(plan.federated)) {
        if (!dependency.optional && idOf(dependency) != id && !find(idOf(dependency)))
            plan.decision.notes.push_back(dependency.text() + ", named at " + dependency.path
                                          + ", is not federated and cannot follow");
    }
}

void Controllers::planRelated(const std::string& id, const Plan* before, const Plan& now)
{
    std::set<std::string> affected;
    {
        const std::lock_guard lock(m_mutex);
        const bool followed = (before && before->decision.propagateDeps) || now.decision.propagateDeps;
        const bool moved = !before || clustersOf(before->decision) != clustersOf(now.decision)
                        || before->decision.propagateDeps != now.decision.propagateDeps;
        if (const auto needs = m_needs.find(id); followed && moved && needs != m_needs.end())
            affected = needs->second;
        // Who missed it need not any more.
        if (const auto needers = m_needers.find(id); !before && needers != m_needers.end())
            affected.insert(needers->second.begin(), needers->second.end());
        if (now.federated.kind() == "PodDisruptionBudget")
            m_budgets.insert(id);
        if (!now.decision.algorithm.empty() && (!before || before->decision.explanation != now.decision.explanation)) {
            for (const auto& budget : m_budgets) {
                const auto plan = m_plans.find(budget);
                if (plan != m_plans.end() && protects(plan->second->federated.manifest, now.federated.manifest))
                    affected.insert(budget);
            }
        }
    }
    affected.erase(id);
    for (const auto& other : affected)
        m_planning.add(other);
}

} // namespace orrery::federation
