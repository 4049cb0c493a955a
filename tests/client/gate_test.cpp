#include "client/gate.h"
#include "support/mailbox.h"
#include "support/manual_clock.h"

#include <gmock/gmock.h>

#include <thread>

namespace orrery::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Error refused{ErrorKind::Unavailable, "net.connect", "cannot connect to aws.example:6443: connection refused"};

SessionOptions options()
{
    SessionOptions made;
    made.cluster = "aws";
    made.maxConcurrent = 2;
    made.breakerFailures = 3;
    made.breakerPause = seconds(2);
    made.requestTimeout = seconds(10);
    return made;
}

class GateTest : public testing::Test {
protected:
    test::ManualClock clock{};
    Gate gate{options(), clock};

    /// One request that comes to nothing.
    void fail(const Error& error = refused)
    {
        const auto way = gate.enter({});
        ASSERT_TRUE(way) << way.error().text();
        gate.failed(error, *way);
        gate.leave(*way);
    }
    void open()
    {
        for (int i = 0; i < 3; ++i)
            fail();
        ASSERT_TRUE(gate.health().breakerOpen);
    }
    std::string codeOfEntering()
    {
        const auto way = gate.enter({});
        if (!way)
            return way.error().code;
        gate.leave(*way);
        return *way == Gate::Way::Trial ? "trial" : "ordinary";
    }
};

TEST_F(GateTest, StaysOpenToAllUntilTheLastAllowedFailure)
{
    fail();
    fail();
    EXPECT_FALSE(gate.health().breakerOpen);
    EXPECT_EQ(codeOfEntering(), "ordinary");
    fail();
    EXPECT_TRUE(gate.health().breakerOpen);
}

