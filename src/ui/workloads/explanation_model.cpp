#include "ui/workloads/explanation_model.h"

#include "ui/clusters/cluster_text.h"
#include "ui/support/error_text.h"
#include "ui/support/words.h"

#include <algorithm>
#include <array>

namespace orrery::ui {

namespace {

using federation::Filter;
using federation::Hop;

QString hopName(Hop::Kind kind)
{
    switch (kind) {
    case Hop::Kind::Policy: return ExplanationModel::tr("Policy");
    case Hop::Kind::Filters: return ExplanationModel::tr("Filters");
    case Hop::Kind::Division: return ExplanationModel::tr("Division");
    case Hop::Kind::Overrides: return ExplanationModel::tr("Overrides");
    case Hop::Kind::Write: return ExplanationModel::tr("Write");
    case Hop::Kind::LiveObject: return ExplanationModel::tr("Live object");
    case Hop::Kind::Pods: return ExplanationModel::tr("Pods");
    }
    return {};
}

QString filterName(Filter filter)
{
    switch (filter) {
    case Filter::Affinity: return ExplanationModel::tr("Affinity");
    case Filter::Leaving: return ExplanationModel::tr("Not leaving");
    case Filter::Paused: return ExplanationModel::tr("Not paused");
    case Filter::Api: return ExplanationModel::tr("API enabled");
    case Filter::Taints: return ExplanationModel::tr("Taints");
    case Filter::SpreadProperty: return ExplanationModel::tr("Spread property");
    }
    return ExplanationModel::tr("Other filters");
}

/// How many of the clusters that one filter let through the next one lets through, and whom it stops.
QVariantList filterRows(const federation::Trace& trace)
{
    constexpr std::size_t mostNamed = 3;
    QVariantList rows;
    std::vector<const federation::ClusterStep*> left;
    for (const auto& step : trace.clusters)
        left.push_back(&step);
    const auto count = trace.clusters.empty() ? 0 : trace.clusters.front().verdicts.size();
    for (std::size_t i = 0; i < count; ++i) {
        QStringList stopped;
        const auto before = left.size();
        std::erase_if(left, [&](const auto* step) {
            const bool passed = i >= step->verdicts.size() || step->verdicts[i].passed;
            if (!passed)
                stopped << words(step->cluster + ": " + step->verdicts[i].reason);
            return !passed;
        });
        const auto named = std::min<qsizetype>(stopped.size(), mostNamed);
        auto note = stopped.mid(0, named).join(u'\n');
        if (stopped.size() > named)
            note += u'\n' + ExplanationModel::tr("and %n more", "", static_cast<int>(stopped.size() - named));
        rows << QVariantMap{{QStringLiteral("name"), filterName(trace.clusters.front().verdicts[i].filter)},
                            {QStringLiteral("passed"), static_cast<int>(left.size())},
                            {QStringLiteral("of"), static_cast<int>(before)},
                            {QStringLiteral("note"), note}};
    }
    return rows;
}

/// Everything of it that an explanation depends on and the snapshot knows.
std::string printOf(const engine::WorkloadView& workload)
{
    std::string print = workload.manifest;
    for (const auto& it : workload.placements)
        print += it.cluster + ' ' + std::to_string(static_cast<int>(it.state)) + ' '
               + std::to_string(it.ready.value_or(-1)) + '/' + std::to_string(it.desired.value_or(-1)) + ' '
               + it.message + '\n';
    for (const auto& step : workload.why)
        print += step.text + '\n';
    return print;
}

std::string worstCluster(const engine::WorkloadView& workload)
{
    const auto worst = std::max_element(workload.placements.begin(), workload.placements.end(),
                                        [](const auto& one, const auto& other) { return one.state < other.state; });
    return worst == workload.placements.end() ? std::string() : worst->cluster;
}

} // namespace

ExplanationModel::ExplanationModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(300)); // what changes, changes several times
    connect(&m_soon, &QTimer::timeout, this, &ExplanationModel::ask);
}

