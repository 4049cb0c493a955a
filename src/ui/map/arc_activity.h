#pragma once

#include "base/clock.h"

#include <map>
#include <string>
#include <vector>

namespace orrery::ui {

/// When a propagation shows on an arc: one pulse for each write, at most one each 300 ms and arc; the newest write's
/// text stands beside the arc for 6 s. Told what happened and the time; holds no clock.
class ArcActivity {
public:
    static constexpr std::chrono::milliseconds pulseTime{900};
    static constexpr std::chrono::milliseconds pulsePause{300};
    static constexpr std::chrono::seconds noteTime{6};

    /// Something was written into `cluster`. True when a pulse is to start now.
    bool written(const std::string& cluster, const std::string& text, SteadyTime now);
    /// Forgets what is over. True when something was forgotten.
    bool expire(SteadyTime now);

    [[nodiscard]] bool moving(const std::string& cluster, SteadyTime now) const; ///< a pulse is under way
    [[nodiscard]] std::string note(const std::string& cluster) const; ///< empty when there is none

private:
    struct Arc {
        SteadyTime pulsed{};
        SteadyTime written{};
        std::string text{};
    };
    std::map<std::string, Arc> m_arcs;
};

} // namespace orrery::ui
