#include "ui/wizards/wizard_model.h"

#include "ui/support/error_text.h"
#include "ui/support/words.h"

#include <QRegularExpression>
#include <QVariantMap>

#include <utility>

namespace orrery::ui {

namespace {

engine::JoinRequest joinRequest(const QStringList& chosen)
{
    engine::JoinRequest request;
    for (const auto& name : chosen)
        request.members.push_back({.name = name.toStdString()});
    return request;
}

engine::UnjoinRequest unjoinRequest(const QStringList& chosen, bool removeObjects)
{
    engine::UnjoinRequest request;
    request.removeObjects = removeObjects;
    for (const auto& name : chosen)
        request.clusters.push_back(name.toStdString());
    return request;
}

QVariantMap cellOf(const federation::Check& check)
{
    return {{QStringLiteral("verdict"), static_cast<int>(check.verdict)},
            {QStringLiteral("text"), words(check.text)},
            {QStringLiteral("detail"), words(check.detail)},
            {QStringLiteral("fix"), words(check.fix)},
            {QStringLiteral("target"), words(check.target)}};
}

} // namespace

WizardModel::WizardModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge)
{
    connect(this, &WizardModel::changed, this, &WizardModel::showChoices);
}

QString WizardModel::title() const
{
    if (m_procedure && m_step > 0)
        return words(m_procedure->title);
    if (m_kind == QStringLiteral("init"))
        return tr("Start a federation");
    return m_kind == QStringLiteral("join") ? tr("Join clusters") : tr("Take clusters out");
}

QString WizardModel::command() const
{
    return m_procedure ? words(m_procedure->command) : QString();
}

void WizardModel::setContexts(std::vector<engine::ContextView> contexts)
{
    m_contexts = std::move(contexts);
    Q_EMIT changed();
}

void WizardModel::showChoices()
{
    const bool unjoin = m_kind == QStringLiteral("unjoin");
    m_offered.clear();
    for (std::size_t i = 0; i < m_contexts.size() && m_step == 0 && !m_kind.isEmpty(); ++i) {
        const auto name = words(m_contexts[i].name);
        if (m_kind != QStringLiteral("init") && m_members.contains(name) != unjoin)
            continue;
        if (m_kind == QStringLiteral("join") && name == m_federation)
            continue; // another name of the host
        m_offered.push_back(i);
    }
    m_choices.show(static_cast<int>(m_offered.size()), [this](int row) {
        const auto& context = m_contexts[m_offered[static_cast<std::size_t>(row)]];
        const auto name = words(context.name);
        return QVariantMap{
            {QStringLiteral("name"), name},
            {QStringLiteral("server"), words(context.server)},
            {QStringLiteral("problem"), words(context.problem)},
            {QStringLiteral("insecure"), context.insecure},
            {QStringLiteral("checked"), m_kind == QStringLiteral("init") ? name == m_host : m_chosen.contains(name)}};
    });
}

QStringList WizardModel::targets() const
{
    QStringList all;
    if (m_procedure) {
        for (const auto& check : m_procedure->checks) {
            if (!all.contains(words(check.target)))
                all << words(check.target);
        }
    }
    return all;
}

QVariantList WizardModel::checks() const
{
    QVariantList rows;
    QStringList ids;
    if (!m_procedure)
        return rows;
    for (const auto& check : m_procedure->checks) {
        if (!ids.contains(words(check.id)))
            ids << words(check.id);
    }
    const auto columns = targets();
    for (const auto& id : ids) {
        QVariantMap row;
        QVariantList cells(columns.size(), QVariantMap{});
        for (const auto& check : m_procedure->checks) {
            if (words(check.id) != id)
                continue;
            row = {{QStringLiteral("title"), words(check.title)}, {QStringLiteral("hint"), words(check.hint)}};
            cells[columns.indexOf(words(check.target))] = cellOf(check);
        }
        row[QStringLiteral("cells")] = cells;
        rows << row;
    }
    return rows;
}

