#include "ui/clusters/cluster_list_model.h"

#include "ui/clusters/cluster_text.h"
#include "ui/support/words.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <unordered_set>

namespace orrery::ui {

namespace {

using engine::ClusterState;
using engine::ClusterView;

const std::string& nameOf(const ClusterRow& row)
{
    return row.view.name;
}

double seconds(WallTime from, WallTime to)
{
    return std::chrono::duration<double>(to - from).count();
}

QVariant placeData(const ClusterRow& row, int role)
{
    switch (role) {
    case ClusterListModel::PlaceRole: return row.place;
    case ClusterListModel::AreaRole: return row.area;
    case ClusterListModel::LatitudeRole: return row.latitude.value_or(0);
    case ClusterListModel::LongitudeRole: return row.longitude.value_or(0);
    case ClusterListModel::PlacedRole: return row.latitude.has_value();
    case ClusterListModel::AttentionRole: return static_cast<int>(row.attention.size());
    case ClusterListModel::FirstAttentionRole: return row.attention.empty() ? QString() : row.attention.front().title;
    default: return {};
    }
}

QVariant timeData(const ClusterView& view, int role, WallTime now)
{
    switch (role) {
    case ClusterListModel::AgeRole: return view.lastAnswer ? seconds(*view.lastAnswer, now) : -1.0;
    case ClusterListModel::AgeTextRole: return ageText(view.lastAnswer, now);
    case ClusterListModel::StaleRole: return !view.lastAnswer || now - *view.lastAnswer > ClusterListModel::staleAfter;
    case ClusterListModel::ExpiryRole:
        return view.credentialExpiry ? seconds(now, *view.credentialExpiry) : std::numeric_limits<double>::max();
    case ClusterListModel::ExpiryTextRole: return expiryText(view.credentialExpiry, now);
    default: return {};
    }
}

QVariant viewData(const ClusterView& view, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case ClusterListModel::NameRole: return words(view.name);
    case ClusterListModel::StateRole: return static_cast<int>(view.state);
    case ClusterListModel::StateKeyRole: return stateKey(view.state);
    case ClusterListModel::StateWordRole: return stateWord(view.state);
    case ClusterListModel::ProviderRole: return words(view.provider);
    case ClusterListModel::ProviderCodeRole: return providerCode(view.provider);
    case ClusterListModel::RegionRole: return words(view.region);
    case ClusterListModel::HostRole: return view.host;
    case ClusterListModel::MemberRole: return view.member;
    case ClusterListModel::VersionRole: return words(view.version);
    case ClusterListModel::NodesRole: return view.nodes;
    case ClusterListModel::NodesTextRole:
        return view.nodes > 0 ? QStringLiteral("%1/%2").arg(view.nodesReady).arg(view.nodes) : QStringLiteral("–");
    case ClusterListModel::NodesMissingRole: return view.nodes - view.nodesReady;
    case ClusterListModel::LatencyRole: return view.latency ? static_cast<double>(view.latency->count()) : -1.0;
    case ClusterListModel::LatencyTextRole:
        return view.state == ClusterState::Down ? ClusterListModel::tr("no answer") : latencyText(view.latency);
    case ClusterListModel::SkewRole: return view.clockSkew ? static_cast<double>(view.clockSkew->count()) : 0.0;
    case ClusterListModel::SkewTextRole: return skewText(view.clockSkew);
    case ClusterListModel::InsecureRole: return view.insecure;
    case ClusterListModel::SyncTextRole:
        return ClusterListModel::tr("%1 of %2 in sync").arg(view.inSync).arg(view.objects);
    case ClusterListModel::ConflictsRole: return view.conflicts;
    case ClusterListModel::ProgressingRole: return view.progressing;
    default: return {};
    }
}

QString summary(const ClusterRow& row)
{
    QStringList parts{words(row.view.name), stateWord(row.view.state)};
    if (row.view.host)
        parts << ClusterListModel::tr("federation host");
    if (!row.view.region.empty())
        parts << words(row.view.region);
    if (row.view.nodes > 0)
        parts << ClusterListModel::tr("%1 of %n node(s) ready", nullptr, row.view.nodes).arg(row.view.nodesReady);
    if (row.view.objects > 0)
        parts << ClusterListModel::tr("%1 of %2 in sync").arg(row.view.inSync).arg(row.view.objects);
    return parts.join(QStringLiteral(", "));
}

} // namespace

ClusterListModel::ClusterListModel(QObject* parent) : ClusterListModel(Clock::system(), parent) { }

ClusterListModel::ClusterListModel(const Clock& clock, QObject* parent) : QAbstractListModel(parent), m_clock(&clock)
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ClusterListModel::age);
}

