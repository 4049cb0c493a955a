#pragma once

#include "api/json.h"
#include "base/error.h"

#include <string>
#include <vector>

namespace orrery::federation {

/// What the loss of clusters would do, in a described world (the scenario of `simulate`): where everything is to be
/// before and after, and when. Decides by `simulate` with the lost clusters silent and, from the moment they are
/// believed to be, tainted cluster.karmada.io/unreachable:NoExecute; so a policy's tolerationSeconds say how long its
/// objects stay. Answers
///   {lost: [name],                                     each once, sorted
///    timeline: [{second, latest, what}],         seconds since the loss; `latest` where probes decide the moment
///    moves: [{object, second, before: [{name, replicas}], after: [...], error: {code, message}, overflow: {cluster:
///    n}}], unmoved: [object],                          what the loss does not reach, or what tolerates it for ever
///    dns: [{name, second, before: [{type, data}], after: [...]}],
///    warnings: []}
/// The `second` of a move or a name counts from the moment of belief, the second entry of the timeline.
/// Nothing of it happens by itself: without such a taint an unreachable cluster keeps what it has. Invalid
/// `drill.no-such-cluster`, and what `simulate` refuses. Pure; any thread.
[[nodiscard]] Result<api::Json> drill(const api::Json& scenario, const std::vector<std::string>& named);

} // namespace orrery::federation
