#include "federation/documents.h"
#include "federation/drill.h"
#include "federation/explain.h"
#include "federation/schedule.h"
#include "federation/simulate.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto nothingNew = "the cluster is paused: nothing new goes there";

/// aws, azure and gke, of which aws is paused; a Deployment of `replicas`, and what else is given.
Json world(int replicas, const std::string& known = "{}", const std::string& scheduling = "{}")
{
    return yaml(R"(
clusters: [{name: aws, paused: true}, {name: azure}, {name: gke}]
resources:
- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: )"
                + std::to_string(replicas) + R"(}}
  clusters: )" + known
                + R"(
policies:
- apiVersion: federation.orrery.dev/v1alpha1
  kind: PropagationPolicy
  metadata: {name: all, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
    placement: {replicaScheduling: )"
                + scheduling + "}\n");
}

Json placed(const Json& scenario)
{
    const auto made = simulate(scenario);
    EXPECT_TRUE(made) << made.error().text();
    return made ? made->at("placements").at(0) : Json();
}

/// "aws 4, azure 3; not gke: why"
std::string said(const Json& placement)
{
    std::string out;
    for (const auto& cluster : placement["clusters"])
        out += (out.empty() ? "" : ", ") + api::text(cluster, "/name")
             + (cluster.contains("replicas") ? " " + cluster["replicas"].dump() : "");
    for (const auto& cluster : placement["excluded"])
        out += "; not " + api::text(cluster, "/name") + ": " + api::text(cluster, "/reason");
    return out;
}

TEST(APausedCluster, GetsNothingNew)
{
    EXPECT_EQ(said(placed(world(9))), "azure 5, gke 4; not aws: " + std::string(nothingNew));
    EXPECT_EQ(said(placed(world(9, "{}", "{replicaSchedulingType: Duplicated}"))),
              "azure 9, gke 9; not aws: " + std::string(nothingNew));
}

TEST(APausedCluster, KeepsWhatItHasAndTheOthersShareTheRest)
{
    constexpr auto there = "{aws: {replicas: 4, available: 9}, azure: {replicas: 3, available: 50}, "
                           "gke: {replicas: 3, available: 50}}";
    struct Case {
        const char* scheduling;
        int replicas;
        const char* said;
    };
    const Case cases[] = {
        {"{}", 10, "aws 4, azure 3, gke 3"},
        {"{}", 20, "aws 4, azure 8, gke 8"},
        {"{}", 6, "aws 4, azure 1, gke 1"},
        {"{algorithm: kubefed}", 10, "aws 4, azure 3, gke 3"},
        {"{algorithm: kubefed, rebalance: true}", 12, "aws 4, azure 4, gke 4"},
        {"{weightPreference: {dynamicWeight: AvailableReplicas}}", 20, "aws 4, azure 8, gke 8"},
        {"{weightPreference: {dynamicWeight: AvailableReplicas}}", 6, "aws 4, azure 1, gke 1"},
        {"{replicaDivisionPreference: Aggregated}", 16, "aws 4, azure 9, gke 3"},
        {"{weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [azure]}, weight: 2}, "
         "{targetCluster: {clusterNames: [gke]}, weight: 1}]}}",
         10, "aws 4, azure 4, gke 2"},
        {"{replicaSchedulingType: Duplicated}", 7, "aws 4, azure 7, gke 7"},
    };
    for (const auto& one : cases)
        EXPECT_EQ(said(placed(world(one.replicas, there, one.scheduling))), one.said)
            << one.scheduling << " " << one.replicas;
    const auto placement = placed(world(10, there));
    EXPECT_THAT(api::text(placement, "/clusters/0/reason"), HasSubstr(pausedThere));
    EXPECT_THAT(api::text(placement, "/clusters/1/reason"), testing::Not(HasSubstr("paused")));
}

TEST(APausedCluster, ThatHoldsMoreThanIsWantedIsNamed)
{
    const auto made = simulate(world(3, "{aws: {replicas: 4}}"));
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(said(made->at("placements").at(0)), "aws 4; not azure: the division gives it no replica; not gke: the "
                                                  "division gives it no replica");
    EXPECT_THAT((*made)["warnings"].dump(),
                HasSubstr("1 replica more than wanted until the clusters that hold them are no longer paused"));
}

TEST(APausedCluster, ThatIsTheOnlyOneLeftIsTheReasonWhyNot)
{
    auto scenario = world(5, "{aws: {replicas: 4}}");
    for (auto& cluster : scenario["clusters"])
        cluster["paused"] = true;
    auto placement = placed(scenario);
    EXPECT_EQ(api::text(placement, "/error/message"), "1 replica more cannot be placed: every cluster left is paused");
    EXPECT_THAT(said(placement), HasSubstr("aws 4; not azure: " + std::string(nothingNew)));
    scenario["resources"][0]["clusters"] = Json::object();
    placement = placed(scenario);
    EXPECT_EQ(api::text(placement, "/error/message"), "0/3 clusters available: 3 " + std::string(nothingNew));
    scenario["resources"][0]["clusters"] = yaml("{aws: {replicas: 5}}");
    placement = placed(scenario);
    EXPECT_FALSE(placement.contains("error")) << "nothing is missing";
}