void ClusterListModel::setSnapshot(const engine::SnapshotPtr& snapshot)
{
    adopt(snapshot ? clusterRows(*snapshot, now()) : std::vector<ClusterRow>());
    if (m_rows.empty())
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
    Q_EMIT countsChanged();
    Q_EMIT rowsChanged();
}

/// Both lists are in the engine's order; a name that stands elsewhere is taken out and put in again. Thousands of
/// contexts come at one stroke: whoever shows them looks at them once.
void ClusterListModel::adopt(std::vector<ClusterRow> rows)
{
    std::unordered_set<std::string> known;
    for (const auto& row : m_rows)
        known.insert(row.view.name);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        auto end = i;
        while (end < rows.size() && !known.contains(rows[end].view.name))
            ++end;
        if (end > i) {
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(end) - 1);
            m_rows.insert(m_rows.begin() + at, std::make_move_iterator(rows.begin() + at),
                          std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(end)));
            endInsertRows();
            i = end - 1;
            continue;
        }
        const auto found = std::ranges::find(m_rows.begin() + at, m_rows.end(), rows[i].view.name, nameOf);
        if (found != m_rows.begin() + at) {
            for (auto gone = m_rows.begin() + at; gone != found; ++gone)
                known.erase(gone->view.name);
            beginRemoveRows({}, static_cast<int>(i), static_cast<int>(found - m_rows.begin()) - 1);
            m_rows.erase(m_rows.begin() + at, found);
            endRemoveRows();
        }
        known.erase(rows[i].view.name); // should it come twice, the second is another one
        m_rows[i] = std::move(rows[i]);
    }
    if (m_rows.size() > rows.size()) {
        beginRemoveRows({}, static_cast<int>(rows.size()), count() - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

void ClusterListModel::age()
{
    if (m_rows.empty())
        return;
    for (auto& row : m_rows)
        row.lead = clusterLead(row.view, now());
    Q_EMIT dataChanged(index(0), index(count() - 1), {AgeRole, AgeTextRole, StaleRole, ExpiryRole, ExpiryTextRole});
    Q_EMIT rowsChanged();
}

int ClusterListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ClusterListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == SummaryRole)
        return summary(row);
    if (auto value = viewData(row.view, role); value.isValid())
        return value;
    if (auto value = placeData(row, role); value.isValid())
        return value;
    return timeData(row.view, role, now());
}

QHash<int, QByteArray> ClusterListModel::roleNames() const
{
    return {{NameRole, "name"},
            {StateRole, "state"},
            {StateKeyRole, "stateKey"},
            {StateWordRole, "stateWord"},
            {ProviderRole, "provider"},
            {ProviderCodeRole, "providerCode"},
            {RegionRole, "region"},
            {PlaceRole, "place"},
            {AreaRole, "area"},
            {LatitudeRole, "latitude"},
            {LongitudeRole, "longitude"},
            {PlacedRole, "placed"},
            {HostRole, "host"},
            {MemberRole, "member"},
            {VersionRole, "version"},
            {NodesRole, "nodes"},
            {NodesTextRole, "nodesText"},
            {NodesMissingRole, "nodesMissing"},
            {LatencyRole, "latency"},
            {LatencyTextRole, "latencyText"},
            {AgeRole, "age"},
            {AgeTextRole, "ageText"},
            {ExpiryRole, "expiry"},
            {ExpiryTextRole, "expiryText"},
            {InsecureRole, "insecure"},
            {SkewRole, "skew"},
            {SkewTextRole, "skewText"},
            {SyncTextRole, "syncText"},
            {StaleRole, "stale"},
            {ConflictsRole, "conflicts"},
            {ProgressingRole, "progressing"},
            {AttentionRole, "attention"},
            {FirstAttentionRole, "firstAttention"},
            {SummaryRole, "summary"}};
}

const ClusterRow* ClusterListModel::find(const QString& name) const
{
    const auto wanted = name.toStdString();
    const auto found = std::ranges::find(m_rows, wanted, nameOf);
    return found != m_rows.end() ? &*found : nullptr;
}

int ClusterListModel::inState(ClusterState state) const
{
    return static_cast<int>(std::ranges::count(m_rows, state, [](const ClusterRow& row) { return row.view.state; }));
}

int ClusterListModel::unplaced() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const ClusterRow& row) { return !row.latitude; }));
}

QString ClusterListModel::worstKey() const
{
    const auto worst = std::ranges::max_element(m_rows, {}, [](const ClusterRow& row) { return row.view.state; });
    return worst == m_rows.end() ? QString() : stateKey(worst->view.state);
}

} // namespace orrery::ui
