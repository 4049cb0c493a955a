#include "api/watch_machine.h"

#include <gtest/gtest.h>

#include <set>

namespace orrery::api {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Error gone{ErrorKind::Gone, "watch.expired", "too old resource version: 1 (9)"};
const Error lost{ErrorKind::Unavailable, "net.reset", "the connection broke"};
const Error unready{ErrorKind::Unavailable, "api.timeout", "Too large resource version: 9, current: 1"};

/// Where a step goes, in words: "list 0", "watch 41", "wait".
std::string said(const WatchMachine::Step& step)
{
    if (const auto* list = std::get_if<WatchMachine::List>(&step))
        return "list " + (list->resourceVersion.empty() ? "latest" : list->resourceVersion);
    if (const auto* watch = std::get_if<WatchMachine::Watch>(&step))
        return "watch " + watch->resourceVersion;
    return "wait";
}

milliseconds delayOf(const WatchMachine::Step& step)
{
    const auto* wait = std::get_if<WatchMachine::WaitThenRetry>(&step);
    return wait ? wait->delay : milliseconds(-1);
}

class WatchMachineTest : public testing::Test {
protected:
    WatchMachine machine{7};
    SteadyTime now = SteadyTime(std::chrono::hours(5));

    void listAndWatch()
    {
        EXPECT_EQ(said(machine.start()), "list 0");
        EXPECT_EQ(said(machine.listed("41", now)), "watch 41");
    }
};

TEST_F(WatchMachineTest, ListsWhateverTheServerHasAtHandAndWatchesFromThere)
{
    listAndWatch();
    EXPECT_EQ(machine.resourceVersion(), "41");
}

TEST_F(WatchMachineTest, ResumesFromTheLastEventWhenTheServerEndsTheWatch)
{
    listAndWatch();
    machine.advanced("44", now);
    now += seconds(220);
    EXPECT_EQ(said(machine.ended(now)), "watch 44");
}

TEST_F(WatchMachineTest, KeepsItsPositionWhenABookmarkNamesNone)
{
    listAndWatch();
    machine.advanced("", now);
    now += seconds(220);
    EXPECT_EQ(said(machine.ended(now)), "watch 41");
}

TEST_F(WatchMachineTest, AQuietWatchThatEndsInTimeIsNoFailure)
{
    listAndWatch();
    now += seconds(220);
    EXPECT_EQ(said(machine.ended(now)), "watch 41");
}

TEST_F(WatchMachineTest, AWatchThatEndsAtOnceWithoutAWordWaits)
{
    listAndWatch();
    now += milliseconds(999);
    EXPECT_EQ(said(machine.ended(now)), "wait");
    EXPECT_EQ(said(machine.waited(now)), "watch 41");
}

TEST_F(WatchMachineTest, AWatchThatEndsAtOnceAfterAnEventDoesNotWait)
{
    listAndWatch();
    machine.advanced("42", now);
    EXPECT_EQ(said(machine.ended(now)), "watch 42");
    EXPECT_EQ(said(machine.ended(now)), "wait") << "the event belonged to the watch before";
}

TEST_F(WatchMachineTest, AfterALostPositionItNeverGoesBackInTime)
{
    listAndWatch();
    EXPECT_EQ(said(machine.failed(gone, now)), "list latest");
    EXPECT_EQ(said(machine.listed("90", now)), "watch 90");
}

TEST_F(WatchMachineTest, ALostPositionTwiceInARowWaits)
{
    listAndWatch();
    EXPECT_EQ(said(machine.failed(gone, now)), "list latest");
    EXPECT_EQ(said(machine.listed("90", now)), "watch 90");
    EXPECT_EQ(said(machine.failed(gone, now)), "wait");
    EXPECT_EQ(said(machine.waited(now)), "list latest");
    EXPECT_EQ(said(machine.listed("91", now)), "watch 91");
    machine.advanced("92", now);
    EXPECT_EQ(said(machine.failed(gone, now)), "list latest") << "an event between makes it the first again";
}

TEST_F(WatchMachineTest, AListWhosePagesExpiredStartsAgainFromTheLatest)
{
    EXPECT_EQ(said(machine.start()), "list 0");
    EXPECT_EQ(said(machine.failed(gone, now)), "list latest");
}

TEST_F(WatchMachineTest, ALostConnectionResumesAfterAWait)
{
    listAndWatch();
    machine.advanced("50", now);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(said(machine.failed(lost, now)), "wait");
        EXPECT_EQ(said(machine.waited(now)), "watch 50") << "after failure " << i;
    }
}

