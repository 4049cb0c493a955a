#include "engine/preview.h"

#include "engine/explanation.h"
#include "engine/ring.h"
#include "federation/drill.h"
#include "federation/names.h"

namespace orrery::engine {
namespace {

using Effect = ClusterPreview::Effect;
using federation::Hop;
using federation::PlacementState;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};

std::string deployment(int replicas, const std::string& image = "web:v1")
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: default}\nspec:\n  replicas: "
         + std::to_string(replicas)
         + "\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
           "    spec: {containers: [{name: web, image: \""
         + image + "\"}]}\n";
}

std::string override(const std::string& cluster, const std::string& tag)
{
    return "apiVersion: federation.orrery.dev/v1alpha1\nkind: OverridePolicy\nmetadata: {name: tags, namespace: "
           "default}\n"
           "spec:\n  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]\n  overrideRules:\n"
           "  - targetCluster: {clusterNames: ["
         + cluster + "]}\n    overriders: {imageOverrider: [{component: Tag, operator: replace, value: " + tag
         + "}]}\n";
}

/// gke hosts, aws and azure are members, with one Deployment of four in both.
class PreviewOfAFederation : public Ring {
protected:
    void SetUp() override
    {
        Ring::SetUp();
        join({"aws", "azure"});
    }
    void submitted(const std::string& manifests)
    {
        const auto applied = engine->submit(Engine::Verb::Apply, manifests, "test", "default");
        ASSERT_TRUE(applied) << applied.error().text();
        for (const auto& one : *applied)
            ASSERT_FALSE(one.error) << one.error->text();
    }
    void running()
    {
        submitted(deployment(4));
        ASSERT_TRUE(until([&] { return is("aws", PlacementState::InSync) && is("azure", PlacementState::InSync); }));
    }
    bool is(const std::string& cluster, PlacementState state)
    {
        const auto found = placement("web", cluster);
        return found && found->state == state;
    }
    std::vector<Preview> previewed(const std::string& manifests)
    {
        auto made = engine->preview(manifests, "test", "default");
        EXPECT_TRUE(made) << made.error().text();
        return made ? *made : std::vector<Preview>();
    }
    static ClusterPreview in(const std::vector<Preview>& previews, const std::string& cluster)
    {
        for (const auto& preview : previews) {
            for (const auto& one : preview.clusters) {
                if (one.cluster == cluster)
                    return one;
            }
        }
        ADD_FAILURE() << "nothing is said of " << cluster;
        return {};
    }
    std::vector<Hop> explained(const std::vector<std::string>& clusters = {})
    {
        const auto made = engine->explain("deployment", "default", "web", clusters);
        EXPECT_TRUE(made) << made.error().text();
        return made ? made->chain : std::vector<Hop>();
    }
    std::string image(const std::string& cluster)
    {
        const auto live = at(cluster)->get(deployments, {"default", "web"});
        return live ? api::text(*live, "/spec/template/spec/containers/0/image") : "";
    }
};

TEST_F(PreviewOfAFederation, SaysWhatIsMadeAndWritesNothing)
{
    const auto made = previewed(deployment(4));
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_EQ(made[0].object, "Deployment default/web");
    EXPECT_EQ(in(made, "aws").effect, Effect::Created);
    EXPECT_EQ(in(made, "aws").replicasAfter, 2);
    EXPECT_THAT(made[0].warnings, IsEmpty());
    EXPECT_THAT(previewed(deployment(5))[0].warnings, testing::ElementsAre(HasSubstr("uid")));
    EXPECT_FALSE(at("aws")->get(deployments, {"default", "web"}));
    EXPECT_FALSE(at("gke")->get(federation::resources::federatedResources, {"default", "web-deployment"}));
}

TEST_F(PreviewOfAFederation, IsSilentAboutWhatServersAdd)
{
    running();
    const auto made = previewed(deployment(4));
    EXPECT_EQ(in(made, "aws").effect, Effect::Unchanged) << toJson(made[0]).dump(2);
    EXPECT_EQ(in(made, "azure").effect, Effect::Unchanged);
}

TEST_F(PreviewOfAFederation, SaysWhichFieldsChangeAndWhichReplicasMove)
{
    running();
    const auto made = previewed(deployment(6, "web:v2"));
    const auto aws = in(made, "aws");
    EXPECT_EQ(aws.effect, Effect::Changed);
    EXPECT_EQ(aws.replicasBefore, 2);
    EXPECT_EQ(aws.replicasAfter, 3);
    std::vector<std::string> paths;
    for (const auto& difference : aws.differences)
        paths.push_back(difference.path);
    EXPECT_THAT(paths, testing::UnorderedElementsAre("spec.replicas", "spec.template.spec.containers[web].image"));
    EXPECT_EQ(image("aws"), "web:v1");
}

TEST_F(PreviewOfAFederation, SaysThatAClusterIsPausedAndWhatTheOthersGet)
{
    running();
    ASSERT_TRUE(at("gke")->mergePatch(clusters, {"", "aws"}, {{"spec", {{"paused", true}}}}));
    ASSERT_TRUE(until([&] { return is("aws", PlacementState::Suspended); }));
    const auto made = previewed(deployment(7));
    EXPECT_EQ(in(made, "aws").effect, Effect::Suspended);
    EXPECT_EQ(in(made, "aws").reason, "the cluster is paused: nothing is written there");
    EXPECT_EQ(in(made, "aws").replicasAfter, 2);
    EXPECT_EQ(in(made, "azure").replicasAfter, 5);
    const auto lost = engine->drill({"azure"});
    ASSERT_TRUE(lost) << lost.error().text();
    EXPECT_EQ(api::text(*lost, "/moves/0/error/message"),
              "2 replicas more cannot be placed: every cluster left is paused");
}

