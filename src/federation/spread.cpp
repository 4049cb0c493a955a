#include "federation/spread.h"

#include "federation/fields.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace orrery::federation {

using api::Json;
using Field = SpreadConstraint::Field;

namespace {

constexpr std::int64_t scoreUnit = 1000; ///< room counts before the clusters' own scores, which are at most 100
constexpr std::size_t listed = 12; ///< of a long list in a sentence

tl::unexpected<Error> unschedulable(std::string why)
{
    return failure(ErrorKind::Conflict, "placement.unschedulable", "spreadConstraints: " + std::move(why));
}

std::int64_t most(const SpreadConstraint& constraint, std::size_t there)
{
    return std::min(constraint.max.value_or(std::int64_t(there)), std::int64_t(there));
}

std::string rangeText(const SpreadConstraint& constraint)
{
    return std::to_string(constraint.min) + (constraint.max ? " to " + std::to_string(*constraint.max) : " or more");
}

/// Everything that one choice needs.
class Spreading {
public:
    Spreading(const std::vector<SpreadConstraint>& constraints, const std::vector<SpreadCandidate>& candidates,
              std::optional<std::int64_t> replicas, std::int64_t wanted)
        : m_candidates(candidates), m_replicas(replicas), m_wanted(wanted)
    {
        for (const auto& constraint : constraints) {
            if (constraint.field == Field::Cluster)
                m_byCluster = constraint;
            else
                m_byGroup.push_back(constraint);
        }
        std::sort(m_byGroup.begin(), m_byGroup.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
        m_order.resize(candidates.size());
        std::iota(m_order.begin(), m_order.end(), std::size_t(0));
        std::sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) { return before(a, b); });
    }

    [[nodiscard]] Result<SpreadChoice> choose()
    {
        if (std::ssize(m_order) < m_byCluster.min)
            return unschedulable(std::to_string(m_order.size()) + " clusters can have it, at least "
                                 + std::to_string(m_byCluster.min) + " are asked for");
        auto chosen = m_byGroup.empty() ? byCluster() : byGroup();
        if (!chosen)
            return failure(chosen.error());
        list("chosen", *chosen);
        std::sort(chosen->begin(), chosen->end());
        return SpreadChoice{std::move(*chosen), std::move(m_steps)};
    }

private:
    using Indexes = std::vector<std::size_t>;

    [[nodiscard]] bool before(std::size_t a, std::size_t b) const
    {
        const auto& one = m_candidates[a];
        const auto& other = m_candidates[b];
        if (one.score != other.score)
            return one.score > other.score;
        return one.room != other.room ? one.room > other.room : one.cluster->name < other.cluster->name;
    }

    void list(const std::string& title, const Indexes& indexes)
    {
        std::string line = title + ":";
        for (std::size_t i = 0; i < indexes.size() && i < listed; ++i) {
            const auto& candidate = m_candidates[indexes[i]];
            line += (i ? ", " : " ") + candidate.cluster->name + " (score " + std::to_string(candidate.score)
                  + ", room " + std::to_string(candidate.room) + ")";
        }
        if (indexes.size() > listed)
            line += " and " + std::to_string(indexes.size() - listed) + " more";
        m_steps.push_back(std::move(line));
    }

    Result<Indexes> byCluster()
    {
        m_steps.push_back("cluster: " + rangeText(m_byCluster) + " of " + std::to_string(m_order.size())
                          + ", by score, room, name");
        const auto need = most(m_byCluster, m_order.size());
        Indexes chosen(m_order.begin(), m_order.begin() + need);
        if (!m_replicas)
            return chosen;
        Indexes rest(m_order.begin() + need, m_order.end());
        std::int64_t room = 0;
        for (const auto index : chosen)
            room += m_candidates[index].room;
        for (auto last = chosen.rbegin(); room < *m_replicas && last != chosen.rend(); ++last) {
            const auto best = std::max_element(rest.begin(), rest.end(), [&](std::size_t a, std::size_t b) {
                return m_candidates[a].room < m_candidates[b].room;
            });
            const auto gain = best == rest.end() ? 0 : m_candidates[*best].room - m_candidates[*last].room;
            if (gain <= 0)
                continue;
            m_steps.push_back(m_candidates[*last].cluster->name + " gives way to " + m_candidates[*best].cluster->name
                              + ": room for " + std::to_string(room) + ", " + std::to_string(*m_replicas)
                              + " are wanted");
            room += gain;
            std::swap(*last, *best);
        }
        if (room < *m_replicas)
            return unschedulable("the best " + std::to_string(need) + " clusters have room for " + std::to_string(room)
                                 + ", " + std::to_string(*m_replicas) + " are wanted");
        return chosen;
    }

    /// Karmada's score of a group, whose clusters are in order.
    [[nodiscard]] std::int64_t scoreOf(const Indexes& group, std::int64_t min) const
    {
        std::int64_t valid = 0;
        std::int64_t scores = 0;
        if (!m_replicas) {
            for (const auto index : group) {
                if (m_candidates[index].room >= m_wanted) {
                    ++valid;
                    scores += m_candidates[index].score;
                }
            }
            return valid * scoreUnit + (valid ? scores / valid : 0);
        }
        const auto target = (*m_replicas + min - 1) / min;
        std::int64_t room = 0;
        for (const auto index : group) {
            room += m_candidates[index].room;
            scores += m_candidates[index].score;
            if (++valid >= std::max(m_byCluster.min, min) && room >= target)
                break;
        }
        if (room < target)
            return room * scoreUnit + scores / std::ssize(group);
        return target * scoreUnit + scores / valid;
    }

