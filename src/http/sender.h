#pragma once

#include "base/error.h"
#include "http/message.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

namespace orrery::http {

/// What happens to one request, told on the sender's own thread, in this order: `head` at most once, `data` any
/// number of times, `done` exactly once. None may block. `done` carries a transport failure (kind Unavailable,
/// Cancelled, or Invalid for TLS and URL faults); an HTTP error status is not a failure here.
struct HttpHandler {
    std::function<void(const HttpHead&)> head{};
    std::function<void(std::string_view)> data{};
    std::function<void(Result<void>)> done{};
};

/// One request under way. Letting go of it does not cancel it.
class HttpCall {
public:
    virtual ~HttpCall() = default;
    /// Asks for an end; `done` follows with Cancelled unless it came first. Any thread, any number of times.
    virtual void cancel() = 0;
};

/// The seam between what Orrery says and how it travels: libcurl in `net`, the simulated fleet in `sim`.
/// One sender is one endpoint with one TLS identity. `send` may be called from any thread and returns at once.
class HttpSender {
public:
    virtual ~HttpSender() = default;
    virtual std::shared_ptr<HttpCall> send(HttpRequest request, HttpHandler handler) = 0;
};

/// Sends and waits for the whole answer. Blocks; never call it on a sender's or the GUI thread.
/// Cancelled when `stop` is requested. Bodies over `bodyLimit` bytes are refused (Invalid, `http.too-large`).
[[nodiscard]] Result<HttpResponse> exchange(HttpSender& sender, HttpRequest request, std::stop_token stop = {},
                                            std::size_t bodyLimit = 256u << 20);

} // namespace orrery::http
