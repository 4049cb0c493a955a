#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace orrery::test {

/// How long a test waits for what must come before it fails. Never waited for when all is well.
constexpr std::chrono::seconds patience{30};

/// What another thread said, for a test to wait for. Any thread.
template <class T>
class Mailbox {
public:
    void put(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_values.push_back(std::move(value));
        m_changed.notify_all();
    }
    /// The oldest; nothing when none came in time.
    [[nodiscard]] std::optional<T> take()
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, patience, [&] { return !m_values.empty(); }))
            return std::nullopt;
        auto value = std::move(m_values.front());
        m_values.pop_front();
        return value;
    }
    [[nodiscard]] std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_values.size();
    }

private:
    mutable std::mutex m_mutex{};
    std::condition_variable m_changed{};
    std::deque<T> m_values{};
};

} // namespace orrery::test
