#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/fields.h"
#include "federation/policy.h"
#include "federation/types.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// How `simulate` reads its scenario and decides the parts of it.
namespace orrery::federation {

struct ScenarioCluster {
    MemberCluster member{};
    bool ready = true;
    std::optional<std::vector<std::string>> apis{}; ///< "apps/v1/Deployment"; nothing: everything is served
};
[[nodiscard]] Result<ScenarioCluster> scenarioClusterOf(const api::Json& value, const std::string& path);

/// {code, message}
[[nodiscard]] api::Json errorJson(const Error& error);

/// The scenario's `resources`, by the engine's own decision: {placements, manifests, dns, warnings}.
[[nodiscard]] Result<api::Json> decideResources(Fields& scenario, const std::vector<ScenarioCluster>& clusters);

} // namespace orrery::federation
