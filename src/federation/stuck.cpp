#include "federation/stuck.h"

#include "federation/schedule.h"

#include <algorithm>

namespace orrery::federation {

Stuck stuckIn(const Room& room, const ClusterStatus* status, std::chrono::seconds after, std::optional<WallTime> now)
{
    Stuck stuck;
    if (!now)
        return stuck;
    const auto waited = std::count_if(room.waiting.begin(), room.waiting.end(),
                                      [&](const WallTime& since) { return since + after <= *now; });
    const auto left = status ? status->noRoom : std::nullopt;
    if (left && *now < *left + fullFor * after)
        stuck.noRoom = left;
    stuck.full = waited > 0 || stuck.noRoom;
    if (!status || !holds(*status) || (left && *now < *left + after))
        return stuck;
    const auto unready = status->replicas.value_or(0) - status->ready.value_or(0);
    stuck.replicas = std::clamp<std::int64_t>(waited, 0, std::max<std::int64_t>(unready, 0));
    return stuck;
}

} // namespace orrery::federation
