#include "net/route.h"

#include "net/reactor.h"
#include "net/tls.h"

#include <algorithm>
#include <cstdlib>

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace orrery::net {

namespace {

constexpr long keepAliveIdleSeconds = 15;
constexpr long keepAliveIntervalSeconds = 5;
/// kube-apiserver closes connections after 90 s without a request; using one just then costs a failed mutation.
constexpr long idleConnectionSeconds = 75;
constexpr std::size_t idleHandles = 32;

curl_blob blob(const std::string& text)
{
    return {const_cast<char*>(text.data()), text.size(), CURL_BLOB_NOCOPY};
}

/// The peer is gone when it leaves data or keep-alive probes unanswered for 20 s, not for the system's 15 minutes.
int onSocketMade([[maybe_unused]] void* self, [[maybe_unused]] curl_socket_t socket, curlsocktype)
{
#ifdef __linux__
    const unsigned int unanswered = 20'000;
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered, sizeof unanswered);
#endif
    return CURL_SOCKOPT_OK;
}

CURLcode onTlsContext(CURL*, void* sslContext, void* route)
{
    const auto& name = static_cast<const Route*>(route)->peerName();
    return requireName(sslContext, name) ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

} // namespace

std::string Address::authority() const
{
    const bool bracketed = host.find(':') != std::string::npos;
    return (bracketed ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Address> parseAddress(const std::string& url)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    const auto bad = [] {
        return failure(ErrorKind::Invalid, "net.url", "the server address is not a URL of the form https://host:port");
    };
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return bad();
    Address address;
    address.scheme = part(parsed.get(), CURLUPART_SCHEME);
    if (address.scheme != "https" && address.scheme != "http")
        return bad();
    if (!part(parsed.get(), CURLUPART_USER).empty() || !part(parsed.get(), CURLUPART_PASSWORD).empty())
        return failure(ErrorKind::Invalid, "net.url", "the server address must not hold a user name or password");
    address.host = part(parsed.get(), CURLUPART_HOST);
    if (address.host.size() > 2 && address.host.front() == '[')
        address.host = address.host.substr(1, address.host.size() - 2);
    if (address.host.empty())
        return bad();
    address.port = std::atoi(part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT).c_str());
    address.basePath = part(parsed.get(), CURLUPART_PATH);
    while (!address.basePath.empty() && address.basePath.back() == '/')
        address.basePath.pop_back();
    return address;
}

Route::Route(Reactor& reactor, Endpoint endpoint, Address address)
    : m_reactor(reactor), m_endpoint(std::move(endpoint)), m_address(std::move(address))
{
    // The URL then carries the name to ask for and to verify, and this says where it really is.
    if (!m_endpoint.tlsServerName.empty())
        m_connectTo = curl_slist_append(nullptr, ("::" + m_address.authority()).c_str());
}

Route::~Route()
{
    for (CURL* easy : m_idle)
        curl_easy_cleanup(easy);
    curl_slist_free_all(m_connectTo);
}

const std::string& Route::peerName() const
{
    return m_endpoint.tlsServerName.empty() ? m_address.host : m_endpoint.tlsServerName;
}

std::shared_ptr<Lane> Route::lane(bool stream)
{
    auto& lanes = stream ? m_streams : m_short;
    const auto roomy =
        std::find_if(lanes.begin(), lanes.end(), [](const auto& lane) { return lane->size() < transfersPerLane; });
    if (roomy != lanes.end())
        return *roomy;
    return lanes.emplace_back(std::make_shared<Lane>(m_reactor));
}

void Route::settle(const std::shared_ptr<Lane>& lane)
{
    for (auto* lanes : {&m_short, &m_streams}) {
        if (lane->size() == 0 && !lanes->empty() && lanes->front() != lane)
            std::erase(*lanes, lane);
    }
}

void Route::abandon(const std::shared_ptr<Lane>& lane)
{
    std::erase(m_short, lane);
    std::erase(m_streams, lane);
}

CURL* Route::takeEasy()
{
    if (!m_idle.empty()) {
        CURL* easy = m_idle.back();
        m_idle.pop_back();
        return easy;
    }
    CURL* easy = curl_easy_init();
    if (easy) {
        setConnectionOptions(easy);
        setTlsOptions(easy);
        setProxyOptions(easy);
    }
    return easy;
}

void Route::giveEasy(CURL* easy)
{
    if (m_idle.size() >= idleHandles) {
        curl_easy_cleanup(easy);
        return;
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, nullptr);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
    m_idle.push_back(easy);
}

void Route::setConnectionOptions(CURL* easy) const
{
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // never wait for a stuck name server when cancelling
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "orrery/0.1");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_endpoint.connectTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, keepAliveIdleSeconds);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, keepAliveIntervalSeconds);
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, idleConnectionSeconds);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &onSocketMade);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, m_connectTo);
}

void Route::setTlsOptions(CURL* easy) const
{
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L); // a resumed session carries the identity it began with
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, m_endpoint.insecure ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, m_endpoint.insecure ? 0L : 2L);
    if (!m_endpoint.caPem.empty()) {
        auto authority = blob(m_endpoint.caPem);
        curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &authority);
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr); // else the system's folder is trusted as well
    } else {
        curl_easy_setopt(easy, CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));
    }
    if (!m_endpoint.clientCertificatePem.empty()) {
        auto certificate = blob(m_endpoint.clientCertificatePem.reveal());
        auto key = blob(m_endpoint.clientKeyPem.reveal());
        curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, "PEM");
        curl_easy_setopt(easy, CURLOPT_SSLKEYTYPE, "PEM");
        curl_easy_setopt(easy, CURLOPT_SSLCERT_BLOB, &certificate);
        curl_easy_setopt(easy, CURLOPT_SSLKEY_BLOB, &key);
    }
    // libcurl calls this for an https:// proxy's handshake too, where our server's name would be wrong.
    if (!m_endpoint.insecure && !m_endpoint.proxyUrl.starts_with("https://")) {
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &onTlsContext);
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, const_cast<Route*>(this));
    }
}

void Route::setProxyOptions(CURL* easy) const
{
    // An empty text also keeps libcurl from looking at the environment; NOPROXY likewise.
    auto proxy = m_endpoint.proxyUrl;
    if (proxy.starts_with("socks5://"))
        proxy.replace(0, 6, "socks5h"); // the proxy resolves the name, as with Go
    curl_easy_setopt(easy, CURLOPT_PROXY, proxy.c_str());
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, m_address.scheme == "https" ? 1L : 0L);
    // A proxy that speaks TLS is verified as client-go does, by the cluster's authority and its insecure mark, and,
    // other than there, also by the system's: a company's proxy has its certificate from neither cluster.
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, m_endpoint.insecure ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, m_endpoint.insecure ? 0L : 2L);
    if (!m_endpoint.caPem.empty()) {
        auto authority = blob(m_endpoint.caPem);
        curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO_BLOB, &authority);
    } else {
        curl_easy_setopt(easy, CURLOPT_PROXY_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));
    }
}

} // namespace orrery::net
