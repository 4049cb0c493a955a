#include "fixture.h"

namespace orrery::net {

namespace {

using http::exchange;

/// A server that answers the first request of each connection and hangs up on the second without a byte, as one does
/// that was just closing an idle connection.
class Repetition : public NetTest {
protected:
    static Script hangingUpOnTheSecond()
    {
        return [requests = std::make_shared<std::atomic<int>>(0)](const auto&, auto& connection) {
            if (++*requests == 2)
                connection.hangUp();
            else
                connection.answer(200, "ok");
        };
    }

    int timesSent(http::HttpRequest second, Result<http::HttpResponse>& answer)
    {
        test::HttpsServer server(authority.issueServer(), hangingUpOnTheSecond());
        const auto sender = senderTo(server);
        must(exchange(*sender, request("GET", "/warm-up")));
        const auto target = second.target;
        answer = exchange(*sender, std::move(second));
        int count = 0;
        for (const auto& seen : server.seen())
            count += seen.target == target;
        return count;
    }
};

TEST_F(Repetition, AMutationOnADyingConnectionIsSentOnce)
{
    for (const auto& mutation :
         {request("POST", "/m", "{}"), request("PATCH", "/m", "{}"), request("PUT", "/m", std::string(200'000, ' ')),
          request("DELETE", "/m"), request("POST", "/m")}) {
        Result<http::HttpResponse> answer;
        EXPECT_EQ(timesSent(mutation, answer), 1) << mutation.method;
        ASSERT_FALSE(answer) << mutation.method;
        EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
        EXPECT_EQ(answer.error().code, "net.reset");
        EXPECT_NE(answer.error().message.find("not sent again"), std::string::npos) << answer.error().message;
    }
}

TEST_F(Repetition, AReadOnADyingConnectionIsSentAgain)
{
    Result<http::HttpResponse> answer;
    EXPECT_EQ(timesSent(request("GET", "/r"), answer), 2);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "ok");
}

TEST_F(Repetition, ASenderWorksAgainAfterALostConnection)
{
    test::HttpsServer server(authority.issueServer(), hangingUpOnTheSecond());
    const auto sender = senderTo(server);
    must(exchange(*sender, request("GET", "/warm-up")));
    EXPECT_FALSE(exchange(*sender, request("POST", "/lost")));
    EXPECT_TRUE(exchange(*sender, request("POST", "/next")));
}

} // namespace

} // namespace orrery::net
