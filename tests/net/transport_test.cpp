#include "fixture.h"

#include <cstdlib>
#include <deque>
#include <vector>

namespace orrery::net {

namespace {

using http::exchange;

std::uint32_t crc32(const std::string& bytes)
{
    std::uint32_t crc = ~0u;
    for (const unsigned char byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

std::string littleEndian(std::uint32_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
}

/// RFC 1952 around one stored block of RFC 1951; less than 64 KiB.
std::string gzipped(const std::string& text)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01", 11) + littleEndian(size, 2) + littleEndian(~size, 2) + text
         + littleEndian(crc32(text), 4) + littleEndian(size, 4);
}

class Transport : public NetTest { };

TEST_F(Transport, GetsStatusHeadersAndBody)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.answer(404, "{\"kind\":\"Status\"}", "X-Twice: a\r\nX-Twice: b\r\n");
    });
    const auto response = must(exchange(*senderTo(server), request("GET", "/api/v1/pods?limit=5")));
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.body, "{\"kind\":\"Status\"}");
    EXPECT_EQ(http::find(response.headers, "x-twice"), "a");
    EXPECT_EQ(std::count_if(response.headers.begin(), response.headers.end(),
                            [](const auto& header) { return header.name == "X-Twice"; }),
              2);
}

TEST_F(Transport, SendsMethodPathBodyAndHeadersAsGiven)
{
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    auto patch = request("PATCH", "/apis/apps/v1/namespaces/a/deployments/b?force=true", "{\"a\":1}");
    patch.headers = {{"Content-Type", "application/apply-patch+yaml"},
                     {"Impersonate-Group", "one"},
                     {"Impersonate-Group", "two, three"},
                     {"X-Empty", ""}};
    must(exchange(*senderTo(server), patch));
    const auto seen = server.seen().at(0);
    EXPECT_EQ(seen.method, "PATCH");
    EXPECT_EQ(seen.target, "/apis/apps/v1/namespaces/a/deployments/b?force=true");
    EXPECT_EQ(seen.body, "{\"a\":1}");
    EXPECT_EQ(http::find(seen.headers, "Content-Type"), "application/apply-patch+yaml");
    EXPECT_EQ(http::find(seen.headers, "User-Agent"), "orrery/0.1");
    EXPECT_EQ(http::find(seen.headers, "Host"), "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(http::find(seen.headers, "X-Empty"), "");
    EXPECT_FALSE(http::find(seen.headers, "Expect"));
    std::vector<std::string> groups;
    for (const auto& header : seen.headers) {
        if (header.name == "Impersonate-Group")
            groups.push_back(header.value);
    }
    EXPECT_EQ(groups, (std::vector<std::string>{"one", "two, three"}));
}

TEST_F(Transport, OneRequestLeavesNothingForTheNext)
{
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    const auto sender = senderTo(server);
    auto post = request("POST", "/one", "body");
    post.headers = {{"X-Mine", "1"}, {"Content-Type", "application/json"}};
    must(exchange(*sender, post));
    must(exchange(*sender, request("DELETE", "/two")));
    must(exchange(*sender, request("DELETE", "/three", "{}")));
    must(exchange(*sender, request("POST", "/four")));
    must(exchange(*sender, request("GET", "/five")));
    std::string told;
    for (const auto& seen : server.seen()) {
        told += seen.method + " " + seen.target + " " + seen.body + " "
              + std::string(http::find(seen.headers, "Content-Type").value_or("-"))
              + (http::find(seen.headers, "X-Mine") ? " mine" : "") + "\n";
    }
    EXPECT_EQ(
        told,
        "POST /one body application/json mine\nDELETE /two  -\nDELETE /three {} -\nPOST /four  -\nGET /five  -\n");
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(Transport, HeadHasNoBody)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n");
    });
    const auto response = must(exchange(*senderTo(server), request("HEAD", "/")));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "");
}

TEST_F(Transport, AddsTheBasePathOfTheServerAddress)
{
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    auto endpoint = endpointOf(server);
    endpoint.url += "/k8s/clusters/c-1/";
    must(exchange(*must(makeSender(loop, endpoint)), request("GET", "/api/a/../b")));
    EXPECT_EQ(server.seen().at(0).target, "/k8s/clusters/c-1/api/a/../b");
}

