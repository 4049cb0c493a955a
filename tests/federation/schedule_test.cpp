#include "federation/simulate.h"
#include "federation/worlds.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::HasSubstr;

/// A world of three clusters, one Deployment and one policy, decided by `simulate`.
struct Scenario {
    Json clusters = Json::array({{{"name", "a"}, {"region", "east"}, {"provider", "aws"}},
                                 {{"name", "b"}, {"region", "west"}, {"provider", "aws"}},
                                 {{"name", "c"}, {"region", "west"}, {"provider", "gcp"}}});
    Json placement = Json::object();
    Json known = Json::object();
    Json spec = Json::object();
    Json resource = Json::object(); ///< what else is said of it
    std::int64_t replicas = 10;
    std::string now = "2026-01-01T00:10:00Z";

    [[nodiscard]] Json decided() const
    {
        Json policySpec = spec;
        policySpec["resourceSelectors"] = Json::array({{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}});
        policySpec["placement"] = placement;
        Json web{{"manifest",
                  {{"apiVersion", "apps/v1"},
                   {"kind", "Deployment"},
                   {"metadata", {{"name", "web"}, {"namespace", "shop"}}},
                   {"spec", {{"replicas", replicas}}}}},
                 {"clusters", known}};
        web.update(resource);
        const Json scenario{{"clusters", clusters},
                            {"now", now},
                            {"policies", Json::array({{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                                                       {"kind", "PropagationPolicy"},
                                                       {"metadata", {{"name", "p"}, {"namespace", "shop"}}},
                                                       {"spec", policySpec}}})},
                            {"resources", Json::array({web})}};
        const auto made = simulate(scenario);
        EXPECT_TRUE(made) << made.error().text();
        return made ? (*made)["placements"][0] : Json();
    }
    [[nodiscard]] Shares shares() const
    {
        Shares out;
        const auto made = decided();
        for (const auto& cluster : made["clusters"])
            out[cluster["name"]] = cluster["replicas"].get<std::int64_t>();
        return out;
    }
    [[nodiscard]] std::string why(const std::string& cluster) const
    {
        const auto made = decided();
        for (const auto& one : made["excluded"]) {
            if (one["name"] == cluster)
                return one["reason"];
        }
        return "";
    }
    [[nodiscard]] std::string error() const
    {
        const auto made = decided();
        return made.contains("error")
                 ? made["error"]["code"].get<std::string>() + " " + made["error"]["message"].get<std::string>()
                 : "";
    }
    void schedule(const char* text) { placement["replicaScheduling"] = *api::parseJson(text); }
    void available(int a, int b, int c)
    {
        known["a"]["available"] = a;
        known["b"]["available"] = b;
        known["c"]["available"] = c;
    }
};

constexpr auto dynamic = R"({"replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted",
                             "weightPreference": {"dynamicWeight": "AvailableReplicas"}})";
constexpr auto aggregated = R"({"replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated"})";

TEST(Schedule, DuplicatesWithoutReplicaScheduling)
{
    const Scenario scenario;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}, {"b", 10}, {"c", 10}}));
    EXPECT_EQ(scenario.decided()["policy"],
              (Json{{"kind", "PropagationPolicy"}, {"namespace", "shop"}, {"name", "p"}}));
}

