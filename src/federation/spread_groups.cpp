#include "federation/spread.h"

#include <algorithm>

namespace orrery::federation {

namespace {

constexpr std::int64_t mostStates = 5'000'000;

/// The best way to end a path: its weight and value, the greater first; not there when it cannot end well.
struct Best {
    std::int64_t weight = -1;
    std::int64_t value = 0;

    [[nodiscard]] bool there() const { return weight >= 0; }
    [[nodiscard]] bool operator<(const Best& other) const
    {
        return weight != other.weight ? weight < other.weight : value < other.value;
    }
};

/// Karmada's search walks the groups in this order and stops a path as soon as it suffices. How good the rest of a path
/// can become depends only on where it stands, how long it is and what it holds: that is the table.
class Search {
public:
    Search(const std::vector<SpreadGroup>& groups, std::int64_t min, std::int64_t max, std::int64_t target)
        : m_groups(groups), m_min(min), m_max(max), m_target(target),
          // Groups hold at least one cluster, so that a path of this length always suffices.
          m_bounded(max < std::max(min, target)), m_lengths((m_bounded ? max : min) + 1)
    {
    }

    [[nodiscard]] std::int64_t states() const { return (std::ssize(m_groups) + 1) * m_lengths * (m_target + 1); }

    [[nodiscard]] std::vector<SpreadGroup> best()
    {
        m_table.assign(std::size_t(states()), {});
        for (std::int64_t i = std::ssize(m_groups); i >= 0; --i) {
            for (std::int64_t length = 0; length < m_lengths; ++length) {
                for (std::int64_t sum = 0; sum <= m_target; ++sum)
                    entry(i, length, sum) = solve(i, length, sum);
            }
        }
        std::vector<SpreadGroup> path;
        std::int64_t length = 0;
        std::int64_t sum = 0;
        for (std::int64_t i = 0; !suffices(length, sum) && entry(i, length, sum).there(); ++i) {
            if (taken(i, length, sum) < entry(i + 1, length, sum))
                continue;
            path.push_back(m_groups[std::size_t(i)]);
            step(i, length, sum);
        }
        return path;
    }

    /// Whether the search would end at exactly this set of groups, given in its order.
    [[nodiscard]] bool endsWith(const std::vector<SpreadGroup>& path) const
    {
        std::int64_t length = 0;
        std::int64_t sum = 0;
        for (const auto& group : path) {
            if (suffices(length, sum))
                return false;
            ++length;
            sum += group.value;
        }
        return suffices(length, sum) && length <= m_max;
    }

private:
    [[nodiscard]] bool suffices(std::int64_t length, std::int64_t sum) const
    {
        return length >= m_min && sum >= m_target;
    }
    [[nodiscard]] Best& entry(std::int64_t i, std::int64_t length, std::int64_t sum)
    {
        return m_table[std::size_t((i * m_lengths + length) * (m_target + 1) + sum)];
    }
    void step(std::int64_t i, std::int64_t& length, std::int64_t& sum) const
    {
        length = m_bounded ? length + 1 : std::min(length + 1, m_min);
        sum = std::min(m_target, sum + m_groups[std::size_t(i)].value);
    }
    [[nodiscard]] Best taken(std::int64_t i, std::int64_t length, std::int64_t sum)
    {
        if (m_bounded && length + 1 >= m_lengths)
            return {};
        step(i, length, sum);
        auto rest = entry(i + 1, length, sum);
        if (rest.there()) {
            rest.weight += m_groups[std::size_t(i)].weight;
            rest.value += m_groups[std::size_t(i)].value;
        }
        return rest;
    }
    [[nodiscard]] Best solve(std::int64_t i, std::int64_t length, std::int64_t sum)
    {
        if (suffices(length, sum))
            return {0, 0};
        if (i == std::ssize(m_groups))
            return {};
        return std::max(taken(i, length, sum), entry(i + 1, length, sum));
    }

    const std::vector<SpreadGroup>& m_groups;
    std::int64_t m_min;
    std::int64_t m_max;
    std::int64_t m_target;
    bool m_bounded; ///< a path may become too long
    std::int64_t m_lengths;
    std::vector<Best> m_table{};
};

bool earlier(const SpreadGroup& a, const SpreadGroup& b)
{
    if (a.value != b.value)
        return a.value < b.value;
    return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
}

bool better(const SpreadGroup& a, const SpreadGroup& b)
{
    return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
}

} // namespace

Result<std::vector<SpreadGroup>> bestGroups(std::vector<SpreadGroup> groups, std::int64_t min, std::int64_t max,
                                            std::int64_t target)
{
    std::sort(groups.begin(), groups.end(), earlier);
    max = std::min(max, std::int64_t(std::ssize(groups)));
    std::int64_t all = 0;
    for (const auto& group : groups)
        all += group.value;
    if (min > max || target > all)
        return std::vector<SpreadGroup>();
    Search search(groups, min, max, target);
    if (search.states() > mostStates)
        return failure(ErrorKind::Invalid, "placement.spread-size",
                       "spreadConstraints: choosing " + std::to_string(min) + " of " + std::to_string(groups.size())
                           + " groups with " + std::to_string(target) + " clusters is too large a problem");
    auto path = search.best();
    std::sort(path.begin(), path.end(), better);
    // Of paths that begin alike the shorter one is preferred.
    for (std::size_t length = 1; length < path.size(); ++length) {
        std::vector<SpreadGroup> shorter(path.begin(), path.begin() + std::ptrdiff_t(length));
        auto walked = shorter;
        std::sort(walked.begin(), walked.end(), earlier);
        if (search.endsWith(walked))
            return shorter;
    }
    return path;
}

} // namespace orrery::federation
