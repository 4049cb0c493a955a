#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "federation/event.h"
#include "federation/placement_state.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::engine {

/// What the map's marks show. Worst last, so that `std::max` finds it; Connecting and Unknown are not "worse" than
/// Down.
enum class ClusterState { Healthy, Connecting, Unknown, Degraded, Down };

struct ClusterView {
    std::string name{};
    std::string context{}; ///< in the kubeconfig; empty when only the federation knows it
    std::string server{}; ///< host:port
    bool host = false; ///< holds the federation's objects
    bool member = false; ///< has joined
    ClusterState state = ClusterState::Unknown;
    std::string reason{}; ///< "Ready", "NotReady", "Offline", "CredentialsInvalid", "Connecting", "NotConnected"
    std::string message{}; ///< why, in the server's own words
    std::string provider{}; ///< "aws", "gcp", "azure", other or empty
    std::string region{};
    std::vector<std::string> zones{};
    std::string version{}; ///< "v1.37.2"
    int nodes = 0;
    int nodesReady = 0;
    double cpuAllocatable = 0, cpuRequested = 0; ///< cores
    double memoryAllocatable = 0, memoryRequested = 0; ///< bytes
    std::optional<std::chrono::milliseconds> latency{};
    std::vector<std::chrono::milliseconds> latencies{}; ///< the last probes, oldest first, at most 60
    std::optional<WallTime> lastAnswer{};
    std::optional<WallTime> stateSince{};
    std::optional<WallTime> credentialExpiry{};
    std::optional<std::chrono::seconds> clockSkew{};
    int objects = 0, inSync = 0, progressing = 0, conflicts = 0, failed = 0, waiting = 0; ///< propagated here
    bool insecure = false; ///< TLS is not verified
};

using federation::PlacementState;

struct PlacementView {
    std::string cluster{};
    PlacementState state = PlacementState::NotPlaced;
    std::string reason{}; ///< CamelCase
    std::string message{}; ///< one sentence; the API server's own words on failure
    std::optional<int> desired{}; ///< replicas (or pods of a DaemonSet, completions of a Job)
    std::optional<int> ready{};
    std::optional<WallTime> since{};
    std::optional<std::chrono::milliseconds> writeTook{};
};

/// One hop of the why chain: how an object got (or did not get) where it is.
struct WhyStep {
    std::string hop{}; ///< "Policy", "Decision", "Overrides", "Write", "Live object", "Pods"
    bool broken = false;
    std::string text{};
    std::optional<WallTime> time{};
};

struct WorkloadView {
    std::string id{}; ///< stable: "namespace/name" of the federated object
    std::string apiVersion{};
    std::string kind{};
    std::string ns{}; ///< empty for cluster-wide objects
    std::string name{};
    PlacementState worst = PlacementState::NotPlaced;
    std::optional<int> desired{}; ///< over all clusters
    std::optional<int> ready{};
    std::string algorithm{}; ///< webster, kubefed, empty when nothing is divided
    std::vector<PlacementView> placements{}; ///< one for each member, in the order of Snapshot::clusters
    std::vector<WhyStep> why{};
    std::string manifest{}; ///< the template as YAML, secret values masked
};

struct LeaseView {
    std::string holder{}; ///< empty: nobody acts
    bool ours = false;
    std::optional<WallTime> renewed{};
    std::chrono::seconds duration{15};
};

enum class Phase { Closed, Connecting, Open, Failed };

/// Everything the screens show, unchanging. Made at most 20 times a second, and only when something changed.
struct Snapshot {
    std::uint64_t serial = 0;
    Phase phase = Phase::Closed;
    std::optional<Error> error{}; ///< when Failed: why
    bool demo = false;
    std::string federation{}; ///< empty: connected to a host without a federation
    std::string hostCluster{};
    std::string kubeconfig{}; ///< path
    std::vector<ClusterView> clusters{}; ///< host first, then members by name, then contexts that have not joined
    std::vector<WorkloadView> workloads{}; ///< by namespace, kind, name
    LeaseView lease{};
    WallTime asOf{}; ///< when the host last answered
    int answered = 0; ///< clusters that answered within the last 30 s, of the host and members
    std::uint64_t lastEvent = 0; ///< seq of the newest event
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace orrery::engine
