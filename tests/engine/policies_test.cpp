#include "engine/ring.h"
#include "federation/names.h"

namespace orrery::engine {
namespace {

using api::Json;
using federation::PlacementState;
using testing::HasSubstr;

/// ConfigMaps of two members, placed by policies.
class Policies : public Ring {
protected:
    void SetUp() override
    {
        Ring::SetUp();
        join({"aws", "azure"});
    }
    /// Writes a cluster-wide policy for every ConfigMap.
    void policy(const std::string& name, const Json& placement, const Json& more = Json::object())
    {
        Json made{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                  {"kind", "ClusterPropagationPolicy"},
                  {"metadata", {{"name", name}}},
                  {"spec",
                   {{"resourceSelectors", Json::array({{{"apiVersion", "v1"}, {"kind", "ConfigMap"}}})},
                    {"placement", placement}}}};
        made["spec"].update(more);
        const auto applied = at("gke")->apply(kind, made, "test", true);
        ASSERT_TRUE(applied) << applied.error().text();
        ASSERT_TRUE(until([&] {
            const auto found = at("gke")->get(kind, {"", name});
            return found
                && api::number(*found, "/status/observedGeneration") == api::number(*found, "/metadata/generation");
        })) << "the policy has been seen";
    }
    void drop(const std::string& name)
    {
        const auto removed = at("gke")->remove(kind, {"", name});
        ASSERT_TRUE(removed) << removed.error().text();
    }
    [[nodiscard]] bool isIn(const std::string& cluster, const std::string& name, const std::string& value)
    {
        return until([&] { return stored(cluster, name) == value; });
    }
    [[nodiscard]] bool isGoneFrom(const std::string& cluster, const std::string& name)
    {
        return until([&] {
            const auto found = placement(name, cluster);
            return stored(cluster, name).empty() && found && found->state == PlacementState::NotPlaced;
        });
    }
    [[nodiscard]] Json status(const std::string& name)
    {
        const auto found = at("gke")->get(federation::resources::federatedResources, {"default", name + "-configmap"});
        return found ? api::at(*found, "/status") : Json();
    }
    static Json only(const std::string& cluster) { return {{"clusterAffinity", {{"clusterNames", {cluster}}}}}; }

