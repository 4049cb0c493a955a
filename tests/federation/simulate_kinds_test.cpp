#include "federation/simulate.h"

#include "federation/documents.h"

#include <gmock/gmock.h>

/// Dependencies and special kinds, through the public door.
namespace orrery::federation {

namespace {

using api::Json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Json answered(const std::string& scenario)
{
    const auto made = simulate(yaml(scenario));
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return made ? *made : Json();
}

/// "kind/name: a 1, b" of every placement.
std::vector<std::string> placed(const Json& made)
{
    std::vector<std::string> out;
    for (const auto& placement : made["placements"]) {
        auto line = api::text(placement, "/object/kind") + "/" + api::text(placement, "/object/name") + ":";
        for (const auto& cluster : placement["clusters"])
            line += " " + cluster["name"].get<std::string>()
                  + (cluster.contains("replicas") ? cluster["replicas"].dump() : "");
        out.push_back(line);
    }
    return out;
}

std::vector<std::string> warnings(const Json& made)
{
    return made["warnings"].get<std::vector<std::string>>();
}

Json manifest(const Json& made, const std::string& kind, const std::string& cluster)
{
    for (const auto& entry : made["manifests"]) {
        if (api::text(entry, "/object/kind") == kind && entry["cluster"] == cluster)
            return entry["manifest"];
    }
    return {};
}

const std::string clusters = "clusters: [{name: a}, {name: b}, {name: c}]\n";

const std::string shop = clusters + R"(
policies:
- apiVersion: federation.orrery.dev/v1alpha1
  kind: PropagationPolicy
  metadata: {name: p, namespace: default}
  spec:
    propagateDeps: true
    resourceSelectors: [{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler}, {apiVersion: networking.k8s.io/v1, kind: Ingress}]
    placement: {clusterAffinity: {clusterNames: [a, b]}, replicaScheduling: {replicaSchedulingType: Divided}}
resources:
- manifest: {apiVersion: v1, kind: Secret, metadata: {name: db}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: unrelated}}
- manifest:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 4
      template: {spec: {containers: [{name: w, envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: db}}, {secretRef: {name: lost}}, {secretRef: {name: maybe, optional: true}}]}]}}
- manifest: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 4, maxReplicas: 10}}
)";

} // namespace

TEST(SimulateDependencies, FollowWhatNeedsThemToTheSameClusters)
{
    const auto made = answered(shop);
    EXPECT_THAT(placed(made), ElementsAre("Deployment/web: a2 b2", "HorizontalPodAutoscaler/h: a5 b5",
                                          "ConfigMap/settings: a b", "ConfigMap/unrelated: a b c", "Secret/db: a b"));
    EXPECT_THAT(made["placements"][2]["clusters"][0]["reason"].get<std::string>(),
                HasSubstr("follows Deployment default/web"));
    EXPECT_EQ(manifest(made, "HorizontalPodAutoscaler", "b")["spec"]["minReplicas"], 2);
}

TEST(SimulateDependencies, NameWhatIsMissingUnlessItMayBe)
{
    const auto told = warnings(answered(shop));
    EXPECT_THAT(told, Contains(HasSubstr("resources[3]: Secret default/lost, named at "
                                         "spec.template.spec.containers[0].envFrom[2].secretRef, is not among")));
    EXPECT_THAT(told, Not(Contains(HasSubstr("maybe"))));
}

TEST(SimulateDependencies, StayWhereTheyAreToldWithoutTheWord)
{
    auto quiet = shop;
    quiet.replace(quiet.find("propagateDeps: true"), 19, "propagateDeps: false");
    EXPECT_THAT(placed(answered(quiet)), Contains("ConfigMap/settings: a b c"));
}

TEST(SimulateDependencies, JoinAPlacementOfTheirOwn)
{
    auto own = shop;
    own.replace(
        own.find("- manifest: {apiVersion: v1, kind: Secret, metadata: {name: db}}"), 65,
        "- manifest: {apiVersion: federation.orrery.dev/v1alpha1, kind: FederatedResource, metadata: {name: x}, spec: "
        "{placement: {clusterAffinity: {clusterNames: [c]}}, template: {apiVersion: v1, kind: Secret, metadata: "
        "{name: db}}}}\n");
    EXPECT_THAT(placed(answered(own)), Contains("Secret/db: a b c"));
}

TEST(SimulateDependencies, DoNotGoRoundInCircles)
{
    const auto made = answered(clusters + R"(
policies:
- {apiVersion: federation.orrery.dev/v1alpha1, kind: PropagationPolicy, metadata: {name: p, namespace: default}, spec: {propagateDeps: true, resourceSelectors: [{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: one}], placement: {clusterAffinity: {clusterNames: [b]}}}}
resources:
- manifest: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: one}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: two}}}
- manifest: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: two}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: one}}}
- manifest: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: self}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: self}}}
)");
    EXPECT_EQ(made["placements"].size(), 3u);
    EXPECT_THAT(placed(made), Contains("HorizontalPodAutoscaler/one: b3"));
}

TEST(SimulateKinds, ShareABudgetAsItsWorkloadIsShared)
{
    const auto made = answered(clusters + R"(
resources:
- manifest: {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 6, selector: {matchLabels: {app: web}}}}
- manifest: {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: other}, spec: {minAvailable: 6, selector: {matchLabels: {app: api}}}}
- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 10, template: {metadata: {labels: {app: web, x: z}}, spec: {containers: []}}}}
)");
    EXPECT_EQ(manifest(made, "PodDisruptionBudget", "a")["spec"]["minAvailable"], 2);
    EXPECT_THAT(warnings(made), ElementsAre(HasSubstr("resources[1]: spec.minAvailable is the same in every cluster")));
    std::int64_t sum = 0;
    for (const auto* cluster : {"a", "b", "c"})
        sum += manifest(made, "PodDisruptionBudget", cluster)["spec"]["minAvailable"].get<std::int64_t>();
    EXPECT_EQ(sum, 6);
}

TEST(SimulateKinds, NumberStatefulSetsAndSayWhatRepeats)
{
    const auto made = answered(clusters + R"(
resources:
- manifest: {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 5}}
- manifest: {apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {parallelism: 3, completions: 9, completionMode: Indexed}}
)");
    EXPECT_EQ(manifest(made, "StatefulSet", "c")["spec"]["ordinals"]["start"], 20);
    EXPECT_EQ(manifest(made, "Job", "b")["spec"]["completions"], 3);
    EXPECT_THAT(warnings(made), ElementsAre(HasSubstr("resources[1]: an Indexed Job")));
}

TEST(SimulateKinds, ReportANumberThatIsNoneInItsPlace)
{
    const auto made = answered(clusters + R"(
resources:
- manifest: {apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {parallelism: 3, completions: 2147483648}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
)");
    EXPECT_THAT(made["manifests"][0]["error"]["message"].get<std::string>(), HasSubstr("spec.completions"));
    EXPECT_EQ(made["manifests"].size(), 6u);
}

} // namespace orrery::federation
