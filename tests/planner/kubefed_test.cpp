#include "planner/problems.h"

#include <gmock/gmock.h>

namespace orrery::planner {

namespace {

Problem kubefed(std::int64_t replicas, std::vector<Cluster> clusters)
{
    return problemOf(Algorithm::Kubefed, replicas, std::move(clusters));
}

std::vector<Cluster> equal(const std::string& names)
{
    std::vector<Cluster> made;
    for (const char c : names)
        made.push_back(cluster(std::string(1, c)));
    return made;
}

Cluster limited(std::string name, std::int64_t weight, std::int64_t min, std::optional<std::int64_t> max = {})
{
    auto made = cluster(std::move(name), weight);
    made.min = min;
    made.max = max;
    return made;
}

Problem walkThrough(std::int64_t replicas, std::int64_t aws, std::int64_t azure, std::int64_t gke)
{
    auto problem = kubefed(replicas, {cluster("aws", aws), cluster("azure", azure), cluster("gke", gke)});
    problem.hashKey = "default/microbot";
    return problem;
}

std::vector<std::int64_t> sorted(const Shares& of)
{
    std::vector<std::int64_t> values;
    for (const auto& [name, replicas] : of)
        values.push_back(replicas);
    std::sort(values.rbegin(), values.rend());
    return values;
}

} // namespace

TEST(Kubefed, DividesTheWalkThroughAsTheFirstGenerationDid)
{
    auto two = kubefed(10, {cluster("aws"), cluster("azure")});
    EXPECT_EQ(shares(two), (Shares{{"aws", 5}, {"azure", 5}}));
    EXPECT_EQ(sorted(shares(walkThrough(10, 1, 1, 1))), (std::vector<std::int64_t>{4, 4, 2}));
    EXPECT_EQ(sorted(shares(walkThrough(11, 1, 1, 1))), (std::vector<std::int64_t>{4, 4, 3}));
    EXPECT_EQ(shares(walkThrough(13, 3, 2, 1)), (Shares{{"aws", 7}, {"azure", 5}, {"gke", 1}}));
    EXPECT_EQ(shares(walkThrough(3, 3, 2, 1)), (Shares{{"aws", 2}, {"azure", 1}, {"gke", 0}}));
}

TEST(Kubefed, OrdersEqualWeightsByTheHashOfNameAndKey)
{
    EXPECT_EQ(shares(kubefed(50, equal("ABC"))), (Shares{{"A", 16}, {"B", 17}, {"C", 17}}));
    EXPECT_EQ(shares(kubefed(50, equal("AB"))), (Shares{{"A", 25}, {"B", 25}}));
    EXPECT_EQ(shares(kubefed(1, equal("AB"))), (Shares{{"A", 0}, {"B", 1}}));
    EXPECT_EQ(shares(kubefed(1, equal("ABCD"))), (Shares{{"A", 0}, {"B", 0}, {"C", 0}, {"D", 1}}));
    EXPECT_EQ(shares(kubefed(1, equal("A"))), (Shares{{"A", 1}}));
    auto keyed = kubefed(1, equal("AB"));
    int toA = 0;
    for (std::size_t length = 1; length <= 30; ++length) {
        keyed.hashKey = "default/" + std::string(length, 'x');
        toA += shares(keyed)["A"] == 1 ? 1 : 0;
    }
    EXPECT_GT(toA, 0) << "the key must be able to turn the order";
    EXPECT_LT(toA, 30);
}

TEST(Kubefed, KeepsWhatRunsUnlessItMayRebalance)
{
    struct Row {
        std::int64_t replicas;
        Shares current;
        Shares expected;
    };
    const Row rows[] = {
        {50, {{"A", 0}, {"B", 0}, {"C", 30}}, {{"A", 10}, {"B", 10}, {"C", 30}}},
        {50, {{"A", 30}, {"B", 0}}, {{"A", 30}, {"B", 20}}},
        {15, {{"A", 0}, {"B", 8}}, {{"A", 7}, {"B", 8}}},
        {15, {{"A", 4}, {"B", 8}}, {{"A", 7}, {"B", 8}}},
        {15, {{"A", 7}, {"B", 8}}, {{"A", 7}, {"B", 8}}},
        {500000, {{"A", 300000}, {"B", 0}}, {{"A", 300000}, {"B", 200000}}},
        {50, {{"A", 10}, {"B", 0}}, {{"A", 25}, {"B", 25}}},
        {50, {{"A", 10}, {"B", 70}}, {{"A", 0}, {"B", 50}}},
        {1, {{"A", 30}, {"B", 0}}, {{"A", 1}, {"B", 0}}},
        {50, {{"A", 10}, {"B", 20}}, {{"A", 25}, {"B", 25}}},
    };
    for (const auto& row : rows) {
        auto problem = kubefed(row.replicas, {});
        for (const auto& [name, current] : row.current) {
            problem.clusters.push_back(cluster(name));
            problem.clusters.back().current = current;
        }
        EXPECT_EQ(shares(problem), row.expected) << ::testing::PrintToString(row.current);
    }
    auto moved = kubefed(50, equal("AB"));
    moved.clusters[0].current = 30;
    moved.rebalance = true;
    EXPECT_EQ(shares(moved), (Shares{{"A", 25}, {"B", 25}}));
}

TEST(Kubefed, ReportsWhatACapacityRefuses)
{
    struct Row {
        bool rebalance;
        std::int64_t replicas;
        std::vector<Cluster> clusters;
        Shares capacity;
        Shares expected;
        Shares overflow;
    };
    const Row rows[] = {
        {true, 50, equal("ABC"), {{"C", 10}}, {{"A", 20}, {"B", 20}, {"C", 10}}, {{"C", 7}}},
        {true, 50, {cluster("B"), cluster("C", 0)}, {{"B", 10}}, {{"B", 10}, {"C", 0}}, {{"B", 40}}},
        {true,
         60,
         {cluster("A"), cluster("B", 2), cluster("C", 0)},
         {{"B", 10}},
         {{"A", 50}, {"B", 10}, {"C", 0}},
         {{"B", 30}}},
        {true,
         71,
         {limited("A", 10000, 0, 10), cluster("B"), limited("C", 1, 0, 21), limited("D", 1, 0, 10)},
         {{"C", 10}},
         {{"A", 10}, {"B", 41}, {"C", 10}, {"D", 10}},
         {{"C", 11}}},
        {false, 60, equal("AB"), {{"A", 10}, {"B", 10}}, {{"A", 10}, {"B", 10}}, {{"A", 20}, {"B", 20}}},
        {false, 60, {cluster("A"), cluster("B", 5)}, {{"B", 10}}, {{"A", 50}, {"B", 10}}, {}},
        {false,
         50,
         {limited("A", 0, 20), limited("B", 0, 20), limited("C", 0, 20)},
         {{"B", 10}},
         {{"A", 20}, {"B", 10}, {"C", 20}},
         {}},
        {true, 60, {limited("A", 1, 20), limited("B", 1, 20)}, {{"B", 10}}, {{"A", 50}, {"B", 10}}, {{"B", 15}}},
    };
    int line = 0;
    for (const auto& row : rows) {
        auto problem = kubefed(row.replicas, row.clusters);
        problem.rebalance = row.rebalance;
        for (auto& c : problem.clusters) {
            if (row.capacity.count(c.name))
                c.capacity = row.capacity.at(c.name);
        }
        const auto division = divided(problem);
        EXPECT_EQ(division.replicas, row.expected) << "row " << line;
        EXPECT_EQ(division.overflow, row.overflow) << "row " << line;
        ++line;
    }
}

TEST(Kubefed, GivesMinimumsInOrderAndStopsAtMaximums)
{
    const auto all = [](std::int64_t weight, std::int64_t min, std::optional<std::int64_t> max = {}) {
        return std::vector<Cluster>{limited("A", weight, min, max), limited("B", weight, min, max),
                                    limited("C", weight, min, max)};
    };
    EXPECT_EQ(shares(kubefed(50, all(0, 2))), (Shares{{"A", 2}, {"B", 2}, {"C", 2}}));
    EXPECT_EQ(shares(kubefed(50, all(0, 20))), (Shares{{"A", 10}, {"B", 20}, {"C", 20}}));
    EXPECT_EQ(shares(kubefed(50, {limited("A", 1, 100), limited("B", 0, 20), limited("C", 0, 20)})),
              (Shares{{"A", 50}, {"B", 0}, {"C", 0}}));
    EXPECT_EQ(shares(kubefed(50, all(1, 10, 12))), (Shares{{"A", 12}, {"B", 12}, {"C", 12}}));
    EXPECT_EQ(divided(kubefed(50, all(1, 10, 12))).unplaced, 14);
    EXPECT_EQ(shares(kubefed(50, all(1, 0, 2))), (Shares{{"A", 2}, {"B", 2}, {"C", 2}}));
    EXPECT_EQ(shares(kubefed(50, all(0, 0, 2))), (Shares{{"A", 0}, {"B", 0}, {"C", 0}}));
}

TEST(Kubefed, DividesByWeightInRounds)
{
    EXPECT_EQ(shares(kubefed(60, {cluster("A"), cluster("B", 2), cluster("C", 0)})),
              (Shares{{"A", 20}, {"B", 40}, {"C", 0}}));
    EXPECT_EQ(shares(kubefed(50, {cluster("A", 10000), cluster("B"), cluster("C", 0)})),
              (Shares{{"A", 50}, {"B", 0}, {"C", 0}}));
    EXPECT_EQ(shares(kubefed(50, {limited("A", 10000, 0, 10), cluster("B"), cluster("C")})),
              (Shares{{"A", 10}, {"B", 20}, {"C", 20}}));
    EXPECT_EQ(
        shares(kubefed(71, {limited("A", 10000, 0, 10), cluster("B"), limited("C", 1, 0, 21), limited("D", 1, 0, 10)})),
        (Shares{{"A", 10}, {"B", 30}, {"C", 21}, {"D", 10}}));
    EXPECT_EQ(shares(kubefed(91, {limited("A", 10000, 0, 10), cluster("B"), limited("C", 1, 0, 21),
                                  limited("D", 1, 0, 10), cluster("E")})),
              (Shares{{"A", 10}, {"B", 25}, {"C", 21}, {"D", 10}, {"E", 25}}));
}

TEST(Kubefed, DiffersFromWebsterWhereTheSurveyFoundIt)
{
    int differing = 0;
    for (const std::int64_t aws : {1, 2, 3, 5}) {
        for (const std::int64_t azure : {1, 2, 3, 5}) {
            for (const std::int64_t gke : {1, 2, 3, 5}) {
                for (std::int64_t replicas = 1; replicas <= 20; ++replicas) {
                    auto problem = walkThrough(replicas, aws, azure, gke);
                    const auto first = shares(problem);
                    problem.algorithm = Algorithm::Webster;
                    differing += first != shares(problem) ? 1 : 0;
                }
            }
        }
    }
    EXPECT_EQ(differing, 854) << "of 1280, measured against both originals";
}

TEST(Kubefed, HasTheSumTheLimitsAndDoesNotDependOnTheOrder)
{
    RandomProblems problems;
    SCOPED_TRACE(problems.trace());
    for (int i = 0; i < 3000; ++i) {
        auto problem = problems.next(Algorithm::Kubefed, true);
        const auto division = divided(problem);
        ASSERT_EQ(sum(division.replicas) + division.unplaced, problem.replicas) << "problem " << i;
        for (const auto& c : problem.clusters) {
            const auto share = division.replicas.at(c.name);
            ASSERT_GE(share, 0) << "problem " << i;
            ASSERT_LE(share, c.max.value_or(share)) << "problem " << i;
            ASSERT_LE(share, c.capacity.value_or(share)) << "problem " << i;
        }
        for (const auto& [name, overflow] : division.overflow)
            ASSERT_GT(overflow, 0) << "problem " << i;
        problems.shuffle(problem);
        ASSERT_EQ(divided(problem).replicas, division.replicas) << "problem " << i;
    }
}

} // namespace orrery::planner
