#include "federation/moves.h"

namespace orrery::federation {

using api::at;
using api::Json;

Json clustersOf(const Json& placement)
{
    Json out = Json::array();
    for (const auto& cluster : at(placement, "/clusters")) {
        Json entry{{"name", at(cluster, "/name")}};
        if (cluster.contains("replicas"))
            entry["replicas"] = cluster["replicas"];
        out.push_back(std::move(entry));
    }
    return out;
}

Json unfitOf(const Json& placement)
{
    Json out = Json::object();
    if (const auto& error = at(placement, "/error"); !error.is_null())
        out["error"] = error;
    for (const auto& cluster : at(placement, "/clusters")) {
        if (api::number(cluster, "/overflow") > 0)
            out["overflow"][api::text(cluster, "/name")] = cluster["overflow"];
    }
    return out;
}

bool moves(const Json& before, const Json& after)
{
    const bool fails = !at(after, "/error").is_null() && at(before, "/error").is_null();
    return fails || clustersOf(after) != clustersOf(before);
}

} // namespace orrery::federation
