#pragma once

#include "api/json.h"
#include "base/error.h"

namespace orrery::federation {

/// What a PropagationPolicy or ClusterPropagationPolicy would do, in a described world (the scenario of `simulate`): it
/// takes the place of the one of its name, or stands beside the others. Answers
///   {moves: [{object, before: [{name, replicas}], after: [...], error: {code, message}, overflow: {cluster: n}}],
///    placed: [object],         what it places, moved or not
///    unmoved: n, warnings: []}
/// `field.*` and `affinity.invalid` with the path in the policy, and what `simulate` refuses. Pure; any thread.
[[nodiscard]] Result<api::Json> tryPolicy(const api::Json& scenario, const api::Json& policy);

} // namespace orrery::federation