TEST(Schedule, DividesByStaticWeights)
{
    Scenario scenario;
    scenario.replicas = 13;
    scenario.schedule(R"({"weightPreference": {"staticWeightList": [
        {"targetCluster": {"clusterNames": ["a"]}, "weight": 3},
        {"targetCluster": {"fieldSelector": {"matchExpressions": [{"key": "region", "operator": "In", "values": ["west"]}]}}, "weight": 1},
        {"targetCluster": {"clusterNames": ["b"]}, "weight": 2}]}})");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 7}, {"b", 4}, {"c", 2}})) << "webster at 3:2:1, b by its heaviest rule";
    scenario.placement["replicaScheduling"]["algorithm"] = "kubefed";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 7}, {"b", 5}, {"c", 1}}));
    scenario.schedule(
        R"({"weightPreference": {"staticWeightList": [{"targetCluster": {"clusterNames": ["a"]}, "weight": 1}]}})");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 13}}));
    EXPECT_EQ(scenario.why("b"), "no weight in staticWeightList");
    scenario.schedule(
        R"({"weightPreference": {"staticWeightList": [{"targetCluster": {"clusterNames": ["x"]}, "weight": 1}]}})");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 5}, {"b", 4}, {"c", 4}})) << "a list that means nobody is no list";
}

TEST(Schedule, KeepsToMinimumAndMaximum)
{
    Scenario scenario;
    scenario.schedule(R"({"weightPreference": {"staticWeightList": [
        {"targetCluster": {"clusterNames": ["a"]}, "weight": 8, "maxReplicas": 3},
        {"targetCluster": {"clusterNames": ["b"]}, "weight": 1, "minReplicas": 5},
        {"targetCluster": {"clusterNames": ["c"]}, "weight": 1}]}})");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 3}, {"b", 5}, {"c", 2}}));
}

TEST(Schedule, FirstGenerationReportsWhatDoesNotFit)
{
    Scenario scenario;
    scenario.schedule(R"({"algorithm": "kubefed"})");
    scenario.known = {{"a", {{"capacity", 2}}}, {"b", {{"capacity", 3}}}, {"c", {{"capacity", 3}}}};
    const auto made = scenario.decided();
    std::int64_t sum = 0;
    std::int64_t overflow = 0;
    for (const auto& cluster : made["clusters"]) {
        sum += cluster["replicas"].get<std::int64_t>();
        overflow += cluster.value("overflow", 0);
    }
    EXPECT_EQ(sum, 8);
    EXPECT_GE(overflow, 2);
}

TEST(Schedule, DividesByFreeCapacityAndStaysWhereItRuns)
{
    Scenario scenario;
    scenario.replicas = 12;
    scenario.schedule(dynamic);
    scenario.available(6, 8, 10);
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 3}, {"b", 4}, {"c", 5}}));
    scenario.known["a"]["replicas"] = 12;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 12}})) << "what runs is what is wanted";
    scenario.replicas = 24;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 15}, {"b", 4}, {"c", 5}})) << "only the difference is divided";
    scenario.available(0, 0, 1);
    EXPECT_THAT(scenario.error(), HasSubstr("division.unschedulable"));
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 12}})) << "what cannot grow stays as it is";
}

TEST(Schedule, AggregatesInAsFewClustersAsHoldIt)
{
    Scenario scenario;
    scenario.replicas = 12;
    scenario.schedule(aggregated);
    scenario.available(6, 8, 10);
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 5}, {"c", 7}}));
    EXPECT_EQ(scenario.why("a"), "the division gives it no replica");
    scenario.available(12, 8, 10);
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 12}}));
}

TEST(Schedule, RefusesReplicasOutOfRangeHoweverTheyAreScheduled)
{
    for (const auto* how : {R"({"replicaSchedulingType": "Duplicated"})", "{}", aggregated}) {
        Scenario scenario;
        scenario.schedule(how);
        scenario.replicas = 2'147'483'648;
        EXPECT_THAT(scenario.error(), HasSubstr("division.invalid replicas is 2147483648")) << how;
        scenario.replicas = -1;
        EXPECT_THAT(scenario.error(), HasSubstr("division.invalid replicas is -1")) << how;
    }
}

TEST(Schedule, WhatNobodyEstimatedCountsAsEnough)
{
    Scenario scenario;
    scenario.schedule(aggregated);
    scenario.known["b"]["available"] = 4;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}}));
}

