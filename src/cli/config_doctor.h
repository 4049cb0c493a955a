#pragma once

#include "cli/invocation.h"

namespace orrery::cli {

/// Adds to `orreryctl config`: `doctor [CONTEXT…]`, what is wrong with each context or soon will be, and `trust
/// CONTEXT…`, which allows the programs that those contexts run for credentials.
void addConfigDoctor(CLI::App& config, Invocation& invocation);

} // namespace orrery::cli
