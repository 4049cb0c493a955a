#pragma once

#include "ui/clusters/cluster_list_model.h"
#include "ui/kubeconfigs/file_watch.h"
#include "ui/kubeconfigs/import_model.h"
#include "ui/kubeconfigs/sources_model.h"
#include "ui/kubeconfigs/trust_model.h"
#include "ui/log/log_model.h"
#include "ui/map/drill_model.h"
#include "ui/policies/policy_model.h"
#include "ui/shell/engine_bridge.h"
#include "ui/wizards/wizard_model.h"
#include "ui/workloads/explanation_model.h"
#include "ui/workloads/workload_model.h"

#include <QTimer>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace orrery::ui {

/// What the window is about: the federation that is open, and the actions on it. Contacts nothing until asked.
/// GUI thread.
class AppModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(orrery::ui::ClusterListModel* clusters READ clusters CONSTANT)
    Q_PROPERTY(orrery::ui::LogModel* log READ log CONSTANT)
    Q_PROPERTY(orrery::ui::WorkloadModel* workloads READ workloads CONSTANT)
    Q_PROPERTY(orrery::ui::ExplanationModel* explanation READ explanation CONSTANT)
    Q_PROPERTY(orrery::ui::DrillModel* drill READ drill CONSTANT)
    Q_PROPERTY(orrery::ui::PolicyModel* policy READ policy CONSTANT)
    Q_PROPERTY(orrery::ui::WizardModel* wizard READ wizard CONSTANT)
    Q_PROPERTY(orrery::ui::ImportModel* importer READ importer CONSTANT)
    Q_PROPERTY(orrery::ui::TrustModel* trust READ trust CONSTANT)
    Q_PROPERTY(orrery::ui::SourcesModel* sources READ sources CONSTANT)
    Q_PROPERTY(QString phase READ phase NOTIFY changed)
    Q_PROPERTY(QString federation READ federation NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString kubeconfig READ kubeconfig NOTIFY changed)
    Q_PROPERTY(bool demo READ demo NOTIFY changed)
    Q_PROPERTY(int members READ members NOTIFY changed)
    Q_PROPERTY(int answered READ answered NOTIFY changed)
    Q_PROPERTY(int asked READ asked NOTIFY changed)
    Q_PROPERTY(QString age READ age NOTIFY ticked)
    Q_PROPERTY(QString lease READ lease NOTIFY ticked)
    Q_PROPERTY(QString clock READ clock NOTIFY ticked)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString errorCode READ errorCode NOTIFY changed)
    Q_PROPERTY(QString errorStep READ errorStep NOTIFY changed)
    Q_PROPERTY(QString errorDetail READ errorDetail NOTIFY changed)
    Q_PROPERTY(orrery::ui::RowModel* contexts READ contexts CONSTANT)
    Q_PROPERTY(bool reading READ reading NOTIFY changed)
    Q_PROPERTY(int running READ running NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)

