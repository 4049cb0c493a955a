#include "federation/decision.h"
#include "federation/documents.h"
#include "federation/kind.h"

#include <gmock/gmock.h>

#include <numeric>
#include <random>

/// What the kinds divide beside their replicas.
namespace orrery::federation {

namespace {

using api::Json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Numbers = std::map<std::string, std::int64_t>;

FederatedKind kind(const char* apiVersion, const char* name)
{
    return kindOf(*builtIn(apiVersion, name));
}

Divided divided(const FederatedKind& of, const std::string& spec, const Dividing& dividing)
{
    return of.divide(yaml("{metadata: {name: x}, spec: " + spec + "}"), dividing);
}

Numbers numbers(const Divided& made, const std::string& pointer)
{
    Numbers out;
    for (const auto& [cluster, part] : made.parts) {
        if (const auto found = part.find(pointer); found != part.end())
            out[cluster] = found->second.get<std::int64_t>();
    }
    return out;
}

std::int64_t sum(const Numbers& numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t(0),
                           [](std::int64_t so, const auto& entry) { return so + entry.second; });
}

FederatedKind jobs()
{
    return kind("batch/v1", "Job");
}
FederatedKind autoscalers()
{
    return kind("autoscaling/v2", "HorizontalPodAutoscaler");
}
FederatedKind statefulSets()
{
    return kind("apps/v1", "StatefulSet");
}
FederatedKind budgets()
{
    return kind("policy/v1", "PodDisruptionBudget");
}

Dividing shares(Numbers replicas)
{
    Dividing made;
    made.replicas = std::move(replicas);
    return made;
}

} // namespace

TEST(DivideJob, GivesCompletionsInProportionToTheParallelism)
{
    const auto made = divided(jobs(), "{parallelism: 3, completions: 10}", shares({{"a", 2}, {"b", 1}, {"c", 0}}));
    EXPECT_EQ(numbers(made, "/spec/completions"), (Numbers{{"a", 7}, {"b", 3}, {"c", 0}}));
    EXPECT_THAT(made.notes, IsEmpty());
    EXPECT_TRUE(divided(jobs(), "{parallelism: 3}", shares({{"a", 3}})).parts.empty());
}

TEST(DivideJob, SaysThatIndexesRepeat)
{
    const auto made =
        divided(jobs(), "{parallelism: 2, completions: 4, completionMode: Indexed}", shares({{"a", 1}, {"b", 1}}));
    EXPECT_EQ(numbers(made, "/spec/completions"), (Numbers{{"a", 2}, {"b", 2}}));
    EXPECT_THAT(made.notes, ElementsAre(HasSubstr("the same index runs in several")));
}

TEST(DivideJob, RefusesANumberThatIsNone)
{
    for (const auto* completions : {"-1", "2147483648", "18446744073709551615", "many", "1.5"}) {
        const auto made = divided(jobs(), std::string("{completions: ") + completions + "}", shares({{"a", 1}}));
        ASSERT_TRUE(made.error) << completions;
        EXPECT_THAT(made.error->message, HasSubstr("spec.completions is not a whole number"));
    }
}

TEST(DivideAutoscaler, KeepsTheSumAndEveryClusterValid)
{
    struct Row {
        const char* spec;
        Numbers maxima;
        Numbers minima;
    };
    const Row rows[] = {
        {"{minReplicas: 4, maxReplicas: 10}", {{"a", 5}, {"b", 5}}, {{"a", 2}, {"b", 2}}},
        {"{minReplicas: 3, maxReplicas: 10}", {{"a", 8}, {"b", 2}}, {{"a", 2}, {"b", 1}}},
        {"{minReplicas: 1, maxReplicas: 10}", {{"a", 5}, {"b", 5}}, {{"a", 1}, {"b", 1}}},
        {"{minReplicas: 10, maxReplicas: 10}", {{"a", 7}, {"b", 3}}, {{"a", 7}, {"b", 3}}},
        {"{minReplicas: 0, maxReplicas: 10}", {{"a", 5}, {"b", 5}}, {{"a", 0}, {"b", 0}}},
        {"{maxReplicas: 10}", {{"a", 5}, {"b", 5}}, {}},
    };
    for (const auto& row : rows)
        EXPECT_EQ(numbers(divided(autoscalers(), row.spec, shares(row.maxima)), "/spec/minReplicas"), row.minima)
            << row.spec;
    EXPECT_THAT(divided(autoscalers(), rows[2].spec, shares(rows[2].maxima)).notes,
                ElementsAre("spec.minReplicas 1 is 2 in all: every cluster needs at least 1"));
}

