#pragma once

#include "cli/invocation.h"

namespace orrery::cli {

/// Adds to `orreryctl config`: `trust CONTEXT…`, which allows the programs that these contexts run for credentials.
void addConfigTrust(CLI::App& config, Invocation& invocation);

} // namespace orrery::cli
