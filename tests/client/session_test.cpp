#include "client/session.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gmock/gmock.h>

#include <thread>

namespace orrery::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Answer;
using test::ScriptedSender;
using test::statusAnswer;
using test::transportFailure;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const api::Resource configMaps{"", "v1", "ConfigMap", "configmaps", true};

SessionOptions quick()
{
    SessionOptions options;
    options.cluster = "aws";
    options.retryDelay = milliseconds(1);
    return options;
}

class SessionTest : public testing::Test {
protected:
    test::ManualClock clock{};
    std::shared_ptr<ScriptedSender> sender = std::make_shared<ScriptedSender>();
    Session session{quick(), sender, fixedHeaders({}), clock};

    /// Each request in turn gets the next of these, then the last for ever.
    void answers(std::vector<Answer> list)
    {
        sender->setScript([list = std::move(list), at = std::make_shared<std::size_t>(0)](const auto&) {
            return list[std::min((*at)++, list.size() - 1)];
        });
    }
    std::size_t sent() const { return sender->requests().size(); }
};

TEST_F(SessionTest, GivesTheBodyOfAnAnswer)
{
    answers({{200, R"({"data":{"a":"1"}})"}});
    const auto got = session.get(configMaps, {"shop", "settings"});
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(api::text(*got, "/data/a"), "1");
    EXPECT_EQ(sender->requests().front().target, "/api/v1/namespaces/shop/configmaps/settings");
}

TEST_F(SessionTest, AnEmptyBodyIsNull)
{
    answers({{200, ""}});
    const auto got = session.json({});
    ASSERT_TRUE(got);
    EXPECT_TRUE(got->is_null());
}

TEST_F(SessionTest, AnAnswerThatIsNotJsonSaysWhereItCameFrom)
{
    answers({{200, "<html>"}});
    const auto got = session.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "json.syntax");
    EXPECT_THAT(got.error().text(), HasSubstr("GET /api/v1/namespaces/shop/configmaps/settings in aws"));
}

TEST_F(SessionTest, TellsWhoRefusedAndWhatWasBeingDone)
{
    answers({statusAnswer(409, "Conflict", "the object has been modified")});
    const auto put = session.replace(configMaps, {{"metadata", {{"name", "settings"}, {"namespace", "shop"}}}});
    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(put.error().code, "api.conflict");
    EXPECT_EQ(put.error().text(),
              "PUT /api/v1/namespaces/shop/configmaps/settings in aws: the object has been modified");
}

TEST_F(SessionTest, TheContextOfAnErrorHasNoQuery)
{
    answers({statusAnswer(403, "Forbidden", "no")});
    const auto listed = session.list(configMaps, "shop", {.labelSelector = "token=hunter2"});
    ASSERT_FALSE(listed);
    EXPECT_THAT(listed.error().text(), Not(HasSubstr("hunter2")));
}

TEST_F(SessionTest, AddsTheHeadersOfItsIdentityAndNamesThemNowhere)
{
    Session named(quick(), sender, bearerToken(Secret("s3cret")), clock);
    answers({statusAnswer(401, "Unauthorized", "Unauthorized")});
    const auto got = named.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, ErrorKind::Unauthorized);
    EXPECT_THAT(got.error().text(), Not(HasSubstr("s3cret")));
    EXPECT_EQ(http::find(sender->requests().front().headers, "authorization"), "Bearer s3cret");
}

TEST_F(SessionTest, CredentialsThatCannotBeHadAreTheError)
{
    struct Broken final : Authorizer {
        Result<http::Headers> headers() override
        {
            return failure(ErrorKind::Unauthorized, "kubeconfig.token-file", "the token file is empty");
        }
    };
    Session unnamed(quick(), sender, std::make_shared<Broken>(), clock);
    const auto got = unnamed.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "kubeconfig.token-file");
    EXPECT_THAT(got.error().text(), HasSubstr("in aws: the token file is empty"));
    EXPECT_EQ(sent(), 0u);
}

TEST_F(SessionTest, RepeatsAReadThatGotNoAnswer)
{
    answers({transportFailure(), statusAnswer(503, "ServiceUnavailable", "busy"), {200, "{}"}});
    EXPECT_TRUE(session.get(configMaps, {"shop", "settings"}));
    EXPECT_EQ(sent(), 3u);
}

TEST_F(SessionTest, GivesUpAReadAfterThreeRepetitions)
{
    answers({statusAnswer(429, "TooManyRequests", "slow down")});
    const auto got = session.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, ErrorKind::Throttled);
    EXPECT_EQ(sent(), 4u);
}

TEST_F(SessionTest, RepeatsNothingThatTheServerRefusedForGood)
{
    for (const int status : {400, 401, 403, 404, 405, 409, 410, 422}) {
        const auto before = sent();
        answers({{status, "no"}});
        EXPECT_FALSE(session.get(configMaps, {"shop", "settings"}));
        EXPECT_EQ(sent(), before + 1) << status;
    }
}

