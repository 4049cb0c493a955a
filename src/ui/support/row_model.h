#pragma once

#include <QAbstractListModel>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace orrery::ui {

/// A list for QML whose rows are made when they are looked at: one role, `row`. GUI thread.
class RowModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to another model")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using Row = std::function<QVariantMap(int)>;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return m_count; }

    /// The same number of rows as before: who shows them keeps focus and place.
    void show(int count, Row row);
    void again(); ///< the words of every row may have changed

Q_SIGNALS:
    void countChanged();

private:
    int m_count = 0;
    Row m_row{};
};

} // namespace orrery::ui
