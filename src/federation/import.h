#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/manifest.h"

#include <string>
#include <vector>

/// Reading what was written for another federation.
namespace orrery::federation {

/// One object that can be applied here.
struct Imported {
    api::Json document{};
    std::string from{}; ///< "FederatedDeployment default/web"; with two sources, "… and ReplicaSchedulingPreference …"
    int line = 1; ///< where the source begins
    std::vector<std::string> losses{}; ///< what could not be carried over or means something else here, each by path
    std::vector<std::string> notes{}; ///< what was done, where nothing was lost
};

struct Import {
    std::vector<Imported> objects{}; ///< in the order of their sources
    /// What cannot be carried over at all, with its line in the message; `import.*` or `field.*`.
    std::vector<Error> refused{};
    std::vector<std::string> notes{}; ///< of sources that leave no object behind
};

/// Translates the objects of one file into our API:
/// - a plain object with the annotations of the first federation (`federation.kubernetes.io/*-preferences`,
///   `federation.alpha.kubernetes.io/cluster-selector`) becomes a FederatedResource that its planner divides;
/// - a `Federated*` of the second (types.kubefed.io/v1beta1) likewise, with its placement, overrides, and the
///   ReplicaSchedulingPreference of its name; a FederatedTypeConfig says what its custom kinds stand for;
/// - Karmada's PropagationPolicy, OverridePolicy and their cluster-wide kinds become ours;
/// - anything plain, and what is ours already, passes as it is.
/// What cannot be said here is a loss where that leaves an object in fewer places or changes only when something
/// happens, and refused where the object would be in more or other places than it was. Pure; any thread.
[[nodiscard]] Import importObjects(const std::vector<Manifest>& manifests);

} // namespace orrery::federation