TEST_F(SessionTest, NeverRepeatsAMutation)
{
    const api::Json object{{"metadata", {{"name", "settings"}, {"namespace", "shop"}}}};
    const std::vector<std::function<bool()>> mutations{
        [&] { return session.create(configMaps, object).has_value(); },
        [&] { return session.replace(configMaps, object).has_value(); },
        [&] { return session.apply(configMaps, object, "orrery", true).has_value(); },
        [&] {
            return session.mergePatch(configMaps, {"shop", "settings"}, {}).has_value();
        },
        [&] {
            return session.remove(configMaps, {"shop", "settings"}).has_value();
        },
    };
    answers({statusAnswer(503, "ServiceUnavailable", "busy")});
    for (std::size_t i = 0; i < mutations.size(); ++i) {
        EXPECT_FALSE(mutations[i]());
        EXPECT_EQ(sent(), i + 1);
    }
}

TEST_F(SessionTest, DoesNotWaitLongerThanOneRequestMayTake)
{
    auto busy = statusAnswer(429, "TooManyRequests", "slow down");
    busy.headers = {{"Retry-After", "3600"}};
    answers({busy});
    const auto got = session.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().retryAfter, seconds(3600)) << "the caller comes back then";
    EXPECT_EQ(sent(), 1u);
}

TEST_F(SessionTest, AStopEndsThePauseBetweenTwoAttempts)
{
    std::stop_source stop;
    sender->setScript([&](const auto&) {
        stop.request_stop();
        auto busy = statusAnswer(429, "TooManyRequests", "slow down");
        busy.headers = {{"Retry-After", "9"}};
        return busy;
    });
    const auto got = session.get(configMaps, {"shop", "settings"}, stop.get_token());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(sent(), 1u);
}

TEST_F(SessionTest, AStopCancelsTheRequestUnderWay)
{
    std::stop_source stop;
    std::jthread stopping([&] {
        if (sender->nextOpen())
            stop.request_stop();
    });
    const auto got = session.get(configMaps, {"shop", "settings"}, stop.get_token());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, ErrorKind::Cancelled);
}

TEST_F(SessionTest, FailsFastOnceTheClusterIsDead)
{
    answers({transportFailure("cannot connect to aws.example:6443")});
    const auto first = session.get(configMaps, {"shop", "settings"});
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, "client.breaker-open");
    EXPECT_EQ(sent(), 3u);
    EXPECT_TRUE(session.health().breakerOpen);
    EXPECT_FALSE(session.create(configMaps, {{"metadata", {{"namespace", "shop"}}}}));
    EXPECT_EQ(sent(), 3u);
    clock.advance(seconds(2));
    answers({{200, "{}"}});
    EXPECT_TRUE(session.get(configMaps, {"shop", "settings"}));
    EXPECT_FALSE(session.health().breakerOpen);
}

TEST_F(SessionTest, AnErrorStatusIsAnAnswerToTheBreaker)
{
    answers({statusAnswer(500, "InternalError", "etcd")});
    for (int i = 0; i < 5; ++i)
        EXPECT_FALSE(session.create(configMaps, {{"metadata", {{"namespace", "shop"}}}}));
    EXPECT_EQ(sent(), 5u);
    EXPECT_FALSE(session.health().breakerOpen);
}

TEST_F(SessionTest, LimitsEachAttemptToItsOwnTime)
{
    answers({{200, "{}"}});
    http::HttpRequest endless;
    endless.timeout = milliseconds(0);
    (void)session.call(endless);
    http::HttpRequest impatient;
    impatient.timeout = milliseconds(700);
    (void)session.call(impatient);
    EXPECT_EQ(sender->requests()[0].timeout, seconds(10));
    EXPECT_EQ(sender->requests()[1].timeout, milliseconds(700));
}

TEST_F(SessionTest, KeepsTheLimitOnConcurrency)
{
    auto narrow = quick();
    narrow.maxConcurrent = 2;
    Session limited(narrow, sender, fixedHeaders({}), clock);
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i)
        callers.emplace_back([&] { EXPECT_TRUE(limited.json({})); });
    for (int i = 0; i < 6; i += 2) {
        const auto first = sender->nextOpen();
        const auto second = sender->nextOpen();
        ASSERT_TRUE(first && second);
        EXPECT_EQ(sender->waiting(), 0u) << "a third was under way";
        first->answer({200, "{}"});
        second->answer({200, "{}"});
    }
}

TEST_F(SessionTest, JoinsThePagesOfAList)
{
    sender->setScript([](const http::HttpRequest& request) -> Answer {
        if (request.target.find("continue=next") == std::string::npos)
            return {200,
                    R"({"metadata":{"resourceVersion":"7","continue":"next"},"items":[{"metadata":{"name":"a"}}]})"};
        EXPECT_EQ(request.target.find("resourceVersion="), std::string::npos) << "the token carries it";
        return {200, R"({"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"b"}}]})"};
    });
    const auto page = session.list(configMaps, {}, {.resourceVersion = "0"});
    ASSERT_TRUE(page) << page.error().text();
    ASSERT_EQ(page->items.size(), 2u);
    EXPECT_EQ(page->items[1]->key.name, "b");
    EXPECT_EQ(page->resourceVersion, "7");
    EXPECT_TRUE(page->continueToken.empty());
}

