#include "engine/event_log.h"

#include <algorithm>

namespace orrery::engine {

void EventLog::add(federation::Event event)
{
    const std::lock_guard lock(m_mutex);
    event.seq = m_next++;
    m_events.push_back(std::move(event));
    if (m_events.size() > m_capacity)
        m_events.pop_front();
}

std::vector<federation::Event> EventLog::since(std::uint64_t seq) const
{
    const std::lock_guard lock(m_mutex);
    if (m_events.empty() || seq >= m_events.back().seq)
        return {};
    const auto first = m_events.front().seq;
    const auto skip = seq < first ? 0 : std::ptrdiff_t(seq - first + 1);
    return {m_events.begin() + skip, m_events.end()};
}

std::uint64_t EventLog::last() const
{
    const std::lock_guard lock(m_mutex);
    return m_next - 1;
}

} // namespace orrery::engine
