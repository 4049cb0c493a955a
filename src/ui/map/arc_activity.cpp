#include "ui/map/arc_activity.h"

namespace orrery::ui {

bool ArcActivity::written(const std::string& cluster, const std::string& text, SteadyTime now)
{
    const auto [found, first] = m_arcs.try_emplace(cluster);
    auto& arc = found->second;
    arc.written = now;
    arc.text = text;
    if (!first && now - arc.pulsed < pulsePause)
        return false;
    arc.pulsed = now;
    return true;
}

bool ArcActivity::expire(SteadyTime now)
{
    return std::erase_if(m_arcs, [&](const auto& entry) { return now - entry.second.written >= noteTime; }) > 0;
}

bool ArcActivity::moving(const std::string& cluster, SteadyTime now) const
{
    const auto found = m_arcs.find(cluster);
    return found != m_arcs.end() && now - found->second.pulsed < pulseTime;
}

std::string ArcActivity::note(const std::string& cluster) const
{
    const auto found = m_arcs.find(cluster);
    return found != m_arcs.end() ? found->second.text : std::string();
}

} // namespace orrery::ui
