#include "ui/clusters/cluster_filter_model.h"

#include "ui/clusters/cluster_list_model.h"

namespace orrery::ui {

ClusterFilterModel::ClusterFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(this, signal, this, &ClusterFilterModel::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &ClusterFilterModel::countChanged);
    // Roles can be asked for by name only when there is a source.
    connect(this, &QAbstractProxyModel::sourceModelChanged, this, &ClusterFilterModel::reorder);
}

void ClusterFilterModel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    refilter();
}

void ClusterFilterModel::setProvider(const QString& provider)
{
    if (m_provider == provider)
        return;
    m_provider = provider;
    refilter();
}

void ClusterFilterModel::setState(int state)
{
    if (m_state == state)
        return;
    m_state = state;
    refilter();
}

void ClusterFilterModel::setUnplaced(bool unplaced)
{
    if (m_unplaced == unplaced)
        return;
    m_unplaced = unplaced;
    refilter();
}

void ClusterFilterModel::setSortKey(const QString& key)
{
    if (m_sortKey == key)
        return;
    m_sortKey = key;
    reorder();
    Q_EMIT orderChanged();
}

void ClusterFilterModel::setDescending(bool descending)
{
    if (m_descending == descending)
        return;
    m_descending = descending;
    reorder();
    Q_EMIT orderChanged();
}

void ClusterFilterModel::clearFilter()
{
    m_text.clear();
    m_provider.clear();
    m_state = -1;
    refilter();
}

int ClusterFilterModel::rowOf(const QString& name) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (nameAt(row) == name)
            return row;
    }
    return -1;
}

QString ClusterFilterModel::nameAt(int row) const
{
    return index(row, 0).data(ClusterListModel::NameRole).toString();
}

bool ClusterFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto source = sourceModel()->index(row, 0, parent);
    if (m_state >= 0 && source.data(ClusterListModel::StateRole).toInt() != m_state)
        return false;
    if (!m_provider.isEmpty() && source.data(ClusterListModel::ProviderRole).toString() != m_provider)
        return false;
    if (m_unplaced && source.data(ClusterListModel::PlacedRole).toBool())
        return false;
    const auto words = m_text.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return true;
    QString all;
    for (const auto role :
         {ClusterListModel::NameRole, ClusterListModel::ProviderRole, ClusterListModel::ProviderCodeRole,
          ClusterListModel::RegionRole, ClusterListModel::PlaceRole, ClusterListModel::VersionRole,
          ClusterListModel::StateWordRole})
        all += source.data(role).toString() + u'\n';
    return std::ranges::all_of(words, [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

bool ClusterFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto a = left.data(sortRole());
    const auto b = right.data(sortRole());
    if (a.userType() == QMetaType::QString) {
        const int order = QString::localeAwareCompare(a.toString(), b.toString());
        if (order != 0)
            return order < 0;
    } else if (a.toDouble() != b.toDouble()) {
        return a.toDouble() < b.toDouble();
    }
    // Equals keep the engine's order, whichever way the column is sorted.
    return sortOrder() == Qt::DescendingOrder ? left.row() > right.row() : left.row() < right.row();
}

void ClusterFilterModel::refilter()
{
    invalidateFilter();
    Q_EMIT filterChanged();
    Q_EMIT countChanged();
}

void ClusterFilterModel::reorder()
{
    const int role = sourceModel() && !m_sortKey.isEmpty() ? roleNames().key(m_sortKey.toUtf8(), -1) : -1;
    if (role < 0) {
        sort(-1);
        return;
    }
    setSortRole(role);
    sort(0, m_descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace orrery::ui
