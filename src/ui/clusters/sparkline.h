#pragma once

#include <QColor>
#include <QList>
#include <QQuickPaintedItem>

namespace orrery::ui {

/// A line through a few values, oldest at the left, scaled to its height; the least value stands at the bottom. GUI
/// thread.
class Sparkline : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<double> values MEMBER m_values NOTIFY valuesChanged)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY colorChanged)

public:
    explicit Sparkline(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void valuesChanged();
    void colorChanged();

private:
    QList<double> m_values;
    QColor m_color;
};

} // namespace orrery::ui
