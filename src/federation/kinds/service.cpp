#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    const auto& addresses = api::at(live, "/status/loadBalancer/ingress");
    if (api::text(live, "/spec/type") != "LoadBalancer" || (addresses.is_array() && !addresses.empty()))
        return presenceHealth(live);
    return {Health::State::Progressing, "NoAddressYet", "the load balancer has no address yet", {}, {}};
}

/// Each cluster gives its own addresses; "None" is no address but says that the Service is headless.
void prepare(api::Json& manifest)
{
    if (api::text(manifest, "/spec/clusterIP") != "None")
        api::drop(manifest, "/spec/clusterIP");
    if (api::at(manifest, "/spec/clusterIPs") != api::Json::array({"None"}))
        api::drop(manifest, "/spec/clusterIPs");
}

} // namespace

extern const FederatedKind service;
const FederatedKind service{
    .resource = {"", "v1", "Service", "services", true},
    .keptFields = {"/spec/healthCheckNodePort"},
    .health = health,
    .prepare = prepare,
};

} // namespace orrery::federation::kinds
