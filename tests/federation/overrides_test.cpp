#include "federation/overrides.h"

#include "federation/documents.h"
#include "federation/simulate.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

Json deployment(const std::string& kind = "Deployment")
{
    auto made = yaml(R"(
apiVersion: apps/v1
metadata: {name: web, namespace: shop, labels: {app: web, tier: gold}}
spec:
  replicas: 3
  template:
    spec:
      initContainers: [{name: first, image: reg.example/first:v1}]
      containers:
      - {name: web, image: "reg.example/web:v1", command: [web, -v, -t]}
      - {name: side, image: side}
)");
    made["kind"] = kind;
    return made;
}

OverridePolicy policy(const std::string& spec, const std::string& name = "p", const std::string& ns = "shop")
{
    Json object{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                {"kind", ns.empty() ? "ClusterOverridePolicy" : "OverridePolicy"},
                {"metadata", {{"name", name}, {"namespace", ns}}},
                {"spec", yaml(spec)}};
    auto made = readOverridePolicy(object, "overrides[0]");
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : OverridePolicy();
}

OverridePolicies all(std::vector<OverridePolicy> policies)
{
    OverridePolicies out;
    for (auto& one : policies)
        out.push_back(std::make_shared<const OverridePolicy>(std::move(one)));
    return out;
}

ClusterTraits cluster(const std::string& name)
{
    ClusterTraits made;
    made.name = name;
    made.provider = name == "aws" ? "aws" : "gcp";
    return made;
}

/// What one rule with these overriders makes of a manifest.
Json with(const std::string& overriders, Json manifest = deployment())
{
    const auto made =
        overridden(std::move(manifest), all({policy("overriders: " + overriders)}), nullptr, cluster("aws"));
    EXPECT_TRUE(made) << made.error().text();
    return made ? made->manifest : Json();
}

std::string refusal(const std::string& overriders)
{
    const auto made = overridden(deployment(), all({policy("overriders: " + overriders)}), nullptr, cluster("aws"));
    EXPECT_FALSE(made) << made->manifest.dump();
    return made ? "" : made.error().message;
}

constexpr auto images = "/spec/template/spec/containers";

std::string image(const std::string& overrider)
{
    return api::text(with("{imageOverrider: [" + overrider + "]}"), std::string(images) + "/0/image");
}

TEST(Overrides, ChangeEachPartOfAnImage)
{
    EXPECT_EQ(image("{component: Registry, operator: replace, value: mirror.example}"), "mirror.example/web:v1");
    EXPECT_EQ(image("{component: Registry, operator: add, value: .eu}"), "reg.example.eu/web:v1");
    EXPECT_EQ(image("{component: Registry, operator: remove}"), "web:v1");
    EXPECT_EQ(image("{component: Repository, operator: add, value: /arm}"), "reg.example/web/arm:v1");
    EXPECT_EQ(image("{component: Tag, operator: add, value: -rc}"), "reg.example/web:v1-rc");
    EXPECT_EQ(image("{component: Tag, operator: remove}"), "reg.example/web");
    const auto digest = "sha256:" + std::string(64, 'b');
    EXPECT_EQ(image("{component: Tag, operator: replace, value: '" + digest + "'}"), "reg.example/web@" + digest);
    EXPECT_EQ(image("{component: Tag, operator: add, value: '" + digest + "'}"), "reg.example/web:v1");
}

