#pragma once

#include <string>

namespace orrery {

/// A variable of this process' environment; empty when it is not set.
[[nodiscard]] std::string environmentVariable(const char* name);

} // namespace orrery
