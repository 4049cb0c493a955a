#include "engine/ring.h"
#include "support/manual_clock.h"

namespace orrery::engine {
namespace {

using federation::PlacementState;
using testing::HasSubstr;
using namespace std::chrono_literals;

class Faults : public Ring {
protected:
    bool untilIs(const std::string& name, const std::string& cluster, PlacementState state)
    {
        return until([&] {
            const auto found = placement(name, cluster);
            return found && found->state == state;
        });
    }
};

TEST_F(Faults, ALostClusterHoldsUpNobodyAndCatchesUp)
{
    join({"aws", "azure"});
    apply("settings", "1");
    ASSERT_TRUE(untilIs("settings", "aws", PlacementState::InSync));
    ASSERT_TRUE(untilIs("settings", "azure", PlacementState::InSync));
    fleet->setReachable("aws", false);
    apply("settings", "2");
    EXPECT_TRUE(until([this] { return stored("azure", "settings") == "2"; }));
    const auto offline = event("Offline", "aws");
    ASSERT_TRUE(offline);
    EXPECT_EQ(offline->severity, federation::Severity::Error);
    EXPECT_THAT(offline->message, HasSubstr("nothing answers"));
    EXPECT_TRUE(untilIs("settings", "aws", PlacementState::Waiting)) << "old news is not shown as the present";
    fleet->setReachable("aws", true);
    EXPECT_TRUE(untilIs("settings", "aws", PlacementState::InSync));
    EXPECT_EQ(stored("aws", "settings"), "2");
}

TEST_F(Faults, ARefusalIsSaidInTheServersWordsAndTriedAgain)
{
    join({"aws", "azure"});
    fleet->refuse("azure", {"PATCH",
                            "/api/v1/namespaces/default/configmaps",
                            {403, "Forbidden", "configmaps \"settings\" is forbidden: quota exceeded"},
                            2});
    apply("settings", "1");
    EXPECT_TRUE(until([this] {
        for (const auto& one : engine->eventsSince(0)) {
            if (one.cluster == "azure" && one.message.find("quota exceeded") != std::string::npos)
                return one.severity == federation::Severity::Error;
        }
        return false;
    }));
    EXPECT_TRUE(untilIs("settings", "azure", PlacementState::InSync));
    EXPECT_EQ(stored("aws", "settings"), "1");
}

TEST_F(Faults, WhatHappenedWhileTheWatchesWereBrokenIsSeenAfterwards)
{
    join({"aws", "azure"});
    apply("settings", "1");
    ASSERT_TRUE(untilIs("settings", "aws", PlacementState::InSync));
    fleet->setReachable("aws", false);
    fleet->setReachable("aws", true);
    ASSERT_TRUE(at("aws")->remove(configMaps, {"default", "settings"}));
    fleet->compact("aws"); // and the positions that the watches held are forgotten
    EXPECT_TRUE(until([this] { return stored("aws", "settings") == "1"; }));
    EXPECT_TRUE(event("Restored", "aws"));
}

TEST_F(Faults, AThrottlingServerIsGivenItsPause)
{
    join({"aws"});
    fleet->refuse("aws", {"PATCH", "/api/v1/namespaces/default/configmaps", {429, "TooManyRequests", "slow down"}, 2});
    apply("settings", "1");
    EXPECT_TRUE(until([this] { return stored("aws", "settings") == "1"; }));
}

class Tokens : public Ring {
protected:
    Tokens() : Ring(clock()) { }
    static test::ManualClock& clock()
    {
        static test::ManualClock made;
        return made;
    }
    std::string expiry()
    {
        const auto secret = at("gke")->get(secrets, {"federation-system", "aws-token"});
        EXPECT_TRUE(secret) << secret.error().text();
        return secret ? api::text(*secret, "/metadata/annotations/federation.orrery.dev~1expires") : "";
    }
};

TEST_F(Tokens, AreRenewedBeforeTheyExpire)
{
    join({"aws"});
    ASSERT_TRUE(event("Ready", "aws"));
    const auto before = expiry();
    clock().advance(24h * 6);
    const auto told = event("TokenRenewed", "aws");
    ASSERT_TRUE(told);
    EXPECT_GT(expiry(), before);
    clock().advance(24h * 2); // the first token is worthless now
    apply("settings", "1");
    EXPECT_TRUE(until([this] { return stored("aws", "settings") == "1"; }));
}

} // namespace
} // namespace orrery::engine
