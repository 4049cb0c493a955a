#include "federation/worlds.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

namespace orrery::federation {
namespace {

/// Every test tries worlds of its own; a failure names the seed of the world.
class ScheduleProperty : public testing::Test {
protected:
    template <class Check>
    void forEachWorld(unsigned count, Check check)
    {
        const auto first = firstSeed();
        for (unsigned i = 0; i < count && !HasFailure(); ++i) {
            const auto seed = first + i;
            SCOPED_TRACE("ORRERY_SEED=" + std::to_string(seed));
            check(worldOf(seed), seed);
        }
    }
};

Decision decided(const World& world)
{
    return decide(world.federated, world.situation);
}

const MemberCluster& clusterOf(const World& world, const std::string& name)
{
    return *std::find_if(world.situation.clusters.begin(), world.situation.clusters.end(),
                         [&](const auto& cluster) { return cluster.name == name; });
}

TEST_F(ScheduleProperty, NothingIsLostAndNothingIsInvented)
{
    forEachWorld(500, [](const World& world, unsigned) {
        const auto decision = decided(world);
        const auto total = api::number(world.federated.manifest, "/spec/replicas");
        EXPECT_EQ(decision.targets.size() + decision.excluded.size(), world.situation.clusters.size());
        if (decision.error)
            return;
        std::int64_t sum = 0;
        std::int64_t paused = 0;
        for (const auto& [cluster, target] : decision.targets) {
            const bool stays = clusterOf(world, cluster).paused;
            if (decision.scheduling == Scheduling::Duplicated && !stays) {
                EXPECT_EQ(target.replicas, total);
            }
            sum += target.replicas.value_or(0);
            paused += stays ? target.replicas.value_or(0) : 0;
        }
        if (decision.scheduling != Scheduling::Duplicated) {
            EXPECT_EQ(sum, std::max(total, paused));
        }
    });
}

TEST_F(ScheduleProperty, APausedClusterKeepsExactlyWhatItHas)
{
    forEachWorld(500, [](const World& world, unsigned) {
        const auto shares = sharesOf(decided(world));
        for (const auto& cluster : world.situation.clusters) {
            const auto share = shares.find(cluster.name);
            if (!cluster.paused || share == shares.end())
                continue;
            const auto& statuses = world.federated.statuses;
            const auto held = std::find_if(statuses.begin(), statuses.end(),
                                           [&](const auto& status) { return status.cluster == cluster.name; });
            ASSERT_NE(held, statuses.end()) << cluster.name;
            EXPECT_EQ(share->second, held->replicas) << cluster.name;
        }
    });
}

TEST_F(ScheduleProperty, TheOrderOfTheInputChangesNothing)
{
    forEachWorld(300, [](World world, unsigned seed) {
        for (const auto* name : {"a", "z"}) {
            auto other = *world.situation.policies.front();
            other.ref.name = name;
            other.placement = {};
            other.placement.scheduling = Scheduling::Duplicated;
            if (other.ref.name == "z")
                other.selectors.front().name = "another";
            else
                other.priority = -1;
            world.situation.policies.push_back(std::make_shared<const Policy>(std::move(other)));
        }
        const auto first = decided(world);
        std::mt19937 random(seed);
        std::shuffle(world.situation.clusters.begin(), world.situation.clusters.end(), random);
        std::shuffle(world.situation.policies.begin(), world.situation.policies.end(), random);
        std::shuffle(world.federated.statuses.begin(), world.federated.statuses.end(), random);
        const auto second = decided(world);
        EXPECT_EQ(first.policy->name, "p");
        EXPECT_EQ(second.policy->name, "p");
        EXPECT_EQ(sharesOf(first), sharesOf(second));
        EXPECT_EQ(first.excluded, second.excluded);
        EXPECT_EQ(first.trace.spread, second.trace.spread);
        EXPECT_EQ(first.trace.division, second.trace.division);
        for (std::size_t i = 0; i < first.trace.clusters.size(); ++i)
            EXPECT_EQ(first.trace.clusters[i].cluster, second.trace.clusters[i].cluster);
    });
}

TEST_F(ScheduleProperty, DecidingAgainMovesNothing)
{
    forEachWorld(300, [](World world, unsigned) {
        const auto first = decided(world);
        if (first.error || first.scheduling == Scheduling::Static || first.scheduling == Scheduling::Duplicated)
            return;
        // Where nothing runs no cluster is preferred for having it, as with Karmada.
        if (api::number(world.federated.manifest, "/spec/replicas") == 0)
            return;
        world.federated.statuses.clear();
        for (const auto& [cluster, target] : first.targets)
            world.federated.statuses.push_back(
                {cluster, PlacementState::InSync, "", "", target.replicas, {}, 0, {}, "", ""});
        for (auto& [cluster, room] : world.situation.rooms) {
            if (const auto target = first.targets.find(cluster); target != first.targets.end())
                room.available = std::max<std::int64_t>(0, *room.available - target->second.replicas.value_or(0));
        }
        EXPECT_EQ(sharesOf(decided(world)), sharesOf(first));
    });
}

TEST_F(ScheduleProperty, WhatIsUnrelatedMovesNothing)
{
    forEachWorld(300, [](World world, unsigned) {
        const auto first = sharesOf(decided(world));
        MemberCluster other;
        other.name = "zz";
        other.region = "r0";
        other.taints.push_back({"elsewhere", "", "NoSchedule", {}});
        world.situation.clusters.push_back(other);
        EXPECT_EQ(sharesOf(decided(world)), first) << "a cluster that it cannot go to";
        other.name = "zzz";
        other.taints.clear();
        other.paused = true;
        world.situation.clusters.push_back(other);
        EXPECT_EQ(sharesOf(decided(world)), first) << "a cluster that is paused";
        auto policy = *world.situation.policies.front();
        policy.ref.name = "another";
        policy.priority = 9;
        policy.selectors.front().name = "another";
        policy.placement.scheduling = Scheduling::Duplicated;
        world.situation.policies.push_back(std::make_shared<const Policy>(std::move(policy)));
        EXPECT_EQ(sharesOf(decided(world)), first) << "another's policy";
        for (auto& cluster : world.situation.clusters) {
            cluster.labels["note"] = "changed";
            cluster.status["version"] = "v1.99.0";
        }
        world.federated.manifest["metadata"]["labels"] = {{"note", "changed"}};
        EXPECT_EQ(sharesOf(decided(world)), first) << "labels that nobody asks for";
    });
}

TEST_F(ScheduleProperty, EveryThreadDecidesAlike)
{
    forEachWorld(20, [](const World& world, unsigned) {
        const auto first = sharesOf(decided(world));
        std::vector<Shares> found(8);
        {
            std::vector<std::jthread> threads;
            for (auto& one : found)
                threads.emplace_back([&world, &one] {
                    for (int i = 0; i < 20; ++i)
                        one = sharesOf(decided(world));
                });
        }
        EXPECT_THAT(found, testing::Each(first));
    });
}

} // namespace
} // namespace orrery::federation
