#include "runtime/reflector.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gmock/gmock.h>

#include <functional>

namespace orrery::runtime {
namespace {

using api::ObjectKey;
using std::chrono::milliseconds;
using test::Mailbox;
using test::OpenCall;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using Keys = std::vector<ObjectKey>;

std::string object(const std::string& name, int version)
{
    return R"({"kind":"Pod","apiVersion":"v1","metadata":{"namespace":"shop","name":")" + name
         + R"(","resourceVersion":")" + std::to_string(version) + R"("}})";
}

std::string list(int version, const std::vector<std::string>& items, const std::string& next = {})
{
    std::string joined;
    for (const auto& item : items)
        joined += (joined.empty() ? "" : ",") + item;
    return R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":")" + std::to_string(version)
         + R"(","continue":")" + next + R"("},"items":[)" + joined + "]}";
}

std::string event(const std::string& type, const std::string& body)
{
    return R"({"type":")" + type + R"(","object":)" + body + "}\n";
}

std::string expired()
{
    return event("ERROR", R"({"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"})");
}

const ObjectKey a{"shop", "a"};
const ObjectKey b{"shop", "b"};
const ObjectKey c{"shop", "c"};

class ReflectorTest : public testing::Test {
protected:
    test::ManualClock clock{};
    std::shared_ptr<test::ScriptedSender> sender = std::make_shared<test::ScriptedSender>();
    std::shared_ptr<client::Session> session = std::make_shared<client::Session>(
        client::SessionOptions{.cluster = "aws"}, sender, client::fixedHeaders({}), clock);
    Mailbox<Keys> changes{};
    Mailbox<std::string> troubles{}; ///< "" = it works again
    Executor executor{2};
    std::unique_ptr<Reflector> reflector{};

    Reflector::Options options() const
    {
        Reflector::Options made;
        made.resource = {"", "v1", "Pod", "pods", true};
        return made;
    }
    Reflector::Handlers handlers()
    {
        return {[this](const Keys& keys) { changes.put(keys); },
                [this](const std::optional<Error>& error) { troubles.put(error ? error->message : ""); }};
    }
    void start() { start(options()); }
    void start(Reflector::Options with)
    {
        reflector = std::make_unique<Reflector>(executor, session, std::move(with), handlers(), clock);
    }
    /// The next request, which must contain this.
    std::shared_ptr<OpenCall> next(const std::string& part)
    {
        auto call = sender->nextOpen();
        EXPECT_TRUE(call) << "no request came";
        if (call) {
            EXPECT_THAT(call->request().target, HasSubstr(part));
        }
        return call;
    }
    /// Answers the list with a@1 and b@2 at version 10; the watch after it, with its head sent.
    std::shared_ptr<OpenCall> listed()
    {
        next("limit=500")->answer({200, list(10, {object("a", 1), object("b", 2)})});
        EXPECT_THAT(changes.take().value_or(Keys{}), UnorderedElementsAre(a, b));
        auto watch = next("resourceVersion=10");
        watch->head(200);
        return watch;
    }
};

TEST_F(ReflectorTest, ListsThenWatchesFromThere)
{
    auto with = options();
    with.ns = "shop";
    with.labelSelector = "app=web";
    with.fieldSelector = "spec.nodeName=n1";
    start(with);
    EXPECT_FALSE(reflector->store().synced());
    const auto listing = next("/api/v1/namespaces/shop/pods?");
    EXPECT_THAT(listing->request().target, HasSubstr("labelSelector=app%3Dweb"));
    EXPECT_THAT(listing->request().target, HasSubstr("fieldSelector=spec.nodeName%3Dn1"));
    EXPECT_THAT(listing->request().target, HasSubstr("resourceVersion=0"));
    EXPECT_FALSE(listing->request().stream);
    listing->answer({200, list(10, {object("a", 1)})});
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a));
    EXPECT_TRUE(reflector->store().synced());
    const auto watch = next("watch=true");
    EXPECT_TRUE(watch->request().stream);
    EXPECT_THAT(watch->request().target, HasSubstr("resourceVersion=10"));
    EXPECT_THAT(watch->request().target, HasSubstr("allowWatchBookmarks=true"));
    EXPECT_THAT(watch->request().target, HasSubstr("labelSelector=app%3Dweb"));
    EXPECT_THAT(watch->request().target, testing::ContainsRegex("timeoutSeconds=2[0-4][0-9]"));
    EXPECT_EQ(troubles.size(), 0u);
}

TEST_F(ReflectorTest, SaysThatAnEmptyCollectionIsKnown)
{
    start();
    next("pods")->answer({200, list(10, {})});
    const auto told = changes.take();
    ASSERT_TRUE(told);
    EXPECT_THAT(*told, IsEmpty());
    EXPECT_TRUE(reflector->store().synced());
}

