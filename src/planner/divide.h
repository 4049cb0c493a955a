#pragma once

#include "base/error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// How many replicas of a workload each cluster gets. Pure functions: no clusters, clock or I/O.
namespace orrery::planner {

enum class Algorithm {
    /// Highest averages (Webster, Sainte-Laguë), as Karmada divides since 1.16: one replica at a time to the largest
    /// weight / (2 x replicas + 1), in double precision as there. Ties: fewer replicas, then name ascending, descending
    /// when FNV-1a-32 of `uid` is odd.
    /// 10 over 3 equal clusters = 4/3/3. Minimums and maximums are ours: minimums are given first, then the division
    /// goes on from there; when they cannot all be met, the division is made among the minimums alone. Weight 0 gets
    /// nothing beyond the minimum, unless all weights are 0: then all count as equal.
    Webster,
    /// What the first-generation federation's planner did, replica for replica: clusters by weight descending, then
    /// FNV-1-32 of name + `hashKey`; minimums in that order; what runs now is kept unless `rebalance`; then rounds in
    /// which each gets ceil(rest x weight / sum of weights), capped by maximum and capacity. What a capacity refuses is
    /// reported as overflow. 10 over 3 equal clusters = 4/4/2.
    Kubefed,
    /// Karmada's dynamic weights: Webster with free capacity as the weight. What runs stays: growth divides only what
    /// is
    /// missing, shrinking divides the whole in proportion to what runs. More than fits is `division.unschedulable`,
    /// never a part of it. With `fresh`: anew, the weight being free capacity and what runs.
    Dynamic,
    /// Karmada's aggregation: as Dynamic over the fewest clusters, those in use first, then by free capacity, then by
    /// name. 12 over 6/8/10 free = 5 and 7 in the latter two.
    Aggregated,
};

/// One cluster's part in a problem. All numbers from 0 to 2^31 - 1.
struct Cluster {
    std::string name{};
    std::int64_t weight = 1;
    std::int64_t min = 0;
    std::optional<std::int64_t> max{};
    std::int64_t current = 0; ///< replicas that run there now (Kubefed, Dynamic, Aggregated)
    std::optional<std::int64_t> capacity{}; ///< the most that fits there in all, when known (Kubefed)
    std::optional<std::int64_t> available{}; ///< how many more fit, none when unknown (Dynamic, Aggregated)
    std::int64_t seats = 0; ///< already given, kept, and on top of the problem's `replicas` (Webster)
};

struct Problem {
    Algorithm algorithm = Algorithm::Webster;
    std::int64_t replicas = 0; ///< to give out, 0 to 2^31 - 1
    std::string uid{}; ///< of the object: Webster's tie-break; empty = names ascending
    std::string hashKey{}; ///< "namespace/name" of the object: Kubefed's tie-break
    bool rebalance = false; ///< Kubefed: move replicas that run already
    bool fresh = false; ///< Dynamic, Aggregated: as if nothing had been decided before
    std::vector<Cluster> clusters{}; ///< in any order; the answer does not depend on it
};

struct Division {
    std::map<std::string, std::int64_t> replicas{}; ///< every cluster of the problem, also those with 0
    std::map<std::string, std::int64_t>
        overflow{}; ///< Kubefed: wished for beyond the capacity; only clusters with some
    std::int64_t unplaced = 0; ///< replicas that no cluster may take (maximums, capacities, weights)
    std::vector<std::string> steps{}; ///< how it came about, one English sentence each
};

/// Divides. Invalid `division.invalid` names what is wrong with the problem: a number out of range, a minimum above its
/// maximum, a cluster without a name or named twice. Conflict `division.unschedulable`: more is wanted than fits.
/// Webster takes O(clusters x log) whatever the replicas are. Any thread.
[[nodiscard]] Result<Division> divide(const Problem& problem);

} // namespace orrery::planner
