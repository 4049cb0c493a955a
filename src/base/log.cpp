#include "base/log.h"

#include <cstdlib>

#include <spdlog/sinks/stdout_sinks.h>

namespace orrery {

spdlog::logger& log()
{
    static const auto logger = [] {
        auto made = std::make_shared<spdlog::logger>("orrery", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%H:%M:%S.%e %L %v");
        const char* level = std::getenv("ORRERY_LOG");
        made->set_level(level ? spdlog::level::from_str(level) : spdlog::level::warn);
        return made;
    }();
    return *logger;
}

} // namespace orrery
