#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace orrery::net {

/// The proxy variables of an environment, as text.
struct ProxyEnvironment {
    std::string httpsProxy{};
    std::string httpProxy{};
    std::string allProxy{};
    std::string noProxy{};

    /// HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of this process; capitals win over small letters. Call it
    /// before threads start that change the environment.
    [[nodiscard]] static ProxyEnvironment ofProcess();
};

/// Which proxy leads to `url` (empty = none), by the rules of Go's net/http, which kubectl follows:
/// a kubeconfig's `proxy-url` always wins; else the variable of the URL's scheme, then ALL_PROXY (which Go does not
/// know), unless the host is loopback or NO_PROXY lists it (`*`, names with their subdomains, `.suffix`, addresses,
/// CIDR blocks, each with an optional port). Pure. Invalid `net.proxy` for a scheme other than http, https, socks5.
[[nodiscard]] Result<std::string> chooseProxy(std::string_view url, std::string_view kubeconfigProxy,
                                              const ProxyEnvironment& environment);

/// Whether NO_PROXY text exempts this host and port. `host` without brackets.
[[nodiscard]] bool exemptFromProxy(std::string_view noProxy, std::string_view host, int port);

} // namespace orrery::net
