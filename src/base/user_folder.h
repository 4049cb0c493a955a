#pragma once

#include <string>

namespace orrery {

/// Where Orrery keeps what it has to remember for this user, and what is no setting: `$XDG_STATE_HOME/orrery`, else
/// `~/.local/state/orrery`; `~/Library/Application Support/Orrery` on macOS, `%LOCALAPPDATA%\Orrery` on Windows. Empty
/// when the user has no home. Not made by this call. Any thread.
[[nodiscard]] std::string stateFolder();

} // namespace orrery
