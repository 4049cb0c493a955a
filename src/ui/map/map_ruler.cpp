#include "ui/map/map_ruler.h"

#include <QPainter>

#include <cmath>

namespace orrery::ui {

namespace {

constexpr double shortTick = 3;
constexpr double longTick = 6;

/// Unlabelled ticks: a third or a half of the labelled step.
int tickStep(int step)
{
    return step % 3 == 0 ? step / 3 : step % 2 == 0 ? step / 2 : step;
}

int floorTo(double value, int step)
{
    return static_cast<int>(std::floor(value / step)) * step;
}

} // namespace

MapRuler::MapRuler(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    connect(this, &MapRuler::looksChanged, this, [this] { update(); });
}

void MapRuler::setScene(MapScene* scene)
{
    if (m_scene == scene)
        return;
    if (m_scene)
        m_scene->disconnect(this);
    m_scene = scene;
    if (scene)
        connect(scene, &MapScene::viewChanged, this, [this] { update(); });
    update();
    Q_EMIT sceneChanged();
}

QString MapRuler::longitudeText(int longitude)
{
    const int turned = longitude - 360 * static_cast<int>(std::floor((longitude + 180) / 360.0));
    if (turned == 0 || turned == -180)
        return tr("%1°", "degrees of longitude").arg(std::abs(turned));
    return turned < 0 ? tr("%1°W").arg(-turned) : tr("%1°E").arg(turned);
}

QString MapRuler::latitudeText(int latitude)
{
    if (latitude == 0)
        return tr("0°", "the equator");
    return latitude < 0 ? tr("%1°S").arg(-latitude) : tr("%1°N").arg(latitude);
}

void MapRuler::paint(QPainter* painter)
{
    if (!m_scene || m_scene->width() <= 0)
        return;
    painter->setFont(m_font);
    const int step = graticuleStep(m_scene->zoom());
    if (m_vertical)
        paintLatitudes(*painter, step, tickStep(step));
    else
        paintLongitudes(*painter, step, tickStep(step));
}

void MapRuler::paintLongitudes(QPainter& painter, int step, int tick) const
{
    const auto& projection = m_scene->projection();
    const double end = projection.fromView({width(), 0}).x;
    for (int at = floorTo(projection.fromView({0, 0}).x, tick); at <= end; at += tick) {
        const double x = std::floor(projection.toView({static_cast<double>(at), 0}).x) + 0.5;
        const bool labelled = at % step == 0;
        painter.setPen(m_tickColor);
        painter.drawLine(QPointF(x, height()), QPointF(x, height() - (labelled ? longTick : shortTick)));
        const auto text = longitudeText(at);
        const double half = painter.fontMetrics().horizontalAdvance(text) / 2.0;
        // No label is cut at the ends.
        if (!labelled || x < half || x > width() - half)
            continue;
        painter.setPen(m_textColor);
        painter.drawText(QRectF(x - half - 4, 0, 2 * half + 8, height() - longTick), Qt::AlignCenter, text);
    }
}

void MapRuler::paintLatitudes(QPainter& painter, int step, int tick) const
{
    const auto& projection = m_scene->projection();
    const double line = painter.fontMetrics().height();
    for (int at = -90 + tick; at < 90; at += tick) {
        const double y = std::floor(projection.toView(MapProjection::world({static_cast<double>(at), 0})).y) + 0.5;
        if (y < 0 || y > height())
            continue;
        const bool labelled = at % step == 0;
        painter.setPen(m_tickColor);
        painter.drawLine(QPointF(width(), y), QPointF(width() - (labelled ? longTick : shortTick), y));
        if (!labelled || y < line / 2 || y > height() - line / 2)
            continue;
        painter.setPen(m_textColor);
        painter.drawText(QRectF(0, y - line / 2, width() - longTick - 3, line), Qt::AlignRight | Qt::AlignVCenter,
                         latitudeText(at));
    }
}

} // namespace orrery::ui
