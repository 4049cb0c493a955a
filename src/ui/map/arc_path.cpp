#include "ui/map/arc_path.h"

#include "ui/map/map_projection.h"

#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace orrery::ui {

namespace {

constexpr double degree = std::numbers::pi / 180;
using Vector = std::array<double, 3>;

Vector onSphere(GeoPoint place)
{
    const double phi = place.latitude * degree;
    const double lambda = place.longitude * degree;
    return {std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi)};
}

GeoPoint onMap(const Vector& v)
{
    return {std::atan2(v[2], std::hypot(v[0], v[1])) / degree, std::atan2(v[1], v[0]) / degree};
}

double distance(MapPoint a, MapPoint b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Liang-Barsky: whether the segment has a part inside the box.
bool segmentCrosses(MapPoint a, MapPoint b, const MapBox& box)
{
    double enter = 0;
    double leave = 1;
    const std::array<std::pair<double, double>, 4> edges{std::pair{a.x - b.x, a.x - box.x},
                                                         {b.x - a.x, box.right() - a.x},
                                                         {a.y - b.y, a.y - box.y},
                                                         {b.y - a.y, box.bottom() - a.y}};
    for (const auto& [direction, room] : edges) {
        if (direction == 0) {
            if (room < 0)
                return false;
        } else if (direction < 0) {
            enter = std::max(enter, room / direction);
        } else {
            leave = std::min(leave, room / direction);
        }
    }
    return enter <= leave;
}

} // namespace

ArcPath::ArcPath(std::vector<MapPoint> points)
{
    if (points.size() < 2)
        return;
    m_points = std::move(points);
    m_lengths.reserve(m_points.size());
    m_lengths.push_back(0);
    for (std::size_t i = 1; i < m_points.size(); ++i)
        m_lengths.push_back(m_lengths.back() + distance(m_points[i - 1], m_points[i]));
}

ArcPath ArcPath::greatCircle(GeoPoint from, GeoPoint to)
{
    const auto a = onSphere(from);
    const auto b = onSphere(to);
    const double angle = std::acos(std::clamp(std::inner_product(a.begin(), a.end(), b.begin(), 0.0), -1.0, 1.0));
    if (angle < 1e-6)
        return {};
    // Opposite ends of the Earth have no shorter way; a hair beside one of them has.
    if (std::numbers::pi - angle < 1e-6)
        return greatCircle(from, {to.latitude + (to.latitude > 0 ? -0.01 : 0.01), to.longitude});
    const int steps = std::clamp(static_cast<int>(angle / degree), 24, 120);
    std::vector<MapPoint> points;
    double longitude = from.longitude;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double p = std::sin((1 - t) * angle) / std::sin(angle);
        const double q = std::sin(t * angle) / std::sin(angle);
        auto point = MapProjection::world(onMap({p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]}));
        point.x -= 360 * std::round((point.x - longitude) / 360);
        longitude = point.x;
        points.push_back(point);
    }
    return ArcPath(std::move(points));
}

ArcPath ArcPath::placed(double scale, MapPoint offset) const
{
    auto points = m_points;
    for (auto& point : points)
        point = point * scale + offset;
    return ArcPath(std::move(points));
}

ArcPath ArcPath::trimmed(double atStart, double atEnd) const
{
    if (length() <= atStart + atEnd)
        return {};
    const double first = atStart / length();
    const double last = 1 - atEnd / length();
    std::vector<MapPoint> points{at(first)};
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        if (m_lengths[i] > atStart && m_lengths[i] < length() - atEnd)
            points.push_back(m_points[i]);
    }
    points.push_back(at(last));
    return ArcPath(std::move(points));
}

ArcPath ArcPath::lifted(double height) const
{
    auto points = m_points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double t = m_lengths[i] / length();
        points[i].y -= 4 * t * (1 - t) * height;
    }
    return ArcPath(std::move(points));
}

MapPoint ArcPath::at(double t) const
{
    const double wanted = std::clamp(t, 0.0, 1.0) * length();
    const auto next = std::max<std::ptrdiff_t>(1, std::ranges::lower_bound(m_lengths, wanted) - m_lengths.begin());
    const auto i = std::min<std::size_t>(static_cast<std::size_t>(next), m_points.size() - 1);
    const double part = m_lengths[i] - m_lengths[i - 1];
    const double share = part > 0 ? (wanted - m_lengths[i - 1]) / part : 0;
    return m_points[i - 1] + (m_points[i] - m_points[i - 1]) * share;
}

double ArcPath::bearing() const
{
    const auto ahead = at(0.15) - m_points.front();
    return std::atan2(ahead.y, ahead.x);
}

bool ArcPath::crosses(const MapBox& box) const
{
    for (std::size_t i = 1; i < m_points.size(); ++i) {
        if (segmentCrosses(m_points[i - 1], m_points[i], box))
            return true;
    }
    return false;
}

std::vector<double> liftsApart(const std::vector<ArcPath>& paths)
{
    constexpr double tooClose = 7 * degree;
    std::vector<double> lifts(paths.size(), 0);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (!paths[i].empty())
            order.push_back(i);
    }
    std::ranges::sort(order, {}, [&](std::size_t i) { return paths[i].length(); });
    for (std::size_t n = 1; n < order.size(); ++n) {
        int neighbours = 0;
        for (std::size_t m = 0; m < n; ++m) {
            const double turn =
                std::remainder(paths[order[n]].bearing() - paths[order[m]].bearing(), 2 * std::numbers::pi);
            neighbours += std::abs(turn) < tooClose ? 1 : 0;
        }
        lifts[order[n]] = std::min(neighbours, 4) * std::min(28.0, paths[order[n]].length() * 0.12);
    }
    return lifts;
}

} // namespace orrery::ui
