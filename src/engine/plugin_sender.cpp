#include "engine/plugin_sender.h"

#include <mutex>

namespace orrery::engine {

/// Those of the newest client certificate.
struct PluginSender::Connections {
    std::shared_ptr<ExecCredential> credential;
    Open open;
    std::mutex mutex{};
    Secret certificatePem{};
    Secret keyPem{};
    std::shared_ptr<http::HttpSender> sender{};

    Result<std::shared_ptr<http::HttpSender>> senderFor(const PluginCredential& wanted)
    {
        const std::lock_guard lock(mutex);
        if (sender && certificatePem.reveal() == wanted.certificatePem.reveal()
            && keyPem.reveal() == wanted.keyPem.reveal())
            return sender;
        auto opened = open(wanted.certificatePem, wanted.keyPem);
        if (opened) {
            sender = *opened;
            certificatePem = wanted.certificatePem;
            keyPem = wanted.keyPem;
        }
        return opened;
    }
};

/// One request: waits for the credential, is sent, and perhaps once more.
class PluginSender::Call final : public http::HttpCall, public std::enable_shared_from_this<Call> {
public:
    Call(std::shared_ptr<Connections> connections, http::HttpRequest request, http::HttpHandler handler)
        : m_connections(std::move(connections)), m_request(std::move(request)), m_handler(std::move(handler))
    {
    }

    void begin()
    {
        int attempt = 0;
        {
            const std::lock_guard lock(m_mutex);
            attempt = ++m_attempt;
        }
        const auto ticket = m_connections->credential->get(
            [self = shared_from_this(), attempt](const Result<PluginCredentialPtr>& credential) {
                self->sendWith(credential, attempt);
            });
        bool cancelled = false;
        {
            const std::lock_guard lock(m_mutex);
            m_ticket = ticket;
            cancelled = m_cancelled;
        }
        if (cancelled)
            m_connections->credential->cancel(ticket);
    }

    void cancel() override
    {
        std::shared_ptr<http::HttpCall> sent;
        std::uint64_t ticket = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_cancelled = true;
            sent = m_sent;
            ticket = m_ticket;
        }
        m_connections->credential->cancel(ticket);
        if (sent)
            sent->cancel();
    }

private:
    void sendWith(const Result<PluginCredentialPtr>& credential, int attempt)
    {
        if (!credential)
            return m_handler.done(failure(credential.error()));
        const auto sender = m_connections->senderFor(**credential);
        if (!sender)
            return m_handler.done(failure(sender.error().during("using what the program gave")));
        if (cancelled())
            return m_handler.done(failure(ErrorKind::Cancelled, "exec.cancelled", "cancelled before it was sent"));
        auto request = m_request;
        if (!(*credential)->token.empty())
            request.headers.push_back({"Authorization", "Bearer " + (*credential)->token.reveal()});
        const auto sent = (*sender)->send(std::move(request), handlerFor(*credential, attempt));
        {
            const std::lock_guard lock(m_mutex);
            if (m_attempt == attempt && !m_finished) // else it is over already, or was sent again
                m_sent = sent;
        }
        if (cancelled()) // before there was anything to cancel
            sent->cancel();
    }

    /// Passes everything on, but for a 401 that another credential may cure.
    http::HttpHandler handlerFor(const PluginCredentialPtr& credential, int attempt)
    {
        const auto dropped = std::make_shared<bool>(false); // only on the sender's thread
        http::HttpHandler handler;
        handler.head = [self = shared_from_this(), credential, attempt, dropped](const http::HttpHead& head) {
            *dropped = head.status == 401 && attempt == 1 && !self->cancelled()
                    && self->m_connections->credential->refuse(credential);
            if (!*dropped && self->m_handler.head)
                self->m_handler.head(head);
        };
        handler.data = [self = shared_from_this(), dropped](std::string_view bytes) {
            if (!*dropped && self->m_handler.data)
                self->m_handler.data(bytes);
        };
        handler.done = [self = shared_from_this(), dropped](Result<void> outcome) {
            if (*dropped)
                return self->begin();
            {
                const std::lock_guard lock(self->m_mutex);
                self->m_finished = true;
                self->m_sent.reset();
            }
            self->m_handler.done(std::move(outcome));
        };
        return handler;
    }

    bool cancelled()
    {
        const std::lock_guard lock(m_mutex);
        return m_cancelled;
    }

    std::shared_ptr<Connections> m_connections;
    http::HttpRequest m_request;
    http::HttpHandler m_handler;
    std::mutex m_mutex{};
    bool m_cancelled = false;
    bool m_finished = false;
    int m_attempt = 0; ///< the second is the last
    std::uint64_t m_ticket = 0;
    std::shared_ptr<http::HttpCall> m_sent{};
};

PluginSender::PluginSender(std::shared_ptr<ExecCredential> credential, Open open)
    : m_connections(std::make_shared<Connections>())
{
    m_connections->credential = std::move(credential);
    m_connections->open = std::move(open);
}

std::shared_ptr<http::HttpCall> PluginSender::send(http::HttpRequest request, http::HttpHandler handler)
{
    auto call = std::make_shared<Call>(m_connections, std::move(request), std::move(handler));
    call->begin();
    return call;
}

} // namespace orrery::engine
