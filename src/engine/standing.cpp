#include "engine/standing.h"

#include "federation/kind.h"
#include "federation/membership_steps.h"
#include "federation/names.h"

#include <algorithm>

namespace orrery::engine {

using api::Json;
using api::text;
namespace names = federation::names;
namespace resources = federation::resources;

std::string Standing::object() const
{
    const api::ObjectKey key{text(manifest, "/metadata/namespace"), text(manifest, "/metadata/name")};
    return resource.kind + " " + key.text();
}

Standing standingOf(api::Resource resource, Json manifest, const std::string& defaultNamespace)
{
    Standing made;
    made.resource = std::move(resource);
    made.manifest = std::move(manifest);
    if (made.resource.namespaced && text(made.manifest, "/metadata/namespace").empty())
        made.manifest["metadata"]["namespace"] = defaultNamespace;
    if (!made.resource.namespaced)
        api::drop(made.manifest, "/metadata/namespace");
    const bool ours = made.resource.group == names::group;
    made.own = ours ? made.manifest : federation::wrap(made.resource, made.manifest);
    made.ownResource = ours                     ? made.resource
                     : made.resource.namespaced ? resources::federatedResources
                                                : resources::clusterFederatedResources;
    if (!ours || made.resource == resources::federatedResources
        || made.resource == resources::clusterFederatedResources)
        made.id = federation::idOf({text(made.own, "/metadata/namespace"), text(made.own, "/metadata/name")});
    return made;
}

Result<api::Resource> resolve(client::Session& host, const federation::Controllers& controllers, const Json& manifest,
                              std::stop_token stop)
{
    const auto apiVersion = text(manifest, "/apiVersion");
    const auto kind = text(manifest, "/kind");
    if (const auto* known = federation::builtIn(apiVersion, kind))
        return *known;
    client::Discovery discovery(std::shared_ptr<client::Session>(&host, [](client::Session*) {}));
    auto found = discovery.find(apiVersion, kind, stop);
    if (found || found.error().kind != ErrorKind::NotFound)
        return found;
    for (const auto& member : controllers.members()) {
        const auto session = controllers.session(member.cluster.name);
        if (!session)
            continue;
        client::Discovery there(session);
        if (auto elsewhere = there.find(apiVersion, kind, stop))
            return elsewhere;
    }
    return found;
}

Result<api::Resource> kindNamed(const std::string& kind, client::Session& host,
                                const federation::Controllers& controllers, const std::stop_token& stop)
{
    client::Discovery discovery(std::shared_ptr<client::Session>(&host, [](client::Session*) {}));
    auto found = discovery.findByName(kind, stop);
    for (const auto& member : controllers.members()) {
        if (found || found.error().kind != ErrorKind::NotFound)
            break;
        if (const auto session = controllers.session(member.cluster.name)) {
            client::Discovery there(session);
            if (auto elsewhere = there.findByName(kind, stop))
                found = std::move(elsewhere);
        }
    }
    return found;
}

api::ObjectKey federatedKey(const api::Resource& resource, const std::string& ns, const std::string& name)
{
    const bool own = resource == resources::federatedResources || resource == resources::clusterFederatedResources;
    return {resource.namespaced ? ns : "", own ? name : federation::names::federatedName(resource, name)};
}

bool namespaceIsMissing(const Error& error)
{
    return error.kind == ErrorKind::NotFound && error.message.find("namespaces \"") != std::string::npos;
}

void awaitMembers(const federation::Controllers& controllers, std::stop_token stop)
{
    (void)federation::steps::waitFor("the members", std::chrono::seconds(5), stop, [&]() -> Result<bool> {
        const auto members = controllers.members();
        return controllers.synced() && std::none_of(members.begin(), members.end(), [](const auto& member) {
                   return member.health == federation::HealthMachine::State::Connecting && member.message.empty();
               });
    });
}

} // namespace orrery::engine
