#include "federation/import.h"

#include "federation/decision.h"
#include "federation/documents.h"
#include "federation/kind.h"

#include <gmock/gmock.h>

namespace orrery::federation {

namespace {

using api::Json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Import imported(const std::string& yaml)
{
    const auto manifests = readManifests(yaml, "old.yaml");
    EXPECT_TRUE(manifests) << (manifests ? "" : manifests.error().text());
    return manifests ? importObjects(*manifests) : Import{};
}

Imported one(const std::string& yaml)
{
    auto made = imported(yaml);
    EXPECT_TRUE(made.refused.empty()) << made.refused.front().text();
    EXPECT_EQ(made.objects.size(), 1u);
    return made.objects.empty() ? Imported{} : std::move(made.objects.front());
}

std::string refusal(const std::string& yaml)
{
    const auto made = imported(yaml);
    EXPECT_TRUE(made.objects.empty()) << made.objects.front().document.dump();
    EXPECT_EQ(made.refused.size(), 1u);
    return made.refused.empty() ? "" : made.refused.front().message;
}

/// The replicas that the engine would give, by cluster.
std::map<std::string, std::int64_t> divided(const Json& federatedResource, const std::vector<std::string>& clusters)
{
    Federated federated;
    federated.key = {"default", "web"};
    federated.manifest = federatedResource["spec"]["template"];
    federated.ownPlacement = true;
    const auto placement =
        readPlacement(api::at(federatedResource, "/spec/placement"), "spec.placement", Scheduling::Static);
    EXPECT_TRUE(placement) << (placement ? "" : placement.error().text());
    if (placement)
        federated.placement = *placement;
    Situation situation;
    situation.resource = *builtIn("apps/v1", "Deployment");
    for (const auto& name : clusters) {
        MemberCluster cluster;
        cluster.name = name;
        situation.clusters.push_back(std::move(cluster));
    }
    std::map<std::string, std::int64_t> out;
    for (const auto& [cluster, target] : decide(federated, situation).targets)
        out[cluster] = target.replicas.value_or(-1);
    return out;
}

std::string deployment(const std::string& annotations, int replicas = 9)
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n    note: kept\n    "
         + annotations + "\nspec: {replicas: " + std::to_string(replicas) + "}\n";
}

const std::string preferencesKey = "federation.kubernetes.io/deployment-preferences: ";

} // namespace

TEST(ImportFirstGeneration, CarriesThePreferencesToTheSamePlanner)
{
    const auto made = one(deployment(
        preferencesKey
            + R"('{"rebalance": true, "clusters": {"a": {"weight": 3}, "b": {"weight": 2, "maxReplicas": 9}, "*": {"weight": 1, "minReplicas": 1}}}')",
        13));
    EXPECT_EQ(made.document["kind"], "FederatedResource");
    EXPECT_EQ(made.document["metadata"], (Json{{"name", "web-deployment"}, {"namespace", "default"}}));
    EXPECT_EQ(made.document["spec"]["template"]["metadata"]["annotations"], (Json{{"note", "kept"}}));
    EXPECT_EQ(made.document["spec"]["placement"]["replicaScheduling"]["rebalance"], true);
    EXPECT_THAT(made.losses, IsEmpty());
    EXPECT_THAT(made.notes, IsEmpty());
    EXPECT_EQ(divided(made.document, {"a", "b", "c"}),
              (std::map<std::string, std::int64_t>{{"a", 6}, {"b", 4}, {"c", 3}}));
}

TEST(ImportFirstGeneration, SaysWhatAMissingRebalanceMeans)
{
    const auto keeps = HasSubstr(".rebalance is false, also where it is not said: what runs stays where it is");
    EXPECT_THAT(one(deployment(preferencesKey + R"('{"clusters": {"*": {"weight": 1}}}')")).notes, ElementsAre(keeps));
    EXPECT_THAT(one(deployment(preferencesKey + R"('{"rebalance": false}')")).notes, ElementsAre(keeps));
    EXPECT_THAT(one(deployment("federation.kubernetes.io/service-ingresses: '{}'")).notes, ElementsAre(keeps))
        << "no preferences at all";
    const std::string preference = "apiVersion: scheduling.kubefed.io/v1alpha1\nkind: ReplicaSchedulingPreference\n"
                                   "metadata: {name: web, namespace: shop}\n"
                                   "spec: {targetKind: FederatedDeployment, totalReplicas: 9";
    EXPECT_THAT(one(preference + "}\n").notes, ElementsAre(keeps));
    EXPECT_THAT(one(preference + ", rebalance: true}\n").notes, IsEmpty());
}

