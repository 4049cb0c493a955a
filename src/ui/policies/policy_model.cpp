#include "ui/policies/policy_model.h"

#include "federation/policy_trial.h"
#include "federation/simulate.h"
#include "federation/yaml.h"
#include "ui/support/error_text.h"
#include "ui/support/words.h"

#include <tuple>

namespace orrery::ui {

namespace {

using api::at;
using api::Json;

constexpr auto pause = std::chrono::milliseconds(200); ///< after the last key
constexpr qsizetype mostStates = 200;

QString refText(const Json& policy)
{
    const auto ns = api::text(policy, "/namespace", api::text(policy, "/metadata/namespace"));
    const auto name = api::text(policy, "/name", api::text(policy, "/metadata/name"));
    return words(api::text(policy, "/kind") + ' ' + (ns.empty() ? "" : ns + '/') + name);
}

/// As its author would write it.
QString yamlOf(Json policy)
{
    api::drop(policy, "/status");
    for (const auto* written :
         {"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"})
        api::drop(policy, std::string("/metadata/") + written);
    return words(federation::toYaml(policy));
}

/// "/spec/placement" of "spec.placement.clusterAffinity is …".
std::string pointerOf(const std::string& message)
{
    auto path = message.substr(0, message.find(' '));
    std::string pointer = "/";
    for (const char c : path) {
        if (c == '.' || c == '[')
            pointer += '/';
        else if (c != ']')
            pointer += c;
    }
    return pointer;
}

} // namespace

struct PolicyModel::World {
    Json scenario = Json::object();
    Json placements = Json::array(); ///< as simulate answers them
    PolicyForm::World choices{};
};

PolicyModel::PolicyModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        remember();
        decide();
    });
}

void PolicyModel::begin(const QString& object)
{
    if (m_open)
        return;
    m_open = true;
    load([this, object] {
        const auto& policies = at(m_world->scenario, "/policies");
        for (const auto& placement : m_world->placements) {
            if (MoveRows::object(at(placement, "/object")) != object)
                continue;
            const auto holder = at(placement, "/policy");
            holder.is_null() ? show(PolicyForm::fresh(at(placement, "/object")), {}) : pick(refText(holder));
            return;
        }
        pick(policies.empty() ? QString() : refText(policies.front()));
    });
}

void PolicyModel::load(std::function<void()> then)
{
    m_loading = true;
    m_problem.clear();
    m_stop = {};
    const auto round = ++m_round;
    using Answer = Result<std::shared_ptr<const World>>;
    m_bridge.run<Answer>(
        [](engine::Engine& engine, std::stop_token stop) -> Answer {
            auto world = std::make_shared<World>();
            auto scenario = engine.scenario(std::move(stop));
            if (!scenario)
                return failure(scenario.error());
            world->scenario = std::move(*scenario);
            auto now = federation::simulate(world->scenario);
            if (!now)
                return failure(now.error());
            world->placements = std::move((*now)["placements"]);
            for (const auto& cluster : at(world->scenario, "/clusters"))
                world->choices.clusters << words(api::text(cluster, "/name"));
            for (const auto& placement : world->placements)
                world->choices.objects.push_back(at(placement, "/object"));
            return std::shared_ptr<const World>(std::move(world));
        },
        [this, round, then = std::move(then)](Answer answer) {
            if (round != m_round)
                return;
            m_loading = false;
            if (answer) {
                m_world = std::move(*answer);
                then();
            } else {
                m_problem = ErrorText::sentence(answer.error()) + u' ' + ErrorText::detail(answer.error());
            }
            Q_EMIT changed();
        },
        m_stop.get_token());
    Q_EMIT changed();
}

void PolicyModel::pick(const QString& policy)
{
    if (!m_world)
        return;
    for (const auto& known : at(m_world->scenario, "/policies")) {
        if (refText(known) == policy) {
            show(known, policy);
            return;
        }
    }
    show(PolicyForm::fresh({}), {});
}

void PolicyModel::show(const Json& policy, const QString& picked)
{
    m_picked = picked;
    m_version = api::text(policy, "/metadata/resourceVersion");
    m_original = yamlOf(policy);
    m_states = {m_original};
    m_at = 0;
    m_changedMeanwhile = false;
    m_trial = Json::object();
    m_moves = {};
    setText(m_original);
    if (isNew())
        m_original.clear();
    decide();
}