TEST(Schedule, TaintsKeepAwayAndExpelInTime)
{
    Scenario scenario;
    scenario.schedule("{}");
    scenario.clusters[0]["taints"] = Json::array({{{"key", "k"}, {"effect", "NoSchedule"}}});
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 5}, {"c", 5}}));
    EXPECT_EQ(scenario.why("a"), "taint k:NoSchedule is not tolerated");
    scenario.known["a"]["replicas"] = 4;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 4}, {"b", 3}, {"c", 3}})) << "it is there already";
    scenario.clusters[0]["taints"] =
        Json::array({{{"key", "k"}, {"effect", "NoExecute"}, {"timeAdded", "2026-01-01T00:00:00Z"}}});
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 5}, {"c", 5}}));
    scenario.placement["clusterTolerations"] =
        *api::parseJson(R"([{"key": "k", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 900}])");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 4}, {"b", 3}, {"c", 3}}));
    scenario.now = "2026-01-01T00:15:00Z";
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 5}, {"c", 5}}));
}

TEST(Schedule, TakesTheFirstGroupThatSchedules)
{
    Scenario scenario;
    scenario.placement["clusterAffinities"] = *api::parseJson(
        R"([{"affinityName": "home", "clusterNames": ["a"]}, {"affinityName": "away", "clusterNames": ["b", "c"]}])");
    scenario.schedule(aggregated);
    scenario.available(10, 20, 20);
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}}));
    scenario.available(9, 20, 20);
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 10}}));
    EXPECT_THAT(scenario.decided()["clusters"][0]["reason"].get<std::string>(), HasSubstr("group away"));
    scenario.available(1, 2, 3);
    EXPECT_THAT(scenario.error(), HasSubstr("room for 1 replica, 10 are wanted")) << "the first group's";
}

constexpr auto homeAndAway =
    R"([{"affinityName": "home", "clusterNames": ["a"]}, {"affinityName": "away", "clusterNames": ["b", "c"]}])";

TEST(Schedule, StaysInALaterGroupUnlessItIsToReturn)
{
    Scenario scenario;
    scenario.placement["clusterAffinities"] = *api::parseJson(homeAndAway);
    scenario.schedule(aggregated);
    scenario.available(10, 20, 20);
    scenario.known["b"]["replicas"] = 10;
    scenario.resource["affinityName"] = "away";
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 10}})) << "as Karmada: never back";
    scenario.resource["affinityName"] = "elsewhere";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}})) << "a group that is gone binds nobody";
    scenario.resource["affinityName"] = "away";
    scenario.placement["returnToEarlierAffinity"] = true;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}}));
    scenario.available(9, 20, 20);
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 10}})) << "only to a group that takes it whole";
    scenario.placement.erase("returnToEarlierAffinity");
    scenario.available(10, 20, 20);
    scenario.resource["fresh"] = true;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 10}})) << "or once, when it is asked for";
    scenario.placement = {{"returnToEarlierAffinity", true}};
    EXPECT_FALSE(readPlacement(scenario.placement, "placement", Scheduling::Duplicated));
}

TEST(Schedule, DecidesAnewWhenItIsAsked)
{
    Scenario scenario;
    scenario.replicas = 12;
    scenario.schedule(dynamic);
    scenario.available(0, 8, 10);
    scenario.known["a"]["replicas"] = 12;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 12}}));
    scenario.resource["fresh"] = true;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 5}, {"b", 3}, {"c", 4}})) << "by free capacity and what runs";
    scenario.schedule(R"({"algorithm": "kubefed"})");
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 4}, {"b", 4}, {"c", 4}})) << "as with rebalance";
}