TEST(ImportFirstGeneration, LeavesOutWhoGotNothingAndSaysSo)
{
    const auto made = one(deployment(
        preferencesKey
        + R"('{"clusters": {"a": {"weight": 1}, "b": {"weight": 0}, "c": {"weight": 5, "maxReplicas": 0}}}')"));
    EXPECT_EQ(made.document["spec"]["placement"]["clusterAffinity"]["exclude"], (Json{"b", "c"}));
    EXPECT_EQ(divided(made.document, {"a", "b", "c", "d"}), (std::map<std::string, std::int64_t>{{"a", 9}}));
    EXPECT_THAT(made.losses, ElementsAre(HasSubstr(".clusters.b gives it nothing"), HasSubstr(".clusters.c"),
                                         HasSubstr("has no \"*\"")));
}

TEST(ImportFirstGeneration, WithoutPreferencesDividesAsThen)
{
    const auto made = one(deployment("federation.kubernetes.io/service-ingresses: '{}'", 10));
    EXPECT_THAT(made.losses, ElementsAre(HasSubstr("federation.kubernetes.io/service-ingresses")));
    auto shares = divided(made.document, {"aws", "azure", "gke"});
    EXPECT_EQ(shares["aws"] + shares["azure"] + shares["gke"], 10);
    EXPECT_EQ(std::min({shares["aws"], shares["azure"], shares["gke"]}), 2) << "4/4/2, not 4/3/3";
}

TEST(ImportFirstGeneration, CarriesTheClusterSelector)
{
    const std::string key = "federation.alpha.kubernetes.io/cluster-selector: ";
    const auto made = one(deployment(
        key
        + R"('[{"key":"pci","operator":"In","values":["true"]},{"key":"env","operator":"!=","values":["test"]},{"key":"x","operator":"exists"}]')"));
    EXPECT_EQ(made.document["spec"]["placement"]["clusterAffinity"]["labelSelector"],
              yaml("matchExpressions: [{key: pci, operator: In, values: ['true']}, {key: env, operator: NotIn, values: "
                   "[test]}, {key: x, operator: Exists}]"));
    EXPECT_THAT(refusal(deployment(key + R"('[{"key":"load","operator":"Lt","values":["10"]}]')")),
                AllOf(HasSubstr("line 1"), HasSubstr("cluster-selector][0].operator"), HasSubstr("Lt")));
    EXPECT_THAT(refusal(deployment(key + "'{}'")), HasSubstr("is not a list"));
}

TEST(ImportFirstGeneration, RefusesNumbersThatAreNoneAndTextThatIsNoJson)
{
    const std::pair<const char*, const char*> rows[] = {
        {R"('{"clusters": {"a": {"weight": 2147483648}}}')", "clusters.a.weight"},
        {R"('{"clusters": {"a": {"weight": -1}}}')", "clusters.a.weight"},
        {R"('{"clusters": {"a": {"weight": 1, "minReplicas": 3, "maxReplicas": 2}}}')", "clusters.a.maxReplicas"},
        {R"('{"clusters": {"a": {"weigth": 1}}}')", "clusters.a.weigth is not a field"},
        {R"('{"clusters": {"*": {"weight": 0}}}')", "gives no cluster anything"},
        {R"('{"clusters": [')", "deployment-preferences] is not JSON"},
        {"5", "is a number"},
    };
    for (const auto& [annotation, words] : rows) {
        const auto text = deployment(preferencesKey + annotation);
        if (const auto manifests = readManifests(text, "old.yaml"); !manifests)
            EXPECT_THAT(manifests.error().message, HasSubstr(words));
        else
            EXPECT_THAT(refusal(text), HasSubstr(words));
    }
}

namespace {

const std::string federatedDeployment = R"(
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: {name: web, namespace: shop, annotations: {kubefed.io/orphan: "true"}}
spec:
  template: {metadata: {labels: {app: web}}, spec: {replicas: 3, template: {spec: {containers: [{name: w, image: "w:1"}]}}}}
  placement: {clusters: [{name: c1}, {name: c2}]}
  overrides:
  - clusterName: c2
    clusterOverrides: [{path: /spec/replicas, value: 5}, {path: spec.paused, op: add, value: true}]
)";

} // namespace