    const api::Resource& kind = federation::resources::clusterPropagationPolicies;
};

TEST_F(Policies, PlaceWhatTheySelectAndAreNamedInItsStatus)
{
    policy("west", only("aws"));
    apply("settings", "1");
    EXPECT_TRUE(isIn("aws", "settings", "1"));
    EXPECT_TRUE(isGoneFrom("azure", "settings"));
    EXPECT_TRUE(until([this] { return api::text(status("settings"), "/policy/name") == "west"; }));
    EXPECT_TRUE(until([this] {
        const auto found = at("gke")->get(kind, {"", "west"});
        return found && api::number(*found, "/status/objects") == 1;
    })) << "and count what they place";
}

TEST_F(Policies, APausedClusterKeepsWhatItHasAndGetsNothingNew)
{
    const auto pause = [this](bool paused) {
        const auto said = at("gke")->mergePatch(clusters, {"", "aws"}, {{"spec", {{"paused", paused}}}});
        ASSERT_TRUE(said) << said.error().text();
    };
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    pause(true);
    ASSERT_TRUE(until([this] {
        const auto found = placement("settings", "aws");
        return found && found->state == PlacementState::Suspended;
    }));
    apply("settings", "2");
    apply("fresh", "1");
    EXPECT_TRUE(isIn("azure", "settings", "2"));
    EXPECT_TRUE(isIn("azure", "fresh", "1"));
    EXPECT_TRUE(until([this] {
        const auto found = placement("fresh", "aws");
        return found && found->state == PlacementState::NotPlaced
            && found->message == "the cluster is paused: nothing new goes there";
    }));
    EXPECT_EQ(stored("aws", "settings"), "1");
    EXPECT_EQ(stored("aws", "fresh"), "");
    pause(false);
    EXPECT_TRUE(isIn("aws", "settings", "2"));
    EXPECT_TRUE(isIn("aws", "fresh", "1"));
}

TEST_F(Policies, AnEditMovesWhatTheyPlaceAndSaysSo)
{
    policy("west", only("aws"));
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    policy("west", only("azure"));
    EXPECT_TRUE(isIn("azure", "settings", "1"));
    EXPECT_TRUE(isGoneFrom("aws", "settings"));
    const auto said = event("PolicyChanged", "gke");
    ASSERT_TRUE(said);
    EXPECT_EQ(said->message, "1 object is decided anew");
}

TEST_F(Policies, APolicyThatIsGoneRemovesNothing)
{
    policy("west", only("aws"));
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    drop("west");
    const auto said = event("PolicyGone", "gke");
    ASSERT_TRUE(said);
    EXPECT_THAT(said->message, HasSubstr("1 object that it placed stays where it is"));
    ASSERT_TRUE(event("Kept", "gke"));
    apply("settings", "2");
    EXPECT_TRUE(isIn("aws", "settings", "2")) << "it is still looked after";
    EXPECT_TRUE(isGoneFrom("azure", "settings")) << "and goes nowhere else";
    EXPECT_TRUE(until([this] { return api::flag(status("settings"), "/kept"); }));
    policy("east", only("azure"));
    EXPECT_TRUE(isIn("azure", "settings", "2")) << "until another policy takes it";
    EXPECT_TRUE(isGoneFrom("aws", "settings"));
}

TEST_F(Policies, APolicyThatNoClusterMeetsRemovesNothing)
{
    policy("west", only("aws"));
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    policy("west", only("mars"));
    const auto said = event("Unschedulable", "gke");
    ASSERT_TRUE(said);
    EXPECT_THAT(said->message, HasSubstr("0/2 clusters available: 2 not among clusterAffinity.clusterNames"));
    EXPECT_THAT(said->message, HasSubstr("it stays where it is"));
    EXPECT_EQ(stored("aws", "settings"), "1");
}

TEST_F(Policies, TaintsExpelWhenTheirTimeIsOver)
{
    auto tolerant = only("aws");
    tolerant = {
        {"clusterTolerations",
         Json::array({{{"key", "k"}, {"operator", "Exists"}, {"effect", "NoExecute"}, {"tolerationSeconds", 3600}}})}};
    policy("all", tolerant);
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    ASSERT_TRUE(isIn("azure", "settings", "1"));
    const auto taint = [&](std::chrono::seconds ago) {
        const auto added = rfc3339(Clock::system().wall() - ago);
        const auto patched = at("gke")->mergePatch(
            clusters, {"", "aws"},
            {{"spec", {{"taints", Json::array({{{"key", "k"}, {"effect", "NoExecute"}, {"timeAdded", added}}})}}}});
        ASSERT_TRUE(patched) << patched.error().text();
    };
    taint(std::chrono::seconds(3598));
    EXPECT_TRUE(isGoneFrom("aws", "settings")) << "the clock alone does it";
    EXPECT_EQ(stored("azure", "settings"), "1");
}

TEST_F(Policies, ALaterGroupIsKeptUntilSomebodyAsksAnew)
{
    policy("ordered", {{"clusterAffinities", Json::array({{{"affinityName", "home"}, {"clusterNames", {"aws"}}},
                                                          {{"affinityName", "away"}, {"clusterNames", {"azure"}}}})}});
    const auto taint = [&](const Json& taints) {
        const auto patched = at("gke")->mergePatch(clusters, {"", "aws"}, {{"spec", {{"taints", taints}}}});
        ASSERT_TRUE(patched) << patched.error().text();
    };
    apply("settings", "1");
    ASSERT_TRUE(isIn("aws", "settings", "1"));
    taint(Json::array({{{"key", "k"}, {"effect", "NoExecute"}}}));
    ASSERT_TRUE(isIn("azure", "settings", "1"));
    ASSERT_TRUE(isGoneFrom("aws", "settings"));
    const auto moved = event("AffinityTaken", "gke");
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->message, "group away takes it, before: home");
    taint(Json::array());
    apply("settings", "2");
    EXPECT_TRUE(isIn("azure", "settings", "2")) << "decided again, and not back";
    EXPECT_EQ(stored("aws", "settings"), "");
    const auto asked = engine->reschedule("configmap", "default", "settings");
    ASSERT_TRUE(asked) << asked.error().text();
    EXPECT_EQ(*asked, "ConfigMap default/settings");
    EXPECT_TRUE(isIn("aws", "settings", "2"));
    EXPECT_TRUE(isGoneFrom("azure", "settings"));
    EXPECT_TRUE(event("Rescheduled", "gke"));
    EXPECT_TRUE(until([this] { return !api::text(status("settings"), "/rescheduled").empty(); }));
    const auto nobody = engine->reschedule("configmap", "default", "none");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, "federation.no-such-object");
}

TEST_F(Policies, SayWhetherForeignObjectsAreTakenAndWhatDeletingLeaves)
{
    const auto foreign = at("aws")->create(configMaps, {{"apiVersion", "v1"},
                                                        {"kind", "ConfigMap"},
                                                        {"metadata", {{"name", "settings"}, {"namespace", "default"}}},
                                                        {"data", {{"a", "theirs"}}}});
    ASSERT_TRUE(foreign) << foreign.error().text();
    policy("all", Json::object(), {{"conflictResolution", "Overwrite"}, {"preserveResourcesOnDeletion", true}});
    apply("settings", "ours");
    EXPECT_TRUE(isIn("aws", "settings", "ours"));
    EXPECT_TRUE(isIn("azure", "settings", "ours"));
    const auto removed =
        at("gke")->remove(federation::resources::federatedResources, {"default", "settings-configmap"});
    ASSERT_TRUE(removed) << removed.error().text();
    EXPECT_TRUE(until([this] { return status("settings").is_null(); }));
    EXPECT_EQ(stored("aws", "settings"), "ours");
    EXPECT_EQ(stored("azure", "settings"), "ours");
}

TEST_F(Policies, SuspendedClustersAreLeftAlone)
{
    policy("all", Json::object(), {{"suspension", {{"dispatchingOnClusters", {{"clusterNames", {"azure"}}}}}}});
    apply("settings", "1");
    EXPECT_TRUE(isIn("aws", "settings", "1"));
    EXPECT_TRUE(until([this] {
        const auto found = placement("settings", "azure");
        return found && found->state == PlacementState::Suspended;
    }));
    EXPECT_EQ(stored("azure", "settings"), "");
}

} // namespace
} // namespace orrery::engine
