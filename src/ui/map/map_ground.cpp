#include "ui/map/map_ground.h"

#include <QQuickWindow>
#include <QSGImageNode>

#include <cmath>

namespace orrery::ui {

namespace {

constexpr double pictureSize = 1.5; ///< of the view
constexpr double blurry = 1.5; ///< a picture enlarged by more than this is replaced at once

} // namespace

MapGround::MapGround(QQuickItem* parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setClip(true);
    m_worker.setMaxThreadCount(1);
    connect(this, &QQuickItem::widthChanged, this, &QQuickItem::polish);
    connect(this, &QQuickItem::heightChanged, this, &QQuickItem::polish);
    connect(this, &QQuickItem::windowChanged, this, &QQuickItem::polish);
}

MapGround::~MapGround()
{
    if (m_stop)
        *m_stop = true;
    m_worker.waitForDone();
}

void MapGround::setScene(MapScene* scene)
{
    if (m_scene == scene)
        return;
    if (m_scene)
        m_scene->disconnect(this);
    m_scene = scene;
    if (scene) {
        connect(scene, &MapScene::viewChanged, this, &MapGround::viewMoved);
        connect(scene, &MapScene::settled, this, &QQuickItem::polish);
    }
    polish();
    Q_EMIT sceneChanged();
}

void MapGround::setShowRegions(bool show)
{
    m_regions = show;
    polish();
    Q_EMIT layersChanged();
}

void MapGround::setShowGraticule(bool show)
{
    m_graticule = show;
    polish();
    Q_EMIT layersChanged();
}

void MapGround::recolor(QColor& color, const QColor& now)
{
    if (color == now)
        return;
    color = now;
    m_colors.regionGround = m_colors.land;
    polish();
    Q_EMIT colorsChanged();
}

/// Between two rests only what would look wrong is painted anew: a picture that is much too coarse, or that ends in
/// sight.
void MapGround::viewMoved()
{
    update();
    if (m_picture.isNull())
        return;
    const auto& now = m_scene->projection();
    const auto& old = m_shown.projection;
    const double ratio = now.scale() / old.scale();
    const auto centre = old.nearest(now.centre());
    const auto off = (centre - old.centre()) * now.scale();
    const double roomX = (old.view().width * ratio - now.view().width) / 2;
    const double roomY = (old.view().height * ratio - now.view().height) / 2;
    if (ratio > blurry || std::abs(off.x) > roomX || std::abs(off.y) > roomY)
        polish();
}

BaseMapRequest MapGround::wanted() const
{
    const auto& view = m_scene->projection();
    const MapSize size{std::ceil(view.view().width * pictureSize), std::ceil(view.view().height * pictureSize)};
    return {view.grown(size), window() ? window()->effectiveDevicePixelRatio() : 1, m_colors, m_regions, m_graticule};
}

void MapGround::updatePolish()
{
    order();
}

void MapGround::order()
{
    if (!m_scene || width() <= 0 || height() <= 0 || m_scene->width() <= 0)
        return;
    const auto request = wanted();
    if ((m_stop && request == m_ordered) || (!m_stop && !m_picture.isNull() && request == m_shown))
        return;
    // While the map moves, a picture that is nearly done is worth more than one that never gets done.
    if (m_stop && m_ordered.colors == request.colors && !m_picture.isNull()) {
        m_ordered = {};
        return;
    }
    if (m_stop)
        *m_stop = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_ordered = request;
    m_worker.start([this, request, stop = m_stop] {
        auto picture = paintBaseMap(*worldOutlines(), request, *stop);
        // The destructor waits for this thread, so `this` is alive; the queued call dies with it.
        QMetaObject::invokeMethod(this, [this, request, stop, picture = std::move(picture)] {
            if (stop == m_stop)
                take(request, picture);
        });
    });
}

void MapGround::take(const BaseMapRequest& request, const QImage& picture)
{
    const bool first = m_picture.isNull();
    m_stop.reset();
    if (!picture.isNull()) {
        m_picture = picture;
        m_shown = request;
        m_uploaded = false;
        update();
        if (first)
            Q_EMIT readyChanged();
        Q_EMIT painted();
    }
    order();
}

QSGNode* MapGround::updatePaintNode(QSGNode* node, UpdatePaintNodeData*)
{
    if (m_picture.isNull() || !m_scene) {
        delete node;
        return nullptr;
    }
    auto* image = static_cast<QSGImageNode*>(node);
    if (!image) {
        image = window()->createImageNode();
        image->setOwnsTexture(true);
        image->setFiltering(QSGTexture::Linear);
        m_uploaded = false;
    }
    if (!m_uploaded) {
        image->setTexture(window()->createTextureFromImage(m_picture, QQuickWindow::TextureIsOpaque));
        m_uploaded = true;
    }
    const auto& now = m_scene->projection();
    const auto& old = m_shown.projection;
    const double ratio = now.scale() / old.scale();
    const QSizeF size(m_picture.width() / m_picture.devicePixelRatio() * ratio,
                      m_picture.height() / m_picture.devicePixelRatio() * ratio);
    const auto topLeft = old.fromView({0, 0});
    const double turn = 360 * std::round((now.centre().x - old.centre().x) / 360);
    const auto at = now.toView({topLeft.x + turn, topLeft.y});
    // On whole pixels at rest: otherwise every line is blurred.
    const QPointF corner = ratio == 1 ? QPointF(std::round(at.x), std::round(at.y)) : QPointF(at.x, at.y);
    image->setRect(QRectF(corner, size));
    image->setSourceRect(QRectF(QPointF(0, 0), QSizeF(m_picture.size())));
    return image;
}

} // namespace orrery::ui
