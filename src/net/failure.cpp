#include "net/failure.h"

#include "net/tls.h"

#include <cctype>
#include <system_error>

namespace orrery::net {

namespace {

std::string spell(std::chrono::milliseconds time)
{
    if (time.count() % 1000 == 0)
        return std::to_string(time.count() / 1000) + " s";
    return std::to_string(time.count()) + " ms";
}

std::string systemText(int error)
{
    auto text = std::generic_category().message(error);
    if (!text.empty())
        text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

Error unavailable(const char* code, std::string message)
{
    return {ErrorKind::Unavailable, code, std::move(message)};
}

Error tls(std::string message)
{
    return {ErrorKind::Invalid, "net.tls", std::move(message)};
}

Error reset(const FailureFacts& facts, const std::string& why)
{
    return unavailable("net.reset",
                       "the connection to " + facts.server + " broke before the answer was complete" + why);
}

Error cannotConnect(const FailureFacts& facts)
{
    const auto& where = facts.proxy.empty() ? facts.server : facts.proxy;
    auto message = "cannot connect to " + std::string(facts.proxy.empty() ? "" : "the proxy ") + where;
    if (facts.systemError != 0)
        message += ": " + systemText(facts.systemError);
    return unavailable("net.connect", std::move(message));
}

Error timedOut(const FailureFacts& facts)
{
    if (!facts.connected)
        return unavailable("net.timeout", "cannot connect to " + facts.server + " within " + spell(facts.timeout));
    return unavailable("net.timeout", "no complete answer from " + facts.server + " within " + spell(facts.timeout));
}

Error badCertificate(const FailureFacts& facts)
{
    const auto fault = certificateFault(facts.verifyResult);
    if (fault.wrongName || fault.text.empty())
        return tls("the certificate of " + facts.server + " is not valid for the name " + facts.peerName);
    if (fault.unknownIssuer) {
        return tls("the certificate of " + facts.server + " is not signed by "
                   + (facts.ownAuthority ? "the certificate authority given for this cluster"
                                         : "an authority this system trusts")
                   + " (" + fault.text + ")");
    }
    return tls("the certificate of " + facts.server + " was refused: " + fault.text);
}

/// A handshake fails for good when both sides disagree, and by chance when the other side goes away in the middle.
Error brokenHandshake(const FailureFacts& facts)
{
    if (contains(facts.detail, "wrong version number") || contains(facts.detail, "packet length too long"))
        return tls(facts.server + " does not speak TLS; is it an http:// server?");
    if (contains(facts.detail, "alert") || contains(facts.detail, "no protocols")
        || contains(facts.detail, "unsupported"))
        return tls(facts.server + " refused the TLS handshake: " + facts.detail);
    return reset(facts, " (during the TLS handshake)");
}

Error lost(const FailureFacts& facts)
{
    // With TLS 1.3 the server's verdict on a client certificate arrives after the handshake, as an alert.
    if (contains(facts.detail, "alert certificate") || contains(facts.detail, "alert bad certificate")
        || contains(facts.detail, "alert unknown ca") || contains(facts.detail, "alert handshake failure"))
        return tls(facts.server + " refused the client certificate: " + facts.detail);
    if (contains(facts.detail, "CONNECT") || contains(facts.detail, "from proxy"))
        return unavailable("net.proxy",
                           "the proxy " + facts.proxy + " refused to connect to " + facts.server + ": " + facts.detail);
    return reset(facts, "");
}

} // namespace

Error describe(const FailureFacts& facts)
{
    const bool aboutTls = facts.code == CURLE_PEER_FAILED_VERIFICATION || facts.code == CURLE_SSL_CONNECT_ERROR;
    if (facts.atProxy && aboutTls) {
        auto ofProxy = facts;
        ofProxy.atProxy = false;
        ofProxy.server = "the proxy " + facts.proxy;
        ofProxy.peerName = facts.proxy.substr(0, facts.proxy.rfind(':'));
        return describe(ofProxy);
    }
    if (facts.wouldRepeat)
        return reset(facts, "; the request was not sent again because it may have been carried out");
    switch (facts.code) {
    case CURLE_COULDNT_RESOLVE_HOST: return unavailable("net.resolve", "cannot find the address of " + facts.server);
    case CURLE_COULDNT_RESOLVE_PROXY:
        return unavailable("net.resolve", "cannot find the address of the proxy " + facts.proxy);
    case CURLE_COULDNT_CONNECT: return cannotConnect(facts);
    case CURLE_PROXY:
        return unavailable("net.proxy", "the proxy " + facts.proxy + " did not connect to " + facts.server);
    case CURLE_OPERATION_TIMEDOUT: return timedOut(facts);
    case CURLE_PEER_FAILED_VERIFICATION: return badCertificate(facts);
    case CURLE_SSL_CONNECT_ERROR: return brokenHandshake(facts);
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return tls("TLS with " + facts.server + " is not possible: " + facts.detail);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return {ErrorKind::Invalid, "net.not-http", facts.server + " does not answer in HTTP"};
    case CURLE_URL_MALFORMAT:
        return {ErrorKind::Invalid, "net.url", "the address of " + facts.server + " is not a valid URL"};
    case CURLE_BAD_CONTENT_ENCODING:
        return unavailable("net.reset", "the compressed answer of " + facts.server + " is damaged");
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_SSL_SHUTDOWN_FAILED: return lost(facts);
    default: break;
    }
    return {ErrorKind::Internal, "net.curl",
            "the request to " + facts.server
                + " failed: " + (facts.detail.empty() ? curl_easy_strerror(facts.code) : facts.detail)};
}

} // namespace orrery::net
