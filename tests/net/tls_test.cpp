#include "fixture.h"

namespace orrery::net {

namespace {

using http::exchange;

class Tls : public NetTest {
protected:
    /// Talks to a server with this certificate; `change` adjusts the endpoint.
    template <class Change>
    Result<http::HttpResponse> talk(const test::CertificateRequest& certificate, Change change)
    {
        test::HttpsServer server(authority.issue(certificate), answering("ok"));
        auto endpoint = endpointOf(server);
        change(endpoint, server);
        auto answer = exchange(*must(makeSender(loop, endpoint)), request("GET", "/"));
        lastSeen = server.seen();
        return answer;
    }
    Result<http::HttpResponse> talk(const test::CertificateRequest& certificate)
    {
        return talk(certificate, [](auto&, auto&) {});
    }
    static void refused(const Result<http::HttpResponse>& answer, const std::string& word)
    {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, ErrorKind::Invalid);
        EXPECT_EQ(answer.error().code, "net.tls");
        EXPECT_NE(answer.error().message.find(word), std::string::npos) << answer.error().message;
        EXPECT_NE(answer.error().message.find("127.0.0.1:"), std::string::npos) << answer.error().message;
    }

    std::vector<test::SeenRequest> lastSeen{};
};

TEST_F(Tls, AnAddressIsVerifiedAgainstAddressEntries)
{
    EXPECT_TRUE(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.1"}}));
    refused(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.2"}}), "not valid for the name 127.0.0.1");
    refused(talk({.commonName = "x", .alternativeNames = {"DNS:127.0.0.1"}}), "not valid for the name 127.0.0.1");
}

TEST_F(Tls, TheCommonNameAloneIsRefusedAsGoDoes)
{
    const auto byName = [](Endpoint& endpoint, const test::HttpsServer& server) {
        endpoint.url = server.url("localhost");
    };
    EXPECT_TRUE(talk({.commonName = "x", .alternativeNames = {"DNS:localhost"}}, byName));
    const auto answer = talk({.commonName = "localhost"}, byName);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "net.tls");
    EXPECT_NE(answer.error().message.find("not valid for the name localhost"), std::string::npos);
    refused(talk({.commonName = "127.0.0.1"}), "not valid for the name 127.0.0.1");
}

TEST_F(Tls, TlsServerNameIsAskedForAndVerifiedWhileTheHostStays)
{
    const auto named = [](const std::string& name) {
        return [name](Endpoint& endpoint, const test::HttpsServer&) { endpoint.tlsServerName = name; };
    };
    const auto answer =
        talk({.commonName = "x", .alternativeNames = {"DNS:kubernetes.default"}}, named("kubernetes.default"));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(lastSeen.at(0).serverName, "kubernetes.default");
    EXPECT_TRUE(http::find(lastSeen.at(0).headers, "Host")->starts_with("127.0.0.1:"));
    refused(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.1"}}, named("kubernetes.default")),
            "not valid for the name kubernetes.default");
}

TEST_F(Tls, ASignerThatIsNotTheGivenAuthorityIsRefused)
{
    test::Authority other("somebody else");
    refused(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.1"}},
                 [&](Endpoint& endpoint, const test::HttpsServer&) { endpoint.caPem = other.pem(); }),
            "not signed by the certificate authority given");
    refused(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.1"}},
                 [](Endpoint& endpoint, const test::HttpsServer&) { endpoint.caPem.clear(); }),
            "this system trusts");
}

TEST_F(Tls, TheServersOwnCertificateMayBeTheAuthority)
{
    // kubectl accepts a leaf in certificate-authority-data; OpenSSL by itself wants a self-signed root.
    const auto identity = authority.issueServer();
    test::HttpsServer server(identity, answering("ok"));
    auto endpoint = endpointOf(server);
    endpoint.caPem = identity.certificatePem;
    EXPECT_TRUE(exchange(*must(makeSender(loop, endpoint)), request("GET", "/")));
}

TEST_F(Tls, AnExpiredCertificateIsRefused)
{
    refused(talk({.commonName = "x", .alternativeNames = {"IP:127.0.0.1"}, .validFromDays = -10, .validForDays = -1}),
            "expired");
}

TEST_F(Tls, InsecureTakesAnything)
{
    test::Authority other("somebody else");
    EXPECT_TRUE(talk({.commonName = "wrong"}, [&](Endpoint& endpoint, const test::HttpsServer&) {
        endpoint.caPem.clear();
        endpoint.insecure = true;
    }));
}

} // namespace

} // namespace orrery::net
