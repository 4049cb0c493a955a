#pragma once

#include "base/error.h"
#include "net/endpoint.h"

#include <string>

namespace orrery::net {

/// Whether the endpoint's PEM texts can be used: certificates parse, the key parses without a pass phrase and belongs
/// to the certificate. Invalid `net.credentials`; nothing of the key is in the message.
[[nodiscard]] Result<void> checkPems(const Endpoint& endpoint);

/// Makes OpenSSL itself check the server's name, by subject alternative names only. libcurl alone would fall back to
/// the common name, which Go (and so every other Kubernetes client) refuses. `sslContext` is an SSL_CTX. False on
/// failure.
[[nodiscard]] bool requireName(void* sslContext, const std::string& name);

/// What OpenSSL found wrong with a certificate, from libcurl's CURLINFO_SSL_VERIFYRESULT.
struct CertificateFault {
    bool wrongName = false;
    bool unknownIssuer = false;
    std::string text{};
};
[[nodiscard]] CertificateFault certificateFault(long verifyResult);

} // namespace orrery::net
