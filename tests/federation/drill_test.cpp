#include "federation/drill.h"

#include "federation/documents.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::HasSubstr;

Json world()
{
    return yaml(R"(
federation: {name: ring, dns: {zone: example.com, ttl: 60}}
now: "2026-01-01T00:00:00Z"
clusters:
- {name: aws, region: us-west-2, zones: [us-west-2a]}
- {name: azure, region: westeurope, zones: [westeurope-1]}
resources:
- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 10}}
  clusters: {aws: {replicas: 5}, azure: {replicas: 5}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: slow, namespace: shop}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: there, namespace: shop}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: only, namespace: shop}}
- manifest: {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {type: LoadBalancer}}
  clusters: {aws: {service: {ingress: [198.51.100.1]}}, azure: {service: {ingress: [198.51.100.2]}}}
policies:
- apiVersion: policy.karmada.io/v1alpha1
  kind: PropagationPolicy
  metadata: {name: slow, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: slow}]
    placement:
      clusterTolerations: [{key: cluster.karmada.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}]
- apiVersion: policy.karmada.io/v1alpha1
  kind: PropagationPolicy
  metadata: {name: there, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: there}]
    placement: {clusterAffinity: {clusterNames: [azure]}}
- apiVersion: policy.karmada.io/v1alpha1
  kind: PropagationPolicy
  metadata: {name: only, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: only}]
    placement: {clusterAffinity: {clusterNames: [aws]}}
)");
}

Json drilled(const std::vector<std::string>& lost, const Json& scenario = world())
{
    const auto made = drill(scenario, lost);
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : Json();
}

Json moveOf(const Json& made, const std::string& kind, const std::string& name)
{
    for (const auto& move : api::at(made, "/moves")) {
        if (at(move, "/object/kind") == kind && at(move, "/object/name") == name)
            return move;
    }
    return {};
}

TEST(Drill, MovesWhatTheLostClusterHad)
{
    const auto web = moveOf(drilled({"aws"}), "Deployment", "web");
    EXPECT_EQ(at(web, "/before"), yaml("[{name: aws, replicas: 5}, {name: azure, replicas: 5}]"));
    EXPECT_EQ(at(web, "/after"), yaml("[{name: azure, replicas: 10}]"));
    EXPECT_EQ(at(web, "/second"), 0);
    EXPECT_FALSE(web.contains("error"));
}

TEST(Drill, WaitsAsLongAsThePolicyTolerates)
{
    const auto made = drilled({"aws"});
    EXPECT_EQ(at(moveOf(made, "ConfigMap", "slow"), "/second"), 300);
    std::vector<std::string> told;
    for (const auto& entry : made["timeline"])
        told.push_back(entry["what"].get<std::string>());
    EXPECT_THAT(told, testing::Contains(HasSubstr("tolerationSeconds 300 are over")));
}

TEST(Drill, SaysWhatDoesNotFitAndWhatIsNotTouched)
{
    const auto made = drilled({"aws"});
    EXPECT_THAT(at(moveOf(made, "ConfigMap", "only"), "/error/message").get<std::string>(), HasSubstr("0/2"));
    ASSERT_EQ(at(made, "/unmoved").size(), 1u);
    EXPECT_EQ(at(made, "/unmoved/0/name"), "there");
}

TEST(Drill, BelievesTheLossAsLateAsTheProbesDo)
{
    // Refused at once by three probes, of which two follow a failure after 1 + 3 s; or each runs into its 3 s, the
    // first one after a whole pause of 1 + 10 s with a tenth more.
    const auto believed = drilled({"aws"})["timeline"][1];
    EXPECT_EQ(at(believed, "/second"), 8);
    EXPECT_EQ(at(believed, "/latest"), 30);
}

TEST(Drill, FollowsTheNames)
{
    const auto made = drilled({"aws"});
    const auto find = [&](const std::string& name) {
        for (const auto& change : api::at(made, "/dns")) {
            if (at(change, "/name") == name)
                return change;
        }
        return Json();
    };
    const auto global = find("web.shop.ring.svc.example.com");
    EXPECT_EQ(at(global, "/before/0/data"), (Json{"198.51.100.1", "198.51.100.2"}));
    EXPECT_EQ(at(global, "/after/0/data"), (Json{"198.51.100.2"}));
    EXPECT_EQ(at(find("web.shop.ring.svc.westeurope.example.com"), ""), Json()) << "what does not change is not told";
    EXPECT_EQ(at(global, "/second"), 0);
    EXPECT_THAT(made["timeline"].back()["what"].get<std::string>(), HasSubstr("over"));
}

TEST(Drill, TellsWhenNamesChangeAndWhenTheOldRecordsAreForgotten)
{
    const auto timeline = drilled({"aws"})["timeline"];
    std::vector<std::string> told;
    for (const auto& entry : timeline)
        told.push_back("+" + entry["second"].dump() + " to " + entry["latest"].dump() + ": "
                       + entry["what"].get<std::string>());
    EXPECT_THAT(told, testing::ElementsAre(
                          "+0 to 0: aws stops answering; what runs there may go on, unseen",
                          "+8 to 30: aws is believed Offline after three failed probes; nothing is written there",
                          "+8 to 30: 3 objects move: the taint unreachable:NoExecute is not tolerated",
                          "+8 to 30: 3 DNS names have other records",
                          "+68 to 90: the last resolver forgets the old records (TTL 60 s)",
                          "+308 to 330: 1 object moves: tolerationSeconds 300 are over"));
}

TEST(Drill, OfOneThatIsNamedTwiceIsOfOne)
{
    EXPECT_EQ(drilled({"azure", "aws", "aws"}), drilled({"aws", "azure"}));
    EXPECT_THAT(drilled({"azure", "aws"})["timeline"][0]["what"].get<std::string>(),
                testing::StartsWith("aws, azure stop answering"));
}

TEST(Drill, RefusesAClusterThatIsNotThere)
{
    const auto made = drill(world(), {"aws", "gke"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "drill.no-such-cluster");
    EXPECT_THAT(made.error().message, "there is no cluster \"gke\"; there are aws, azure");
    EXPECT_FALSE(drill(world(), {}));
    EXPECT_FALSE(drill(world(), {""}));
    EXPECT_FALSE(drill(yaml("{clusters: 5}"), {"aws"}));
}

TEST(Drill, OfEveryClusterLeavesNothing)
{
    const auto made = drilled({"aws", "azure"});
    EXPECT_TRUE(moveOf(made, "Deployment", "web").contains("error"));
    EXPECT_TRUE(at(made, "/unmoved").empty());
}

} // namespace
} // namespace orrery::federation