TEST_F(WatchMachineTest, AListThatFailsIsListedAgain)
{
    EXPECT_EQ(said(machine.start()), "list 0");
    EXPECT_EQ(said(machine.failed(lost, now)), "wait");
    EXPECT_EQ(said(machine.waited(now)), "list 0");
}

TEST_F(WatchMachineTest, ThrottledResumesFromTheSamePosition)
{
    listAndWatch();
    EXPECT_EQ(said(machine.failed({ErrorKind::Throttled, "api.too-many-requests", "slow down"}, now)), "wait");
    EXPECT_EQ(said(machine.waited(now)), "watch 41");
}

TEST_F(WatchMachineTest, ARefusalListsAgain)
{
    for (const auto kind : {ErrorKind::Invalid, ErrorKind::Internal, ErrorKind::Forbidden, ErrorKind::NotFound}) {
        WatchMachine fresh{1};
        (void)fresh.start();
        (void)fresh.listed("41", now);
        EXPECT_EQ(said(fresh.failed({kind, "api.refused", "no"}, now)), "wait") << name(kind);
        EXPECT_EQ(said(fresh.waited(now)), "list latest") << name(kind);
    }
}

TEST_F(WatchMachineTest, APositionThatTheServerNeverReachesIsGivenUp)
{
    listAndWatch();
    for (const auto* next : {"watch 41", "watch 41", "list latest"}) {
        EXPECT_EQ(said(machine.failed(unready, now)), "wait");
        EXPECT_EQ(said(machine.waited(now)), next);
    }
    EXPECT_EQ(said(machine.listed("1", now)), "watch 1");
    EXPECT_EQ(said(machine.failed(unready, now)), "wait");
    EXPECT_EQ(said(machine.waited(now)), "watch 1") << "a list begins a new count";
}

TEST_F(WatchMachineTest, BacksOffFromLittleToHalfAMinute)
{
    listAndWatch();
    milliseconds base{800};
    for (int i = 0; i < 9; ++i, base = std::min(base * 2, milliseconds(30'000))) {
        const auto delay = delayOf(machine.failed(lost, now));
        EXPECT_GE(delay, base) << "failure " << i;
        EXPECT_LE(delay, std::min(base * 3 / 2, milliseconds(30'000))) << "failure " << i;
        (void)machine.waited(now);
    }
}

TEST_F(WatchMachineTest, ManyClientsDoNotComeBackTogether)
{
    std::set<milliseconds> delays;
    for (unsigned seed = 1; seed <= 20; ++seed)
        delays.insert(delayOf(WatchMachine(seed).failed(lost, now)));
    EXPECT_GT(delays.size(), 10u);
}

TEST_F(WatchMachineTest, TwoQuietMinutesForgetEarlierFailures)
{
    listAndWatch();
    for (int i = 0; i < 5; ++i)
        (void)machine.failed(lost, now);
    EXPECT_GT(delayOf(machine.failed(lost, now)), milliseconds(20'000));
    now += minutes(2) + seconds(1);
    EXPECT_LE(delayOf(machine.failed(lost, now)), milliseconds(1'200));
}

TEST_F(WatchMachineTest, AnEventSoonAfterAFailureForgetsNothing)
{
    listAndWatch();
    for (int i = 0; i < 5; ++i)
        (void)machine.failed(lost, now);
    now += seconds(30);
    machine.advanced("60", now);
    EXPECT_GT(delayOf(machine.failed(lost, now)), milliseconds(20'000)) << "or a flapping server would be hammered";
}

TEST_F(WatchMachineTest, WaitsAsLongAsTheServerAsksButNotForEver)
{
    listAndWatch();
    auto busy = Error{ErrorKind::Throttled, "api.too-many-requests", "slow down"};
    busy.retryAfter = seconds(12);
    EXPECT_EQ(delayOf(machine.failed(busy, now)), seconds(12));
    busy.retryAfter = minutes(10);
    EXPECT_EQ(delayOf(machine.failed(busy, now)), seconds(30));
}

} // namespace
} // namespace orrery::api
