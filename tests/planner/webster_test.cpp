#include "planner/problems.h"

#include "planner/fnv.h"

#include <gmock/gmock.h>

#include <limits>

namespace orrery::planner {

namespace {

constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();

/// The definition, word for word: one replica at a time to whoever has the best claim. `most` bounds each cluster.
std::int64_t oneByOne(const Problem& problem, Shares& held, const Shares& most, std::int64_t left)
{
    const bool descending = !problem.uid.empty() && fnv1a(problem.uid) % 2 == 1;
    bool weightless = true;
    for (const auto& c : problem.clusters)
        weightless = weightless && c.weight == 0;
    for (; left > 0; --left) {
        const Cluster* best = nullptr;
        const auto quotient = [&](const Cluster& c) { return double(c.weight) / double(2 * held[c.name] + 1); };
        for (const auto& c : problem.clusters) {
            if (held[c.name] >= most.at(c.name) || (c.weight == 0 && !weightless))
                continue;
            const auto better = [&] {
                if (!best || quotient(c) != quotient(*best))
                    return !best || quotient(c) > quotient(*best);
                if (held[c.name] != held[best->name])
                    return held[c.name] < held[best->name];
                return descending ? c.name > best->name : c.name < best->name;
            };
            if (better())
                best = &c;
        }
        if (!best)
            return left;
        ++held[best->name];
    }
    return 0;
}

struct Expected {
    Shares replicas{};
    std::int64_t unplaced = 0;
};

Expected naive(const Problem& problem)
{
    Expected expected;
    Shares most;
    std::int64_t minimums = 0;
    for (const auto& c : problem.clusters) {
        expected.replicas[c.name] = c.seats;
        minimums += std::max<std::int64_t>(c.min - c.seats, 0);
    }
    const bool shortage = minimums > problem.replicas;
    for (const auto& c : problem.clusters) {
        if (!shortage)
            expected.replicas[c.name] = std::max(c.seats, c.min);
        most[c.name] = std::max(expected.replicas[c.name], shortage ? c.min : c.max.value_or(unlimited));
    }
    auto left = shortage ? problem.replicas : problem.replicas - minimums;
    left = oneByOne(problem, expected.replicas, most, left);
    if (shortage && left > 0) {
        auto equal = problem; // those without weight, by equal claims
        for (auto& c : equal.clusters)
            c.weight = 0;
        left = oneByOne(equal, expected.replicas, most, left);
    }
    expected.unplaced = left;
    return expected;
}

Problem webster(std::int64_t replicas, std::vector<Cluster> clusters)
{
    return problemOf(Algorithm::Webster, replicas, std::move(clusters));
}

} // namespace

TEST(Webster, DividesAsThePublishedExamples)
{
    const std::vector<Cluster> two{cluster("aws"), cluster("azure")};
    const std::vector<Cluster> three{cluster("aws"), cluster("azure"), cluster("gke")};
    const std::vector<Cluster> weighted{cluster("aws", 3), cluster("azure", 2), cluster("gke", 1)};
    EXPECT_EQ(shares(webster(10, two)), (Shares{{"aws", 5}, {"azure", 5}}));
    EXPECT_EQ(shares(webster(11, two)), (Shares{{"aws", 6}, {"azure", 5}}));
    EXPECT_EQ(shares(webster(10, three)), (Shares{{"aws", 4}, {"azure", 3}, {"gke", 3}}));
    EXPECT_EQ(shares(webster(13, weighted)), (Shares{{"aws", 7}, {"azure", 4}, {"gke", 2}}));
    EXPECT_EQ(shares(webster(3, weighted)), (Shares{{"aws", 1}, {"azure", 1}, {"gke", 1}}));
    EXPECT_EQ(shares(webster(4, {cluster("Alpha", 1200), cluster("Beta", 900), cluster("Gamma", 400)})),
              (Shares{{"Alpha", 2}, {"Beta", 1}, {"Gamma", 1}}));
    EXPECT_EQ(shares(webster(1, {cluster("one")})), (Shares{{"one", 1}}));
    EXPECT_EQ(shares(webster(0, two)), (Shares{{"aws", 0}, {"azure", 0}}));
}

TEST(Webster, FollowsTheClassicElectionSeatBySeat)
{
    const std::vector<Shares> rounds{
        {{"A", 1}, {"B", 0}, {"C", 0}, {"D", 0}},
        {{"A", 1}, {"B", 1}, {"C", 0}, {"D", 0}},
        {{"A", 2}, {"B", 1}, {"C", 0}, {"D", 0}},
        {{"A", 2}, {"B", 1}, {"C", 1}, {"D", 0}},
        {{"A", 2}, {"B", 2}, {"C", 1}, {"D", 0}},
        {{"A", 2}, {"B", 2}, {"C", 1}, {"D", 1}}, // tied at 20000 with A: fewer seats first

        {{"A", 3}, {"B", 2}, {"C", 1}, {"D", 1}},
        {{"A", 3}, {"B", 3}, {"C", 1}, {"D", 1}},
    };
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const auto problem = webster(
            std::int64_t(i) + 1, {cluster("A", 100000), cluster("B", 80000), cluster("C", 30000), cluster("D", 20000)});
        EXPECT_EQ(shares(problem), rounds[i]) << "seat " << i + 1;
    }
}

