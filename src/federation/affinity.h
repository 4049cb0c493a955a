#pragma once

#include "api/json.h"
#include "base/error.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Which clusters are meant, and which objects: selectors by label, field and name. Pure; any thread.
namespace orrery::federation {

/// What an affinity can ask of a cluster.
struct ClusterTraits {
    std::string name{};
    std::map<std::string, std::string> labels{};
    std::string provider{};
    std::string region{};
    std::vector<std::string> zones{};
};

struct Requirement {
    enum class Operator { In, NotIn, Exists, DoesNotExist };
    std::string key{};
    Operator does = Operator::In;
    std::vector<std::string> values{};
};

/// A Kubernetes label selector; empty matches everything.
struct LabelSelector {
    std::map<std::string, std::string> equal{};
    std::vector<Requirement> expressions{};
};
/// {matchLabels, matchExpressions}. `field.unknown` and Invalid `affinity.invalid` with the path.
[[nodiscard]] Result<LabelSelector> readLabelSelector(const api::Json& selector, const std::string& path);
/// An object's `labels`; what is no string among them is none.
[[nodiscard]] std::map<std::string, std::string> labelsOf(const api::Json& labels);
/// Why these labels do not match, in words; nothing when they do.
[[nodiscard]] std::optional<std::string> mismatch(const LabelSelector& selector,
                                                  const std::map<std::string, std::string>& labels);

/// Karmada's `clusterAffinity`: `exclude` wins over everything; the rest must all hold; empty means every cluster. Keys
/// of fieldSelector are provider, region, zone; a cluster has any number of zones: In = one of them is listed, NotIn =
/// none is.
struct Affinity {
    std::string name{}; ///< `affinityName` of an ordered group
    LabelSelector labels{};
    std::vector<Requirement> fields{};
    std::set<std::string> clusterNames{};
    std::set<std::string> exclude{};
};
/// {clusterNames, exclude, labelSelector, fieldSelector}, and affinityName where `named`. Null is empty.
[[nodiscard]] Result<Affinity> readAffinity(const api::Json& affinity, const std::string& path, bool named = false);
/// Why the cluster is not meant, in words; nothing when it is.
[[nodiscard]] std::optional<std::string> excludedBy(const Affinity& affinity, const ClusterTraits& cluster);

} // namespace orrery::federation
