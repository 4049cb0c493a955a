#include "federation/explain.h"

#include "federation/documents.h"
#include "federation/names.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// A Deployment over aws and azure, all well, to be spoilt.
class Explain : public testing::Test {
protected:
    Explain()
    {
        federated.key = {"shop", "web-deployment"};
        federated.generation = 2;
        federated.manifest = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, "
                                  "spec: {replicas: 4, template: {spec: {containers: [{name: web, image: web}]}}}}");
        situation.federation = "ring";
        situation.resource = {"apps", "v1", "Deployment", "deployments", true};
        for (const auto* name : {"aws", "azure"}) {
            MemberCluster cluster;
            cluster.name = name;
            situation.clusters.push_back(cluster);
            ClusterStatus status;
            status.cluster = name;
            status.state = PlacementState::InSync;
            status.observedGeneration = 2;
            status.replicas = 2;
            federated.statuses.push_back(status);
            Found there;
            there.live = yaml(R"(
metadata: {generation: 1, labels: {federation.orrery.dev/managed-by: ring}, managedFields: [{manager: orrery, time: "2026-01-01T00:00:00Z"}]}
spec: {replicas: 2}
status: {observedGeneration: 1, replicas: 2, readyReplicas: 2, updatedReplicas: 2, availableReplicas: 2}
)");
            there.pods = {yaml(
                "{metadata: {name: web-1}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}")};
            found[name] = there;
        }
    }

    std::vector<Hop> chain()
    {
        decision = decide(federated, situation);
        return whyChain({"ring", federated, decision, found, acting});
    }
    /// The first broken hop, as "Pods azure: …".
    std::string broken()
    {
        const auto hops = chain();
        const auto* hop = firstBroken(hops);
        return hop ? std::string(name(hop->kind)) + " " + hop->cluster + ": " + hop->text : "";
    }
    Hop hop(Hop::Kind kind, const std::string& cluster = {})
    {
        for (auto& one : chain()) {
            if (one.kind == kind && one.cluster == cluster)
                return one;
        }
        return {};
    }

    Federated federated{};
    Situation situation{};
    Decision decision{};
    std::map<std::string, Found> found{};
    bool acting = true;
};

TEST_F(Explain, GoesFromThePolicyToThePods)
{
    EXPECT_EQ(broken(), "");
    EXPECT_THAT(hop(Hop::Kind::Policy).text, HasSubstr("no policy matches"));
    EXPECT_THAT(hop(Hop::Kind::Filters).text, HasSubstr("2 of 2"));
    EXPECT_EQ(hop(Hop::Kind::Division).text, "webster: 4 over 2 = aws 2, azure 2");
    EXPECT_EQ(hop(Hop::Kind::Write, "aws").time, "2026-01-01T00:00:00Z");
    EXPECT_THAT(hop(Hop::Kind::LiveObject, "aws").text, HasSubstr("2 of 2 ready"));
    EXPECT_EQ(hop(Hop::Kind::Pods, "azure").text, "1 of 1 ready or done");
}

TEST_F(Explain, NamesThePolicyAndThoseThatLost)
{
    for (const auto* name : {"a", "b"}) {
        Policy policy;
        policy.ref = {"PropagationPolicy", "shop", name};
        policy.selectors = {{"apps/v1", "Deployment", "shop", *name == 'b' ? "web" : "", {}}};
        situation.policies.push_back(std::make_shared<const Policy>(policy));
    }
    const auto policy = hop(Hop::Kind::Policy);
    EXPECT_THAT(policy.text, HasSubstr("PropagationPolicy shop/b"));
    EXPECT_THAT(policy.details, Contains(AllOf(HasSubstr("PropagationPolicy shop/a"), HasSubstr("lost"))));
}

TEST_F(Explain, EndsAtTheFilterThatKeepsAClusterAway)
{
    situation.clusters[1].taints.push_back({"maintenance", "", "NoSchedule", {}});
    federated.statuses.pop_back();
    found.erase("aws");
    EXPECT_THAT(broken(), AllOf(HasSubstr("Filters azure"), HasSubstr("maintenance")));
    EXPECT_THAT(hop(Hop::Kind::Filters).details,
                Contains(AllOf(HasSubstr("azure: refused"), HasSubstr("maintenance"))));
}

TEST_F(Explain, EndsWhereNoClusterIsLeft)
{
    for (auto& cluster : situation.clusters)
        cluster.taints.push_back({"maintenance", "", "NoExecute", {}});
    EXPECT_THAT(broken(), AllOf(HasSubstr("Filters :"), HasSubstr("0/2")));
}

