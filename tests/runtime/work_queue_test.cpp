#include "runtime/work_queue.h"
#include "support/mailbox.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace orrery::runtime {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// A token that asks to stop at once: `take` then gives only nothing, and never blocks.
std::stop_token stopped()
{
    std::stop_source source;
    source.request_stop();
    return source.get_token();
}

TEST(WorkQueue, GivesKeysInTheOrderAdded)
{
    WorkQueue queue;
    queue.add("b");
    queue.add("a");
    EXPECT_EQ(queue.take({}), "b");
    EXPECT_EQ(queue.take({}), "a");
}

TEST(WorkQueue, AKeyThatWaitsIsNotAddedAgain)
{
    WorkQueue queue;
    for (int i = 0; i < 1'000; ++i)
        queue.add("a");
    EXPECT_EQ(queue.size(), 1u);
}

TEST(WorkQueue, AKeyThatIsWorkedOnIsGivenOutAgainOnlyWhenDone)
{
    WorkQueue queue;
    queue.add("a");
    ASSERT_EQ(queue.take({}), "a");
    queue.add("a");
    queue.add("a");
    queue.add("b");
    EXPECT_EQ(queue.take({}), "b") << "a is still being worked on";
    queue.done("a");
    EXPECT_EQ(queue.take({}), "a");
    queue.done("a");
    queue.done("b");
    EXPECT_TRUE(queue.idle()) << "two changes meanwhile are one more look";
}

TEST(WorkQueue, IsIdleOnlyWhenNothingIsWaitingDelayedOrWorkedOn)
{
    WorkQueue queue;
    EXPECT_TRUE(queue.idle());
    queue.add("a");
    EXPECT_FALSE(queue.idle());
    ASSERT_TRUE(queue.take({}));
    EXPECT_FALSE(queue.idle());
    queue.done("a");
    EXPECT_TRUE(queue.idle());
    queue.addAfter("a", hours(1));
    EXPECT_FALSE(queue.idle());
}

TEST(WorkQueue, ADelayedKeyDoesNotComeEarly)
{
    WorkQueue queue;
    const auto begin = std::chrono::steady_clock::now();
    queue.addAfter("a", milliseconds(20));
    EXPECT_EQ(queue.take({}), "a");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(20));
}

TEST(WorkQueue, TheEarliestOfSeveralDelaysWins)
{
    const milliseconds soon{5};
    const milliseconds late = hours(1);
    for (const auto& [first, second] : {std::pair(late, soon), std::pair(soon, late)}) {
        WorkQueue queue;
        queue.addAfter("a", first);
        queue.addAfter("a", second);
        EXPECT_EQ(queue.size(), 1u);
        EXPECT_EQ(queue.take({}), "a");
    }
}

TEST(WorkQueue, AnAddOvertakesADelay)
{
    WorkQueue queue;
    queue.addAfter("a", hours(1));
    queue.add("a");
    EXPECT_EQ(queue.take({}), "a");
    queue.done("a");
    EXPECT_TRUE(queue.idle()) << "the delay is forgotten";
}

TEST(WorkQueue, ADelayDoesNotHoldBackAKeyThatWaits)
{
    WorkQueue queue;
    queue.add("a");
    queue.addAfter("a", hours(1));
    EXPECT_EQ(queue.take({}), "a");
    queue.done("a");
    EXPECT_TRUE(queue.idle());
}

TEST(WorkQueue, ADelayThatRunsOutDuringWorkWaitsForTheEndOfIt)
{
    WorkQueue queue;
    queue.add("a");
    ASSERT_EQ(queue.take({}), "a");
    queue.addAfter("a", milliseconds(1));
    queue.addAfter("b", milliseconds(5));
    EXPECT_EQ(queue.take({}), "b") << "a is due earlier, but being worked on";
    queue.done("a");
    EXPECT_EQ(queue.take({}), "a");
}

TEST(WorkQueue, AStopEndsAWait)
{
    WorkQueue queue;
    EXPECT_EQ(queue.take(stopped()), std::nullopt);
    queue.addAfter("a", hours(1));
    test::Mailbox<bool> ended;
    std::jthread worker([&](std::stop_token stop) { ended.put(!queue.take(stop)); });
    worker.request_stop();
    EXPECT_EQ(ended.take(), true);
}

TEST(WorkQueue, AnEarlierDelayWakesWhoWaitsForALaterOne)
{
    WorkQueue queue;
    queue.addAfter("later", hours(1));
    test::Mailbox<std::string> taken;
    std::jthread worker([&](std::stop_token stop) { taken.put(queue.take(stop).value_or("")); });
    queue.addAfter("soon", milliseconds(1));
    EXPECT_EQ(taken.take(), "soon");
}

TEST(WorkQueue, SomebodyKeepsWaitingForADelayedKeyWhileOthersWork)
{
    // Which thread is woken is not ours to say: many rounds meet all the orders.
    for (int round = 0; round < 60; ++round) {
        WorkQueue queue;
        queue.addAfter("far", hours(1));
        test::Mailbox<std::string> taken;
        std::vector<std::jthread> workers;
        for (int i = 0; i < 3; ++i) {
            // Each takes one key and is busy with it for good.
            workers.emplace_back([&](std::stop_token stop) { taken.put(queue.take(stop).value_or("")); });
        }
        for (int i = 0; i < round; ++i)
            std::this_thread::yield();
        std::set<std::string> seen;
        queue.addAfter("soon", milliseconds(3));
        queue.add("now");
        queue.add("too");
        for (int i = 0; i < 3; ++i)
            seen.insert(taken.take().value_or("nothing"));
        ASSERT_EQ(seen, (std::set<std::string>{"now", "too", "soon"})) << "round " << round;
    }
}

TEST(WorkQueue, NeverGivesOneKeyToTwoWorkers)
{
    WorkQueue queue;
    std::array<std::atomic<int>, 5> inside{};
    std::atomic<int> rounds = 0;
    std::atomic<bool> overlapped = false;
    test::Mailbox<bool> enough;
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < 4; ++i) {
            workers.emplace_back([&](std::stop_token stop) {
                while (const auto key = queue.take(stop)) {
                    auto& count = inside[std::size_t(key->front() - 'a')];
                    if (++count != 1)
                        overlapped = true;
                    const int round = ++rounds;
                    if (round < 2'000)
                        round % 3 ? queue.add(*key) : queue.addAfter(*key, milliseconds(0));
                    if (round % 7 == 0)
                        queue.add(std::string(1, char('a' + round % 5)));
                    --count;
                    queue.done(*key);
                    if (round == 2'000)
                        enough.put(true);
                }
            });
        }
        for (const auto* key : {"a", "b", "c", "d", "e"})
            queue.add(key);
        EXPECT_TRUE(enough.take());
    }
    EXPECT_FALSE(overlapped);
}

} // namespace
} // namespace orrery::runtime
