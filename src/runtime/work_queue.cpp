#include "runtime/work_queue.h"

#include <algorithm>

namespace orrery::runtime {

// The private functions are called with the lock held.

void WorkQueue::wakeOne()
{
    ++m_revision;
    m_changed.notify_one();
}

void WorkQueue::undelay(const std::string& key)
{
    const auto entry = m_delayed.find(key);
    if (entry == m_delayed.end())
        return;
    m_byTime.erase({entry->second, key});
    m_delayed.erase(entry);
}

void WorkQueue::makeReady(const std::string& key)
{
    if (m_working.count(key)) {
        m_again.insert(key); // until `done`
    } else if (m_waiting.insert(key).second) {
        m_ready.push_back(key);
        wakeOne();
    }
}

void WorkQueue::takeUpDue(SteadyTime now)
{
    while (!m_byTime.empty() && m_byTime.begin()->first <= now) {
        const auto key = m_byTime.begin()->second;
        undelay(key);
        makeReady(key);
    }
}

void WorkQueue::add(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    undelay(key);
    makeReady(key);
}

void WorkQueue::addAfter(const std::string& key, std::chrono::milliseconds delay)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.count(key))
        return;
    const auto due = std::chrono::steady_clock::now() + delay;
    if (const auto entry = m_delayed.find(key); entry != m_delayed.end() && entry->second <= due)
        return;
    undelay(key);
    m_delayed[key] = due;
    m_byTime.emplace(due, key);
    wakeOne();
}

std::optional<std::string> WorkQueue::take(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        takeUpDue(std::chrono::steady_clock::now());
        if (!m_ready.empty()) {
            auto key = std::move(m_ready.front());
            m_ready.pop_front();
            m_waiting.erase(key);
            m_working.insert(key);
            // This thread is busy now: another must wait for what is left, at the time when that is due.
            if (!m_ready.empty() || !m_delayed.empty())
                wakeOne();
            return key;
        }
        const auto news = [&, seen = m_revision] { return m_revision != seen; };
        if (m_byTime.empty())
            m_changed.wait(lock, stop, news);
        else
            m_changed.wait_until(lock, stop, SteadyTime(m_byTime.begin()->first), news);
    }
    return std::nullopt;
}

void WorkQueue::done(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    m_working.erase(key);
    if (m_again.erase(key))
        makeReady(key);
}

bool WorkQueue::idle() const
{
    const std::lock_guard lock(m_mutex);
    return m_ready.empty() && m_delayed.empty() && m_working.empty();
}

std::size_t WorkQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_ready.size() + m_delayed.size() + m_working.size();
}

} // namespace orrery::runtime