TEST(ImportSecondGeneration, CarriesTemplatePlacementAndOverrides)
{
    const auto made = one(federatedDeployment);
    EXPECT_THAT(made.losses, IsEmpty());
    EXPECT_EQ(made.document, yaml(R"(
apiVersion: federation.orrery.dev/v1alpha1
kind: FederatedResource
metadata: {name: web-deployment, namespace: shop}
spec:
  deletionPolicy: Orphan
  template:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {replicas: 3, template: {spec: {containers: [{name: w, image: "w:1"}]}}}
  placement: {clusterAffinity: {clusterNames: [c1, c2]}, replicaScheduling: {replicaSchedulingType: Duplicated}}
  overrides:
  - targetCluster: {clusterNames: [c2]}
    overriders: {plaintext: [{path: /spec/replicas, operator: replace, value: 5}, {path: /spec/paused, operator: add, value: true}]}
)"));
    EXPECT_EQ(divided(made.document, {"c1", "c2", "c3"}), (std::map<std::string, std::int64_t>{{"c1", 3}, {"c2", 3}}));
}

TEST(ImportSecondGeneration, JoinsAPreferenceWithItsWorkload)
{
    const std::string preference = R"(---
apiVersion: scheduling.kubefed.io/v1alpha1
kind: ReplicaSchedulingPreference
metadata: {name: web, namespace: shop}
spec: {targetKind: FederatedDeployment, totalReplicas: 9, clusters: {c1: {weight: 2}, c3: {weight: 1}}}
)";
    for (const auto& text : {federatedDeployment + preference, preference + "---" + federatedDeployment}) {
        const auto made = one(text);
        EXPECT_THAT(made.losses, Contains(HasSubstr("spec.placement was left out")));
        EXPECT_EQ(divided(made.document, {"c1", "c2", "c3"}),
                  (std::map<std::string, std::int64_t>{{"c1", 6}, {"c3", 3}}));
    }
    const auto alone = one(preference);
    EXPECT_EQ(alone.document["kind"], "PropagationPolicy");
    EXPECT_EQ(alone.document["spec"]["resourceSelectors"],
              yaml("[{apiVersion: apps/v1, kind: Deployment, name: web}]"));
    EXPECT_TRUE(readPolicy(alone.document, "")) << readPolicy(alone.document, "").error().text();
    EXPECT_THAT(alone.losses, Contains(HasSubstr("spec.totalReplicas 9")));
}

TEST(ImportSecondGeneration, NowhereStaysNowhereAndAnEmptySelectorIsEverywhere)
{
    const std::string head = "apiVersion: types.kubefed.io/v1beta1\nkind: FederatedConfigMap\nmetadata: {name: c}\n";
    for (const auto* placement : {"{}", "{clusters: []}", "{clusters: [], clusterSelector: {}}"}) {
        const auto made = one(head + "spec: {template: {data: {a: b}}, placement: " + placement + "}");
        EXPECT_EQ(made.document["spec"]["suspend"], true) << placement;
        EXPECT_THAT(made.losses, Contains(HasSubstr("names no cluster")));
    }
    const auto all = one(head + "spec: {template: {data: {a: b}}, placement: {clusterSelector: {}}}");
    EXPECT_FALSE(all.document["spec"].contains("suspend"));
    EXPECT_FALSE(all.document["spec"].contains("placement"));
    const auto some = one(head + "spec: {placement: {clusterSelector: {matchLabels: {x: z}}}}");
    EXPECT_EQ(some.document["spec"]["placement"]["clusterAffinity"]["labelSelector"]["matchLabels"]["x"], "z");
}

TEST(ImportSecondGeneration, LearnsCustomKindsFromTheirTypeConfig)
{
    const std::string widget =
        "apiVersion: types.kubefed.io/v1beta1\nkind: FederatedWidget\nmetadata: {name: w}\nspec: {template: {spec: "
        "{size: 2}}, placement: {clusterSelector: {}}}\n";
    EXPECT_THAT(refusal(widget), AllOf(HasSubstr("FederatedWidget"), HasSubstr("FederatedTypeConfig")));
    const auto made = one(widget + R"(---
apiVersion: core.kubefed.io/v1beta1
kind: FederatedTypeConfig
metadata: {name: widgets.example.com}
spec:
  federatedType: {group: types.kubefed.io, kind: FederatedWidget, pluralName: federatedwidgets, scope: Namespaced, version: v1beta1}
  propagation: Enabled
  targetType: {group: example.com, kind: Widget, pluralName: widgets, scope: Namespaced, version: v1}
)");
    EXPECT_EQ(made.document["spec"]["template"]["apiVersion"], "example.com/v1");
    EXPECT_EQ(made.document["metadata"]["name"], "w-widget.example.com");
}

TEST(ImportSecondGeneration, RefusesWhatItDoesNotKnowWithThePath)
{
    auto odd = federatedDeployment;
    odd.replace(odd.find("clusterName: c2"), 15, "clusterNaem: c2");
    EXPECT_THAT(refusal(odd), HasSubstr("spec.overrides[0].clusterNaem is not a field"));
    EXPECT_THAT(refusal("apiVersion: core.kubefed.io/v1beta1\nkind: KubeFedCluster\nmetadata: {name: c1}\n"),
                HasSubstr("orreryctl join"));
}

