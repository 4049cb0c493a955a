// What applying manifests would do: decided as the controllers do, asked of every cluster as a dry run.

#include "engine/preview.h"

#include "engine/engine_state.h"
#include "engine/standing.h"
#include "federation/kind.h"
#include "federation/manifest.h"
#include "federation/names.h"
#include "federation/scenario.h"

#include <algorithm>
#include <array>
#include <thread>

namespace orrery::engine {

using api::Json;
using api::text;
using Effect = ClusterPreview::Effect;
using federation::Federated;
namespace names = federation::names;

namespace {

/// Policies that stand in the manifests take the place of the host's.
struct PolicyChanges {
    std::vector<federation::PolicyPtr> policies{};
    federation::OverridePolicies overrides{};

    [[nodiscard]] bool empty() const { return policies.empty() && overrides.empty(); }

    template <class List>
    static void put(List& list, const List& changed)
    {
        for (const auto& one : changed) {
            std::erase_if(list, [&](const auto& known) { return known->ref == one->ref; });
            list.push_back(one);
        }
    }
    void apply(federation::Situation& situation) const
    {
        put(situation.policies, policies);
        put(situation.overrides, overrides);
    }
};

struct Task {
    Federated federated{};
    federation::Situation situation{};
    federation::Decision decision{};
    std::vector<std::string> warnings{};
};

ClusterPreview refused(ClusterPreview preview, Effect effect, std::string reason)
{
    preview.effect = effect;
    preview.reason = std::move(reason);
    return preview;
}

ClusterPreview withoutTarget(const Task& task, const Json* live, ClusterPreview preview)
{
    const auto excluded = task.decision.excluded.find(preview.cluster);
    preview.reason = excluded == task.decision.excluded.end() ? "" : excluded->second;
    federation::Picture picture;
    picture.federation = task.situation.federation;
    picture.exclusion = preview.reason;
    picture.live = live;
    picture.orphan = task.decision.preserveOnDeletion;
    const auto action = federation::decide(picture);
    preview.effect = action.act == federation::Act::Delete  ? Effect::Deleted
                   : action.act == federation::Act::Release ? Effect::Released
                                                            : Effect::NotPlaced;
    return preview;
}

/// Asks one cluster; `session` null: it is not connected.
ClusterPreview ask(const Task& task, const std::string& cluster, const std::shared_ptr<client::Session>& session,
                   const std::stop_token& stop)
{
    ClusterPreview preview;
    preview.cluster = cluster;
    if (!session)
        return refused(preview, Effect::NotAsked, "not connected");
    const auto& resource = task.situation.resource;
    const auto kind = federation::kindOf(resource);
    const api::ObjectKey key{resource.namespaced ? task.federated.key.ns : "",
                             text(task.federated.manifest, "/metadata/name")};
    const auto found = session->get(resource, key, stop);
    if (!found && found.error().kind != ErrorKind::NotFound)
        return refused(preview, Effect::NotAsked, found.error().message);
    const auto* live = found ? &*found : nullptr;
    if (live && !kind.replicasPath.empty())
        preview.replicasBefore = api::number(*live, kind.replicasPath, 1);
    const auto entry = task.decision.targets.find(cluster);
    if (entry == task.decision.targets.end())
        return withoutTarget(task, live, std::move(preview));
    const auto& target = entry->second;
    preview.overrides = target.overrides;
    if (target.replicas)
        preview.replicasAfter = *target.replicas + target.overflow;
    if (target.error)
        return refused(preview, Effect::Refused, target.error->message);
    if (!target.suspended.empty())
        return refused(preview, Effect::Suspended, target.suspended);
    const bool foreign = live && !federation::isOurs(*live, task.situation.federation);
    if (foreign && task.decision.conflictResolution == federation::ConflictResolution::Abort)
        return refused(preview, Effect::Conflict,
                       "exists and is not managed by " + task.situation.federation + "; conflictResolution=Abort");
    const auto dryRun = session->json(
        api::applyRequest(resource, target.manifest, names::fieldManager, live != nullptr, {}, true), stop);
    preview.effect = !live ? Effect::Created : foreign ? Effect::Adopted : Effect::Changed;
    if (!dryRun && !live && namespaceIsMissing(dryRun.error()))
        preview.reason = "its namespace is made first"; // then there is nobody to ask yet
    else if (!dryRun)
        return refused(preview, dryRun.error().kind == ErrorKind::Unavailable ? Effect::NotAsked : Effect::Refused,
                       dryRun.error().message);
    else if (live)
        preview.differences = federation::differences(*live, *dryRun);
    if (live && !foreign && preview.differences.empty())
        preview.effect = Effect::Unchanged;
    return preview;
}

/// A new object has no uid yet, and the uid decides which of two equal clusters gets one more.
void warnOfTies(Task& task)
{
    if (!task.federated.uid.empty())
        return;
    auto otherwise = task.federated;
    otherwise.uid = "0"; // its hash is odd: the names count downwards
    const auto decision = decide(otherwise, task.situation);
    const auto& targets = task.decision.targets;
    if (!std::equal(targets.begin(), targets.end(), decision.targets.begin(), decision.targets.end(),
                    [](const auto& a, const auto& b) { return a.second.replicas == b.second.replicas; }))
        task.warnings.push_back(
            "some clusters count alike: which of them gets one more is decided by the object's uid, "
            "which it has once it is there");
}

Preview askAll(const Task& task, const federation::Controllers& controllers, const std::stop_token& stop)
{
    Preview preview;
    preview.object = task.federated.object();
    preview.placement = task.decision.trace.placement;
    preview.division = task.decision.explanation;
    preview.warnings = task.warnings;
    preview.error = task.decision.error;
    const auto members = controllers.members();
    preview.clusters.resize(members.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < members.size(); ++i)
        threads.emplace_back([&, i] {
            const auto& cluster = members[i].cluster.name;
            preview.clusters[i] = ask(task, cluster, controllers.session(cluster), stop);
        });
    return (threads.clear(), preview);
}

/// Takes a policy out of the manifests; false when the document is none.
Result<bool> takePolicy(const Json& document, const std::string& source, PolicyChanges& changes)
{
    const auto kind = text(document, "/kind");
    if (api::parseApiVersion(text(document, "/apiVersion")).group != names::group || !kind.ends_with("Policy"))
        return false;
    if (kind.ends_with("OverridePolicy")) {
        auto policy = federation::readOverridePolicy(document, source);
        if (!policy)
            return failure(policy.error());
        changes.overrides.push_back(std::make_shared<const federation::OverridePolicy>(std::move(*policy)));
        return true;
    }
    auto policy = federation::readPolicy(document, source);
    if (!policy)
        return failure(policy.error());
    changes.policies.push_back(std::make_shared<const federation::Policy>(std::move(*policy)));
    return true;
}

/// The federated object as it would be, with what is known of it now.
Federated wanted(const Json& own, const federation::Controllers& controllers)
{
    auto next = federation::readFederated(*api::makeObject(own));
    if (const auto known = controllers.find(federation::idOf(next.key))) {
        next.uid = known->uid;
        next.generation = known->generation;
        next.statuses = known->statuses;
        next.policy = known->policy;
        next.scheduling = known->scheduling;
        next.affinityName = known->affinityName;
    }
    return next;
}

bool sameTargets(const federation::Decision& a, const federation::Decision& b)
{
    return std::equal(
        a.targets.begin(), a.targets.end(), b.targets.begin(), b.targets.end(), [](const auto& x, const auto& y) {
            return x.first == y.first && x.second.manifest == y.second.manifest
                && x.second.suspended == y.second.suspended && x.second.error.has_value() == y.second.error.has_value();
        });
}

} // namespace

const char* name(Effect effect)
{
    static constexpr std::array names{"unchanged", "not placed", "created",  "changed", "adopted",  "deleted",
                                      "released",  "suspended",  "conflict", "refused", "not asked"};
    return names[std::size_t(effect)];
}

bool isChange(Effect effect)
{
    return effect == Effect::Created || effect == Effect::Changed || effect == Effect::Adopted
        || effect == Effect::Deleted || effect == Effect::Released || effect == Effect::Conflict
        || effect == Effect::Refused;
}

Json toJson(const Preview& preview)
{
    Json clusters = Json::array();
    for (const auto& cluster : preview.clusters) {
        Json entry{{"name", cluster.cluster},
                   {"effect", name(cluster.effect)},
                   {"reason", cluster.reason},
                   {"differences", Json::array()},
                   {"overrides", Json::array()}};
        if (cluster.replicasBefore)
            entry["replicasBefore"] = *cluster.replicasBefore;
        if (cluster.replicasAfter)
            entry["replicasAfter"] = *cluster.replicasAfter;
        for (const auto& difference : cluster.differences) {
            Json one{{"path", difference.path}};
            if (difference.before)
                one["before"] = *difference.before;
            if (difference.after)
                one["after"] = *difference.after;
            entry["differences"].push_back(std::move(one));
        }
        for (const auto& applied : cluster.overrides)
            entry["overrides"].push_back(federation::toJson(applied));
        clusters.push_back(std::move(entry));
    }
    Json out{{"object", preview.object},
             {"placement", preview.placement},
             {"division", preview.division},
             {"warnings", preview.warnings},
             {"clusters", std::move(clusters)}};
    if (preview.error)
        out["error"] = federation::errorJson(*preview.error);
    return out;
}

namespace {

/// What the manifests ask for, and which policies they change.
struct Request {
    PolicyChanges changes{};
    std::vector<Task> tasks{};
};

Result<Request> readRequest(std::vector<federation::Manifest> manifests, const std::string& source,
                            const std::string& defaultNamespace, client::Session& host,
                            const federation::Controllers& controllers, const std::stop_token& stop)
{
    Request request;
    for (auto& manifest : manifests) {
        const auto where = source + ":" + std::to_string(manifest.line);
        auto resource = resolve(host, controllers, manifest.document, stop);
        if (!resource)
            return failure(std::move(resource.error()).during(where));
        const auto standing = standingOf(std::move(*resource), std::move(manifest.document), defaultNamespace);
        const auto policy = takePolicy(standing.own, where, request.changes);
        if (!policy)
            return failure(policy.error());
        if (*policy)
            continue;
        if (standing.id.empty())
            return failure(ErrorKind::Invalid, "preview.not-previewed",
                           where + ": what a changed " + standing.resource.kind + " would do is not previewed");
        Task task;
        task.federated = wanted(standing.own, controllers);
        task.warnings = std::move(manifest.warnings);
        request.tasks.push_back(std::move(task));
    }
    return request;
}

/// The objects that stay as they are and that the changed policies would move or change.
Result<void> addAffected(Request& request, federation::Controllers& controllers, const std::stop_token& stop)
{
    if (request.changes.empty())
        return {};
    for (const auto& federated : controllers.federated()) {
        if (std::any_of(request.tasks.begin(), request.tasks.end(),
                        [&](const Task& task) { return task.federated.key == federated.key; }))
            continue;
        auto situation = controllers.situation(federated, stop);
        if (!situation)
            return failure(std::move(situation.error()).during(federated.object()));
        const auto before = decide(federated, *situation);
        request.changes.apply(*situation);
        if (sameTargets(before, decide(federated, *situation)))
            continue;
        Task task;
        task.federated = federated;
        request.tasks.push_back(std::move(task));
    }
    return {};
}

} // namespace

Result<std::vector<Preview>> Engine::preview(const std::string& manifests, const std::string& source,
                                             const std::string& defaultNamespace, std::stop_token stop)
{
    auto read = federation::readManifests(manifests, source);
    if (!read)
        return failure(read.error());
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    auto& controllers = *opened->controllers;
    awaitMembers(controllers, stop);
    auto request = readRequest(std::move(*read), source, defaultNamespace, *opened->host.session, controllers, stop);
    if (!request)
        return failure(request.error());
    if (auto added = addAffected(*request, controllers, stop); !added)
        return failure(added.error());
    std::vector<Preview> previews;
    for (auto& task : request->tasks) {
        auto situation = controllers.situation(task.federated, stop);
        if (!situation)
            return failure(std::move(situation.error()).during(task.federated.object()));
        task.situation = std::move(*situation);
        request->changes.apply(task.situation);
        task.decision = decide(task.federated, task.situation);
        warnOfTies(task);
        previews.push_back(askAll(task, controllers, stop));
    }
    return previews;
}

} // namespace orrery::engine
