#include "federation/room.h"
#include "federation/schedule.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;

ClusterFacts facts()
{
    ClusterFacts made;
    made.cpuAllocatable = 8;
    made.cpuRequested = 6;
    made.memoryAllocatable = 16.0 * (1 << 30);
    made.memoryRequested = 4.0 * (1 << 30);
    made.podsAllocatable = 110;
    made.pods = 100;
    return made;
}

Json pods(const char* containers, const char* inits = "[]")
{
    return {
        {"spec",
         {{"template",
           {{"spec", {{"containers", *api::parseJson(containers)}, {"initContainers", *api::parseJson(inits)}}}}}}}};
}

TEST(Room, IsTheLeastOfWhatEachResourceAllows)
{
    EXPECT_EQ(roomFor(pods(R"([{"resources": {"requests": {"cpu": "500m"}}}])"), facts()), 4);
    EXPECT_EQ(roomFor(pods(R"([{"resources": {"requests": {"cpu": "100m", "memory": "4Gi"}}}])"), facts()), 3);
    EXPECT_EQ(
        roomFor(pods(R"([{"resources": {"requests": {"cpu": "200m"}}}, {"resources": {"limits": {"cpu": "300m"}}}])"),
                facts()),
        4)
        << "containers add up, and a limit stands in for a request";
    EXPECT_EQ(roomFor(pods("[{}]"), facts()), 10) << "without requests the pods that nodes allow";
}

TEST(Room, CountsInitContainersWhereTheyNeedMore)
{
    constexpr auto small = R"([{"resources": {"requests": {"cpu": "100m"}}}])";
    EXPECT_EQ(roomFor(pods(small, R"([{"resources": {"requests": {"cpu": 1}}}])"), facts()), 2);
    EXPECT_EQ(
        roomFor(pods(small, R"([{"restartPolicy": "Always", "resources": {"requests": {"cpu": "900m"}}}])"), facts()),
        2)
        << "a sidecar stays";
}

TEST(Room, KnowsWhichPodsOfAWorkloadFindNoNode)
{
    auto made = facts();
    const auto since = *parseRfc3339("2026-01-01T12:00:00Z");
    const auto later = since + std::chrono::minutes(1);
    made.waiting = {{"shop", {{"app", "web"}, {"tier", "gold"}}, since},
                    {"shop", {{"app", "web"}}, later},
                    {"shop", {{"app", "api"}}, since},
                    {"other", {{"app", "web"}}, since}};
    const auto selecting = [&](const char* selector) {
        return waitingFor({{"spec", {{"selector", *api::parseJson(selector)}}}}, "shop", made);
    };
    EXPECT_THAT(selecting(R"({"matchLabels": {"app": "web"}})"), testing::ElementsAre(since, later));
    EXPECT_THAT(selecting(R"({"matchExpressions": [{"key": "tier", "operator": "Exists"}]})"),
                testing::ElementsAre(since));
    EXPECT_THAT(selecting("null"), testing::IsEmpty()) << "who selects nothing has no pods";
}

TEST(Room, IsNeverNegativeAndUnknownWhereNothingWasCounted)
{
    auto full = facts();
    full.cpuRequested = 9;
    EXPECT_EQ(roomFor(pods(R"([{"resources": {"requests": {"cpu": "1m"}}}])"), full), 0);
    full.cpuRequested = -1;
    EXPECT_EQ(roomFor(pods("[{}]"), full), std::nullopt);
    EXPECT_EQ(roomFor({{"data", {{"a", "b"}}}}, facts()), std::nullopt);
}

MemberCluster cluster()
{
    MemberCluster made;
    made.name = "a";
    made.region = "east";
    made.labels = {{"tier", "gold"}};
    return made;
}

TEST(AClusterThatChanged, MattersOnlyToPlacementsThatLookAtIt)
{
    const auto before = cluster();
    Placement anywhere;
    EXPECT_FALSE(canMatter(anywhere, &before, &before));
    EXPECT_TRUE(canMatter(anywhere, nullptr, &before)) << "it has joined";
    EXPECT_TRUE(canMatter(anywhere, &before, nullptr)) << "it has left";

    auto relabelled = before;
    relabelled.labels["tier"] = "iron";
    EXPECT_FALSE(canMatter(anywhere, &before, &relabelled)) << "nobody asks for labels";
    Placement gold;
    gold.affinities = {{.labels = {.equal = {{"tier", "gold"}}}}};
    EXPECT_TRUE(canMatter(gold, &before, &relabelled));
    Placement weighted;
    weighted.weights = {{{.labels = {.equal = {{"tier", "gold"}}}}, 2, 0, {}}};
    EXPECT_TRUE(canMatter(weighted, &before, &relabelled));

    Placement elsewhere;
    elsewhere.affinities = {{.exclude = {"a"}}};
    auto leaving = before;
    leaving.deleting = true;
    EXPECT_TRUE(canMatter(anywhere, &before, &leaving));
    EXPECT_FALSE(canMatter(elsewhere, &before, &leaving)) << "it is excluded before and after";

    auto moved = before;
    moved.region = "west";
    EXPECT_FALSE(canMatter(anywhere, &before, &moved));
    Placement spreading;
    spreading.spread = {{SpreadConstraint::Field::Region, 2, {}}};
    EXPECT_TRUE(canMatter(spreading, &before, &moved));

    auto tainted = before;
    tainted.taints.push_back({"k", "", "NoSchedule", {}});
    EXPECT_TRUE(canMatter(anywhere, &before, &tainted));
    Placement tolerant;
    tolerant.tolerations = {{"k", true, "", "", {}}};
    EXPECT_FALSE(canMatter(tolerant, &before, &tainted));
}

} // namespace
} // namespace orrery::federation
