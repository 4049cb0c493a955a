#include "engine/engine_state.h"
#include "engine/standing.h"

#include "federation/kind.h"
#include "federation/manifest.h"
#include "federation/names.h"

#include <algorithm>
#include <condition_variable>

namespace orrery::engine {

using api::Json;
using api::text;
namespace names = federation::names;
namespace resources = federation::resources;

namespace {

constexpr auto manager = "orreryctl";

/// One manifest on its way.
struct Item : Standing {
    Applied applied{};
};

Item itemOf(api::Resource resource, federation::Manifest manifest, const std::string& defaultNamespace)
{
    Item item{standingOf(std::move(resource), std::move(manifest.document), defaultNamespace), {}};
    item.applied.warnings = std::move(manifest.warnings);
    item.applied.object = item.object();
    item.applied.id = item.id;
    return item;
}

Result<void> ensureNamespace(client::Session& host, const Item& item, const std::string& federation,
                             std::stop_token stop)
{
    const Json space{
        {"apiVersion", "v1"},
        {"kind", "Namespace"},
        {"metadata", {{"name", text(item.own, "/metadata/namespace")}, {"labels", {{names::managedBy, federation}}}}}};
    const auto made = host.create(resources::namespaces, space, stop);
    if (!made && made.error().kind != ErrorKind::AlreadyExists)
        return failure(made.error());
    return {};
}

Result<std::string> write(client::Session& host, Engine::Verb verb, Item& item, bool dryRun,
                          const std::string& federation, std::stop_token stop)
{
    const api::ObjectKey key{text(item.own, "/metadata/namespace"), text(item.own, "/metadata/name")};
    if (verb == Engine::Verb::Delete) {
        if (dryRun) {
            const auto there = host.get(item.ownResource, key, stop);
            return there ? Result<std::string>("deleted") : failure(there.error());
        }
        const auto removed = host.remove(item.ownResource, key, {}, stop);
        return removed ? Result<std::string>("deleted") : failure(removed.error());
    }
    const auto send = [&]() -> Result<Json> {
        if (verb == Engine::Verb::Create)
            return host.json(api::createRequest(item.ownResource, item.own, dryRun), stop);
        return host.json(api::applyRequest(item.ownResource, item.own, manager, true, {}, dryRun), stop);
    };
    const auto before = verb == Engine::Verb::Apply ? host.get(item.ownResource, key, stop)
                                                    : Result<Json>(failure(ErrorKind::NotFound, "", ""));
    if (before && !api::at(*before, "/metadata/deletionTimestamp").is_null())
        return failure(ErrorKind::Conflict, "engine.terminating",
                       item.applied.object + " is being deleted; apply it again when it is gone from every cluster");
    auto written = send();
    if (!written && namespaceIsMissing(written.error()) && !dryRun) {
        if (const auto made = ensureNamespace(host, item, federation, stop); !made)
            return failure(made.error());
        written = send();
    }
    if (!written && namespaceIsMissing(written.error()) && dryRun)
        return std::string("created"); // its namespace would be made first
    if (!written)
        return failure(written.error());
    item.applied.generation = api::number(*written, "/metadata/generation");
    if (!before)
        return std::string("created");
    return std::string(text(*before, "/metadata/generation") == text(*written, "/metadata/generation")
                               && api::at(*before, "/metadata/generation") == api::at(*written, "/metadata/generation")
                           ? "unchanged"
                           : "configured");
}

/// What each member's API server says to the object itself, nothing stored.
void askMembers(const federation::Controllers& controllers, Item& item, const std::string& federation,
                std::stop_token stop)
{
    const auto manifest =
        federation::forMember(item.manifest, federation::kindOf(item.resource), {}, {federation, "dry-run"});
    for (const auto& member : controllers.members()) {
        const auto session = controllers.session(member.cluster.name);
        if (!session) {
            item.applied.warnings.push_back(member.cluster.name + " was not asked: not connected");
            continue;
        }
        const auto answer =
            session->call(api::applyRequest(item.resource, manifest, names::fieldManager, false, {}, true), stop);
        if (!answer && !namespaceIsMissing(answer.error()))
            item.applied.warnings.push_back(member.cluster.name + " would refuse it: " + answer.error().message);
    }
}

} // namespace

Result<std::vector<Applied>> Engine::submit(Verb verb, const std::string& manifests, const std::string& source,
                                            const std::string& defaultNamespace, DryRun dryRun, std::stop_token stop)
{
    auto read = federation::readManifests(manifests, source);
    if (!read)
        return failure(read.error());
    std::vector<Applied> out;
    if (dryRun == DryRun::Client) {
        for (auto& manifest : *read) {
            const auto* known =
                federation::builtIn(text(manifest.document, "/apiVersion"), text(manifest.document, "/kind"));
            api::Resource resource = known ? *known : api::Resource{};
            if (!known) {
                resource.kind = text(manifest.document, "/kind");
                resource.namespaced = !text(manifest.document, "/metadata/namespace").empty();
            }
            auto item = itemOf(resource, std::move(manifest), defaultNamespace);
            item.applied.verb = verb == Verb::Delete ? "deleted" : verb == Verb::Create ? "created" : "applied";
            out.push_back(std::move(item.applied));
        }
        return out;
    }
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    // Everything is resolved before the first write: a typing error in the last document leaves nothing half applied.
    std::vector<Item> items;
    for (auto& manifest : *read) {
        auto resource = resolve(*opened->host.session, *opened->controllers, manifest.document, stop);
        if (!resource)
            return failure(std::move(resource.error()).during(source + ":" + std::to_string(manifest.line)));
        items.push_back(itemOf(std::move(*resource), std::move(manifest), defaultNamespace));
    }
    if (verb == Verb::Delete)
        std::reverse(items.begin(), items.end()); // namespaces come first in files and go last
    for (auto& item : items) {
        auto written =
            write(*opened->host.session, verb, item, dryRun == DryRun::Server, opened->federation.name, stop);
        if (written) {
            item.applied.verb = std::move(*written);
            if (dryRun == DryRun::None) {
                const std::lock_guard lock(m_state->mutex);
                m_state->submitted[item.applied.id] = item.applied.generation;
            }
            if (dryRun == DryRun::Server && verb != Verb::Delete && item.resource.group != names::group)
                askMembers(*opened->controllers, item, opened->federation.name, stop);
        } else {
            item.applied.error = std::move(written.error());
        }
        out.push_back(std::move(item.applied));
    }
    return out;
}

namespace {

using Unsettled = Engine::Unsettled;

/// What keeps one object from being settled; nothing when it is.
std::vector<Unsettled> unsettled(const federation::Controllers& controllers, const std::string& id,
                                 std::optional<std::int64_t> submitted)
{
    const auto federated = controllers.find(id);
    const bool gone = submitted == 0;
    // The watch may be behind what was written from here a moment ago.
    const bool behind =
        submitted && (gone ? federated && !federated->deleting : !federated || federated->generation < *submitted);
    if (behind)
        return {{id, "", "NotSeen", "the host has not told of it yet", false}};
    if (!federated)
        return {};
    if (federated->deleting) {
        std::vector<Unsettled> out;
        for (const auto& status : federated->statuses) {
            if (status.state != PlacementState::NotPlaced)
                out.push_back(
                    {id, status.cluster, status.reason, status.message, status.state == PlacementState::Waiting});
        }
        if (out.empty())
            out.push_back({id, "", "Removing", "being removed from the members", false});
        return out;
    }
    if (federated->observedGeneration < federated->generation)
        return {{id, "", "NotPlanned", "no controller has looked at it yet", false}};
    std::vector<Unsettled> out;
    for (const auto& status : federated->statuses) {
        const bool settled = status.state == PlacementState::InSync || status.state == PlacementState::NotPlaced
                          || status.state == PlacementState::Suspended;
        if (settled
            && (status.observedGeneration >= federated->generation || status.state == PlacementState::NotPlaced))
            continue;
        const bool final = status.state == PlacementState::Conflict || status.state == PlacementState::Failed
                        || status.state == PlacementState::Waiting;
        out.push_back({id, status.cluster, status.reason, status.message, final});
    }
    const auto members = controllers.members();
    for (const auto& member : members) {
        const auto& name = member.cluster.name;
        if (std::none_of(federated->statuses.begin(), federated->statuses.end(),
                         [&](const auto& s) { return s.cluster == name; }))
            out.push_back({id, name, "Pending", "not reported yet", false});
    }
    if (members.empty())
        out.push_back({id, "", "NotPlaced", "no cluster has joined yet", true});
    return out;
}

} // namespace

std::vector<Engine::Unsettled> Engine::settle(const std::vector<std::string>& ids, std::chrono::milliseconds timeout,
                                              std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return {};
    const auto end = std::chrono::steady_clock::now() + timeout;
    std::mutex mutex;
    std::condition_variable_any never;
    while (true) {
        std::vector<Unsettled> left;
        if (opened->controllers->synced()) {
            for (const auto& id : ids) {
                std::optional<std::int64_t> submitted;
                {
                    const std::lock_guard known(m_state->mutex);
                    if (const auto entry = m_state->submitted.find(id); entry != m_state->submitted.end())
                        submitted = entry->second;
                }
                auto reasons = unsettled(*opened->controllers, id, submitted);
                left.insert(left.end(), reasons.begin(), reasons.end());
            }
            const bool onlyFinal =
                std::all_of(left.begin(), left.end(), [](const Unsettled& one) { return one.final; });
            if (onlyFinal) {
                // Whoever asked looks at the snapshot next: it must not be older than the answer.
                m_state->build();
                return left;
            }
        }
        if (stop.stop_requested() || std::chrono::steady_clock::now() > end)
            return left;
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, std::chrono::milliseconds(50), [] { return false; });
    }
}

} // namespace orrery::engine
