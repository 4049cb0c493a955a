#include "support/https_server.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace orrery::test {

namespace {

int bindToLoopback(int& port)
{
    const int bound = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(bound, reinterpret_cast<sockaddr*>(&address), size) != 0
        || getsockname(bound, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        std::perror("test server");
        std::abort();
    }
    port = ntohs(address.sin_port);
    return bound;
}

SSL_CTX* makeContext(const Issued& identity, const std::string& clientAuthorityPem)
{
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    BIO* certificateText = BIO_new_mem_buf(identity.certificatePem.data(), -1);
    BIO* keyText = BIO_new_mem_buf(identity.keyPem.data(), -1);
    X509* certificate = PEM_read_bio_X509(certificateText, nullptr, nullptr, nullptr);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(keyText, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    BIO_free(certificateText);
    BIO_free(keyText);
    if (!clientAuthorityPem.empty()) {
        BIO* authorityText = BIO_new_mem_buf(clientAuthorityPem.data(), -1);
        X509* authority = PEM_read_bio_X509(authorityText, nullptr, nullptr, nullptr);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
        X509_free(authority);
        BIO_free(authorityText);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    }
    return context;
}

std::string clientNameOf(SSL* tls)
{
    X509* certificate = tls ? SSL_get1_peer_certificate(tls) : nullptr;
    if (!certificate)
        return {};
    std::array<char, 256> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), name.size());
    X509_free(certificate);
    return name.data();
}

SeenRequest parseHead(std::string_view head)
{
    SeenRequest request;
    const auto lineEnd = head.find("\r\n");
    const auto first = head.substr(0, lineEnd);
    const auto space = first.find(' ');
    request.method = first.substr(0, space);
    request.target = first.substr(space + 1, first.rfind(' ') - space - 1);
    for (auto rest = head.substr(lineEnd + 2); !rest.empty();) {
        const auto line = rest.substr(0, rest.find("\r\n"));
        rest = rest.substr(std::min(rest.size(), line.size() + 2));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        const auto value = line.substr(colon + 1);
        request.headers.push_back(
            {std::string(line.substr(0, colon)), std::string(value.starts_with(" ") ? value.substr(1) : value)});
    }
    return request;
}

} // namespace

void ServedConnection::send(std::string_view bytes)
{
    while (!bytes.empty() && m_open) {
        const auto sent = m_tls ? SSL_write(m_tls, bytes.data(), static_cast<int>(bytes.size()))
                                : static_cast<int>(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
        if (sent <= 0)
            m_open = false;
        else
            bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void ServedConnection::answer(int status, std::string_view body, std::string_view extraHeaders)
{
    send("HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"
         + std::string(extraHeaders) + "\r\n" + std::string(body));
}

void ServedConnection::startChunks()
{
    send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

void ServedConnection::chunk(std::string_view bytes)
{
    std::array<char, 32> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    send(size.data() + std::string(bytes) + "\r\n");
}

void ServedConnection::endChunks()
{
    send("0\r\n\r\n");
}

void ServedConnection::waitForEnd()
{
    while (!receive(256).empty()) { }
    m_open = false;
}

std::string ServedConnection::receive(std::size_t size)
{
    std::string bytes(size, '\0');
    const auto got = m_tls ? SSL_read(m_tls, bytes.data(), static_cast<int>(size))
                           : static_cast<int>(recv(m_socket, bytes.data(), size, 0));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

HttpsServer::HttpsServer(std::optional<Issued> identity, Script script, const std::string& clientAuthorityPem)
    : m_script(std::move(script)), m_plain(!identity)
{
    if (identity)
        m_context = makeContext(*identity, clientAuthorityPem);
    m_listener = bindToLoopback(m_port);
    listen(m_listener, 512);
    m_acceptor = std::thread([this] { acceptAll(); });
}

HttpsServer::~HttpsServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        for (const int socket : m_sockets)
            shutdown(socket, SHUT_RDWR);
    }
    shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    for (auto& thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        close(socket);
    close(m_listener);
    SSL_CTX_free(m_context);
}

std::string HttpsServer::url(const std::string& host) const
{
    return (m_plain ? "http://" : "https://") + host + ":" + std::to_string(m_port);
}

std::vector<SeenRequest> HttpsServer::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

void HttpsServer::waitForRequests(std::size_t count) const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_seen.size() >= count; });
}

void HttpsServer::acceptAll()
{
    // OpenSSL writes without MSG_NOSIGNAL. The connections' threads inherit this; the client under test must not.
    sigset_t brokenPipe;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nullptr);
    for (;;) {
        const int socket = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(m_mutex);
        if (socket < 0 || m_ending) {
            if (socket >= 0)
                close(socket);
            return;
        }
        const int atOnce = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &atOnce, sizeof atOnce);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket, number = ++m_connections] { serve(socket, number); });
    }
}

void HttpsServer::serve(int socket, int number)
{
    SSL* tls = nullptr;
    if (m_context) {
        tls = SSL_new(m_context);
        SSL_set_fd(tls, socket);
    }
    ServedConnection connection(socket, tls);
    if (!tls || SSL_accept(tls) == 1)
        serveRequests(connection, tls, number);
    if (tls) {
        SSL_shutdown(tls);
        SSL_free(tls);
    }
    ERR_clear_error();
    shutdown(socket, SHUT_RDWR); // closed by the destructor, so that its number is not used twice
}

void HttpsServer::serveRequests(ServedConnection& connection, SSL* tls, int number)
{
    std::string unread;
    const auto fill = [&](auto enough) {
        while (!enough()) {
            const auto more = connection.receive(16'384);
            if (more.empty())
                return false;
            unread += more;
        }
        return true;
    };
    while (connection.open()) {
        if (!fill([&] { return unread.find("\r\n\r\n") != std::string::npos; }))
            return;
        const auto headEnd = unread.find("\r\n\r\n") + 4;
        auto request = parseHead(std::string_view(unread).substr(0, headEnd - 2));
        unread.erase(0, headEnd);
        if (const auto length = http::find(request.headers, "Content-Length")) {
            const auto size = std::stoul(std::string(*length));
            if (!fill([&] { return unread.size() >= size; }))
                return;
            request.body = unread.substr(0, size);
            unread.erase(0, size);
        }
        request.connection = number;
        if (tls && SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name))
            request.serverName = SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name);
        request.clientName = clientNameOf(tls);
        {
            const std::lock_guard lock(m_mutex);
            m_seen.push_back(request);
            m_changed.notify_all();
        }
        m_script(request, connection);
    }
}

ClosedPort::ClosedPort() : m_socket(bindToLoopback(m_port)) { }

ClosedPort::~ClosedPort()
{
    close(m_socket);
}

} // namespace orrery::test
