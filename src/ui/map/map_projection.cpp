#include "ui/map/map_projection.h"

#include <array>
#include <cmath>
#include <numbers>

namespace orrery::ui {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double farthestLatitude = 85;

double ordinate(double latitude)
{
    const double phi = std::clamp(latitude, -farthestLatitude, farthestLatitude) * degree;
    return -std::log(std::tan(std::numbers::pi / 4 + phi / 2)) / degree;
}

double wrapped(double longitude)
{
    return longitude - 360 * std::floor((longitude + 180) / 360);
}

/// The westernmost longitude and the width of the narrowest strip that holds all longitudes.
std::pair<double, double> narrowestStrip(std::vector<double> longitudes)
{
    std::ranges::sort(longitudes);
    double west = longitudes.front();
    double widestGap = 360 - (longitudes.back() - longitudes.front());
    for (std::size_t i = 1; i < longitudes.size(); ++i) {
        const double gap = longitudes[i] - longitudes[i - 1];
        if (gap > widestGap) {
            widestGap = gap;
            west = longitudes[i];
        }
    }
    return {west, 360 - widestGap};
}

} // namespace

MapProjection::MapProjection(MapSize view, MapPoint centre, double scale)
    : m_view(view), m_scale(std::clamp(scale, smallestScale(view), largestScale))
{
    const double top = ordinate(northEnd);
    const double bottom = ordinate(southEnd);
    const double half = view.height / m_scale / 2;
    const double y = 2 * half >= bottom - top ? (top + bottom) / 2 : std::clamp(centre.y, top + half, bottom - half);
    m_centre = {wrapped(centre.x), y};
}

MapProjection MapProjection::fitting(MapSize view, const std::vector<GeoPoint>& places, MapSize margin, double closest)
{
    if (places.empty())
        return {view, world({20, 10}), smallestScale(view)};
    std::vector<double> longitudes;
    double top = ordinate(-farthestLatitude);
    double bottom = ordinate(farthestLatitude);
    for (const auto& at : places) {
        longitudes.push_back(wrapped(at.longitude));
        top = std::min(top, ordinate(at.latitude));
        bottom = std::max(bottom, ordinate(at.latitude));
    }
    const auto [west, width] = narrowestStrip(std::move(longitudes));
    const double height = bottom - top;
    double scale = closest;
    if (width > 0)
        scale = std::min(scale, std::max(view.width - 2 * margin.width, 1.0) / width);
    if (height > 0)
        scale = std::min(scale, std::max(view.height - 2 * margin.height, 1.0) / height);
    return {view, {west + width / 2, (top + bottom) / 2}, scale};
}

MapPoint MapProjection::world(GeoPoint place)
{
    return {place.longitude, ordinate(place.latitude)};
}

GeoPoint MapProjection::place(MapPoint world)
{
    const double phi = 2 * std::atan(std::exp(-world.y * degree)) - std::numbers::pi / 2;
    return {phi / degree, wrapped(world.x)};
}

double MapProjection::smallestScale(MapSize view)
{
    return std::clamp(view.width / 360, 0.1, largestScale);
}

MapPoint MapProjection::toView(MapPoint world) const
{
    return (world - m_centre) * m_scale + MapPoint{m_view.width / 2, m_view.height / 2};
}

MapPoint MapProjection::fromView(MapPoint view) const
{
    return (view - MapPoint{m_view.width / 2, m_view.height / 2}) * (1 / m_scale) + m_centre;
}

MapPoint MapProjection::nearest(MapPoint world) const
{
    return {world.x - 360 * std::round((world.x - m_centre.x) / 360), world.y};
}

MapProjection MapProjection::panned(double dx, double dy) const
{
    return {m_view, m_centre - MapPoint{dx, dy} * (1 / m_scale), m_scale};
}

MapProjection MapProjection::zoomed(double factor, MapPoint fixed) const
{
    const auto anchor = fromView(fixed);
    const double scale = std::clamp(m_scale * factor, smallestScale(m_view), largestScale);
    const auto offset = (fixed - MapPoint{m_view.width / 2, m_view.height / 2}) * (1 / scale);
    return {m_view, anchor - offset, scale};
}

MapProjection MapProjection::resized(MapSize view) const
{
    return {view, m_centre, m_scale};
}

MapProjection MapProjection::grown(MapSize picture) const
{
    auto larger = *this;
    larger.m_view = picture;
    return larger;
}

MapProjection MapProjection::towards(const MapProjection& other, double t) const
{
    const double scale = m_scale * std::pow(other.m_scale / m_scale, t);
    const double x = other.m_centre.x - 360 * std::round((other.m_centre.x - m_centre.x) / 360);
    const MapPoint target{x, other.m_centre.y};
    return {other.m_view, m_centre + (target - m_centre) * t, scale};
}

int graticuleStep(double scale)
{
    constexpr std::array steps{1, 2, 5, 10, 15, 30};
    for (const int step : steps) {
        if (step * scale >= 72)
            return step;
    }
    return steps.back();
}

} // namespace orrery::ui