TEST(Schedule, OneRequestIsServedOnce)
{
    Federated federated;
    const auto asked = *parseRfc3339("2026-01-01T00:00:00Z");
    federated.rescheduleAsked = asked;
    federated.manifest = {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"spec", {{"replicas", 3}}}};
    Situation situation;
    situation.resource = {"apps", "v1", "Deployment", "deployments", true};
    situation.clusters.emplace_back().name = "a";
    situation.clusters.front().taints.push_back({"k", "", "NoSchedule", {}});
    auto decision = decide(federated, situation);
    EXPECT_FALSE(decision.fresh) << "what could not be decided";
    EXPECT_FALSE(decision.rescheduled) << "is not done with";
    situation.clusters.front().taints.clear();
    decision = decide(federated, situation);
    EXPECT_TRUE(decision.fresh);
    EXPECT_EQ(decision.rescheduled, asked);
    federated.rescheduled = decision.rescheduled;
    decision = decide(federated, situation);
    EXPECT_FALSE(decision.fresh);
    EXPECT_EQ(decision.rescheduled, asked) << "it is remembered";
    federated.rescheduleAsked = asked + std::chrono::seconds(1);
    EXPECT_TRUE(decide(federated, situation).fresh);
}

TEST(Schedule, SaysForEachClusterWhyNot)
{
    Scenario scenario;
    scenario.placement["clusterAffinity"] = {{"exclude", {"a"}}};
    scenario.clusters[1]["deleting"] = true;
    scenario.clusters[2]["apis"] = Json::array({"v1/Service"});
    EXPECT_EQ(scenario.error(),
              "placement.no-cluster 0/3 clusters available: 1 excluded by clusterAffinity.exclude, 1 the cluster does "
              "not serve apps/v1 Deployment, 1 the cluster is leaving the federation");
    scenario.clusters[2].erase("apis");
    scenario.clusters[2].erase("region");
    scenario.placement["spreadConstraints"] = Json::array({{{"spreadByField", "region"}}});
    EXPECT_THAT(scenario.why("c"), HasSubstr("has no region"));
}

TEST(Schedule, SpreadsWithTheCapacityOfEachCluster)
{
    Scenario scenario;
    scenario.schedule(dynamic);
    scenario.available(3, 4, 9);
    scenario.placement["spreadConstraints"] =
        Json::array({{{"spreadByField", "cluster"}, {"minGroups", 1}, {"maxGroups", 2}}});
    EXPECT_EQ(scenario.shares(), (Shares{{"b", 3}, {"c", 7}}));
    EXPECT_EQ(scenario.why("a"), "not chosen by spreadConstraints");
    scenario.placement["spreadConstraints"] = Json::array(
        {{{"spreadByField", "region"}, {"minGroups", 2}}, {{"spreadByField", "cluster"}, {"maxGroups", 2}}});
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 3}, {"c", 7}}));
}

TEST(Schedule, SuspensionIsToldAndMovesNothing)
{
    Scenario scenario;
    scenario.schedule("{}");
    const auto before = scenario.shares();
    scenario.spec["suspension"] = {{"dispatchingOnClusters", {{"clusterNames", {"b"}}}}};
    EXPECT_EQ(scenario.shares(), before);
    const auto made = scenario.decided();
    EXPECT_THAT(made["clusters"][1]["reason"].get<std::string>(), HasSubstr("suspended"));
    EXPECT_THAT(made["clusters"][0]["reason"].get<std::string>(), testing::Not(HasSubstr("suspended")));
}

