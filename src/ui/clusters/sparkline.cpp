#include "ui/clusters/sparkline.h"

#include <QPainter>

#include <algorithm>

namespace orrery::ui {

Sparkline::Sparkline(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &Sparkline::valuesChanged, this, [this] { update(); });
    connect(this, &Sparkline::colorChanged, this, [this] { update(); });
}

void Sparkline::paint(QPainter* painter)
{
    if (m_values.size() < 2)
        return;
    const auto [least, most] = std::minmax_element(m_values.cbegin(), m_values.cend());
    // Small differences stay small: a probe that wavers by 2 ms is a flat line.
    const double range = std::max({*most - *least, *most * 0.5, 1.0});
    const double room = height() - 3;
    QPolygonF line;
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const double x = 1 + (width() - 2) * static_cast<double>(i) / static_cast<double>(m_values.size() - 1);
        line.append({x, 1.5 + room * (1 - (m_values[i] - *least) / range)});
    }
    painter->setPen(QPen(m_color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(line);
}

} // namespace orrery::ui
