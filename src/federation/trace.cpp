#include "federation/trace.h"

namespace orrery::federation {

const char* name(Filter filter)
{
    static constexpr const char* names[] = {"affinity", "leaving", "paused", "api", "taints", "spread property"};
    return names[int(filter)];
}

api::Json toJson(const PolicyRef& policy)
{
    api::Json out{{"kind", policy.kind}, {"name", policy.name}};
    if (!policy.ns.empty())
        out["namespace"] = policy.ns;
    return out;
}

} // namespace orrery::federation
