#pragma once

#include "engine/doctor.h"
#include "ui/shell/engine_bridge.h"
#include "ui/support/row_model.h"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <stop_token>
#include <vector>

namespace orrery::ui {

/// The kubeconfig files in use and their contexts, with what is wrong: Settings > Kubeconfig sources, and the doctor of
/// one cluster's connection. Reads on other threads, contacts servers only in contact(). Holds no secret. GUI thread.
class SourcesModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(bool contacting READ contacting NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY changed)
    Q_PROPERTY(QString picked READ picked WRITE pick NOTIFY changed)
    Q_PROPERTY(int more READ more NOTIFY changed)
    Q_PROPERTY(orrery::ui::RowModel* files READ files CONSTANT)
    Q_PROPERTY(orrery::ui::RowModel* findings READ findings CONSTANT)
    Q_PROPERTY(orrery::ui::RowModel* contexts READ contexts CONSTANT)

public:
    explicit SourcesModel(EngineBridge& bridge, QObject* parent = nullptr);

    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] bool contacting() const { return m_contacting; } ///< servers are being asked
    [[nodiscard]] QString problem() const { return m_problem; } ///< why nothing could be read
    [[nodiscard]] QString summary() const; ///< "3 contexts, 1 with a fault"
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString& filter); ///< part of a context's name or server
    [[nodiscard]] QString picked() const { return m_picked; } ///< the context that is shown in full; empty = none
    void pick(const QString& context);
    [[nodiscard]] QString command() const; ///< the same for a terminal
    [[nodiscard]] int more() const; ///< findings that are only in the report
    /// Of {path, there, text}.
    [[nodiscard]] RowModel* files() { return &m_fileRows; }
    /// Of {verdict, title, text}: of files and between them.
    [[nodiscard]] RowModel* findings() { return &m_findingRows; }
    /// Of {name, file, server, credential, expiry, expired, verdict, title, answer, askable, undecided, picked,
    /// findings: as above, facts: of {word, text}}; the last two of the picked one alone.
    [[nodiscard]] RowModel* contexts() { return &m_contextRows; }

    /// Reads these files (as KUBECONFIG) now and at each again().
    void use(const QString& pathList);
    /// Reads them again, once somebody has looked.
    void again();
    Q_INVOKABLE void look(); ///< reads them, when that was not done yet
    Q_INVOKABLE void contact(const QString& context = {}); ///< asks its server; empty = each context's
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void decide(const QString& context); ///< has TrustModel ask about its program
    /// All of it as text, to be pasted elsewhere.
    Q_INVOKABLE [[nodiscard]] QString report() const;

    void retranslate() { showRows(); }

Q_SIGNALS:
    void changed();

private:
    void diagnose(const QString& context, bool contact);
    void take(engine::DoctorReport report, const QString& context);
    void showRows();
    [[nodiscard]] QVariantMap contextRow(int index) const;

    EngineBridge& m_bridge;
    std::shared_ptr<engine::LoginPath> m_path = std::make_shared<engine::LoginPath>();
    QString m_pathList, m_problem, m_filter, m_picked;
    bool m_looked = false, m_busy = false, m_contacting = false;
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    std::stop_source m_stop;
    engine::DoctorReport m_report;
    std::vector<std::string> m_asked; ///< contexts whose servers were asked
    std::vector<std::size_t> m_shown; ///< places in m_report.contexts
    RowModel m_fileRows, m_findingRows, m_contextRows;
};

} // namespace orrery::ui
