#include "support/scripted_sender.h"

namespace orrery::test {

namespace {

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

} // namespace

Answer transportFailure(std::string message)
{
    Answer answer;
    answer.failure = Error{ErrorKind::Unavailable, "net.connect", std::move(message)};
    return answer;
}

Answer statusAnswer(int status, std::string reason, std::string message)
{
    Answer answer;
    answer.status = status;
    answer.body = R"({"kind":"Status","apiVersion":"v1","status":"Failure","code":)" + std::to_string(status)
                + R"(,"reason":)" + quoted(reason) + R"(,"message":)" + quoted(message) + "}";
    return answer;
}

OpenCall::OpenCall(http::HttpRequest request, http::HttpHandler handler)
    : m_request(std::move(request)), m_handler(std::move(handler))
{
}

void OpenCall::head(int status, http::Headers headers)
{
    if (!m_finished && m_handler.head)
        m_handler.head({status, std::move(headers)});
}

void OpenCall::data(std::string_view bytes)
{
    if (!m_finished && m_handler.data)
        m_handler.data(bytes);
}

void OpenCall::done(Result<void> outcome)
{
    if (!m_finished.exchange(true) && m_handler.done)
        m_handler.done(std::move(outcome));
}

void OpenCall::answer(const Answer& answer)
{
    if (answer.failure)
        return done(failure(*answer.failure));
    head(answer.status, answer.headers);
    data(answer.body);
    done();
}

void OpenCall::cancel()
{
    if (m_finished)
        return;
    m_cancelled = true;
    done(failure(ErrorKind::Cancelled, "net.cancelled", "cancelled"));
    m_cancels.put(true);
}

bool OpenCall::waitCancelled()
{
    return m_cancels.take().has_value();
}

ScriptedSender::ScriptedSender(Script script) : m_script(std::move(script)) { }

std::shared_ptr<http::HttpCall> ScriptedSender::send(http::HttpRequest request, http::HttpHandler handler)
{
    Script script;
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
        script = m_script;
    }
    const auto call = std::make_shared<OpenCall>(std::move(request), std::move(handler));
    const auto answer = script ? script(call->request()) : std::nullopt;
    if (answer)
        call->answer(*answer);
    else
        m_open.put(call);
    return call;
}

std::shared_ptr<OpenCall> ScriptedSender::nextOpen()
{
    return m_open.take().value_or(nullptr);
}

std::vector<http::HttpRequest> ScriptedSender::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void ScriptedSender::setScript(Script script)
{
    const std::lock_guard lock(m_mutex);
    m_script = std::move(script);
}

} // namespace orrery::test
