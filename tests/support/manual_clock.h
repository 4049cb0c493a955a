#pragma once

#include "base/clock.h"

#include <atomic>
#include <chrono>

namespace orrery::test {

/// A clock that a test moves by hand. Starts at 2026-01-02T03:04:05Z. Any thread.
class ManualClock final : public Clock {
public:
    [[nodiscard]] SteadyTime now() const override { return SteadyTime(std::chrono::hours(1)) + m_steady.load(); }
    [[nodiscard]] WallTime wall() const override
    {
        using namespace std::chrono;
        return sys_days{year{2026} / 1 / 2} + hours{3} + minutes{4} + seconds{5} + m_wall.load();
    }

    void advance(std::chrono::milliseconds by)
    {
        m_steady = m_steady.load() + by;
        m_wall = m_wall.load() + by;
    }
    /// The machine slept: the wall clock went on, the steady one stood still.
    void sleep(std::chrono::milliseconds by) { m_wall = m_wall.load() + by; }

private:
    std::atomic<std::chrono::milliseconds> m_steady{};
    std::atomic<std::chrono::milliseconds> m_wall{};
};

} // namespace orrery::test
