#pragma once

#include "api/json.h"

#include <vector>

namespace orrery::federation {

/// The CustomResourceDefinitions of our API, as in resources/crds/. Any thread; parsed once.
[[nodiscard]] const std::vector<api::Json>& crds();

} // namespace orrery::federation
