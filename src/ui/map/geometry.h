#pragma once

#include <algorithm>

namespace orrery::ui {

/// A place on Earth, in degrees; north and east are positive.
struct GeoPoint {
    double latitude = 0;
    double longitude = 0;

    [[nodiscard]] bool operator==(const GeoPoint&) const = default;
};

/// A point in pixels of the view or of the layout, or in world units (see MapProjection); y grows downwards.
struct MapPoint {
    double x = 0;
    double y = 0;

    [[nodiscard]] bool operator==(const MapPoint&) const = default;
    friend MapPoint operator+(MapPoint a, MapPoint b) { return {a.x + b.x, a.y + b.y}; }
    friend MapPoint operator-(MapPoint a, MapPoint b) { return {a.x - b.x, a.y - b.y}; }
    friend MapPoint operator*(MapPoint a, double factor) { return {a.x * factor, a.y * factor}; }
};

struct MapSize {
    double width = 0;
    double height = 0;

    [[nodiscard]] bool operator==(const MapSize&) const = default;
};

struct MapBox {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] MapBox grown(double by) const { return {x - by, y - by, width + 2 * by, height + 2 * by}; }
    [[nodiscard]] bool contains(const MapBox& other) const
    {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    /// The area that both cover; 0 when they are apart or only touch.
    [[nodiscard]] double overlap(const MapBox& other) const
    {
        const double w = std::min(right(), other.right()) - std::max(x, other.x);
        const double h = std::min(bottom(), other.bottom()) - std::max(y, other.y);
        return w > 0 && h > 0 ? w * h : 0;
    }
    [[nodiscard]] bool operator==(const MapBox&) const = default;
};

} // namespace orrery::ui
