#include "planner/divide.h"

#include <gmock/gmock.h>

#include <random>

namespace orrery::planner {
namespace {

using Numbers = std::map<std::string, std::int64_t>;

struct Given {
    std::string name;
    std::int64_t available;
    std::int64_t current = 0;
};

Problem problem(Algorithm algorithm, std::int64_t replicas, const std::vector<Given>& clusters, bool fresh = false)
{
    Problem made;
    made.algorithm = algorithm;
    made.replicas = replicas;
    made.fresh = fresh;
    for (const auto& given : clusters) {
        Cluster cluster;
        cluster.name = given.name;
        cluster.available = given.available;
        cluster.current = given.current;
        made.clusters.push_back(std::move(cluster));
    }
    return made;
}

Numbers divided(const Problem& given)
{
    const auto division = divide(given);
    EXPECT_TRUE(division) << division.error().text();
    return division ? division->replicas : Numbers();
}

TEST(Dynamic, DividesByFreeCapacity)
{
    EXPECT_EQ(divided(problem(Algorithm::Dynamic, 12, {{"a", 6}, {"b", 8}, {"c", 10}})),
              (Numbers{{"a", 3}, {"b", 4}, {"c", 5}}));
}

TEST(Dynamic, MoreThanFitsIsRefusedWhole)
{
    const auto division = divide(problem(Algorithm::Dynamic, 25, {{"a", 6}, {"b", 8}, {"c", 10}}));
    ASSERT_FALSE(division);
    EXPECT_EQ(division.error().code, "division.unschedulable");
    EXPECT_EQ(division.error().message, "the clusters have room for 24 replicas, 25 are wanted");
}

TEST(Dynamic, GrowthLeavesWhatRuns)
{
    EXPECT_EQ(divided(problem(Algorithm::Dynamic, 12, {{"a", 1, 6}, {"b", 3, 0}, {"c", 3, 0}})),
              (Numbers{{"a", 7}, {"b", 3}, {"c", 2}}));
}

TEST(Dynamic, ShrinksInProportionToWhatRuns)
{
    EXPECT_EQ(divided(problem(Algorithm::Dynamic, 6, {{"a", 0, 3}, {"b", 100, 3}, {"c", 100, 6}})),
              (Numbers{{"a", 2}, {"b", 1}, {"c", 3}}));
}

TEST(Dynamic, WhatIsAsWantedStays)
{
    EXPECT_EQ(divided(problem(Algorithm::Dynamic, 12, {{"a", 0, 11}, {"b", 100, 1}})), (Numbers{{"a", 11}, {"b", 1}}));
}

TEST(Dynamic, FreshCountsWhatRunsAsRoom)
{
    EXPECT_EQ(divided(problem(Algorithm::Dynamic, 12, {{"a", 0, 6}, {"b", 18, 0}}, true)),
              (Numbers{{"a", 3}, {"b", 9}}));
}

TEST(Aggregated, UsesTheFewestClusters)
{
    EXPECT_EQ(divided(problem(Algorithm::Aggregated, 12, {{"a", 6}, {"b", 8}, {"c", 10}})),
              (Numbers{{"a", 0}, {"b", 5}, {"c", 7}}));
    EXPECT_EQ(divided(problem(Algorithm::Aggregated, 12, {{"a", 12}, {"b", 8}, {"c", 10}})),
              (Numbers{{"a", 12}, {"b", 0}, {"c", 0}}));
}

TEST(Aggregated, FillsWhatIsInUseFirst)
{
    EXPECT_EQ(divided(problem(Algorithm::Aggregated, 6, {{"a", 4, 2}, {"b", 100}})), (Numbers{{"a", 6}, {"b", 0}}));
}

TEST(Aggregated, ShrinksIntoTheLargest)
{
    EXPECT_EQ(divided(problem(Algorithm::Aggregated, 6, {{"a", 0, 4}, {"b", 0, 7}})), (Numbers{{"a", 0}, {"b", 6}}));
}

TEST(ByCapacity, NobodyGetsMoreThanFitsAndTheSumIsExact)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        std::vector<Given> clusters;
        std::int64_t room = 0;
        for (unsigned i = 0; i < 2 + random() % 8; ++i) {
            clusters.push_back({"c" + std::to_string(i), std::int64_t(random() % 40)});
            room += clusters.back().available;
        }
        if (room == 0)
            continue;
        const auto replicas = std::int64_t(random()) % room;
        for (const auto algorithm : {Algorithm::Dynamic, Algorithm::Aggregated}) {
            std::int64_t sum = 0;
            const auto numbers = divided(problem(algorithm, replicas, clusters));
            for (const auto& given : clusters) {
                EXPECT_LE(numbers.at(given.name), given.available);
                sum += numbers.at(given.name);
            }
            EXPECT_EQ(sum, replicas);
        }
    }
}

} // namespace
} // namespace orrery::planner
