#pragma once

#include "api/json.h"
#include "base/error.h"

namespace orrery::federation {

/// Decides for a described world, without any cluster: what `orreryctl simulate` does. Answers {divisions, selections,
/// warnings}, sorted where order means nothing; a problem that cannot be solved is reported in its place. Invalid
/// `simulate.unknown-field`, `simulate.invalid` with the path of what is wrong in the scenario. Pure; any thread.
[[nodiscard]] Result<api::Json> simulate(const api::Json& scenario);

} // namespace orrery::federation
