#include "federation/spread.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace orrery::federation {
namespace {

using Field = SpreadConstraint::Field;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> namesOf(const std::vector<SpreadGroup>& groups)
{
    std::vector<std::string> names;
    for (const auto& group : groups)
        names.push_back(group.name);
    return names;
}

/// Karmada's search as it is described, by trying every path.
std::vector<std::string> byTryingAll(std::vector<SpreadGroup> groups, std::int64_t min, std::int64_t max,
                                     std::int64_t target)
{
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.value, -a.weight, a.name) < std::tuple(b.value, -b.weight, b.name);
    });
    struct Path {
        std::int64_t weight = 0;
        std::int64_t value = 0;
        std::vector<SpreadGroup> groups{};
    };
    std::vector<Path> found;
    Path path;
    const std::function<void(std::size_t)> walk = [&](std::size_t begin) {
        const auto length = std::int64_t(path.groups.size());
        if (path.value >= target && length >= min && length <= max) {
            found.push_back(path);
            return;
        }
        if (length >= max)
            return;
        for (auto i = begin; i < groups.size(); ++i) {
            path.groups.push_back(groups[i]);
            path.weight += groups[i].weight;
            path.value += groups[i].value;
            walk(i + 1);
            path.weight -= groups[i].weight;
            path.value -= groups[i].value;
            path.groups.pop_back();
        }
    };
    walk(0);
    if (found.empty())
        return {};
    for (auto& one : found)
        std::sort(one.groups.begin(), one.groups.end(), [](const auto& a, const auto& b) {
            return std::tuple(-a.weight, a.name) < std::tuple(-b.weight, b.name);
        });
    std::stable_sort(found.begin(), found.end(), [](const Path& a, const Path& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.value > b.value;
    });
    auto best = namesOf(found.front().groups);
    for (const auto& one : found) {
        const auto names = namesOf(one.groups);
        if (names.size() < best.size() && std::equal(names.begin(), names.end(), best.begin()))
            best = names;
    }
    return best;
}

TEST(BestGroups, AreThoseOfTheFullSearch)
{
    std::mt19937 random(7);
    const auto upTo = [&](int most) { return std::int64_t(random() % unsigned(most + 1)); };
    for (int round = 0; round < 4000; ++round) {
        std::vector<SpreadGroup> groups;
        const auto count = 1 + upTo(7);
        for (std::int64_t i = 0; i < count; ++i)
            groups.push_back({std::string("r") + char('a' + i), 1 + upTo(4), upTo(5) * 1000 + upTo(1) * 100});
        std::shuffle(groups.begin(), groups.end(), random);
        const auto min = 1 + upTo(3);
        const auto max = min + upTo(5);
        const auto target = 1 + upTo(9);
        const auto best = bestGroups(groups, min, max, target);
        ASSERT_TRUE(best);
        ASSERT_EQ(namesOf(*best), byTryingAll(groups, min, max, target))
            << "round " << round << ": " << count << " groups, " << min << " to " << max << ", target " << target;
    }
}

TEST(BestGroups, PreferTheShorterOfTwoThatBeginAlike)
{
    const auto best = bestGroups({{"a", 1, 60}, {"b", 4, 40}, {"c", 5, 10}}, 1, 3, 5);
    ASSERT_TRUE(best);
    EXPECT_THAT(namesOf(*best), ElementsAre("a", "b"));
}

TEST(BestGroups, SayThatAProblemIsTooLargeInsteadOfHanging)
{
    std::vector<SpreadGroup> groups;
    for (int i = 0; i < 5000; ++i)
        groups.push_back({"r" + std::to_string(i), 1, i});
    const auto best = bestGroups(groups, 500, 5000, 500);
    ASSERT_FALSE(best);
    EXPECT_EQ(best.error().code, "placement.spread-size");
}

struct World {
    std::vector<ClusterTraits> clusters{};
    std::vector<SpreadCandidate> candidates{};

    void add(std::string name, std::string provider, std::string region, std::vector<std::string> zones,
             std::int64_t room, std::int64_t score = 0)
    {
        clusters.push_back({std::move(name), {}, std::move(provider), std::move(region), std::move(zones)});
        candidates.push_back({nullptr, score, room});
    }
    std::vector<std::string> choose(const std::vector<SpreadConstraint>& constraints,
                                    std::optional<std::int64_t> replicas, std::int64_t wanted = 0)
    {
        for (std::size_t i = 0; i < clusters.size(); ++i)
            candidates[i].cluster = &clusters[i];
        const auto choice = spread(constraints, candidates, replicas, wanted);
        if (!choice)
            return {choice.error().message};
        std::vector<std::string> names;
        for (const auto index : choice->chosen)
            names.push_back(clusters[index].name);
        std::sort(names.begin(), names.end());
        return names;
    }
};

TEST(Spread, ByClusterTakesTheBestAndGivesWayToRoom)
{
    World world;
    world.add("a", "", "", {}, 50, 100);
    world.add("b", "", "", {}, 60);
    world.add("c", "", "", {}, 80);
    world.add("d", "", "", {}, 40);
    const std::vector<SpreadConstraint> two{{Field::Cluster, 1, 2}};
    EXPECT_THAT(world.choose(two, std::nullopt), ElementsAre("a", "c")) << "all in each: score, then room";
    EXPECT_THAT(world.choose(two, 120), ElementsAre("a", "c"));
    world.candidates[1].score = 100;
    EXPECT_THAT(world.choose(two, 110), ElementsAre("a", "b"));
    EXPECT_THAT(world.choose(two, 120), ElementsAre("b", "c")) << "a is the last of the two, by room";
    EXPECT_THAT(world.choose(two, 200).front(), HasSubstr("room for 140, 200 are wanted"));
    EXPECT_THAT(world.choose({{Field::Cluster, 7, {}}}, 10).front(), HasSubstr("at least 7"));
}