TEST(DivideAutoscaler, LeavesOutWhoWouldHaveNone)
{
    const auto made =
        divided(autoscalers(), "{minReplicas: 1, maxReplicas: 2}", shares({{"a", 1}, {"b", 1}, {"c", 0}}));
    EXPECT_EQ(numbers(made, "/spec/minReplicas"), (Numbers{{"a", 1}, {"b", 1}}));
    EXPECT_THAT(made.excluded.at("c"), HasSubstr("spec.maxReplicas does not reach this cluster"));
    EXPECT_TRUE(divided(autoscalers(), "{minReplicas: 3, maxReplicas: 2}", shares({{"a", 2}})).error);
}

TEST(DivideAutoscaler, HoldsForAnyNumbers)
{
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        Numbers maxima;
        for (std::uint32_t i = 0; i <= random() % 6; ++i)
            maxima["c" + std::to_string(i)] = random() % 20;
        const auto max = sum(maxima);
        const auto min = max == 0 ? 0 : std::int64_t(random() % std::uint32_t(max + 1));
        const auto made = divided(
            autoscalers(), "{minReplicas: " + std::to_string(min) + ", maxReplicas: " + std::to_string(max) + "}",
            shares(maxima));
        ASSERT_FALSE(made.error);
        const auto minima = numbers(made, "/spec/minReplicas");
        for (const auto& [cluster, least] : minima) {
            EXPECT_LE(least, maxima[cluster]);
            EXPECT_GE(least, min == 0 ? 0 : 1);
        }
        const auto clusters = std::int64_t(maxima.size() - made.excluded.size());
        EXPECT_EQ(sum(minima), min == 0 ? 0 : std::max(min, clusters)) << "round " << round;
    }
}

TEST(DivideStatefulSet, NumbersPodsSoThatNoTwoClustersShareOne)
{
    const auto made = divided(statefulSets(), "{replicas: 7}", shares({{"a", 3}, {"b", 2}, {"c", 2}}));
    EXPECT_EQ(made.firstOrdinals, (Numbers{{"a", 0}, {"b", 10}, {"c", 20}}));
    EXPECT_EQ(numbers(made, "/spec/ordinals/start"), (Numbers{{"b", 10}, {"c", 20}})) << "0 need not be said";
    const auto based = divided(statefulSets(), "{replicas: 20, ordinals: {start: 5}}", shares({{"a", 10}, {"b", 10}}));
    EXPECT_EQ(based.firstOrdinals, (Numbers{{"a", 5}, {"b", 105}}));
    EXPECT_TRUE(divided(statefulSets(), "{replicas: 7}", shares({{"b", 7}})).parts.empty());
}

TEST(DivideStatefulSet, LeavesNumbersAloneAsLongAsTheyDoNotMeet)
{
    auto where = shares({{"a", 4}, {"b", 8}, {"c", 0}});
    where.firstOrdinals = {{"b", 0}, {"c", 10}};
    auto made = divided(statefulSets(), "{replicas: 12}", where);
    EXPECT_EQ(made.firstOrdinals, (Numbers{{"a", 100}, {"b", 0}, {"c", 10}})) << "a joined later";
    EXPECT_THAT(made.notes, IsEmpty());
    where.replicas["b"] = 11;
    made = divided(statefulSets(), "{replicas: 15}", where);
    EXPECT_EQ(made.firstOrdinals.at("b"), 0);
    EXPECT_NE(made.firstOrdinals.at("c"), 10);
    EXPECT_THAT(made.notes, ElementsAre(HasSubstr("in c pods are numbered from")));
}

