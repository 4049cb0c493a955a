#include "engine/ring.h"
#include "federation/names.h"
#include "support/manual_clock.h"

namespace orrery::engine {
namespace {

using api::Json;
using namespace std::chrono_literals;

const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};

/// Two members, a Deployment divided by free capacity, and a clock that is moved by hand.
class StuckPods : public Ring {
protected:
    StuckPods() : Ring(clock()) { }
    static test::ManualClock& clock()
    {
        static test::ManualClock made;
        return made;
    }
    void SetUp() override
    {
        Ring::SetUp();
        join({"aws", "azure"});
        const Json policy{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                          {"kind", "ClusterPropagationPolicy"},
                          {"metadata", {{"name", "room"}}},
                          {"spec",
                           {{"resourceSelectors", Json::array({{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}})},
                            {"placement",
                             {{"replicaScheduling",
                               {{"weightPreference", {{"dynamicWeight", "AvailableReplicas"}}},
                                {"moveUnschedulable", Json::object()}}}}}}}};
        const auto applied = at("gke")->apply(federation::resources::clusterPropagationPolicies, policy, "test", true);
        ASSERT_TRUE(applied) << applied.error().text();
    }
    void cordon(const std::string& cluster, bool closed)
    {
        for (int i = 1; i <= 3; ++i) {
            const auto patched =
                at(cluster)->mergePatch(federation::resources::nodes, {"", cluster + "-node-" + std::to_string(i)},
                                        {{"spec", {{"unschedulable", closed}}}});
            ASSERT_TRUE(patched) << patched.error().text();
        }
    }
    void submit(const std::string& note)
    {
        const auto applied = engine->submit(Engine::Verb::Apply, R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {note: )" + note + R"(}}
spec:
  replicas: 6
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}
)",
                                            "test", "shop");
        ASSERT_TRUE(applied) << applied.error().text();
    }
    [[nodiscard]] std::int64_t replicas(const std::string& cluster)
    {
        const auto found = at(cluster)->get(deployments, {"shop", "web"});
        return found ? api::number(*found, "/spec/replicas") : 0;
    }
    [[nodiscard]] Json status()
    {
        const auto found = at("gke")->get(federation::resources::federatedResources, {"shop", "web-deployment"});
        return found ? api::at(*found, "/status") : Json();
    }
};

TEST_F(StuckPods, LeaveForAClusterWithRoomAndStayThere)
{
    cordon("aws", true);
    submit("first");
    ASSERT_TRUE(until([this] { return replicas("aws") == 3 && replicas("azure") == 3; })) << "both seem to have room";
    ASSERT_TRUE(until([this] { return api::number(status(), "/readyReplicas") == 3; }));
    clock().advance(6min);
    const auto told = event("Moved", "gke");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->message, "3 replicas leave aws, which has had no node for them for 300 s");
    EXPECT_EQ(told->object, "Deployment shop/web");
    EXPECT_TRUE(until([this] { return replicas("azure") == 6 && api::number(status(), "/readyReplicas") == 6; }));
    EXPECT_TRUE(until([this] {
        const auto now = status();
        for (const auto& cluster : api::at(now, "/clusters")) {
            if (cluster["name"] == "aws")
                return cluster["state"] == "NotPlaced" && cluster.contains("noRoomSince");
        }
        return false;
    })) << "whoever runs the controllers next knows it";
    cordon("aws", false);
    submit("second");
    ASSERT_TRUE(until([this] { return api::number(status(), "/observedGeneration") == 2; }));
    EXPECT_EQ(replicas("azure"), 6) << "what runs stays";
}

} // namespace
} // namespace orrery::engine
