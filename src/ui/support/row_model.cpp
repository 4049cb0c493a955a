#include "ui/support/row_model.h"

#include <utility>

namespace orrery::ui {

int RowModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_count;
}

QVariant RowModel::data(const QModelIndex& index, int role) const
{
    return role == Qt::UserRole && index.row() >= 0 && index.row() < m_count ? m_row(index.row()) : QVariant();
}

QHash<int, QByteArray> RowModel::roleNames() const
{
    return {{Qt::UserRole, "row"}};
}

void RowModel::show(int count, Row row)
{
    if (count == m_count) {
        m_row = std::move(row);
        again();
        return;
    }
    beginResetModel();
    m_count = count;
    m_row = std::move(row);
    endResetModel();
    Q_EMIT countChanged();
}

void RowModel::again()
{
    if (m_count > 0)
        Q_EMIT dataChanged(index(0), index(m_count - 1));
}

} // namespace orrery::ui
