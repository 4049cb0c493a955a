#include "net/failure.h"

#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <vector>

namespace orrery::net {

namespace {

struct Case {
    FailureFacts facts{};
    ErrorKind kind{};
    std::string code{};
    std::string message{};
};

using enum ErrorKind;
const std::vector<Case> cases{
    {{.code = CURLE_COULDNT_RESOLVE_HOST}, Unavailable, "net.resolve", "cannot find the address of api:6443"},
    {{.code = CURLE_COULDNT_CONNECT, .systemError = ECONNREFUSED},
     Unavailable,
     "net.connect",
     "cannot connect to api:6443: connection refused"},
    {{.code = CURLE_COULDNT_CONNECT, .systemError = ECONNREFUSED, .proxy = "p:8080"},
     Unavailable,
     "net.connect",
     "cannot connect to the proxy p:8080: connection refused"},
    {{.code = CURLE_OPERATION_TIMEDOUT, .timeout = std::chrono::seconds(5)},
     Unavailable,
     "net.timeout",
     "cannot connect to api:6443 within 5 s"},
    {{.code = CURLE_OPERATION_TIMEDOUT, .connected = true, .timeout = std::chrono::milliseconds(1500)},
     Unavailable,
     "net.timeout",
     "no complete answer from api:6443 within 1500 ms"},
    {{.code = CURLE_SSL_CONNECT_ERROR, .detail = "error:0A00010B:SSL routines::wrong version number"},
     Invalid,
     "net.tls",
     "api:6443 does not speak TLS; is it an http:// server?"},
    {{.code = CURLE_SSL_CONNECT_ERROR, .detail = "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection"},
     Unavailable,
     "net.reset",
     "the connection to api:6443 broke before the answer was complete (during the TLS handshake)"},
    {{.code = CURLE_RECV_ERROR, .detail = "OpenSSL SSL_read: error: tlsv13 alert certificate required"},
     Invalid,
     "net.tls",
     "api:6443 refused the client certificate: OpenSSL SSL_read: error: tlsv13 alert certificate required"},
    {{.code = CURLE_RECV_ERROR, .detail = "Connection reset by peer"},
     Unavailable,
     "net.reset",
     "the connection to api:6443 broke before the answer was complete"},
    {{.code = CURLE_PEER_FAILED_VERIFICATION, .verifyResult = X509_V_ERR_HOSTNAME_MISMATCH, .peerName = "kube"},
     Invalid,
     "net.tls",
     "the certificate of api:6443 is not valid for the name kube"},
    {{.code = CURLE_PEER_FAILED_VERIFICATION,
      .verifyResult = X509_V_ERR_HOSTNAME_MISMATCH,
      .peerName = "kube",
      .proxy = "p:8080",
      .atProxy = true},
     Invalid,
     "net.tls",
     "the certificate of the proxy p:8080 is not valid for the name p"},
    {{.code = CURLE_WEIRD_SERVER_REPLY}, Invalid, "net.not-http", "api:6443 does not answer in HTTP"},
    {{.code = CURLE_HTTP2_STREAM},
     Unavailable,
     "net.reset",
     "the connection to api:6443 broke before the answer was complete"},
    {{.code = CURLE_OUT_OF_MEMORY}, Internal, "net.curl", "the request to api:6443 failed: Out of memory"},
};

TEST(Failure, SaysWhatToDoNextAndNamesTheServer)
{
    for (auto [facts, kind, code, message] : cases) {
        facts.server = "api:6443";
        const auto error = describe(facts);
        EXPECT_EQ(error.kind, kind) << message;
        EXPECT_EQ(error.code, code) << message;
        EXPECT_EQ(error.message, message);
    }
}

} // namespace

} // namespace orrery::net