TEST(DivideStatefulSet, NamesTheServerThatKnowsNoOrdinals)
{
    auto where = shares({{"a", 2}, {"b", 2}, {"c", 2}});
    where.versions = {{"a", "v1.30.2"}, {"b", "v1.26.9"}, {"c", "v1.25.1+k3s1"}};
    const auto made = divided(statefulSets(), "{replicas: 6}", where);
    EXPECT_EQ(made.firstOrdinals.at("b"), 0) << "who counts from 0 anyway has the 0";
    EXPECT_EQ(numbers(made, "/spec/ordinals/start").size(), 1u);
    EXPECT_THAT(made.notes, ElementsAre(HasSubstr("c runs v1.25.1+k3s1, which has no spec.ordinals")));
}

TEST(DivideStatefulSet, HoldsForAnyHistory)
{
    std::mt19937 random(11);
    auto where = shares({});
    for (int round = 0; round < 500; ++round) {
        where.replicas.clear();
        for (int i = 0; i < 5; ++i) {
            if (random() % 4 != 0)
                where.replicas["c" + std::to_string(i)] = random() % 30;
        }
        const auto total = sum(where.replicas);
        const auto made = divided(statefulSets(), "{replicas: " + std::to_string(total) + "}", where);
        ASSERT_EQ(made.firstOrdinals.size(), where.replicas.size());
        std::set<std::int64_t> taken;
        for (const auto& [cluster, start] : made.firstOrdinals) {
            for (std::int64_t i = 0; i < where.replicas[cluster]; ++i)
                EXPECT_TRUE(taken.insert(start + i).second) << "round " << round << ": " << start + i << " twice";
        }
        where.firstOrdinals = made.firstOrdinals;
        const auto again = divided(statefulSets(), "{replicas: " + std::to_string(total) + "}", where);
        EXPECT_EQ(again.firstOrdinals, made.firstOrdinals) << "nothing moves by itself";
    }
}

TEST(DivideBudget, SharesAbsoluteNumbersAsTheWorkloadIsShared)
{
    auto where = shares({{"a", 0}, {"b", 0}, {"c", 0}});
    where.selected = {{"a", 5}, {"b", 3}};
    EXPECT_EQ(numbers(divided(budgets(), "{minAvailable: 6}", where), "/spec/minAvailable"),
              (Numbers{{"a", 4}, {"b", 2}, {"c", 0}}));
    const auto one = divided(budgets(), "{maxUnavailable: 1}", where);
    EXPECT_EQ(numbers(one, "/spec/maxUnavailable"), (Numbers{{"a", 1}, {"b", 0}, {"c", 0}}));
    EXPECT_THAT(one.notes, ElementsAre(HasSubstr("spec.maxUnavailable is 0 in b")));
}

TEST(DivideBudget, KeepsPercentagesAndWhatProtectsNothingThatIsDivided)
{
    auto where = shares({{"a", 0}, {"b", 0}});
    where.selected = {{"a", 5}, {"b", 3}};
    EXPECT_TRUE(divided(budgets(), "{maxUnavailable: 25%}", where).parts.empty());
    where.selected.clear();
    const auto made = divided(budgets(), "{minAvailable: 2}", where);
    EXPECT_TRUE(made.parts.empty());
    EXPECT_THAT(made.notes, ElementsAre(HasSubstr("the same in every cluster")));
    EXPECT_TRUE(divided(budgets(), "{minAvailable: -1}", where).error);
}

// --- in the decision

