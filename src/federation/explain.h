#pragma once

#include "api/json.h"
#include "federation/decision.h"
#include "federation/types.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// Why an object is (not) where somebody looks for it: the chain from the policy to the pods.
namespace orrery::federation {

/// One hop of the chain. Sentences are English.
struct Hop {
    enum class Kind { Policy, Filters, Division, Overrides, Write, LiveObject, Pods };
    Kind kind = Kind::Policy;
    std::string cluster{}; ///< empty: it is the same for all of them
    bool broken = false; ///< the chain ends here: what comes after cannot be as wanted
    std::string text{};
    std::vector<std::string> details{}; ///< what it was made from: the policies that lost, each filter, each step
    std::string time{}; ///< RFC 3339: since when, or when it was written
};
/// "Policy", "Filters", "Division", "Overrides", "Write", "Live object", "Pods"
[[nodiscard]] const char* name(Hop::Kind kind);

/// What was found in one cluster.
struct Found {
    std::optional<api::Json> live{}; ///< nothing: it is not there
    std::vector<api::Json> pods{}; ///< of the object
    std::optional<Error> error{}; ///< it could not be asked; then nothing else is known
};

/// What the chain is made from.
struct Evidence {
    std::string federation{};
    const Federated& federated;
    const Decision& decision; ///< as it is decided now
    std::map<std::string, Found> found{}; ///< by cluster; the clusters that were asked
    bool acting = true; ///< somebody holds the Lease
};

/// The chain in its order: first what holds for all clusters, then for each that `found` names. Pure; any thread.
[[nodiscard]] std::vector<Hop> whyChain(const Evidence& evidence);

/// The first broken hop; null when none is.
[[nodiscard]] const Hop* firstBroken(const std::vector<Hop>& chain);

/// Why a pod does not run, with its own words: "web-x: ImagePullBackOff: …"; empty when it is ready or has succeeded.
[[nodiscard]] std::string troubleOf(const api::Json& pod);

/// [{hop, cluster, broken, text, details, time}]
[[nodiscard]] api::Json toJson(const std::vector<Hop>& chain);

} // namespace orrery::federation
