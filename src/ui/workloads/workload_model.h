#pragma once

#include "engine/snapshot.h"

#include <QAbstractListModel>
#include <QStringList>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace orrery::ui {

/// The federated objects of the newest snapshot that pass the filters, by namespace, with one cell for each member.
/// GUI thread.
class WorkloadModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int troubled READ troubled NOTIFY changed)
    Q_PROPERTY(QString worstKey READ worstKey NOTIFY changed)
    Q_PROPERTY(QVariantList columns READ columns NOTIFY changed)
    Q_PROPERTY(QStringList kinds READ kinds NOTIFY changed)
    Q_PROPERTY(QStringList namespaces READ namespaces NOTIFY changed)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY filterChanged)
    Q_PROPERTY(QString ns READ ns WRITE setNs NOTIFY filterChanged)
    Q_PROPERTY(bool onlyTroubled READ onlyTroubled WRITE setOnlyTroubled NOTIFY filterChanged)

public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        NameRole,
        KindRole,
        NamespaceRole,
        StateKeyRole,
        ReadyTextRole,
        CellsRole,
        SummaryRole
    };

    explicit WorkloadModel(QObject* parent = nullptr);

    void setSnapshot(const engine::SnapshotPtr& snapshot);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int total() const { return static_cast<int>(m_snapshot->workloads.size()); }
    [[nodiscard]] int troubled() const;
    [[nodiscard]] QString worstKey() const; ///< empty when nothing needs attention
    [[nodiscard]] QVariantList columns() const; ///< of {name, code, region, stateKey, state}
    [[nodiscard]] QStringList kinds() const;
    [[nodiscard]] QStringList namespaces() const;
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QString kind() const { return m_kind; }
    [[nodiscard]] QString ns() const { return m_ns; }
    [[nodiscard]] bool onlyTroubled() const { return m_onlyTroubled; }
    void setText(const QString& text);
    void setKind(const QString& kind);
    void setNs(const QString& ns);
    void setOnlyTroubled(bool only);

    /// Everything the inspector shows of an object: name, kind, ns, stateKey, desired, scalable, why (of {hop, text,
    /// broken, time}), cells, manifest, object (as events call it). Empty when it is gone.
    Q_INVOKABLE QVariantMap details(const QString& id) const;

    /// How many of the rows shown are in a namespace, by its section's title.
    [[nodiscard]] Q_INVOKABLE int countIn(const QString& section) const;
    /// The id of what an event calls "Deployment default/microbot"; empty when it is no federated object.
    [[nodiscard]] Q_INVOKABLE QString idOf(const QString& object) const;

Q_SIGNALS:
    void changed(); ///< after every snapshot
    void filterChanged();

private:
    [[nodiscard]] bool passes(const engine::WorkloadView& workload) const;
    [[nodiscard]] const engine::WorkloadView& at(int row) const
    {
        return m_snapshot->workloads[m_rows[static_cast<std::size_t>(row)]];
    }
    void adopt();

    engine::SnapshotPtr m_snapshot = std::make_shared<const engine::Snapshot>();
    std::vector<std::size_t> m_rows;
    std::vector<std::string> m_ids;
    QString m_text, m_kind, m_ns;
    bool m_onlyTroubled = false;
};

} // namespace orrery::ui
