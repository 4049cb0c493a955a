#pragma once

#include "engine/explanation.h"
#include "engine/snapshot.h"
#include "ui/shell/engine_bridge.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <string>

namespace orrery::ui {

/// Why one object is (not) in one cluster: asked of the host and the cluster, and again whenever the snapshot says that
/// something about it has changed. Asks nobody while nothing is followed. GUI thread.
class ExplanationModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(QString workload READ workload WRITE follow NOTIFY changed)
    Q_PROPERTY(QString cluster READ cluster WRITE setCluster NOTIFY changed)
    Q_PROPERTY(QStringList clusters READ clusters NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QVariantList hops READ hops NOTIFY hopsChanged)

public:
    explicit ExplanationModel(EngineBridge& bridge, QObject* parent = nullptr);

    void setSnapshot(const engine::SnapshotPtr& snapshot);

    [[nodiscard]] QString workload() const { return m_workload; } ///< as WorkloadModel's id; empty = none
    void follow(const QString& id);
    /// The cluster it is about: the one that was chosen, else the worst of those that are to have it.
    [[nodiscard]] QString cluster() const { return m_cluster; }
    void setCluster(const QString& cluster);
    [[nodiscard]] QStringList clusters() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString problem() const; ///< why nobody can say
    /// Of {hop, text, broken, time, details, filters: of {name, passed, of, note}}; empty until it is known.
    [[nodiscard]] QVariantList hops() const;
    [[nodiscard]] QString command() const; ///< the same for a terminal

    /// The chain with all its details as text.
    Q_INVOKABLE [[nodiscard]] QString report() const;

    void retranslate() { Q_EMIT hopsChanged(); }

Q_SIGNALS:
    void changed();
    void hopsChanged();

private:
    [[nodiscard]] const engine::WorkloadView* view() const;
    void ask();

    EngineBridge& m_bridge;
    engine::SnapshotPtr m_snapshot = std::make_shared<const engine::Snapshot>();
    QTimer m_soon;
    QString m_workload, m_cluster;
    std::string m_seen; ///< what the snapshot said of it when it was asked
    bool m_busy = false;
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    std::optional<Error> m_problem;
    std::optional<engine::Explanation> m_known;
};

} // namespace orrery::ui
