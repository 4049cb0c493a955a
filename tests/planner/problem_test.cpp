#include "planner/problems.h"

#include "planner/fnv.h"

#include <gmock/gmock.h>

namespace orrery::planner {

using ::testing::HasSubstr;

TEST(Fnv, GivesThePublishedValues)
{
    EXPECT_EQ(fnv1(""), 0x811c9dc5u);
    EXPECT_EQ(fnv1("a"), 0x050c5d7eu);
    EXPECT_EQ(fnv1("foobar"), 0x31f0b262u);
    EXPECT_EQ(fnv1a("a"), 0xe40c292cu);
    EXPECT_EQ(fnv1a("foobar"), 0xbf9cf968u);
    EXPECT_EQ(fnv1("bar", fnv1("foo")), fnv1("foobar"));
}

struct Refusal {
    const char* name;
    Problem problem;
    const char* message;
};

Problem with(void (*change)(Problem&))
{
    auto problem = problemOf(Algorithm::Webster, 3, {cluster("aws"), cluster("azure")});
    change(problem);
    return problem;
}

TEST(Problem, IsRefusedWithTheReasonWhenItMakesNoSense)
{
    const Refusal refusals[] = {
        {"negative replicas", with([](Problem& p) { p.replicas = -1; }), "replicas is negative (-1)"},
        {"too many replicas", with([](Problem& p) { p.replicas = 2147483648; }), "the most is 2147483647"},
        {"no name", with([](Problem& p) { p.clusters[0].name = ""; }), "a cluster has no name"},
        {"twice", with([](Problem& p) { p.clusters[1].name = "aws"; }), "cluster \"aws\" is there twice"},
        {"weight", with([](Problem& p) { p.clusters[1].weight = -2; }), "cluster \"azure\": weight is negative (-2)"},
        {"huge weight", with([](Problem& p) { p.clusters[1].weight = INT64_MAX; }), "weight is 9223372036854775807"},
        {"min", with([](Problem& p) { p.clusters[0].min = -1; }), "cluster \"aws\": minimum is negative (-1)"},
        {"max", with([](Problem& p) { p.clusters[0].max = -1; }), "maximum is negative (-1)"},
        {"current", with([](Problem& p) { p.clusters[0].current = -1; }), "current is negative (-1)"},
        {"capacity", with([](Problem& p) { p.clusters[0].capacity = -1; }), "capacity is negative (-1)"},
        {"seats", with([](Problem& p) { p.clusters[0].seats = -1; }), "seats is negative (-1)"},
        {"min above max", with([](Problem& p) {
             p.clusters[0].min = 3;
             p.clusters[0].max = 2;
         }),
         "the minimum 3 is above the maximum 2"},
    };
    for (auto refusal : refusals) {
        for (const auto algorithm : {Algorithm::Webster, Algorithm::Kubefed}) {
            refusal.problem.algorithm = algorithm;
            const auto answer = divide(refusal.problem);
            ASSERT_FALSE(answer) << refusal.name;
            EXPECT_EQ(answer.error().kind, ErrorKind::Invalid) << refusal.name;
            EXPECT_EQ(answer.error().code, "division.invalid") << refusal.name;
            EXPECT_THAT(answer.error().message, HasSubstr(refusal.message)) << refusal.name;
        }
    }
}

TEST(Problem, AtTheLargestNumbersDoesNotOverflow)
{
    constexpr std::int64_t most = 2147483647;
    for (const auto algorithm : {Algorithm::Webster, Algorithm::Kubefed}) {
        const auto problem = problemOf(algorithm, most, {cluster("a", most), cluster("b", most), cluster("c", most)});
        EXPECT_EQ(sum(shares(problem)), most);
    }
}

TEST(Problem, WithoutClustersLeavesEverythingUnplaced)
{
    for (const auto algorithm : {Algorithm::Webster, Algorithm::Kubefed}) {
        const auto division = divided(problemOf(algorithm, 4, {}));
        EXPECT_TRUE(division.replicas.empty());
        EXPECT_EQ(division.unplaced, 4);
    }
}

TEST(Division, ExplainsItselfInWords)
{
    auto problem = problemOf(Algorithm::Webster, 10, {cluster("aws"), cluster("azure"), cluster("gke")});
    EXPECT_THAT(
        divided(problem).steps,
        ::testing::ElementsAre("webster: 10 replicas over 3 clusters, each to the largest weight / (2 x replicas + 1)",
                               "tie for the last replica: aws before azure", "aws: weight 1, quota 3.33, gets 4",
                               "azure: weight 1, quota 3.33, gets 3", "gke: weight 1, quota 3.33, gets 3"));
    problem.algorithm = Algorithm::Kubefed;
    problem.hashKey = "default/microbot";
    const auto steps = divided(problem).steps;
    ASSERT_EQ(steps.size(), 3u);
    EXPECT_EQ(steps[0], "kubefed: 10 replicas over 3 clusters, shares rounded up");
    EXPECT_THAT(steps[1], HasSubstr("in the order of weight, then hash: "));
    EXPECT_THAT(steps[2], HasSubstr("round 1 of 10: "));
    EXPECT_THAT(steps[2], HasSubstr("+2"));
}

} // namespace orrery::planner