QVariantList WizardModel::verdicts() const
{
    int counts[4] = {0, 0, 0, 0};
    for (const auto& check : m_procedure ? m_procedure->checks : std::vector<federation::Check>{})
        ++counts[static_cast<int>(check.verdict)];
    return {counts[0], counts[1], counts[2], counts[3]};
}

QVariantList WizardModel::steps() const
{
    QVariantList all;
    if (!m_procedure)
        return all;
    for (std::size_t i = 0; i < m_procedure->steps.size(); ++i) {
        const auto& step = m_procedure->steps[i];
        const auto& progress = m_progress[i];
        all << QVariantMap{{QStringLiteral("target"), words(step.target)},
                           {QStringLiteral("title"), words(step.title)},
                           {QStringLiteral("manifest"), words(step.manifest)},
                           {QStringLiteral("state"), static_cast<int>(progress.state)},
                           {QStringLiteral("text"), words(progress.text)},
                           {QStringLiteral("took"), static_cast<int>(progress.took.count())}};
    }
    return all;
}

void WizardModel::begin(const QString& kind, const QStringList& chosen)
{
    if (m_step == 3 && m_busy)
        return; // what runs is seen to its end
    close();
    m_kind = kind;
    m_chosen = chosen;
    if (kind == QStringLiteral("init") && !chosen.isEmpty())
        m_host = chosen.front();
    Q_EMIT changed();
}

void WizardModel::choose(const QString& context, bool checked)
{
    if (m_kind == QStringLiteral("init"))
        m_host = context;
    else if (checked && !m_chosen.contains(context))
        m_chosen << context;
    else if (!checked)
        m_chosen.removeAll(context);
    m_problem.clear();
    m_badField.clear();
    Q_EMIT changed();
}

void WizardModel::validate()
{
    // A DNS label: what Kubernetes takes for the names of both.
    static const QRegularExpression label(QStringLiteral("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"));
    const bool init = m_kind == QStringLiteral("init");
    m_badField.clear();
    m_problem.clear();
    const auto refuse = [this](const char* field, const QString& why) {
        m_badField = QString::fromLatin1(field);
        m_problem = why;
    };
    if (init && m_name.trimmed().isEmpty())
        refuse("name", tr("Give the federation a name."));
    else if (init && !label.match(m_name.trimmed()).hasMatch())
        refuse("name", tr("Use lower-case letters, digits and hyphens, at most 63, a letter or digit at both ends."));
    else if (init && !label.match(m_namespace.trimmed()).hasMatch())
        refuse("namespace",
               tr("Use lower-case letters, digits and hyphens, at most 63, a letter or digit at both ends."));
    else if (init && m_host.isEmpty())
        refuse("clusters", tr("Choose the cluster that holds the federation."));
    else if (!init && m_chosen.isEmpty())
        refuse("clusters", tr("Choose at least one cluster."));
}

void WizardModel::next()
{
    if (m_busy)
        return;
    switch (m_step) {
    case 0:
        validate();
        if (m_badField.isEmpty())
            plan();
        break;
    case 1:
        m_problem = blocked() ? tr("A check failed. Correct it and check again.") : QString();
        m_step = blocked() ? 1 : 2;
        break;
    case 2: runProcedure(); break;
    default: break;
    }
    Q_EMIT changed();
    if (!m_badField.isEmpty())
        Q_EMIT refused(m_badField);
}

void WizardModel::back()
{
    if (m_busy || m_step == 0 || m_step > 2)
        return;
    m_problem.clear();
    m_problemDetail.clear();
    --m_step;
    Q_EMIT changed();
}

void WizardModel::recheck()
{
    if (m_step == 1 && !m_busy)
        plan();
}

void WizardModel::retry()
{
    if (m_step != 4 || m_failed.isEmpty())
        return;
    // init has one part only, and what it is made of is still there.
    auto failed = std::exchange(m_failed, {});
    if (m_kind != QStringLiteral("init"))
        m_chosen = std::move(failed);
    plan();
}

