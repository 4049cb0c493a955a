#pragma once

#include <string_view>

namespace orrery::clouds {

/// resources/clouds/regions.csv as it was at build time. Generated; only region.cpp reads it.
[[nodiscard]] std::string_view regionTable();

} // namespace orrery::clouds
