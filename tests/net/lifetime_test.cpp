#include "fixture.h"

#include <future>

namespace orrery::net {

namespace {

using http::exchange;

class Lifetime : public NetTest {
protected:
    /// Starts a stream, then keeps the connection open without a word.
    static Script silentStream()
    {
        return [](const auto&, auto& connection) {
            connection.startChunks();
            connection.chunk("first");
            connection.waitForEnd();
        };
    }
    static http::HttpRequest stream()
    {
        auto made = request("GET", "/watch");
        made.stream = true;
        made.timeout = std::chrono::milliseconds(0);
        return made;
    }
};

TEST_F(Lifetime, CancellingAStreamEndsItAtTheServerToo)
{
    std::promise<void> left;
    test::HttpsServer server(authority.issueServer(), [&](const auto&, auto& connection) {
        connection.startChunks();
        connection.waitForEnd();
        left.set_value();
    });
    const auto sender = senderTo(server);
    Listener watch;
    const auto call = sender->send(stream(), watch.handler());
    EXPECT_EQ(watch.waitForStatus(), 200);
    call->cancel();
    call->cancel();
    const auto outcome = watch.waitForEnd();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    left.get_future().wait();
}

TEST_F(Lifetime, CancellingRightAfterSendingTellsDoneOnce)
{
    test::HttpsServer server(authority.issueServer(), silentStream());
    const auto sender = senderTo(server);
    for (int round = 0; round < 20; ++round) {
        std::promise<Result<void>> ended; // a second call would throw out of the loop
        http::HttpHandler handler;
        handler.done = [&](Result<void> outcome) { ended.set_value(std::move(outcome)); };
        sender->send(stream(), std::move(handler))->cancel();
        const auto outcome = ended.get_future().get();
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    }
}

TEST_F(Lifetime, AHandlerMayCancelItsOwnCallAndSendTheNext)
{
    test::HttpsServer server(authority.issueServer(), silentStream());
    const auto sender = senderTo(server);
    Listener second;
    std::promise<std::shared_ptr<http::HttpCall>> started;
    auto call = started.get_future().share();
    http::HttpHandler handler;
    handler.data = [&](std::string_view) { call.get()->cancel(); };
    std::promise<std::shared_ptr<http::HttpCall>> next;
    handler.done = [&](Result<void>) { next.set_value(sender->send(stream(), second.handler())); };
    started.set_value(sender->send(stream(), std::move(handler)));
    second.waitForBody("first");
    next.get_future().get()->cancel();
    EXPECT_FALSE(second.waitForEnd());
}

TEST_F(Lifetime, StoppingAnExchangeCancelsIt)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) { connection.waitForEnd(); });
    const auto sender = senderTo(server);
    std::stop_source stop;
    auto waiting =
        std::async(std::launch::async, [&] { return exchange(*sender, request("GET", "/"), stop.get_token()); });
    server.waitForRequests(1);
    stop.request_stop();
    const auto outcome = waiting.get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
}

TEST_F(Lifetime, ACallOutlivesItsSender)
{
    test::HttpsServer server(authority.issueServer(), silentStream());
    Listener watch;
    const auto call = senderTo(server)->send(stream(), watch.handler());
    watch.waitForBody("first");
    call->cancel();
    EXPECT_FALSE(watch.waitForEnd());
}

TEST_F(Lifetime, EndingTheLoopCancelsWhatIsLeft)
{
    test::HttpsServer server(authority.issueServer(), silentStream());
    Listener watch;
    auto sender = senderTo(server);
    const auto call = sender->send(stream(), watch.handler());
    watch.waitForBody("first");
    sender.reset();
    loop.reset();
    const auto outcome = watch.waitForEnd();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    call->cancel(); // nobody is left to hear it
}

TEST_F(Lifetime, TheLastReferenceMayFallInsideAHandler)
{
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    std::promise<void> ended;
    {
        auto holder = std::make_shared<std::shared_ptr<http::HttpSender>>(senderTo(server));
        loop.reset();
        http::HttpHandler handler;
        handler.done = [holder, &ended](Result<void> outcome) {
            EXPECT_TRUE(outcome);
            holder->reset();
            ended.set_value();
        };
        const auto sender = holder->get();
        sender->send(request("GET", "/"), std::move(handler));
    }
    ended.get_future().wait();
}

TEST_F(Lifetime, ARequestThatTimesOutInSilenceIsFollowedByANewConnection)
{
    test::HttpsServer server(authority.issueServer(), [](const auto& seen, auto& connection) {
        if (seen.target == "/silent")
            connection.waitForEnd();
        else
            connection.answer(200, "ok");
    });
    const auto sender = senderTo(server);
    must(exchange(*sender, request("GET", "/warm-up")));
    auto silent = request("GET", "/silent");
    silent.timeout = std::chrono::milliseconds(100);
    EXPECT_FALSE(exchange(*sender, silent));
    must(exchange(*sender, request("GET", "/after")));
    EXPECT_EQ(server.seen().back().connection, 2);
}

} // namespace

} // namespace orrery::net
