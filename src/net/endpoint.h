#pragma once

#include "base/error.h"
#include "base/secret.h"
#include "http/sender.h"
#include "net/loop.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace orrery::net {

/// Where requests go and who we are to the server: everything that belongs to connections rather than requests.
struct Endpoint {
    std::string url{}; ///< `https://host:6443/base/path`; http or https, no user name in it
    std::string caPem{}; ///< certificates to trust *instead of* the system's; empty = the system's
    Secret clientCertificatePem{}; ///< with its chain; both or neither
    Secret clientKeyPem{}; ///< RSA, EC or Ed25519; not encrypted
    bool insecure = false; ///< takes any server certificate
    std::string tlsServerName{}; ///< name to ask for (SNI) and to verify instead of the URL's host
    std::string proxyUrl{}; ///< http, https or socks5; empty = none. See chooseProxy; the environment is not read here
    std::chrono::milliseconds connectTimeout{5'000}; ///< for name, TCP, proxy and TLS together
    std::size_t bodyLimit = std::size_t{1} << 30; ///< of one short answer, after decompression
};

/// A sender over HTTP/2 where the server offers it, else HTTP/1.1. What holds:
///
/// - Nobody else's connections: each sender has its own, so a request can never travel under another identity.
/// - Streams (`HttpRequest::stream`) and short requests use different connections; at most 100 streams on one.
/// - A mutation is sent at most once. Reads (GET, HEAD, OPTIONS) may be repeated by libcurl when a kept-alive
///   connection turns out to be dead before a byte of the answer came.
/// - Redirects, cookies, .netrc, HSTS and proxies from the environment are not used.
/// - Server certificates are checked as Go does: TLS 1.2 or newer, subject alternative names only (never the common
///   name), addresses against address entries. Behind an https:// proxy the common name is still accepted.
/// - A request that times out without a byte from the server also abandons that connection for later requests.
///
/// Failures: Invalid `net.url`, `net.header`, `net.tls`, `net.too-large`; Unavailable `net.resolve`, `net.connect`,
/// `net.timeout`, `net.reset`, `net.proxy`; Cancelled `net.cancelled`. Messages name host and port.
///
/// Fails with Invalid `net.url` or `net.credentials` when the endpoint itself is unusable: certificates that are not
/// PEM, a key that does not fit its certificate, an encrypted key.
[[nodiscard]] Result<std::shared_ptr<http::HttpSender>> makeSender(std::shared_ptr<Loop> loop, Endpoint endpoint);

} // namespace orrery::net
