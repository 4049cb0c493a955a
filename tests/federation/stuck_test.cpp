#include "federation/stuck.h"

#include "federation/documents.h"
#include "federation/simulate.h"

#include <gmock/gmock.h>

#include <map>

namespace orrery::federation {
namespace {

using api::Json;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

using Shares = std::map<std::string, std::int64_t>;

const WallTime noon = *parseRfc3339("2026-01-01T12:00:00Z");

TEST(Stuck, CountsAsTheDeschedulerDoes)
{
    struct Row {
        const char* what;
        std::vector<int> minutesWaited;
        std::int64_t replicas;
        std::optional<std::int64_t> ready;
        std::optional<int> leftMinutesAgo;
        std::int64_t stuck;
        bool full;
    };
    const Row rows[] = {
        {"nobody waits", {}, 5, 5, {}, 0, false},
        {"not long enough", {4, 4}, 5, 3, {}, 0, false},
        {"long enough", {5, 6, 4}, 5, 2, {}, 2, true},
        {"never those that are ready", {5, 5, 5}, 5, 4, {}, 1, true},
        {"all of them where nobody knows", {5, 5, 5}, 5, {}, {}, 3, true},
        {"never more than there are", {5, 5, 5}, 2, {}, {}, 2, true},
        {"some have just left: these pods may be gone", {9, 9, 9}, 2, 0, 4, 0, true},
        {"and still find none afterwards", {9, 9}, 2, 0, 5, 2, true},
        {"it is full for an hour", {}, 2, 2, 59, 0, true},
        {"and no longer", {}, 2, 2, 60, 0, false},
    };
    for (const auto& row : rows) {
        Room room;
        for (const auto waited : row.minutesWaited)
            room.waiting.push_back(noon - minutes(waited));
        ClusterStatus status;
        status.state = PlacementState::Progressing;
        status.replicas = row.replicas;
        status.ready = row.ready;
        if (row.leftMinutesAgo)
            status.noRoom = noon - minutes(*row.leftMinutesAgo);
        const auto stuck = stuckIn(room, &status, minutes(5), noon);
        EXPECT_EQ(stuck.replicas, row.stuck) << row.what;
        EXPECT_EQ(stuck.full, row.full) << row.what;
        EXPECT_EQ(stuckIn(room, &status, minutes(5), {}).replicas, 0) << "without a clock nobody has waited";
        status.state = PlacementState::NotPlaced;
        EXPECT_EQ(stuckIn(room, &status, minutes(5), noon).replicas, 0) << "it is not there";
    }
}

constexpr auto dynamic = "weightPreference: {dynamicWeight: AvailableReplicas}, moveUnschedulable: {}";

/// Ten replicas over a and b, three of a without a node since 12:00.
struct Scenario {
    std::string scheduling = dynamic;
    int replicas = 10;
    std::string a = "replicas: 5, readyReplicas: 2, available: 9, unschedulableSince: ['2026-01-01T12:00:00Z', "
                    "'2026-01-01T12:00:00Z', '2026-01-01T12:00:00Z']";
    std::string b = "replicas: 5, readyReplicas: 5, available: 4";
    std::string now = "2026-01-01T12:05:00Z";

    [[nodiscard]] Json decided() const
    {
        const auto made = simulate(yaml("now: '" + now + R"('
clusters: [{name: a}, {name: b}]
policies:
- apiVersion: federation.orrery.dev/v1alpha1
  kind: PropagationPolicy
  metadata: {name: p, namespace: shop}
  spec:
    resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
    placement: {replicaScheduling: {)" + scheduling
                                        + R"(}}
resources:
- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: )"
                                        + std::to_string(replicas) + R"(}}
  clusters: {a: {)" + a + "}, b: {" + b + "}}\n"));
        EXPECT_TRUE(made) << made.error().text();
        return made ? *made : Json();
    }
    [[nodiscard]] Shares shares() const
    {
        Shares out;
        const auto made = decided();
        EXPECT_TRUE(at(made, "/placements/0/error").is_null()) << made.dump();
        for (const auto& cluster : at(made, "/placements/0/clusters"))
            out[cluster["name"]] = cluster["replicas"].get<std::int64_t>();
        return out;
    }
    [[nodiscard]] Json moves() const { return at(decided(), "/placements/0/moves"); }
    [[nodiscard]] Json warnings() const { return at(decided(), "/warnings"); }
};

TEST(MoveUnschedulable, ReplicasWithoutANodeGoWhereThereIsRoom)
{
    Scenario scenario;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 8}}));
    EXPECT_THAT(scenario.moves(), ElementsAre("3 replicas leave a, which has had no node for them for 300 s"));
    scenario.scheduling = "replicaDivisionPreference: Aggregated, moveUnschedulable: {afterSeconds: 60}";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 8}}));
    scenario.scheduling = "weightPreference: {dynamicWeight: AvailableReplicas}";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 5}, {"b", 5}})) << "only where the placement asks for it";
}

TEST(MoveUnschedulable, TheyAreGivenTheTimeThatIsSaid)
{
    Scenario scenario;
    scenario.now = "2026-01-01T12:04:59Z";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 5}, {"b", 5}}));
    EXPECT_TRUE(scenario.moves().is_null());
    scenario.scheduling =
        "weightPreference: {dynamicWeight: AvailableReplicas}, moveUnschedulable: {afterSeconds: 299}";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 8}}));
}

