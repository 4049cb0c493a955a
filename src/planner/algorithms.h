#pragma once

#include "planner/divide.h"

namespace orrery::planner {

/// The algorithms behind `divide`. The problem has been checked.
[[nodiscard]] Division divideByWebster(const Problem& problem);
[[nodiscard]] Division divideByKubefed(const Problem& problem);
/// Dynamic and Aggregated.
[[nodiscard]] Result<Division> divideByCapacity(const Problem& problem);

/// "1 replica", "2 replicas".
[[nodiscard]] std::string replicasText(std::int64_t count);

} // namespace orrery::planner
