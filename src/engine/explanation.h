#pragma once

#include "api/json.h"
#include "federation/explain.h"

#include <string>
#include <vector>

namespace orrery::engine {

/// Why an object is (not) where it is, as found this moment.
struct Explanation {
    std::string object{}; ///< "Deployment shop/web"
    std::vector<federation::Hop> chain{};
    federation::Trace trace{}; ///< of the decision; empty for what the federation does not have
};
/// {object, broken: hop, chain: [hop]}
[[nodiscard]] api::Json toJson(const Explanation& explanation);

} // namespace orrery::engine