TEST(Overrides, ReachTheContainersOfEveryKindThatHasThem)
{
    const std::string rule = "{imageOverrider: [{component: Registry, operator: replace, value: m.example}]}";
    for (const auto* kind : {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"}) {
        const auto made = with(rule, deployment(kind));
        EXPECT_EQ(at(made, "/spec/template/spec/containers/0/image"), "m.example/web:v1") << kind;
        EXPECT_EQ(at(made, "/spec/template/spec/containers/1/image"), "m.example/side") << kind;
        EXPECT_EQ(at(made, "/spec/template/spec/initContainers/0/image"), "reg.example/first:v1") << kind;
    }
    EXPECT_EQ(with(rule, deployment("Widget")), deployment("Widget"));
    const auto pod =
        yaml("{kind: Pod, apiVersion: v1, metadata: {name: p, namespace: shop}, spec: {containers: [{image: web}]}}");
    EXPECT_EQ(at(with(rule, pod), "/spec/containers/0/image"), "m.example/web");
    const auto named = with("{imageOverrider: [{predicate: {path: /spec/template/spec/initContainers/0/image}, "
                            "component: Tag, operator: replace, value: v2}]}");
    EXPECT_EQ(at(named, "/spec/template/spec/initContainers/0/image"), "reg.example/first:v2");
    EXPECT_EQ(at(named, "/spec/template/spec/containers/0/image"), "reg.example/web:v1");
}

TEST(Overrides, ChangeCommandAndArgsOfTheNamedContainer)
{
    EXPECT_EQ(at(with("{commandOverrider: [{containerName: web, operator: add, value: [-x]}]}"),
                 "/spec/template/spec/containers/0/command"),
              (Json{"web", "-v", "-t", "-x"}));
    EXPECT_EQ(at(with("{commandOverrider: [{containerName: web, operator: remove, value: [-t, -x]}]}"),
                 "/spec/template/spec/containers/0/command"),
              (Json{"web", "-v"}));
    EXPECT_EQ(at(with("{argsOverrider: [{containerName: side, operator: add, value: [-x]}]}"),
                 "/spec/template/spec/containers/1/args"),
              (Json{"-x"}));
    EXPECT_EQ(with("{argsOverrider: [{containerName: side, operator: remove, value: [-x]}]}"), deployment());
    EXPECT_EQ(with("{argsOverrider: [{containerName: other, operator: add, value: [-x]}]}"), deployment());
}

TEST(Overrides, ChangeLabelsAndAnnotations)
{
    EXPECT_EQ(at(with("{labelsOverrider: [{operator: replace, value: {app: shop, new: x}}]}"), "/metadata/labels"),
              (Json{{"app", "shop"}, {"tier", "gold"}}));
    EXPECT_EQ(at(with("{labelsOverrider: [{operator: remove, value: {app: '', new: x}}]}"), "/metadata/labels"),
              (Json{{"tier", "gold"}}));
    EXPECT_EQ(at(with("{annotationsOverrider: [{operator: add, value: {a.example/b: x}}]}"), "/metadata/annotations"),
              (Json{{"a.example/b", "x"}}));
}

Json settings()
{
    return yaml(R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  json: '{"db": {"host": "a", "pool": 3}}'
  yaml: |
    db:
      host: a
    ports: [1, 2]
  plain: "no: [document"
)");
}

TEST(Overrides, ReachIntoDocumentsInStrings)
{
    const auto made =
        with("{fieldOverrider: [{fieldPath: /data/json, json: [{subPath: /db/host, operator: replace, value: b}]}, "
             "{fieldPath: /data/yaml, yaml: [{subPath: /ports/-, operator: add, value: 3}, {subPath: /db/host, "
             "operator: remove}]}]}",
             settings());
    EXPECT_EQ(api::text(made, "/data/json"), R"({"db":{"host":"b","pool":3}})");
    EXPECT_EQ(yaml(api::text(made, "/data/yaml")), yaml("{db: {}, ports: [1, 2, 3]}"));
    const auto broken =
        policy("overriders: {fieldOverrider: [{fieldPath: /data/plain, yaml: [{subPath: /no, operator: remove}]}]}");
    EXPECT_FALSE(overridden(settings(), all({broken}), nullptr, cluster("aws")));
    const auto absent =
        policy("overriders: {fieldOverrider: [{fieldPath: /data/nowhere, json: [{subPath: /no, operator: remove}]}]}");
    EXPECT_FALSE(overridden(settings(), all({absent}), nullptr, cluster("aws")));
}

TEST(Overrides, PatchTheObjectLast)
{
    const auto made = with("{plaintext: [{path: /spec/replicas, operator: replace, value: 9}, "
                           "{path: /metadata/labels/was, operator: copy, from: /metadata/labels/app}], "
                           "labelsOverrider: [{operator: replace, value: {app: shop}}]}");
    EXPECT_EQ(at(made, "/spec/replicas"), 9);
    EXPECT_EQ(api::text(made, "/metadata/labels/was"), "shop");
}

TEST(Overrides, GoFromTheWeakestPolicyToTheStrongest)
{
    const auto rule = [](const std::string& who) {
        return "overrideRules: [{overriders: {annotationsOverrider: [{operator: add, value: {who: " + who + "}}]}}]";
    };
    const std::string named = "resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}], ";
    const std::string labelled =
        "resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, labelSelector: {matchLabels: {app: web}}}], ";
    const std::string other = "resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: api}], ";
    const auto policies =
        all({policy("{" + named + rule("name") + "}", "a"), policy("{" + labelled + rule("label") + "}", "z"),
             policy("{" + rule("every2") + "}", "c"), policy("{" + rule("every1") + "}", "b"),
             policy("{" + other + rule("other") + "}", "d"), policy("{" + named + rule("wide") + "}", "y", ""),
             policy("{" + rule("elsewhere") + "}", "e", "office")});
    const auto own = policy("{" + rule("own") + "}", "web-deployment");
    const auto made = overridden(deployment(), policies, &own, cluster("aws"));
    ASSERT_TRUE(made) << made.error().text();
    std::vector<std::string> order;
    for (const auto& applied : made->applied)
        order.push_back(applied.policy.name);
    EXPECT_THAT(order, ElementsAre("y", "b", "c", "z", "a", "web-deployment"));
    EXPECT_EQ(api::text(made->manifest, "/metadata/annotations/who"), "own");
    EXPECT_EQ(toJson(made->applied[1]), yaml("{policy: {kind: OverridePolicy, namespace: shop, name: b}, rule: 0, "
                                             "kind: annotations, path: /metadata/annotations/who}"));
}

TEST(Overrides, ApplyTheRulesThatMeanTheCluster)
{
    const auto policies = all({policy(R"({overrideRules: [
        {targetCluster: {clusterNames: [aws]}, overriders: {labelsOverrider: [{operator: add, value: {a: x}}]}},
        {targetCluster: {fieldSelector: {matchExpressions: [{key: provider, operator: In, values: [gcp]}]}}, overriders: {labelsOverrider: [{operator: add, value: {b: x}}]}},
        {overriders: {labelsOverrider: [{operator: add, value: {c: x}}]}}]})")});
    const auto in = [&](const char* name) {
        return at(overridden(deployment(), policies, nullptr, cluster(name))->manifest, "/metadata/labels").dump();
    };
    EXPECT_THAT(in("aws"), AllOf(HasSubstr("\"a\""), HasSubstr("\"c\""), testing::Not(HasSubstr("\"b\""))));
    EXPECT_THAT(in("gke"), AllOf(HasSubstr("\"b\""), HasSubstr("\"c\""), testing::Not(HasSubstr("\"a\""))));
    const auto older = all({policy(
        "{targetCluster: {clusterNames: [gke]}, overriders: {labelsOverrider: [{operator: add, value: {old: x}}]}}")});
    EXPECT_TRUE(overridden(deployment(), older, nullptr, cluster("aws"))->applied.empty());
    EXPECT_EQ(overridden(deployment(), older, nullptr, cluster("gke"))->applied.size(), 1u);
}

TEST(Overrides, NameThePolicyTheRuleAndThePlaceOfWhatDoesNotFit)
{
    EXPECT_THAT(refusal("{plaintext: [{path: /spec/nowhere, operator: remove}]}"),
                AllOf(HasSubstr("OverridePolicy shop/p, rule 0"), HasSubstr("plaintext[0] (remove /spec/nowhere)")));
    EXPECT_THAT(refusal("{plaintext: [{path: /metadata/name, operator: replace, value: other}]}"),
                HasSubstr("cannot change"));
    EXPECT_THAT(refusal("{plaintext: [{path: /metadata/labels, operator: add, value: text}]}"), HasSubstr("no map"));
    EXPECT_THAT(refusal("{imageOverrider: [{predicate: {path: /spec/replicas}, component: Tag, operator: remove}]}"),
                HasSubstr("no image at /spec/replicas"));
}

TEST(Overrides, AreReadStrictly)
{
    const auto fault = [](const std::string& spec) {
        const auto made = readOverridePolicy(
            {{"kind", "OverridePolicy"}, {"metadata", {{"name", "p"}}}, {"spec", yaml(spec)}}, "overrides[2]");
        EXPECT_FALSE(made) << spec;
        return made ? "" : made.error().message;
    };
    EXPECT_THAT(fault("{overrideRule: []}"), HasSubstr("overrides[2].spec.overrideRule is not a field"));
    EXPECT_THAT(fault("{overrideRules: [{overriders: {imageOverrider: [{component: Tags, operator: add}]}}]}"),
                HasSubstr("overrides[2].spec.overrideRules[0].overriders.imageOverrider[0].component"));
    EXPECT_THAT(fault("{overrideRules: [{overriders: {commandOverrider: [{containerName: a, operator: replace}]}}]}"),
                HasSubstr("operator"));
    EXPECT_THAT(fault("{overrideRules: [{overriders: {plaintext: [{operator: add, value: 1}]}}]}"),
                HasSubstr("plaintext[0].path is missing"));
    EXPECT_THAT(fault("{overrideRules: [{overriders: {fieldOverrider: [{fieldPath: data}]}}]}"),
                HasSubstr("fieldPath"));
    EXPECT_THAT(fault("{overrideRules: [], overriders: {}}"), HasSubstr("cannot stand beside"));
    EXPECT_THAT(fault("{overrideRules: [{targetCluster: {clusterName: [a]}}]}"),
                HasSubstr("targetCluster.clusterName"));
}

TEST(Overrides, APolicyThatCannotBeReadKeepsBackWhatItMayMean)
{
    OverridePolicy broken;
    broken.ref = {"OverridePolicy", "shop", "broken"};
    broken.fault = Error{ErrorKind::Invalid, "field.unknown", "spec.x is not a field"};
    const auto made = overridden(deployment(), all({broken}), nullptr, cluster("aws"));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "OverridePolicy shop/broken: spec.x is not a field");
}

