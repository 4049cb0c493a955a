#pragma once

#include <spdlog/spdlog.h>

#include <memory>

namespace orrery {

/// The program's diagnostic log, on stderr, English, for developers: `log().debug("relist {}", reason)`.
/// Federation events for people are `federation::Event`s, not log lines. Any thread. Level from ORRERY_LOG
/// (trace … off, default warn).
[[nodiscard]] spdlog::logger& log();

} // namespace orrery