TEST(Webster, BreaksTiesByTheUid)
{
    auto problem = webster(1, {cluster("a"), cluster("b")});
    EXPECT_EQ(shares(problem), (Shares{{"a", 1}, {"b", 0}})) << "no uid: by name";
    problem.uid = "a"; // FNV-1a 0xe40c292c, even
    EXPECT_EQ(shares(problem), (Shares{{"a", 1}, {"b", 0}}));
    problem.uid = "b"; // FNV-1a 0xe70c2de5, odd
    ASSERT_EQ(fnv1a("b") % 2, 1u);
    EXPECT_EQ(shares(problem), (Shares{{"a", 0}, {"b", 1}}));
}

TEST(Webster, KeepsSeatsAndGivesTheReplicasOnTop)
{
    auto problem = webster(2, {cluster("new"), cluster("old")});
    problem.clusters[1].seats = 1;
    EXPECT_EQ(shares(problem), (Shares{{"new", 2}, {"old", 1}}));
    problem = webster(2, {cluster("a", 100), cluster("b", 0)});
    problem.clusters[1].seats = 3;
    EXPECT_EQ(shares(problem), (Shares{{"a", 2}, {"b", 3}}));
    problem = webster(1, {cluster("a", 0), cluster("b", 0)});
    problem.clusters[0].seats = 2;
    problem.clusters[1].seats = 1;
    EXPECT_EQ(shares(problem), (Shares{{"a", 2}, {"b", 2}})) << "all without weight: fewer seats first";
}

TEST(Webster, GivesMinimumsFirstAndStopsAtMaximums)
{
    auto problem = webster(10, {cluster("a"), cluster("b"), cluster("c")});
    problem.clusters[2].min = 6;
    EXPECT_EQ(shares(problem), (Shares{{"a", 2}, {"b", 2}, {"c", 6}}));
    problem.clusters[0].max = 1;
    EXPECT_EQ(shares(problem), (Shares{{"a", 1}, {"b", 3}, {"c", 6}}));
    problem.clusters[1].max = 2;
    problem.clusters[2].max = 6;
    const auto division = divided(problem);
    EXPECT_EQ(division.replicas, (Shares{{"a", 1}, {"b", 2}, {"c", 6}}));
    EXPECT_EQ(division.unplaced, 1);
    EXPECT_EQ(division.steps.back(), "1 replica cannot be placed: no cluster may take more");
}

TEST(Webster, DividesAmongTheMinimumsWhenTheyCannotAllBeMet)
{
    auto problem = webster(6, {cluster("a"), cluster("b"), cluster("c", 0)});
    problem.clusters[0].min = 4;
    problem.clusters[1].min = 1;
    problem.clusters[2].min = 9;
    EXPECT_EQ(shares(problem), (Shares{{"a", 4}, {"b", 1}, {"c", 1}})) << "without weight comes last";
    problem.replicas = 3;
    EXPECT_EQ(shares(problem), (Shares{{"a", 2}, {"b", 1}, {"c", 0}}));
}

TEST(Webster, GivesNothingToAClusterWithoutWeight)
{
    auto problem = webster(5, {cluster("a"), cluster("b", 0)});
    problem.clusters[0].max = 3;
    const auto division = divided(problem);
    EXPECT_EQ(division.replicas, (Shares{{"a", 3}, {"b", 0}}));
    EXPECT_EQ(division.unplaced, 2);
}

