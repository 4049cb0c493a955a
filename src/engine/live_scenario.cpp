// The federation as it is now, described as `simulate` and `drill` read it.

#include "engine/engine_state.h"
#include "engine/standing.h"
#include "federation/drill.h"
#include "federation/names.h"

namespace orrery::engine {

using api::Json;
using api::text;
namespace resources = federation::resources;

namespace {

/// What one kind has in the host; nothing where it is not served.
Result<std::vector<Json>> listed(client::Session& host, const api::Resource& resource, const std::stop_token& stop)
{
    std::vector<Json> out;
    const auto page = host.list(resource, "", {}, stop);
    if (!page)
        return page.error().kind == ErrorKind::NotFound ? Result<std::vector<Json>>(out) : failure(page.error());
    for (const auto& object : page->items) {
        if (!object->deleting)
            out.push_back(object->json());
    }
    return out;
}

Json clusterOf(const federation::Member::View& member)
{
    const auto& cluster = member.cluster;
    Json out{{"name", cluster.name},         {"labels", cluster.labels},
             {"provider", cluster.provider}, {"region", cluster.region},
             {"zones", cluster.zones},       {"ready", member.health == federation::HealthMachine::State::Ready},
             {"paused", cluster.paused},     {"deleting", cluster.deleting},
             {"taints", Json::array()}};
    for (const auto& taint : cluster.taints) {
        Json one{{"key", taint.key}, {"value", taint.value}, {"effect", taint.effect}};
        if (taint.added)
            one["timeAdded"] = rfc3339(*taint.added);
        out["taints"].push_back(std::move(one));
    }
    return out;
}

/// Where a Service's load balancer answers in a cluster.
Json serviceOf(client::Session& session, const api::Resource& resource, const api::ObjectKey& key,
               const std::stop_token& stop)
{
    Json ingress = Json::array();
    if (const auto live = session.get(resource, key, stop)) {
        for (const auto& entry : api::at(*live, "/status/loadBalancer/ingress")) {
            const auto address = text(entry, "/ip");
            ingress.push_back(address.empty() ? text(entry, "/hostname") : address);
        }
    }
    return {{"ready", !ingress.empty()}, {"ingress", ingress}};
}

Result<Json> resourceOf(const Json& object, federation::Controllers& controllers, const std::stop_token& stop)
{
    const auto federated = federation::readFederated(*api::makeObject(object));
    auto situation = controllers.situation(federated, stop);
    if (!situation)
        return failure(std::move(situation.error()).during(federated.object()));
    Json manifest = object;
    manifest.erase("status");
    Json out{{"manifest", std::move(manifest)}, {"uid", federated.uid}, {"clusters", Json::object()}};
    if (!federated.affinityName.empty())
        out["affinityName"] = federated.affinityName;
    if (federated.fresh())
        out["fresh"] = true;
    auto& known = out["clusters"];
    for (const auto& status : federated.statuses) {
        if (status.state != PlacementState::NotPlaced)
            known[status.cluster]["placed"] = true;
        if (status.state != PlacementState::NotPlaced && status.replicas)
            known[status.cluster]["replicas"] = *status.replicas;
        if (status.state != PlacementState::NotPlaced && status.ready)
            known[status.cluster]["readyReplicas"] = *status.ready;
        if (status.noRoom)
            known[status.cluster]["noRoomSince"] = rfc3339(*status.noRoom);
    }
    for (const auto& [cluster, room] : situation->rooms) {
        if (room.capacity)
            known[cluster]["capacity"] = *room.capacity;
        if (room.available)
            known[cluster]["available"] = *room.available;
        for (const auto& since : room.waiting)
            known[cluster]["unschedulableSince"].push_back(rfc3339(since));
    }
    const auto& kind = situation->resource;
    if (kind.group.empty() && kind.kind == "Service") {
        const api::ObjectKey key{federated.key.ns, text(federated.manifest, "/metadata/name")};
        for (const auto& member : controllers.members()) {
            if (const auto session = controllers.session(member.cluster.name))
                known[member.cluster.name]["service"] = serviceOf(*session, kind, key, stop);
        }
    }
    return out;
}

} // namespace

Result<Json> Engine::drill(const std::vector<std::string>& lost, std::stop_token stop)
{
    const auto now = scenario(std::move(stop));
    if (!now)
        return failure(now.error());
    return federation::drill(*now, lost);
}

Result<Json> Engine::scenario(std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    auto& host = *opened->host.session;
    auto& controllers = *opened->controllers;
    awaitMembers(controllers, stop);
    const auto federation = host.get(resources::federations, {"", opened->federation.name}, stop);
    if (!federation)
        return failure(federation.error());
    Json dns = Json::object();
    for (const auto* key : {"zone", "suffix", "ttl"}) {
        if (const auto& value = api::at(*federation, std::string("/spec/dns/") + key); !value.is_null())
            dns[key] = value;
    }
    Json out{{"federation", {{"name", opened->federation.name}, {"dns", std::move(dns)}}},
             {"now", rfc3339(m_state->options.clock->wall())},
             {"clusters", Json::array()},
             {"resources", Json::array()},
             {"policies", Json::array()},
             {"overrides", Json::array()}};
    for (const auto& member : controllers.members())
        out["clusters"].push_back(clusterOf(member));
    for (const auto& [kind, list] : std::initializer_list<std::pair<const api::Resource*, const char*>>{
             {&resources::propagationPolicies, "policies"},
             {&resources::clusterPropagationPolicies, "policies"},
             {&resources::overridePolicies, "overrides"},
             {&resources::clusterOverridePolicies, "overrides"}}) {
        auto objects = listed(host, *kind, stop);
        if (!objects)
            return failure(objects.error());
        for (auto& object : *objects)
            out[list].push_back(std::move(object));
    }
    for (const auto* kind : {&resources::clusterFederatedResources, &resources::federatedResources}) {
        const auto objects = listed(host, *kind, stop);
        if (!objects)
            return failure(objects.error());
        for (const auto& object : *objects) {
            auto resource = resourceOf(object, controllers, stop);
            if (!resource)
                return failure(resource.error());
            out["resources"].push_back(std::move(*resource));
        }
    }
    return out;
}

} // namespace orrery::engine
