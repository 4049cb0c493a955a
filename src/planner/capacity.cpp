#include "planner/algorithms.h"

#include <algorithm>

namespace orrery::planner {

namespace {

/// Webster over these clusters alone, with these votes.
Division byVotes(const Problem& problem, const std::vector<std::pair<const Cluster*, std::int64_t>>& votes,
                 std::int64_t replicas)
{
    Problem part;
    part.replicas = replicas;
    part.uid = problem.uid;
    for (const auto& [cluster, weight] : votes) {
        Cluster voter;
        voter.name = cluster->name;
        voter.weight = weight;
        part.clusters.push_back(std::move(voter));
    }
    return divideByWebster(part);
}

/// The clusters to fill, most room first, those in use before the others; the shortest beginning that has the room.
void aggregate(std::vector<std::pair<const Cluster*, std::int64_t>>& rooms, std::int64_t replicas, bool keepUsed)
{
    std::sort(rooms.begin(), rooms.end(), [&](const auto& a, const auto& b) {
        const bool aUsed = keepUsed && a.first->current > 0;
        const bool bUsed = keepUsed && b.first->current > 0;
        if (aUsed != bUsed)
            return aUsed;
        return a.second != b.second ? a.second > b.second : a.first->name < b.first->name;
    });
    std::int64_t sum = 0;
    for (auto room = rooms.begin(); room != rooms.end(); ++room) {
        sum += room->second;
        if (sum >= replicas) {
            rooms.erase(room + 1, rooms.end());
            return;
        }
    }
}

} // namespace

Result<Division> divideByCapacity(const Problem& problem)
{
    std::int64_t held = 0;
    for (const auto& cluster : problem.clusters)
        held += cluster.current;
    const bool fresh = problem.fresh;
    const bool shrinks = !fresh && held > problem.replicas;
    const auto wanted = fresh || shrinks ? problem.replicas : problem.replicas - held;

    Division division;
    for (const auto& cluster : problem.clusters)
        division.replicas[cluster.name] = fresh || shrinks ? 0 : cluster.current;
    if (!fresh && held == problem.replicas) {
        division.steps.push_back("what runs is what is wanted: nothing moves");
        return division;
    }
    std::int64_t room = 0;
    std::vector<std::pair<const Cluster*, std::int64_t>> votes;
    for (const auto& cluster : problem.clusters) {
        const auto free = cluster.available.value_or(0);
        votes.emplace_back(&cluster, shrinks ? cluster.current : fresh ? free + cluster.current : free);
        room += votes.back().second;
    }
    if (room < wanted)
        return failure(ErrorKind::Conflict, "division.unschedulable",
                       "the clusters have room for " + replicasText(room) + ", " + std::to_string(wanted)
                           + (fresh || held == 0 ? " are wanted" : " more are wanted"));
    if (problem.algorithm == Algorithm::Aggregated)
        aggregate(votes, wanted, !fresh && !shrinks);
    std::erase_if(votes, [](const auto& vote) { return vote.second == 0; });
    const auto part = byVotes(problem, votes, wanted);
    for (const auto& [name, replicas] : part.replicas)
        division.replicas[name] += replicas;
    division.steps.push_back(shrinks ? "shrinks in proportion to what runs"
                             : fresh ? "decided anew by free capacity and what runs"
                             : held  ? "what runs stays; " + replicasText(wanted) + " more by free capacity"
                                     : "by free capacity");
    division.steps.insert(division.steps.end(), part.steps.begin(), part.steps.end());
    return division;
}

} // namespace orrery::planner