TEST(Webster, EqualsTheOneByOneDivisionWhateverTheProblem)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 400; ++i) {
        auto problem = problems.next(Algorithm::Webster, i % 2 == 0);
        if (i % 3 == 0) {
            for (auto& c : problem.clusters)
                c.seats = problems.upTo(10);
        }
        const auto expected = naive(problem);
        const auto division = divided(problem);
        ASSERT_EQ(division.replicas, expected.replicas) << "problem " << i;
        ASSERT_EQ(division.unplaced, expected.unplaced) << "problem " << i;
    }
}

TEST(Webster, HasTheSumTheLimitsAndDoesNotDependOnTheOrder)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 2000; ++i) {
        auto problem = problems.next(Algorithm::Webster, true);
        const auto division = divided(problem);
        ASSERT_EQ(sum(division.replicas) + division.unplaced, problem.replicas) << "problem " << i;
        std::int64_t minimums = 0;
        for (const auto& c : problem.clusters)
            minimums += c.min;
        for (const auto& c : problem.clusters) {
            const auto share = division.replicas.at(c.name);
            ASSERT_LE(share, c.max.value_or(share)) << "problem " << i;
            if (minimums <= problem.replicas) {
                ASSERT_GE(share, c.min) << "problem " << i;
            }
        }
        problems.shuffle(problem);
        ASSERT_EQ(divided(problem).replicas, division.replicas) << "problem " << i;
    }
}

TEST(Webster, NeverTakesOneAwayWhenThereIsOneMore)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 200; ++i) {
        auto problem = problems.next(Algorithm::Webster, i % 2 == 0);
        auto before = shares(problem);
        for (int more = 0; more < 20; ++more) {
            ++problem.replicas;
            const auto after = shares(problem);
            for (const auto& [name, replicas] : before)
                ASSERT_GE(after.at(name), replicas) << "problem " << i << ", " << problem.replicas << " replicas";
            before = after;
        }
    }
}

TEST(Webster, GivesNobodyMoreWhenThereIsOneMoreCluster)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 1000; ++i) {
        auto problem = problems.next(Algorithm::Webster, false);
        for (auto& c : problem.clusters) {
            if (i % 2 == 0 && problems.upTo(2) == 0)
                c.max = problems.upTo(60);
        }
        const auto before = shares(problem);
        problem.clusters.push_back(cluster("new", problems.upTo(2000)));
        for (const auto& [name, replicas] : shares(problem)) {
            if (name != "new") {
                ASSERT_LE(replicas, before.at(name)) << "problem " << i << ": " << name;
            }
        }
    }
}

TEST(Webster, GivesNobodyLessForMoreWeight)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 1000; ++i) {
        auto problem = problems.next(Algorithm::Webster, i % 2 == 0);
        const auto before = shares(problem);
        auto& heavier = problem.clusters[std::size_t(problems.upTo(std::int64_t(problem.clusters.size()) - 1))];
        if (heavier.weight == 0)
            continue; // without any weight all are alike; the first that has one takes it all from the others
        heavier.weight += 1 + problems.upTo(500);
        ASSERT_GE(shares(problem).at(heavier.name), before.at(heavier.name)) << "problem " << i;
    }
}

TEST(Webster, StaysWithinCapacitiesThatAreItsWeights)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 2000; ++i) {
        auto problem = problems.next(Algorithm::Webster, false);
        std::int64_t room = 0;
        for (const auto& c : problem.clusters)
            room += c.weight;
        problem.replicas = problems.upTo(room);
        const auto division = divided(problem);
        for (const auto& c : problem.clusters)
            ASSERT_LE(division.replicas.at(c.name), c.weight) << "problem " << i;
    }
}

TEST(Webster, KeepsAMillionOverAThousandNearTheQuotas)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    Problem problem = webster(1'000'000, {});
    for (int i = 0; i < 1000; ++i)
        problem.clusters.push_back(cluster("c" + std::to_string(i), 1 + problems.upTo(1'000'000)));
    const auto division = divided(problem);
    EXPECT_EQ(sum(division.replicas), 1'000'000);
    double weights = 0;
    for (const auto& c : problem.clusters)
        weights += double(c.weight);
    for (const auto& c : problem.clusters)
        EXPECT_NEAR(double(division.replicas.at(c.name)), double(c.weight) / weights * 1e6, 1.5) << c.name;
}

} // namespace orrery::planner