TEST(ImportKarmada, KeepsAPolicyAndNamesWhatIsLost)
{
    const auto made = one(R"(
apiVersion: policy.karmada.io/v1alpha1
kind: PropagationPolicy
metadata: {name: web, namespace: shop}
spec:
  association: true
  schedulerName: default-scheduler
  failover: {application: {decisionConditions: {tolerationSeconds: 60}}}
  activationPreference: Lazy
  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
  placement:
    clusterAffinity: {clusterNames: [a, b]}
    spreadConstraints: [{spreadByField: cluster, minGroups: 2}]
    replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted, weightPreference: {dynamicWeight: AvailableReplicas}}
)");
    EXPECT_EQ(made.document["apiVersion"], "federation.orrery.dev/v1alpha1");
    EXPECT_EQ(made.document["spec"]["propagateDeps"], true);
    EXPECT_FALSE(made.document["spec"].contains("failover"));
    EXPECT_THAT(made.losses,
                ElementsAre(HasSubstr("spec.failover was left out"), HasSubstr("spec.activationPreference"),
                            HasSubstr("spreadConstraints[0].maxGroups")));
    const auto policy = readPolicy(made.document, "");
    ASSERT_TRUE(policy) << policy.error().text();
    EXPECT_EQ(policy->placement.scheduling, Scheduling::Dynamic);
}

TEST(ImportKarmada, TurnsTheOlderOverridesIntoOneRule)
{
    const auto made = one(R"(
apiVersion: policy.karmada.io/v1alpha1
kind: ClusterOverridePolicy
metadata: {name: images}
spec:
  targetCluster: {clusterNames: [a]}
  overriders: {imageOverrider: [{component: Registry, operator: replace, value: r.example.com}]}
)");
    EXPECT_EQ(made.document["spec"], yaml(R"(
overrideRules:
- targetCluster: {clusterNames: [a]}
  overriders: {imageOverrider: [{component: Registry, operator: replace, value: r.example.com}]}
)"));
}

TEST(ImportKarmada, RefusesWhatWouldPlaceOtherwise)
{
    EXPECT_THAT(refusal(R"(
apiVersion: policy.karmada.io/v1alpha1
kind: ClusterPropagationPolicy
metadata: {name: p}
spec: {resourceSelectors: [{apiVersion: v1, kind: Secret}], placement: {clusterAffinity: {labelSelecter: {}}}}
)"),
                HasSubstr("spec.placement.clusterAffinity.labelSelecter is not a field"));
    EXPECT_THAT(refusal("apiVersion: work.karmada.io/v1alpha2\nkind: ResourceBinding\nmetadata: {name: b}\n"),
                HasSubstr("ResourceBinding of work.karmada.io/v1alpha2"));
}

TEST(Import, PassesPlainObjectsAndItsOwnAsTheyAre)
{
    const std::string plain = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}";
    const auto made = one(plain);
    EXPECT_EQ(made.document, yaml(plain));
    EXPECT_THAT(made.notes, ElementsAre(HasSubstr("plain object")));
    const std::string ours =
        "{apiVersion: federation.orrery.dev/v1alpha1, kind: PropagationPolicy, metadata: {name: p}}";
    EXPECT_EQ(one(ours).document, yaml(ours));
}

TEST(Import, GoesOnBehindWhatIsRefusedAndSaysTheLine)
{
    const auto made = imported("{apiVersion: work.karmada.io/v1alpha2, kind: Work, metadata: {name: w}}\n---\n"
                               "{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: web}, spec: "
                               "{template: {metadata: {labels: {a: b}}}}}\n---\n"
                               "{apiVersion: cluster.karmada.io/v1alpha1, kind: Cluster, metadata: {name: w}}\n");
    ASSERT_EQ(made.refused.size(), 2u);
    EXPECT_THAT(made.refused[0].message, HasSubstr("line 1, Work w"));
    EXPECT_THAT(made.refused[1].message, HasSubstr("line 5, Cluster w"));
    ASSERT_EQ(made.objects.size(), 1u);
    EXPECT_EQ(made.objects[0].document["apiVersion"], "apps/v1");
    EXPECT_THAT(made.objects[0].notes, Contains(HasSubstr("extensions/v1beta1 Deployment is no longer served")));
}

TEST(Import, TakesATemplateOfAMegabyte)
{
    Json object = yaml(federatedDeployment);
    object["spec"]["template"]["metadata"]["annotations"]["big"] = std::string(1 << 20, 'x');
    const auto made = one(object.dump());
    EXPECT_EQ(made.document["spec"]["template"]["metadata"]["annotations"]["big"].get<std::string>().size(), 1u << 20);
}

} // namespace orrery::federation
