#pragma once

#include "cli/terminal.h"

#include <stop_token>
#include <string>
#include <vector>

namespace orrery::cli {

/// The whole of orreryctl. `arguments` without the program's name. Answers the exit code. Blocking.
[[nodiscard]] int run(const std::vector<std::string>& arguments, Terminal& terminal, std::stop_token stop);

} // namespace orrery::cli
