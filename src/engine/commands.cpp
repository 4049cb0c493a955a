#include "engine/engine_state.h"
#include "engine/standing.h"

#include "federation/names.h"

#include <algorithm>
#include <thread>

namespace orrery::engine {

Result<federation::Procedure> Engine::planInit(const InitRequest& request, std::stop_token stop)
{
    const auto connector = m_state->usable();
    if (!connector)
        return failure(connector.error());
    const auto context = request.hostContext.empty() ? (*connector)->currentContext() : request.hostContext;
    auto host = (*connector)->access(context);
    if (!host)
        return failure(host.error());
    federation::InitPlan plan;
    plan.name = request.name;
    plan.host = std::move(*host);
    plan.systemNamespace = request.systemNamespace;
    plan.dnsProvider = request.dnsProvider;
    plan.dnsZone = request.dnsZone;
    plan.addContext = [source = *connector, name = request.name, context] { return source->addContext(name, context); };
    plan.removeContext = [source = *connector, name = request.name] { return source->removeContext(name); };
    return federation::planInit(plan, std::move(stop));
}

Result<federation::Procedure> Engine::planJoin(const JoinRequest& request, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    if (request.members.empty())
        return failure(ErrorKind::Invalid, "join.no-clusters", "no cluster is named; choose at least one");
    std::vector<federation::JoinMember> members;
    for (const auto& wanted : request.members) {
        auto access = opened->connector->access(wanted.context.empty() ? wanted.name : wanted.context);
        if (!access)
            return failure(std::move(access.error()).during("joining " + wanted.name));
        access->name = wanted.name;
        members.push_back({std::move(*access), wanted.provider, wanted.region, wanted.zones});
    }
    const auto connect = [source = opened->connector](const federation::MemberCluster& cluster, const Secret& token) {
        return source->connect(cluster, token);
    };
    return federation::planJoin(opened->federation, opened->host, members, connect, *m_state->options.clock,
                                std::move(stop));
}

Result<federation::Procedure> Engine::planUnjoin(const UnjoinRequest& request, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    federation::UnjoinPlan plan;
    plan.clusters = request.clusters;
    plan.removeObjects = request.removeObjects;
    plan.force = request.force;
    // The kubeconfig may know a way in with more rights than the join's own: a context of that name, or to that server.
    const auto shown = snapshot();
    for (const auto& cluster : shown->clusters) {
        const bool wanted = std::find(plan.clusters.begin(), plan.clusters.end(), cluster.name) != plan.clusters.end();
        if (!wanted || cluster.context.empty())
            continue;
        if (auto access = opened->connector->access(cluster.context)) {
            access->name = cluster.name;
            plan.access.emplace(cluster.name, std::move(*access));
        }
    }
    const auto connect = [source = opened->connector](const federation::MemberCluster& cluster, const Secret& token) {
        return source->connect(cluster, token);
    };
    return federation::planUnjoin(opened->federation, opened->host, plan, connect, std::move(stop));
}

Result<void> Engine::scale(const std::string& id, int replicas, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    if (replicas < 0)
        return failure(ErrorKind::Invalid, "engine.replicas", "replicas cannot be " + std::to_string(replicas));
    const auto key = federation::keyOf(id);
    const auto changed = opened->host.session->mergePatch(
        federation::resourceOf(key), key, {{"spec", {{"template", {{"spec", {{"replicas", replicas}}}}}}}}, {}, stop);
    return changed ? Result<void>() : failure(changed.error());
}

Result<std::string> Engine::reschedule(const std::string& kind, const std::string& ns, const std::string& name,
                                       std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    auto& host = *opened->host.session;
    awaitMembers(*opened->controllers, stop);
    const auto resource = kindNamed(kind, host, *opened->controllers, stop);
    if (!resource)
        return failure(resource.error());
    const auto key = federatedKey(*resource, ns, name);
    const auto asked =
        host.mergePatch(federation::resourceOf(key), key,
                        {{"spec", {{"rescheduleTriggeredAt", rfc3339(m_state->options.clock->wall())}}}}, {}, stop);
    if (!asked && asked.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound, "federation.no-such-object",
                       resource->kind + " " + api::ObjectKey{key.ns, name}.text() + " is not in the federation");
    return asked ? Result<std::string>(federation::readFederated(*api::makeObject(*asked)).object())
                 : failure(asked.error());
}

Result<void> Engine::remove(const std::string& id, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    const auto key = federation::keyOf(id);
    return opened->host.session->remove(federation::resourceOf(key), key, {}, stop);
}

namespace {

struct Place {
    std::string cluster{};
    std::shared_ptr<client::Session> session{};
};

Engine::Found askOne(const Place& place, const std::string& kind, const std::string& ns, const std::string& name,
                     const std::stop_token& stop)
{
    Engine::Found found;
    found.cluster = place.cluster;
    if (!place.session) {
        found.error = Error{ErrorKind::Unavailable, "member.not-connected", "not connected"};
        return found;
    }
    client::Discovery discovery(place.session);
    const auto resource = discovery.findByName(kind, stop);
    if (!resource) {
        found.error = resource.error();
    } else if (!name.empty()) {
        const auto object = place.session->get(*resource, {resource->namespaced ? ns : "", name}, stop);
        if (object)
            found.objects.push_back(api::makeObject(*object)->raw);
        else
            found.error = object.error();
    } else if (const auto page = place.session->list(*resource, resource->namespaced ? ns : "", {}, stop)) {
        for (const auto& object : page->items)
            found.objects.push_back(object->raw);
    } else {
        found.error = page.error();
    }
    return found;
}

} // namespace

Result<std::vector<Engine::Found>> Engine::get(const std::string& kind, const std::string& ns, const std::string& name,
                                               const std::vector<std::string>& clusters, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    awaitMembers(*opened->controllers, stop);
    std::vector<Place> places;
    client::Discovery hostDiscovery(opened->host.session);
    const auto own = hostDiscovery.findByName(kind, stop);
    if (own && own->group == federation::names::group) {
        places.push_back({opened->host.name, opened->host.session});
    } else {
        for (const auto& member : opened->controllers->members()) {
            const auto& cluster = member.cluster.name;
            if (clusters.empty() || std::find(clusters.begin(), clusters.end(), cluster) != clusters.end())
                places.push_back({cluster, opened->controllers->session(cluster)});
        }
        for (const auto& wanted : clusters) {
            if (std::none_of(places.begin(), places.end(), [&](const Place& place) { return place.cluster == wanted; }))
                return failure(ErrorKind::NotFound, "federation.not-a-member",
                               wanted + " is not a member of " + opened->federation.name);
        }
    }
    std::vector<Found> found(places.size());
    const auto ask = [&](std::size_t i) { found[i] = askOne(places[i], kind, ns, name, stop); };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < places.size(); ++i)
            threads.emplace_back(ask, i);
    }
    return found;
}

} // namespace orrery::engine