TEST_F(ReflectorTest, ShowsNothingOfAListBeforeItsLastPage)
{
    start();
    next("pods")->answer({200, list(10, {object("a", 1)}, "more")});
    const auto second = next("continue=more");
    EXPECT_THAT(second->request().target, Not(HasSubstr("resourceVersion")));
    EXPECT_FALSE(reflector->store().synced());
    EXPECT_EQ(reflector->store().snapshot().size(), 0u);
    second->answer({200, list(10, {object("b", 2)})});
    EXPECT_THAT(changes.take().value_or(Keys{}), UnorderedElementsAre(a, b));
    EXPECT_EQ(changes.size(), 0u);
}

TEST_F(ReflectorTest, TellsTheEventsOfOneReadTogether)
{
    start();
    const auto watch = listed();
    watch->data(event("MODIFIED", object("a", 11)) + event("ADDED", object("c", 12))
                + event("DELETED", object("b", 13)));
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a, c, b));
    EXPECT_EQ(reflector->store().find(a)->resourceVersion, "11");
    EXPECT_EQ(reflector->store().find(b), nullptr);
    EXPECT_EQ(reflector->store().find(c)->resourceVersion, "12");
}

TEST_F(ReflectorTest, PutsCutEventsTogether)
{
    start();
    const auto watch = listed();
    const auto text = event("MODIFIED", object("a", 11));
    for (const char byte : text)
        watch->data(std::string(1, byte));
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a));
    EXPECT_EQ(reflector->store().find(a)->resourceVersion, "11");
}

TEST_F(ReflectorTest, ResumesFromABookmarkWhenTheServerEndsTheWatch)
{
    start();
    const auto watch = listed();
    watch->data(event("MODIFIED", object("a", 11)));
    watch->data(event("BOOKMARK", R"({"kind":"Pod","metadata":{"resourceVersion":"99"}})"));
    watch->done();
    next("resourceVersion=99");
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a)) << "a bookmark is no change";
    EXPECT_EQ(changes.size(), 0u);
    EXPECT_EQ(troubles.size(), 0u) << "to end a watch is the server's right";
}

TEST_F(ReflectorTest, ABookmarkSaysThatThePictureIsCurrent)
{
    start();
    const auto watch = listed();
    clock.advance(std::chrono::minutes(1));
    watch->data(event("BOOKMARK", R"({"metadata":{"resourceVersion":"99"}})") + event("MODIFIED", object("a", 100)));
    ASSERT_TRUE(changes.take());
    EXPECT_EQ(reflector->store().asOf(), clock.now());
}

TEST_F(ReflectorTest, KeepsTheOldPictureUntilTheNewListIsWhole)
{
    start();
    const auto watch = listed();
    watch->data(expired());
    EXPECT_TRUE(watch->waitCancelled());
    const auto again = next("limit=500");
    EXPECT_THAT(again->request().target, Not(HasSubstr("resourceVersion"))) << "the most recent state";
    EXPECT_EQ(reflector->store().snapshot().size(), 2u);
    again->answer({200, list(50, {object("b", 2)}, "more")});
    const auto more = next("continue=more");
    EXPECT_EQ(reflector->store().snapshot().size(), 2u);
    more->answer({200, list(50, {object("c", 40)})});
    EXPECT_THAT(changes.take().value_or(Keys{}), UnorderedElementsAre(a, c)) << "b is as it was";
    EXPECT_EQ(reflector->store().find(a), nullptr);
    next("resourceVersion=50");
    EXPECT_EQ(troubles.size(), 0u) << "a forgotten position is no trouble";
}

TEST_F(ReflectorTest, AWatchThatIsRefusedAsTooOldListsAgain)
{
    start();
    next("limit=500")->answer({200, list(10, {object("a", 1)})});
    next("watch=true")->answer(test::statusAnswer(410, "Expired", "too old resource version"));
    next("limit=500")->answer({200, list(50, {object("a", 45)})});
    next("resourceVersion=50");
    EXPECT_EQ(troubles.size(), 0u);
}

TEST_F(ReflectorTest, AnExpiredPageStartsTheListAgain)
{
    start();
    next("pods")->answer({200, list(10, {object("a", 1)}, "more")});
    next("continue=more")->answer(test::statusAnswer(410, "Expired", "the continue token is too old"));
    const auto again = next("limit=500");
    EXPECT_THAT(again->request().target, Not(HasSubstr("continue")));
    again->answer({200, list(20, {object("b", 2)})});
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(b)) << "nothing of the first attempt";
}

TEST_F(ReflectorTest, TellsTroubleOnceAndWhenItIsOver)
{
    start();
    next("pods")->answer(test::statusAnswer(403, "Forbidden", "pods is forbidden"));
    EXPECT_EQ(troubles.take(), "pods is forbidden");
    next("pods")->answer(test::statusAnswer(403, "Forbidden", "pods is forbidden"));
    next("pods")->answer({200, list(10, {})});
    ASSERT_TRUE(changes.take());
    EXPECT_EQ(troubles.take(), "") << "the second failure was the same, and not told";
}

