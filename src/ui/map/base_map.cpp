#include "ui/map/base_map.h"

#include "base/log.h"
#include "clouds/region.h"

#include <QFile>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace orrery::ui {

namespace {

constexpr double smallestIsland = 4; ///< square pixels
constexpr double smallestStep = 0.7; ///< pixels between two points that are drawn
constexpr double dotRadius = 2.75;

/// The repetitions of the world, in degrees, in which `box` can be seen.
std::vector<double> visibleTurns(const MapBox& box, const MapBox& window)
{
    std::vector<double> turns;
    const double first = std::ceil((window.x - box.right()) / 360);
    for (double turn = first; box.x + 360 * turn <= window.right(); ++turn) {
        if (box.bottom() >= window.y && box.y <= window.bottom())
            turns.push_back(360 * turn);
    }
    return turns;
}

MapBox windowOf(const MapProjection& projection)
{
    const auto topLeft = projection.fromView({0, 0});
    const auto bottomRight = projection.fromView({projection.view().width, projection.view().height});
    return {topLeft.x, topLeft.y, bottomRight.x - topLeft.x, bottomRight.y - topLeft.y};
}

QPolygonF onPicture(const Outline& outline, double turn, const MapProjection& projection)
{
    QPolygonF polygon;
    polygon.reserve(static_cast<int>(outline.points.size()));
    for (const auto& point : outline.points) {
        const auto at = projection.toView({point.x + turn, point.y});
        if (polygon.isEmpty() || &point == &outline.points.back()
            || std::abs(polygon.last().x() - at.x) + std::abs(polygon.last().y() - at.y) >= smallestStep)
            polygon.append({at.x, at.y});
    }
    return polygon;
}

struct Picture {
    std::vector<QPolygonF> coasts;
    std::vector<QPolygonF> borders;
};

Picture shown(const Outlines& outlines, const MapProjection& projection, const std::atomic_bool& stop)
{
    Picture picture;
    const auto window = windowOf(projection);
    const double scale = projection.scale();
    for (const auto& ring : outlines.land) {
        if (stop)
            return picture;
        if (ring.box.width * ring.box.height * scale * scale < smallestIsland)
            continue;
        for (const double turn : visibleTurns(ring.box, window))
            picture.coasts.push_back(onPicture(ring, turn, projection));
    }
    for (const auto& border : outlines.borders) {
        for (const double turn : visibleTurns(border.box, window))
            picture.borders.push_back(onPicture(border, turn, projection));
    }
    return picture;
}

void paintGraticule(QPainter& painter, const MapProjection& projection, const QColor& color)
{
    painter.setPen(QPen(color, 1));
    const auto window = windowOf(projection);
    const int step = graticuleStep(projection.scale());
    const auto size = projection.view();
    // Half pixels keep one-pixel lines sharp.
    for (double longitude = std::ceil(window.x / step) * step; longitude <= window.right(); longitude += step) {
        const double x = std::floor(projection.toView({longitude, 0}).x) + 0.5;
        painter.drawLine(QPointF(x, 0), QPointF(x, size.height));
    }
    for (int latitude = -90 + step; latitude < 90; latitude += step) {
        const double y =
            std::floor(projection.toView(MapProjection::world({static_cast<double>(latitude), 0})).y) + 0.5;
        painter.drawLine(QPointF(0, y), QPointF(size.width, y));
    }
}

void paintRegions(QPainter& painter, const MapProjection& projection, const BaseMapColors& colors)
{
    painter.setPen(QPen(colors.region, 1.25));
    painter.setBrush(colors.regionGround);
    const auto window = windowOf(projection);
    for (const auto& region : clouds::regions()) {
        const auto world = MapProjection::world({region.latitude, region.longitude});
        for (const double turn : visibleTurns({world.x, world.y, 0, 0}, window)) {
            const auto at = projection.toView({world.x + turn, world.y});
            painter.drawEllipse(QPointF(at.x, at.y), dotRadius, dotRadius);
        }
    }
}

} // namespace

std::shared_ptr<const Outlines> worldOutlines()
{
    static const auto outlines = [] {
        auto world = std::make_shared<Outlines>();
        QFile file(QStringLiteral(":/orrery/map/world.bin"));
        if (!file.open(QIODevice::ReadOnly)) {
            log().error("the base map is missing from the program");
            return std::shared_ptr<const Outlines>(world);
        }
        const auto bytes = file.readAll();
        auto read = Outlines::parse(
            {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
        if (read)
            *world = std::move(*read);
        else
            log().error("{}", read.error().text());
        return std::shared_ptr<const Outlines>(world);
    }();
    return outlines;
}

QImage paintBaseMap(const Outlines& outlines, const BaseMapRequest& request, const std::atomic_bool& stop)
{
    const auto& colors = request.colors;
    const auto view = request.projection.view();
    const double ratio = request.devicePixelRatio;
    QImage image(static_cast<int>(std::ceil(view.width * ratio)), static_cast<int>(std::ceil(view.height * ratio)),
                 QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(colors.sea);
    const auto picture = shown(outlines, request.projection, stop);
    if (stop || image.isNull())
        return {};
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath land;
    land.setFillRule(Qt::OddEvenFill);
    for (const auto& coast : picture.coasts)
        land.addPolygon(coast);
    painter.fillPath(land, colors.land);
    if (stop)
        return {};
    if (request.graticule)
        paintGraticule(painter, request.projection, colors.graticule);
    painter.setPen(QPen(colors.border, 1));
    for (const auto& border : picture.borders)
        painter.drawPolyline(border);
    painter.setPen(QPen(colors.coast, 1));
    for (const auto& coast : picture.coasts) {
        if (stop)
            return {};
        painter.drawPolyline(coast);
    }
    if (request.regions)
        paintRegions(painter, request.projection, colors);
    return image;
}

} // namespace orrery::ui
