#include "base/user_folder.h"

#include "base/environment.h"

#include <filesystem>

namespace orrery {

namespace {

[[maybe_unused]] std::string below(const char* variable, const char* rest)
{
    const auto value = environmentVariable(variable);
    return value.empty() ? value : (std::filesystem::path(value) / rest).string();
}

} // namespace

std::string stateFolder()
{
#if defined(_WIN32)
    return below("LOCALAPPDATA", "Orrery");
#elif defined(__APPLE__)
    return below("HOME", "Library/Application Support/Orrery");
#else
    auto chosen = below("XDG_STATE_HOME", "orrery");
    return chosen.empty() ? below("HOME", ".local/state/orrery") : chosen;
#endif
}

} // namespace orrery
