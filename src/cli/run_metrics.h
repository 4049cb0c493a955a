#pragma once

#include "engine/snapshot.h"
#include "federation/event.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace orrery::cli {

/// What `orreryctl run --metrics-address` tells Prometheus: the gauges of a snapshot, and counters of the events since
/// the start. docs/metrics.md lists them all. Any thread.
class RunMetrics {
public:
    void count(const federation::Event& event);
    /// Prometheus' text format 0.0.4.
    [[nodiscard]] std::string text(const engine::Snapshot& snapshot) const;

private:
    struct Steps {
        std::uint64_t count = 0;
        std::chrono::milliseconds total{};
    };
    mutable std::mutex m_mutex{};
    std::map<std::pair<std::string, std::string>, std::uint64_t> m_events{}; ///< by controller and severity
    std::map<std::pair<std::string, std::string>, Steps> m_steps{}; ///< those that took time, by controller and cluster
};

} // namespace orrery::cli
