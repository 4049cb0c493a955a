#include "federation/decision.h"

#include "federation/kind.h"
#include "federation/names.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::HasSubstr;

const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};
const api::Resource configMaps{"", "v1", "ConfigMap", "configmaps", true};

Federated deployment(int replicas)
{
    Federated made;
    made.key = {"default", "web-deployment"};
    made.generation = 1;
    made.manifest = {{"apiVersion", "apps/v1"},
                     {"kind", "Deployment"},
                     {"metadata", {{"name", "web"}, {"namespace", "default"}}},
                     {"spec", {{"replicas", replicas}}}};
    return made;
}

Situation situation(std::vector<std::string> clusters, const api::Resource& resource = deployments)
{
    Situation made;
    made.federation = "ring";
    made.resource = resource;
    for (auto& name : clusters) {
        MemberCluster cluster;
        cluster.name = std::move(name);
        made.clusters.push_back(std::move(cluster));
    }
    return made;
}

std::map<std::string, std::int64_t> shares(const Decision& decision)
{
    std::map<std::string, std::int64_t> out;
    for (const auto& [cluster, target] : decision.targets)
        out[cluster] = target.replicas.value_or(-1);
    return out;
}

TEST(Decide, DividesFairlyOverEveryMemberWithoutAPolicy)
{
    const auto decision = decide(deployment(10), situation({"aws", "azure"}));
    EXPECT_EQ(shares(decision), (std::map<std::string, std::int64_t>{{"aws", 5}, {"azure", 5}}));
    EXPECT_EQ(decision.algorithm, "webster");
    EXPECT_EQ(decision.explanation, "webster: 10 over 2 = aws 5, azure 5");
    EXPECT_EQ(api::number(decision.targets.at("aws").manifest, "/spec/replicas"), 5);
}

TEST(Decide, UsesTheAlgorithmOfTheObjectBeforeTheFederations)
{
    auto wanted = deployment(10);
    auto where = situation({"a", "b", "c"});
    where.algorithm = "kubefed";
    auto kubefed = shares(decide(wanted, where));
    EXPECT_EQ(kubefed.at("a") + kubefed.at("b") + kubefed.at("c"), 10);
    EXPECT_THAT(kubefed, testing::Contains(testing::Pair(testing::_, 2))) << "4, 4, 2";
    wanted.placement.algorithm = "webster";
    EXPECT_EQ(shares(decide(wanted, where)), (std::map<std::string, std::int64_t>{{"a", 4}, {"b", 3}, {"c", 3}}));
}

TEST(Decide, PlacesByNameAndSaysWhyNotElsewhere)
{
    auto wanted = deployment(4);
    wanted.placement.affinities = {{.clusterNames = {"a", "b"}, .exclude = {"b"}}};
    auto where = situation({"a", "b", "c", "d"});
    where.clusters[3].deleting = true;
    const auto decision = decide(wanted, where);
    EXPECT_EQ(shares(decision), (std::map<std::string, std::int64_t>{{"a", 4}}));
    EXPECT_THAT(decision.excluded.at("b"), HasSubstr("exclude"));
    EXPECT_THAT(decision.excluded.at("c"), HasSubstr("clusterNames"));
    wanted.placement.affinities.clear();
    EXPECT_THAT(decide(wanted, where).excluded.at("d"), HasSubstr("leaving"));
}

TEST(Decide, LeavesOutWhoDoesNotServeTheKind)
{
    auto where = situation({"a", "b"});
    where.serves = {{"b", false}};
    const auto decision = decide(deployment(3), where);
    EXPECT_EQ(shares(decision), (std::map<std::string, std::int64_t>{{"a", 3}}));
    EXPECT_EQ(decision.excluded.at("b"), "the cluster does not serve apps/v1 Deployment");
}

TEST(Decide, GivesNothingToAClusterThatNoWeightNames)
{
    auto wanted = deployment(9);
    wanted.placement.weights = {{{.clusterNames = {"a"}}, 2, 0, {}}, {{.clusterNames = {"b"}}, 1, 0, {}}};
    const auto decision = decide(wanted, situation({"a", "b", "c"}));
    EXPECT_EQ(shares(decision), (std::map<std::string, std::int64_t>{{"a", 6}, {"b", 3}}));
    EXPECT_EQ(decision.excluded.at("c"), "no weight in staticWeightList");
}