TEST_F(SessionTest, StartsAListAgainWhenItsNextPageExpired)
{
    answers({{200, R"({"metadata":{"resourceVersion":"7","continue":"next"},"items":[{"metadata":{"name":"old"}}]})"},
             statusAnswer(410, "Expired", "the provided continue parameter is too old"),
             {200, R"({"metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"new"}}]})"}});
    const auto page = session.list(configMaps);
    ASSERT_TRUE(page) << page.error().text();
    ASSERT_EQ(page->items.size(), 1u) << "pages of two lists must not be mixed";
    EXPECT_EQ(page->items[0]->key.name, "new");
    EXPECT_EQ(page->resourceVersion, "9");
}

TEST_F(SessionTest, DoesNotStartAListAgainForEver)
{
    sender->setScript([](const http::HttpRequest& request) -> Answer {
        if (request.target.find("continue=") == std::string::npos)
            return {200, R"({"metadata":{"continue":"next"},"items":[]})"};
        return statusAnswer(410, "Expired", "too old");
    });
    const auto page = session.list(configMaps);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, ErrorKind::Gone);
}

TEST_F(SessionTest, ReadsTheVersionAsCloudsWriteIt)
{
    answers({{200, R"({"major":"1","minor":"27+","gitVersion":"v1.27.3-eks-a5565ad"})"}});
    const auto version = session.version();
    ASSERT_TRUE(version);
    EXPECT_EQ(version->minor, 27);
    EXPECT_EQ(version->gitVersion, "v1.27.3-eks-a5565ad");
}

TEST_F(SessionTest, SaysWhenTheServerIsNoKubernetes)
{
    answers({{200, R"({"hello":"world"})"}});
    const auto version = session.version();
    ASSERT_FALSE(version);
    EXPECT_EQ(version.error().code, "client.not-kubernetes");
}

TEST_F(SessionTest, AProbeNamesTheChecksThatFailed)
{
    answers(
        {{500, "[+]ping ok\n[-]etcd failed: reason withheld\n[-]informer-sync failed: reason withheld\nreadyz check "
               "failed\n"}});
    const auto ready = session.probe(seconds(1));
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(ready.error().code, "api.not-ready");
    EXPECT_EQ(ready.error().message, "the API server is not ready: etcd, informer-sync failed");
    EXPECT_EQ(sent(), 1u) << "a probe is not repeated";
}

TEST_F(SessionTest, AProbeAsksOldServersInTheirOwnWay)
{
    sender->setScript([](const http::HttpRequest& request) -> Answer {
        return request.target == "/healthz" ? Answer{200, "ok"} : Answer{404, "404 page not found"};
    });
    EXPECT_TRUE(session.probe(seconds(1)));
    answers({{404, "404 page not found"}});
    const auto ready = session.probe(seconds(1));
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().code, "api.no-health");
}

TEST_F(SessionTest, AProbeIgnoresTheBreakerAndClosesIt)
{
    answers({transportFailure()});
    (void)session.get(configMaps, {"shop", "settings"});
    ASSERT_TRUE(session.health().breakerOpen);
    const auto dead = session.probe(seconds(1));
    ASSERT_FALSE(dead);
    EXPECT_EQ(dead.error().code, "net.connect") << "the real reason, not the breaker's";
    answers({{200, "ok"}});
    EXPECT_TRUE(session.probe(seconds(1)));
    EXPECT_FALSE(session.health().breakerOpen);
}

TEST_F(SessionTest, AProbeNeedsNoPlaceAmongBusyRequests)
{
    auto narrow = quick();
    narrow.maxConcurrent = 1;
    Session limited(narrow, sender, fixedHeaders({}), clock);
    sender->setScript([](const http::HttpRequest& request) -> std::optional<Answer> {
        if (request.target == "/readyz")
            return Answer{200, "ok"};
        return std::nullopt;
    });
    std::jthread caller([&] { EXPECT_TRUE(limited.json({.target = "/slow"})); });
    const auto slow = sender->nextOpen();
    ASSERT_TRUE(slow);
    EXPECT_TRUE(limited.probe(seconds(1)));
    slow->answer({200, "{}"});
}

TEST_F(SessionTest, RemembersWarningsAndTheServersClock)
{
    Answer deprecated{200, "{}"};
    deprecated.headers = {{"Warning", "299 - \"old\""}, {"Date", "Fri, 02 Jan 2026 03:05:05 GMT"}};
    answers({deprecated});
    ASSERT_TRUE(session.json({}));
    const auto health = session.health();
    EXPECT_THAT(health.warnings, ElementsAre("old"));
    EXPECT_EQ(health.clockSkew, seconds(60));
    EXPECT_EQ(health.lastAnswer, clock.wall());
}

} // namespace
} // namespace orrery::client
