#pragma once

#include <string>

namespace orrery {

/// A word of a command line as people paste it into a POSIX shell: in single quotes where the shell would read more
/// into it.
[[nodiscard]] std::string shellWord(const std::string& word);

} // namespace orrery