const engine::WorkloadView* ExplanationModel::view() const
{
    const auto& all = m_snapshot->workloads;
    const auto found =
        std::find_if(all.begin(), all.end(), [this](const auto& it) { return words(it.id) == m_workload; });
    return found == all.end() ? nullptr : &*found;
}

void ExplanationModel::setSnapshot(const engine::SnapshotPtr& snapshot)
{
    m_snapshot = snapshot;
    const auto* workload = m_workload.isEmpty() ? nullptr : view();
    if (workload && printOf(*workload) != m_seen && !m_soon.isActive())
        m_soon.start();
}

void ExplanationModel::follow(const QString& id)
{
    if (id == m_workload)
        return;
    m_workload = id;
    const auto* workload = view();
    m_cluster = workload ? words(worstCluster(*workload)) : QString();
    m_known.reset();
    ask();
    Q_EMIT hopsChanged();
}

void ExplanationModel::setCluster(const QString& cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    m_known.reset();
    ask();
    Q_EMIT hopsChanged();
}

QStringList ExplanationModel::clusters() const
{
    QStringList names;
    if (const auto* workload = view()) {
        for (const auto& placement : workload->placements)
            names << words(placement.cluster);
    }
    return names;
}

void ExplanationModel::ask()
{
    m_soon.stop();
    const auto round = ++m_round;
    const auto* workload = view();
    m_busy = workload && !m_cluster.isEmpty();
    m_problem.reset();
    if (!m_busy)
        return Q_EMIT changed();
    m_seen = printOf(*workload);
    using Answer = Result<engine::Explanation>;
    m_bridge.run<Answer>(
        [kind = workload->kind, ns = workload->ns, name = workload->name,
         cluster = m_cluster.toStdString()](engine::Engine& engine, std::stop_token stop) {
            return engine.explain(kind, ns, name, {cluster}, std::move(stop));
        },
        [this, round](Answer answer) {
            if (round != m_round)
                return;
            m_busy = false;
            if (answer)
                m_known = std::move(*answer);
            else
                m_problem = answer.error();
            Q_EMIT changed();
            Q_EMIT hopsChanged();
        });
    Q_EMIT changed();
}

QString ExplanationModel::problem() const
{
    return m_problem ? ErrorText::sentence(*m_problem) + u' ' + ErrorText::detail(*m_problem) : QString();
}

QVariantList ExplanationModel::hops() const
{
    QVariantList rows;
    if (!m_known)
        return rows;
    for (const auto& hop : m_known->chain) {
        QStringList details;
        for (const auto& detail : hop.details)
            details << words(detail);
        const bool filters = hop.kind == Hop::Kind::Filters && hop.cluster.empty();
        rows << QVariantMap{{QStringLiteral("hop"), hopName(hop.kind)},
                            {QStringLiteral("text"), words(hop.text)},
                            {QStringLiteral("broken"), hop.broken},
                            {QStringLiteral("time"), timeText(parseRfc3339(hop.time))},
                            {QStringLiteral("details"), details},
                            {QStringLiteral("filters"), filters ? filterRows(m_known->trace) : QVariantList()}};
    }
    return rows;
}

QString ExplanationModel::command() const
{
    const auto* workload = view();
    if (!workload)
        return {};
    auto line = QStringLiteral("orreryctl explain %1/%2").arg(words(workload->kind).toLower(), words(workload->name));
    if (!workload->ns.empty())
        line += QStringLiteral(" -n %1").arg(words(workload->ns));
    return m_cluster.isEmpty() ? line : line + QStringLiteral(" --cluster %1").arg(m_cluster);
}

QString ExplanationModel::report() const
{
    QStringList lines{command()};
    for (const auto& entry : hops()) {
        const auto hop = entry.toMap();
        lines << QStringLiteral("%1 %2: %3")
                     .arg(hop[QStringLiteral("broken")].toBool() ? QStringLiteral("!") : QStringLiteral("-"),
                          hop[QStringLiteral("hop")].toString(), hop[QStringLiteral("text")].toString());
        for (const auto& detail : hop[QStringLiteral("details")].toStringList())
            lines << QStringLiteral("    ") + detail;
    }
    return lines.join(u'\n');
}

} // namespace orrery::ui