TEST_F(PreviewOfAFederation, ShowsWhatAnOverridePolicyWouldDoToWhatIsThere)
{
    running();
    const auto made = previewed(override("azure", "arm"));
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_EQ(in(made, "aws").effect, Effect::Unchanged);
    const auto azure = in(made, "azure");
    EXPECT_EQ(azure.effect, Effect::Changed);
    ASSERT_THAT(azure.differences, SizeIs(1));
    EXPECT_EQ(*azure.differences[0].after, "web:arm");
    EXPECT_THAT(azure.overrides, SizeIs(1));
    EXPECT_THAT(previewed(override("gke", "arm")), IsEmpty()) << "it means no member";
}

TEST_F(PreviewOfAFederation, ShowsWhatWouldBeDeletedAndWhatIsInTheWay)
{
    running();
    const auto only = std::string("apiVersion: federation.orrery.dev/v1alpha1\nkind: PropagationPolicy\n"
                                  "metadata: {name: only, namespace: default}\nspec:\n"
                                  "  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]\n"
                                  "  placement: {clusterAffinity: {clusterNames: [azure]}}\n");
    const auto aws = in(previewed(only), "aws");
    EXPECT_EQ(aws.effect, Effect::Deleted);
    EXPECT_THAT(aws.reason, HasSubstr("clusterNames"));
    const api::Json foreign{
        {"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", {{"name", "taken"}, {"namespace", "default"}}}};
    ASSERT_TRUE(at("aws")->create(configMaps, foreign));
    const auto taken = previewed("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: taken}\ndata: {a: b}\n");
    EXPECT_EQ(in(taken, "aws").effect, Effect::Conflict);
    EXPECT_EQ(in(taken, "azure").effect, Effect::Created);
}

TEST_F(PreviewOfAFederation, SaysWhomItCouldNotAskAndWhoRefuses)
{
    fleet->refuse("azure", {"PATCH",
                            "/apis/apps/v1/namespaces/default/deployments",
                            {403, "Forbidden", "deployments \"web\" is forbidden: quota exceeded"},
                            1});
    const auto refused = in(previewed(deployment(4)), "azure");
    EXPECT_EQ(refused.effect, Effect::Refused);
    EXPECT_THAT(refused.reason, HasSubstr("quota exceeded"));
    fleet->setReachable("aws", false);
    EXPECT_EQ(in(previewed(deployment(4)), "aws").effect, Effect::NotAsked);
}

TEST_F(PreviewOfAFederation, WhatItShowsIsWhatHappens)
{
    running();
    submitted(override("azure", "arm"));
    EXPECT_TRUE(until([&] { return image("azure") == "web:arm"; }));
    EXPECT_EQ(image("aws"), "web:v1");
    EXPECT_TRUE(until([&] { return is("azure", PlacementState::InSync); }));
    EXPECT_EQ(in(previewed(deployment(4)), "azure").effect, Effect::Unchanged) << "the override stands in the host now";
    ASSERT_TRUE(at("gke")->remove(federation::resources::overridePolicies, {"default", "tags"}));
    EXPECT_TRUE(until([&] { return image("azure") == "web:v1"; }));
}

TEST_F(PreviewOfAFederation, AnOverrideThatDoesNotFitKeepsBackThatClusterOnly)
{
    submitted("apiVersion: federation.orrery.dev/v1alpha1\nkind: ClusterOverridePolicy\nmetadata: {name: broken}\n"
              "spec: {overrideRules: [{targetCluster: {clusterNames: [azure]}, overriders: {plaintext: "
              "[{path: /spec/nowhere/at, operator: remove}]}}]}\n");
    submitted(deployment(4));
    EXPECT_TRUE(until([&] { return is("aws", PlacementState::InSync) && is("azure", PlacementState::Failed); }));
    EXPECT_EQ(image("azure"), "");
    const auto chain = explained();
    const auto* broken = firstBroken(chain);
    ASSERT_TRUE(broken);
    EXPECT_EQ(broken->kind, Hop::Kind::Overrides);
    EXPECT_EQ(broken->cluster, "azure");
    EXPECT_THAT(broken->text, HasSubstr("ClusterOverridePolicy broken, rule 0"));
}

TEST_F(PreviewOfAFederation, TheWhyChainReachesThePods)
{
    running();
    EXPECT_TRUE(until([&] { return !firstBroken(explained()); }));
    EXPECT_THAT(explained({"aws"}), Contains(AllOf(testing::Field(&Hop::kind, Hop::Kind::Pods),
                                                   testing::Field(&Hop::text, "2 of 2 ready or done"))));
    EXPECT_EQ(engine->explain("deployment", "default", "web", {"moon"}).error().code, "federation.not-a-member");
    const auto unknown = engine->explain("deployment", "default", "other", {});
    ASSERT_TRUE(unknown);
    EXPECT_THAT(firstBroken(unknown->chain)->text, HasSubstr("not in the federation"));
}

TEST_F(PreviewOfAFederation, ADrillOfWhatIsThereMovesIt)
{
    running();
    const auto scenario = engine->scenario();
    ASSERT_TRUE(scenario) << scenario.error().text();
    const auto made = federation::drill(*scenario, {"aws"});
    ASSERT_TRUE(made) << made.error().text();
    ASSERT_THAT((*made)["moves"], SizeIs(1));
    EXPECT_EQ((*made)["moves"][0]["after"], (api::Json::array({{{"name", "azure"}, {"replicas", 4}}})));
    EXPECT_EQ(image("aws"), "web:v1") << "a drill writes nothing";
}

} // namespace
} // namespace orrery::engine
