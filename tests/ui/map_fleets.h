#pragma once

#include "engine/snapshot.h"

#include <array>
#include <string>

namespace orrery::ui {

using namespace std::chrono_literals;
using engine::ClusterState;

/// A healthy member with plausible numbers.
inline engine::ClusterView sampleCluster(std::string name, std::string provider, std::string region,
                                         ClusterState state = ClusterState::Healthy)
{
    const auto now = Clock::system().wall();
    constexpr double gib = 1024.0 * 1024 * 1024;
    engine::ClusterView view;
    view.name = std::move(name);
    view.context = view.name;
    view.server = view.name + ".example.com:6443";
    view.provider = std::move(provider);
    view.region = std::move(region);
    view.zones = {view.region + "-a", view.region + "-b"};
    view.state = state;
    view.stateSince = now - 6min;
    view.member = true;
    view.version = "v1.31.4";
    view.nodes = 3;
    view.nodesReady = state == ClusterState::Degraded ? 2 : 3;
    view.objects = 9;
    view.inSync = 9;
    view.cpuAllocatable = 8;
    view.cpuRequested = 4.9;
    view.memoryAllocatable = 16 * gib;
    view.memoryRequested = 15.1 * gib;
    view.lastAnswer = state == ClusterState::Down ? now - 12min : now - 2s;
    view.latency = 74ms;
    for (int i = 0; i < 40; ++i)
        view.latencies.push_back(std::chrono::milliseconds(70 + (i * 7) % 9 + (i == 28 ? 60 : 0)));
    view.credentialExpiry = now + 148h;
    view.clockSkew = 0s;
    if (state == ClusterState::Down)
        view.message = "dial tcp 192.0.2.19:6443: i/o timeout";
    return view;
}

/// Three clusters as in the walk-through: the host, one with a conflict, one that progresses.
inline engine::SnapshotPtr sampleRing()
{
    auto snapshot = std::make_shared<engine::Snapshot>();
    snapshot->clusters = {sampleCluster("gke", "gcp", "us-east1"),
                          sampleCluster("aws", "aws", "us-west-2", ClusterState::Degraded),
                          sampleCluster("azure", "azure", "westeurope")};
    snapshot->clusters[0].host = true;
    snapshot->clusters[0].member = false;
    snapshot->clusters[1].conflicts = 1;
    snapshot->clusters[1].inSync = 7;
    snapshot->clusters[1].progressing = 1;
    engine::WorkloadView config;
    config.id = "default/microbot-config";
    config.kind = "ConfigMap";
    config.ns = "default";
    config.name = "microbot-config";
    config.placements = {{.cluster = "aws", .state = federation::PlacementState::Conflict, .message = "not ours"}};
    engine::WorkloadView pods = config;
    pods.id = "default/microbot";
    pods.kind = "Deployment";
    pods.name = "microbot";
    pods.placements = {{.cluster = "aws", .state = federation::PlacementState::Progressing, .desired = 5, .ready = 3}};
    snapshot->workloads = {config, pods};
    return snapshot;
}

/// Some forty clusters all over the world: a region down, several in one place, two without a place.
inline engine::SnapshotPtr sampleFleet()
{
    struct Row {
        const char* name;
        const char* provider;
        const char* region;
        ClusterState state = ClusterState::Healthy;
    };
    constexpr std::array rows{
        Row{"ord-host", "gcp", "us-east5"},
        Row{"iad-a", "aws", "us-east-1"},
        Row{"iad-b", "aws", "us-east-1"},
        Row{"iad-c", "gcp", "us-east4", ClusterState::Degraded},
        Row{"cmh-a", "aws", "us-east-2"},
        Row{"cmh-b", "aws", "us-east-2"},
        Row{"bos-a", "azure", "eastus"},
        Row{"pdx-a", "aws", "us-west-2"},
        Row{"pdx-b", "gcp", "us-west1"},
        Row{"sfo-a", "aws", "us-west-1"},
        Row{"sfo-b", "azure", "westus"},
        Row{"mx-qro", "aws", "mx-central-1"},
        Row{"gru-a", "aws", "sa-east-1"},
        Row{"gru-b", "azure", "brazilsouth"},
        Row{"lon-a", "aws", "eu-west-2"},
        Row{"dub-a", "aws", "eu-west-1"},
        Row{"dub-b", "azure", "northeurope"},
        Row{"par-a", "gcp", "europe-west9"},
        Row{"par-b", "aws", "eu-west-3"},
        Row{"sto-a", "aws", "eu-north-1"},
        Row{"osl-a", "azure", "norwayeast"},
        Row{"hel-a", "gcp", "europe-north1"},
        Row{"fra-1", "aws", "eu-central-1", ClusterState::Down},
        Row{"fra-2", "aws", "eu-central-1", ClusterState::Down},
        Row{"fra-3", "aws", "eu-central-1", ClusterState::Down},
        Row{"ae-dxb", "aws", "me-central-1", ClusterState::Unknown},
        Row{"za-jnb", "gcp", "africa-south1"},
        Row{"bom-a", "aws", "ap-south-1"},
        Row{"bom-b", "gcp", "asia-south1"},
        Row{"sin-a", "aws", "ap-southeast-1"},
        Row{"sin-b", "gcp", "asia-southeast1", ClusterState::Degraded},
        Row{"kul-a", "azure", "malaysiawest"},
        Row{"kr-sel", "aws", "ap-northeast-2"},
        Row{"tw-cgh", "gcp", "asia-east1"},
        Row{"tyo-a", "aws", "ap-northeast-1"},
        Row{"tyo-b", "aws", "ap-northeast-1"},
        Row{"tyo-c", "aws", "ap-northeast-1", ClusterState::Connecting},
        Row{"tyo-d", "aws", "ap-northeast-1"},
        Row{"syd-a", "aws", "ap-southeast-2"},
        Row{"syd-b", "gcp", "australia-southeast1"},
        Row{"plant-7", "", "lyon-1"},
        Row{"kind-ci", "", "", ClusterState::Unknown},
    };
    auto snapshot = std::make_shared<engine::Snapshot>();
    for (const auto& row : rows)
        snapshot->clusters.push_back(sampleCluster(row.name, row.provider, row.region, row.state));
    snapshot->clusters.front().host = true;
    return snapshot;
}

} // namespace orrery::ui
