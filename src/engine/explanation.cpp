// Gathers what the why chain is made from: the decision as it is made now, and each cluster's own words.

#include "engine/explanation.h"

#include "engine/engine_state.h"
#include "engine/standing.h"
#include "federation/names.h"

#include <algorithm>
#include <thread>

namespace orrery::engine {

using api::Json;
using api::text;
using federation::Found;
using federation::Hop;
namespace names = federation::names;
namespace resources = federation::resources;

namespace {

const api::Resource leases{"coordination.k8s.io", "v1", "Lease", "leases", true};
constexpr int mostPods = 500;

/// "app=web,tier=gold" of an object's spec.selector; empty when it selects nothing that way.
std::string selectorOf(const Json& object)
{
    std::string out;
    for (const auto& [key, value] : api::at(object, "/spec/selector/matchLabels").items()) {
        if (value.is_string())
            out += (out.empty() ? "" : ",") + key + "=" + value.get<std::string>();
    }
    return out;
}

Found look(const std::shared_ptr<client::Session>& session, const api::Resource& resource, const api::ObjectKey& key,
           const std::stop_token& stop)
{
    Found found;
    if (!session) {
        found.error = Error{ErrorKind::Unavailable, "member.not-connected", "not connected"};
        return found;
    }
    auto live = session->get(resource, key, stop);
    if (!live) {
        if (live.error().kind != ErrorKind::NotFound)
            found.error = std::move(live.error());
        return found;
    }
    const auto selector = selectorOf(*live);
    found.live = std::move(*live);
    if (selector.empty())
        return found;
    api::ListOptions options;
    options.labelSelector = selector;
    options.limit = mostPods;
    if (const auto pods = session->list(resources::pods, key.ns, options, stop)) {
        for (const auto& pod : pods->items)
            found.pods.push_back(pod->json());
    }
    return found;
}

std::map<std::string, Found> lookEverywhere(const federation::Controllers& controllers,
                                            const std::vector<std::string>& clusters, const api::Resource& resource,
                                            const api::ObjectKey& key, const std::stop_token& stop)
{
    std::vector<Found> found(clusters.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < clusters.size(); ++i)
            threads.emplace_back([&, i] { found[i] = look(controllers.session(clusters[i]), resource, key, stop); });
    }
    std::map<std::string, Found> out;
    for (std::size_t i = 0; i < clusters.size(); ++i)
        out.emplace(clusters[i], std::move(found[i]));
    return out;
}

/// Whether somebody runs the controllers: only the Lease knows of others.
bool somebodyActs(client::Session& host, const std::string& ns, const Clock& clock, const std::stop_token& stop)
{
    const auto lease = host.get(leases, {ns, names::lease}, stop);
    if (!lease)
        return false;
    const auto renewed = parseRfc3339(text(*lease, "/spec/renewTime"));
    const auto duration = std::chrono::seconds(api::number(*lease, "/spec/leaseDurationSeconds", 15));
    return !text(*lease, "/spec/holderIdentity").empty() && renewed && clock.wall() - *renewed < 2 * duration;
}

Result<std::vector<std::string>> membersAmong(const federation::Controllers& controllers, const std::string& federation,
                                              const std::vector<std::string>& wanted)
{
    std::vector<std::string> clusters;
    for (const auto& member : controllers.members()) {
        const auto& name = member.cluster.name;
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
            clusters.push_back(name);
    }
    for (const auto& name : wanted) {
        if (std::find(clusters.begin(), clusters.end(), name) == clusters.end())
            return failure(ErrorKind::NotFound, "federation.not-a-member", name + " is not a member of " + federation);
    }
    return clusters;
}

/// The chain of what nobody has given to the federation: it ends before it begins.
std::vector<Hop> notFederated(const std::string& object, const std::map<std::string, Found>& found)
{
    Hop hop;
    hop.broken = true;
    hop.text = object + " is not in the federation; give it with: orreryctl apply -f FILE";
    for (const auto& [cluster, one] : found) {
        if (one.live)
            hop.details.push_back(cluster
                                  + ": an object of that name is there, which the federation does not look after");
    }
    return {hop};
}

} // namespace

Json toJson(const Explanation& explanation)
{
    auto chain = federation::toJson(explanation.chain);
    Json broken;
    for (const auto& hop : chain) {
        if (broken.is_null() && api::flag(hop, "/broken"))
            broken = hop;
    }
    return {{"object", explanation.object}, {"broken", std::move(broken)}, {"chain", std::move(chain)}};
}

Result<Explanation> Engine::explain(const std::string& kind, const std::string& ns, const std::string& name,
                                    const std::vector<std::string>& clusters, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    auto& controllers = *opened->controllers;
    awaitMembers(controllers, stop);
    auto resource = kindNamed(kind, *opened->host.session, controllers, stop);
    if (!resource)
        return failure(resource.error());
    const auto places = membersAmong(controllers, opened->federation.name, clusters);
    if (!places)
        return failure(places.error());
    const auto federated = controllers.find(federation::idOf(federatedKey(*resource, ns, name)));
    Explanation made;
    if (!federated) {
        const api::ObjectKey key{resource->namespaced ? ns : "", name};
        made.object = resource->kind + " " + key.text();
        made.chain = notFederated(made.object, lookEverywhere(controllers, *places, *resource, key, stop));
        return made;
    }
    const auto situation = controllers.situation(*federated, stop);
    if (!situation)
        return failure(situation.error());
    const auto decision = decide(*federated, *situation);
    made.object = federated->object();
    const api::ObjectKey key{situation->resource.namespaced ? federated->key.ns : "",
                             text(federated->manifest, "/metadata/name")};
    federation::Evidence evidence{
        opened->federation.name, *federated, decision,
        lookEverywhere(controllers, *places, situation->resource, key, stop),
        somebodyActs(*opened->host.session, opened->federation.systemNamespace, *m_state->options.clock, stop)};
    made.chain = whyChain(evidence);
    made.trace = decision.trace;
    return made;
}

} // namespace orrery::engine