void PolicyModel::edit(const QString& text)
{
    if (text == m_text)
        return;
    m_soon.start();
    setText(text);
}

void PolicyModel::setText(const QString& text)
{
    m_text = text;
    read();
    Q_EMIT textChanged();
    Q_EMIT changed();
}

void PolicyModel::set(const QString& key, const QVariant& value)
{
    if (!m_readable)
        return;
    remember();
    setText(yamlOf(PolicyForm::with(m_policy, m_world->choices, key, value)));
    remember();
    decide();
}

void PolicyModel::remember()
{
    if (m_text == m_states.value(m_at))
        return;
    m_states.resize(m_at + 1);
    m_states << m_text;
    if (m_states.size() > mostStates)
        m_states.removeFirst();
    m_at = m_states.size() - 1;
}

void PolicyModel::undo()
{
    remember();
    if (m_at == 0)
        return;
    setText(m_states[--m_at]);
    decide();
}

void PolicyModel::redo()
{
    if (!canRedo())
        return;
    setText(m_states[++m_at]);
    decide();
}

void PolicyModel::read()
{
    m_problem.clear();
    m_problemLine = 0;
    m_readable = false;
    auto documents = federation::readYaml(m_text.toStdString(), "policy");
    if (!documents) {
        blame(documents.error());
        return;
    }
    if (documents->size() != 1) {
        m_problem = documents->empty() ? tr("There is no policy in the text.") : tr("There is more than one document.");
        return;
    }
    if (!documents->front().value.is_object()) {
        m_problem = tr("There is no policy in the text.");
        return;
    }
    m_policy = std::move(documents->front().value);
    m_form = PolicyForm::read(m_policy, m_world->choices);
    m_readable = true;
}

void PolicyModel::blame(const Error& error)
{
    m_problem = words(error.message);
    const auto parts = m_problem.split(u':');
    if (parts.size() > 3 && parts[0] == u"policy") { // of the reader: "policy:LINE:COLUMN: what"
        m_problemLine = parts[1].toInt();
        m_problem = parts.mid(3).join(u':').trimmed();
        return;
    }
    if (const auto documents = federation::readYaml(m_text.toStdString(), "policy");
        documents && documents->size() == 1)
        m_problemLine = documents->front().placeOf(pointerOf(error.message)).line;
}

void PolicyModel::decide()
{
    m_soon.stop();
    m_stop.request_stop();
    m_stop = {};
    const auto round = ++m_round;
    m_busy = m_problem.isEmpty();
    Q_EMIT changed();
    if (!m_busy)
        return;
    using Answer = Result<std::pair<Json, MoveRows::Moves>>;
    m_bridge.run<Answer>(
        [world = m_world, policy = m_policy](engine::Engine&, std::stop_token) -> Answer {
            auto made = federation::tryPolicy(world->scenario, policy);
            if (!made)
                return failure(made.error());
            auto moves = MoveRows::of(at(*made, "/moves"));
            return std::pair(std::move(*made), std::move(moves));
        },
        [this, round](Answer made) {
            if (round != m_round)
                return;
            m_busy = false;
            if (made)
                std::tie(m_trial, m_moves) = std::move(*made);
            else
                blame(made.error());
            Q_EMIT changed();
        },
        m_stop.get_token());
}

QStringList PolicyModel::policies() const
{
    QStringList all;
    if (m_world) {
        for (const auto& policy : at(m_world->scenario, "/policies"))
            all << refText(policy);
    }
    return all;
}

QStringList PolicyModel::placed() const
{
    QStringList all;
    for (const auto& object : at(m_trial, "/placed"))
        all << MoveRows::object(object);
    return all;
}

int PolicyModel::unmoved() const
{
    return static_cast<int>(api::number(m_trial, "/unmoved"));
}

void PolicyModel::retranslate()
{
    m_moves = MoveRows::of(at(m_trial, "/moves"));
    if (m_world)
        m_form = PolicyForm::read(m_policy, m_world->choices);
    Q_EMIT changed();
}

} // namespace orrery::ui
