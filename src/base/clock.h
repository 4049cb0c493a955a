#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace orrery {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

/// Where time comes from. Everything that waits, expires or stamps takes one, so that tests need no sleeps.
/// Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SteadyTime now() const = 0; ///< for durations and deadlines
    [[nodiscard]] virtual WallTime wall() const = 0; ///< for stamps that people and servers read

    /// The machine's own clock; lives as long as the program.
    static const Clock& system();
};

/// RFC 3339 in UTC with seconds, as Kubernetes writes `metav1.Time`: 2026-01-02T03:04:05Z.
[[nodiscard]] std::string rfc3339(WallTime time);
/// The same with microseconds, as `metav1.MicroTime` (Lease).
[[nodiscard]] std::string rfc3339Micro(WallTime time);
/// Reads either form; nothing when it is not one. What is before 1700 or after 2200 counts as the nearer of the two.
[[nodiscard]] std::optional<WallTime> parseRfc3339(std::string_view text);
/// "2s", "12m", "6d4h": ages as kubectl prints them.
[[nodiscard]] std::string age(std::chrono::seconds duration);

} // namespace orrery
