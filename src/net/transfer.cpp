#include "net/transfer.h"

#include "net/failure.h"
#include "net/lane.h"
#include "net/reactor.h"
#include "net/route.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace orrery::net {

namespace {

/// A stream cancelled after this long without a byte on its whole lane sat on a dead connection.
constexpr auto deadSilence = std::chrono::seconds(10);

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
    });
}

bool hasControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

std::string_view trimmed(std::string_view text)
{
    constexpr auto blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string proxyHost(const std::string& url)
{
    auto rest = std::string_view(url);
    if (const auto scheme = rest.find("://"); scheme != std::string_view::npos)
        rest.remove_prefix(scheme + 3);
    rest = rest.substr(0, rest.find('/'));
    if (const auto user = rest.rfind('@'); user != std::string_view::npos)
        rest.remove_prefix(user + 1);
    return std::string(rest);
}

} // namespace

Transfer::Transfer(std::weak_ptr<Reactor> reactor, http::HttpRequest request, http::HttpHandler handler)
    : m_reactor(std::move(reactor)), m_request(std::move(request)), m_handler(std::move(handler))
{
}

Transfer::~Transfer()
{
    curl_slist_free_all(m_headerList);
}

void Transfer::cancel()
{
    if (m_cancelAsked.exchange(true))
        return;
    if (const auto reactor = m_reactor.lock()) {
        reactor->post([self = shared_from_this()] {
            if (const auto lane = self->m_lane)
                lane->cancel(*self);
        });
    }
}

void Transfer::begin(std::shared_ptr<Route> route)
{
    m_route = std::move(route);
    m_begun = std::chrono::steady_clock::now();
    if (m_cancelAsked)
        return finish(cancelled());
    if (auto checked = check(); !checked)
        return finish(std::move(checked));
    m_easy = m_route->takeEasy();
    if (!m_easy)
        return finish(failure(ErrorKind::Internal, "net.curl", "libcurl gave no handle"));
    setMethod();
    setHeaders();
    setDelivery();
    m_lane = m_route->lane(m_request.stream);
    const auto lane = m_lane;
    lane->start(shared_from_this());
}

Result<void> Transfer::check() const
{
    if (!isToken(m_request.method))
        return failure(ErrorKind::Invalid, "net.url", "the request method is not a word");
    const auto& target = m_request.target;
    const bool plain = std::all_of(target.begin(), target.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
    if (target.empty() || target.front() != '/' || !plain || target.find('#') != std::string::npos)
        return failure(ErrorKind::Invalid, "net.url",
                       "the request path does not start with / or is not percent-encoded");
    for (const auto& header : m_request.headers) {
        if (!isToken(header.name))
            return failure(ErrorKind::Invalid, "net.header", "a header's name is not a word");
        if (hasControl(header.value))
            return failure(ErrorKind::Invalid, "net.header", "the header " + header.name + " holds a line break");
    }
    return {};
}

bool Transfer::isRead() const
{
    return m_request.method == "GET" || m_request.method == "HEAD" || m_request.method == "OPTIONS";
}

void Transfer::setMethod()
{
    curl_easy_setopt(m_easy, CURLOPT_HTTPGET, 1L); // forgets the method of the handle's last request
    curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, nullptr);
    const bool takesBody = m_request.method == "POST" || m_request.method == "PUT" || m_request.method == "PATCH";
    if (m_request.method == "HEAD") {
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
    } else if (takesBody || !m_request.body.empty()) {
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDS, m_request.body.data());
        curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
    } else if (m_request.method != "GET") {
        curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
    }
}

void Transfer::setHeaders()
{
    const auto add = [this](const std::string& line) { m_headerList = curl_slist_append(m_headerList, line.c_str()); };
    for (const auto& header : m_request.headers)
        add(trimmed(header.value).empty() ? header.name + ";" : header.name + ": " + header.value);
    add("Expect:"); // no waiting for 100-continue
    if (!http::find(m_request.headers, "Content-Type"))
        add("Content-Type:"); // libcurl would claim a web form
    if (!m_route->endpoint().tlsServerName.empty())
        add("Host: " + m_route->address().authority());
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headerList);
}

