#pragma once

#include <map>
#include <string>

namespace orrery::clouds {

/// What a cluster shows of the cloud below it. Any part may be empty.
struct Traces {
    std::string providerId{}; ///< a node's spec.providerID: "aws:///us-west-2a/i-0abc"
    std::map<std::string, std::string> labels{}; ///< a node's labels
    std::string host{}; ///< the API server's host name, without port
};

struct Detection {
    std::string provider{}; ///< "aws", "gcp", "azure"; empty when nothing says so
    std::string region{}; ///< empty when nothing says so; not necessarily one the gazetteer knows
    std::string reason{}; ///< what gave the provider away, for logs and the wizard's review; empty without provider
};

/// Whose cloud it is, most trustworthy trace first: providerID, then labels that only that provider's nodes carry, then
/// a region label that the gazetteer knows, then the server's host name. Pure.
[[nodiscard]] Detection detectProvider(const Traces& traces);

} // namespace orrery::clouds
