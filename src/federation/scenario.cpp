#include "federation/scenario.h"

namespace orrery::federation {

using api::Json;

Result<ScenarioCluster> scenarioClusterOf(const Json& value, const std::string& path)
{
    Fields fields(value, path,
                  {"name", "labels", "provider", "region", "zones", "taints", "ready", "paused", "deleting", "apis"});
    ScenarioCluster cluster;
    cluster.member.name = fields.neededText("name");
    cluster.member.labels = fields.textMap("labels");
    cluster.member.provider = fields.text("provider");
    cluster.member.region = fields.text("region");
    cluster.member.zones = fields.texts("zones");
    cluster.member.paused = fields.flag("paused");
    cluster.member.deleting = fields.flag("deleting");
    for (const auto& [where, item] : fields.items("taints"))
        cluster.member.taints.push_back(fields.take(readTaint(*item, where)));
    cluster.ready = fields.flag("ready", true);
    if (fields.find("apis"))
        cluster.apis = fields.texts("apis");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return cluster;
}

Json errorJson(const Error& error)
{
    return {{"code", error.code}, {"message", error.message}};
}

} // namespace orrery::federation
