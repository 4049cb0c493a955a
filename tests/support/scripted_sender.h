#pragma once

#include "http/sender.h"
#include "support/mailbox.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace orrery::test {

/// What a script says to one request.
struct Answer {
    int status = 200;
    std::string body{};
    http::Headers headers{};
    std::optional<Error> failure{}; ///< instead of an answer: the transport failed
};

[[nodiscard]] Answer transportFailure(std::string message = "connection refused");
/// A `Status` body as API servers send it.
[[nodiscard]] Answer statusAnswer(int status, std::string reason, std::string message);

/// One request that the test answers itself, piece by piece, from any thread.
class OpenCall final : public http::HttpCall {
public:
    OpenCall(http::HttpRequest request, http::HttpHandler handler);

    [[nodiscard]] const http::HttpRequest& request() const { return m_request; }
    void head(int status = 200, http::Headers headers = {});
    void data(std::string_view bytes);
    void done(Result<void> outcome = {});
    /// Head, body and end.
    void answer(const Answer& answer);

    /// By whoever sent it; ends it with Cancelled.
    void cancel() override;
    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    /// Waits until it is cancelled; false when that does not happen.
    [[nodiscard]] bool waitCancelled();

private:
    http::HttpRequest m_request;
    http::HttpHandler m_handler;
    std::atomic<bool> m_finished = false;
    std::atomic<bool> m_cancelled = false;
    Mailbox<bool> m_cancels{};
};

/// A server made of a function. What the script answers is answered inside `send`; what it does not (nullopt, or no
/// script) stays open for the test: `nextOpen`.
class ScriptedSender final : public http::HttpSender {
public:
    using Script = std::function<std::optional<Answer>(const http::HttpRequest&)>;
    explicit ScriptedSender(Script script = {});

    std::shared_ptr<http::HttpCall> send(http::HttpRequest request, http::HttpHandler handler) override;

    /// The next request that the script left open, in the order sent; null when none comes.
    [[nodiscard]] std::shared_ptr<OpenCall> nextOpen();
    /// Open ones that nobody has asked for yet.
    [[nodiscard]] std::size_t waiting() const { return m_open.size(); }
    /// Everything sent so far.
    [[nodiscard]] std::vector<http::HttpRequest> requests() const;
    void setScript(Script script);

private:
    mutable std::mutex m_mutex{};
    Script m_script;
    std::vector<http::HttpRequest> m_requests{};
    Mailbox<std::shared_ptr<OpenCall>> m_open{};
};

} // namespace orrery::test
