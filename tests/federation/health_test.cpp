#include "federation/health.h"

#include <gtest/gtest.h>

namespace orrery::federation {
namespace {

using State = HealthMachine::State;

const Result<void> answered{};

Result<void> fails(ErrorKind kind, const char* code, const char* message)
{
    return failure(kind, code, message);
}

const auto refused = [] { return fails(ErrorKind::Unavailable, "net.connect", "connection refused"); };
const auto sick = [] { return fails(ErrorKind::Unavailable, "api.http-500", "etcd failed"); };
const auto unauthorized = [] { return fails(ErrorKind::Unauthorized, "api.unauthorized", "Unauthorized"); };

TEST(HealthMachine, BelievesOneSuccess)
{
    HealthMachine health;
    EXPECT_EQ(health.state(), State::Connecting);
    EXPECT_TRUE(health.probed(answered));
    EXPECT_EQ(health.state(), State::Ready);
    EXPECT_FALSE(health.probed(answered)) << "no change is no news";
    EXPECT_EQ(health.secondsToNextProbe(), 10);
}

TEST(HealthMachine, BelievesTheThirdFailureInARow)
{
    HealthMachine health;
    (void)health.probed(answered);
    EXPECT_FALSE(health.probed(refused()));
    EXPECT_EQ(health.secondsToNextProbe(), 3) << "a failure that waits to be believed is asked after sooner";
    EXPECT_FALSE(health.probed(refused()));
    EXPECT_EQ(health.state(), State::Ready);
    EXPECT_TRUE(health.probed(refused()));
    EXPECT_EQ(health.state(), State::Offline);
    EXPECT_EQ(health.message(), "connection refused");
    EXPECT_EQ(health.secondsToNextProbe(), 10);
}

TEST(HealthMachine, StartsToCountAgainAfterASuccess)
{
    HealthMachine health;
    (void)health.probed(answered);
    for (int round = 0; round < 3; ++round) {
        (void)health.probed(refused());
        (void)health.probed(refused());
        (void)health.probed(answered);
    }
    EXPECT_EQ(health.state(), State::Ready);
    EXPECT_TRUE(health.message().empty());
}

TEST(HealthMachine, TellsAnAnswerThatIsNotOkFromNoAnswer)
{
    HealthMachine health;
    for (int i = 0; i < 3; ++i)
        (void)health.probed(sick());
    EXPECT_EQ(health.state(), State::NotReady);
    EXPECT_EQ(name(health.state()), "NotReady");
    EXPECT_TRUE(health.probed(refused())) << "it has stopped answering at all";
    EXPECT_EQ(health.state(), State::Offline);
}

TEST(HealthMachine, BelievesRefusedCredentialsAtOnceAndDoesNotCallThemOffline)
{
    HealthMachine health;
    (void)health.probed(answered);
    EXPECT_TRUE(health.probed(unauthorized()));
    EXPECT_EQ(health.state(), State::CredentialsInvalid);
}

} // namespace
} // namespace orrery::federation
