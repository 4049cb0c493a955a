#pragma once

#include "api/json.h"
#include "api/object.h"
#include "base/clock.h"
#include "base/error.h"
#include "federation/overrides.h"
#include "federation/placement.h"
#include "federation/placement_state.h"
#include "federation/trace.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// A condition of a status, as Kubernetes writes them.
struct Condition {
    std::string type{};
    std::string status{}; ///< True, False, Unknown
    std::string reason{};
    std::string message{};
    std::string lastTransitionTime{};
};
[[nodiscard]] std::optional<Condition> condition(const api::Json& object, std::string_view type);
/// Sets a condition in a `status.conditions` array; the transition time changes only with the status or reason.
void setCondition(api::Json& status, Condition condition);

/// A `Cluster` of our API: a member.
struct MemberCluster : ClusterTraits {
    std::string uid{};
    std::string endpoint{};
    std::string caPem{};
    bool insecure = false;
    std::string tlsServerName{};
    std::string proxyUrl{};
    std::string clusterUid{};
    std::string serviceAccount{};
    std::string secretName{};
    std::vector<Taint> taints{};
    bool paused = false; ///< nothing is written there, nothing new goes there, and what is there stays as it is
    bool deleting = false;
    api::Json status = api::Json::object();
};
[[nodiscard]] MemberCluster readCluster(const api::Object& object);

/// What a federated object's status says of one cluster.
struct ClusterStatus {
    std::string cluster{};
    PlacementState state = PlacementState::NotPlaced;
    std::string reason{};
    std::string message{};
    std::optional<std::int64_t> replicas{};
    std::optional<std::int64_t> ready{};
    std::int64_t observedGeneration = 0;
    std::optional<std::chrono::milliseconds> writeTook{};
    std::string since{}; ///< RFC 3339
    std::string uid{}; ///< of the Cluster object it was said under: a cluster that left and came back starts anew
    std::optional<std::int64_t> firstOrdinal{}; ///< of a StatefulSet: the number of its first pod there
    std::optional<WallTime> noRoom{}; ///< when replicas left it last, as their pods found no node
    /// Equal but for `since` and `writeTook`.
    [[nodiscard]] bool sameAs(const ClusterStatus& other) const;
};

/// A `FederatedResource` or `ClusterFederatedResource`.
struct Federated {
    api::ObjectKey key{};
    bool clusterScoped = false;
    std::string uid{};
    std::int64_t generation = 0;
    bool deleting = false;
    bool hasFinalizer = false;
    api::Json manifest{}; ///< spec.template
    Placement placement{};
    bool ownPlacement = false; ///< it has a spec.placement: no policy is asked
    std::optional<Error> fault{}; ///< its spec.placement cannot be read
    std::shared_ptr<const OverridePolicy> overrides{}; ///< its spec.overrides; null: none
    ConflictResolution conflictResolution = ConflictResolution::Abort;
    bool orphan = false;
    bool suspended = false;
    std::vector<ClusterStatus> statuses{};
    std::string algorithm{};
    std::string decision{};
    std::optional<PolicyRef> policy{}; ///< that placed it last, and how
    std::string scheduling{}; ///< name(Scheduling) then
    std::string affinityName{}; ///< the group of clusterAffinities that was taken last
    std::optional<WallTime> rescheduleAsked{}; ///< Karmada's rescheduleTriggeredAt
    std::optional<WallTime> rescheduled{}; ///< the last of these that a decision was made for
    std::int64_t observedGeneration = 0;
    std::string created{};

    /// Somebody has asked for it to be decided as if nothing had been decided before.
    [[nodiscard]] bool fresh() const { return rescheduleAsked && (!rescheduled || *rescheduled < *rescheduleAsked); }
    [[nodiscard]] std::string kind() const { return api::text(manifest, "/kind"); }
    [[nodiscard]] std::string apiVersion() const { return api::text(manifest, "/apiVersion"); }
    /// "Deployment default/microbot"
    [[nodiscard]] std::string object() const;
};
[[nodiscard]] Federated readFederated(const api::Object& object);

/// The id of a federated object in queues, snapshots and commands: "namespace/name", "/name" cluster-wide.
[[nodiscard]] std::string idOf(const api::ObjectKey& key);
[[nodiscard]] api::ObjectKey keyOf(std::string_view id);
[[nodiscard]] const api::Resource& resourceOf(const api::ObjectKey& key);

/// A federated object around a plain manifest, ready to be created: finalizer set, placement left to the federation.
[[nodiscard]] api::Json wrap(const api::Resource& resource, const api::Json& manifest);

} // namespace orrery::federation
