#pragma once

#include "federation/decision.h"
#include "federation/kind.h"

#include <map>
#include <optional>
#include <string>

namespace orrery::federation {

/// What a cluster gets.
struct Share {
    std::optional<std::int64_t> replicas{}; ///< absent when the kind has none
    std::int64_t overflow = 0;
    bool paused = false; ///< the cluster is: it has this, and is not written
};

/// Where an object goes, before any manifest is made.
struct Schedule {
    std::map<std::string, Share> shares{}; ///< by cluster
    std::map<std::string, std::string> excluded{};
    std::string algorithm{};
    std::string explanation{};
    std::string affinityName{};
    std::optional<WallTime> again{};
    std::vector<std::string> moves{}; ///< see Decision
    std::vector<std::string> notes{};
    std::map<std::string, WallTime> noRoom{};
    std::optional<Error> error{};
    Trace trace{};
};

/// Filters, groups of affinities, spread constraints and division, in this order; the groups from the one that was
/// taken last. With `byPolicy` clusters that the division gives nothing are left out, as Karmada does (kubefed's are
/// not). Where it fails, `shares` is where the object is already. Pure; any thread.
[[nodiscard]] Schedule schedule(const Federated& federated, const FederatedKind& kind, const Placement& placement,
                                const Situation& situation, bool byPolicy);

/// The same for an object whose policy is gone: in the clusters that have it, in proportion to what they have;
/// `duplicated`, everything in each.
[[nodiscard]] Schedule keepWhereItIs(const Federated& federated, const FederatedKind& kind, bool duplicated,
                                     const Situation& situation);

/// Whether a cluster that changed so can change where an object goes that is placed by this: what its filters say, its
/// groups, its weight. Null: it was not there, or is gone. Pure; any thread.
[[nodiscard]] bool canMatter(const Placement& placement, const MemberCluster* before, const MemberCluster* now);

/// Whether the status says that the object is in the cluster.
[[nodiscard]] bool holds(const ClusterStatus& status);

} // namespace orrery::federation
