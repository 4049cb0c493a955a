#pragma once

#include "base/error.h"

#include <stop_token>
#include <string_view>

namespace orrery::engine {

class Engine;

/// The walk-through of 2017 on the embedded fleet: what `orreryctl demo` tells step by step and what the application
/// opens with --demo.
namespace demo {

inline constexpr auto federation = "magricring";
/// Its host; the members join under the names of their contexts too.
inline constexpr auto host = "gke";

/// Ten replicas of microbot, and a Service that asks each cloud for an address.
[[nodiscard]] std::string_view microbot();

/// Gives the engine a fresh fleet with the federation already there: aws and azure have joined, microbot and a few
/// objects of other kinds are on their way. Blocks for a second or two; a worker thread's.
[[nodiscard]] Result<void> open(Engine& engine, std::stop_token stop = {});

} // namespace demo
} // namespace orrery::engine