TEST(Schedule, AnObjectsOwnPlacementIsReadAndWinsOverPolicies)
{
    const auto made = simulate(*api::parseJson(R"({"clusters": [{"name": "a"}, {"name": "b"}],
        "policies": [{"apiVersion": "federation.orrery.dev/v1alpha1", "kind": "ClusterPropagationPolicy",
                      "metadata": {"name": "all"}, "spec": {"resourceSelectors": [{"apiVersion": "apps/v1", "kind": "Deployment"}]}}],
        "resources": [{"manifest": {"apiVersion": "federation.orrery.dev/v1alpha1", "kind": "FederatedResource",
            "metadata": {"name": "web-deployment", "namespace": "shop"},
            "spec": {"template": {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": 4}},
                     "placement": {"clusterAffinity": {"clusterNames": ["b"]}}}}}]})"));
    ASSERT_TRUE(made) << made.error().text();
    const auto& placement = (*made)["placements"][0];
    EXPECT_FALSE(placement.contains("policy"));
    EXPECT_EQ(placement["object"]["namespace"], "shop");
    ASSERT_EQ(placement["clusters"].size(), 1u);
    EXPECT_EQ(placement["clusters"][0]["replicas"], 4);
}

TEST(KeptWhereItIs, APolicyThatIsGoneMovesNothing)
{
    auto world = worldOf(1);
    world.situation.policies.clear();
    world.situation.clusters.resize(1);
    for (const auto* name : {"x", "y"}) {
        MemberCluster cluster;
        cluster.name = name;
        cluster.taints.push_back({"k", "", "NoExecute", {}});
        world.situation.clusters.push_back(cluster);
    }
    world.federated.statuses = {{"x", PlacementState::InSync, "", "", 7, {}, 0, {}, "", ""},
                                {"y", PlacementState::Waiting, "", "", 2, {}, 0, {}, "", ""}};
    world.federated.policy = PolicyRef{"PropagationPolicy", "shop", "gone"};
    world.federated.manifest["spec"]["replicas"] = 9;
    auto decision = decide(world.federated, world.situation);
    EXPECT_TRUE(decision.kept);
    EXPECT_EQ(sharesOf(decision), (Shares{{"x", 7}, {"y", 2}}));
    EXPECT_THAT(decision.excluded.begin()->second, HasSubstr("its policy is gone"));
    world.federated.manifest["spec"]["replicas"] = 18;
    EXPECT_EQ(sharesOf(decide(world.federated, world.situation)), (Shares{{"x", 14}, {"y", 4}})) << "in proportion";
    world.federated.scheduling = "Duplicated";
    EXPECT_EQ(sharesOf(decide(world.federated, world.situation)), (Shares{{"x", 18}, {"y", 18}}));
    world.federated.statuses.clear();
    EXPECT_FALSE(decide(world.federated, world.situation).kept) << "there is nothing to keep";
}

TEST(DecisionTrace, TellsEveryStep)
{
    auto world = worldOf(1);
    world.situation.clusters.clear();
    for (const auto* name : {"a", "b", "c"}) {
        MemberCluster cluster;
        cluster.name = name;
        world.situation.clusters.push_back(cluster);
    }
    world.situation.clusters[2].taints.push_back({"k", "", "NoSchedule", {}});
    world.federated.statuses.clear();
    world.situation.rooms = {{"a", {{}, 9}}, {"b", {{}, 30}}, {"c", {{}, 50}}};
    world.federated.manifest["spec"]["replicas"] = 12;
    auto policy = *world.situation.policies.front();
    policy.placement = {};
    policy.placement.scheduling = Scheduling::Dynamic;
    world.situation.policies = {std::make_shared<const Policy>(policy)};
    const auto trace = decide(world.federated, world.situation).trace;
    EXPECT_EQ(trace.placement, "PropagationPolicy shop/p");
    ASSERT_EQ(trace.policies.size(), 1u);
    EXPECT_TRUE(trace.policies[0].chosen);
    ASSERT_EQ(trace.clusters.size(), 3u);
    EXPECT_EQ(trace.clusters[0].verdicts.size(), 6u);
    EXPECT_EQ(trace.clusters[0].available, 9);
    EXPECT_EQ(trace.clusters[0].replicas, 3);
    EXPECT_TRUE(trace.clusters[1].selected);
    EXPECT_FALSE(trace.clusters[2].feasible);
    EXPECT_FALSE(trace.clusters[2].verdicts[4].passed);
    EXPECT_STREQ(name(trace.clusters[2].verdicts[4].filter), "taints");
    EXPECT_THAT(trace.division, testing::Contains(HasSubstr("by free capacity")));
}

} // namespace
} // namespace orrery::federation
