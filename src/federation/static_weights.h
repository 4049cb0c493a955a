#pragma once

#include "federation/placement.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace orrery::federation {

/// What a `staticWeightList` says of clusters; refers to it. Rules that only name clusters are looked up, the others
/// are asked for each cluster.
class StaticWeights {
public:
    /// With `ownFirst` a cluster's own entry comes before that of all clusters, as in the first generation; else the
    /// heaviest wins, as in Karmada.
    StaticWeights(const std::vector<Weight>& rules, bool ownFirst);

    /// Null: no rule means the cluster.
    [[nodiscard]] const Weight* of(const ClusterTraits& cluster) const;

private:
    bool m_ownFirst;
    std::unordered_map<std::string_view, const Weight*> m_named{};
    std::vector<const Weight*> m_asked{};
};

} // namespace orrery::federation
