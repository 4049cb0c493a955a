#include "fixture.h"

namespace orrery::net {

namespace {

using http::exchange;

class Identity : public NetTest {
protected:
    [[nodiscard]] std::shared_ptr<http::HttpSender> senderAs(const test::HttpsServer& server, const std::string& name)
    {
        const auto client = authority.issue({.commonName = name});
        auto endpoint = endpointOf(server);
        endpoint.clientCertificatePem = Secret(client.certificatePem);
        endpoint.clientKeyPem = Secret(client.keyPem);
        return must(makeSender(loop, endpoint));
    }
};

TEST_F(Identity, EachSenderTravelsUnderItsOwnCertificate)
{
    test::HttpsServer server(
        authority.issueServer(), [](const auto& seen, auto& connection) { connection.answer(200, seen.clientName); },
        authority.pem());
    const auto ada = senderAs(server, "ada");
    const auto bob = senderAs(server, "bob");
    const auto nobody = senderTo(server);
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(must(exchange(*ada, request("GET", "/"))).body, "ada");
        EXPECT_EQ(must(exchange(*bob, request("GET", "/"))).body, "bob");
        EXPECT_EQ(must(exchange(*nobody, request("GET", "/"))).body, "");
    }
    EXPECT_EQ(server.connections(), 3);
}

TEST_F(Identity, TwoSendersAlikeDoNotShareAConnectionEither)
{
    // A connection is also an identity through what was negotiated on it, so nothing is shared across senders.
    test::HttpsServer server(authority.issueServer(), answering("ok"));
    const auto one = senderTo(server);
    const auto other = senderTo(server);
    must(exchange(*one, request("GET", "/")));
    must(exchange(*other, request("GET", "/")));
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(Identity, TakesAnEcKeyWithItsParametersBeforeIt)
{
    test::HttpsServer server(
        authority.issueServer(), [](const auto& seen, auto& connection) { connection.answer(200, seen.clientName); },
        authority.pem());
    const auto client = authority.issue({.commonName = "ec"});
    auto endpoint = endpointOf(server);
    endpoint.clientCertificatePem = Secret(client.certificatePem);
    endpoint.clientKeyPem = Secret(test::keyWithParameters(client.keyPem));
    EXPECT_EQ(must(exchange(*must(makeSender(loop, endpoint)), request("GET", "/"))).body, "ec");
}

TEST_F(Identity, UnusableCredentialsAreRefusedBeforeAnyConnection)
{
    const auto mine = authority.issue({.commonName = "mine"});
    const auto other = authority.issue({.commonName = "other"});
    struct Case {
        std::string certificate, key, authority, word;
    };
    for (const auto& [certificate, key, authorityPem, word] : std::vector<Case>{
             {mine.certificatePem, other.keyPem, "", "does not belong"},
             {mine.certificatePem, test::encryptedKey(mine.keyPem, "hush"), "", "encrypted"},
             {mine.certificatePem, "", "", "without its key"},
             {"", mine.keyPem, "", "without a client certificate"},
             {"rubbish", mine.keyPem, "", "not a PEM certificate"},
             {mine.certificatePem, "rubbish", "", "not a PEM private key"},
             {"", "", "rubbish", "authority is not"},
         }) {
        Endpoint endpoint;
        endpoint.url = "https://127.0.0.1:1";
        endpoint.clientCertificatePem = Secret(certificate);
        endpoint.clientKeyPem = Secret(key);
        endpoint.caPem = authorityPem;
        const auto made = makeSender(loop, endpoint);
        ASSERT_FALSE(made) << word;
        EXPECT_EQ(made.error().kind, ErrorKind::Invalid);
        EXPECT_EQ(made.error().code, "net.credentials");
        EXPECT_NE(made.error().message.find(word), std::string::npos) << made.error().message;
    }
}

} // namespace

} // namespace orrery::net
