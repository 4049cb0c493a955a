#pragma once

#include "engine/snapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace orrery::ui {

/// Something about a cluster that somebody should look at.
struct Attention {
    QString title{}; ///< "ConfigMap default/microbot-config"
    QString text{}; ///< "Conflict, not ours"
    engine::ClusterState state = engine::ClusterState::Degraded; ///< which mark stands before it
    QString workload{}; ///< WorkloadView::id; empty when it is not a workload

    [[nodiscard]] bool operator==(const Attention&) const = default;
};

/// A cluster as map, table and inspector show it: the engine's view with its place and the sentences for people.
struct ClusterRow {
    engine::ClusterView view{};
    QString place{}; ///< "Oregon"; empty when the region is not in the gazetteer
    QString area{}; ///< "US West"
    std::optional<double> latitude{};
    std::optional<double> longitude{};
    QString sentence{}; ///< why it is not healthy, or how many nodes are ready
    QString lead{}; ///< the sentence's first part, in the state's colour: "Degraded for 6 min."
    std::vector<Attention> attention{};
};

/// Joins the clusters of a snapshot with their places, and with what of the workloads needs attention in them. `now` is
/// for ages in sentences. Pure but for the translation that is installed.
[[nodiscard]] std::vector<ClusterRow> clusterRows(const engine::Snapshot& snapshot, WallTime now);

/// ClusterRow::lead at another time.
[[nodiscard]] QString clusterLead(const engine::ClusterView& view, WallTime now);

} // namespace orrery::ui
