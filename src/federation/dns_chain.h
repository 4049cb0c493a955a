#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace orrery::federation {

/// One record set; names absolute, without the final dot.
struct DnsRecord {
    std::string name{};
    std::string type{}; ///< A, AAAA, CNAME
    std::vector<std::string> data{}; ///< sorted, each once
};

/// A cluster that is to have the service.
struct DnsMember {
    std::string region{}; ///< empty: the cluster shares in the global name only
    std::string zone{}; ///< empty: no name of its own below the region
    std::vector<std::string> addresses{}; ///< IPv4 and IPv6 where the service answers; empty when it does not
};

/// The records of one service, by name and type. There are three levels of names: <base>.<zone>.<region>.<suffix>,
/// <base>.<region>.<suffix> and <base>.<suffix>, where `base` is "service.namespace.federation.svc". A level has the
/// addresses of its clusters; without any it points (CNAME) one level up, and the global name is left out. The rules
/// are those of the first-generation federation, where a service that answers nowhere has a chain that ends nowhere.
/// Pure.
[[nodiscard]] std::vector<DnsRecord> dnsChain(const std::string& base, const std::string& suffix,
                                              const std::vector<DnsMember>& members);

/// The addresses behind what load balancers say of themselves: IPs stay, hostnames are looked up in `resolver`; what it
/// does not know goes to `unresolved`. Sorted, each once.
[[nodiscard]] std::vector<std::string> addressesOf(const std::vector<std::string>& ingress,
                                                   const std::map<std::string, std::vector<std::string>>& resolver,
                                                   std::set<std::string>& unresolved);

} // namespace orrery::federation
