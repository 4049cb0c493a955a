#pragma once

#include "api/json.h"

namespace orrery::federation {

// How two answers of `simulate` differ for one object. Pure; any thread.

/// Where a placement puts its object: [{name, replicas}].
[[nodiscard]] api::Json clustersOf(const api::Json& placement);

/// What a placement cannot do: {error: {code, message}, overflow: {cluster: replicas}}, each where there is one.
[[nodiscard]] api::Json unfitOf(const api::Json& placement);

/// Whether the object is somewhere else, or cannot be placed any more.
[[nodiscard]] bool moves(const api::Json& before, const api::Json& after);

} // namespace orrery::federation