TEST(Overrides, ShowInASimulationWhatTheyChangedAndWhatDoesNotFit)
{
    const auto made = simulate(yaml(R"(
federation: {name: ring}
clusters: [{name: aws}, {name: gke}]
resources:
- manifest:
    apiVersion: federation.orrery.dev/v1alpha1
    kind: FederatedResource
    metadata: {name: web-deployment, namespace: shop}
    spec:
      template: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 4}}
      overrides:
      - targetCluster: {clusterNames: [gke]}
        overriders: {labelsOverrider: [{operator: add, value: {cloud: google}}]}
overrides:
- apiVersion: policy.karmada.io/v1alpha1
  kind: OverridePolicy
  metadata: {name: paused, namespace: shop}
  spec:
    overrideRules:
    - targetCluster: {clusterNames: [aws]}
      overriders: {plaintext: [{path: /spec/paused, operator: replace, value: true}]}
)"));
    ASSERT_TRUE(made) << made.error().text();
    const auto& aws = (*made)["manifests"][0];
    const auto& gke = (*made)["manifests"][1];
    EXPECT_EQ(at(aws, "/error/code"), "override.failed");
    EXPECT_FALSE(aws.contains("manifest"));
    EXPECT_EQ(at(gke, "/manifest/metadata/labels/cloud"), "google");
    EXPECT_EQ(at(gke, "/manifest/spec/replicas"), 2);
    EXPECT_EQ(at(gke, "/overrides/0"),
              yaml("{policy: {kind: FederatedResource, namespace: shop, name: web-deployment}, rule: 0, kind: labels, "
                   "path: /metadata/labels/cloud}"));
    // What is written is recognised by the hash of what it is after its overrides.
    const auto* hash = "/manifest/metadata/annotations/federation.orrery.dev~1applied-hash";
    const auto plain = simulate(yaml("{federation: {name: ring}, clusters: [{name: gke}], resources: [{manifest: "
                                     "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, "
                                     "spec: {replicas: 2}}}]}"));
    EXPECT_NE(at((*plain)["manifests"][0], hash), at(gke, hash));
}

} // namespace
} // namespace orrery::federation
