#include "engine/snapshot_builder.h"

#include "federation/yaml.h"

#include <algorithm>
#include <tuple>

namespace orrery::engine {

using federation::Federated;
using federation::HealthMachine;

namespace {

ClusterState stateOf(const federation::Member::View& member)
{
    switch (member.health) {
    case HealthMachine::State::Connecting: return ClusterState::Connecting;
    case HealthMachine::State::Ready: break;
    case HealthMachine::State::NotReady: return ClusterState::Degraded;
    case HealthMachine::State::Offline: return ClusterState::Down;
    case HealthMachine::State::CredentialsInvalid: return ClusterState::Degraded;
    }
    return member.facts && member.facts->nodesReady < member.facts->nodes ? ClusterState::Degraded
                                                                          : ClusterState::Healthy;
}

std::string hostAndPort(std::string url)
{
    if (const auto scheme = url.find("://"); scheme != std::string::npos)
        url.erase(0, scheme + 3);
    return url.substr(0, url.find('/'));
}

void putFacts(ClusterView& view, const federation::ClusterFacts& facts)
{
    view.version = facts.version;
    view.nodes = facts.nodes;
    view.nodesReady = facts.nodesReady;
    view.cpuAllocatable = facts.cpuAllocatable;
    view.memoryAllocatable = facts.memoryAllocatable;
    view.cpuRequested = std::max(0.0, facts.cpuRequested);
    view.memoryRequested = std::max(0.0, facts.memoryRequested);
}

ClusterView clusterView(const federation::Member::View& member)
{
    ClusterView view;
    view.name = member.cluster.name;
    view.server = hostAndPort(member.cluster.endpoint);
    view.member = true;
    view.state = stateOf(member);
    view.reason = federation::name(member.health);
    view.message = member.message;
    view.provider = member.cluster.provider;
    view.region = member.cluster.region;
    view.zones = member.cluster.zones;
    view.insecure = member.cluster.insecure;
    if (member.facts) {
        const auto& facts = *member.facts;
        putFacts(view, facts);
        if (view.state == ClusterState::Degraded && view.message.empty())
            view.message = std::to_string(facts.nodes - facts.nodesReady) + " of " + std::to_string(facts.nodes)
                         + " nodes are not ready";
    }
    view.latencies = member.latencies;
    if (!member.latencies.empty())
        view.latency = member.latencies.back();
    view.lastAnswer = member.session.lastAnswer;
    view.stateSince = member.since;
    view.credentialExpiry = member.tokenExpiry;
    if (member.session.answered)
        view.clockSkew = member.session.clockSkew;
    return view;
}

void count(ClusterView& view, PlacementState state)
{
    switch (state) {
    case PlacementState::NotPlaced: return;
    case PlacementState::InSync: ++view.inSync; break;
    case PlacementState::Progressing:
    case PlacementState::Removing:
    case PlacementState::Suspended: ++view.progressing; break;
    case PlacementState::Drift:
    case PlacementState::Conflict: ++view.conflicts; break;
    case PlacementState::Failed: ++view.failed; break;
    case PlacementState::Waiting: ++view.waiting; break;
    }
    ++view.objects;
}

/// A Secret's values are shown to nobody.
api::Json masked(api::Json manifest)
{
    if (api::text(manifest, "/kind") == "Secret") {
        for (const auto* field : {"data", "stringData"}) {
            if (const auto found = manifest.find(field); found != manifest.end() && found->is_object()) {
                for (auto& [key, value] : found->items())
                    value = "••••";
            }
        }
    }
    return manifest;
}

std::vector<WhyStep> whyOf(const Federated& federated)
{
    std::vector<WhyStep> why;
    why.push_back({"Policy", false,
                   federated.ownPlacement ? "placed by its own spec.placement"
                   : federated.policy     ? federated.policy->text()
                                          : "no policy names it: every member, divided fairly",
                   parseRfc3339(federated.created)});
    WhyStep decision{"Decision", false, federated.decision, {}};
    if (decision.text.empty())
        decision.text = federated.algorithm.empty() ? "the same in every chosen cluster" : federated.algorithm;
    why.push_back(std::move(decision));
    for (const auto& status : federated.statuses) {
        if (status.state == PlacementState::NotPlaced) {
            if (!status.message.empty())
                why.push_back({"Decision", false, "not in " + status.cluster + ": " + status.message,
                               parseRfc3339(status.since)});
            continue;
        }
        const bool written = status.state == PlacementState::InSync || status.state == PlacementState::Progressing;
        std::string write = status.cluster + ": ";
        if (written)
            write += "server-side apply, generation " + std::to_string(status.observedGeneration)
                   + (status.writeTook ? ", " + std::to_string(status.writeTook->count()) + " ms" : "");
        else
            write += std::string(name(status.state)) + (status.message.empty() ? "" : ", " + status.message);
        why.push_back({"Write", !written && status.state != PlacementState::Suspended, std::move(write),
                       parseRfc3339(status.since)});
        if (written && status.replicas)
            why.push_back({"Pods", status.ready.value_or(0) < *status.replicas,
                           status.cluster + ": " + std::to_string(status.ready.value_or(0)) + " of "
                               + std::to_string(*status.replicas) + " ready",
                           parseRfc3339(status.since)});
    }
    std::stable_partition(why.begin(), why.end(), [](const WhyStep& step) { return step.broken; });
    return why;
}

WorkloadView workloadView(const Federated& federated, const std::vector<ClusterView>& clusters)
{
    WorkloadView view;
    view.id = federation::idOf(federated.key);
    view.apiVersion = federated.apiVersion();
    view.kind = federated.kind();
    view.ns = federated.key.ns;
    view.name = api::text(federated.manifest, "/metadata/name");
    view.algorithm = federated.algorithm;
    for (const auto& cluster : clusters) {
        if (!cluster.member)
            continue;
        PlacementView placement;
        placement.cluster = cluster.name;
        const auto status = std::find_if(federated.statuses.begin(), federated.statuses.end(),
                                         [&](const auto& item) { return item.cluster == cluster.name; });
        if (status != federated.statuses.end()) {
            placement.state = status->state;
            placement.reason = status->reason;
            placement.message = status->message;
            if (status->replicas && status->state != PlacementState::NotPlaced) {
                placement.desired = int(*status->replicas);
                placement.ready = int(status->ready.value_or(0));
                view.desired = view.desired.value_or(0) + *placement.desired;
                view.ready = view.ready.value_or(0) + *placement.ready;
            }
            placement.since = parseRfc3339(status->since);
            placement.writeTook = status->writeTook;
        }
        view.worst = std::max(view.worst, placement.state);
        view.placements.push_back(std::move(placement));
    }
    view.why = whyOf(federated);
    view.manifest = federation::toYaml(masked(federated.manifest));
    return view;
}

} // namespace

void fillClusters(Snapshot& snapshot, const federation::Controllers* controllers,
                  const std::vector<ContextView>& contexts, const Clock& clock)
{
    if (controllers) {
        for (const auto& member : controllers->members())
            snapshot.clusters.push_back(clusterView(member));
    }
    for (const auto& context : contexts) {
        if (context.name == snapshot.federation)
            continue; // the federation's own context reaches the host, which has a row already
        const auto same =
            std::find_if(snapshot.clusters.begin(), snapshot.clusters.end(), [&](const ClusterView& cluster) {
                return cluster.name == context.name || (!context.server.empty() && cluster.server == context.server);
            });
        if (same != snapshot.clusters.end()) {
            same->context = context.name;
            continue;
        }
        ClusterView view;
        view.name = context.name;
        view.context = context.name;
        view.server = context.server;
        view.reason = context.problem.empty() ? "NotConnected" : "NotUsable";
        view.message = context.problem;
        snapshot.clusters.push_back(std::move(view));
    }
    for (auto& cluster : snapshot.clusters)
        cluster.host = cluster.name == snapshot.hostCluster;
    std::stable_sort(snapshot.clusters.begin(), snapshot.clusters.end(),
                     [](const ClusterView& a, const ClusterView& b) {
                         return std::tuple(!a.host, !a.member, a.name) < std::tuple(!b.host, !b.member, b.name);
                     });
    for (const auto& cluster : snapshot.clusters) {
        if (cluster.member && cluster.state != ClusterState::Down && cluster.lastAnswer
            && clock.wall() - *cluster.lastAnswer < std::chrono::seconds(30))
            ++snapshot.answered;
    }
}

void fillHost(Snapshot& snapshot, const std::optional<federation::ClusterFacts>& facts,
              const client::SessionHealth& health, const std::optional<Error>& trouble, const Clock& clock)
{
    const auto host = std::find_if(snapshot.clusters.begin(), snapshot.clusters.end(),
                                   [](const ClusterView& cluster) { return cluster.host && !cluster.member; });
    if (host == snapshot.clusters.end())
        return;
    host->state = trouble ? ClusterState::Down : ClusterState::Healthy;
    host->reason = trouble ? "Offline" : "Ready";
    host->message = trouble ? trouble->message : std::string();
    host->latency = health.latency;
    host->lastAnswer = health.lastAnswer;
    host->clockSkew = health.clockSkew;
    if (facts) {
        putFacts(*host, *facts);
        host->provider = facts->provider;
        host->region = facts->region;
        host->zones = facts->zones;
    }
    snapshot.answered += !trouble && health.lastAnswer && clock.wall() - *health.lastAnswer < std::chrono::seconds(90);
}

void fillWorkloads(Snapshot& snapshot, const federation::Controllers& controllers)
{
    for (const auto& federated : controllers.federated()) {
        snapshot.workloads.push_back(workloadView(federated, snapshot.clusters));
        for (auto& cluster : snapshot.clusters) {
            for (const auto& placement : snapshot.workloads.back().placements) {
                if (placement.cluster == cluster.name)
                    count(cluster, placement.state);
            }
        }
    }
    std::stable_sort(snapshot.workloads.begin(), snapshot.workloads.end(),
                     [](const WorkloadView& a, const WorkloadView& b) {
                         return std::tie(a.ns, a.kind, a.name) < std::tie(b.ns, b.kind, b.name);
                     });
}

} // namespace orrery::engine
