#include "client/session.h"

#include "client/gate.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace orrery::client {

using http::HttpRequest;
using http::HttpResponse;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t errorBodyLimit = 64u << 10;

class FixedHeaders final : public Authorizer {
public:
    explicit FixedHeaders(http::Headers headers) : m_headers(std::move(headers)) { }
    Result<http::Headers> headers() override { return m_headers; }

private:
    http::Headers m_headers;
};

void noteRetryAfter(const http::Headers& headers, Error& error)
{
    if (const auto after = http::find(headers, "Retry-After")) {
        if (const int seconds = std::atoi(std::string(*after).c_str()); seconds > 0)
            error.retryAfter = std::chrono::seconds(seconds);
    }
}

Error refusal(int status, const http::Headers& headers, std::string_view body)
{
    auto error = api::errorFromStatus(status, body);
    noteRetryAfter(headers, error);
    return error;
}

bool isSuccess(int status)
{
    return status >= 200 && status <= 299;
}

/// The checks that failed in the text of /readyz: its lines say "[+]ping ok" or "[-]etcd failed: reason withheld".
std::string failedChecks(std::string_view body)
{
    std::string out;
    for (std::size_t from = 0; from < body.size();) {
        const auto end = std::min(body.find('\n', from), body.size());
        const auto line = body.substr(from, end - from);
        if (line.starts_with("[-]"))
            out += (out.empty() ? "" : ", ") + std::string(line.substr(3, line.find(' ') - 3));
        from = end + 1;
    }
    return out;
}

std::string doing(const HttpRequest& request)
{
    return request.method + " " + request.target.substr(0, request.target.find('?'));
}

/// False when stopped meanwhile.
bool rest(milliseconds delay, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    (void)never.wait_for(lock, stop, delay, [] { return false; });
    return !stop.stop_requested();
}

struct Nothing final : http::HttpCall {
    void cancel() override { }
};

} // namespace

std::shared_ptr<Authorizer> fixedHeaders(http::Headers headers)
{
    return std::make_shared<FixedHeaders>(std::move(headers));
}

std::shared_ptr<Authorizer> bearerToken(const Secret& token)
{
    return fixedHeaders({{"Authorization", "Bearer " + token.reveal()}});
}

struct Session::State {
    SessionOptions options;
    std::shared_ptr<http::HttpSender> sender;
    std::shared_ptr<Authorizer> authorizer;
    const Clock& clock;
    std::shared_ptr<Gate> gate;

    Result<HttpRequest> authorised(HttpRequest request)
    {
        auto headers = authorizer->headers();
        if (!headers)
            return failure(headers.error());
        request.headers.insert(request.headers.end(), headers->begin(), headers->end());
        return request;
    }

    /// One exchange, whatever the status.
    Result<HttpResponse> exchange(const HttpRequest& request, std::stop_token stop, bool probe)
    {
        auto ready = authorised(request);
        if (!ready)
            return failure(ready.error());
        const auto way = probe ? Result<Gate::Way>(Gate::Way::Probe) : gate->enter(stop);
        if (!way)
            return failure(way.error());
        const auto started = clock.now();
        auto answer = http::exchange(*sender, std::move(*ready), stop);
        if (answer)
            gate->answered(answer->headers, std::chrono::duration_cast<milliseconds>(clock.now() - started));
        else
            gate->failed(answer.error(), *way);
        gate->leave(*way);
        return answer;
    }

    /// One exchange; a 2xx answer or an Error.
    Result<HttpResponse> once(const HttpRequest& request, std::stop_token stop)
    {
        auto answer = exchange(request, std::move(stop), false);
        if (answer && !isSuccess(answer->status))
            return failure(refusal(answer->status, answer->headers, answer->body));
        return answer;
    }

    Error inContext(Error error, const HttpRequest& request) const
    {
        return std::move(error).during(doing(request) + " in " + options.cluster);
    }
};

Session::Session(const SessionOptions& options, std::shared_ptr<http::HttpSender> sender,
                 std::shared_ptr<Authorizer> authorizer, const Clock& clock)
    : m_state(
        new State{options, std::move(sender), std::move(authorizer), clock, std::make_shared<Gate>(options, clock)})
{
}

Session::~Session() = default;

const std::string& Session::cluster() const
{
    return m_state->options.cluster;
}

Result<HttpResponse> Session::call(HttpRequest request, std::stop_token stop)
{
    auto& state = *m_state;
    if (request.timeout > state.options.requestTimeout || request.timeout.count() == 0)
        request.timeout = state.options.requestTimeout;
    const int attempts = request.method == "GET" ? 1 + state.options.retries : 1;
    auto delay = state.options.retryDelay;
    for (int attempt = 1;; ++attempt, delay *= 3) {
        auto answer = state.once(request, stop);
        if (answer)
            return answer;
        const auto& error = answer.error();
        const bool again = error.kind == ErrorKind::Throttled
                        || (error.kind == ErrorKind::Unavailable && error.code != "client.breaker-open");
        const auto pause = std::max(delay, error.retryAfter.value_or(delay));
        // A server that asks for a long pause is not waited for here: the caller has better things to do.
        if (!again || attempt == attempts || pause > state.options.requestTimeout)
            return failure(state.inContext(std::move(answer.error()), request));
        if (!rest(pause, stop))
            return failure(state.inContext(
                {ErrorKind::Cancelled, "client.cancelled", "cancelled while waiting to try again"}, request));
    }
}

Result<api::Json> Session::json(const HttpRequest& request, std::stop_token stop)
{
    const auto answer = call(request, std::move(stop));
    if (!answer)
        return failure(answer.error());
    if (answer->body.empty())
        return api::Json();
    auto parsed = api::parseJson(answer->body);
    if (!parsed)
        return failure(m_state->inContext(std::move(parsed.error()), request));
    return parsed;
}

