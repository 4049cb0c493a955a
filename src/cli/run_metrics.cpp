#include "cli/run_metrics.h"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace orrery::cli {

namespace {

using engine::ClusterState;
using engine::ClusterView;
using federation::PlacementState;

std::string escaped(std::string_view value)
{
    std::string out;
    for (const char each : value) {
        if (each == '\\' || each == '"')
            out += '\\';
        out += each == '\n' ? std::string("\\n") : std::string(1, each);
    }
    return out;
}

/// One metric after the other, each with its labels.
class Page {
public:
    void metric(std::string_view name, std::string_view type, std::string_view help)
    {
        m_name = name;
        m_text += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
    }
    using Labels = std::vector<std::pair<std::string_view, std::string_view>>;
    void sample(const Labels& labels, double value, std::string_view suffix = {})
    {
        std::string list;
        for (const auto& [label, text] : labels)
            list += fmt::format("{}{}=\"{}\"", list.empty() ? "" : ",", label, escaped(text));
        m_text += fmt::format("{}{}{} {}\n", m_name, suffix, list.empty() ? "" : "{" + list + "}", value);
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string_view m_name{};
    std::string m_text{};
};

constexpr std::array<std::pair<ClusterState, std::string_view>, 5> clusterStates{{
    {ClusterState::Healthy, "healthy"},
    {ClusterState::Connecting, "connecting"},
    {ClusterState::Unknown, "unknown"},
    {ClusterState::Degraded, "degraded"},
    {ClusterState::Down, "down"},
}};

void tellFederation(Page& page, const engine::Snapshot& snapshot)
{
    page.metric("orrery_build_info", "gauge", "Always 1; the version is its label.");
    page.sample({{"version", ORRERY_VERSION}}, 1);
    page.metric("orrery_connected", "gauge", "1 while the federation's host is open.");
    page.sample({{"federation", snapshot.federation}}, snapshot.phase == engine::Phase::Open ? 1 : 0);
    page.metric("orrery_leader", "gauge", "1 while this process holds the Lease and acts.");
    page.sample({}, snapshot.lease.ours ? 1 : 0);
    page.metric("orrery_federated_objects", "gauge", "Objects that the federation propagates.");
    page.sample({}, double(snapshot.workloads.size()));
}

void tellClusters(Page& page, const engine::Snapshot& snapshot)
{
    std::vector<const ClusterView*> clusters;
    for (const auto& cluster : snapshot.clusters)
        if (cluster.host || cluster.member)
            clusters.push_back(&cluster);

    page.metric("orrery_cluster_state", "gauge", "1 for the state that the cluster is in, 0 for the others.");
    for (const auto* cluster : clusters)
        for (const auto& [state, name] : clusterStates)
            page.sample({{"cluster", cluster->name}, {"state", name}}, cluster->state == state ? 1 : 0);
    page.metric("orrery_cluster_nodes", "gauge", "Nodes of the cluster.");
    for (const auto* cluster : clusters)
        page.sample({{"cluster", cluster->name}}, cluster->nodes);
    page.metric("orrery_cluster_nodes_ready", "gauge", "Nodes that are Ready.");
    for (const auto* cluster : clusters)
        page.sample({{"cluster", cluster->name}}, cluster->nodesReady);
    page.metric("orrery_cluster_probe_seconds", "gauge",
                "How long the last health probe took; absent before the first.");
    for (const auto* cluster : clusters)
        if (cluster->latency)
            page.sample({{"cluster", cluster->name}}, double(cluster->latency->count()) / 1000);
}

void tellPlacements(Page& page, const engine::Snapshot& snapshot)
{
    std::map<std::string, std::map<PlacementState, int>> counts;
    for (const auto& cluster : snapshot.clusters)
        if (cluster.member)
            counts[cluster.name];
    for (const auto& workload : snapshot.workloads)
        for (const auto& placement : workload.placements)
            ++counts[placement.cluster][placement.state];
    page.metric("orrery_placements", "gauge", "Federated objects in the cluster, by state.");
    for (auto& [cluster, states] : counts)
        for (int state = 0; state <= int(PlacementState::Failed); ++state)
            page.sample({{"cluster", cluster}, {"state", name(PlacementState(state))}}, states[PlacementState(state)]);
}

} // namespace

void RunMetrics::count(const federation::Event& event)
{
    const std::lock_guard lock(m_mutex);
    ++m_events[{event.controller, std::string(name(event.severity))}];
    if (!event.took)
        return;
    auto& steps = m_steps[{event.controller, event.cluster}];
    ++steps.count;
    steps.total += *event.took;
}

std::string RunMetrics::text(const engine::Snapshot& snapshot) const
{
    Page page;
    tellFederation(page, snapshot);
    tellClusters(page, snapshot);
    tellPlacements(page, snapshot);
    const std::lock_guard lock(m_mutex);
    page.metric("orrery_events_total", "counter", "Events since the start.");
    for (const auto& [key, count] : m_events)
        page.sample({{"controller", key.first}, {"severity", key.second}}, double(count));
    page.metric("orrery_step_seconds", "summary", "How long writes to a cluster and other timed steps took.");
    for (const auto& [key, steps] : m_steps) {
        page.sample({{"controller", key.first}, {"cluster", key.second}}, double(steps.total.count()) / 1000, "_sum");
        page.sample({{"controller", key.first}, {"cluster", key.second}}, double(steps.count), "_count");
    }
    return std::move(page).text();
}

} // namespace orrery::cli
