// The way of an edited policy into the host: what changes in it, what the clusters say to that, and the write.

#include "ui/policies/policy_model.h"

#include "ui/support/error_text.h"
#include "ui/support/words.h"

namespace orrery::ui {

using api::Json;
using Effect = engine::ClusterPreview::Effect;

namespace {

QString effectText(Effect effect)
{
    switch (effect) {
    case Effect::Unchanged: return PolicyModel::tr("unchanged");
    case Effect::NotPlaced: return PolicyModel::tr("not placed");
    case Effect::Created: return PolicyModel::tr("created");
    case Effect::Changed: return PolicyModel::tr("changed");
    case Effect::Adopted: return PolicyModel::tr("taken over");
    case Effect::Deleted: return PolicyModel::tr("deleted");
    case Effect::Released: return PolicyModel::tr("left there, no longer managed");
    case Effect::Suspended: return PolicyModel::tr("nothing is written");
    case Effect::Conflict: return PolicyModel::tr("a foreign object is in the way");
    case Effect::Refused: return PolicyModel::tr("refused");
    case Effect::NotAsked: return PolicyModel::tr("not known: the cluster does not answer");
    }
    return {};
}

bool bad(Effect effect)
{
    return effect == Effect::Deleted || effect >= Effect::Conflict;
}

QString replicasText(const engine::ClusterPreview& cluster)
{
    const auto before = cluster.replicasBefore.value_or(0);
    const auto after = cluster.replicasAfter.value_or(0);
    return before == after ? QString() : QStringLiteral("%1 → %2").arg(before).arg(after);
}

} // namespace

Json PolicyModel::written() const
{
    auto policy = m_policy;
    if (!m_version.empty())
        api::put(policy, "/metadata/resourceVersion", m_version);
    return policy;
}

void PolicyModel::review()
{
    if (!m_problem.isEmpty() || busy() || !m_world)
        return;
    m_reviewing = true;
    m_asking = true;
    m_effects.clear();
    m_difference = FoldedDiff(sideBySide(kubeconfig::diffLines(m_original.toStdString(), m_text.toStdString(), true)));
    unfold(-1);
    const auto round = ++m_round;
    m_bridge.run<Result<std::vector<engine::Preview>>>(
        [text = m_text.toStdString()](engine::Engine& engine, std::stop_token stop) {
            return engine.preview(text, "policy", "default", std::move(stop));
        },
        [this, round](Result<std::vector<engine::Preview>> made) {
            if (round != m_round)
                return;
            m_asking = false;
            if (made)
                m_effects = std::move(*made);
            else
                m_problem = ErrorText::sentence(made.error()) + u' ' + ErrorText::detail(made.error());
            Q_EMIT changed();
        },
        m_stop.get_token());
    Q_EMIT changed();
}

void PolicyModel::back()
{
    if (m_saving)
        return;
    ++m_round;
    m_reviewing = false;
    m_asking = false;
    m_problem.clear();
    m_changedMeanwhile = false;
    Q_EMIT changed();
}

void PolicyModel::unfold(int line)
{
    if (line >= 0)
        m_difference.unfold(static_cast<std::size_t>(line));
    m_rows.show(static_cast<int>(m_difference.lines().size()),
                [this](int row) { return foldedRow(m_difference, row); });
}

QVariantList PolicyModel::effects() const
{
    QVariantList rows;
    for (const auto& preview : m_effects) {
        if (preview.error)
            rows << QVariantMap{{QStringLiteral("object"), words(preview.object)},
                                {QStringLiteral("effect"), tr("cannot be placed as wanted")},
                                {QStringLiteral("reason"), words(preview.error->message)},
                                {QStringLiteral("bad"), true}};
        for (const auto& cluster : preview.clusters) {
            if (cluster.effect == Effect::Unchanged || cluster.effect == Effect::NotPlaced)
                continue;
            rows << QVariantMap{{QStringLiteral("object"), words(preview.object)},
                                {QStringLiteral("cluster"), words(cluster.cluster)},
                                {QStringLiteral("effect"), effectText(cluster.effect)},
                                {QStringLiteral("replicas"), replicasText(cluster)},
                                {QStringLiteral("reason"), words(cluster.reason)},
                                {QStringLiteral("bad"), bad(cluster.effect)}};
        }
    }
    return rows;
}

void PolicyModel::save()
{
    if (!m_reviewing || m_saving)
        return;
    m_saving = true;
    m_asking = false;
    m_problem.clear();
    const auto round = ++m_round;
    m_bridge.run<Result<void>>(
        [policy = written()](engine::Engine& engine, std::stop_token stop) {
            return engine.savePolicy(policy, std::move(stop));
        },
        [this, round](Result<void> made) {
            if (round != m_round)
                return;
            m_saving = false;
            if (made) {
                Q_EMIT saved(words(api::text(m_policy, "/metadata/name")), moving());
                end();
                return;
            }
            m_changedMeanwhile = made.error().code == "engine.policy-changed";
            m_problem = ErrorText::sentence(made.error()) + u' ' + ErrorText::detail(made.error());
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void PolicyModel::rebase()
{
    const auto kept = m_text;
    m_reviewing = false;
    load([this, kept] {
        pick(m_picked);
        edit(kept);
        remember();
        decide();
    });
}

void PolicyModel::end()
{
    if (!m_open)
        return;
    m_stop.request_stop();
    m_soon.stop();
    ++m_round;
    m_world.reset();
    m_text.clear();
    m_original.clear();
    m_picked.clear();
    m_problem.clear();
    m_policy = {};
    m_form.clear();
    m_trial = Json::object();
    m_moves = {};
    m_states.clear();
    m_at = 0;
    m_effects.clear();
    m_difference = FoldedDiff();
    m_open = m_readable = m_loading = m_busy = m_saving = m_reviewing = m_asking = m_changedMeanwhile = false;
    Q_EMIT textChanged();
    Q_EMIT changed();
}

} // namespace orrery::ui