TEST(MoveUnschedulable, WhoFindsRoomNowhereStaysAndIsNamed)
{
    Scenario scenario;
    scenario.b = "replicas: 5, available: 2";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 3}, {"b", 7}}));
    EXPECT_THAT(scenario.moves(), ElementsAre("2 replicas leave a, which has had no node for them for 300 s"));
    EXPECT_THAT(scenario.warnings(), ElementsAre(HasSubstr("1 replica finds no node in a for longer than 300 s, and no "
                                                           "other cluster has room")));
    scenario.b = "replicas: 5, available: 0";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 5}, {"b", 5}})) << "and nothing fails";
    scenario.b = "replicas: 5, available: 4";
    scenario.replicas = 12;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 3}, {"b", 9}})) << "what is new goes first";
    scenario.replicas = 8;
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 6}})) << "and those without a node go first";
}

TEST(MoveUnschedulable, AClusterThatReplicasLeftIsFullForAnHour)
{
    Scenario scenario;
    scenario.a = "replicas: 2, readyReplicas: 2, available: 9, noRoomSince: '2026-01-01T12:05:00Z'";
    scenario.b = "replicas: 8, readyReplicas: 8, available: 20";
    scenario.replicas = 16;
    scenario.now = "2026-01-01T13:04:59Z";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 14}}));
    scenario.now = "2026-01-01T13:05:00Z";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 4}, {"b", 12}}));
}

TEST(MoveUnschedulable, TheFirstGenerationTakesItAsTheClustersCapacity)
{
    Scenario scenario;
    scenario.scheduling = "algorithm: kubefed, moveUnschedulable: {}";
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 8}}));
    scenario.scheduling = "algorithm: kubefed, rebalance: true, moveUnschedulable: {}";
    const auto made = scenario.decided();
    EXPECT_EQ(scenario.shares(), (Shares{{"a", 2}, {"b", 8}}));
    EXPECT_EQ(at(made, "/placements/0/clusters/0/overflow"), 3) << "with rebalance they go on waiting there, on top";
    EXPECT_TRUE(scenario.moves().is_null());
    EXPECT_TRUE(scenario.warnings().empty());
}

TEST(MoveUnschedulable, IsRefusedWhereRoomIsNotLookedAt)
{
    for (const auto* scheduling : {"moveUnschedulable: {}", "algorithm: webster, moveUnschedulable: {}",
                                   "replicaSchedulingType: Duplicated, moveUnschedulable: {}"}) {
        const auto read = readPlacement(yaml(std::string("{replicaScheduling: {") + scheduling + "}}"), "placement",
                                        Scheduling::Duplicated);
        ASSERT_FALSE(read) << scheduling;
        EXPECT_THAT(read.error().message,
                    HasSubstr("placement.replicaScheduling.moveUnschedulable is for dynamicWeight"));
    }
    for (const auto* after : {"0", "86401", "5m"}) {
        const auto read = readPlacement(yaml(std::string("{replicaScheduling: {weightPreference: {dynamicWeight: "
                                                         "AvailableReplicas}, moveUnschedulable: {afterSeconds: ")
                                             + after + "}}}"),
                                        "placement", Scheduling::Duplicated);
        ASSERT_FALSE(read) << after;
        EXPECT_THAT(read.error().message, HasSubstr("moveUnschedulable.afterSeconds"));
    }
}

/// Both clusters seem to have room, and neither has a node for more than five: a day of decisions, one each minute,
/// each of them seeing pods as they were a minute before.
TEST(MoveUnschedulable, TwoClustersThatOnlySeemToHaveRoomDoNotHandReplicasToEachOther)
{
    Federated federated;
    federated.key = {"shop", "web-deployment"};
    federated.manifest = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: "
                              "{replicas: 14}}");
    federated.ownPlacement = true;
    federated.placement.scheduling = Scheduling::Dynamic;
    federated.placement.moveUnschedulable = seconds(300);
    Situation situation;
    situation.resource = {"apps", "v1", "Deployment", "deployments", true};
    for (const auto* name : {"a", "b"})
        situation.clusters.emplace_back().name = name;
    auto& first = federated.statuses.emplace_back();
    first.cluster = "a";
    first.state = PlacementState::Progressing;
    first.replicas = 14;
    first.ready = 5;
    std::map<std::string, std::vector<WallTime>> waiting{{"a", std::vector<WallTime>(9, noon)}};
    int moves = 0;
    for (auto now = noon; now < noon + std::chrono::hours(24); now += minutes(1)) {
        situation.now = now;
        for (const auto* name : {"a", "b"})
            situation.rooms[name] = {{}, 100, waiting[name]};
        const auto decision = decide(federated, situation);
        ASSERT_FALSE(decision.error);
        moves += int(decision.moves.size());
        federated.statuses.clear();
        std::int64_t sum = 0;
        for (const auto& [name, target] : decision.targets) {
            auto& status = federated.statuses.emplace_back();
            status.cluster = name;
            status.state = PlacementState::Progressing;
            status.replicas = target.replicas;
            status.ready = std::min<std::int64_t>(5, *target.replicas);
            sum += *target.replicas;
            waiting[name].resize(std::size_t(*target.replicas - *status.ready), now);
        }
        EXPECT_EQ(sum, 14);
        for (const auto& [name, since] : decision.noRoom) {
            const auto status = std::find_if(federated.statuses.begin(), federated.statuses.end(),
                                             [&name = name](const auto& one) { return one.cluster == name; });
            ASSERT_NE(status, federated.statuses.end());
            status->noRoom = since;
        }
    }
    EXPECT_GE(moves, 1);
    EXPECT_LE(moves, 25) << "at most once an hour";
}

} // namespace
} // namespace orrery::federation
