#pragma once

#include "engine/preview.h"
#include "ui/kubeconfigs/side_by_side.h"
#include "ui/map/move_rows.h"
#include "ui/policies/policy_form.h"
#include "ui/shell/engine_bridge.h"
#include "ui/support/row_model.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace orrery::ui {

/// A propagation policy being edited, as YAML and as a form, with what it would do to the federation as it was when the
/// editor was opened (federation::tryPolicy, on another thread, a moment after the last key). Written only by `save`,
/// from the review. GUI thread.
class PolicyModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(bool open READ open NOTIFY changed)
    Q_PROPERTY(bool loading READ loading NOTIFY changed)
    Q_PROPERTY(bool failed READ failed NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(bool readable READ readable NOTIFY changed)
    Q_PROPERTY(bool saving READ saving NOTIFY changed)
    Q_PROPERTY(bool dirty READ dirty NOTIFY changed)
    Q_PROPERTY(bool isNew READ isNew NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(int problemLine READ problemLine NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY textChanged)
    Q_PROPERTY(QVariantMap form READ form NOTIFY changed)
    Q_PROPERTY(QStringList policies READ policies NOTIFY changed)
    Q_PROPERTY(QString picked READ picked NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY changed)
    Q_PROPERTY(QVariantList moves READ moves NOTIFY changed)
    Q_PROPERTY(int moving READ moving NOTIFY changed)
    Q_PROPERTY(QVariantList ghosts READ ghosts NOTIFY changed)
    Q_PROPERTY(QStringList placed READ placed NOTIFY changed)
    Q_PROPERTY(int unmoved READ unmoved NOTIFY changed)
    Q_PROPERTY(bool reviewing READ reviewing NOTIFY changed)
    Q_PROPERTY(bool asking READ asking NOTIFY changed)
    Q_PROPERTY(bool changedMeanwhile READ changedMeanwhile NOTIFY changed)
    Q_PROPERTY(orrery::ui::RowModel* difference READ difference CONSTANT)
    Q_PROPERTY(int linesAdded READ linesAdded NOTIFY changed)
    Q_PROPERTY(int linesRemoved READ linesRemoved NOTIFY changed)
    Q_PROPERTY(QVariantList effects READ effects NOTIFY changed)

public:
    explicit PolicyModel(EngineBridge& bridge, QObject* parent = nullptr);

    [[nodiscard]] bool open() const { return m_open; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool failed() const
    {
        return m_open && !m_loading && !m_world;
    } ///< nothing could be read; see problem
    [[nodiscard]] bool busy() const { return m_busy || m_soon.isActive(); } ///< what it does is being decided
    [[nodiscard]] bool readable() const { return m_readable; } ///< else the form shows an older text
    [[nodiscard]] bool saving() const { return m_saving; }
    [[nodiscard]] bool dirty() const { return m_text != m_original; }
    [[nodiscard]] bool isNew() const { return m_version.empty(); }
    /// What is wrong with the text, the field's path first; or what the host says.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int problemLine() const { return m_problemLine; } ///< from 1; 0 = none in particular
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QVariantMap form() const
    {
        return m_form;
    } ///< as PolicyForm::read; of the last text that could be read
    [[nodiscard]] QStringList policies() const; ///< "PropagationPolicy shop/web"
    [[nodiscard]] QString picked() const { return m_picked; } ///< one of them; empty = a new one
    [[nodiscard]] bool canUndo() const { return m_at > 0 || m_text != m_states.value(m_at); }
    [[nodiscard]] bool canRedo() const { return m_at + 1 < m_states.size() && m_text == m_states.value(m_at); }
    [[nodiscard]] QVariantList moves() const { return m_moves.rows; } ///< as MoveRows::Moves
    [[nodiscard]] int moving() const { return m_moves.count; }
    [[nodiscard]] QVariantList ghosts() const { return m_problem.isEmpty() ? m_moves.ghosts : QVariantList(); }
    [[nodiscard]] QStringList placed() const; ///< objects that it places
    [[nodiscard]] int unmoved() const;
    [[nodiscard]] bool reviewing() const { return m_reviewing; }
    [[nodiscard]] bool asking() const { return m_asking; } ///< the clusters, for `effects`
    [[nodiscard]] bool changedMeanwhile() const { return m_changedMeanwhile; } ///< by somebody else: `rebase`
    [[nodiscard]] RowModel* difference() { return &m_rows; } ///< as foldedRow
    [[nodiscard]] int linesAdded() const { return m_difference.added(); }
    [[nodiscard]] int linesRemoved() const { return m_difference.removed(); }
    /// What the clusters answer to a dry run, changes only: {object, cluster, effect, replicas, reason, bad}.
    [[nodiscard]] QVariantList effects() const;

    /// Opens the editor: on the policy that places an object ("Deployment shop/web"), or a new one for it where none
    /// does; without an object on the first policy.
    Q_INVOKABLE void begin(const QString& object = {});
    Q_INVOKABLE void pick(const QString& policy); ///< one of `policies`; empty = a new one. Changes are lost
    Q_INVOKABLE void edit(const QString& text);
    Q_INVOKABLE void set(const QString& key, const QVariant& value); ///< as PolicyForm::with
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void review(); ///< nothing while there is a problem
    Q_INVOKABLE void back(); ///< from the review
    Q_INVOKABLE void unfold(int line);
    Q_INVOKABLE void save();
    Q_INVOKABLE void rebase(); ///< compares with what the host has now; the text stays
    Q_INVOKABLE void end();

    void retranslate();

Q_SIGNALS:
    void changed();
    void textChanged();
    void saved(const QString& policy, int objects); ///< and how many objects it moves

private:
    struct World; ///< the host's answer

    void load(std::function<void()> then);
    void show(const api::Json& policy, const QString& picked);
    void setText(const QString& text);
    void remember();
    void read(); ///< the text
    void blame(const Error& error);
    void decide();
    [[nodiscard]] api::Json written() const; ///< the policy with the version that it replaces

    EngineBridge& m_bridge;
    std::shared_ptr<const World> m_world;
    QTimer m_soon;
    QString m_text, m_original, m_picked, m_problem;
    int m_problemLine = 0;
    std::string m_version; ///< resourceVersion of what is edited
    api::Json m_policy; ///< the last text that could be read
    QStringList m_states; ///< for undo
    qsizetype m_at = 0;
    QVariantMap m_form;
    api::Json m_trial = api::Json::object();
    MoveRows::Moves m_moves;
    FoldedDiff m_difference;
    RowModel m_rows;
    std::vector<engine::Preview> m_effects;
    std::stop_source m_stop;
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    bool m_open = false, m_readable = false, m_loading = false, m_busy = false, m_saving = false, m_reviewing = false,
         m_asking = false, m_changedMeanwhile = false;
};

} // namespace orrery::ui
