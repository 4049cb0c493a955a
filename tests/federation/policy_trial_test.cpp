#include "federation/policy_trial.h"

#include "federation/documents.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::StartsWith;

Json world()
{
    return yaml(R"(
clusters: [{name: aws}, {name: azure}]
resources:
- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 10}}
- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}
policies:
- apiVersion: federation.orrery.dev/v1alpha1
  kind: PropagationPolicy
  metadata: {name: web, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
    placement: {clusterAffinity: {clusterNames: [aws]}}
)");
}

Json policy(const std::string& name, const std::string& kind, const std::string& clusters)
{
    return yaml("{apiVersion: federation.orrery.dev/v1alpha1, kind: PropagationPolicy, metadata: {name: " + name
                + ", namespace: shop}, spec: {resourceSelectors: [{apiVersion: "
                + (kind == "ConfigMap" ? "v1" : "apps/v1") + ", kind: " + kind
                + "}], placement: {clusterAffinity: {clusterNames: [" + clusters + "]}}}}");
}

TEST(PolicyTrial, AnEditedPolicyTakesThePlaceOfTheOneOfItsName)
{
    const auto made = tryPolicy(world(), policy("web", "Deployment", "azure"));
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(api::at(*made, "/moves"), yaml(R"(
- object: {apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop}
  before: [{name: aws, replicas: 10}]
  after: [{name: azure, replicas: 10}]
)"));
    EXPECT_EQ(api::number(*made, "/unmoved"), 1);
    EXPECT_EQ(api::at(*made, "/placed").size(), 1u);
}

TEST(PolicyTrial, ANewPolicyStandsBesideTheOthers)
{
    const auto made = tryPolicy(world(), policy("settings", "ConfigMap", "aws"));
    ASSERT_TRUE(made) << made.error().text();
    ASSERT_EQ(api::at(*made, "/moves").size(), 1u);
    EXPECT_EQ(api::text(*made, "/moves/0/object/name"), "settings");
    EXPECT_EQ(api::at(*made, "/moves/0/after"), yaml("[{name: aws}]"));
}

TEST(PolicyTrial, WhatCannotBePlacedIsSaidWithItsReason)
{
    const auto made = tryPolicy(world(), policy("web", "Deployment", "nowhere"));
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_FALSE(api::text(*made, "/moves/0/error/message").empty());
}

TEST(PolicyTrial, WhatIsWrongIsNamedWithItsPathInThePolicy)
{
    auto wrong = policy("web", "Deployment", "aws");
    wrong["spec"]["placement"]["clusterAffinity"]["clusterName"] = "aws";
    const auto made = tryPolicy(world(), wrong);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "field.unknown");
    EXPECT_THAT(made.error().message, StartsWith("spec.placement.clusterAffinity.clusterName is not a field"));
}

TEST(PolicyTrial, WhatIsNoPolicyIsRefused)
{
    for (const auto* text : {"1", "[]", "{}", "{kind: Pod}", "{kind: PropagationPolicy, spec: 1}"})
        EXPECT_FALSE(tryPolicy(world(), yaml(text))) << text;
}

} // namespace
} // namespace orrery::federation
