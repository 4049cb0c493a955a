#include "client/session.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gmock/gmock.h>

namespace orrery::client {
namespace {

using test::ScriptedSender;
using testing::HasSubstr;
using testing::IsEmpty;

/// What a stream told, in order.
struct Heard {
    std::vector<int> heads{};
    std::string bytes{};
    std::vector<Result<void>> outcomes{};

    http::HttpHandler handler()
    {
        return {[this](const http::HttpHead& head) { heads.push_back(head.status); },
                [this](std::string_view text) { bytes += text; },
                [this](Result<void> outcome) { outcomes.push_back(std::move(outcome)); }};
    }
};

class StreamTest : public testing::Test {
protected:
    test::ManualClock clock{};
    std::shared_ptr<ScriptedSender> sender = std::make_shared<ScriptedSender>();
    SessionOptions options{.cluster = "aws", .maxConcurrent = 1};
    std::unique_ptr<Session> session = std::make_unique<Session>(options, sender, bearerToken(Secret("t")), clock);
    Heard heard{};

    std::shared_ptr<test::OpenCall> open()
    {
        (void)session->stream({.target = "/api/v1/pods?watch=true", .stream = true}, heard.handler());
        return sender->nextOpen();
    }
};

TEST_F(StreamTest, PassesBytesOnAsTheyCome)
{
    const auto call = open();
    EXPECT_EQ(http::find(call->request().headers, "Authorization"), "Bearer t");
    call->head(200);
    call->data("one");
    EXPECT_EQ(heard.bytes, "one");
    call->data("two");
    EXPECT_EQ(heard.bytes, "onetwo");
    EXPECT_THAT(heard.outcomes, IsEmpty());
    call->done();
    EXPECT_EQ(heard.heads, std::vector<int>{200});
    ASSERT_EQ(heard.outcomes.size(), 1u);
    EXPECT_TRUE(heard.outcomes[0]);
}

TEST_F(StreamTest, ARefusalComesAsAnErrorAndNothingElse)
{
    const auto call = open();
    auto refusal = test::statusAnswer(410, "Expired", "too old resource version");
    refusal.headers = {{"Retry-After", "3"}};
    call->answer(refusal);
    EXPECT_THAT(heard.heads, IsEmpty());
    EXPECT_EQ(heard.bytes, "");
    ASSERT_EQ(heard.outcomes.size(), 1u);
    ASSERT_FALSE(heard.outcomes[0]);
    const auto& error = heard.outcomes[0].error();
    EXPECT_EQ(error.kind, ErrorKind::Gone);
    EXPECT_EQ(error.retryAfter, std::chrono::seconds(3));
    EXPECT_EQ(error.text(), "GET /api/v1/pods in aws: too old resource version");
}

TEST_F(StreamTest, ABrokenConnectionIsAnErrorWithItsContext)
{
    const auto call = open();
    call->head(200);
    call->answer(test::transportFailure("the connection broke"));
    ASSERT_EQ(heard.outcomes.size(), 1u);
    ASSERT_FALSE(heard.outcomes[0]);
    EXPECT_EQ(heard.outcomes[0].error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(heard.outcomes[0].error().text(), "GET /api/v1/pods in aws: the connection broke");
}

TEST_F(StreamTest, CredentialsThatCannotBeHadEndItBeforeItBegins)
{
    struct Broken final : Authorizer {
        Result<http::Headers> headers() override { return failure(ErrorKind::Unauthorized, "exec.failed", "no login"); }
    };
    session = std::make_unique<Session>(options, sender, std::make_shared<Broken>(), clock);
    const auto call = session->stream({.target = "/api/v1/pods"}, heard.handler());
    ASSERT_TRUE(call);
    call->cancel();
    ASSERT_EQ(heard.outcomes.size(), 1u);
    ASSERT_FALSE(heard.outcomes[0]);
    EXPECT_THAT(heard.outcomes[0].error().text(), HasSubstr("no login"));
    EXPECT_THAT(sender->requests(), IsEmpty());
}

TEST_F(StreamTest, TakesNoPlaceFromShortRequests)
{
    const auto watch = open();
    sender->setScript([](const auto&) { return test::Answer{200, "{}"}; });
    EXPECT_TRUE(session->json({.target = "/version"}));
    watch->done();
}

TEST_F(StreamTest, ItsAnswerCountsAsASignOfLife)
{
    const auto call = open();
    EXPECT_FALSE(session->health().answered);
    call->head(200, {{"Warning", "299 - \"old\""}});
    EXPECT_TRUE(session->health().answered);
    EXPECT_THAT(session->health().warnings, testing::ElementsAre("old"));
    call->done();
}

TEST_F(StreamTest, DoesNotKeepItsSessionsSenderAlive)
{
    const auto call = open();
    const std::weak_ptr<ScriptedSender> watched = sender;
    sender.reset();
    session.reset();
    EXPECT_TRUE(watched.expired());
    call->head(200);
    call->data("late");
    call->done();
    EXPECT_EQ(heard.bytes, "late");
}

TEST_F(StreamTest, KeepsNoMoreOfARefusalThanItNeeds)
{
    const auto call = open();
    call->head(500);
    for (int i = 0; i < 100; ++i)
        call->data(std::string(10'000, 'x'));
    call->done();
    ASSERT_FALSE(heard.outcomes.at(0));
    EXPECT_LT(heard.outcomes[0].error().message.size(), 1'000u);
}

} // namespace
} // namespace orrery::client