TEST_F(Transport, DoesNotFollowRedirects)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.answer(307, "", "Location: /elsewhere\r\n");
    });
    EXPECT_EQ(must(exchange(*senderTo(server), request("GET", "/"))).status, 307);
    EXPECT_EQ(server.seen().size(), 1u);
}

TEST_F(Transport, InterimAnswersAreNotTheAnswer)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
        connection.answer(200, "real");
    });
    const auto response = must(exchange(*senderTo(server), request("GET", "/")));
    EXPECT_EQ(response.status, 200);
    EXPECT_FALSE(http::find(response.headers, "Link"));
}

TEST_F(Transport, UnpacksGzipAndLimitsTheUnpackedSize)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.answer(200, gzipped(std::string(5'000, 'x')), "Content-Encoding: gzip\r\n");
    });
    EXPECT_EQ(must(exchange(*senderTo(server), request("GET", "/"))).body, std::string(5'000, 'x'));
    EXPECT_EQ(http::find(server.seen().at(0).headers, "Accept-Encoding"), "gzip");

    auto endpoint = endpointOf(server);
    endpoint.bodyLimit = 4'999;
    const auto refused = exchange(*must(makeSender(loop, endpoint)), request("GET", "/"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(refused.error().code, "net.too-large");
}

TEST_F(Transport, StreamsTellEachEventWhenItComes)
{
    Listener watch;
    test::HttpsServer server(authority.issueServer(), [&](const auto& seen, auto& connection) {
        EXPECT_FALSE(http::find(seen.headers, "Accept-Encoding"));
        connection.startChunks();
        connection.chunk("one\n");
        watch.waitForBody("one\n"); // before anything more is sent
        connection.chunk("two\n");
        watch.waitForBody("one\ntwo\n");
        connection.endChunks();
    });
    auto stream = request("GET", "/watch");
    stream.stream = true;
    stream.timeout = std::chrono::milliseconds(0);
    const auto sender = senderTo(server);
    sender->send(stream, watch.handler());
    EXPECT_TRUE(watch.waitForEnd());
}

TEST_F(Transport, StreamsAndShortRequestsUseDifferentConnections)
{
    test::HttpsServer server(authority.issueServer(), [](const auto& seen, auto& connection) {
        if (seen.target == "/watch") {
            connection.startChunks();
            connection.endChunks();
        } else {
            connection.answer(200, "ok");
        }
    });
    const auto sender = senderTo(server);
    auto stream = request("GET", "/watch");
    stream.stream = true;
    for (int round = 0; round < 2; ++round) {
        must(exchange(*sender, stream));
        must(exchange(*sender, request("GET", "/short")));
    }
    const auto seen = server.seen();
    EXPECT_EQ(server.connections(), 2);
    EXPECT_EQ(seen.at(0).connection, seen.at(2).connection);
    EXPECT_EQ(seen.at(1).connection, seen.at(3).connection);
    EXPECT_NE(seen.at(0).connection, seen.at(1).connection);
}

TEST_F(Transport, ManyRequestsAtOnceAllGetTheirOwnAnswer)
{
    test::HttpsServer server(authority.issueServer(),
                             [](const auto& seen, auto& connection) { connection.answer(200, seen.target); });
    const auto sender = senderTo(server);
    std::deque<Listener> listeners(60);
    for (std::size_t i = 0; i < listeners.size(); ++i)
        sender->send(request("GET", "/" + std::to_string(i)), listeners[i].handler());
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        EXPECT_TRUE(listeners[i].waitForEnd());
        listeners[i].waitForBody("/" + std::to_string(i));
    }
}

TEST_F(Transport, RefusesRequestsThatWouldSmuggle)
{
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    const auto sender = senderTo(server);
    auto split = request("GET", "/");
    split.headers = {{"Authorization", "Bearer secret\r\nX-Admin: 1"}};
    const auto header = exchange(*sender, split);
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error().code, "net.header");
    EXPECT_EQ(header.error().text().find("secret"), std::string::npos);
    for (const auto* target : {"", "api", "/a b", "/a\r\nHost: b", "/a#b"}) {
        const auto refused = exchange(*sender, request("GET", target));
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().code, "net.url") << target;
    }
    EXPECT_EQ(exchange(*sender, request("GET /x", "/")).error().code, "net.url");
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Transport, NobodyListeningIsUnavailableAndNamesTheServer)
{
    const test::ClosedPort closed;
    Endpoint endpoint;
    endpoint.url = "https://127.0.0.1:" + std::to_string(closed.port());
    const auto refused = exchange(*must(makeSender(loop, endpoint)), request("GET", "/"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(refused.error().code, "net.connect");
    EXPECT_EQ(refused.error().message,
              "cannot connect to 127.0.0.1:" + std::to_string(closed.port()) + ": connection refused");
}

TEST_F(Transport, SilenceEndsAtTheTimeout)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) { connection.waitForEnd(); });
    auto slow = request("GET", "/");
    slow.timeout = std::chrono::milliseconds(150);
    const auto late = exchange(*senderTo(server), slow);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(late.error().code, "net.timeout");
    EXPECT_NE(late.error().message.find("150 ms"), std::string::npos) << late.error().message;
}

