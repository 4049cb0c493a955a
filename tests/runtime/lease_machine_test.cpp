#include "runtime/lease.h"
#include "support/manual_clock.h"

#include <gtest/gtest.h>

namespace orrery::runtime {
namespace {

using api::Json;
using std::chrono::seconds;
using Act = LeaseMachine::Act;

Json lease(const std::string& holder, const std::string& renewed = "2026-01-01T00:00:00.000000Z", int duration = 15)
{
    return {{"holderIdentity", holder},
            {"leaseDurationSeconds", duration},
            {"acquireTime", "2025-12-31T00:00:00.000000Z"},
            {"renewTime", renewed},
            {"leaseTransitions", 4}};
}

LeaseOptions me()
{
    LeaseOptions options;
    options.key = {"orrery-system", "orrery"};
    options.identity = "me";
    return options;
}

class LeaseMachineTest : public testing::Test {
protected:
    test::ManualClock clock{};
    LeaseMachine machine{me()};

    Act look(const Json& spec) { return machine.look(spec, clock.now()); }
    void write() { machine.wrote(clock.now(), clock.wall()); }
    bool holding() const { return machine.holding(clock.now(), clock.wall()); }
};

TEST_F(LeaseMachineTest, TakesALeaseThatIsMissing)
{
    EXPECT_EQ(look(nullptr), Act::Acquire);
    EXPECT_FALSE(holding()) << "not before it is written";
    write();
    EXPECT_TRUE(holding());
}

TEST_F(LeaseMachineTest, TakesALeaseThatNobodyHolds)
{
    EXPECT_EQ(look(lease("")), Act::Acquire);
}

TEST_F(LeaseMachineTest, LeavesAnothersLeaseAloneForItsWholeDuration)
{
    EXPECT_EQ(look(lease("other")), Act::Nothing);
    clock.advance(seconds(15));
    EXPECT_EQ(look(lease("other")), Act::Nothing);
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(look(lease("other")), Act::Acquire);
}

TEST_F(LeaseMachineTest, TrustsNobodysClockButItsOwn)
{
    // The renew time lies years back, or ahead: what counts is when we first saw the record.
    for (const auto* stamp : {"2001-01-01T00:00:00.000000Z", "2099-01-01T00:00:00.000000Z"}) {
        LeaseMachine fresh(me());
        EXPECT_EQ(fresh.look(lease("other", stamp), clock.now()), Act::Nothing) << stamp;
        EXPECT_EQ(fresh.look(lease("other", stamp), clock.now() + seconds(16)), Act::Acquire) << stamp;
    }
}

TEST_F(LeaseMachineTest, EachRenewalOfAnotherBeginsTheWaitAnew)
{
    for (int i = 10; i < 40; ++i) {
        EXPECT_EQ(look(lease("other", "2026-01-01T00:00:" + std::to_string(i) + ".000000Z")), Act::Nothing);
        clock.advance(seconds(10));
    }
}

TEST_F(LeaseMachineTest, HonoursTheDurationThatTheHolderWrote)
{
    EXPECT_EQ(look(lease("other", "2026-01-01T00:00:00.000000Z", 60)), Act::Nothing);
    clock.advance(seconds(59));
    EXPECT_EQ(look(lease("other", "2026-01-01T00:00:00.000000Z", 60)), Act::Nothing);
    clock.advance(seconds(2));
    EXPECT_EQ(look(lease("other", "2026-01-01T00:00:00.000000Z", 60)), Act::Acquire);
}

TEST_F(LeaseMachineTest, ARecordOfOursFromBeforeIsTakenAgainNotRenewed)
{
    EXPECT_EQ(look(lease("me")), Act::Acquire);
    EXPECT_FALSE(holding());
    write();
    EXPECT_EQ(look(lease("me")), Act::Renew);
}

TEST_F(LeaseMachineTest, HoldsNoLongerThanTheRenewDeadline)
{
    (void)look(nullptr);
    write();
    clock.advance(std::chrono::milliseconds(9'999));
    EXPECT_TRUE(holding());
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(holding());
}

TEST_F(LeaseMachineTest, ARenewalProlongsIt)
{
    (void)look(nullptr);
    for (int i = 0; i < 5; ++i) {
        write();
        clock.advance(seconds(8));
        EXPECT_TRUE(holding());
        EXPECT_EQ(look(lease("me", std::to_string(i))), Act::Renew);
    }
}

TEST_F(LeaseMachineTest, ASleepOfTheMachineLosesIt)
{
    (void)look(nullptr);
    write();
    clock.sleep(seconds(11));
    EXPECT_FALSE(holding()) << "the steady clock stood still, others did not";
}

TEST_F(LeaseMachineTest, AWallClockThatIsSetBackDoesNotProlongIt)
{
    (void)look(nullptr);
    write();
    clock.sleep(-std::chrono::hours(1));
    EXPECT_TRUE(holding());
    clock.advance(seconds(10));
    EXPECT_FALSE(holding());
}

TEST_F(LeaseMachineTest, SeeingAnotherHolderEndsItAtOnce)
{
    (void)look(nullptr);
    write();
    ASSERT_TRUE(holding());
    EXPECT_EQ(look(lease("other")), Act::Nothing);
    EXPECT_FALSE(holding());
}

TEST_F(LeaseMachineTest, WritesANewRecord)
{
    const auto spec = machine.next(nullptr, clock.wall());
    EXPECT_EQ(spec, (Json{{"holderIdentity", "me"},
                          {"leaseDurationSeconds", 15},
                          {"acquireTime", "2026-01-02T03:04:05.000000Z"},
                          {"renewTime", "2026-01-02T03:04:05.000000Z"},
                          {"leaseTransitions", 0}}));
}

TEST_F(LeaseMachineTest, ARenewalKeepsWhenItWasAcquired)
{
    const auto spec = machine.next(lease("me"), clock.wall());
    EXPECT_EQ(api::text(spec, "/acquireTime"), "2025-12-31T00:00:00.000000Z");
    EXPECT_EQ(api::text(spec, "/renewTime"), "2026-01-02T03:04:05.000000Z");
    EXPECT_EQ(api::number(spec, "/leaseTransitions"), 4);
}

TEST_F(LeaseMachineTest, TakingItFromAnotherCountsAsATransition)
{
    for (const auto* before : {"other", ""}) {
        const auto spec = machine.next(lease(before), clock.wall());
        EXPECT_EQ(api::text(spec, "/acquireTime"), "2026-01-02T03:04:05.000000Z") << before;
        EXPECT_EQ(api::number(spec, "/leaseTransitions"), 5) << before;
    }
}

} // namespace
} // namespace orrery::runtime
