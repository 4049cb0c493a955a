#include "ui/map/map_arcs.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace orrery::ui {

namespace {

constexpr double margin = 240;
constexpr double lineWidth = 1.75;

QPen dashed(const QColor& color, double dash, double space)
{
    QPen pen(color, lineWidth);
    pen.setCapStyle(Qt::FlatCap);
    // Qt counts dashes in line widths.
    pen.setDashPattern({dash / lineWidth, space / lineWidth});
    return pen;
}

} // namespace

MapArcs::MapArcs(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &MapArcs::colorsChanged, this, [this] { update(); });
}

void MapArcs::setScene(MapScene* scene)
{
    if (m_scene == scene)
        return;
    if (m_scene)
        m_scene->disconnect(this);
    m_scene = scene;
    if (scene) {
        connect(scene, &MapScene::viewChanged, this, &MapArcs::follow);
        connect(scene, &MapScene::arcsChanged, this, &MapArcs::redraw);
    }
    redraw();
    Q_EMIT sceneChanged();
}

void MapArcs::follow()
{
    const QPointF moved = QPointF(m_scene->originX(), m_scene->originY()) - m_paintedOrigin;
    if (std::abs(moved.x()) > margin || std::abs(moved.y()) > margin)
        redraw();
    else
        setPosition(moved - QPointF(margin, margin));
}

void MapArcs::redraw()
{
    if (!m_scene)
        return;
    m_paintedOrigin = {m_scene->originX(), m_scene->originY()};
    setPosition({-margin, -margin});
    setSize({m_scene->width() + 2 * margin, m_scene->height() + 2 * margin});
    update();
}

QPen MapArcs::penOf(ArcView::Kind kind) const
{
    switch (kind) {
    case ArcView::Kind::Idle: return {m_idle, 1};
    case ArcView::Kind::Moving: return {m_moving, lineWidth};
    case ArcView::Kind::Conflict: return dashed(m_conflict, 10, 3);
    case ArcView::Kind::Error: return dashed(m_error, 6, 4);
    case ArcView::Kind::Ghost: return dashed(m_ghost, 2, 5);
    }
    return {};
}

void MapArcs::paint(QPainter* painter)
{
    if (!m_scene)
        return;
    painter->translate(m_paintedOrigin + QPointF(margin, margin));
    painter->setPen(QPen(m_idle, 1));
    for (const auto& [from, to] : m_scene->leaders())
        painter->drawLine(QPointF(from.x, from.y), QPointF(to.x, to.y));
    for (const auto& arc : m_scene->arcs()) {
        QPolygonF line;
        for (const auto& point : arc.path.points())
            line.append({point.x, point.y});
        QPainterPath path;
        path.addPolygon(line);
        painter->strokePath(path, penOf(arc.kind));
    }
}

} // namespace orrery::ui
