#include "federation/kind.h"
#include "federation/names.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

/// What every kind of src/federation/kinds/ promises, whatever it is. A new kind needs a fixture pair and nothing here.
namespace orrery::federation {

namespace {

using api::Json;

struct Fixture {
    Json healthy{};
    Json unhealthy{};
    std::string reason{};
    Json desired{};
    Json ready{};
};

std::string fileOf(const FederatedKind& kind)
{
    std::string name = kind.resource.kind;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return std::string(ORRERY_SOURCE_DIR) + "/tests/data/kinds/" + name + ".json";
}

class KindContract : public ::testing::TestWithParam<const FederatedKind*> {
protected:
    const FederatedKind& kind() const { return *GetParam(); }

    Fixture fixture() const
    {
        std::ifstream file(fileOf(kind()));
        EXPECT_TRUE(file) << "a kind needs a fixture pair: " << fileOf(kind());
        std::stringstream content;
        content << file.rdbuf();
        auto parsed = api::parseJson(content.str());
        EXPECT_TRUE(parsed) << fileOf(kind());
        if (!parsed)
            return {};
        return {(*parsed)["healthy"], (*parsed)["unhealthy"], api::text(*parsed, "/reason"), (*parsed)["desired"],
                (*parsed)["ready"]};
    }

    Json sent(std::optional<std::int64_t> replicas = {}) const
    {
        return forMember(fixture().healthy, kind(), replicas, {"magicring", "uid-1"});
    }
};

Json numberOrNull(const std::optional<std::int64_t>& value)
{
    return value ? Json(*value) : Json();
}

} // namespace

TEST_P(KindContract, NamesAResourceThatIsFoundAgain)
{
    const auto& resource = kind().resource;
    EXPECT_FALSE(resource.version.empty());
    EXPECT_FALSE(resource.plural.empty());
    EXPECT_EQ(kindOf({resource.group, "", resource.kind, "", true}).replicasPath, kind().replicasPath);
    ASSERT_NE(builtIn(resource.apiVersion(), resource.kind), nullptr);
    EXPECT_EQ(*builtIn(resource.apiVersion(), resource.kind), resource);
    EXPECT_EQ(api::text(fixture().healthy, "/apiVersion"), resource.apiVersion());
    EXPECT_EQ(api::text(fixture().healthy, "/kind"), resource.kind);
}

TEST_P(KindContract, TellsHealthyFromUnhealthyAndSaysWhy)
{
    const auto pair = fixture();
    const auto healthy = kind().health(pair.healthy);
    EXPECT_EQ(healthy.state, Health::State::Healthy) << healthy.reason << ": " << healthy.message;
    EXPECT_EQ(healthy.reason, "InSync");
    EXPECT_EQ(healthy.desired, healthy.ready);
    const auto unhealthy = kind().health(pair.unhealthy);
    EXPECT_NE(unhealthy.state, Health::State::Healthy);
    EXPECT_EQ(unhealthy.reason, pair.reason);
    EXPECT_FALSE(unhealthy.message.empty());
    EXPECT_EQ(numberOrNull(unhealthy.desired), pair.desired);
    EXPECT_EQ(numberOrNull(unhealthy.ready), pair.ready);
}

TEST_P(KindContract, SendsNothingThatServersWriteOrMembersOwn)
{
    const auto manifest = sent();
    for (const auto* pointer : {"/metadata/uid", "/metadata/resourceVersion", "/metadata/creationTimestamp",
                                "/metadata/generation", "/metadata/managedFields", "/status"})
        EXPECT_TRUE(api::at(manifest, pointer).is_null()) << pointer;
    for (const auto& pointer : kind().keptFields)
        EXPECT_TRUE(api::at(manifest, pointer).is_null()) << pointer;
    EXPECT_EQ(api::text(manifest, "/metadata/name"), api::text(fixture().healthy, "/metadata/name"));
}

TEST_P(KindContract, DividesTheReplicasWhereItSaysSo)
{
    if (kind().replicasPath.empty()) {
        EXPECT_EQ(sent(7), sent()) << "nothing to divide";
        return;
    }
    const auto shown = fixture();
    EXPECT_FALSE(api::at(shown.healthy, kind().replicasPath).is_null()) << "the fixture must show it";
    EXPECT_EQ(api::number(sent(7), kind().replicasPath), 7);
    EXPECT_EQ(api::number(sent(0), kind().replicasPath, -1), 0);
}

TEST_P(KindContract, MarksItsManifestsAndMakesThemTheSameEachTime)
{
    const auto manifest = sent();
    EXPECT_EQ(manifest["metadata"]["labels"][names::managedBy], "magicring");
    EXPECT_EQ(manifest["metadata"]["annotations"][names::ownerUid], "uid-1");
    EXPECT_FALSE(manifest["metadata"]["annotations"][names::appliedHash].get<std::string>().empty());
    EXPECT_EQ(api::dump(manifest), api::dump(sent()));
}

TEST_P(KindContract, SaysThatAnObjectWithoutStatusIsNotReadyOrNeedsNone)
{
    auto fresh = fixture().healthy;
    fresh.erase("status");
    const auto health = kind().health(fresh);
    if (!kind().replicasPath.empty()) {
        EXPECT_EQ(health.state, Health::State::Progressing);
    }
    EXPECT_NE(health.state, Health::State::Degraded);
}

INSTANTIATE_TEST_SUITE_P(Every, KindContract, ::testing::ValuesIn(federatedKinds()),
                         [](const auto& param) { return param.param->resource.kind; });

TEST(Kinds, AreThoseThatTheWalkThroughNeeds)
{
    for (const auto& [apiVersion, kind] : {std::pair{"v1", "Namespace"},
                                           {"v1", "ConfigMap"},
                                           {"v1", "Secret"},
                                           {"v1", "Service"},
                                           {"apps/v1", "Deployment"},
                                           {"apps/v1", "ReplicaSet"},
                                           {"apps/v1", "DaemonSet"},
                                           {"apps/v1", "StatefulSet"},
                                           {"batch/v1", "Job"},
                                           {"autoscaling/v2", "HorizontalPodAutoscaler"},
                                           {"policy/v1", "PodDisruptionBudget"},
                                           {"networking.k8s.io/v1", "Ingress"}})
        EXPECT_NE(builtIn(apiVersion, kind), nullptr) << apiVersion << " " << kind;
    EXPECT_EQ(builtIn("example.com/v1", "Widget"), nullptr);
}

} // namespace orrery::federation
