#include "ui/clusters/cluster_details.h"

#include "ui/clusters/cluster_text.h"

#include <QDateTime>

namespace orrery::ui {

namespace {

double shareOf(double part, double whole)
{
    return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
}

} // namespace

ClusterDetails::ClusterDetails(QObject* parent) : QObject(parent) { }

void ClusterDetails::setClusters(ClusterListModel* clusters)
{
    if (m_clusters == clusters)
        return;
    if (m_clusters)
        m_clusters->disconnect(this);
    m_clusters = clusters;
    if (clusters)
        connect(clusters, &ClusterListModel::rowsChanged, this, &ClusterDetails::changed);
    Q_EMIT clustersChanged();
    Q_EMIT changed();
}

void ClusterDetails::setName(const QString& name)
{
    if (m_name == name)
        return;
    m_name = name;
    Q_EMIT nameChanged();
    Q_EMIT changed();
}

const ClusterRow* ClusterDetails::row() const
{
    return m_clusters && !m_name.isEmpty() ? m_clusters->find(m_name) : nullptr;
}

const engine::ClusterView& ClusterDetails::view() const
{
    static const engine::ClusterView nothing;
    const auto* found = row();
    return found ? found->view : nothing;
}

QString ClusterDetails::stateKey() const
{
    return ui::stateKey(view().state);
}

QString ClusterDetails::lead() const
{
    const auto* found = row();
    return found ? found->lead : QString();
}

QString ClusterDetails::sentence() const
{
    const auto* found = row();
    return found ? found->sentence : QString();
}

bool ClusterDetails::stale() const
{
    const auto& last = view().lastAnswer;
    return m_clusters && (!last || m_clusters->now() - *last > ClusterListModel::staleAfter);
}

QString ClusterDetails::providerCode() const
{
    return ui::providerCode(view().provider);
}

QString ClusterDetails::providerName() const
{
    return ui::providerName(view().provider);
}

QString ClusterDetails::region() const
{
    return QString::fromStdString(view().region);
}

QString ClusterDetails::place() const
{
    const auto* found = row();
    return found ? found->place : QString();
}

QString ClusterDetails::zones() const
{
    QStringList all;
    for (const auto& zone : view().zones)
        all << QString::fromStdString(zone);
    return all.join(QStringLiteral(", "));
}

QString ClusterDetails::server() const
{
    return QString::fromStdString(view().server);
}

QString ClusterDetails::context() const
{
    return QString::fromStdString(view().context);
}

QString ClusterDetails::version() const
{
    return QString::fromStdString(view().version);
}

QString ClusterDetails::nodesText() const
{
    return view().nodes > 0 ? tr("%1 of %n ready", nullptr, view().nodes).arg(view().nodesReady) : QString();
}

QVariantList ClusterDetails::attention() const
{
    QVariantList list;
    const auto* found = row();
    if (!found)
        return list;
    for (const auto& item : found->attention) {
        list << QVariantMap{{QStringLiteral("title"), item.title},
                            {QStringLiteral("text"), item.text},
                            {QStringLiteral("stateKey"), ui::stateKey(item.state)},
                            {QStringLiteral("workload"), item.workload}};
    }
    return list;
}

double ClusterDetails::cpuShare() const
{
    return shareOf(view().cpuRequested, view().cpuAllocatable);
}

double ClusterDetails::memoryShare() const
{
    return shareOf(view().memoryRequested, view().memoryAllocatable);
}

QString ClusterDetails::cpuText() const
{
    return coresText(view().cpuRequested, view().cpuAllocatable);
}

QString ClusterDetails::memoryText() const
{
    return ui::memoryText(view().memoryRequested, view().memoryAllocatable);
}

QList<double> ClusterDetails::latencies() const
{
    QList<double> list;
    for (const auto latency : view().latencies)
        list << static_cast<double>(latency.count());
    return list;
}

QString ClusterDetails::latencyText() const
{
    return view().state == engine::ClusterState::Down ? tr("no answer") : ui::latencyText(view().latency);
}

QString ClusterDetails::ageText() const
{
    if (!m_clusters || !view().lastAnswer)
        return tr("never");
    return tr("%1 ago").arg(ui::ageText(view().lastAnswer, m_clusters->now()));
}

QString ClusterDetails::asOfText() const
{
    if (!view().lastAnswer)
        return {};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(view().lastAnswer->time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count()).toString(QStringLiteral("hh:mm:ss"));
}

QString ClusterDetails::expiryText() const
{
    return m_clusters ? ui::expiryText(view().credentialExpiry, m_clusters->now()) : QString();
}

QString ClusterDetails::skewText() const
{
    return ui::skewText(view().clockSkew);
}

} // namespace orrery::ui
