#pragma once

#include "ui/clusters/cluster_list_model.h"

#include <QPointer>

namespace orrery::ui {

/// One cluster of a ClusterListModel, by name, for the inspector. Follows the model; `there` is false when the model
/// has no such cluster (any more). GUI thread.
class ClusterDetails : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(orrery::ui::ClusterListModel* clusters READ clusters WRITE setClusters NOTIFY clustersChanged)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(bool there READ there NOTIFY changed)
    Q_PROPERTY(QString stateKey READ stateKey NOTIFY changed)
    Q_PROPERTY(QString lead READ lead NOTIFY changed)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    Q_PROPERTY(bool host READ host NOTIFY changed)
    Q_PROPERTY(bool member READ member NOTIFY changed)
    Q_PROPERTY(bool insecure READ insecure NOTIFY changed)
    Q_PROPERTY(bool stale READ stale NOTIFY changed)
    Q_PROPERTY(QString providerCode READ providerCode NOTIFY changed)
    Q_PROPERTY(QString providerName READ providerName NOTIFY changed)
    Q_PROPERTY(QString region READ region NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(QString zones READ zones NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString context READ context NOTIFY changed)
    Q_PROPERTY(QString version READ version NOTIFY changed)
    Q_PROPERTY(QString nodesText READ nodesText NOTIFY changed)
    Q_PROPERTY(QVariantList attention READ attention NOTIFY changed)
    Q_PROPERTY(int objects READ objects NOTIFY changed)
    Q_PROPERTY(int inSync READ inSync NOTIFY changed)
    Q_PROPERTY(int progressing READ progressing NOTIFY changed)
    Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(int failed READ failed NOTIFY changed)
    Q_PROPERTY(double cpuShare READ cpuShare NOTIFY changed)
    Q_PROPERTY(double memoryShare READ memoryShare NOTIFY changed)
    Q_PROPERTY(QString cpuText READ cpuText NOTIFY changed)
    Q_PROPERTY(QString memoryText READ memoryText NOTIFY changed)
    Q_PROPERTY(QList<double> latencies READ latencies NOTIFY changed)
    Q_PROPERTY(QString latencyText READ latencyText NOTIFY changed)
    Q_PROPERTY(QString ageText READ ageText NOTIFY changed)
    Q_PROPERTY(QString asOfText READ asOfText NOTIFY changed)
    Q_PROPERTY(QString expiryText READ expiryText NOTIFY changed)
    Q_PROPERTY(QString skewText READ skewText NOTIFY changed)

public:
    explicit ClusterDetails(QObject* parent = nullptr);

    [[nodiscard]] ClusterListModel* clusters() const { return m_clusters; }
    void setClusters(ClusterListModel* clusters);
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString& name);

    [[nodiscard]] bool there() const { return row() != nullptr; }
    [[nodiscard]] QString stateKey() const;
    [[nodiscard]] QString lead() const; ///< "Degraded for 6 min."
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool host() const { return view().host; }
    [[nodiscard]] bool member() const { return view().member; }
    [[nodiscard]] bool insecure() const { return view().insecure; } ///< TLS is not verified
    [[nodiscard]] bool stale() const; ///< nothing heard for more than 30 s
    [[nodiscard]] QString providerCode() const;
    [[nodiscard]] QString providerName() const;
    [[nodiscard]] QString region() const;
    [[nodiscard]] QString place() const;
    [[nodiscard]] QString zones() const;
    [[nodiscard]] QString server() const;
    [[nodiscard]] QString context() const;
    [[nodiscard]] QString version() const;
    [[nodiscard]] QString nodesText() const;
    [[nodiscard]] QVariantList attention() const; ///< maps of title, text, stateKey, workload
    [[nodiscard]] int objects() const { return view().objects; }
    [[nodiscard]] int inSync() const { return view().inSync; }
    [[nodiscard]] int progressing() const { return view().progressing; }
    [[nodiscard]] int conflicts() const { return view().conflicts; }
    [[nodiscard]] int waiting() const { return view().waiting; }
    [[nodiscard]] int failed() const { return view().failed; }
    [[nodiscard]] double cpuShare() const; ///< requested of allocatable, 0..1; 0 when nothing is known
    [[nodiscard]] double memoryShare() const;
    [[nodiscard]] QString cpuText() const;
    [[nodiscard]] QString memoryText() const;
    [[nodiscard]] QList<double> latencies() const; ///< milliseconds, oldest first
    [[nodiscard]] QString latencyText() const;
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString asOfText() const; ///< the last answer's local time of day
    [[nodiscard]] QString expiryText() const;
    [[nodiscard]] QString skewText() const;

Q_SIGNALS:
    void clustersChanged();
    void nameChanged();
    void changed();

private:
    [[nodiscard]] const ClusterRow* row() const;
    [[nodiscard]] const engine::ClusterView& view() const;

    QPointer<ClusterListModel> m_clusters;
    QString m_name;
};

} // namespace orrery::ui