void Transfer::setDelivery()
{
    const auto& address = m_route->address();
    auto authority = address;
    authority.host = m_route->peerName();
    const auto url = address.scheme + "://" + authority.authority() + address.basePath + m_request.target;
    curl_easy_setopt(m_easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(m_easy, CURLOPT_TIMEOUT_MS, static_cast<long>(m_request.timeout.count()));
    // A stream's events must come when they happen, and libcurl reads one gzip member only.
    curl_easy_setopt(m_easy, CURLOPT_ACCEPT_ENCODING, m_request.stream ? nullptr : "gzip");
    curl_easy_setopt(m_easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(m_easy, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(m_easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl_easy_setopt(m_easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_PREREQFUNCTION, &Transfer::beforeSending);
    curl_easy_setopt(m_easy, CURLOPT_PREREQDATA, this);
}

std::size_t Transfer::onHeader(char* bytes, std::size_t size, std::size_t count, void* self)
{
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.m_lane->heard();
    if (!transfer.m_headTold) // trailers come after
        transfer.headerLine(trimmed({bytes, size * count}));
    return size * count;
}

void Transfer::headerLine(std::string_view line)
{
    if (line.starts_with("HTTP/")) {
        m_head = {};
        const auto code = trimmed(line.substr(std::min(line.find(' '), line.size())));
        std::from_chars(code.data(), code.data() + code.size(), m_head.status);
    } else if (!line.empty()) {
        const auto colon = std::min(line.find(':'), line.size());
        const auto value = line.substr(std::min(colon + 1, line.size()));
        m_head.headers.push_back({std::string(trimmed(line.substr(0, colon))), std::string(trimmed(value))});
    } else if (m_head.status >= 200) { // below come the interim answers
        m_headTold = true;
        if (m_handler.head && !m_cancelAsked)
            m_handler.head(m_head);
    }
}

std::size_t Transfer::onBody(char* bytes, std::size_t size, std::size_t count, void* self)
{
    auto& transfer = *static_cast<Transfer*>(self);
    const auto length = size * count;
    transfer.m_lane->heard();
    transfer.m_received += length;
    transfer.m_tooLarge = !transfer.m_request.stream && transfer.m_received > transfer.m_route->endpoint().bodyLimit;
    if (transfer.m_cancelAsked || transfer.m_tooLarge)
        return length + 1; // anything but the length ends the transfer
    if (transfer.m_handler.data)
        transfer.m_handler.data({bytes, length});
    return length;
}

int Transfer::beforeSending(void* self, char*, char*, int, int)
{
    auto& transfer = *static_cast<Transfer*>(self);
    // libcurl comes here a second time when a kept-alive connection broke and it means to send all of it again.
    transfer.m_wouldRepeat = transfer.m_sendings++ > 0 && !transfer.isRead();
    return transfer.m_wouldRepeat ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

Result<void> Transfer::outcome(CURLcode code) const
{
    if (code == CURLE_OK)
        return {};
    if (m_cancelAsked)
        return cancelled();
    const auto& endpoint = m_route->endpoint();
    FailureFacts facts;
    facts.server = m_route->address().authority();
    if (m_tooLarge) {
        return failure(ErrorKind::Invalid, "net.too-large",
                       "the answer of " + facts.server + " is larger than " + std::to_string(endpoint.bodyLimit)
                           + " bytes");
    }
    long systemError = 0;
    curl_off_t pretransfer = 0;
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &systemError);
    curl_easy_getinfo(m_easy, CURLINFO_SSL_VERIFYRESULT, &facts.verifyResult);
    curl_easy_getinfo(m_easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
    facts.code = code;
    facts.detail = m_errorText.data();
    facts.systemError = static_cast<int>(systemError);
    facts.connected = pretransfer > 0;
    facts.wouldRepeat = m_wouldRepeat;
    facts.peerName = m_route->peerName();
    facts.proxy = proxyHost(endpoint.proxyUrl);
    facts.ownAuthority = !endpoint.caPem.empty();
    long connectAnswer = 0;
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &connectAnswer);
    if (endpoint.proxyUrl.starts_with("https://") && connectAnswer == 0) {
        facts.atProxy = true;
        curl_easy_getinfo(m_easy, CURLINFO_PROXY_SSL_VERIFYRESULT, &facts.verifyResult);
    }
    facts.timeout = m_request.timeout;
    if (!facts.connected && (facts.timeout.count() == 0 || endpoint.connectTimeout < facts.timeout))
        facts.timeout = endpoint.connectTimeout;
    return failure(describe(facts));
}

void Transfer::abandonDeadConnections(const Result<void>& outcome)
{
    if (outcome || !m_lane)
        return;
    const bool timedOut = outcome.error().code == "net.timeout" && m_lane->lastHeard() < m_begun;
    const auto silentSince = std::max(m_lane->lastHeard(), m_begun);
    const bool cutOff = outcome.error().kind == ErrorKind::Cancelled && m_request.stream
                     && std::chrono::steady_clock::now() - silentSince >= deadSilence;
    // HTTP/2 would put every further request on the same connection, and libcurl has no way to ping it.
    if (timedOut || cutOff)
        m_route->abandon(m_lane);
}

void Transfer::finish(Result<void> outcome)
{
    abandonDeadConnections(outcome);
    if (m_easy)
        m_route->giveEasy(m_easy);
    if (m_lane)
        m_route->settle(m_lane);
    m_easy = nullptr;
    m_lane.reset();
    m_route.reset();
    // Handlers often hold the call; let go of them so that the two do not keep each other.
    const auto handler = std::exchange(m_handler, {});
    if (handler.done)
        handler.done(std::move(outcome));
}

Result<void> Transfer::cancelled()
{
    return failure(ErrorKind::Cancelled, "net.cancelled", "the request was cancelled");
}

} // namespace orrery::net
