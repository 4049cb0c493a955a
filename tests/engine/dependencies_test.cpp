#include "engine/ring.h"
#include "federation/names.h"

namespace orrery::engine {
namespace {

using api::Json;
using federation::PlacementState;
using testing::HasSubstr;

/// What a workload needs follows it, in the running engine.
class Dependencies : public Ring {
protected:
    void SetUp() override
    {
        Ring::SetUp();
        join({"aws", "azure"});
    }
    void write(const api::Resource& resource, const Json& object)
    {
        const auto applied = at("gke")->apply(resource, object, "test", true);
        ASSERT_TRUE(applied) << applied.error().text();
    }
    void federate(const std::string& name, const Json& manifest)
    {
        write(federation::resources::federatedResources, {{"apiVersion", "federation.orrery.dev/v1alpha1"},
                                                          {"kind", "FederatedResource"},
                                                          {"metadata", {{"name", name}, {"namespace", "default"}}},
                                                          {"spec", {{"template", manifest}}}});
    }
    void policy(const std::string& cluster)
    {
        write(federation::resources::propagationPolicies,
              {{"apiVersion", "federation.orrery.dev/v1alpha1"},
               {"kind", "PropagationPolicy"},
               {"metadata", {{"name", "web"}, {"namespace", "default"}}},
               {"spec",
                {{"propagateDeps", true},
                 {"resourceSelectors", Json::array({{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}})},
                 {"placement", {{"clusterAffinity", {{"clusterNames", {cluster}}}}}}}}});
    }
    static Json deployment()
    {
        const Json container{{"name", "w"},
                             {"image", "w:1"},
                             {"envFrom", Json::array({{{"configMapRef", {{"name", "settings"}}}},
                                                      {{"secretRef", {{"name", "lost"}}}}})}};
        return {
            {"apiVersion", "apps/v1"},
            {"kind", "Deployment"},
            {"metadata", {{"name", "web"}, {"namespace", "default"}}},
            {"spec",
             {{"replicas", 2},
              {"selector", {{"matchLabels", {{"app", "web"}}}}},
              {"template",
               {{"metadata", {{"labels", {{"app", "web"}}}}}, {"spec", {{"containers", Json::array({container})}}}}}}}};
    }
    [[nodiscard]] bool isOnlyIn(const std::string& here, const std::string& other)
    {
        return until([&] {
            const auto gone = placement("settings", other);
            return stored(here, "settings") == "1" && stored(other, "settings").empty() && gone
                && gone->state == PlacementState::NotPlaced;
        });
    }
};

TEST_F(Dependencies, FollowTheirWorkloadAndMoveWithIt)
{
    policy("aws");
    federate("web-deployment", deployment());
    apply("settings", "1");
    EXPECT_TRUE(isOnlyIn("aws", "azure"));
    policy("azure");
    EXPECT_TRUE(isOnlyIn("azure", "aws"));
    const auto removed = at("gke")->remove(federation::resources::federatedResources, {"default", "web-deployment"});
    ASSERT_TRUE(removed) << removed.error().text();
    EXPECT_TRUE(until([this] { return stored("aws", "settings") == "1" && stored("azure", "settings") == "1"; }))
        << "nothing needs it any more, and no policy says where";
}

TEST_F(Dependencies, SayWhatIsMissingUntilItIsThere)
{
    policy("aws");
    federate("web-deployment", deployment());
    const auto notes = [this] {
        const auto found = at("gke")->get(federation::resources::federatedResources, {"default", "web-deployment"});
        return found ? api::dump(api::at(*found, "/status/notes")) : std::string();
    };
    EXPECT_TRUE(until([&] { return notes().find("Secret default/lost") != std::string::npos; }));
    EXPECT_TRUE(until([&] { return notes().find("ConfigMap default/settings") != std::string::npos; }));
    const auto said = event("Noted", "gke");
    ASSERT_TRUE(said);
    EXPECT_THAT(said->message, HasSubstr("is not federated and cannot follow"));
    apply("settings", "1");
    EXPECT_TRUE(until([&] { return notes().find("settings") == std::string::npos; })) << notes();
    EXPECT_THAT(notes(), HasSubstr("lost"));
}

} // namespace
} // namespace orrery::engine
