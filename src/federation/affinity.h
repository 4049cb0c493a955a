#pragma once

#include "api/json.h"
#include "base/error.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// What an affinity can ask of a cluster.
struct ClusterTraits {
    std::string name{};
    std::map<std::string, std::string> labels{};
    std::string provider{};
    std::string region{};
    std::vector<std::string> zones{};
};

/// Karmada's `clusterAffinity` {clusterNames, exclude, labelSelector, fieldSelector}: why the cluster is not meant, in
/// words; nothing when it is. `exclude` wins over everything; the rest must all hold; null or empty means every
/// cluster. Keys of fieldSelector are provider, region, zone; a cluster has any number of zones: In = one of them is
/// listed, NotIn = none is. Pure; any thread. Invalid `affinity.invalid` names the field at fault, below `path`.
[[nodiscard]] Result<std::optional<std::string>> excludedBy(const api::Json& affinity, const ClusterTraits& cluster,
                                                            const std::string& path = "affinity");

} // namespace orrery::federation
