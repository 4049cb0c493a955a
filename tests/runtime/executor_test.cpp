#include "runtime/executor.h"
#include "support/mailbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace orrery::runtime {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using test::Mailbox;

TEST(Executor, RunsWhatIsPosted)
{
    Executor executor;
    Mailbox<int> box;
    executor.post([&] { box.put(1); });
    EXPECT_EQ(box.take(), 1);
}

TEST(Executor, RunsLaterTasksInTheOrderOfTheirTime)
{
    Executor executor(1);
    Mailbox<std::string> box;
    const auto begin = std::chrono::steady_clock::now();
    executor.postAfter(hours(1), [&] { box.put("never"); });
    executor.postAfter(milliseconds(30), [&] { box.put("later"); });
    executor.postAfter(milliseconds(10), [&] { box.put("soon"); });
    executor.post([&] { box.put("now"); });
    EXPECT_EQ(box.take(), "now");
    EXPECT_EQ(box.take(), "soon");
    EXPECT_EQ(box.take(), "later");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(30));
    EXPECT_EQ(box.size(), 0u);
}

TEST(Executor, TasksRunBesideEachOther)
{
    Executor executor(2);
    Mailbox<int> first;
    Mailbox<int> second;
    Mailbox<bool> met;
    executor.post([&] {
        first.put(1);
        met.put(second.take().has_value());
    });
    executor.post([&] {
        second.put(1);
        met.put(first.take().has_value());
    });
    EXPECT_EQ(met.take(), true);
    EXPECT_EQ(met.take(), true);
}

TEST(Executor, ItsEndDropsWhatHasNotStarted)
{
    std::atomic<int> ran = 0;
    const auto held = std::make_shared<int>(0);
    {
        Executor executor(1);
        executor.postAfter(hours(1), [&ran, held] { ++ran; });
        EXPECT_EQ(held.use_count(), 2);
    }
    EXPECT_EQ(ran, 0);
    EXPECT_EQ(held.use_count(), 1) << "and what it held";
}

TEST(Executor, ATaskMayPostWhileItIsDropped)
{
    struct Poster {
        std::shared_ptr<Strand> strand;
        ~Poster()
        {
            strand->post([] {});
        }
    };
    std::shared_ptr<Strand> strand;
    {
        Executor executor(1);
        strand = Strand::make(executor);
        executor.postAfter(hours(1), [poster = std::make_shared<Poster>(Poster{strand})] {});
    }
    EXPECT_EQ(strand.use_count(), 1) << "neither kept nor hung up on";
}

TEST(Strand, KeepsTheOrderAndNeverOverlaps)
{
    Executor executor(3);
    const auto strand = Strand::make(executor);
    std::atomic<int> inside = 0;
    std::vector<int> seen; // without a lock: that is the point
    Mailbox<bool> done;
    bool overlapped = false;
    for (int i = 0; i < 1'000; ++i) {
        strand->post([&, i] {
            overlapped = overlapped || ++inside != 1;
            seen.push_back(i);
            --inside;
            if (i == 999)
                done.put(true);
        });
    }
    ASSERT_TRUE(done.take());
    EXPECT_FALSE(overlapped);
    ASSERT_EQ(seen.size(), 1'000u);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST(Strand, ATaskMayPostTheNext)
{
    Executor executor(1);
    const auto strand = Strand::make(executor);
    Mailbox<int> box;
    strand->post([&] {
        strand->post([&] { box.put(2); });
        box.put(1);
    });
    EXPECT_EQ(box.take(), 1);
    EXPECT_EQ(box.take(), 2);
}

TEST(Strand, OneThatIsBusyDoesNotStarveAnother)
{
    std::atomic<bool> stop = false;
    std::function<void()> again;
    Mailbox<bool> box;
    Executor executor(1);
    const auto busy = Strand::make(executor);
    const auto other = Strand::make(executor);
    again = [&] {
        if (!stop)
            busy->post(again);
    };
    busy->post(again);
    other->post([&] { box.put(true); });
    EXPECT_EQ(box.take(), true);
    stop = true;
}

TEST(Strand, MayOutliveItsExecutor)
{
    std::shared_ptr<Strand> strand;
    {
        Executor executor(1);
        strand = Strand::make(executor);
    }
    std::atomic<int> ran = 0;
    strand->post([&] { ++ran; });
    strand->postAfter(milliseconds(0), [&] { ++ran; });
    EXPECT_EQ(ran, 0);
}

} // namespace
} // namespace orrery::runtime
