#include "federation/schedule.h"

#include "federation/static_weights.h"
#include "federation/stuck.h"
#include "planner/divide.h"

#include <algorithm>
#include <unordered_map>

namespace orrery::federation {

namespace {

constexpr std::size_t listed = 50; ///< clusters in a sentence

using Statuses = std::unordered_map<std::string_view, const ClusterStatus*>;

/// "0/3 clusters available: 2 excluded by …, 1 …", the most frequent first.
Error noCluster(const std::vector<ClusterStep>& clusters, const std::map<std::string, std::string>& excluded)
{
    std::map<std::string, int> reasons;
    for (const auto& [cluster, why] : excluded)
        ++reasons[why];
    std::vector<std::pair<int, std::string>> sorted;
    for (const auto& [why, count] : reasons)
        sorted.emplace_back(-count, why);
    std::sort(sorted.begin(), sorted.end());
    std::string message = "0/" + std::to_string(clusters.size()) + " clusters available";
    for (std::size_t i = 0; i < sorted.size() && i < listed; ++i)
        message += (i ? ", " : ": ") + std::to_string(-sorted[i].first) + " " + sorted[i].second;
    return {ErrorKind::Conflict, "placement.no-cluster", message};
}

std::string counted(std::int64_t replicas)
{
    return std::to_string(replicas) + (replicas == 1 ? " replica" : " replicas");
}

std::string explain(const std::string& algorithm, std::int64_t total, const std::map<std::string, Share>& shares,
                    std::int64_t unplaced)
{
    std::string out = algorithm + ": " + std::to_string(total) + " over " + std::to_string(shares.size()) + " =";
    std::size_t count = 0;
    for (const auto& [cluster, share] : shares) {
        if (count++ == listed) {
            out += " and " + std::to_string(shares.size() - listed) + " more";
            break;
        }
        out += (count > 1 ? ", " : " ") + cluster + " " + std::to_string(share.replicas.value_or(0));
        if (share.overflow > 0)
            out += " (+" + std::to_string(share.overflow) + " waiting)";
    }
    if (unplaced > 0)
        out += "; " + std::to_string(unplaced) + " cannot be placed";
    return out;
}

/// One object, one placement.
class Scheduler {
public:
    Scheduler(const Federated& federated, const FederatedKind& kind, const Placement& placement,
              const Situation& situation, bool byPolicy)
        : m_federated(federated), m_kind(kind), m_placement(placement), m_situation(situation), m_byPolicy(byPolicy),
          m_total(api::number(federated.manifest, kind.replicasPath, 1)), m_fresh(federated.fresh())
    {
        for (const auto& cluster : situation.clusters)
            m_clusters.push_back(&cluster);
        std::sort(m_clusters.begin(), m_clusters.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
        if (m_kind.replicasPath.empty())
            m_total = 0;
        for (const auto& status : federated.statuses)
            m_statuses.emplace(status.cluster, &status);
    }

    [[nodiscard]] Schedule run()
    {
        for (const auto* cluster : m_clusters)
            m_steps.push_back(filtered(*cluster));
        static const Affinity every;
        std::vector<const Affinity*> groups;
        for (const auto& affinity : m_placement.affinities)
            groups.push_back(&affinity);
        if (groups.empty())
            groups.push_back(&every);
        const auto last = std::find_if(groups.begin(), groups.end(), [&](const Affinity* group) {
            return !group->name.empty() && group->name == m_federated.affinityName;
        });
        const bool fromTheFirst = last == groups.end() || m_placement.returnToEarlierAffinity || m_fresh;
        const auto first = fromTheFirst ? groups.begin() : last;
        std::optional<Schedule> failed;
        std::vector<std::string> tried;
        for (auto group = groups.begin(); group != first; ++group)
            tried.push_back((*group)->name + ": not looked at again, " + (*first)->name + " has been taken since");
        for (auto group = first; group != groups.end(); ++group) {
            auto made = attempt(**group);
            if (!(*group)->name.empty())
                tried.push_back((*group)->name + ": " + (made.error ? made.error->message : "taken"));
            if (!made.error || (groups.end() - first) == 1) {
                made.trace.groups = std::move(tried);
                return finished(std::move(made));
            }
            if (!failed)
                failed = std::move(made);
        }
        failed->trace.groups = std::move(tried);
        return finished(std::move(*failed));
    }

private:
    [[nodiscard]] const ClusterStatus* status(const std::string& cluster) const
    {
        const auto found = m_statuses.find(cluster);
        return found == m_statuses.end() ? nullptr : found->second;
    }
    [[nodiscard]] const ClusterStatus* holder(const std::string& cluster) const
    {
        const auto* found = status(cluster);
        return found && holds(*found) ? found : nullptr;
    }

    /// The verdicts of all filters but the affinity, which differs from group to group.
    ClusterStep filtered(const MemberCluster& cluster)
    {
        ClusterStep step;
        step.cluster = cluster.name;
        step.verdicts.reserve(6);
        const auto* held = holder(cluster.name);
        if (held)
            step.previous = held->replicas.value_or(0);
        count(step, cluster.paused);
        step.verdicts.push_back({Filter::Affinity, true, {}});
        step.verdicts.push_back(
            {Filter::Leaving, !cluster.deleting, cluster.deleting ? "the cluster is leaving the federation" : ""});
        step.verdicts.push_back({Filter::Paused, !cluster.paused || held,
                                 !cluster.paused ? ""
                                 : held          ? "the cluster is paused: what is there stays as it is"
                                                 : "the cluster is paused: nothing new goes there"});
        const auto served = m_situation.serves.find(cluster.name);
        const bool serves = served == m_situation.serves.end() || served->second;
        step.verdicts.push_back({Filter::Api, serves,
                                 serves ? ""
                                        : "the cluster does not serve " + m_situation.resource.apiVersion() + " "
                                              + m_situation.resource.kind});
        auto taints = judge(cluster.taints, m_placement.tolerations, held != nullptr, m_situation.now);
        if (held && taints.until && taints.passed && (!m_again || *taints.until < *m_again))
            m_again = taints.until;
        step.verdicts.push_back({Filter::Taints, taints.passed, std::move(taints.reason)});
        FilterVerdict property{Filter::SpreadProperty, true, {}};
        for (const auto& constraint : m_placement.spread) {
            if (m_placement.scheduling != Scheduling::Static && groupsOf(cluster, constraint.field).empty()
                && property.passed)
                property = {Filter::SpreadProperty, false,
                            std::string("the cluster has no ") + name(constraint.field)
                                + ", which spreadConstraints ask for"};
        }
        step.verdicts.push_back(std::move(property));
        return step;
    }

    /// How many fit. Replicas that find no node there may leave, and nothing more is to come; while it is paused
    /// neither comes nor leaves.
    void count(ClusterStep& step, bool paused)
    {
        static const Room unknown;
        const auto found = m_situation.rooms.find(step.cluster);
        const auto& room = found == m_situation.rooms.end() ? unknown : found->second;
        step.available = paused ? 0 : room.available;
        if (paused || !m_placement.moveUnschedulable)
            return;
        const auto stuck = stuckIn(room, status(step.cluster), *m_placement.moveUnschedulable, m_situation.now);
        if (stuck.replicas > 0)
            step.stuck = stuck.replicas;
        if (stuck.full)
            step.available = 0;
        if (stuck.noRoom)
            m_noRoom[step.cluster] = *stuck.noRoom;
    }

    /// Replicas that count as there.
    static std::int64_t held(const ClusterStep& step) { return step.previous.value_or(0) - step.stuck.value_or(0); }

    Schedule attempt(const Affinity& group)
    {
        Schedule made;
        made.affinityName = group.name;
        made.trace.clusters = m_steps;
        m_feasible.clear();
        for (std::size_t i = 0; i < m_clusters.size(); ++i) {
            auto& step = made.trace.clusters[i];
            if (auto why = excludedBy(group, *m_clusters[i]))
                step.verdicts.front() = {Filter::Affinity, false, std::move(*why)};
            const auto failed = std::find_if(step.verdicts.begin(), step.verdicts.end(),
                                             [](const FilterVerdict& verdict) { return !verdict.passed; });
            step.feasible = failed == step.verdicts.end();
            if (step.feasible)
                m_feasible.push_back(i);
            else
                made.excluded.emplace_hint(made.excluded.end(), step.cluster, failed->reason);
        }
        if (m_feasible.empty()) {
            if (!m_clusters.empty())
                made.error = noCluster(made.trace.clusters, made.excluded);
            return made;
        }
        // What is no number must not count as the default, one replica.
        if (const auto& said = api::at(m_federated.manifest, m_kind.replicasPath);
            !m_kind.replicasPath.empty() && !said.is_null() && !said.is_number_integer())
            made.error =
                Error{ErrorKind::Invalid, "division.invalid", "replicas is " + api::dump(said) + ", no number"};
        else if (m_total < 0 || m_total > INT32_MAX)
            made.error = Error{ErrorKind::Invalid, "division.invalid",
                               "replicas is " + std::to_string(m_total) + ", not from 0 to 2147483647"};
        if (!made.error)
            select(made);
        if (!made.error)
            assign(made);
        return made;
    }

    void unselect(Schedule& made, std::size_t index, std::string why)
    {
        made.trace.clusters[index].unselected = why;
        made.excluded[m_clusters[index]->name] = std::move(why);
    }

    [[nodiscard]] std::int64_t room(std::size_t index) const
    {
        // What nobody has estimated counts as enough.
        return m_steps[index].available.value_or(m_total) + held(m_steps[index]);
    }

    /// Narrows m_feasible down by the spread constraints.
    void select(Schedule& made)
    {
        if (m_placement.spread.empty())
            return;
        if (m_placement.scheduling == Scheduling::Static) {
            made.trace.spread.push_back("not looked at: static weights decide where replicas go");
            return;
        }
        std::int64_t running = 0;
        for (const auto& [cluster, one] : m_statuses)
            running += holds(*one) ? one->replicas.value_or(0) : 0;
        std::vector<SpreadCandidate> candidates;
        for (const auto index : m_feasible) {
            const bool scored = m_steps[index].previous && (running > 0 || m_kind.replicasPath.empty());
            candidates.push_back({m_clusters[index], scored ? 100 : 0, room(index)});
        }
        auto choice =
            spread(m_placement.spread, candidates,
                   m_placement.scheduling == Scheduling::Duplicated ? std::nullopt : std::optional(m_total), m_total);
        if (!choice) {
            made.error = choice.error();
            return;
        }
        made.trace.spread = std::move(choice->steps);
        std::vector<std::size_t> selected;
        auto next = choice->chosen.begin();
        for (std::size_t i = 0; i < m_feasible.size(); ++i) {
            if (next != choice->chosen.end() && *next == i) {
                selected.push_back(m_feasible[i]);
                ++next;
            } else {
                unselect(made, m_feasible[i], "not chosen by spreadConstraints");
            }
        }
        m_feasible = std::move(selected);
    }

    /// What is in a paused cluster stays as it is and takes part in nothing. Answers how many replicas that are.
    std::int64_t keepPaused(Schedule& made)
    {
        std::int64_t kept = 0;
        std::erase_if(m_feasible, [&](std::size_t index) {
            auto& step = made.trace.clusters[index];
            if (!m_clusters[index]->paused)
                return false;
            step.selected = true;
            Share share{{}, 0, true};
            if (!m_kind.replicasPath.empty())
                share.replicas = step.replicas = step.previous;
            kept += share.replicas.value_or(0);
            made.shares.emplace(step.cluster, share);
            return true;
        });
        return kept;
    }

    /// Gives the selected clusters their replicas.
    void assign(Schedule& made)
    {
        const auto kept = keepPaused(made);
        if (m_kind.replicasPath.empty() || m_placement.scheduling == Scheduling::Duplicated) {
            for (const auto index : m_feasible) {
                auto& step = made.trace.clusters[index];
                step.selected = true;
                Share share;
                if (!m_kind.replicasPath.empty())
                    share.replicas = step.replicas = m_total;
                made.shares.emplace(step.cluster, share);
            }
            return;
        }
        made.algorithm = m_placement.scheduling == Scheduling::Dynamic    ? "dynamic"
                       : m_placement.scheduling == Scheduling::Aggregated ? "aggregated"
                       : m_placement.algorithm.empty()                    ? m_situation.algorithm
                                                                          : m_placement.algorithm;
        auto problem = problemOf(made);
        problem.replicas = std::max<std::int64_t>(0, m_total - kept);
        if (m_placement.moveUnschedulable && problem.algorithm != planner::Algorithm::Kubefed)
            keepWhatFitsNowhere(problem, made);
        if (problem.clusters.empty() && made.shares.empty()) {
            made.error = noCluster(made.trace.clusters, made.excluded);
            return;
        }
        if (problem.clusters.empty() && problem.replicas > 0) {
            made.error = Error{ErrorKind::Conflict, "placement.no-cluster",
                               counted(problem.replicas) + " more cannot be placed: every cluster left is paused"};
            return;
        }
        auto division = planner::divide(problem);
        if (!division) {
            made.error = division.error();
            return;
        }
        take(made, *division);
        if (kept > 0)
            made.trace.division.insert(made.trace.division.begin(), counted(kept) + " in paused clusters "
                                                                        + (kept == 1 ? "stays" : "stay")
                                                                        + " as they are, the others are divided");
        if (kept > m_total)
            made.notes.push_back(counted(kept - m_total)
                                 + " more than wanted until the clusters that hold them are no longer paused");
    }

    planner::Problem problemOf(Schedule& made)
    {
        planner::Problem problem;
        problem.algorithm = made.algorithm == "kubefed"    ? planner::Algorithm::Kubefed
                          : made.algorithm == "dynamic"    ? planner::Algorithm::Dynamic
                          : made.algorithm == "aggregated" ? planner::Algorithm::Aggregated
                                                           : planner::Algorithm::Webster;
        problem.uid = m_federated.uid;
        problem.hashKey = !m_situation.hashKey.empty()
                            ? m_situation.hashKey
                            : m_federated.key.ns + "/" + api::text(m_federated.manifest, "/metadata/name");
        problem.rebalance = m_placement.rebalance || m_fresh;
        problem.fresh = m_fresh;
        const bool kubefed = problem.algorithm == planner::Algorithm::Kubefed;
        const StaticWeights weights(m_placement.weights, kubefed);
        // Karmada: a list that means none of the clusters is no list.
        bool weighted = m_placement.scheduling == Scheduling::Static && !m_placement.weights.empty();
        if (weighted && !kubefed && m_byPolicy)
            weighted = std::any_of(m_feasible.begin(), m_feasible.end(),
                                   [&](std::size_t index) { return weights.of(*m_clusters[index]) != nullptr; });
        for (const auto index : m_feasible) {
            const auto* rule = weighted ? weights.of(*m_clusters[index]) : nullptr;
            if (weighted && !rule) {
                unselect(made, index, "no weight in staticWeightList");
                continue;
            }
            auto& step = made.trace.clusters[index];
            planner::Cluster cluster;
            cluster.name = step.cluster;
            cluster.current = held(step);
            cluster.available = step.available.value_or(m_total);
            if (const auto known = m_situation.rooms.find(step.cluster); known != m_situation.rooms.end())
                cluster.capacity = known->second.capacity;
            if (step.stuck)
                cluster.capacity = std::min(cluster.capacity.value_or(cluster.current), cluster.current);
            if (rule) {
                cluster.weight = rule->weight;
                cluster.min = rule->min;
                cluster.max = rule->max;
            }
            if (m_placement.scheduling == Scheduling::Static)
                step.weight = cluster.weight;
            problem.clusters.push_back(std::move(cluster));
        }
        return problem;
    }

    /// Who finds no node, and no room elsewhere either, stays.
    void keepWhatFitsNowhere(planner::Problem& problem, const Schedule& made) const
    {
        auto surplus = problem.replicas;
        for (const auto& cluster : problem.clusters)
            surplus -= cluster.current + cluster.available.value_or(0);
        for (std::size_t i = 0; i < problem.clusters.size() && surplus > 0; ++i) {
            const auto back = std::min(surplus, made.trace.clusters[m_feasible[i]].stuck.value_or(0));
            problem.clusters[i].current += back;
            surplus -= back;
        }
    }

    /// What a division makes of replicas that find no node.
    void tellStuck(const ClusterStep& step, std::int64_t given, Schedule& made)
    {
        const auto after = std::to_string(m_placement.moveUnschedulable->count()) + " s";
        const auto left = std::clamp<std::int64_t>(*step.previous - given, 0, *step.stuck);
        if (left > 0) {
            made.moves.push_back(std::to_string(left) + (left == 1 ? " replica leaves " : " replicas leave ")
                                 + step.cluster + ", which has had no node for " + (left == 1 ? "it" : "them") + " for "
                                 + after);
            m_noRoom[step.cluster] = *m_situation.now;
        }
        if (const auto waiting = *step.stuck - left; waiting > 0 && made.algorithm != "kubefed")
            made.notes.push_back(std::to_string(waiting) + (waiting == 1 ? " replica finds" : " replicas find")
                                 + " no node in " + step.cluster + " for longer than " + after
                                 + ", and no other cluster has room");
    }

    void take(Schedule& made, planner::Division& division)
    {
        const bool dropsEmpty =
            m_total > 0 && made.algorithm != "kubefed" && (m_byPolicy || m_placement.scheduling != Scheduling::Static);
        made.trace.division = std::move(division.steps);
        for (const auto index : m_feasible) {
            auto& step = made.trace.clusters[index];
            const auto given = division.replicas.find(step.cluster);
            if (given == division.replicas.end())
                continue; // without a weight
            step.replicas = given->second;
            const auto over = division.overflow.find(step.cluster);
            const auto overflow = over == division.overflow.end() ? 0 : over->second;
            step.selected = given->second + overflow > 0 || !dropsEmpty;
            if (step.stuck)
                tellStuck(step, given->second + overflow, made);
            if (step.selected)
                made.shares.emplace(step.cluster, Share{given->second, overflow, false});
            else
                unselect(made, index, "the division gives it no replica");
        }
        made.trace.division.insert(made.trace.division.begin(), made.moves.begin(), made.moves.end());
        made.explanation = explain(made.algorithm, m_total, made.shares, division.unplaced);
    }

    /// What could not be placed stays where it is.
    [[nodiscard]] Schedule finished(Schedule made)
    {
        made.again = m_again;
        made.noRoom = std::move(m_noRoom);
        if (!made.error)
            return made;
        made.shares.clear();
        made.algorithm.clear();
        made.affinityName = m_federated.affinityName;
        for (const auto* cluster : m_clusters) {
            const auto* held = holder(cluster->name);
            if (!held || cluster->deleting) {
                made.excluded.try_emplace(cluster->name, made.error->message);
                continue;
            }
            made.shares.emplace(cluster->name, Share{held->replicas, 0, cluster->paused});
            made.excluded.erase(cluster->name);
        }
        return made;
    }

    const Federated& m_federated;
    const FederatedKind& m_kind;
    const Placement& m_placement;
    const Situation& m_situation;
    bool m_byPolicy;
    std::int64_t m_total;
    bool m_fresh;
    Statuses m_statuses{};
    std::vector<const MemberCluster*> m_clusters{}; ///< by name
    std::vector<ClusterStep> m_steps{}; ///< of them, before the affinity
    std::vector<std::size_t> m_feasible{}; ///< indexes of clusters; of the group at hand
    std::optional<WallTime> m_again{};
    std::map<std::string, WallTime> m_noRoom{};
};

} // namespace

Schedule schedule(const Federated& federated, const FederatedKind& kind, const Placement& placement,
                  const Situation& situation, bool byPolicy)
{
    return Scheduler(federated, kind, placement, situation, byPolicy).run();
}

} // namespace orrery::federation