    /// Chooses the groups of one field among `left`, and leaves their clusters.
    Result<std::vector<Indexes>> groupsAmong(Indexes& left, const SpreadConstraint& constraint)
    {
        const std::string field = name(constraint.field);
        std::map<std::string, Indexes> there;
        for (const auto index : left) {
            for (const auto& group : groupsOf(*m_candidates[index].cluster, constraint.field))
                there[group].push_back(index);
        }
        if (std::ssize(there) < constraint.min)
            return unschedulable(field + ": there are " + std::to_string(there.size()) + ", at least "
                                 + std::to_string(constraint.min) + " are asked for");
        std::vector<SpreadGroup> groups;
        std::string line = field + ": " + rangeText(constraint) + " of " + std::to_string(there.size()) + ";";
        for (const auto& [group, clusters] : there) {
            groups.push_back({group, std::ssize(clusters), scoreOf(clusters, constraint.min)});
            if (groups.size() <= listed)
                line += " " + group + " has " + std::to_string(clusters.size()) + " (score "
                      + std::to_string(groups.back().weight) + ")";
        }
        m_steps.push_back(std::move(line));
        const auto best = bestGroups(groups, constraint.min, most(constraint, groups.size()), m_byCluster.min);
        if (!best)
            return failure(best.error());
        if (best->empty())
            return unschedulable("no " + rangeText(constraint) + " of " + field + " have "
                                 + std::to_string(m_byCluster.min) + " clusters between them");
        std::vector<Indexes> chosen;
        std::vector<bool> stays(m_candidates.size());
        for (const auto& group : *best) {
            chosen.push_back(there[group.name]);
            for (const auto index : chosen.back())
                stays[index] = true;
        }
        std::erase_if(left, [&](std::size_t index) { return !stays[index]; });
        return chosen;
    }

    Result<Indexes> byGroup()
    {
        auto left = m_order;
        std::vector<std::vector<Indexes>> fields;
        for (const auto& constraint : m_byGroup) {
            auto groups = groupsAmong(left, constraint);
            if (!groups)
                return failure(groups.error());
            fields.push_back(std::move(*groups));
        }
        std::vector<bool> stays(m_candidates.size());
        for (const auto index : left)
            stays[index] = true;
        std::vector<bool> taken(m_candidates.size());
        Indexes chosen;
        const auto take = [&](std::size_t index) {
            taken[index] = true;
            chosen.push_back(index);
        };
        for (const auto& field : fields) {
            for (const auto& group : field) {
                if (std::any_of(group.begin(), group.end(), [&](std::size_t index) { return taken[index]; }))
                    continue;
                const auto best =
                    std::find_if(group.begin(), group.end(), [&](std::size_t index) { return stays[index]; });
                if (best != group.end())
                    take(*best);
            }
        }
        const auto max = most(m_byCluster, left.size());
        if (std::ssize(chosen) > max)
            return unschedulable("one cluster from each group makes " + std::to_string(chosen.size()) + ", at most "
                                 + std::to_string(max) + " are asked for");
        for (auto index = left.begin(); index != left.end() && std::ssize(chosen) < max; ++index) {
            if (!taken[*index])
                take(*index);
        }
        if (std::ssize(chosen) < m_byCluster.min)
            return unschedulable("the chosen groups have " + std::to_string(chosen.size()) + " clusters, at least "
                                 + std::to_string(m_byCluster.min) + " are asked for");
        return chosen;
    }

    const std::vector<SpreadCandidate>& m_candidates;
    std::optional<std::int64_t> m_replicas;
    std::int64_t m_wanted;
    SpreadConstraint m_byCluster{};
    std::vector<SpreadConstraint> m_byGroup{};
    Indexes m_order{}; ///< the best first
    std::vector<std::string> m_steps{};
};

} // namespace

const char* name(Field field)
{
    static constexpr const char* names[] = {"provider", "region", "zone", "cluster"};
    return names[int(field)];
}

std::vector<std::string> groupsOf(const ClusterTraits& cluster, Field field)
{
    if (field == Field::Zone) {
        auto zones = cluster.zones;
        std::sort(zones.begin(), zones.end());
        zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
        return zones;
    }
    const auto& one = field == Field::Provider ? cluster.provider
                    : field == Field::Region   ? cluster.region
                                               : cluster.name;
    return one.empty() ? std::vector<std::string>() : std::vector{one};
}

Result<std::vector<SpreadConstraint>> readSpreadConstraints(const Json& list, const std::string& path)
{
    std::vector<SpreadConstraint> made;
    if (!list.is_array())
        return wrong(path, "is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        Fields fields(list[i], path + "[" + std::to_string(i) + "]", {"spreadByField", "minGroups", "maxGroups"});
        SpreadConstraint one;
        const auto field = fields.word("spreadByField", {"cluster", "zone", "region", "provider"});
        for (const auto known : {Field::Provider, Field::Region, Field::Zone, Field::Cluster}) {
            if (field == name(known))
                one.field = known;
        }
        one.min = std::max<std::int64_t>(1, fields.count("minGroups").value_or(1));
        one.max = fields.count("maxGroups");
        if (one.max == 0)
            one.max.reset();
        if (one.max && *one.max < one.min)
            fields.blame("maxGroups", "is below minGroups");
        if (std::any_of(made.begin(), made.end(), [&](const auto& other) { return other.field == one.field; }))
            fields.blame("spreadByField", "is \"" + std::string(name(one.field)) + "\", which is there twice");
        if (auto fine = fields.fine(); !fine)
            return failure(fine.error());
        made.push_back(one);
    }
    return made;
}

Result<SpreadChoice> spread(const std::vector<SpreadConstraint>& constraints,
                            const std::vector<SpreadCandidate>& candidates, std::optional<std::int64_t> replicas,
                            std::int64_t wanted)
{
    return Spreading(constraints, candidates, replicas, wanted).choose();
}

} // namespace orrery::federation