TEST_F(GateTest, FailsAtOnceWithTheLastCause)
{
    open();
    const auto way = gate.enter({});
    ASSERT_FALSE(way);
    EXPECT_EQ(way.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(way.error().code, "client.breaker-open");
    EXPECT_EQ(way.error().message, "aws does not answer (cannot connect to aws.example:6443: connection refused)");
}

TEST_F(GateTest, AnAnswerBetweenFailuresBeginsANewCount)
{
    fail();
    fail();
    gate.answered({}, milliseconds(5));
    fail();
    fail();
    EXPECT_FALSE(gate.health().breakerOpen);
}

TEST_F(GateTest, WhatIsNoTransportFailureDoesNotCount)
{
    for (int i = 0; i < 5; ++i) {
        fail({ErrorKind::Cancelled, "net.cancelled", "cancelled"});
        fail({ErrorKind::Invalid, "net.tls", "the certificate was refused"});
    }
    EXPECT_FALSE(gate.health().breakerOpen);
}

TEST_F(GateTest, LetsExactlyOneTrialThroughAfterThePause)
{
    open();
    clock.advance(milliseconds(1'999));
    EXPECT_EQ(codeOfEntering(), "client.breaker-open");
    clock.advance(milliseconds(1));
    const auto trial = gate.enter({});
    ASSERT_TRUE(trial);
    EXPECT_EQ(*trial, Gate::Way::Trial);
    EXPECT_EQ(codeOfEntering(), "client.breaker-open") << "the others wait for the outcome of the trial";
    gate.answered({}, milliseconds(3));
    gate.leave(*trial);
    EXPECT_EQ(codeOfEntering(), "ordinary");
}

TEST_F(GateTest, AFailedTrialDoublesThePauseUpToFifteenSeconds)
{
    open();
    auto pause = seconds(2);
    for (const auto next : {4, 8, 15, 15}) {
        clock.advance(pause);
        const auto trial = gate.enter({});
        ASSERT_TRUE(trial) << "after " << pause.count() << " s";
        gate.failed(refused, *trial);
        gate.leave(*trial);
        pause = seconds(next);
        clock.advance(pause - milliseconds(1));
        EXPECT_EQ(codeOfEntering(), "client.breaker-open") << "before " << next << " s";
        clock.advance(milliseconds(1) - pause);
    }
}

TEST_F(GateTest, RequestsThatWereUnderWayWhenItOpenedDoNotProlongThePause)
{
    const auto first = gate.enter({});
    const auto second = gate.enter({});
    for (int i = 0; i < 3; ++i)
        gate.failed(refused, *first);
    ASSERT_TRUE(gate.health().breakerOpen);
    for (int i = 0; i < 10; ++i)
        gate.failed(refused, *second);
    gate.leave(*first);
    gate.leave(*second);
    clock.advance(seconds(2));
    EXPECT_EQ(codeOfEntering(), "trial");
}

TEST_F(GateTest, ATrialThatWasCancelledIsRepeatedByTheNext)
{
    open();
    clock.advance(seconds(2));
    const auto trial = gate.enter({});
    ASSERT_TRUE(trial);
    gate.failed({ErrorKind::Cancelled, "net.cancelled", "cancelled"}, *trial);
    gate.leave(*trial);
    EXPECT_EQ(codeOfEntering(), "trial");
}

TEST_F(GateTest, AnAnswerToAStreamClosesTheBreaker)
{
    open();
    gate.answered({});
    EXPECT_EQ(codeOfEntering(), "ordinary");
}

TEST_F(GateTest, HoldsBackWhatExceedsTheLimitUntilAPlaceIsFree)
{
    const auto first = gate.enter({});
    const auto second = gate.enter({});
    test::Mailbox<bool> entered;
    std::jthread third([&] {
        const auto way = gate.enter({});
        entered.put(way.has_value());
        if (way)
            gate.leave(*way);
    });
    EXPECT_EQ(entered.size(), 0u);
    gate.leave(*first);
    EXPECT_EQ(entered.take(), true);
    gate.leave(*second);
}

TEST_F(GateTest, AWaitForAPlaceEndsWhenStopped)
{
    const auto first = gate.enter({});
    const auto second = gate.enter({});
    std::stop_source stop;
    test::Mailbox<std::string> outcome;
    std::jthread third([&] {
        const auto way = gate.enter(stop.get_token());
        outcome.put(way ? "entered" : way.error().code);
    });
    stop.request_stop();
    EXPECT_EQ(outcome.take(), "client.cancelled");
    gate.leave(*first);
    gate.leave(*second);
}

TEST_F(GateTest, WhoWaitsForAPlaceLearnsThatTheClusterIsDead)
{
    const auto first = gate.enter({});
    const auto second = gate.enter({});
    test::Mailbox<std::string> outcome;
    std::jthread third([&] {
        const auto way = gate.enter({});
        outcome.put(way ? "entered" : way.error().code);
    });
    for (int i = 0; i < 3; ++i)
        gate.failed(refused, *first);
    EXPECT_EQ(outcome.take(), "client.breaker-open");
    gate.leave(*first);
    gate.leave(*second);
}

TEST_F(GateTest, AProbeTakesNoPlace)
{
    const auto first = gate.enter({});
    const auto second = gate.enter({});
    gate.leave(Gate::Way::Probe);
    test::Mailbox<bool> entered;
    std::jthread third([&] {
        const auto way = gate.enter({});
        entered.put(true);
        gate.leave(*way);
    });
    EXPECT_EQ(entered.size(), 0u);
    gate.leave(*second);
    EXPECT_EQ(entered.take(), true);
    gate.leave(*first);
}

TEST_F(GateTest, KnowsWhenTheClusterAnsweredLast)
{
    EXPECT_FALSE(gate.health().answered);
    EXPECT_FALSE(gate.health().lastAnswer);
    gate.answered({}, milliseconds(17));
    EXPECT_TRUE(gate.health().answered);
    EXPECT_EQ(gate.health().lastAnswer, clock.wall());
    EXPECT_EQ(gate.health().latency, milliseconds(17));
}

TEST_F(GateTest, MeasuresTheSkewOfTheServersClock)
{
    gate.answered({{"date", "Fri, 02 Jan 2026 03:05:35 GMT"}}, {});
    EXPECT_EQ(gate.health().clockSkew, seconds(90));
    gate.answered({{"Date", "Fri, 02 Jan 2026 03:04:00 GMT"}}, {});
    EXPECT_EQ(gate.health().clockSkew, seconds(-5));
}

TEST_F(GateTest, ADateThatMakesNoSenseChangesNothing)
{
    gate.answered({{"Date", "Fri, 02 Jan 2026 03:05:35 GMT"}}, {});
    for (const auto* date : {"yesterday", "Fri, 02 Foo 2026 03:05:35 GMT", ""}) {
        gate.answered({{"Date", date}}, {});
        EXPECT_EQ(gate.health().clockSkew, seconds(90)) << date;
    }
}

TEST_F(GateTest, KeepsEachWarningOnceAndNotTooMany)
{
    gate.answered({{"Warning", "299 - \"v1beta1 is deprecated\""}, {"warning", "299 - \"v1beta1 is deprecated\""}}, {});
    EXPECT_THAT(gate.health().warnings, testing::ElementsAre("v1beta1 is deprecated"));
    for (int i = 0; i < 50; ++i)
        gate.answered({{"Warning", "299 - \"number " + std::to_string(i) + "\""}}, {});
    EXPECT_EQ(gate.health().warnings.size(), 20u);
}

TEST_F(GateTest, ShowsAWarningWithoutQuotesAsItIs)
{
    gate.answered({{"Warning", "odd"}}, {});
    EXPECT_THAT(gate.health().warnings, testing::ElementsAre("odd"));
}

} // namespace
} // namespace orrery::client
