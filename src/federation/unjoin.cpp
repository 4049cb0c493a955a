#include "federation/membership.h"

#include "federation/membership_steps.h"
#include "federation/names.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;

namespace {

/// What an unjoin knows of one member; its steps share it.
struct Leaving {
    FederationObject federation{};
    Access host{};
    MemberCluster cluster{};
    Access member{}; ///< session null when it cannot be reached and force was given
    bool mayRemoveRoles = false;
    bool removeObjects = false;
    std::vector<api::Resource> kinds{};
};
using LeavingPtr = std::shared_ptr<Leaving>;

/// The kinds that federated objects are of, Namespaces last: what is in them goes first.
std::vector<api::Resource> kindsInUse(client::Session& host, client::Session& member, std::stop_token stop)
{
    std::vector<api::Resource> kinds;
    client::Discovery discovery(std::shared_ptr<client::Session>(&member, [](client::Session*) {}));
    for (const auto& own : {resources::federatedResources, resources::clusterFederatedResources}) {
        const auto page = host.list(own, "", {}, stop);
        if (!page)
            continue;
        for (const auto& object : page->items) {
            const auto federated = readFederated(*object);
            const auto kind = discovery.find(federated.apiVersion(), federated.kind(), stop);
            if (kind && *kind != resources::namespaces && std::find(kinds.begin(), kinds.end(), *kind) == kinds.end())
                kinds.push_back(*kind);
        }
    }
    kinds.push_back(resources::namespaces);
    return kinds;
}

Result<std::vector<std::pair<api::Resource, api::ObjectPtr>>> ours(const Leaving& leaving, std::stop_token stop)
{
    std::vector<std::pair<api::Resource, api::ObjectPtr>> found;
    api::ListOptions options;
    options.labelSelector = std::string(names::managedBy) + "=" + leaving.federation.name;
    for (const auto& kind : leaving.kinds) {
        const auto page = leaving.member.session->list(kind, "", options, stop);
        if (!page)
            return failure(page.error());
        for (const auto& object : page->items) {
            // The system namespace is taken down with the credentials, not with the workloads.
            if (!(kind == resources::namespaces && object->key.name == leaving.federation.systemNamespace))
                found.emplace_back(kind, object);
        }
    }
    return found;
}

Result<void> removeOne(const Leaving& leaving, const api::Resource& kind, const api::Object& object,
                       std::stop_token stop)
{
    if (object.deleting)
        return {};
    auto removed = leaving.member.session->remove(kind, object.key, {.uid = object.uid}, stop);
    if (!removed && removed.error().kind == ErrorKind::NotFound)
        return {};
    return removed;
}

Result<void> releaseOne(const Leaving& leaving, const api::Resource& kind, const api::Object& object,
                        std::stop_token stop)
{
    const Json patch{{"metadata",
                      {{"labels", {{names::managedBy, nullptr}}},
                       {"annotations", {{names::ownerUid, nullptr}, {names::appliedHash, nullptr}}}}}};
    const auto patched = leaving.member.session->mergePatch(kind, object.key, patch, {}, stop);
    if (!patched && patched.error().kind != ErrorKind::NotFound)
        return failure(patched.error());
    return {};
}

Step pauseStep(const LeavingPtr& leaving)
{
    return steps::act(
        leaving->host, "Stop writing to " + leaving->cluster.name,
        [leaving](std::stop_token stop) -> Result<std::string> {
            const auto paused = leaving->host.session->mergePatch(resources::clusters, {"", leaving->cluster.name},
                                                                  {{"spec", {{"paused", true}}}}, {}, stop);
            if (!paused)
                return failure(paused.error());
            return "paused";
        },
        [leaving](std::stop_token stop) -> Result<void> {
            const auto resumed = leaving->host.session->mergePatch(resources::clusters, {"", leaving->cluster.name},
                                                                   {{"spec", {{"paused", false}}}}, {}, stop);
            return resumed ? Result<void>() : failure(resumed.error());
        });
}

Step drainStep(const LeavingPtr& leaving)
{
    const auto verb = leaving->removeObjects ? "Remove" : "Keep";
    return steps::act(
        leaving->member, std::string(verb) + " what was propagated to " + leaving->cluster.name,
        [leaving](std::stop_token stop) -> Result<std::string> {
            std::size_t count = 0;
            bool first = true;
            // A write that was under way when the cluster was paused may still arrive: until none is left.
            const auto drained = steps::waitFor(
                "the propagated objects to be gone", std::chrono::seconds(60), stop, [&]() -> Result<bool> {
                    const auto left = ours(*leaving, stop);
                    if (!left)
                        return failure(left.error());
                    if (first)
                        count = left->size();
                    for (const auto& [kind, object] : *left) {
                        const auto done = leaving->removeObjects ? removeOne(*leaving, kind, *object, stop)
                                                                 : releaseOne(*leaving, kind, *object, stop);
                        if (!done)
                            return failure(done.error().during(kind.kind + " " + object->key.text()));
                    }
                    const bool again = first || !left->empty();
                    first = false;
                    return !again;
                });
            if (!drained)
                return failure(drained.error());
            return std::to_string(count) + (count == 1 ? " object " : " objects ")
                 + (leaving->removeObjects ? "removed" : "kept, no longer managed");
        });
}

void addSteps(const LeavingPtr& leaving, Procedure& procedure)
{
    const auto first = procedure.steps.size();
    auto& list = procedure.steps;
    const auto& name = leaving->cluster.name;
    const auto role = "orrery:" + leaving->federation.name + ":" + name;
    const auto& ns = leaving->federation.systemNamespace;
    list.push_back(pauseStep(leaving));
    if (leaving->member.session) {
        list.push_back(drainStep(leaving));
        if (leaving->mayRemoveRoles) {
            list.push_back(steps::remove(leaving->member, "Remove role binding " + role, resources::clusterRoleBindings,
                                         {"", role}));
            list.push_back(steps::remove(leaving->member, "Remove role " + role, resources::clusterRoles, {"", role}));
        }
        list.push_back(steps::remove(leaving->member, "Remove service account " + leaving->cluster.serviceAccount,
                                     resources::serviceAccounts, {ns, leaving->cluster.serviceAccount}));
        // The host keeps its own things in a namespace of that name.
        if (leaving->mayRemoveRoles && name != leaving->federation.hostCluster)
            list.push_back(steps::remove(leaving->member, "Remove namespace " + ns, resources::namespaces, {"", ns}));
    }
    list.push_back(steps::remove(leaving->host, "Remove its token from the host", resources::secrets,
                                 {ns, leaving->cluster.secretName}));
    list.push_back(steps::remove(leaving->host, "Remove cluster " + name, resources::clusters, {"", name}));
    for (auto step = first; step < list.size(); ++step)
        list[step].group = name;
}

/// The way into the member: its kubeconfig context, else the token that its join stored.
Check reach(const Connect& connect, const UnjoinPlan& plan, Leaving& leaving, std::stop_token stop)
{
    if (const auto known = plan.access.find(leaving.cluster.name); known != plan.access.end()) {
        leaving.member = known->second;
        leaving.mayRemoveRoles = true;
    } else if (const auto token =
                   readToken(*leaving.host.session, leaving.federation.systemNamespace, leaving.cluster, stop)) {
        if (auto session = connect(leaving.cluster, *token))
            leaving.member.session = std::move(*session);
    }
    leaving.member.name = leaving.cluster.name;
    leaving.member.endpoint = leaving.cluster.endpoint;
    auto check = leaving.member.session ? steps::reachable(leaving.member, stop)
                                        : steps::skipped(leaving.member, "reachable", "Reachable", "no credentials");
    if (check.verdict == Verdict::Pass)
        return check;
    leaving.member.session.reset();
    check.verdict = plan.force ? Verdict::Warn : Verdict::Fail;
    check.detail += (check.detail.empty() ? "" : " ") + leaving.cluster.name
                  + " cannot be cleaned up: its objects, the service account " + leaving.cluster.serviceAccount
                  + " and its role stay behind there.";
    if (!plan.force)
        check.fix = "Bring it back, or forget it with: orreryctl unjoin " + leaving.cluster.name + " --keep --force";
    return check;
}

} // namespace

