#pragma once

#include "federation/event.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace orrery::engine {

/// The last events, in order of arrival; numbers them from 1. Any thread.
class EventLog {
public:
    explicit EventLog(std::size_t capacity = 100'000) : m_capacity(capacity) { }
    void add(federation::Event event);
    [[nodiscard]] std::vector<federation::Event> since(std::uint64_t seq) const;
    [[nodiscard]] std::uint64_t last() const;

private:
    std::size_t m_capacity;
    mutable std::mutex m_mutex{};
    std::deque<federation::Event> m_events{};
    std::uint64_t m_next = 1;
};

} // namespace orrery::engine
