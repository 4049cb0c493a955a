#include "ui/map/drill_model.h"

#include "ui/support/error_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace orrery::ui {

namespace {

using api::Json;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

/// What a cluster has of an object, by its name.
std::map<std::string, Json> sharesOf(const Json& clusters)
{
    std::map<std::string, Json> shares;
    for (const auto& cluster : clusters)
        shares.emplace(api::text(cluster, "/name"), cluster);
    return shares;
}

QString shareText(const std::map<std::string, Json>& shares, const std::string& cluster, bool counted)
{
    const auto found = shares.find(cluster);
    if (found == shares.end())
        return {};
    return counted && found->second.contains("replicas") ? QString::number(api::number(found->second, "/replicas"))
                                                         : DrillModel::tr("yes");
}

std::int64_t weightOf(const std::map<std::string, Json>& shares, const std::string& cluster)
{
    const auto found = shares.find(cluster);
    return found == shares.end() ? 0 : api::number(found->second, "/replicas", 1);
}

QString recordsText(const Json& records)
{
    QStringList lines;
    for (const auto& record : records) {
        QStringList values;
        for (const auto& value : api::at(record, "/data"))
            values << words(value.is_string() ? value.get<std::string>() : api::dump(value));
        lines << words(api::text(record, "/type")) + u' ' + values.join(u' ');
    }
    return lines.isEmpty() ? DrillModel::tr("no record") : lines.join(u'\n');
}

QString objectText(const Json& object)
{
    const auto ns = api::text(object, "/namespace");
    return words(api::text(object, "/kind") + ' ' + (ns.empty() ? "" : ns + '/') + api::text(object, "/name"));
}

QString unfitText(const Json& move)
{
    QStringList parts;
    if (const auto message = api::text(move, "/error/message"); !message.empty())
        parts << words(message);
    for (const auto& [cluster, count] : api::at(move, "/overflow").items())
        parts << DrillModel::tr("%1 too many for %2").arg(words(api::dump(count)), words(cluster));
    return parts.join(QStringLiteral("; "));
}

} // namespace

DrillModel::DrillModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge) { }

void DrillModel::begin(const QString& cluster)
{
    m_lost = {cluster};
    decide();
}

void DrillModel::lose(const QString& cluster, bool lost)
{
    m_lost.removeAll(cluster);
    if (lost)
        m_lost << cluster;
    m_lost.isEmpty() ? end() : decide();
}

void DrillModel::end()
{
    m_stop.request_stop();
    ++m_round;
    m_busy = false;
    m_lost.clear();
    m_problem.reset();
    m_made = Json::object();
    Q_EMIT changed();
}

void DrillModel::decide()
{
    m_stop.request_stop();
    m_stop = {};
    m_busy = true;
    m_problem.reset();
    const auto round = ++m_round;
    std::vector<std::string> lost;
    for (const auto& name : m_lost)
        lost.push_back(name.toStdString());
    m_bridge.run<Result<Json>>(
        [lost](engine::Engine& engine, std::stop_token stop) { return engine.drill(lost, std::move(stop)); },
        [this, round](Result<Json> made) {
            if (round != m_round)
                return;
            m_busy = false;
            m_made = made ? std::move(*made) : Json::object();
            if (!made)
                m_problem = made.error();
            Q_EMIT changed();
        },
        m_stop.get_token());
    Q_EMIT changed();
}

QString DrillModel::problem() const
{
    return m_problem ? ErrorText::sentence(*m_problem) + u' ' + ErrorText::detail(*m_problem) : QString();
}

QVariantList DrillModel::timeline() const
{
    QVariantList rows;
    for (const auto& entry : api::at(m_made, "/timeline")) {
        const auto least = api::number(entry, "/second");
        const auto most = api::number(entry, "/latest");
        rows << QVariantMap{
            {QStringLiteral("second"), most > least ? tr("+%1 to %2 s").arg(least).arg(most) : tr("+%1 s").arg(least)},
            {QStringLiteral("what"), words(api::text(entry, "/what"))}};
    }
    return rows;
}

QVariantList DrillModel::moves() const
{
    QVariantList rows;
    for (const auto& move : api::at(m_made, "/moves")) {
        const auto before = sharesOf(api::at(move, "/before"));
        const auto after = sharesOf(api::at(move, "/after"));
        std::set<std::string> names;
        for (const auto* shares : {&before, &after}) {
            for (const auto& [name, share] : *shares)
                names.insert(name);
        }
        // A decision that fails keeps what stands, and that is told with numbers also for what is not divided.
        const bool counted =
            std::ranges::all_of(before, [](const auto& share) { return share.second.contains("replicas"); });
        QVariantList cells;
        for (const auto& name : names) {
            const bool lost = m_lost.contains(words(name));
            cells << QVariantMap{{QStringLiteral("cluster"), words(name)},
                                 {QStringLiteral("before"), shareText(before, name, counted)},
                                 {QStringLiteral("after"), shareText(after, name, counted)},
                                 {QStringLiteral("lost"), lost},
                                 {QStringLiteral("gains"), !lost && weightOf(after, name) > weightOf(before, name)}};
        }
        const auto later = api::number(move, "/second");
        rows << QVariantMap{{QStringLiteral("object"), objectText(api::at(move, "/object"))},
                            {QStringLiteral("second"), later > 0 ? tr("%1 s later").arg(later) : QString()},
                            {QStringLiteral("cells"), cells},
                            {QStringLiteral("unfit"), unfitText(move)}};
    }
    return rows;
}

QVariantList DrillModel::ghosts() const
{
    std::set<std::pair<QString, QString>> pairs;
    for (const auto& move : moves()) {
        const auto cells = move.toMap()[QStringLiteral("cells")].toList();
        for (const auto& source : cells) {
            const auto from = source.toMap();
            if (!from[QStringLiteral("lost")].toBool() || from[QStringLiteral("before")].toString().isEmpty())
                continue;
            for (const auto& target : cells) {
                if (const auto to = target.toMap(); to[QStringLiteral("gains")].toBool())
                    pairs.emplace(from[QStringLiteral("cluster")].toString(), to[QStringLiteral("cluster")].toString());
            }
        }
    }
    QVariantList all;
    for (const auto& [from, to] : pairs)
        all << QVariantMap{{QStringLiteral("from"), from}, {QStringLiteral("to"), to}};
    return all;
}

QVariantList DrillModel::dns() const
{
    QVariantList rows;
    for (const auto& change : api::at(m_made, "/dns"))
        rows << QVariantMap{{QStringLiteral("name"), words(api::text(change, "/name"))},
                            {QStringLiteral("before"), recordsText(api::at(change, "/before"))},
                            {QStringLiteral("after"), recordsText(api::at(change, "/after"))}};
    return rows;
}

int DrillModel::unmoved() const
{
    return static_cast<int>(api::at(m_made, "/unmoved").size());
}

QStringList DrillModel::warnings() const
{
    QStringList all;
    for (const auto& warning : api::at(m_made, "/warnings")) {
        if (warning.is_string())
            all << words(warning.get<std::string>());
    }
    return all;
}

QString DrillModel::command() const
{
    return QStringLiteral("orreryctl drill --lose %1").arg(m_lost.join(u','));
}

} // namespace orrery::ui
