#pragma once

#include "http/message.h"
#include "support/certificates.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace orrery::test {

/// A request as the server read it.
struct SeenRequest {
    std::string method{};
    std::string target{};
    http::Headers headers{};
    std::string body{};
    int connection = 0; ///< counted from 1
    std::string serverName{}; ///< asked for in the TLS handshake (SNI)
    std::string clientName{}; ///< common name of the client's certificate
};

/// One connection in the hands of a script.
class ServedConnection {
public:
    ServedConnection(int socket, SSL* tls) : m_socket(socket), m_tls(tls) { }

    void send(std::string_view bytes);
    /// A whole answer with Content-Length.
    void answer(int status, std::string_view body, std::string_view extraHeaders = {});
    void startChunks();
    void chunk(std::string_view bytes);
    void endChunks();
    /// No further requests are read from it.
    void hangUp() { m_open = false; }
    /// Blocks until the client goes away or the server ends.
    void waitForEnd();

    [[nodiscard]] bool open() const { return m_open; }
    /// Up to `size` bytes; empty at the end.
    [[nodiscard]] std::string receive(std::size_t size);

private:
    int m_socket;
    SSL* m_tls;
    bool m_open = true;
};

/// An HTTP/1.1 server on 127.0.0.1 that does what a script says, one thread per connection. Over TLS when it has an
/// identity. Ends, with all connections, in its destructor.
class HttpsServer {
public:
    /// Called for each request, on the connection's thread.
    using Script = std::function<void(const SeenRequest&, ServedConnection&)>;

    HttpsServer(std::optional<Issued> identity, Script script, const std::string& clientAuthorityPem = {});
    ~HttpsServer();
    HttpsServer(const HttpsServer&) = delete;
    HttpsServer& operator=(const HttpsServer&) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const;
    [[nodiscard]] std::vector<SeenRequest> seen() const;
    [[nodiscard]] int connections() const { return m_connections; }
    /// Blocks until that many requests were read.
    void waitForRequests(std::size_t count) const;

private:
    void acceptAll();
    void serve(int socket, int number);
    void serveRequests(ServedConnection& connection, SSL* tls, int number);

    Script m_script;
    SSL_CTX* m_context = nullptr;
    bool m_plain = false;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;

    mutable std::mutex m_mutex{};
    mutable std::condition_variable m_changed{};
    bool m_ending = false;
    std::vector<SeenRequest> m_seen{};
    std::vector<int> m_sockets{};
    std::vector<std::thread> m_threads{};
    std::thread m_acceptor{};
};

/// A port on 127.0.0.1 that is taken, but where nobody listens.
class ClosedPort {
public:
    ClosedPort();
    ~ClosedPort();
    ClosedPort(const ClosedPort&) = delete;
    ClosedPort& operator=(const ClosedPort&) = delete;
    [[nodiscard]] int port() const { return m_port; }

private:
    int m_port = 0;
    int m_socket = -1;
};

} // namespace orrery::test
