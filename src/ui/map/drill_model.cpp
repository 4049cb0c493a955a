#include "ui/map/drill_model.h"

#include "ui/support/error_text.h"
#include "ui/support/words.h"

namespace orrery::ui {

namespace {

using api::Json;

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
    if (!m_lost.isEmpty()) {
        decide();
        return;
    }
    m_lost << cluster; // is still open
    end();
}

void DrillModel::end()
{
    if (!open())
        return;
    m_stop.request_stop();
    ++m_round;
    m_busy = false;
    m_lost.clear();
    m_problem.reset();
    m_made = Json::object();
    m_moves = {};
    Q_EMIT changed();
}

void DrillModel::retranslate()
{
    m_moves = MoveRows::of(api::at(m_made, "/moves"));
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
    using Answer = Result<std::pair<Json, MoveRows::Moves>>;
    m_bridge.run<Answer>(
        [lost](engine::Engine& engine, std::stop_token stop) -> Answer {
            auto made = engine.drill(lost, std::move(stop));
            if (!made)
                return failure(made.error());
            auto moves = MoveRows::of(api::at(*made, "/moves"));
            return std::pair(std::move(*made), std::move(moves));
        },
        [this, round](Answer made) {
            if (round != m_round)
                return;
            m_busy = false;
            m_made = made ? std::move(made->first) : Json::object();
            m_moves = made ? std::move(made->second) : MoveRows::Moves{};
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