TEST(Decide, CopiesWhatHasNoReplicasAndWhatIsDuplicated)
{
    auto wanted = deployment(3);
    wanted.placement.scheduling = Scheduling::Duplicated;
    EXPECT_EQ(shares(decide(wanted, situation({"a", "b"}))), (std::map<std::string, std::int64_t>{{"a", 3}, {"b", 3}}));
    wanted.manifest = {
        {"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", {{"name", "c"}}}, {"data", {{"k", "v"}}}};
    const auto copied = decide(wanted, situation({"a", "b"}, configMaps));
    EXPECT_EQ(copied.targets.size(), 2u);
    EXPECT_FALSE(copied.targets.at("a").replicas);
    EXPECT_TRUE(copied.algorithm.empty());
}

TEST(Decide, ReportsWhatCannotBeDivided)
{
    const auto decision = decide(deployment(-3), situation({"a"}));
    ASSERT_TRUE(decision.error);
    EXPECT_EQ(decision.error->kind, ErrorKind::Invalid);
    EXPECT_TRUE(decision.targets.empty());
}

TEST(Decide, LeavesWhatRunsAloneWhenReplicasAreNoNumber)
{
    for (const auto& wrong : {Json("many"), Json(2.5), Json::array({3}), Json(true)}) {
        auto federated = deployment(10);
        federated.manifest["spec"]["replicas"] = wrong;
        ClusterStatus status;
        status.cluster = "aws";
        status.state = PlacementState::InSync;
        status.replicas = 7;
        federated.statuses = {status};
        const auto decision = decide(federated, situation({"aws", "azure"}));
        ASSERT_TRUE(decision.error) << wrong;
        EXPECT_EQ(decision.error->message, "replicas is " + wrong.dump() + ", no number");
        ASSERT_EQ(decision.targets.size(), 1u);
        EXPECT_EQ(decision.targets.at("aws").replicas, 7);
    }
}

// --- one object in one member
// -----------------------------------------------------------------------------------------

/// A target and the live object that a server would have made of it.
struct Scene {
    Target target{};
    Json live{};

    Scene()
    {
        target.replicas = 5;
        target.manifest = forMember(deployment(10).manifest, kindOf(deployments), 5, {"ring", "owner-1"});
        live = target.manifest;
        live["metadata"]["uid"] = "live-1";
        live["spec"]["strategy"] = "a server's default";
        live["status"] = {{"replicas", 5}};
    }
    [[nodiscard]] Picture picture(bool there = true) const
    {
        Picture made;
        made.federation = "ring";
        made.target = &target;
        made.live = there ? &live : nullptr;
        made.ownerUid = "owner-1";
        return made;
    }
};

TEST(DecideMember, WritesWhatIsNotThere)
{
    const Scene scene;
    const auto action = decide(scene.picture(false));
    EXPECT_EQ(action.act, Act::Apply);
    EXPECT_EQ(action.reason, "Applied");
}

TEST(DecideMember, SaysThatSomebodyDeletedIt)
{
    const Scene scene;
    auto picture = scene.picture(false);
    picture.seenInSync = true;
    const auto action = decide(picture);
    EXPECT_EQ(action.act, Act::Apply);
    EXPECT_EQ(action.reason, "Restored");
}

TEST(DecideMember, LeavesWhatIsRightAlone)
{
    const Scene scene;
    const auto action = decide(scene.picture());
    EXPECT_EQ(action.act, Act::Nothing);
    EXPECT_EQ(action.state, PlacementState::InSync);
}

TEST(DecideMember, CorrectsAFieldOfOursAndNamesIt)
{
    Scene scene;
    scene.live["spec"]["replicas"] = 1;
    const auto action = decide(scene.picture());
    EXPECT_EQ(action.act, Act::Apply);
    EXPECT_EQ(action.reason, "DriftCorrected");
    EXPECT_THAT(action.message, HasSubstr("/spec/replicas"));
}

