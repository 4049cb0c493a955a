#pragma once

#include "api/json.h"
#include "api/object.h"
#include "api/request.h"
#include "api/resource.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/secret.h"
#include "http/sender.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::client {

/// Gives the Authorization header of each request. Any thread; may block on a file, never on a person.
class Authorizer {
public:
    virtual ~Authorizer() = default;
    /// Headers to add (Authorization, Impersonate-*); empty with client certificates alone.
    [[nodiscard]] virtual Result<http::Headers> headers() = 0;
};
/// A fixed set of headers: none, a bearer token, basic credentials.
[[nodiscard]] std::shared_ptr<Authorizer> fixedHeaders(http::Headers headers);
[[nodiscard]] std::shared_ptr<Authorizer> bearerToken(const Secret& token);

struct SessionOptions {
    std::string cluster{}; ///< for errors and logs: the name people know
    int maxConcurrent = 32; ///< requests under way at once, watches not counted
    int retries = 3; ///< of reads only, on Unavailable and Throttled
    std::chrono::milliseconds retryDelay{200}; ///< before the first retry, triples; a server's longer Retry-After wins
    std::chrono::milliseconds requestTimeout{10'000}; ///< of each attempt; also the longest Retry-After waited for
    int breakerFailures = 3; ///< transport failures in a row that open the breaker
    /// While open, calls fail at once (`client.breaker-open`). After the pause one call is let through as a trial; when
    /// it fails the pause doubles, up to 15 s.
    std::chrono::milliseconds breakerPause{2'000};
};

/// What is known of a cluster's answers. All fields are as of the last answer.
struct SessionHealth {
    bool answered = false; ///< ever
    bool breakerOpen = false;
    std::chrono::milliseconds latency{}; ///< of the last short request
    std::chrono::seconds clockSkew{}; ///< server's Date minus ours
    std::optional<WallTime> lastAnswer{};
    std::vector<std::string> warnings{}; ///< distinct `Warning` headers seen, at most 20
};

struct ServerVersion {
    std::string gitVersion{};
    int major = 0;
    int minor = 0;
};

/// One cluster under one identity: authorisation, a limit on concurrency, retries of reads with Retry-After, a breaker
/// so that a dead cluster fails fast, and `Status` answers turned into Error once. Blocking calls for workers; any
/// thread. A mutation is sent once: after an ambiguous failure the caller reads first.
class Session {
public:
    Session(const SessionOptions& options, std::shared_ptr<http::HttpSender> sender,
            std::shared_ptr<Authorizer> authorizer, const Clock& clock = Clock::system());
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] const std::string& cluster() const;

    /// Any request; a 2xx answer or an Error. Idempotent requests (GET) are retried.
    [[nodiscard]] Result<http::HttpResponse> call(http::HttpRequest request, std::stop_token stop = {});
    /// The same, the body as JSON (null for an empty body).
    [[nodiscard]] Result<api::Json> json(const http::HttpRequest& request, std::stop_token stop = {});

    [[nodiscard]] Result<api::Json> get(const api::Resource& resource, const api::ObjectKey& key,
                                        std::stop_token stop = {});
    /// All pages.
    [[nodiscard]] Result<api::ListPage> list(const api::Resource& resource, std::string_view ns = {},
                                             api::ListOptions options = {}, std::stop_token stop = {});
    [[nodiscard]] Result<api::Json> create(const api::Resource& resource, const api::Json& object,
                                           std::stop_token stop = {});
    [[nodiscard]] Result<api::Json> replace(const api::Resource& resource, const api::Json& object,
                                            std::string_view subresource = {}, std::stop_token stop = {});
    [[nodiscard]] Result<api::Json> apply(const api::Resource& resource, const api::Json& object,
                                          std::string_view fieldManager, bool force, std::string_view subresource = {},
                                          std::stop_token stop = {});
    [[nodiscard]] Result<api::Json> mergePatch(const api::Resource& resource, const api::ObjectKey& key,
                                               const api::Json& patch, std::string_view subresource = {},
                                               std::stop_token stop = {});
    /// NotFound when it was gone already. Where finalizers are set it only marks the object as deleting.
    [[nodiscard]] Result<void> remove(const api::Resource& resource, const api::ObjectKey& key,
                                      const api::DeleteOptions& options = {}, std::stop_token stop = {});

    /// Sends without waiting, with authorisation, outside the concurrency limit and the breaker: watches, and lists
    /// that must not block. Not retried. An answer outside 2xx is not passed on: it is read, and `done` carries it as
    /// an Error. Callbacks come on the sender's thread; `done` may come before this returns.
    std::shared_ptr<http::HttpCall> stream(http::HttpRequest request, http::HttpHandler handler);

    [[nodiscard]] Result<ServerVersion> version(std::stop_token stop = {});
    /// GET /readyz, on old servers /healthz: nothing when ready, else the reason, with the checks that failed. Not
    /// retried; ignores the concurrency limit and the breaker (an answer closes it).
    [[nodiscard]] Result<void> probe(std::chrono::milliseconds timeout, std::stop_token stop = {});

    [[nodiscard]] SessionHealth health() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::client
