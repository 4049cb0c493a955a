#include "planner/algorithms.h"
#include "planner/fnv.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <queue>

namespace orrery::planner {

namespace {

struct Party {
    const Cluster* cluster = nullptr;
    double votes = 0;
    std::int64_t seats = 0;
    std::int64_t most = 0; ///< seats that it may have
    std::size_t rank = 0; ///< among equals, lower first

    [[nodiscard]] double quotientAt(std::int64_t held) const { return votes / double(2 * held + 1); }
};

/// What the next seat of a party competes with. A party's own seats come in falling order, so that the whole division
/// is "the first N of all parties' seats in this order"; that is what allows to give many at once.
struct Claim {
    double quotient = 0;
    std::int64_t seats = 0;
    std::size_t rank = 0;
    Party* party = nullptr;

    [[nodiscard]] bool operator<(const Claim& other) const // the greatest wins
    {
        if (quotient != other.quotient)
            return quotient < other.quotient;
        if (seats != other.seats)
            return seats > other.seats;
        return rank > other.rank;
    }
};

/// How many seats the party ends up with when it gets, of at most `left` more, each whose quotient is above
/// `threshold` (> 0).
std::int64_t seatsAbove(const Party& party, double threshold, std::int64_t left)
{
    const auto top = std::min(party.most, party.seats + left);
    const double exact = (party.votes / threshold - 1) / 2;
    auto seats = exact >= double(top) ? top : std::max(party.seats, std::int64_t(std::ceil(std::max(exact, 0.0))));
    // The estimate is rounded; the quotients that decide are compared as they are.
    while (seats > party.seats && party.quotientAt(seats - 1) <= threshold)
        --seats;
    while (seats < top && party.quotientAt(seats) > threshold)
        ++seats;
    return seats;
}

std::int64_t givenAbove(const std::vector<Party>& parties, double threshold, std::int64_t left)
{
    std::int64_t sum = 0;
    for (const auto& party : parties)
        sum += seatsAbove(party, threshold, left) - party.seats;
    return sum;
}

/// Gives at once every seat that is certain, and leaves about as many as there are parties. Answers what is left.
std::int64_t jump(std::vector<Party>& parties, std::int64_t left)
{
    double feasible = 0;
    for (const auto& party : parties)
        feasible = std::max(feasible, party.quotientAt(party.seats)); // nobody is above the largest
    double tooLow = 0;
    std::int64_t given = 0;
    for (int i = 0; i < 100 && left - given > std::ssize(parties); ++i) {
        const double middle = tooLow + (feasible - tooLow) / 2;
        const auto sum = givenAbove(parties, middle, left);
        if (sum <= left) {
            feasible = middle;
            given = sum;
        } else {
            tooLow = middle;
        }
    }
    if (given == 0)
        return left;
    for (auto& party : parties)
        party.seats = seatsAbove(party, feasible, left);
    return left - given;
}

/// One replica at a time. Answers what nobody may take.
std::int64_t finish(std::vector<Party>& parties, std::int64_t left, std::vector<std::string>& steps)
{
    std::priority_queue<Claim> claims;
    const auto enter = [&](Party& party) {
        if (party.seats < party.most)
            claims.push({party.quotientAt(party.seats), party.seats, party.rank, &party});
    };
    for (auto& party : parties)
        enter(party);
    for (; left > 0 && !claims.empty(); --left) {
        const auto winner = claims.top();
        claims.pop();
        if (left == 1 && !claims.empty() && claims.top().quotient == winner.quotient)
            steps.push_back("tie for the last replica: " + winner.party->cluster->name + " before "
                            + claims.top().party->cluster->name);
        ++winner.party->seats;
        enter(*winner.party);
    }
    return left;
}

/// Divides `left` among those that may have more, and answers what nobody may take.
std::int64_t give(std::vector<Party>& all, std::int64_t left, std::vector<std::string>& steps)
{
    const bool weightless = std::none_of(all.begin(), all.end(), [](const Party& p) { return p.votes > 0; });
    std::vector<Party> parties;
    for (const auto& party : all) {
        if (party.seats < party.most && (weightless || party.votes > 0))
            parties.push_back(party);
    }
    if (weightless) {
        for (auto& party : parties)
            party.votes = 1;
    }
    left = jump(parties, left);
    left = finish(parties, left, steps);
    for (const auto& party : parties)
        all[party.rank].seats = party.seats;
    return left;
}

/// The clusters in the order that breaks ties; a party's rank is its place.
std::vector<Party> partiesOf(const Problem& problem)
{
    std::vector<Party> parties;
    for (const auto& cluster : problem.clusters)
        parties.push_back({&cluster, double(cluster.weight), cluster.seats, 0, 0});
    const bool descending = !problem.uid.empty() && fnv1a(problem.uid) % 2 == 1;
    std::sort(parties.begin(), parties.end(), [&](const Party& a, const Party& b) {
        return descending ? b.cluster->name < a.cluster->name : a.cluster->name < b.cluster->name;
    });
    for (std::size_t i = 0; i < parties.size(); ++i)
        parties[i].rank = i;
    return parties;
}

void explain(const Problem& problem, const std::vector<Party>& parties, Division& division)
{
    double weights = 0;
    for (const auto& party : parties)
        weights += party.votes;
    for (const auto& party : parties) {
        const auto& name = party.cluster->name;
        const double share = weights > 0 ? party.votes / weights : 1.0 / double(parties.size());
        char quota[32];
        std::snprintf(quota, sizeof quota, "%.2f", share * double(problem.replicas));
        division.steps.push_back(name + ": weight " + std::to_string(party.cluster->weight) + ", quota " + quota
                                 + ", gets " + std::to_string(party.seats));
    }
    if (division.unplaced > 0)
        division.steps.push_back(replicasText(division.unplaced) + " cannot be placed: no cluster may take more");
}

} // namespace

Division divideByWebster(const Problem& problem)
{
    Division division;
    auto parties = partiesOf(problem);
    division.steps.push_back("webster: " + replicasText(problem.replicas) + " over " + std::to_string(parties.size())
                             + " clusters, each to the largest weight / (2 x replicas + 1)");
    std::int64_t minimums = 0;
    for (auto& party : parties) {
        party.most = std::max(party.seats, party.cluster->min);
        minimums += party.most - party.seats;
    }
    auto left = problem.replicas;
    if (minimums > left) {
        division.steps.push_back("the minimums ask for " + std::to_string(minimums) + ": divided among them alone");
        // A cluster whose minimum is all it is to have may still be without weight.
        left = give(parties, left, division.steps);
        for (auto& party : parties)
            party.votes = 0;
        left = give(parties, left, division.steps);
        for (auto& party : parties)
            party.votes = double(party.cluster->weight);
    } else {
        if (minimums > 0)
            division.steps.push_back("minimums first: " + std::to_string(minimums) + " in all");
        for (auto& party : parties) {
            party.seats = party.most;
            party.most = std::max(party.seats, party.cluster->max.value_or(party.seats + left));
        }
        left = give(parties, left - minimums, division.steps);
    }
    division.unplaced = left;
    for (const auto& party : parties)
        division.replicas[party.cluster->name] = party.seats;
    explain(problem, parties, division);
    return division;
}

} // namespace orrery::planner
