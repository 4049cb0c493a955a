#pragma once

#include "api/json.h"
#include "api/resource.h"
#include "federation/overrides.h"
#include "federation/policy.h"
#include "federation/trace.h"
#include "federation/types.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// What one cluster is to have of a federated object.
struct Target {
    std::optional<std::int64_t> replicas{}; ///< absent when the kind has none
    std::int64_t overflow = 0; ///< kubefed: on top, though they do not fit: they wait there and show what is missing
    /// Why nothing is written there: its cluster is paused, or the object or its policy says so. Empty: it is written.
    std::string suspended{};
    api::Json manifest{}; ///< exactly what is applied there
    std::optional<std::int64_t> firstOrdinal{}; ///< of a divided StatefulSet: the number of its first pod there
    std::vector<AppliedOverride> overrides{}; ///< what of it is otherwise than elsewhere
    std::optional<Error> error{}; ///< an override does not fit: nothing is written there, and there is no manifest
};

/// The decision for one federated object: pure, and the whole of it.
struct Decision {
    api::Resource resource{};
    std::map<std::string, Target> targets{}; ///< by cluster
    std::map<std::string, std::string> excluded{}; ///< cluster -> why it is not placed there, in words
    std::string algorithm{}; ///< webster, kubefed, dynamic, aggregated; empty when nothing is divided
    std::string explanation{}; ///< "webster: 10 over 2 = aws 5, azure 5"
    /// It cannot be placed as wanted; then `targets` is where it is already, which stays as it is.
    /// `placement.no-cluster`
    /// ("0/3 clusters available: …"), `placement.unschedulable`, `division.*`, `field.*` of its own placement.
    std::optional<Error> error{};
    std::optional<PolicyRef> policy{}; ///< that placed it
    /// The policy that placed it is gone and no other matches: it stays where it is.
    bool kept = false;
    Scheduling scheduling = Scheduling::Static;
    std::string affinityName{}; ///< the group of clusterAffinities that was taken
    bool fresh = false; ///< as somebody asked: as if nothing had been decided before
    std::optional<WallTime> rescheduled{}; ///< see Federated; what could not be decided is not done with
    ConflictResolution conflictResolution = ConflictResolution::Abort; ///< of the object or its policy, the bolder
    bool preserveOnDeletion = false; ///< of the object or its policy
    bool propagateDeps = false; ///< of its policy
    std::vector<std::string> notes{}; ///< what somebody has to know of how it is divided, in sentences
    std::vector<std::string> moves{}; ///< which replicas leave a cluster where they find no node, in sentences
    std::map<std::string, WallTime> noRoom{}; ///< by cluster, to be remembered: see ClusterStatus
    bool movesUnschedulable = false; ///< its placement asks for that
    std::optional<WallTime> again{}; ///< when to decide anew: a tolerated NoExecute ends then
    Trace trace{};
};

/// How many replicas of an object fit into a cluster, where known. In all, and on top of what it has.
struct Room {
    std::optional<std::int64_t> capacity{};
    std::optional<std::int64_t> available{};
    std::vector<WallTime> waiting{}; ///< since when each of its pods there finds no node; in any order
};

/// What the decision is made from, with the object itself. All of it; nothing else is looked at.
struct Situation {
    std::string federation{};
    std::string algorithm = "webster"; ///< the federation's default
    std::vector<MemberCluster> clusters{}; ///< in any order
    /// The kind as each cluster serves it; nothing = not served there. A cluster that is absent has not been asked yet
    /// (it was never reached): it counts as serving.
    std::map<std::string, bool> serves{};
    api::Resource resource{}; ///< the kind's resource
    std::vector<PolicyPtr> policies{}; ///< all there are
    OverridePolicies overrides{}; ///< all there are
    std::map<std::string, Room> rooms{}; ///< by cluster
    std::optional<WallTime> now{}; ///< nothing: no time is ever over
    std::string hashKey{}; ///< kubefed's tie-break; empty: "<namespace>/<name>"
    /// Who cannot do without it there (propagateDeps), by cluster: "Deployment default/web". Without a placement of its
    /// own it is only there; with one, also there, unless it has replicas.
    std::map<std::string, std::string> followed{};
    std::map<std::string, std::int64_t> selected{}; ///< see Dividing
};

/// Placement and division of one object. Pure, and the answer does not depend on the order of clusters or policies.
/// What runs where is read from `federated.statuses` (all but NotPlaced).
[[nodiscard]] Decision decide(const Federated& federated, const Situation& situation);

/// Adds a divided workload's replicas by cluster; what is duplicated or not placed adds nothing. For
/// Situation::selected.
void addDivided(const Decision& decision, std::map<std::string, std::int64_t>& replicas);

/// Why nothing is written to a cluster that is paused.
inline constexpr auto pausedThere = "the cluster is paused: nothing is written there";

/// What is known of one object in one member.
struct Picture {
    std::string federation{};
    const Target* target = nullptr; ///< null: it is not to be there
    std::string exclusion{}; ///< why not
    const api::Json* live = nullptr; ///< null: it is not there
    ConflictResolution conflictResolution = ConflictResolution::Abort;
    std::string ownerUid{};
    bool orphan = false;
    bool paused = false; ///< its cluster is: nothing is begun, changed or taken away there
    bool seenInSync = false; ///< it was there and right before: a loss is somebody's doing
    bool accepted =
        false; ///< the server took this very target and its object has not changed since, though it reads differently
};

enum class Act {
    Nothing,
    Apply, ///< server-side apply of the target
    Delete, ///< with the live object's uid as precondition
    Release, ///< take our marks off and leave it
};

/// What to do about one object in one member, and what to say about it.
struct MemberAction {
    Act act = Act::Nothing;
    PlacementState state = PlacementState::NotPlaced; ///< when `act` succeeds, before health is looked at
    std::string reason{}; ///< CamelCase, the event's reason
    std::string message{};
};
/// The whole policy of syncing one object with one member. Pure.
[[nodiscard]] MemberAction decide(const Picture& picture);

/// Whether the live object carries this federation's mark.
[[nodiscard]] bool isOurs(const api::Json& live, const std::string& federation);

} // namespace orrery::federation
