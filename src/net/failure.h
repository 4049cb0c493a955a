#pragma once

#include "base/error.h"

#include <curl/curl.h>

#include <chrono>
#include <string>

namespace orrery::net {

/// What is known when libcurl gives up on a transfer.
struct FailureFacts {
    CURLcode code = CURLE_OK;
    std::string detail{}; ///< libcurl's own words
    int systemError = 0; ///< errno of the failed connect, 0 when unknown
    long verifyResult = 0; ///< OpenSSL's verdict on the certificate
    bool connected = false; ///< name, TCP, proxy and TLS were all done
    bool wouldRepeat = false; ///< given up because going on meant sending a mutation twice
    std::string server{}; ///< host:port
    std::string peerName{}; ///< the name the certificate should carry
    std::string proxy{}; ///< host:port of the proxy, empty without one
    bool atProxy = false; ///< an https:// proxy has not answered yet: TLS is that with the proxy
    bool ownAuthority = false; ///< the kubeconfig names a certificate authority
    std::chrono::milliseconds timeout{}; ///< of the phase that ended: connecting, or the whole request
};

/// The failure as the rest of Orrery speaks of it; see Endpoint for the codes. Pure.
[[nodiscard]] Error describe(const FailureFacts& facts);

} // namespace orrery::net