TEST_F(Transport, AHandshakeThatHangsEndsAtTheConnectTimeout)
{
    // Plain HTTP: the TLS greeting is read as the start of a request that never ends.
    test::HttpsServer server(std::nullopt, answering("ok"));
    auto endpoint = endpointOf(server);
    endpoint.url = "https://127.0.0.1:" + std::to_string(server.port());
    endpoint.connectTimeout = std::chrono::milliseconds(150);
    const auto late = exchange(*must(makeSender(loop, endpoint)), request("GET", "/"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "net.timeout");
    EXPECT_NE(late.error().message.find("cannot connect"), std::string::npos) << late.error().message;
}

TEST_F(Transport, ABrokenAnswerIsUnavailable)
{
    test::HttpsServer server(authority.issueServer(), [](const auto&, auto& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        connection.hangUp();
    });
    const auto broken = exchange(*senderTo(server), request("GET", "/"));
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(broken.error().code, "net.reset");
}

TEST_F(Transport, IgnoresProxiesOfTheEnvironment)
{
    for (const auto* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        setenv(name, "http://127.0.0.1:9", 1);
    test::HttpsServer server(authority.issueServer(), answering("direct"));
    EXPECT_EQ(must(exchange(*senderTo(server), request("GET", "/"))).body, "direct");
    for (const auto* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        unsetenv(name);
}

TEST_F(Transport, TheProxyOfTheEndpointIsAskedToConnectAndLearnsNoCredentials)
{
    setenv("no_proxy", "*", 1);
    test::HttpsServer proxy(std::nullopt, [](const auto&, auto& connection) { connection.answer(403, "no"); });
    Endpoint endpoint;
    endpoint.url = "https://cluster.example:6443";
    endpoint.proxyUrl = proxy.url();
    auto get = request("GET", "/");
    get.headers = {{"Authorization", "Bearer secret"}};
    const auto refused = exchange(*must(makeSender(loop, endpoint)), get);
    unsetenv("no_proxy");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "net.proxy") << refused.error().text();
    const auto seen = proxy.seen().at(0);
    EXPECT_EQ(seen.method, "CONNECT");
    EXPECT_EQ(seen.target, "cluster.example:6443");
    EXPECT_FALSE(http::find(seen.headers, "Authorization"));
}

TEST_F(Transport, AnAddressThatIsNoUrlIsRefusedAtOnce)
{
    for (const auto* url : {"", "127.0.0.1:6443", "ftp://a", "https://", "https://user:pw@a", "unix:///x"}) {
        Endpoint endpoint;
        endpoint.url = url;
        const auto made = makeSender(loop, endpoint);
        ASSERT_FALSE(made) << url;
        EXPECT_EQ(made.error().code, "net.url") << url;
        EXPECT_EQ(made.error().text().find("pw"), std::string::npos);
    }
}

} // namespace

} // namespace orrery::net