TEST_F(Explain, EndsAtAnOverrideThatDoesNotFit)
{
    auto policy = readOverridePolicy(yaml("{kind: OverridePolicy, metadata: {name: o, namespace: shop}, spec: "
                                          "{overrideRules: [{targetCluster: {clusterNames: [azure]}, "
                                          "overriders: {plaintext: [{path: /spec/nowhere, operator: remove}]}}, "
                                          "{overriders: {labelsOverrider: [{operator: add, value: {a: b}}]}}]}}"),
                                     "o");
    situation.overrides = {std::make_shared<const OverridePolicy>(*policy)};
    EXPECT_THAT(broken(), AllOf(HasSubstr("Overrides azure"), HasSubstr("/spec/nowhere")));
    EXPECT_THAT(hop(Hop::Kind::Overrides, "aws").details,
                Contains("OverridePolicy shop/o, rule 1: labels /metadata/labels/a"));
}

TEST_F(Explain, EndsAtTheWrite)
{
    federated.statuses[1].state = PlacementState::Conflict;
    federated.statuses[1].message = "exists and is not managed by ring";
    EXPECT_EQ(broken(), "Write azure: Conflict: exists and is not managed by ring");
    federated.statuses.pop_back();
    acting = false;
    EXPECT_THAT(broken(), AllOf(HasSubstr("Write azure"), HasSubstr("nobody runs the controllers")));
    federated.suspended = true;
    EXPECT_THAT(broken(), AllOf(HasSubstr("Write aws"), HasSubstr("suspended")));
}

TEST_F(Explain, EndsAtTheLiveObject)
{
    found["azure"].live.reset();
    EXPECT_EQ(broken(), "Live object azure: it is not there");
    found["azure"].error = Error{ErrorKind::Unavailable, "", "connection refused"};
    EXPECT_EQ(broken(), "Live object azure: could not be asked: connection refused");
}

TEST_F(Explain, EndsAtThePodsInTheirOwnWords)
{
    found["azure"].pods.push_back(yaml(R"(
metadata: {name: web-2}
status:
  phase: Pending
  conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "0/2 nodes are available: 2 Insufficient cpu."}]
)"));
    EXPECT_EQ(broken(),
              "Pods azure: 1 of 2 ready or done; web-2: Unschedulable: 0/2 nodes are available: 2 Insufficient cpu.");
}

TEST(TroubleOfAPod, IsToldByWhoKnowsBest)
{
    const auto trouble = [](const std::string& status) {
        return troubleOf({{"metadata", {{"name", "p"}}}, {"status", yaml(status)}});
    };
    EXPECT_EQ(trouble("{phase: Running, conditions: [{type: Ready, status: 'True'}]}"), "");
    EXPECT_EQ(trouble("{phase: Succeeded}"), "");
    EXPECT_EQ(trouble("{phase: Pending, containerStatuses: [{name: web, state: {waiting: {reason: ImagePullBackOff, "
                      "message: no such image}}}]}"),
              "p: web: ImagePullBackOff: no such image");
    EXPECT_EQ(trouble("{phase: Running, containerStatuses: [{name: web, state: {waiting: {reason: CrashLoopBackOff}}, "
                      "lastState: {terminated: {reason: OOMKilled, exitCode: 137}}}]}"),
              "p: web: CrashLoopBackOff; before: OOMKilled, exit code 137");
    EXPECT_EQ(trouble("{phase: Running, conditions: [{type: Ready, status: 'False', reason: ContainersNotReady, "
                      "message: 'containers with unready status: [web]'}]}"),
              "p: ContainersNotReady: containers with unready status: [web]");
    EXPECT_EQ(trouble("{phase: Failed, reason: Evicted, message: The node was low on memory}"),
              "p: Evicted: The node was low on memory");
    EXPECT_EQ(trouble("{}"), "p: Pending");
}

TEST_F(Explain, NamesTheGroupsThatWereTriedAndWhatTheSpreadChose)
{
    Policy near;
    near.ref = {"PropagationPolicy", "shop", "near"};
    near.selectors = {{"apps/v1", "Deployment", "", "", {}}};
    near.placement = *readPlacement(yaml(R"(
clusterAffinities:
- {affinityName: home, clusterNames: [gke]}
- {affinityName: west, clusterNames: [aws, azure]}
- {affinityName: rest}
spreadConstraints: [{spreadByField: cluster, maxGroups: 1}]
replicaScheduling: {replicaDivisionPreference: Aggregated}
)"),
                                    "placement", Scheduling::Duplicated);
    situation.policies = {std::make_shared<const Policy>(near)};
    EXPECT_THAT(chain()[1].details,
                testing::ElementsAre("group home: 0/2 clusters available: 2 not among clusterAffinity.clusterNames",
                                     "group west: taken",
                                     "aws: passes affinity, leaving, paused, api, taints, spread property",
                                     HasSubstr("azure: refused: not chosen by spreadConstraints; passes "),
                                     "cluster: 1 to 1 of 2, by score, room, name", "chosen: aws (score 100, room 6)"));
    federated.affinityName = "west";
    EXPECT_THAT(chain()[1].details,
                testing::AllOf(Contains("group home: not looked at again, west has been taken since"),
                               Contains("group west: taken")));
}

} // namespace
} // namespace orrery::federation
