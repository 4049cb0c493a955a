#pragma once

#include "engine/exec_credential.h"
#include "http/sender.h"

#include <functional>
#include <memory>
#include <string>

namespace orrery::engine {

/// Sends with the credential of a program: waits for it (without blocking the caller), adds its token, and uses
/// connections of its own for each client certificate. When the server does not accept the credential (401), it is
/// asked for anew and the request is sent once more: a request that was refused so was not carried out. Any thread;
/// handlers are told on the sender's thread, or on the program's when there is no credential.
class PluginSender final : public http::HttpSender {
public:
    /// Makes the sender for a client certificate and its key; both may be empty.
    using Open =
        std::function<Result<std::shared_ptr<http::HttpSender>>(const Secret& certificatePem, const Secret& keyPem)>;
    PluginSender(std::shared_ptr<ExecCredential> credential, Open open);

    std::shared_ptr<http::HttpCall> send(http::HttpRequest request, http::HttpHandler handler) override;

private:
    struct Connections;
    class Call;
    std::shared_ptr<Connections> m_connections;
};

} // namespace orrery::engine
