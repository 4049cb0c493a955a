#include "ui/log/log_model.h"

#include "ui/support/words.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>

namespace orrery::ui {

namespace {

QDateTime moment(WallTime time)
{
    using namespace std::chrono;
    return QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(time.time_since_epoch()).count(), Qt::UTC);
}

bool addName(QStringList& names, const std::string& name)
{
    const auto text = words(name);
    if (text.isEmpty() || names.contains(text))
        return false;
    names.insert(std::lower_bound(names.cbegin(), names.cend(), text), text);
    return true;
}

} // namespace

LogModel::LogModel(QObject* parent, std::size_t capacity) : QAbstractListModel(parent), m_capacity(capacity) { }

void LogModel::append(const std::vector<federation::Event>& events)
{
    if (m_paused)
        m_held.insert(m_held.end(), events.begin(), events.end());
    else
        keep(events);
    Q_EMIT changed();
}

void LogModel::keep(const std::vector<federation::Event>& events)
{
    std::vector<Row> fresh;
    for (const auto& event : events) {
        note(event);
        m_events.push_back(event);
        const Row row{m_first + m_events.size() - 1, 1};
        if (!passes(event))
            continue;
        const bool merges = m_collapse
                         && (fresh.empty() ? !m_rows.empty() && repeats(eventOf(m_rows.back()), event)
                                           : repeats(eventOf(fresh.back()), event));
        if (!merges) {
            fresh.push_back(row);
        } else if (fresh.empty()) {
            m_rows.back() = {row.index, m_rows.back().repeats + 1};
            const auto at = index(count() - 1);
            Q_EMIT dataChanged(at, at);
        } else {
            fresh.back() = {row.index, fresh.back().repeats + 1};
        }
    }
    if (!fresh.empty()) {
        beginInsertRows({}, count(), count() + static_cast<int>(fresh.size()) - 1);
        m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    dropOldest();
}

void LogModel::note(const federation::Event& event)
{
    ++m_counts[static_cast<int>(event.severity)];
    const bool cluster = addName(m_clusters, event.cluster);
    const bool controller = addName(m_controllers, event.controller);
    if (cluster || controller)
        Q_EMIT namesChanged();
}

void LogModel::dropOldest()
{
    if (m_events.size() <= m_capacity)
        return;
    const auto surplus = m_events.size() - m_capacity;
    const auto oldest = m_first + surplus;
    const auto end = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.index >= oldest; });
    const auto rows = static_cast<int>(end - m_rows.begin());
    if (rows > 0) {
        beginRemoveRows({}, 0, rows - 1);
        m_rows.erase(m_rows.begin(), end);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < surplus; ++i)
        --m_counts[static_cast<int>(m_events[i].severity)];
    m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(surplus));
    m_first = oldest;
}

bool LogModel::passes(const federation::Event& event) const
{
    if ((m_hidden & (1 << static_cast<int>(event.severity))) != 0)
        return false;
    if (!m_cluster.isEmpty() && words(event.cluster) != m_cluster)
        return false;
    if (!m_controller.isEmpty() && words(event.controller) != m_controller)
        return false;
    if (!m_object.isEmpty() && words(event.object) != m_object)
        return false;
    if (m_text.isEmpty() || badRegex())
        return true;
    const auto all = words(event.object) + u' ' + words(event.message) + u' ' + words(event.reason);
    return m_regex ? m_pattern.match(all).hasMatch() : all.contains(m_text, Qt::CaseInsensitive);
}

bool LogModel::repeats(const federation::Event& one, const federation::Event& other) const
{
    return one.message == other.message && one.object == other.object && one.cluster == other.cluster
        && one.controller == other.controller && one.severity == other.severity;
}