Result<api::Json> Session::get(const api::Resource& resource, const api::ObjectKey& key, std::stop_token stop)
{
    return json(api::getRequest(resource, key), std::move(stop));
}

Result<api::ListPage> Session::list(const api::Resource& resource, std::string_view ns, api::ListOptions options,
                                    std::stop_token stop)
{
    api::ListPage all;
    for (int restarts = 0;;) {
        const auto request = api::listRequest(resource, ns, options);
        const auto answer = call(request, stop);
        if (!answer && answer.error().kind == ErrorKind::Gone && !options.continueToken.empty() && restarts++ < 2) {
            // The continue token outlived its list: from the start, or the pages would not fit together.
            options.continueToken.clear();
            all.items.clear();
            continue;
        }
        if (!answer)
            return failure(answer.error());
        auto page = api::readList(answer->body);
        if (!page)
            return failure(m_state->inContext(std::move(page.error()), request));
        all.resourceVersion = page->resourceVersion;
        std::move(page->items.begin(), page->items.end(), std::back_inserter(all.items));
        if (page->continueToken.empty())
            return all;
        options.continueToken = page->continueToken;
    }
}

Result<api::Json> Session::create(const api::Resource& resource, const api::Json& object, std::stop_token stop)
{
    return json(api::createRequest(resource, object), std::move(stop));
}

Result<api::Json> Session::replace(const api::Resource& resource, const api::Json& object, std::string_view subresource,
                                   std::stop_token stop)
{
    return json(api::replaceRequest(resource, object, subresource), std::move(stop));
}

Result<api::Json> Session::apply(const api::Resource& resource, const api::Json& object, std::string_view fieldManager,
                                 bool force, std::string_view subresource, std::stop_token stop)
{
    return json(api::applyRequest(resource, object, fieldManager, force, subresource), std::move(stop));
}

Result<api::Json> Session::mergePatch(const api::Resource& resource, const api::ObjectKey& key, const api::Json& patch,
                                      std::string_view subresource, std::stop_token stop)
{
    return json(api::mergePatchRequest(resource, key, patch, subresource), std::move(stop));
}

Result<void> Session::remove(const api::Resource& resource, const api::ObjectKey& key,
                             const api::DeleteOptions& options, std::stop_token stop)
{
    const auto answer = call(api::deleteRequest(resource, key, options), std::move(stop));
    return answer ? Result<void>() : failure(answer.error());
}

std::shared_ptr<http::HttpCall> Session::stream(HttpRequest request, http::HttpHandler handler)
{
    struct Opening {
        http::HttpHandler handler;
        std::shared_ptr<Gate> gate; // not the session: a stream must not keep its own sender alive
        std::string what;
        http::HttpHead head{};
        std::string body{};
    };
    const auto opening =
        std::make_shared<Opening>(Opening{std::move(handler), m_state->gate, doing(request) + " in " + cluster()});
    auto ready = m_state->authorised(std::move(request));
    if (!ready) {
        opening->handler.done(failure(std::move(ready.error()).during(opening->what)));
        return std::make_shared<Nothing>();
    }
    http::HttpHandler outer;
    outer.head = [opening](const http::HttpHead& head) {
        opening->head = head;
        opening->gate->answered(head.headers);
        if (isSuccess(head.status) && opening->handler.head)
            opening->handler.head(head);
    };
    outer.data = [opening](std::string_view bytes) {
        if (isSuccess(opening->head.status) && opening->handler.data)
            opening->handler.data(bytes);
        else if (opening->body.size() < errorBodyLimit)
            opening->body.append(bytes);
    };
    outer.done = [opening](Result<void> outcome) {
        if (outcome && !isSuccess(opening->head.status))
            outcome = failure(refusal(opening->head.status, opening->head.headers, opening->body));
        if (!outcome)
            outcome = failure(std::move(outcome.error()).during(opening->what));
        opening->handler.done(std::move(outcome));
    };
    return m_state->sender->send(std::move(*ready), std::move(outer));
}

Result<ServerVersion> Session::version(std::stop_token stop)
{
    HttpRequest request;
    request.target = "/version";
    const auto answer = json(request, std::move(stop));
    if (!answer)
        return failure(answer.error());
    ServerVersion version;
    version.gitVersion = api::text(*answer, "/gitVersion");
    version.major = std::atoi(api::text(*answer, "/major").c_str());
    version.minor = std::atoi(api::text(*answer, "/minor").c_str()); // some clouds write "27+"
    if (version.gitVersion.empty())
        return failure(ErrorKind::Internal, "client.not-kubernetes",
                       cluster() + " answers, but not as a Kubernetes API server");
    return version;
}

Result<void> Session::probe(milliseconds timeout, std::stop_token stop)
{
    for (const auto* path : {"/readyz", "/healthz"}) {
        HttpRequest request;
        request.target = path;
        request.timeout = timeout;
        const auto answer = m_state->exchange(request, stop, true);
        if (!answer)
            return failure(m_state->inContext(answer.error(), request));
        if (isSuccess(answer->status))
            return {};
        if (answer->status == 404)
            continue;
        auto error = refusal(answer->status, answer->headers, answer->body);
        if (const auto checks = failedChecks(answer->body); !checks.empty()) {
            error.code = "api.not-ready";
            error.message = "the API server is not ready: " + checks + " failed";
        }
        return failure(m_state->inContext(std::move(error), request));
    }
    return failure(ErrorKind::Unavailable, "api.no-health",
                   cluster() + " serves neither /readyz nor /healthz; is it a Kubernetes API server?");
}

SessionHealth Session::health() const
{
    return m_state->gate->health();
}

} // namespace orrery::client