TEST_F(ReflectorTest, CanBeToldNotToWait)
{
    start();
    // The pauses would add up to a minute and more.
    for (int i = 0; i < 8; ++i) {
        next("pods")->answer(test::transportFailure("failure " + std::to_string(i)));
        EXPECT_EQ(troubles.take(), "failure " + std::to_string(i));
        reflector->retryNow();
    }
    next("pods")->answer({200, list(10, {})});
    EXPECT_TRUE(changes.take());
}

TEST_F(ReflectorTest, BeingToldNotToWaitDoesNotDisturbAWatch)
{
    start();
    const auto watch = listed();
    reflector->retryNow();
    watch->data(event("MODIFIED", object("a", 11)));
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a));
    EXPECT_FALSE(watch->cancelled());
    EXPECT_EQ(sender->waiting(), 0u);
}

TEST_F(ReflectorTest, ANewReasonIsTold)
{
    start();
    next("pods")->answer(test::transportFailure("connection refused"));
    EXPECT_EQ(troubles.take(), "connection refused");
    reflector->retryNow();
    next("pods")->answer(test::statusAnswer(401, "Unauthorized", "Unauthorized"));
    EXPECT_EQ(troubles.take(), "Unauthorized");
}

TEST_F(ReflectorTest, ALostWatchIsTroubleUntilTheNextIsAccepted)
{
    start();
    const auto watch = listed();
    watch->data(event("MODIFIED", object("a", 11)));
    ASSERT_TRUE(changes.take());
    watch->done(failure(ErrorKind::Unavailable, "net.reset", "the connection broke"));
    EXPECT_EQ(troubles.take(), "the connection broke");
    const auto resumed = next("resourceVersion=11");
    EXPECT_EQ(troubles.size(), 0u);
    resumed->head(200);
    EXPECT_EQ(troubles.take(), "") << "without waiting for something to happen";
    EXPECT_EQ(reflector->store().snapshot().size(), 2u) << "the picture stayed";
}

TEST_F(ReflectorTest, AnEventThatMakesNoSenseListsAgain)
{
    start();
    const auto watch = listed();
    watch->data(event("MODIFIED", object("a", 11)) + "{nonsense\n" + event("MODIFIED", object("b", 12)));
    EXPECT_THAT(changes.take().value_or(Keys{}), ElementsAre(a)) << "what came before it counts";
    EXPECT_THAT(troubles.take().value_or(""), HasSubstr("not valid JSON"));
    EXPECT_TRUE(watch->waitCancelled());
    reflector->retryNow();
    next("limit=500");
}

TEST_F(ReflectorTest, TakesASilentWatchForDead)
{
    auto with = options();
    with.idle = milliseconds(20);
    start(with);
    const auto watch = listed();
    watch->data(event("MODIFIED", object("a", 11)));
    ASSERT_TRUE(changes.take());
    clock.advance(milliseconds(19));
    EXPECT_FALSE(watch->cancelled());
    clock.advance(milliseconds(2));
    EXPECT_TRUE(watch->waitCancelled());
    next("resourceVersion=11");
}

TEST_F(ReflectorTest, EventsKeepTheWatchdogQuiet)
{
    auto with = options();
    with.idle = milliseconds(20);
    start(with);
    const auto watch = listed();
    Mailbox<bool> watchdogPassed;
    for (int i = 0; i < 3; ++i) {
        clock.advance(milliseconds(15));
        watch->data(event("MODIFIED", object("a", 11 + i)));
        ASSERT_TRUE(changes.take());
        executor.postAfter(milliseconds(10), [&] { watchdogPassed.put(true); });
        ASSERT_TRUE(watchdogPassed.take());
        EXPECT_FALSE(watch->cancelled());
    }
}

TEST_F(ReflectorTest, TheWatchdogLeavesARetryAlone)
{
    auto with = options();
    with.idle = milliseconds(20);
    start(with);
    const auto watch = listed();
    watch->done(failure(ErrorKind::Unavailable, "net.reset", "the connection broke"));
    clock.advance(milliseconds(100));
    const auto resumed = next("resourceVersion=10");
    EXPECT_EQ(sender->waiting(), 0u) << "one watch, not a second one by the watchdog";
    EXPECT_FALSE(resumed->cancelled());
}

TEST_F(ReflectorTest, LateWordsOfADroppedWatchAreIgnored)
{
    start();
    const auto watch = listed();
    watch->data(expired() + event("MODIFIED", object("a", 77)));
    EXPECT_TRUE(watch->waitCancelled());
    next("limit=500")->answer({200, list(50, {object("a", 45)})});
    EXPECT_THAT(changes.take().value_or(Keys{}), UnorderedElementsAre(a, b));
    EXPECT_EQ(reflector->store().find(a)->resourceVersion, "45");
}

} // namespace
} // namespace orrery::runtime