void WizardModel::plan()
{
    m_step = 1;
    m_busy = true;
    m_procedure.reset();
    m_problem.clear();
    m_problemDetail.clear();
    m_stop = {};
    const auto round = ++m_round;
    const auto kind = m_kind;
    const auto chosen = m_chosen;
    engine::InitRequest init;
    init.name = m_name.trimmed().toStdString();
    init.hostContext = m_host.toStdString();
    init.systemNamespace = m_namespace.trimmed().toStdString();
    m_bridge.run<Result<federation::Procedure>>(
        [kind, chosen, init, removes = m_removeObjects](engine::Engine& engine, std::stop_token stop) {
            if (kind == QStringLiteral("init"))
                return engine.planInit(init, stop);
            return kind == QStringLiteral("join") ? engine.planJoin(joinRequest(chosen), stop)
                                                  : engine.planUnjoin(unjoinRequest(chosen, removes), stop);
        },
        [this, round](Result<federation::Procedure> procedure) {
            if (round == m_round)
                planned(std::move(procedure));
        },
        m_stop.get_token());
    Q_EMIT changed();
}

void WizardModel::planned(Result<federation::Procedure> procedure)
{
    m_busy = false;
    if (procedure) {
        m_procedure = std::move(*procedure);
        m_progress.assign(m_procedure->steps.size(), {});
    } else {
        m_step = 0;
        m_problem = ErrorText::sentence(procedure.error()) + u' ' + ErrorText::nextStep(procedure.error());
        m_problemDetail = ErrorText::detail(procedure.error());
    }
    Q_EMIT changed();
}

void WizardModel::runProcedure()
{
    m_step = 3;
    m_busy = true;
    m_stop = {};
    const auto round = ++m_round;
    const auto tell = [this, round](const federation::StepProgress& progress) {
        m_bridge.post([this, round, progress] {
            if (round != m_round || progress.step >= m_progress.size())
                return;
            m_progress[progress.step] = progress;
            Q_EMIT changed();
        });
    };
    m_bridge.run<federation::ProcedureOutcome>(
        [procedure = *m_procedure, tell](engine::Engine&, std::stop_token stop) {
            return federation::run(procedure, tell, stop);
        },
        [this](const federation::ProcedureOutcome& outcome) { finished(outcome); }, m_stop.get_token());
}

void WizardModel::finished(const federation::ProcedureOutcome& outcome)
{
    m_busy = false;
    m_step = 4;
    m_results.clear();
    m_failed.clear();
    const auto say = [this](federation::Verdict verdict, const QString& text) {
        m_results << QVariantMap{{QStringLiteral("verdict"), static_cast<int>(verdict)},
                                 {QStringLiteral("text"), text}};
    };
    for (const auto& done : outcome.done)
        say(federation::Verdict::Pass, tr("%1: done").arg(words(done)));
    for (const auto& part : outcome.failed) {
        m_failed << words(part.first);
        say(federation::Verdict::Fail,
            tr("%1: %2", "cluster, what went wrong").arg(words(part.first), ErrorText::detail(part.second)));
    }
    for (const auto& leftover : outcome.leftovers)
        say(federation::Verdict::Warn, tr("Left behind: %1").arg(words(leftover)));
    m_problem = outcome.cancelled ? tr("Cancelled. What was begun has been undone.")
              : outcome.failed.empty()
                  ? QString()
                  : tr("%n part(s) failed and have been undone.", "", static_cast<int>(outcome.failed.size()));
    if (m_kind == QStringLiteral("init") && outcome.failed.empty() && !outcome.cancelled && initialised)
        initialised(m_name.trimmed());
    Q_EMIT changed();
}

void WizardModel::cancel()
{
    if (m_step == 3 && m_busy) {
        m_stop.request_stop();
        Q_EMIT changed();
    } else {
        close();
    }
}

void WizardModel::close()
{
    m_stop.request_stop();
    m_stop = {};
    ++m_round;
    m_kind.clear();
    m_step = 0;
    m_busy = false;
    m_removeObjects = false;
    m_procedure.reset();
    m_progress.clear();
    m_results.clear();
    m_failed.clear();
    m_badField.clear();
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT changed();
}

} // namespace orrery::ui
