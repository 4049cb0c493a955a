#pragma once

#include "base/clock.h"
#include "engine/snapshot.h"
#include "ui/clusters/cluster_row.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace orrery::ui {

/// The clusters of the newest snapshot, host first, for the map and for the table. Rows are kept by name: a new
/// snapshot inserts, removes and changes rows and never resets the model. Ages move on once a second. GUI thread.
class ClusterListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int count READ count NOTIFY countsChanged)
    Q_PROPERTY(int healthy READ healthy NOTIFY countsChanged)
    Q_PROPERTY(int degraded READ degraded NOTIFY countsChanged)
    Q_PROPERTY(int down READ down NOTIFY countsChanged)
    Q_PROPERTY(int unknown READ unknown NOTIFY countsChanged)
    Q_PROPERTY(int connecting READ connecting NOTIFY countsChanged)
    Q_PROPERTY(int unplaced READ unplaced NOTIFY countsChanged)
    Q_PROPERTY(QString worstKey READ worstKey NOTIFY countsChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        StateRole, ///< engine::ClusterState as a number: sorts by badness
        StateKeyRole, ///< "healthy", "degraded", …: what StateMark takes
        StateWordRole,
        ProviderRole,
        ProviderCodeRole,
        RegionRole,
        PlaceRole,
        AreaRole,
        LatitudeRole,
        LongitudeRole,
        PlacedRole,
        HostRole,
        MemberRole,
        VersionRole,
        NodesRole,
        NodesTextRole, ///< "2/3"
        NodesMissingRole,
        LatencyRole, ///< milliseconds; -1 without an answer
        LatencyTextRole,
        AgeRole, ///< seconds since the last answer; -1 when there was none
        AgeTextRole,
        ExpiryRole, ///< seconds until the credentials expire; a very great number when they do not
        ExpiryTextRole,
        SkewRole, ///< seconds
        SkewTextRole,
        InsecureRole, ///< TLS is not verified
        SyncTextRole, ///< "7 of 9 in sync"
        StaleRole, ///< nothing heard for more than 30 s
        ConflictsRole,
        ProgressingRole,
        AttentionRole, ///< how many things need attention
        FirstAttentionRole, ///< the title of the first of them
        SummaryRole, ///< for screen readers: "aws, Degraded, us-west-2, 2 of 3 nodes ready"
    };
    Q_ENUM(Role)

    static constexpr std::chrono::seconds staleAfter{30}; ///< without an answer, data is old

    explicit ClusterListModel(QObject* parent = nullptr);
    ClusterListModel(const Clock& clock, QObject* parent);

    void setSnapshot(const engine::SnapshotPtr& snapshot);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const std::vector<ClusterRow>& rows() const { return m_rows; }
    [[nodiscard]] Q_INVOKABLE bool has(const QString& name) const { return find(name) != nullptr; }
    [[nodiscard]] const ClusterRow* find(const QString& name) const; ///< null when there is no such cluster
    [[nodiscard]] WallTime now() const { return m_clock->wall(); }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int healthy() const { return inState(engine::ClusterState::Healthy); }
    [[nodiscard]] int degraded() const { return inState(engine::ClusterState::Degraded); }
    [[nodiscard]] int down() const { return inState(engine::ClusterState::Down); }
    [[nodiscard]] int unknown() const { return inState(engine::ClusterState::Unknown); }
    [[nodiscard]] int connecting() const { return inState(engine::ClusterState::Connecting); }
    [[nodiscard]] int unplaced() const;
    [[nodiscard]] QString worstKey() const; ///< empty without clusters

Q_SIGNALS:
    void countsChanged();
    void rowsChanged(); ///< after every snapshot, and each second for the ages

private:
    [[nodiscard]] int inState(engine::ClusterState state) const;
    void adopt(std::vector<ClusterRow> rows);
    void age();

    const Clock* m_clock;
    std::vector<ClusterRow> m_rows;
    QTimer m_second;
};

} // namespace orrery::ui
