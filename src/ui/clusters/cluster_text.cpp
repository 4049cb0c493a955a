#include "ui/clusters/cluster_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace orrery::ui {

namespace {

struct ClusterText {
    Q_DECLARE_TR_FUNCTIONS(ClusterText)
};

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

constexpr char16_t dash = u'–';

} // namespace

QString stateWord(engine::ClusterState state)
{
    switch (state) {
    case engine::ClusterState::Healthy: return ClusterText::tr("Healthy");
    case engine::ClusterState::Connecting: return ClusterText::tr("Connecting");
    case engine::ClusterState::Unknown: return ClusterText::tr("Unknown");
    case engine::ClusterState::Degraded: return ClusterText::tr("Degraded");
    case engine::ClusterState::Down: return ClusterText::tr("Down");
    }
    return {};
}

QString stateKey(engine::ClusterState state)
{
    constexpr std::array keys{"healthy", "connecting", "unknown", "degraded", "down"};
    return QString::fromLatin1(keys.at(static_cast<std::size_t>(state)));
}

QString providerCode(const std::string& provider)
{
    if (provider == "aws")
        return QStringLiteral("AWS");
    if (provider == "gcp")
        return QStringLiteral("GCP");
    if (provider == "azure")
        return QStringLiteral("AZ");
    return QStringLiteral("DC");
}

QString providerName(const std::string& provider)
{
    if (provider == "aws")
        return QStringLiteral("Amazon Web Services");
    if (provider == "gcp")
        return QStringLiteral("Google Cloud");
    if (provider == "azure")
        return QStringLiteral("Microsoft Azure");
    return provider.empty() ? ClusterText::tr("No cloud provider known") : QString::fromStdString(provider);
}

QString placementWord(federation::PlacementState state)
{
    using enum federation::PlacementState;
    switch (state) {
    case NotPlaced: return ClusterText::tr("Not placed");
    case InSync: return ClusterText::tr("In sync");
    case Progressing: return ClusterText::tr("Progressing");
    case Suspended: return ClusterText::tr("Suspended");
    case Removing: return ClusterText::tr("Being removed");
    case Drift: return ClusterText::tr("Drift");
    case Waiting: return ClusterText::tr("Waiting");
    case Conflict: return ClusterText::tr("Conflict");
    case Failed: return ClusterText::tr("Failed");
    }
    return {};
}

QString timeText(std::optional<WallTime> time)
{
    if (!time)
        return {};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time->time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("HH:mm:ss"));
}

QString durationText(std::chrono::seconds duration)
{
    const auto seconds = std::max<std::int64_t>(0, duration.count());
    if (seconds < 60)
        return ClusterText::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return ClusterText::tr("%1 min").arg(seconds / 60);
    const auto hours = seconds / 3600;
    if (hours < 24)
        return ClusterText::tr("%1 h").arg(hours);
    const auto rest = hours % 24;
    return rest == 0 ? ClusterText::tr("%1 d").arg(hours / 24) : ClusterText::tr("%1 d %2 h").arg(hours / 24).arg(rest);
}

QString latencyText(std::optional<std::chrono::milliseconds> latency)
{
    if (!latency)
        return QString(QChar(dash));
    const auto ms = latency->count();
    return ms < 1000 ? ClusterText::tr("%1 ms").arg(ms)
                     : ClusterText::tr("%1 s").arg(number(static_cast<double>(ms) / 1000, 1));
}

QString ageText(std::optional<WallTime> lastAnswer, WallTime now)
{
    if (!lastAnswer)
        return QString(QChar(dash));
    return durationText(std::chrono::duration_cast<std::chrono::seconds>(now - *lastAnswer));
}

QString expiryText(std::optional<WallTime> expiry, WallTime now)
{
    if (!expiry)
        return ClusterText::tr("no expiry");
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(*expiry - now);
    return left.count() >= 0 ? ClusterText::tr("in %1").arg(durationText(left))
                             : ClusterText::tr("expired %1 ago").arg(durationText(-left));
}

QString skewText(std::optional<std::chrono::seconds> skew)
{
    if (!skew)
        return QString(QChar(dash));
    const auto seconds = skew->count();
    return seconds == 0 ? ClusterText::tr("0 s")
                        : (seconds > 0 ? QStringLiteral("+") : QStringLiteral("−"))
                              + durationText(std::chrono::seconds(std::abs(seconds)));
}

QString memoryText(double requested, double allocatable)
{
    constexpr double gib = 1024.0 * 1024 * 1024;
    return ClusterText::tr("%1 of %2 GiB").arg(number(requested / gib, 1), number(allocatable / gib, 1));
}

QString coresText(double requested, double allocatable)
{
    return ClusterText::tr("%1 of %2").arg(number(requested, 1), number(allocatable, 1));
}

} // namespace orrery::ui
