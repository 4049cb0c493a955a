#include "ui/workloads/workload_model.h"

#include "ui/clusters/cluster_text.h"
#include "ui/support/words.h"

#include <algorithm>
#include <array>
#include <set>

namespace orrery::ui {

namespace {

using engine::PlacementState;

/// As marks: what waits for a cluster or failed is down, what disagrees is degraded, what is on its way turns.
QString markOf(PlacementState state)
{
    switch (state) {
    case PlacementState::InSync: return QStringLiteral("healthy");
    case PlacementState::Drift:
    case PlacementState::Conflict: return QStringLiteral("degraded");
    case PlacementState::Progressing: return QStringLiteral("connecting");
    case PlacementState::Waiting:
    case PlacementState::Failed: return QStringLiteral("down");
    default: return QStringLiteral("unknown");
    }
}

bool troubledState(PlacementState state)
{
    return state >= PlacementState::Drift;
}

QVariantMap cell(const engine::PlacementView& placement)
{
    const bool placed = placement.state != PlacementState::NotPlaced;
    return {{QStringLiteral("cluster"), words(placement.cluster)},
            {QStringLiteral("placed"), placed},
            {QStringLiteral("stateKey"), markOf(placement.state)},
            {QStringLiteral("word"), placementWord(placement.state)},
            {QStringLiteral("message"), words(placement.message)},
            {QStringLiteral("counted"), placed && placement.desired.has_value()},
            {QStringLiteral("desired"), placement.desired.value_or(0)},
            {QStringLiteral("ready"), placement.ready.value_or(0)},
            {QStringLiteral("troubled"), troubledState(placement.state)}};
}

QVariantList cells(const engine::WorkloadView& workload)
{
    QVariantList all;
    for (const auto& placement : workload.placements)
        all << cell(placement);
    return all;
}

/// The hops from the policy to the pods; the broken ones are told apart by whoever shows them.
std::vector<engine::WhyStep> inOrder(std::vector<engine::WhyStep> steps)
{
    constexpr std::array hops{"Policy", "Decision", "Overrides", "Write", "Live object", "Pods"};
    const auto rank = [&](const engine::WhyStep& step) { return std::find(hops.begin(), hops.end(), step.hop); };
    std::stable_sort(steps.begin(), steps.end(),
                     [&](const auto& one, const auto& other) { return rank(one) < rank(other); });
    return steps;
}

/// As events name it.
QString objectOf(const engine::WorkloadView& workload)
{
    return words(workload.kind + ' ' + (workload.ns.empty() ? "" : workload.ns + '/') + workload.name);
}

QString readyText(const engine::WorkloadView& workload)
{
    return workload.desired ? QStringLiteral("%1/%2").arg(workload.ready.value_or(0)).arg(*workload.desired)
                            : QString();
}

} // namespace

WorkloadModel::WorkloadModel(QObject* parent) : QAbstractListModel(parent) { }

void WorkloadModel::setSnapshot(const engine::SnapshotPtr& snapshot)
{
    m_snapshot = snapshot;
    adopt();
}

void WorkloadModel::adopt()
{
    std::vector<std::size_t> rows;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < m_snapshot->workloads.size(); ++i) {
        if (passes(m_snapshot->workloads[i])) {
            rows.push_back(i);
            ids.push_back(m_snapshot->workloads[i].id);
        }
    }
    if (ids == m_ids) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        m_ids = std::move(ids);
        endResetModel();
    }
    Q_EMIT changed();
}

bool WorkloadModel::passes(const engine::WorkloadView& workload) const
{
    return (m_kind.isEmpty() || words(workload.kind) == m_kind) && (m_ns.isEmpty() || words(workload.ns) == m_ns)
        && (!m_onlyTroubled || troubledState(workload.worst))
        && (m_text.isEmpty() || words(workload.name).contains(m_text, Qt::CaseInsensitive));
}

int WorkloadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant WorkloadModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& workload = at(index.row());
    switch (role) {
    case IdRole: return words(workload.id);
    case NameRole: return words(workload.name);
    case KindRole: return words(workload.kind);
    case NamespaceRole: return workload.ns.empty() ? tr("Cluster-wide") : words(workload.ns);
    case StateKeyRole: return markOf(workload.worst);
    case ReadyTextRole: return readyText(workload);
    case CellsRole: return cells(workload);
    case SummaryRole:
        return tr("%1 %2, %3, %4")
            .arg(words(workload.kind), words(workload.name), placementWord(workload.worst), readyText(workload));
    default: return {};
    }
}

