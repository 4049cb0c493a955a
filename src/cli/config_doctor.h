#pragma once

#include "cli/invocation.h"

namespace orrery::cli {

/// `orreryctl config doctor [CONTEXT…]`: exit 0 when nothing is at fault, else 1.
void addConfigDoctor(CLI::App& config, Invocation& invocation);

} // namespace orrery::cli