public:
    explicit AppModel(QObject* parent = nullptr);

    [[nodiscard]] ClusterListModel* clusters() { return &m_clusters; }
    [[nodiscard]] LogModel* log() { return &m_log; }
    [[nodiscard]] WorkloadModel* workloads() { return &m_workloads; }
    [[nodiscard]] ExplanationModel* explanation() { return &m_explanation; }
    [[nodiscard]] DrillModel* drill() { return &m_drill; }
    [[nodiscard]] PolicyModel* policy() { return &m_policy; }
    [[nodiscard]] WizardModel* wizard() { return &m_wizard; }
    [[nodiscard]] ImportModel* importer() { return &m_importer; }
    [[nodiscard]] TrustModel* trust() { return &m_trust; }
    [[nodiscard]] SourcesModel* sources() { return &m_sources; }
    [[nodiscard]] EngineBridge& bridge() { return m_bridge; }

    [[nodiscard]] QString phase() const; ///< "closed", "connecting", "open", "failed"
    [[nodiscard]] QString federation() const;
    [[nodiscard]] QString host() const;
    [[nodiscard]] QString kubeconfig() const;
    [[nodiscard]] bool demo() const { return m_snapshot->demo; }
    [[nodiscard]] int members() const;
    [[nodiscard]] int answered() const { return m_snapshot->answered; }
    [[nodiscard]] int asked() const;
    [[nodiscard]] QString age() const;
    [[nodiscard]] QString lease() const;
    [[nodiscard]] QString clock() const; ///< UTC, to the second
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString errorCode() const; ///< as Error::code, for an action that fits it
    [[nodiscard]] QString errorStep() const;
    [[nodiscard]] QString errorDetail() const;
    [[nodiscard]] RowModel* contexts()
    {
        return &m_contextRows;
    } ///< of {name, server, user, problem, insecure, current}
    [[nodiscard]] bool reading() const { return m_reading > 0; } ///< a kubeconfig
    [[nodiscard]] int running() const { return m_running; }
    [[nodiscard]] QString language() const { return m_language; }
    void setLanguage(const QString& language); ///< "en", "zh_CN"

    /// Empty = KUBECONFIG, then the default file. Reads it on another thread.
    Q_INVOKABLE void useKubeconfig(const QString& path);
    Q_INVOKABLE void open(const QString& contextOrFederation);
    /// Both, one after the other.
    void openFrom(const QString& path, const QString& contextOrFederation);
    Q_INVOKABLE void openDemo();
    Q_INVOKABLE void close();
    /// Objects without a namespace go to `ns`.
    Q_INVOKABLE void applyManifest(const QString& text, const QString& ns = QStringLiteral("default"));
    /// A manifest's text; empty and an error when it cannot be read or is larger than 4 MiB.
    Q_INVOKABLE QString readManifest(const QUrl& file);
    /// Saves what the log shows; tells by notice or error.
    Q_INVOKABLE void saveLog(const QUrl& file);
    Q_INVOKABLE void scale(const QString& id, int replicas);
    Q_INVOKABLE void remove(const QString& id);
    Q_INVOKABLE void copy(const QString& text);
    /// Settings of the user, kept for the next session.
    Q_INVOKABLE [[nodiscard]] QVariant kept(const QString& key, const QVariant& fallback) const;
    Q_INVOKABLE void keep(const QString& key, const QVariant& value);
    Q_INVOKABLE void clearError();

    void setSnapshot(const engine::SnapshotPtr& snapshot);

    /// Changes the language of the program.
    std::function<void(const QString&)> retranslate;

Q_SIGNALS:
    void changed();
    void ticked();
    void languageChanged();
    void notice(const QString& text); ///< something was done: for a toast
    void written(const QString& cluster, const QString& text); ///< something went along an arc

private:
    using Contexts = std::vector<engine::ContextView>;

    void fail(const Error& error);
    void setContexts(Contexts contexts);
    void useAndThen(const QString& path, std::function<void()> then);
    /// The files have changed outside.
    void rereadKubeconfig();
    void tellWrites(const std::vector<federation::Event>& events);
    template <class T>
    void start(std::function<Result<T>(engine::Engine&, std::stop_token)> work, std::function<void(T)> done);

    ClusterListModel m_clusters;
    LogModel m_log;
    WorkloadModel m_workloads;
    engine::SnapshotPtr m_snapshot = std::make_shared<const engine::Snapshot>();
    std::optional<Error> m_failure; ///< that is shown
    QString m_language{}, m_lastOpened{};
    QString m_asked; ///< the kubeconfig to use
    bool m_used = false; ///< it could be read once
    int m_running = 0, m_reading = 0;
    Contexts m_contexts;
    RowModel m_contextRows;
    QTimer m_second;
    EngineBridge m_bridge; // goes before what it tells
    FileWatch m_watch;
    TrustModel m_trust;
    ExplanationModel m_explanation;
    DrillModel m_drill;
    PolicyModel m_policy;
    WizardModel m_wizard;
    ImportModel m_importer;
    SourcesModel m_sources;
};

} // namespace orrery::ui
