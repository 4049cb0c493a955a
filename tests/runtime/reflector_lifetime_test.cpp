#include "runtime/reflector.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace orrery::runtime {
namespace {

using test::Mailbox;
using Keys = std::vector<api::ObjectKey>;

constexpr auto emptyList = R"({"metadata":{"resourceVersion":"1"},"items":[]})";
constexpr auto added = "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"2\"}}}\n";

class ReflectorLifetimeTest : public testing::Test {
protected:
    test::ManualClock clock{};
    std::shared_ptr<test::ScriptedSender> sender = std::make_shared<test::ScriptedSender>();
    std::shared_ptr<client::Session> session = std::make_shared<client::Session>(
        client::SessionOptions{.cluster = "aws"}, sender, client::fixedHeaders({}), clock);
    std::unique_ptr<Executor> executor = std::make_unique<Executor>(2);

    std::unique_ptr<Reflector> make(std::function<void(const Keys&)> changed)
    {
        Reflector::Options options;
        options.resource = {"", "v1", "Pod", "pods", true};
        return std::make_unique<Reflector>(*executor, session, options, Reflector::Handlers{std::move(changed), {}},
                                           clock);
    }
};

TEST_F(ReflectorLifetimeTest, ItsEndCancelsTheWatch)
{
    Mailbox<Keys> changes;
    auto reflector = make([&](const Keys& keys) { changes.put(keys); });
    sender->nextOpen()->answer({200, emptyList});
    const auto watch = sender->nextOpen();
    ASSERT_TRUE(watch);
    ASSERT_TRUE(changes.take());
    reflector.reset();
    EXPECT_TRUE(watch->waitCancelled()) << "not when the server feels like it";
}

TEST_F(ReflectorLifetimeTest, NothingIsToldAfterItsEnd)
{
    std::atomic<int> told = 0;
    auto reflector = make([&](const Keys&) { ++told; });
    const auto list = sender->nextOpen();
    ASSERT_TRUE(list);
    reflector.reset();
    list->answer({200, emptyList});
    executor.reset(); // everything that could run has run
    EXPECT_EQ(told, 0);
    EXPECT_EQ(sender->requests().size(), 1u);
}

TEST_F(ReflectorLifetimeTest, ItsEndWaitsForACallbackThatRuns)
{
    Mailbox<bool> inside;
    Mailbox<bool> go;
    std::atomic<bool> finished = false;
    auto reflector = make([&](const Keys&) {
        inside.put(true);
        (void)go.take();
        finished = true;
    });
    sender->nextOpen()->answer({200, emptyList});
    ASSERT_TRUE(inside.take());
    std::jthread release([&] { go.put(true); });
    reflector.reset();
    EXPECT_TRUE(finished);
}

TEST_F(ReflectorLifetimeTest, MayEndInItsOwnCallback)
{
    Mailbox<bool> ended;
    std::unique_ptr<Reflector> reflector;
    Mailbox<bool> assigned;
    reflector = make([&](const Keys&) {
        (void)assigned.take();
        reflector.reset();
        ended.put(true);
    });
    assigned.put(true);
    sender->nextOpen()->answer({200, emptyList});
    EXPECT_EQ(ended.take(), true);
    executor.reset();
    EXPECT_EQ(sender->requests().size(), 1u) << "no watch was begun";
}

TEST_F(ReflectorLifetimeTest, MayEndInTheCallbackOfAnother)
{
    Mailbox<bool> ended;
    auto victim = make([](const Keys&) {});
    const auto victimsList = sender->nextOpen();
    ASSERT_TRUE(victimsList);
    const auto killer = make([&](const Keys&) {
        victim.reset();
        ended.put(true);
    });
    sender->nextOpen()->answer({200, emptyList});
    EXPECT_EQ(ended.take(), true);
    EXPECT_TRUE(victimsList->waitCancelled());
}

TEST_F(ReflectorLifetimeTest, BytesThatComeAfterTheExecutorsEndAreHarmless)
{
    auto reflector = make([](const Keys&) {});
    sender->nextOpen()->answer({200, emptyList});
    const auto watch = sender->nextOpen();
    ASSERT_TRUE(watch);
    executor.reset();
    watch->head();
    watch->data(added);
    reflector.reset();
    EXPECT_TRUE(watch->cancelled());
}

TEST_F(ReflectorLifetimeTest, LetsGoOfItsSession)
{
    const std::weak_ptr<client::Session> watched = session;
    auto reflector = make([](const Keys&) {});
    const auto list = sender->nextOpen();
    ASSERT_TRUE(list);
    session.reset();
    reflector.reset();
    executor.reset();
    EXPECT_TRUE(watched.expired()) << "although the sender still knows of the call";
}

TEST_F(ReflectorLifetimeTest, ManyComeAndGoWhileTheServerTalks)
{
    std::atomic<bool> stop = false;
    std::atomic<int> told = 0;
    std::jthread server([&] {
        std::vector<std::shared_ptr<test::OpenCall>> calls;
        while (!stop) {
            while (sender->waiting() > 0)
                calls.push_back(sender->nextOpen());
            for (const auto& call : calls) {
                if (!call->request().stream) {
                    call->answer({200, emptyList});
                } else {
                    call->head();
                    call->data(added);
                }
            }
            std::erase_if(calls, [](const auto& call) { return call->cancelled() || !call->request().stream; });
        }
    });
    for (int i = 0; i < 200; ++i) {
        const auto one = make([&](const Keys&) { ++told; });
        const auto two = make([&](const Keys&) { ++told; });
        const auto seen = told.load();
        if (i % 4 == 0) {
            while (told.load() == seen)
                std::this_thread::yield();
        }
    }
    stop = true;
    EXPECT_GE(told, 50);
}

} // namespace
} // namespace orrery::runtime