void LogModel::refilter()
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        if (!passes(m_events[i]))
            continue;
        if (m_collapse && !m_rows.empty() && repeats(eventOf(m_rows.back()), m_events[i]))
            m_rows.back() = {m_first + i, m_rows.back().repeats + 1};
        else
            m_rows.push_back({m_first + i, 1});
    }
    endResetModel();
    Q_EMIT filterChanged();
    Q_EMIT changed();
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& it = eventOf(row);
    switch (role) {
    case TimeRole: return moment(it.time).toString(QStringLiteral("HH:mm:ss.zzz"));
    case SeverityRole: return static_cast<int>(it.severity);
    case ClusterRole: return words(it.cluster);
    case ControllerRole: return words(it.controller);
    case ObjectRole: return words(it.object);
    case MessageRole: return words(it.message);
    case RepeatsRole: return row.repeats;
    default: return {};
    }
}

QHash<int, QByteArray> LogModel::roleNames() const
{
    return {
        {TimeRole, "time"},     {SeverityRole, "severity"}, {ClusterRole, "cluster"}, {ControllerRole, "controller"},
        {ObjectRole, "object"}, {MessageRole, "message"},   {RepeatsRole, "repeats"}};
}

QString LogModel::newest() const
{
    return m_rows.empty() ? QString() : asText(count() - 1);
}

void LogModel::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused)
        keep(std::exchange(m_held, {}));
    Q_EMIT filterChanged();
    Q_EMIT changed();
}

void LogModel::setCollapse(bool collapse)
{
    if (std::exchange(m_collapse, collapse) != collapse)
        refilter();
}

void LogModel::setRegex(bool regex)
{
    if (std::exchange(m_regex, regex) != regex)
        refilter();
}

void LogModel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_pattern = QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
    refilter();
}

void LogModel::setCluster(const QString& cluster)
{
    if (std::exchange(m_cluster, cluster) != cluster)
        refilter();
}

void LogModel::setController(const QString& controller)
{
    if (std::exchange(m_controller, controller) != controller)
        refilter();
}

void LogModel::setObject(const QString& object)
{
    if (std::exchange(m_object, object) != object)
        refilter();
}

void LogModel::toggleSeverity(int severity)
{
    m_hidden ^= 1 << severity;
    refilter();
}

void LogModel::clearFilters()
{
    m_hidden = 0;
    m_text.clear();
    m_cluster.clear();
    m_controller.clear();
    m_object.clear();
    refilter();
}

QString LogModel::asText(int row) const
{
    if (row < 0) {
        QStringList lines;
        for (int i = 0; i < count(); ++i)
            lines << asText(i);
        return lines.join(u'\n');
    }
    if (row >= count())
        return {};
    const auto& it = eventOf(m_rows[static_cast<std::size_t>(row)]);
    QStringList parts{moment(it.time).toString(QStringLiteral("HH:mm:ss.zzz"))};
    for (const auto& part : {it.cluster, it.controller, it.object, it.message}) {
        if (!part.empty())
            parts << words(part);
    }
    return parts.join(u' ');
}

QByteArray LogModel::asJsonLines() const
{
    QByteArray lines;
    for (const auto& row : m_rows) {
        const auto& it = eventOf(row);
        const auto severity = federation::name(it.severity);
        const QJsonObject line{
            {QStringLiteral("time"), moment(it.time).toString(Qt::ISODateWithMs)},
            {QStringLiteral("severity"), QString::fromUtf8(severity.data(), static_cast<qsizetype>(severity.size()))},
            {QStringLiteral("cluster"), words(it.cluster)},
            {QStringLiteral("controller"), words(it.controller)},
            {QStringLiteral("object"), words(it.object)},
            {QStringLiteral("reason"), words(it.reason)},
            {QStringLiteral("message"), words(it.message)},
            {QStringLiteral("repeats"), row.repeats},
        };
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

QString LogModel::save(const QUrl& file) const
{
    QSaveFile out(file.toLocalFile());
    if (!out.open(QIODevice::WriteOnly))
        return out.errorString();
    out.write(file.path().endsWith(QStringLiteral(".jsonl")) ? asJsonLines() : asText(-1).toUtf8() + '\n');
    return out.commit() ? QString() : out.errorString();
}

} // namespace orrery::ui