TEST(DecideMember, BelievesAServerThatTookTheSameTargetAndWritesItOtherwise)
{
    Scene scene;
    scene.live["spec"]["replicas"] = "five";
    auto picture = scene.picture();
    picture.accepted = true;
    EXPECT_EQ(decide(picture).act, Act::Nothing);
}

TEST(DecideMember, WritesANewTargetEvenWhenTheLiveObjectContainsIt)
{
    Scene scene;
    scene.live["metadata"]["annotations"][names::appliedHash] = "an older one";
    EXPECT_EQ(decide(scene.picture()).act, Act::Apply) << "a field that is no longer wanted must go";
}

TEST(DecideMember, NeverOverwritesAForeignObject)
{
    Scene scene;
    for (const Json& labels : {Json(nullptr), Json::object(), Json{{names::managedBy, "another"}}}) {
        scene.live["metadata"]["labels"] = labels;
        const auto action = decide(scene.picture());
        EXPECT_EQ(action.act, Act::Nothing) << labels;
        EXPECT_EQ(action.state, PlacementState::Conflict);
        EXPECT_EQ(action.message, "exists and is not managed by ring; conflictResolution=Abort");
    }
}

TEST(DecideMember, TakesAForeignObjectOverWhenToldTo)
{
    Scene scene;
    scene.live["metadata"]["labels"] = Json::object();
    for (const auto resolution : {ConflictResolution::Adopt, ConflictResolution::Overwrite}) {
        auto picture = scene.picture();
        picture.conflictResolution = resolution;
        EXPECT_EQ(decide(picture).act, Act::Apply);
        EXPECT_EQ(decide(picture).reason, "Adopted");
    }
}

TEST(DecideMember, WritesNothingWhileSuspendedOrWhileItEnds)
{
    Scene scene;
    auto picture = scene.picture(false);
    auto target = *picture.target;
    target.suspended = "said so";
    picture.target = &target;
    EXPECT_EQ(decide(picture).act, Act::Nothing);
    EXPECT_EQ(decide(picture).state, PlacementState::Suspended);
    EXPECT_EQ(decide(picture).message, "said so");
    scene.live["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
    EXPECT_EQ(decide(scene.picture()).act, Act::Nothing);
    EXPECT_EQ(decide(scene.picture()).reason, "Terminating");
}

TEST(DecideMember, TouchesNothingInAPausedCluster)
{
    Scene scene;
    auto picture = scene.picture();
    picture.paused = true;
    scene.live["spec"]["replicas"] = 99;
    EXPECT_EQ(decide(picture).act, Act::Nothing);
    EXPECT_EQ(decide(picture).state, PlacementState::Suspended) << "ours: it is there";
    picture.live = nullptr;
    EXPECT_EQ(decide(picture).act, Act::Nothing);
    EXPECT_EQ(decide(picture).state, PlacementState::NotPlaced);
    EXPECT_EQ(decide(picture).message, pausedThere);
    picture.target = nullptr;
    for (const bool orphan : {false, true}) {
        picture.orphan = orphan;
        picture.live = &scene.live;
        EXPECT_EQ(decide(picture).act, Act::Nothing);
        EXPECT_EQ(decide(picture).state, PlacementState::Removing) << "later";
        picture.live = nullptr;
        EXPECT_EQ(decide(picture).state, PlacementState::NotPlaced);
    }
}

TEST(DecideMember, RemovesOnlyWhatItOwns)
{
    Scene scene;
    auto picture = scene.picture();
    picture.target = nullptr;
    EXPECT_EQ(decide(picture).act, Act::Delete);
    picture.orphan = true;
    EXPECT_EQ(decide(picture).act, Act::Release);
    picture.orphan = false;
    scene.live["metadata"]["annotations"].erase(names::ownerUid);
    EXPECT_EQ(decide(picture).act, Act::Nothing) << "a namespace that was made to hold propagated objects stays";
    scene.live["metadata"]["labels"] = Json::object();
    EXPECT_EQ(decide(picture).act, Act::Nothing) << "somebody else's";
    picture.live = nullptr;
    EXPECT_EQ(decide(picture).state, PlacementState::NotPlaced);
}

} // namespace
} // namespace orrery::federation
