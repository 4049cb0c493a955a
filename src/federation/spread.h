#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/affinity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Karmada's spread constraints: over how many clusters, zones, regions, providers. Pure; any thread.
namespace orrery::federation {

struct SpreadConstraint {
    enum class Field { Provider, Region, Zone, Cluster }; ///< from coarse to fine
    Field field = Field::Cluster;
    std::int64_t min = 1;
    std::optional<std::int64_t> max{}; ///< nothing or 0: as many as there are (Karmada: none at all)
};
/// The list; each field once. `field.*` with the path.
[[nodiscard]] Result<std::vector<SpreadConstraint>> readSpreadConstraints(const api::Json& list,
                                                                          const std::string& path);
[[nodiscard]] const char* name(SpreadConstraint::Field field);
/// What a cluster has of it: one name, none, or several zones.
[[nodiscard]] std::vector<std::string> groupsOf(const ClusterTraits& cluster, SpreadConstraint::Field field);

struct SpreadCandidate {
    const ClusterTraits* cluster = nullptr;
    std::int64_t score = 0; ///< 100 where the object is already, else 0
    std::int64_t room = 0; ///< replicas that fit there, with those that it has
};

struct SpreadChoice {
    std::vector<std::size_t> chosen{}; ///< indexes of candidates, ascending
    std::vector<std::string> steps{};
};

/// Chooses among clusters that passed every filter (and have the properties asked for). `replicas` are the number to
/// place when capacity counts (dynamic, aggregated), nothing when every cluster gets all of them.
///
/// By cluster, as Karmada: by score, room, name; the first `max`; while they cannot hold the replicas, the last of them
/// gives way to the roomiest of the rest. By region, as Karmada: groups are scored by whether their best clusters can
/// hold their part, the combination of groups with the highest score that has enough clusters is taken (of two where
/// one begins like the other, the shorter), then the best cluster of each and the best of the rest up to the cluster
/// `max`. Provider and zone are chosen as regions are, which Karmada does not do; with several, the finer within the
/// coarser. Conflict `placement.unschedulable` says what is missing. Time: clusters x log, and for groups groups x min
/// x groups.
[[nodiscard]] Result<SpreadChoice> spread(const std::vector<SpreadConstraint>& constraints,
                                          const std::vector<SpreadCandidate>& candidates,
                                          std::optional<std::int64_t> replicas, std::int64_t wanted);

/// A group in the choice of a combination.
struct SpreadGroup {
    std::string name{};
    std::int64_t value = 1; ///< clusters in it; at least 1
    std::int64_t weight = 0; ///< its score
};
/// The best combination of `min` to `max` groups with a value of at least `target`, by weight and then name; empty when
/// there is none. Karmada's depth-first search over groups by value ascending (then weight descending, name), in which
/// a path ends as soon as it suffices, solved by dynamic programming. Invalid `placement.spread-size` beyond 50 million
/// steps.
[[nodiscard]] Result<std::vector<SpreadGroup>> bestGroups(std::vector<SpreadGroup> groups, std::int64_t min,
                                                          std::int64_t max, std::int64_t target);

} // namespace orrery::federation
