#include "base/environment.h"

#include <cstdlib>

namespace orrery {

std::string environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace orrery
