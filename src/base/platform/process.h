#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::platform {

/// A program to run to its end. No shell is involved.
struct ProcessRequest {
    std::string program{}; ///< a path, see findProgram
    std::vector<std::string> arguments{}; ///< without the program's own name
    std::vector<std::pair<std::string, Secret>> environment{}; ///< added to ours; wins over it
    std::chrono::milliseconds timeout{60'000}; ///< then it is ended
    std::size_t outputLimit = std::size_t{1} << 20; ///< bytes of standard output; with more it is ended
    /// It talks to the person at our terminal: standard input and error are ours. Otherwise it has no terminal at all,
    /// reads nothing, and when it must be ended, so is what it has started.
    bool onTerminal = false;
};

struct ProcessOutcome {
    std::optional<int> exitCode{}; ///< nothing when a signal ended it
    int signal = 0;
    Secret output{}; ///< may hold credentials
    std::string complaints{}; ///< its standard error, the last 8 KiB
};

/// Starts the program without a window and waits for it: until it has ended, not until those it left running have.
/// It inherits the working folder, the environment and nothing else: no open file or socket of ours.
///
/// NotFound `process.missing`, Forbidden `process.not-executable`, Unavailable `process.start`; Unavailable
/// `process.timeout`, Invalid `process.too-much-output`, Cancelled `process.cancelled` after it was ended. Messages do
/// not name arguments. Blocks; any thread.
[[nodiscard]] Result<ProcessOutcome> runProcess(const ProcessRequest& request, std::stop_token stop = {});

/// The path of a program in a list of folders as PATH has it (empty folders are skipped, unlike by old shells); a name
/// with a separator counts as a path. Empty when there is none that may be run.
[[nodiscard]] std::string findProgram(std::string_view name, std::string_view pathList);

/// `:`, on Windows `;`.
[[nodiscard]] char pathListSeparator();

/// Whether a person can be asked: standard input and error are a terminal.
[[nodiscard]] bool onTerminal();

/// The user's login shell, a path; empty where there is none to ask (Windows, accounts without one).
[[nodiscard]] std::string loginShell();

/// Whether others than the owner may read the file; false where the question makes no sense.
[[nodiscard]] bool readableByOthers(const std::string& path);

} // namespace orrery::platform
