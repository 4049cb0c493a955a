#pragma once

#include <QSortFilterProxyModel>
#include <QtQml/qqmlregistration.h>

namespace orrery::ui {

/// Some of the clusters of a ClusterListModel, in some order. What map and table show. GUI thread.
class ClusterFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    Q_PROPERTY(QString provider READ provider WRITE setProvider NOTIFY filterChanged)
    Q_PROPERTY(int state READ state WRITE setState NOTIFY filterChanged)
    Q_PROPERTY(bool unplaced READ unplaced WRITE setUnplaced NOTIFY filterChanged)
    Q_PROPERTY(QString sortKey READ sortKey WRITE setSortKey NOTIFY orderChanged)
    Q_PROPERTY(bool descending READ descending WRITE setDescending NOTIFY orderChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool filtered READ filtered NOTIFY filterChanged)

public:
    explicit ClusterFilterModel(QObject* parent = nullptr);

    /// Matches name, provider, region, place or version, without regard to case; words all have to match.
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    [[nodiscard]] QString provider() const { return m_provider; } ///< "aws"; empty = all
    void setProvider(const QString& provider);
    [[nodiscard]] int state() const { return m_state; } ///< an engine::ClusterState; -1 = all
    void setState(int state);
    [[nodiscard]] bool unplaced() const { return m_unplaced; } ///< only those without a place on Earth
    void setUnplaced(bool unplaced);
    [[nodiscard]] QString sortKey() const { return m_sortKey; } ///< a role's name; empty = the engine's order
    void setSortKey(const QString& key);
    [[nodiscard]] bool descending() const { return m_descending; }
    void setDescending(bool descending);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool filtered() const { return !m_text.isEmpty() || !m_provider.isEmpty() || m_state >= 0; }

    Q_INVOKABLE void clearFilter();
    /// The row of a cluster by name; -1 when it is not shown.
    [[nodiscard]] Q_INVOKABLE int rowOf(const QString& name) const;
    [[nodiscard]] Q_INVOKABLE QString nameAt(int row) const;

Q_SIGNALS:
    void filterChanged();
    void orderChanged();
    void countChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void refilter();
    void reorder();

    QString m_text;
    QString m_provider;
    int m_state = -1;
    bool m_unplaced = false;
    QString m_sortKey;
    bool m_descending = false;
};

} // namespace orrery::ui
