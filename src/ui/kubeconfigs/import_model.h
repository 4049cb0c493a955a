#pragma once

#include "ui/kubeconfigs/import_plan.h"
#include "ui/kubeconfigs/usual_places.h"
#include "ui/shell/engine_bridge.h"
#include "ui/support/row_model.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <set>

namespace orrery::ui {

/// The wizard "Add my clusters": Choose, Check, Review, Result. Reads files and plans on other threads, contacts
/// nothing, runs nothing and writes only in next() of the review. Texts hold no secret unless `revealed`. GUI thread.
class ImportModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(bool open READ open NOTIFY changed)
    Q_PROPERTY(int step READ step NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString target READ target NOTIFY changed)
    Q_PROPERTY(bool targetThere READ targetThere NOTIFY changed)
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed)
    Q_PROPERTY(QString badField READ badField NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QStringList details READ details NOTIFY changed)
    Q_PROPERTY(QString act READ act NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)
    Q_PROPERTY(bool revealed READ revealed NOTIFY changed)
    Q_PROPERTY(int linesBefore READ linesBefore NOTIFY changed)
    Q_PROPERTY(int linesAfter READ linesAfter NOTIFY changed)
    Q_PROPERTY(int linesAdded READ linesAdded NOTIFY changed)
    Q_PROPERTY(int linesRemoved READ linesRemoved NOTIFY changed)
    Q_PROPERTY(bool undone READ undone NOTIFY changed)
    Q_PROPERTY(bool undoable READ undoable NOTIFY changed)
    Q_PROPERTY(QVariantList results READ results NOTIFY changed)
    Q_PROPERTY(QStringList warnings READ warnings NOTIFY changed)
    Q_PROPERTY(orrery::ui::RowModel* files READ files CONSTANT)
    Q_PROPERTY(orrery::ui::RowModel* contexts READ contexts CONSTANT)
    Q_PROPERTY(orrery::ui::RowModel* clashes READ clashes CONSTANT)
    Q_PROPERTY(orrery::ui::RowModel* difference READ difference CONSTANT)

public:
    ImportModel(EngineBridge& bridge, QObject* parent);

    [[nodiscard]] bool open() const { return m_open; }
    [[nodiscard]] int step() const { return m_step; } ///< 0 Choose, 1 Check, 2 Review, 3 Result
    [[nodiscard]] bool busy() const { return m_busy > 0; } ///< reading, planning or writing
    [[nodiscard]] QString target() const; ///< as people write it: ~/.kube/config
    [[nodiscard]] bool targetThere() const { return m_outcome.plan.existed; }
    [[nodiscard]] int chosen() const { return static_cast<int>(m_chosen.size()); }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString problemDetail() const { return m_problemDetail; }
    [[nodiscard]] QString badField() const { return m_badField; } ///< "files", "target"; empty = nothing
    [[nodiscard]] QString summary() const; ///< of the plan, in one line
    [[nodiscard]] QStringList details() const; ///< below each step's name
    [[nodiscard]] QString act() const; ///< "Merge 3 contexts"
    [[nodiscard]] QString command() const { return QString::fromStdString(m_outcome.command); }
    [[nodiscard]] bool revealed() const { return m_revealed; }
    [[nodiscard]] int linesBefore() const;
    [[nodiscard]] int linesAfter() const;
    [[nodiscard]] int linesAdded() const { return m_difference.added(); }
    [[nodiscard]] int linesRemoved() const { return m_difference.removed(); }
    [[nodiscard]] bool undone() const { return m_undone; }
    [[nodiscard]] bool undoable() const { return m_step == 3 && m_wrote; }
    [[nodiscard]] QVariantList results() const; ///< of {text, verdict as in WizardModel}
    [[nodiscard]] QStringList warnings() const; ///< of the plan, in the words of the core
    /// Of {path, shown, name, tool, state, text, problem, contexts, chosen, target}.
    [[nodiscard]] RowModel* files() { return &m_fileRows; }
    /// Of {source, file, name, as, typed, verb, text, editable, clashes, server, insecure, credential, expiry, expired,
    /// provider, region, why, problem}.
    [[nodiscard]] RowModel* contexts() { return &m_contextRows; }
    /// Of {kind, name, where, claims: of {source, file, as}}.
    [[nodiscard]] RowModel* clashes() { return &m_clashRows; }
    /// Of {before, after, left, right, added, removed, hidden}.
    [[nodiscard]] RowModel* difference() { return &m_differenceRows; }

    /// Opens the wizard and looks at the usual places. `target`: as KUBECONFIG, of which the first file is it; empty =
    /// kubectl's own.
    Q_INVOKABLE void begin(const QString& target = {});
    Q_INVOKABLE void addFiles(const QList<QUrl>& files);
    Q_INVOKABLE void addPath(const QString& path); ///< `~` is the home
    Q_INVOKABLE void paste(const QString& text); ///< instead of what was pasted before
    Q_INVOKABLE void pasteClipboard();
    Q_INVOKABLE void choose(const QString& path, bool chosen);
    Q_INVOKABLE void setTarget(const QString& path);
    /// `entry` of the file shall be called so; empty = as proposed. Plans anew after a moment.
    Q_INVOKABLE void nameIt(const QString& source, const QString& entry, const QString& name);
    Q_INVOKABLE void unfold(int line);
    Q_INVOKABLE void reveal(bool secrets);
    Q_INVOKABLE void next(); ///< in the review: writes
    Q_INVOKABLE void back();
    Q_INVOKABLE void undo(); ///< takes the change back; again: brings it
    Q_INVOKABLE void close(); ///< not while it writes

    void retranslate();

    /// Told when a kubeconfig was written, by its path.
    std::function<void(const QString&)> written;
    /// For tests.
    void lookAround(Surroundings around) { m_around = std::move(around); }

Q_SIGNALS:
    void changed();
    void refused(const QString& field); ///< next() was called and this field is wrong

private:
    using Files = std::vector<ImportFile>;
    /// Takes what `work` reads on another thread, and chooses it.
    void load(std::function<Files(const std::stop_token&)> work, bool choose);
    void read(std::vector<std::string> paths);
    void take(Files files, bool choose);
    void plan(int stepAfter);
    void planned(Result<ImportOutcome> outcome, int stepAfter);
    void write();
    void fail(const Error& error);
    void refuse(const char* field, const QString& why);
    void showRows();
    [[nodiscard]] QVariantMap fileRow(int index) const;
    [[nodiscard]] QVariantMap contextRow(int index) const;
    [[nodiscard]] QVariantMap clashRow(int index) const;
    [[nodiscard]] bool isTarget(const std::string& path) const;
    [[nodiscard]] QString shown(const std::string& path) const;
    [[nodiscard]] QString fileName(const std::string& path) const;

    EngineBridge& m_bridge;
    Surroundings m_around = Surroundings::ofProcess();
    bool m_open = false, m_revealed = false, m_writing = false, m_wrote = false, m_undone = false;
    int m_step = 0, m_busy = 0;
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    std::vector<ImportFilePtr> m_files;
    std::set<std::string> m_chosen;
    std::string m_target;
    std::map<std::pair<std::string, std::string>, std::string> m_names;
    QString m_problem, m_problemDetail, m_badField;
    ImportOutcome m_outcome;
    FoldedDiff m_difference;
    QTimer m_typing;
    RowModel m_fileRows, m_contextRows, m_clashRows, m_differenceRows;
};

} // namespace orrery::ui
