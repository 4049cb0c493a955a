#include "ui/clusters/cluster_row.h"

#include "clouds/region.h"
#include "ui/clusters/cluster_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace orrery::ui {

namespace {

using engine::ClusterState;
using engine::ClusterView;
using federation::PlacementState;

struct ClusterRowText {
    Q_DECLARE_TR_FUNCTIONS(ClusterRowText)
};

constexpr std::chrono::hours expirySoon{24};
constexpr std::chrono::seconds skewTooMuch{5};

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

/// Nodes first, then objects; both when both are wrong.
QString trouble(const ClusterView& view)
{
    QStringList parts;
    if (const int away = view.nodes - view.nodesReady; away > 0)
        parts << ClusterRowText::tr("%1 of %n node(s) not ready", nullptr, view.nodes).arg(away);
    if (view.conflicts > 0)
        parts << ClusterRowText::tr("%n object(s) in conflict", nullptr, view.conflicts);
    if (view.failed > 0)
        parts << ClusterRowText::tr("%n object(s) failed", nullptr, view.failed);
    if (view.waiting > 0)
        parts << ClusterRowText::tr("%n object(s) waiting", nullptr, view.waiting);
    if (parts.isEmpty())
        return text(view.message);
    return ClusterRowText::tr("%1.").arg(parts.join(ClusterRowText::tr(", ", "between parts of a sentence")));
}

QString rest(const ClusterView& view)
{
    switch (view.state) {
    case ClusterState::Healthy:
        if (!view.member && !view.host)
            return ClusterRowText::tr("It has not joined the federation.");
        return ClusterRowText::tr("%n node(s) ready, %1 of %2 objects in sync.", nullptr, view.nodesReady)
            .arg(view.inSync)
            .arg(view.objects);
    case ClusterState::Connecting: return ClusterRowText::tr("Waiting for its first answer.");
    case ClusterState::Unknown:
        return view.reason == "NotConnected" ? ClusterRowText::tr("Not connected. It is contacted only when you ask.")
                                             : text(view.message);
    case ClusterState::Degraded: return trouble(view);
    case ClusterState::Down:
        return view.message.empty() ? ClusterRowText::tr("It does not answer.") : text(view.message);
    }
    return {};
}

void place(ClusterRow& row)
{
    const auto* region = clouds::findRegion(row.view.provider, row.view.region);
    if (!region)
        region = clouds::findRegionAnywhere(row.view.region);
    for (const auto& zone : row.view.zones) {
        if (!region)
            region = clouds::findRegionOfZone(zone);
    }
    if (!region)
        return;
    row.place = text(region->place);
    row.area = text(region->area);
    row.latitude = region->latitude;
    row.longitude = region->longitude;
}

bool lacksReplicas(const engine::PlacementView& placement)
{
    return placement.state == PlacementState::Progressing && placement.desired && placement.ready
        && *placement.ready < *placement.desired;
}

QString why(const engine::PlacementView& placement)
{
    if (lacksReplicas(placement))
        return ClusterRowText::tr("%1 of %n replica(s) ready", nullptr, *placement.desired).arg(*placement.ready);
    const auto word = placementWord(placement.state);
    return placement.message.empty()
             ? word
             : ClusterRowText::tr("%1: %2", "state, message").arg(word, text(placement.message));
}

QString title(const engine::WorkloadView& workload)
{
    const auto name = workload.ns.empty() ? workload.name : workload.ns + "/" + workload.name;
    return text(workload.kind + " " + name);
}

void addWorkloads(std::vector<ClusterRow>& rows, const engine::Snapshot& snapshot)
{
    std::map<std::string_view, ClusterRow*> byName;
    for (auto& row : rows)
        byName[row.view.name] = &row;
    std::map<const ClusterRow*, std::vector<std::pair<PlacementState, Attention>>> found;
    for (const auto& workload : snapshot.workloads) {
        for (const auto& placement : workload.placements) {
            const auto row = byName.find(placement.cluster);
            if (row == byName.end() || (placement.state < PlacementState::Drift && !lacksReplicas(placement)))
                continue;
            const bool bad = placement.state == PlacementState::Failed || placement.state == PlacementState::Waiting;
            found[row->second].push_back({placement.state,
                                          {title(workload), why(placement),
                                           bad ? ClusterState::Down : ClusterState::Degraded, text(workload.id)}});
        }
    }
    for (auto& row : rows) {
        auto& list = found[&row];
        std::ranges::stable_sort(list, std::greater{}, &std::pair<PlacementState, Attention>::first);
        for (auto& [state, attention] : list)
            row.attention.push_back(std::move(attention));
    }
}

/// What is wrong with the cluster itself, after its objects.
void addOwn(ClusterRow& row, WallTime now)
{
    const auto& view = row.view;
    if (const int away = view.nodes - view.nodesReady; away > 0)
        row.attention.push_back({ClusterRowText::tr("Nodes"),
                                 ClusterRowText::tr("%1 of %n not ready", nullptr, view.nodes).arg(away),
                                 ClusterState::Degraded,
                                 {}});
    if (view.credentialExpiry && *view.credentialExpiry - now < expirySoon)
        row.attention.push_back({ClusterRowText::tr("Credentials"),
                                 expiryText(view.credentialExpiry, now),
                                 *view.credentialExpiry < now ? ClusterState::Down : ClusterState::Degraded,
                                 {}});
    if (view.clockSkew && std::chrono::abs(*view.clockSkew) > skewTooMuch)
        row.attention.push_back({ClusterRowText::tr("Clock"),
                                 ClusterRowText::tr("%1 from this computer's").arg(skewText(view.clockSkew)),
                                 ClusterState::Degraded,
                                 {}});
    if (view.insecure)
        row.attention.push_back({ClusterRowText::tr("Connection"),
                                 ClusterRowText::tr("The server's certificate is not checked"),
                                 ClusterState::Down,
                                 {}});
}

} // namespace

QString clusterLead(const ClusterView& view, WallTime now)
{
    if (!view.stateSince || view.state == ClusterState::Healthy)
        return ClusterRowText::tr("%1.", "a state as a sentence").arg(stateWord(view.state));
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(now - *view.stateSince);
    return ClusterRowText::tr("%1 for %2.", "state, time").arg(stateWord(view.state), durationText(time));
}

std::vector<ClusterRow> clusterRows(const engine::Snapshot& snapshot, WallTime now)
{
    std::vector<ClusterRow> rows;
    rows.reserve(snapshot.clusters.size());
    for (const auto& view : snapshot.clusters) {
        ClusterRow row;
        row.view = view;
        place(row);
        row.lead = clusterLead(view, now);
        row.sentence = rest(view);
        rows.push_back(std::move(row));
    }
    addWorkloads(rows, snapshot);
    for (auto& row : rows)
        addOwn(row, now);
    return rows;
}

} // namespace orrery::ui