TEST(APausedCluster, GivesUpWhatAnotherFilterTakesAway)
{
    auto scenario = world(6, "{aws: {replicas: 4}}");
    scenario["clusters"][0]["taints"] = yaml("[{key: broken, effect: NoExecute}]");
    EXPECT_THAT(said(placed(scenario)), testing::StartsWith("azure 3, gke 3; not aws: "));
}

TEST(APausedCluster, KeepsObjectsWithoutReplicasToo)
{
    auto scenario = world(1);
    scenario["resources"] = yaml(R"(
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: there, namespace: other}}
  clusters: {aws: {placed: true}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: new, namespace: other}}
)");
    const auto made = simulate(scenario);
    ASSERT_TRUE(made) << made.error().text();
    const auto& placements = made->at("placements");
    EXPECT_EQ(said(placements[0]), "azure, gke; not aws: " + std::string(nothingNew));
    EXPECT_EQ(said(placements[1]), "aws, azure, gke");
    scenario["resources"][0]["clusters"]["aws"] = yaml("{placed: false, replicas: 1}");
    const auto refused = simulate(scenario);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("resources[0].clusters.aws.placed contradicts replicas"));
}

TEST(APausedCluster, TakesNothingFromOneThatIsLost)
{
    auto scenario = world(10, "{aws: {replicas: 4}, azure: {replicas: 3}, gke: {replicas: 3}}");
    const auto made = drill(scenario, {"azure"});
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(made->at("moves").at(0).at("after"), yaml("[{name: aws, replicas: 4}, {name: gke, replicas: 6}]"));
    const auto both = drill(scenario, {"azure", "gke"});
    ASSERT_TRUE(both) << both.error().text();
    EXPECT_EQ(api::text(*both, "/moves/0/error/message"),
              "6 replicas more cannot be placed: every cluster left is paused");
}

TEST(APausedCluster, IsAVerdictInTheTrace)
{
    Federated federated;
    federated.manifest = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 5}}");
    Situation situation;
    situation.resource = {"apps", "v1", "Deployment", "deployments", true};
    for (const auto* name : {"aws", "azure", "gke"}) {
        MemberCluster cluster;
        cluster.name = name;
        cluster.paused = cluster.name != "gke";
        situation.clusters.push_back(cluster);
    }
    ClusterStatus held;
    held.cluster = "azure";
    held.state = PlacementState::InSync;
    held.replicas = 2;
    federated.statuses = {held};
    const auto decision = decide(federated, situation);
    const auto verdict = [&](std::size_t index) {
        for (const auto& one : decision.trace.clusters.at(index).verdicts) {
            if (one.filter == Filter::Paused)
                return std::pair(one.passed, one.reason);
        }
        return std::pair(true, std::string("no verdict"));
    };
    EXPECT_EQ(verdict(0), std::pair(false, std::string(nothingNew)));
    EXPECT_EQ(verdict(1), std::pair(true, std::string("the cluster is paused: what is there stays as it is")));
    EXPECT_EQ(verdict(2), std::pair(true, std::string()));
    EXPECT_EQ(decision.trace.division.front(),
              "2 replicas in paused clusters stay as they are, the others are divided");
    const auto chain = whyChain({"ring", federated, decision, {{"aws", {}}, {"azure", {}}}, true});
    EXPECT_THAT(chain[1].details,
                ElementsAre("aws: refused: paused (" + std::string(nothingNew)
                                + "); passes affinity, leaving, api, taints, spread property",
                            "azure: passes affinity, leaving, paused (the cluster is paused: what is there stays as it "
                            "is), api, taints, spread property",
                            "gke: passes affinity, leaving, paused, api, taints, spread property"));
    EXPECT_EQ(chain[3].text, "not placed here: " + std::string(nothingNew));
    EXPECT_EQ(chain[5].text, pausedThere) << name(chain[5].kind);
}

TEST(APausedCluster, ThatBecomesOneMattersToWhatIsPlacedThere)
{
    MemberCluster before;
    before.name = "aws";
    auto now = before;
    now.paused = true;
    Placement elsewhere;
    elsewhere.affinities.emplace_back().clusterNames = {"gke"};
    EXPECT_TRUE(canMatter({}, &before, &now));
    EXPECT_FALSE(canMatter(elsewhere, &before, &now));
}

} // namespace
} // namespace orrery::federation