Result<Procedure> planUnjoin(const FederationObject& federation, const Access& host, const UnjoinPlan& plan,
                             const Connect& connect, std::stop_token stop)
{
    Procedure procedure;
    procedure.title =
        "Unjoin " + std::to_string(plan.clusters.size()) + (plan.clusters.size() == 1 ? " cluster" : " clusters");
    procedure.command = "orreryctl unjoin";
    for (const auto& name : plan.clusters) {
        procedure.command += " " + name;
        const auto object = host.session->get(resources::clusters, {"", name}, stop);
        if (!object && object.error().kind == ErrorKind::NotFound)
            return failure(ErrorKind::NotFound, "federation.not-a-member",
                           name + " is not a member of " + federation.name
                               + "; see the members with: orreryctl get clusters --context=" + federation.name);
        if (!object)
            return failure(object.error());
        auto leaving = std::make_shared<Leaving>();
        leaving->federation = federation;
        leaving->host = host;
        leaving->cluster = readCluster(*api::makeObject(*object));
        leaving->removeObjects = plan.removeObjects;
        procedure.checks.push_back(reach(connect, plan, *leaving, stop));
        if (leaving->member.session)
            leaving->kinds = kindsInUse(*host.session, *leaving->member.session, stop);
        addSteps(leaving, procedure);
    }
    procedure.command += std::string(plan.removeObjects ? " --remove" : " --keep") + (plan.force ? " --force" : "")
                       + " --context=" + federation.name;
    return procedure;
}

} // namespace orrery::federation
