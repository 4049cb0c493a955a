#pragma once

#include "api/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How a decision came about, in the order in which it was made. Plain values; what `explain` and the inspector's why
/// chain show. Sentences are English.
namespace orrery::federation {

struct PolicyRef {
    std::string kind{}; ///< PropagationPolicy, ClusterPropagationPolicy
    std::string ns{};
    std::string name{};

    [[nodiscard]] std::string text() const { return kind + " " + (ns.empty() ? "" : ns + "/") + name; }
    [[nodiscard]] bool operator==(const PolicyRef&) const = default;
};
/// {kind, name}, and namespace where it has one.
[[nodiscard]] api::Json toJson(const PolicyRef& policy);

/// One policy that was looked at: the chosen one first, then those that match and lost, then those that do not match.
struct PolicyStep {
    PolicyRef policy{};
    bool matches = false;
    bool chosen = false;
    std::string why{}; ///< "matches by name", "lost: priority 1, the chosen one has 5", "selects Deployment api"
};

enum class Filter { Affinity, Leaving, Paused, Api, Taints, SpreadProperty };
[[nodiscard]] const char* name(Filter filter);

/// One filter's verdict on one cluster.
struct FilterVerdict {
    Filter filter = Filter::Affinity;
    bool passed = true;
    std::string reason{}; ///< why not; for what passed only where there is something to say
};

struct ClusterStep {
    std::string cluster{};
    std::vector<FilterVerdict> verdicts{}; ///< of every filter, also after one has failed
    bool feasible = false; ///< every filter passed
    bool selected = false; ///< feasible, and chosen by the spread constraints
    std::string unselected{}; ///< why not, when feasible
    std::optional<std::int64_t> previous{}; ///< replicas that it has now
    std::optional<std::int64_t> stuck{}; ///< of them find no node for longer than they are to wait
    std::optional<std::int64_t> available{}; ///< how many more fit, where known
    std::optional<std::int64_t> weight{}; ///< of a static weight
    std::optional<std::int64_t> replicas{}; ///< what it gets
};

struct Trace {
    std::vector<PolicyStep> policies{};
    std::string placement{}; ///< "PropagationPolicy default/web", "spec.placement", "no policy matches: every cluster"
    std::vector<std::string> groups{}; ///< of clusterAffinities: what became of each that was tried
    std::vector<ClusterStep> clusters{}; ///< by name; as seen by the group that was taken
    std::vector<std::string> spread{}; ///< the selection step by step; empty without constraints
    std::vector<std::string> division{}; ///< step by step; empty when nothing is divided
};

} // namespace orrery::federation
