#pragma once

#include "base/clock.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>

namespace orrery::runtime {

/// A queue of keys, never of events: a key that waits already is not added again; a key being worked on is given out
/// again only after `done`. Any thread.
class WorkQueue {
public:
    void add(const std::string& key);
    /// Not before `delay`; the earliest of several wins. `add` overtakes it.
    void addAfter(const std::string& key, std::chrono::milliseconds delay);
    /// Blocks for the next key; nothing when stopped.
    [[nodiscard]] std::optional<std::string> take(std::stop_token stop);
    void done(const std::string& key);
    /// Neither waiting, delayed nor being worked on.
    [[nodiscard]] bool idle() const;
    [[nodiscard]] std::size_t size() const;

private:
    void wakeOne();
    void undelay(const std::string& key);
    void makeReady(const std::string& key);
    void takeUpDue(SteadyTime now);

    mutable std::mutex m_mutex{};
    std::condition_variable_any m_changed{};
    std::deque<std::string> m_ready{};
    std::set<std::string> m_waiting{};
    std::set<std::string> m_working{};
    std::set<std::string> m_again{};
    std::map<std::string, SteadyTime> m_delayed{};
    std::set<std::pair<SteadyTime, std::string>> m_byTime{}; ///< the same, the next one first
    std::uint64_t m_revision = 0; ///< counts what a waiting thread must look at
};

} // namespace orrery::runtime