TEST(Spread, WithoutAMaximumTakesEveryCluster)
{
    World world;
    for (const auto* name : {"a", "b", "c"})
        world.add(name, "", "", {}, 5);
    EXPECT_THAT(world.choose({{Field::Cluster, 1, {}}}, 3), ElementsAre("a", "b", "c"));
}

TEST(Spread, ByRegionTakesOneOfEachAndFillsUpWithTheBest)
{
    World world;
    world.add("a1", "", "east", {}, 9);
    world.add("a2", "", "east", {}, 8);
    world.add("b1", "", "west", {}, 3);
    world.add("b2", "", "west", {}, 2);
    world.add("c1", "", "north", {}, 1);
    const std::vector<SpreadConstraint> constraints{{Field::Region, 2, 2}, {Field::Cluster, 2, 3}};
    EXPECT_THAT(world.choose(constraints, 8), ElementsAre("a1", "a2", "b1"));
    EXPECT_THAT(world.choose({{Field::Region, 4, {}}}, 8).front(), HasSubstr("region: there are 3, at least 4"));
    EXPECT_THAT(world.choose({{Field::Region, 1, 1}, {Field::Cluster, 3, {}}}, 8).front(),
                HasSubstr("have 3 clusters between them"));
}

TEST(Spread, DuplicatedPrefersRegionsWhereMoreClustersHoldAll)
{
    World world;
    world.add("a", "", "east", {}, 30);
    world.add("b", "", "east", {}, 1);
    world.add("c", "", "west", {}, 20);
    world.add("d", "", "west", {}, 20);
    const std::vector<SpreadConstraint> one{{Field::Region, 1, 1}, {Field::Cluster, 1, 2}};
    EXPECT_THAT(world.choose(one, std::nullopt, 20), ElementsAre("c", "d"));
    EXPECT_THAT(world.choose(one, std::nullopt, 25), ElementsAre("a", "b"));
}

TEST(Spread, ByProviderAndZoneWorksAlikeAndTheFinerStaysWithinTheCoarser)
{
    World world;
    world.add("a", "aws", "", {"z1"}, 9);
    world.add("b", "aws", "", {"z2"}, 8);
    world.add("c", "gcp", "", {"z3", "z4"}, 7);
    world.add("d", "azure", "", {"z5"}, 1);
    EXPECT_THAT(world.choose({{Field::Provider, 2, 2}, {Field::Cluster, 1, 2}}, 4), ElementsAre("a", "c"));
    EXPECT_THAT(world.choose({{Field::Zone, 3, 3}, {Field::Cluster, 3, 3}}, 9), ElementsAre("a", "b", "c"));
    EXPECT_THAT(world.choose({{Field::Provider, 1, 1}, {Field::Zone, 2, 2}, {Field::Cluster, 2, {}}}, 9),
                ElementsAre("a", "b"));
}

TEST(Spread, DoesNotDependOnTheOrderOfClusters)
{
    std::mt19937 random(11);
    World world;
    for (int i = 0; i < 12; ++i)
        world.add("c" + std::to_string(i), i % 2 ? "p" : "q", "r" + std::to_string(i % 4), {}, i % 3);
    const std::vector<SpreadConstraint> constraints{{Field::Region, 2, 3}, {Field::Cluster, 3, 5}};
    const auto first = world.choose(constraints, 4);
    ASSERT_EQ(first.size(), 5u);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(world.clusters.begin(), world.clusters.end(), random);
        for (std::size_t k = 0; k < world.clusters.size(); ++k)
            world.candidates[k].room = std::stoi(world.clusters[k].name.substr(1)) % 3;
        EXPECT_EQ(world.choose(constraints, 4), first);
    }
}

std::string refused(const char* list)
{
    const auto read = readSpreadConstraints(*api::parseJson(list), "spec.spreadConstraints");
    return read ? "" : read.error().message;
}

TEST(Spread, RefusesWhatContradictsItself)
{
    EXPECT_THAT(refused(R"([{"spreadByField": "rack"}])"), HasSubstr("[0].spreadByField is \"rack\""));
    EXPECT_THAT(refused(R"([{"minGroups": 3, "maxGroups": 2}])"), HasSubstr("[0].maxGroups is below"));
    EXPECT_THAT(refused(R"([{"spreadByField": "zone"}, {"spreadByField": "zone"}])"), HasSubstr("[1].spreadByField"));
    EXPECT_THAT(refused(R"([{"minGroups": -1}])"), HasSubstr("[0].minGroups is -1"));
    EXPECT_THAT(refused(R"([{"spreadByLabel": "x"}])"), HasSubstr("[0].spreadByLabel is not a field"));
    const auto read = readSpreadConstraints(*api::parseJson(R"([{"maxGroups": 0}])"), "p");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->front().field, Field::Cluster);
    EXPECT_FALSE(read->front().max) << "0 is unset";
}

} // namespace
} // namespace orrery::federation