QHash<int, QByteArray> WorkloadModel::roleNames() const
{
    return {{IdRole, "workload"},       {NameRole, "name"},           {KindRole, "kind"},   {NamespaceRole, "ns"},
            {StateKeyRole, "stateKey"}, {ReadyTextRole, "readyText"}, {CellsRole, "cells"}, {SummaryRole, "summary"}};
}

int WorkloadModel::troubled() const
{
    return static_cast<int>(std::count_if(m_snapshot->workloads.begin(), m_snapshot->workloads.end(),
                                          [](const auto& it) { return troubledState(it.worst); }));
}

QString WorkloadModel::worstKey() const
{
    auto worst = PlacementState::NotPlaced;
    for (const auto& workload : m_snapshot->workloads)
        worst = std::max(worst, workload.worst);
    return troubledState(worst) ? markOf(worst) : QString();
}

QVariantList WorkloadModel::columns() const
{
    QVariantList all;
    for (const auto& cluster : m_snapshot->clusters) {
        if (cluster.member)
            all << QVariantMap{{QStringLiteral("name"), words(cluster.name)},
                               {QStringLiteral("code"), providerCode(cluster.provider)},
                               {QStringLiteral("region"), words(cluster.region)},
                               {QStringLiteral("stateKey"), stateKey(cluster.state)},
                               {QStringLiteral("state"), stateWord(cluster.state)}};
    }
    return all;
}

QStringList WorkloadModel::kinds() const
{
    std::set<QString> all;
    for (const auto& workload : m_snapshot->workloads)
        all.insert(words(workload.kind));
    return {all.begin(), all.end()};
}

QStringList WorkloadModel::namespaces() const
{
    std::set<QString> all;
    for (const auto& workload : m_snapshot->workloads) {
        if (!workload.ns.empty())
            all.insert(words(workload.ns));
    }
    return {all.begin(), all.end()};
}

void WorkloadModel::setText(const QString& text)
{
    m_text = text;
    adopt();
    Q_EMIT filterChanged();
}

void WorkloadModel::setKind(const QString& kind)
{
    m_kind = kind;
    adopt();
    Q_EMIT filterChanged();
}

void WorkloadModel::setNs(const QString& ns)
{
    m_ns = ns;
    adopt();
    Q_EMIT filterChanged();
}

void WorkloadModel::setOnlyTroubled(bool only)
{
    m_onlyTroubled = only;
    adopt();
    Q_EMIT filterChanged();
}

int WorkloadModel::countIn(const QString& section) const
{
    int found = 0;
    for (int i = 0; i < count(); ++i)
        found += data(index(i), NamespaceRole).toString() == section ? 1 : 0;
    return found;
}

QString WorkloadModel::idOf(const QString& object) const
{
    for (const auto& workload : m_snapshot->workloads) {
        if (objectOf(workload) == object)
            return words(workload.id);
    }
    return {};
}

QVariantMap WorkloadModel::details(const QString& id) const
{
    for (const auto& workload : m_snapshot->workloads) {
        if (words(workload.id) != id)
            continue;
        QVariantList why;
        for (const auto& step : inOrder(workload.why))
            why << QVariantMap{{QStringLiteral("hop"), words(step.hop)},
                               {QStringLiteral("text"), words(step.text)},
                               {QStringLiteral("broken"), step.broken},
                               {QStringLiteral("time"), timeText(step.time)}};
        return {{QStringLiteral("id"), id},
                {QStringLiteral("name"), words(workload.name)},
                {QStringLiteral("kind"), words(workload.kind)},
                {QStringLiteral("ns"), words(workload.ns)},
                {QStringLiteral("stateKey"), markOf(workload.worst)},
                {QStringLiteral("desired"), workload.desired.value_or(0)},
                {QStringLiteral("scalable"), !workload.algorithm.empty() && workload.kind != "Job"},
                {QStringLiteral("why"), why},
                {QStringLiteral("object"), objectOf(workload)},
                {QStringLiteral("cells"), cells(workload)},
                {QStringLiteral("manifest"), words(workload.manifest)}};
    }
    return {};
}

} // namespace orrery::ui
