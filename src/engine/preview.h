#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/difference.h"
#include "federation/overrides.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::engine {

/// What would become of one object in one cluster.
struct ClusterPreview {
    /// Ordered by how much it asks for attention.
    enum class Effect {
        Unchanged,
        NotPlaced, ///< it is not there and is not to be
        Created,
        Changed,
        Adopted, ///< a foreign object of that name is taken over
        Deleted,
        Released, ///< stays there, no longer managed
        Suspended, ///< nothing is written
        Conflict, ///< a foreign object of that name is in the way
        Refused, ///< an override does not fit, or the cluster's API server says no
        NotAsked, ///< the cluster did not answer: not known
    };
    std::string cluster{};
    Effect effect = Effect::Unchanged;
    std::string reason{}; ///< why it is (not) placed there, or what refused it
    std::optional<std::int64_t> replicasBefore{}; ///< of the live object
    std::optional<std::int64_t> replicasAfter{};
    std::vector<federation::Difference> differences{}; ///< between the live object and the server's dry run
    std::vector<federation::AppliedOverride> overrides{};
};
/// "unchanged", "not placed", "created" …
[[nodiscard]] const char* name(ClusterPreview::Effect effect);
/// Whether applying it would change something there.
[[nodiscard]] bool isChange(ClusterPreview::Effect effect);

/// What would become of one object everywhere.
struct Preview {
    std::string object{}; ///< "Deployment shop/web"
    std::string placement{}; ///< "PropagationPolicy shop/web", "no policy matches: every cluster"
    std::string division{}; ///< "webster: 10 over 2 = aws 5, azure 5"; empty when nothing is divided
    std::vector<std::string> warnings{};
    std::optional<Error> error{}; ///< it cannot be placed as wanted
    std::vector<ClusterPreview> clusters{}; ///< by name
};

[[nodiscard]] api::Json toJson(const Preview& preview);

} // namespace orrery::engine
