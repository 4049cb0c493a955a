#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/placement.h"
#include "federation/trace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace orrery::federation {

class Fields;

/// Which objects a policy means. Shared by propagation and override policies.
struct ResourceSelector {
    std::string apiVersion{};
    std::string kind{};
    std::string ns{}; ///< empty: that of the policy, or any for a cluster-wide one
    std::string name{}; ///< then the labels are not looked at
    std::optional<LabelSelector> labels{};
};
[[nodiscard]] Result<ResourceSelector> readResourceSelector(const api::Json& value, const std::string& path);

/// How strongly something matches; the greater wins.
enum class Match { None, Kind, Labels, Name };
[[nodiscard]] Match matchOf(const ResourceSelector& selector, const api::Json& manifest);
/// The strongest of them.
[[nodiscard]] Match matchOf(const std::vector<ResourceSelector>& selectors, const api::Json& manifest);

/// A PropagationPolicy or ClusterPropagationPolicy.
struct Policy {
    PolicyRef ref{};
    std::int64_t priority = 0;
    bool preempts = false; ///< takes objects that another policy holds
    std::vector<ResourceSelector> selectors{};
    Placement placement{};
    ConflictResolution conflictResolution = ConflictResolution::Abort;
    bool preserveOnDeletion = false;
    bool propagateDeps = false;
    bool suspended = false;
    std::set<std::string> suspendedOn{}; ///< clusters
};
using PolicyPtr = std::shared_ptr<const Policy>;

/// Which policy it is, of our API or of Karmada's (policy.karmada.io): a PropagationPolicy is given, say, and the same
/// with Cluster in front. A namespace is `default` where none is said; what is cluster-wide has none, whatever is said,
/// as with API servers.
[[nodiscard]] PolicyRef readPolicyRef(Fields& policy, const std::string& kind);

/// Reads a policy strictly; errors as `readPlacement`. Any thread.
[[nodiscard]] Result<Policy> readPolicy(const api::Json& object, const std::string& path);

struct PolicyChoice {
    PolicyPtr policy{}; ///< null: none matches
    std::vector<PolicyStep> steps{};
};
/// Which policy places an object: namespaced before cluster-wide; then the higher priority, the stronger match, the
/// lower name. The `holder` keeps it while it matches, unless the better one preempts and is of higher priority (or
/// namespaced where the holder is cluster-wide). Pure; any thread.
[[nodiscard]] PolicyChoice choosePolicy(const std::vector<PolicyPtr>& policies, const api::Json& manifest,
                                        const std::optional<PolicyRef>& holder = {});

} // namespace orrery::federation
