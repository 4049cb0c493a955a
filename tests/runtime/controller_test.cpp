#include "runtime/controller.h"
#include "support/mailbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>

namespace orrery::runtime {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Mailbox;

Error failed(ErrorKind kind)
{
    return {kind, "test.failed", "it failed"};
}

struct BackOffCase {
    ErrorKind kind;
    int failures;
    milliseconds expected;
};

TEST(BackOff, GrowsByKind)
{
    const std::vector<BackOffCase> cases{
        {ErrorKind::Conflict, 1, milliseconds(50)}, {ErrorKind::Conflict, 3, milliseconds(200)},
        {ErrorKind::Conflict, 9, seconds(1)},       {ErrorKind::Unavailable, 1, milliseconds(500)},
        {ErrorKind::Unavailable, 4, seconds(4)},    {ErrorKind::Unavailable, 99, seconds(15)},
        {ErrorKind::Throttled, 1, seconds(1)},      {ErrorKind::Throttled, 50, seconds(15)},
        {ErrorKind::Invalid, 1, seconds(1)},        {ErrorKind::Forbidden, 3, seconds(4)},
        {ErrorKind::Internal, 1'000, seconds(60)},  {ErrorKind::Unavailable, 0, milliseconds(500)},
    };
    for (const auto& one : cases)
        EXPECT_EQ(backOff(failed(one.kind), one.failures), one.expected) << name(one.kind) << " " << one.failures;
}

TEST(BackOff, FollowsTheServer)
{
    auto error = failed(ErrorKind::Throttled);
    error.retryAfter = seconds(7);
    EXPECT_EQ(backOff(error, 1), seconds(7));
}

TEST(Controller, ReconcilesWhatIsAdded)
{
    Mailbox<std::string> seen;
    Controller controller("test", 2, [&](const std::string& key, std::stop_token) {
        seen.put(key);
        return Result<Reconciled>(Reconciled{});
    });
    controller.add("before the start");
    controller.start();
    EXPECT_EQ(seen.take(), "before the start");
    controller.add("after it");
    EXPECT_EQ(seen.take(), "after it");
}

TEST(Controller, LooksAgainWhenAskedTo)
{
    Mailbox<int> seen;
    std::atomic<int> count = 0;
    Controller controller("test", 1, [&](const std::string&, std::stop_token) {
        seen.put(++count);
        return Result<Reconciled>(count < 3 ? Reconciled{milliseconds(1)} : Reconciled{});
    });
    controller.add("a");
    controller.start();
    for (int i = 1; i <= 3; ++i)
        EXPECT_EQ(seen.take(), i);
    controller.stop();
    EXPECT_TRUE(controller.queue().idle());
}

TEST(Controller, TriesAgainAfterAFailureAndTellsOfIt)
{
    Mailbox<std::string> told;
    Mailbox<int> seen;
    std::atomic<int> count = 0;
    Controller controller("test", 1, [&](const std::string&, std::stop_token) -> Result<Reconciled> {
        seen.put(++count);
        if (count < 3)
            return failure(failed(ErrorKind::Conflict));
        return Reconciled{};
    });
    controller.failed = [&](const std::string& key, const Error& error) { told.put(key + ": " + error.message); };
    controller.add("a");
    controller.start();
    for (int i = 1; i <= 3; ++i)
        EXPECT_EQ(seen.take(), i);
    controller.stop();
    EXPECT_EQ(told.size(), 2u);
    EXPECT_EQ(told.take(), "a: it failed");
}

TEST(Controller, ASuccessForgetsEarlierFailures)
{
    // After eight conflicts the pause would be a second; a success between keeps it at 50 ms.
    Mailbox<int> seen;
    std::atomic<int> count = 0;
    const auto begin = std::chrono::steady_clock::now();
    Controller controller("test", 1, [&](const std::string&, std::stop_token) -> Result<Reconciled> {
        seen.put(++count);
        if (count % 2)
            return failure(failed(ErrorKind::Conflict));
        return Reconciled{milliseconds(0)};
    });
    controller.add("a");
    controller.start();
    for (int i = 1; i <= 14; ++i)
        EXPECT_EQ(seen.take(), i);
    const auto taken = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(taken, milliseconds(7 * 50)) << "each failure has its pause";
    EXPECT_LT(taken, milliseconds(3'000)) << "which would have grown to 3.5 s in all";
    controller.stop();
}

TEST(Controller, OneKeysFailureDoesNotHoldUpAnother)
{
    Mailbox<std::string> seen;
    Controller controller("test", 1, [&](const std::string& key, std::stop_token) -> Result<Reconciled> {
        seen.put(key);
        if (key == "bad") {
            auto error = failed(ErrorKind::Unavailable);
            error.retryAfter = hours(1);
            return failure(error);
        }
        return Reconciled{};
    });
    controller.start();
    controller.add("bad");
    EXPECT_EQ(seen.take(), "bad");
    controller.add("good");
    EXPECT_EQ(seen.take(), "good");
    controller.stop();
    EXPECT_EQ(controller.queue().size(), 1u) << "the bad one waits";
}

TEST(Controller, StoppingEndsWhatIsUnderWayAndIsNoFailure)
{
    Mailbox<bool> begun;
    Mailbox<std::string> told;
    Controller controller("test", 1, [&](const std::string&, std::stop_token stop) -> Result<Reconciled> {
        std::mutex mutex;
        std::condition_variable_any stopped;
        begun.put(true);
        std::unique_lock lock(mutex);
        stopped.wait(lock, stop, [] { return false; });
        return failure(failed(ErrorKind::Cancelled));
    });
    controller.failed = [&](const std::string& key, const Error&) { told.put(key); };
    controller.start();
    controller.add("a");
    ASSERT_TRUE(begun.take());
    controller.stop();
    EXPECT_EQ(told.size(), 0u);
    EXPECT_TRUE(controller.queue().idle());
}

TEST(Controller, ACancelledRoundThatNobodyAskedToStopIsRepeated)
{
    Mailbox<std::string> told;
    Controller controller("test", 1, [&](const std::string&, std::stop_token) -> Result<Reconciled> {
        return failure(failed(ErrorKind::Cancelled));
    });
    controller.failed = [&](const std::string& key, const Error&) { told.put(key); };
    controller.start();
    controller.add("a");
    EXPECT_EQ(told.take(), "a");
    controller.stop();
    EXPECT_EQ(controller.queue().size(), 1u) << "or the key would be forgotten";
}

TEST(Controller, WorksOnSeveralKeysAtOnce)
{
    Mailbox<std::string> first;
    Mailbox<std::string> second;
    Mailbox<bool> met;
    Controller controller("test", 2, [&](const std::string& key, std::stop_token) {
        (key == "a" ? first : second).put(key);
        met.put((key == "a" ? second : first).take().has_value());
        return Result<Reconciled>(Reconciled{});
    });
    controller.add("a");
    controller.add("b");
    controller.start();
    EXPECT_EQ(met.take(), true);
    EXPECT_EQ(met.take(), true);
}

} // namespace
} // namespace orrery::runtime
