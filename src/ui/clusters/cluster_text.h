#pragma once

#include "engine/snapshot.h"

#include <QString>

#include <chrono>
#include <optional>
#include <string>

namespace orrery::ui {

/// Sentences and words about clusters, in the user's language. GUI thread.

[[nodiscard]] QString stateWord(engine::ClusterState state); ///< "Healthy"
[[nodiscard]] QString stateKey(engine::ClusterState state); ///< "healthy": what StateMark takes
[[nodiscard]] QString providerCode(const std::string& provider); ///< "AWS", "GCP", "AZ", "DC"
[[nodiscard]] QString providerName(const std::string& provider); ///< "Amazon Web Services"
[[nodiscard]] QString placementWord(federation::PlacementState state); ///< "In sync"

/// "10:42:07", UTC; empty without a time.
[[nodiscard]] QString timeText(std::optional<WallTime> time);
/// "2 s", "12 min", "6 d 4 h": at most two units, the second only for days and hours.
[[nodiscard]] QString durationText(std::chrono::seconds duration);
/// "74 ms", "3.2 s".
[[nodiscard]] QString latencyText(std::optional<std::chrono::milliseconds> latency);
/// Of data: "3 s"; a dash without an answer.
[[nodiscard]] QString ageText(std::optional<WallTime> lastAnswer, WallTime now);
/// "in 6 d 4 h", "expired 2 h ago"; "no expiry" when there is none.
[[nodiscard]] QString expiryText(std::optional<WallTime> expiry, WallTime now);
/// "+0.0 s"; a dash when it is not known.
[[nodiscard]] QString skewText(std::optional<std::chrono::seconds> skew);
/// "15.1 of 16.0 GiB", "4.9 of 8.0".
[[nodiscard]] QString memoryText(double requested, double allocatable);
[[nodiscard]] QString coresText(double requested, double allocatable);

} // namespace orrery::ui
