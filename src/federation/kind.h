#pragma once

#include "api/json.h"
#include "api/resource.h"
#include "base/error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::federation {

/// Whether a live object does what it is for.
struct Health {
    enum class State {
        Healthy,
        Progressing, ///< not yet, and nothing says that it will not
        Degraded, ///< its own controller has given up or is refused: somebody has to look
    };
    State state = State::Healthy;
    std::string reason = "InSync"; ///< CamelCase
    std::string message{}; ///< why not, with the words of the object's own conditions
    std::optional<std::int64_t> desired{}; ///< replicas, a DaemonSet's pods, a Job's completions
    std::optional<std::int64_t> ready{};
};

/// One cluster's part beyond its number of replicas: what stands at which JSON pointer.
using Part = std::map<std::string, api::Json>;

/// What a kind may look at when an object is divided.
struct Dividing {
    std::map<std::string, std::int64_t> replicas{}; ///< of every cluster that is to have the object; 0 without any
    std::string uid{}; ///< of the object: the tie-break
    /// PodDisruptionBudget: replicas of the divided workloads that it selects, by cluster; empty: none is known.
    std::map<std::string, std::int64_t> selected{};
    std::map<std::string, std::int64_t> firstOrdinals{}; ///< StatefulSet: where each cluster's pods begin already
    std::map<std::string, std::string> versions{}; ///< "v1.30.1" of the clusters, where known
};
struct Divided {
    std::map<std::string, Part> parts{}; ///< by cluster
    std::map<std::string, std::string> excluded{}; ///< who cannot have it after all, and why
    std::map<std::string, std::int64_t> firstOrdinals{}; ///< where each cluster's pods begin, to be remembered
    std::vector<std::string> notes{}; ///< what somebody has to know of it, in sentences
    std::optional<Error> error{}; ///< `field.invalid` with the path: nothing can be written anywhere
};

/// What federation has to know of a kind. One constant in one file of kinds/ (docs/howto/add-a-kind.md); a kind without
/// a file still propagates, as it is and with `genericHealth`.
struct FederatedKind {
    api::Resource resource{};
    /// JSON pointer to the number that the planner divides; empty = every cluster gets the object as it is.
    std::string replicasPath{};
    /// Pointers that belong to each member: never sent.
    std::vector<std::string> keptFields{};
    Health (*health)(const api::Json& live) = nullptr;
    /// What pointers cannot say: the last change before a manifest is sent. Null: nothing.
    void (*prepare)(api::Json& manifest) = nullptr;
    /// What beside the number at `replicasPath` differs from cluster to cluster. Null: nothing. Pure.
    Divided (*divide)(const api::Json& manifest, const Dividing& dividing) = nullptr;
};

/// The kinds of kinds/, from the list in CMakeLists.txt.
[[nodiscard]] const std::vector<const FederatedKind*>& federatedKinds();
/// The kind of a resource, by group and kind name; the generic one when it has no file.
[[nodiscard]] FederatedKind kindOf(const api::Resource& resource);
/// A built-in kind's resource without asking any server; null when it has no file.
[[nodiscard]] const api::Resource* builtIn(std::string_view apiVersion, std::string_view kind);

struct Ownership {
    std::string federation{};
    std::string ownerUid{};
};
/// The manifest with one member's part: without what servers write and members own, with this share of the replicas and
/// this part of the rest, from `FederatedKind::divide`. Overrides come after it. Pure; the same input gives the same
/// bytes.
[[nodiscard]] api::Json shareFor(const api::Json& manifest, const FederatedKind& kind,
                                 std::optional<std::int64_t> replicas, const Part& part = {});
/// With our marks: label managed-by, annotations owner-uid and applied-hash, which is of all the rest. Unchanged where
/// there is no federation (in a scenario that names none).
[[nodiscard]] api::Json marked(api::Json manifest, const Ownership& ownership);
/// The manifest as it is written to a member where nothing overrides it: its share, marked.
[[nodiscard]] api::Json forMember(const api::Json& manifest, const FederatedKind& kind,
                                  std::optional<std::int64_t> replicas, const Ownership& ownership,
                                  const Part& part = {});
/// Divides a number exactly, by cluster, with the replicas as weights (webster), each between `min` and its replicas
/// where `capped`. Empty when it cannot be divided so. Pure.
[[nodiscard]] std::map<std::string, std::int64_t> inProportion(std::int64_t whole,
                                                               const std::map<std::string, std::int64_t>& replicas,
                                                               const std::string& uid, std::int64_t min = 0,
                                                               bool capped = false);
/// The whole number at a pointer; nothing when it is not set, and `error` with its path when it is none from 0 to
/// 2^31 - 1.
[[nodiscard]] std::optional<std::int64_t> countAt(const api::Json& manifest, std::string_view pointer,
                                                  std::optional<Error>& error);

/// Removes what servers write: uid, resourceVersion, managedFields, status … Answers the pointers that were there and
/// said something. An object that was read from a server (it has a uid or resourceVersion) also loses the addresses and
/// node ports that its cluster gave it.
std::vector<std::string> stripServerFields(api::Json& manifest);

/// Health by status.observedGeneration and the conditions that many kinds have: Stalled, Failed; Ready, Available,
/// Complete, Established; Reconciling. Healthy when there is no status.
[[nodiscard]] Health genericHealth(const api::Json& live);
/// Health of what has replicas: the pointers of the wanted, the ready and (unless empty) the updated number.
[[nodiscard]] Health replicaHealth(const api::Json& live, std::string_view desiredPath, std::string_view readyPath,
                                   std::string_view updatedPath);
/// There, hence healthy; unless it is being deleted.
[[nodiscard]] Health presenceHealth(const api::Json& live);

} // namespace orrery::federation
