#pragma once

#include "engine/engine.h"
#include "ui/shell/engine_bridge.h"
#include "ui/support/row_model.h"

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>
#include <stop_token>

namespace orrery::ui {

/// A wizard from choice to result: Choose, Check, Review, Run, Result. Nothing is written before run(). GUI thread.
class WizardModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(int step READ step NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed)
    Q_PROPERTY(QString badField READ badField NOTIFY changed)
    Q_PROPERTY(bool retryable READ retryable NOTIFY changed)
    Q_PROPERTY(QVariantList verdicts READ verdicts NOTIFY changed)
    Q_PROPERTY(bool blocked READ blocked NOTIFY changed)
    Q_PROPERTY(bool cancelling READ cancelling NOTIFY changed)
    Q_PROPERTY(orrery::ui::RowModel* choices READ choices CONSTANT)
    Q_PROPERTY(QStringList targets READ targets NOTIFY changed)
    Q_PROPERTY(QVariantList checks READ checks NOTIFY changed)
    Q_PROPERTY(QVariantList steps READ steps NOTIFY changed)
    Q_PROPERTY(QVariantList results READ results NOTIFY changed)
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed)
    Q_PROPERTY(QString host MEMBER m_host NOTIFY changed)
    Q_PROPERTY(bool removeObjects MEMBER m_removeObjects NOTIFY changed)
    Q_PROPERTY(QString systemNamespace MEMBER m_namespace NOTIFY changed)

public:
    WizardModel(EngineBridge& bridge, QObject* parent);

    [[nodiscard]] QString kind() const { return m_kind; } ///< "init", "join", "unjoin"; empty = closed
    [[nodiscard]] int step() const { return m_step; } ///< 0 Choose … 4 Result
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString command() const;
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString problemDetail() const { return m_problemDetail; }
    /// What Next refused: "name", "namespace", "clusters"; empty = nothing.
    [[nodiscard]] QString badField() const { return m_badField; }
    [[nodiscard]] bool retryable() const { return !m_failed.isEmpty(); } ///< a part failed and can be tried again
    [[nodiscard]] QVariantList verdicts() const; ///< how many checks passed, warn, failed, were skipped
    [[nodiscard]] bool blocked() const { return m_procedure && m_procedure->blocked(); }
    [[nodiscard]] bool cancelling() const { return m_stop.stop_requested(); }
    [[nodiscard]] RowModel* choices() { return &m_choices; } ///< of {name, server, problem, insecure, checked}
    void setContexts(std::vector<engine::ContextView> contexts); ///< of the kubeconfig; it may change at any time
    [[nodiscard]] QStringList targets() const;
    [[nodiscard]] QVariantList checks() const; ///< of {title, hint, cells: of {verdict, text, detail, fix, target}}
    [[nodiscard]] QVariantList steps() const; ///< of {target, title, manifest, state, text, took}
    [[nodiscard]] QVariantList results() const { return m_results; } ///< of {text, verdict as in checks}

    Q_INVOKABLE void begin(const QString& kind, const QStringList& chosen = {});
    Q_INVOKABLE void choose(const QString& context, bool checked);
    Q_INVOKABLE void next(); ///< from Choose: plans and checks; from Check: shows the review; from Review: runs
    Q_INVOKABLE void back(); ///< to the step before, until run
    Q_INVOKABLE void recheck();
    Q_INVOKABLE void retry(); ///< from Result: the same wizard for what failed, from its checks on
    Q_INVOKABLE void cancel(); ///< while running: stops and undoes; else closes
    Q_INVOKABLE void close();

    /// Told when init succeeded, with the federation's name.
    std::function<void(const QString&)> initialised;

Q_SIGNALS:
    void changed();
    void refused(const QString& field); ///< Next was pressed and this field is wrong

private:
    /// Sets m_badField and m_problem.
    void validate();
    void plan();
    void planned(Result<federation::Procedure> procedure);
    void runProcedure();
    void finished(const federation::ProcedureOutcome& outcome);
    void showChoices();

    EngineBridge& m_bridge;
    QString m_kind, m_federation;
    int m_step = 0;
    bool m_busy = false;
    bool m_removeObjects = false; ///< of unjoin: what was propagated goes as well
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    QString m_name = QStringLiteral("federation"), m_host, m_namespace = QStringLiteral("federation-system");
    QString m_problem, m_problemDetail, m_badField;
    QStringList m_chosen, m_members, m_failed;
    RowModel m_choices;
    std::vector<std::size_t> m_offered; ///< places in m_contexts
    std::vector<engine::ContextView> m_contexts;
    QVariantList m_results;
    std::optional<federation::Procedure> m_procedure;
    std::vector<federation::StepProgress> m_progress;
    std::stop_source m_stop;

    friend class AppModel;
};

} // namespace orrery::ui
