#pragma once

#include "ui/map/geometry.h"

#include <vector>

namespace orrery::ui {

/// A line from one cluster to another: the great circle between them as the map shows it. Pure.
class ArcPath {
public:
    ArcPath() = default;
    /// A line through these points; at least two, else the path is empty.
    explicit ArcPath(std::vector<MapPoint> points);

    /// The shorter great circle, in world units (see MapProjection), without a jump at the 180th meridian: it begins at
    /// the longitude of `from` and may leave -180..180. Empty when both are the same place.
    [[nodiscard]] static ArcPath greatCircle(GeoPoint from, GeoPoint to);

    /// Scaled and moved, for example from world units to pixels.
    [[nodiscard]] ArcPath placed(double scale, MapPoint offset) const;
    /// Without what lies within these distances of its two ends; empty when nothing is left.
    [[nodiscard]] ArcPath trimmed(double atStart, double atEnd) const;
    /// Bent upwards by a parabola of this height, the ends staying: keeps two arcs apart that would run together.
    [[nodiscard]] ArcPath lifted(double height) const;

    /// The point after the share `t` (0..1) of the length. The path must not be empty.
    [[nodiscard]] MapPoint at(double t) const;
    /// The direction of its beginning in radians, 0 to the right, clockwise. The path must not be empty.
    [[nodiscard]] double bearing() const;
    [[nodiscard]] double length() const { return m_lengths.empty() ? 0 : m_lengths.back(); }
    [[nodiscard]] bool empty() const { return m_points.empty(); }
    [[nodiscard]] const std::vector<MapPoint>& points() const { return m_points; }
    /// True when any part of it lies inside the box.
    [[nodiscard]] bool crosses(const MapBox& box) const;

private:
    std::vector<MapPoint> m_points;
    std::vector<double> m_lengths; ///< from the start to each point
};

/// How far each path is to be lifted so that no two that leave the same point run together: 0 for most. The paths begin
/// at the same point.
[[nodiscard]] std::vector<double> liftsApart(const std::vector<ArcPath>& paths);

} // namespace orrery::ui
