#pragma once

#include "client/session.h"
#include "federation/types.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::federation {

/// A pod for which its cluster has no node.
struct WaitingPod {
    std::string ns{};
    std::map<std::string, std::string> labels{};
    WallTime since{};
};

/// What a cluster says of itself.
struct ClusterFacts {
    std::string version{};
    int nodes = 0;
    int nodesReady = 0;
    int nodesWithRegion = 0;
    int nodesWithZone = 0;
    double cpuAllocatable = 0; ///< cores
    double memoryAllocatable = 0; ///< bytes
    double podsAllocatable = 0; ///< that the nodes allow
    int pods = 0; ///< on nodes and not finished; 0 when not counted
    double cpuRequested = -1; ///< -1: not counted (too many pods to ask for)
    double memoryRequested = -1;
    std::vector<WaitingPod> waiting{}; ///< of at most 500 pods without a node those that are Unschedulable
    std::string provider{}; ///< from the nodes' providerID, else from the region's name
    std::string region{}; ///< the one most nodes carry
    std::vector<std::string> zones{};
};

/// Reads version and nodes, and pods' requests up to 5 000 pods. Blocking.
[[nodiscard]] Result<ClusterFacts> readFacts(client::Session& session, std::stop_token stop = {});

/// A Cluster's status with these facts and this Ready condition on top of what it was.
[[nodiscard]] api::Json statusWith(api::Json status, const ClusterFacts* facts, Condition ready);

/// A Kubernetes quantity in base units: "250m" = 0.25, "16Gi" = 17179869184. 0 for what is no quantity.
[[nodiscard]] double parseQuantity(std::string_view text);

} // namespace orrery::federation