namespace {

Situation situation(const std::vector<std::string>& names, const FederatedKind& of)
{
    Situation made;
    made.resource = of.resource;
    for (const auto& name : names) {
        MemberCluster cluster;
        cluster.name = name;
        made.clusters.push_back(std::move(cluster));
    }
    return made;
}

Federated object(const FederatedKind& of, const std::string& spec)
{
    Federated made;
    made.key = {"shop", "x"};
    made.manifest = yaml("{metadata: {name: x, namespace: shop}, spec: " + spec + "}");
    made.manifest["kind"] = of.resource.kind;
    made.manifest["apiVersion"] = of.resource.apiVersion();
    return made;
}

} // namespace

TEST(DecideKinds, WritesEachClustersPart)
{
    const auto hpa =
        decide(object(autoscalers(), "{minReplicas: 3, maxReplicas: 9}"), situation({"a", "b"}, autoscalers()));
    EXPECT_EQ(hpa.targets.at("a").manifest["spec"], (Json{{"minReplicas", 2}, {"maxReplicas", 5}}));
    EXPECT_EQ(hpa.targets.at("b").manifest["spec"], (Json{{"minReplicas", 1}, {"maxReplicas", 4}}));
    const auto few = decide(object(autoscalers(), "{maxReplicas: 1}"), situation({"a", "b"}, autoscalers()));
    EXPECT_EQ(few.targets.size(), 1u);
    EXPECT_THAT(few.excluded.at("b"), HasSubstr("maxReplicas"));
    const auto set = decide(object(statefulSets(), "{replicas: 4}"), situation({"a", "b"}, statefulSets()));
    EXPECT_EQ(set.targets.at("b").manifest["spec"]["ordinals"], (Json{{"start", 10}}));
    EXPECT_EQ(set.targets.at("a").firstOrdinal, 0);
}

TEST(DecideKinds, RemembersWhereAStatefulSetBegins)
{
    auto set = object(statefulSets(), "{replicas: 4}");
    ClusterStatus there;
    there.cluster = "b";
    there.state = PlacementState::InSync;
    there.replicas = 4;
    set.statuses = {there};
    const auto decision = decide(set, situation({"a", "b"}, statefulSets()));
    EXPECT_EQ(decision.targets.at("b").firstOrdinal, 0) << "it ran before ordinals were written";
    EXPECT_EQ(decision.targets.at("a").firstOrdinal, 10);
}

TEST(DecideKinds, WritesNothingOfANumberThatIsNone)
{
    const auto decision = decide(object(jobs(), "{parallelism: 2, completions: -4}"), situation({"a", "b"}, jobs()));
    ASSERT_EQ(decision.targets.size(), 2u);
    ASSERT_TRUE(decision.targets.at("a").error);
    EXPECT_THAT(decision.targets.at("a").error->message, HasSubstr("spec.completions"));
}

TEST(DecideFollow, GoesOnlyWhereItIsNeededWithoutAPlacementOfItsOwn)
{
    const auto configMaps = kindOf(*builtIn("v1", "ConfigMap"));
    auto where = situation({"a", "b", "c"}, configMaps);
    where.followed = {{"b", "Deployment shop/web"}, {"gone", "Deployment shop/web"}};
    auto settings = object(configMaps, "{}");
    auto decision = decide(settings, where);
    EXPECT_EQ(decision.targets.size(), 1u);
    EXPECT_TRUE(decision.targets.contains("b"));
    EXPECT_EQ(decision.trace.placement, "follows Deployment shop/web");
    EXPECT_TRUE(decision.propagateDeps) << "what it needs itself follows as well";
    settings.ownPlacement = true;
    settings.placement.affinities = {{.clusterNames = {"a"}}};
    decision = decide(settings, where);
    EXPECT_EQ(decision.targets.size(), 2u);
    EXPECT_FALSE(decision.excluded.contains("b"));
    EXPECT_THAT(decision.trace.placement, HasSubstr("b: follows Deployment shop/web"));
    where.clusters[1].deleting = true;
    EXPECT_FALSE(decide(settings, where).targets.contains("b"));
}

} // namespace orrery::federation
