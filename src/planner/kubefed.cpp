#include "planner/algorithms.h"
#include "planner/fnv.h"

#include <algorithm>
#include <limits>

namespace orrery::planner {

namespace {

struct Entry {
    const Cluster* cluster = nullptr;
    std::uint32_t hash = 0;
    std::int64_t planned = 0;
    std::int64_t reserved = 0; ///< part of `planned` that is kept for what runs there and not yet due
    std::int64_t overflow = 0;

    [[nodiscard]] std::int64_t capacity() const
    {
        return cluster->capacity.value_or(std::numeric_limits<std::int64_t>::max());
    }
    [[nodiscard]] std::int64_t max() const { return cluster->max.value_or(std::numeric_limits<std::int64_t>::max()); }
};

std::vector<Entry> ordered(const Problem& problem)
{
    std::vector<Entry> entries;
    for (const auto& cluster : problem.clusters)
        entries.push_back({&cluster, fnv1(problem.hashKey, fnv1(cluster.name)), 0, 0, 0});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        if (a.cluster->weight != b.cluster->weight)
            return a.cluster->weight > b.cluster->weight;
        return a.hash != b.hash ? a.hash < b.hash : a.cluster->name < b.cluster->name;
    });
    return entries;
}

/// "aws +4, azure +2": one sentence part for each cluster with something.
class Listing {
public:
    explicit Listing(std::string title) : m_text(std::move(title)) { }
    void add(const std::string& name, const std::string& what)
    {
        m_text += (m_any ? ", " : ": ") + name + " " + what;
        m_any = true;
    }
    void into(std::vector<std::string>& steps)
    {
        if (m_any)
            steps.push_back(std::move(m_text));
    }

private:
    std::string m_text;
    bool m_any = false;
};

/// Minimums in order, as long as there is something to give.
void giveMinimums(std::vector<Entry>& entries, std::int64_t& left, std::vector<std::string>& steps)
{
    Listing listing("minimums first");
    for (auto& entry : entries) {
        entry.planned = std::min({entry.cluster->min, left, entry.capacity()});
        left -= entry.planned;
        if (entry.planned > 0)
            listing.add(entry.cluster->name, std::to_string(entry.planned));
    }
    listing.into(steps);
}

void reserveWhatRuns(std::vector<Entry>& entries, std::int64_t& left, std::vector<std::string>& steps)
{
    Listing listing("kept for what runs already");
    for (auto& entry : entries) {
        const auto target = std::min({entry.cluster->current, entry.max(), entry.capacity()});
        entry.reserved = std::clamp<std::int64_t>(target - entry.planned, 0, left);
        left -= entry.reserved;
        entry.planned += entry.reserved;
        if (entry.reserved > 0)
            listing.add(entry.cluster->name, std::to_string(entry.reserved));
    }
    listing.into(steps);
}

/// Gives one cluster its due of a round. True when it may have more later.
bool giveDue(Entry& entry, std::int64_t due, std::int64_t& left, bool& changed)
{
    due = std::min(due, left);
    const auto fromReserve = std::min(due, entry.reserved);
    entry.reserved -= fromReserve;
    const auto before = entry.planned;
    auto total = before + due - fromReserve;
    bool open = true;
    if (total > entry.max()) {
        total = entry.max();
        open = false;
    }
    if (total > entry.capacity()) {
        entry.overflow = total - entry.capacity();
        total = entry.capacity();
        open = false;
    }
    left -= total - before;
    entry.planned = total;
    changed = changed || fromReserve > 0 || total > before;
    return open;
}

/// Rounds of shares rounded up, until nothing is left or a round changes nothing.
void giveRounds(std::vector<Entry>& entries, std::int64_t& left, std::vector<std::string>& steps)
{
    std::vector<Entry*> open;
    for (auto& entry : entries)
        open.push_back(&entry);
    bool changed = true;
    for (int round = 1; changed && left > 0; ++round) {
        changed = false;
        std::int64_t weights = 0;
        for (const auto* entry : open)
            weights += entry->cluster->weight;
        if (weights == 0)
            return;
        const auto atStart = left;
        Listing listing("round " + std::to_string(round) + " of " + std::to_string(atStart));
        std::vector<Entry*> stillOpen;
        for (auto* entry : open) {
            const auto before = entry->planned;
            const auto due = (atStart * entry->cluster->weight + weights - 1) / weights;
            if (giveDue(*entry, due, left, changed))
                stillOpen.push_back(entry);
            if (entry->planned > before)
                listing.add(entry->cluster->name, "+" + std::to_string(entry->planned - before));
        }
        open = std::move(stillOpen);
        listing.into(steps);
    }
}

} // namespace

Division divideByKubefed(const Problem& problem)
{
    Division division;
    division.steps.push_back("kubefed: " + replicasText(problem.replicas) + " over "
                             + std::to_string(problem.clusters.size()) + " clusters, shares rounded up");
    auto entries = ordered(problem);
    Listing order("in the order of weight, then hash");
    for (const auto& entry : entries)
        order.add(entry.cluster->name, "(" + std::to_string(entry.cluster->weight) + ")");
    order.into(division.steps);

    auto left = problem.replicas;
    giveMinimums(entries, left, division.steps);
    if (!problem.rebalance)
        reserveWhatRuns(entries, left, division.steps);
    giveRounds(entries, left, division.steps);

    division.unplaced = left;
    Listing overflowing("beyond the capacity");
    for (const auto& entry : entries) {
        division.replicas[entry.cluster->name] = entry.planned;
        const auto overflow = problem.rebalance ? entry.overflow : std::min(entry.overflow, left);
        if (overflow > 0) {
            division.overflow[entry.cluster->name] = overflow;
            overflowing.add(entry.cluster->name, std::to_string(overflow));
        }
    }
    overflowing.into(division.steps);
    if (left > 0)
        division.steps.push_back(replicasText(left) + " cannot be placed: no cluster may take more");
    return division;
}

} // namespace orrery::planner
