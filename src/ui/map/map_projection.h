#pragma once

#include "ui/map/geometry.h"

#include <vector>

namespace orrery::ui {

/// Which part of the Mercator map a view shows, as a value: every move answers a new one. The world repeats to the east
/// and west; to the north and south it ends at 75 and -60 degrees. Pure.
///
/// World units: x is the longitude in degrees (it may leave -180..180 on a repetition), y the Mercator ordinate in
/// degrees, downwards: one unit is as long in both directions.
class MapProjection {
public:
    static constexpr double northEnd = 75;
    static constexpr double southEnd = -60;
    static constexpr double largestScale = 96; ///< pixels per degree: a city fills the view

    MapProjection() = default;
    /// Keeps the centre inside the world and the scale between `smallestScale` and `largestScale`.
    MapProjection(MapSize view, MapPoint centre, double scale);

    /// So that all places have `margin` pixels around them; the whole world without places. Not closer than
    /// `closest` pixels per degree. Places may lie on both sides of the 180th meridian.
    [[nodiscard]] static MapProjection fitting(MapSize view, const std::vector<GeoPoint>& places, MapSize margin,
                                               double closest);

    [[nodiscard]] static MapPoint world(GeoPoint place);
    [[nodiscard]] static GeoPoint place(MapPoint world);
    /// Pixels per degree at which the world is as wide as the view.
    [[nodiscard]] static double smallestScale(MapSize view);

    [[nodiscard]] MapPoint toView(MapPoint world) const;
    [[nodiscard]] MapPoint fromView(MapPoint view) const; ///< in world units
    /// The repetition of a world point that is nearest to the middle of the view.
    [[nodiscard]] MapPoint nearest(MapPoint world) const;

    [[nodiscard]] MapProjection panned(double dx, double dy) const; ///< the map follows a finger by that many pixels
    [[nodiscard]] MapProjection zoomed(double factor,
                                       MapPoint fixed) const; ///< `fixed`, in the view, stays where it is
    [[nodiscard]] MapProjection resized(MapSize view) const;
    /// The same centre and scale for a picture that is larger than the view; nothing is kept inside any bounds.
    [[nodiscard]] MapProjection grown(MapSize picture) const;
    /// Between this and `other`: at 0 this, at 1 the other; the scale changes evenly for the eye.
    [[nodiscard]] MapProjection towards(const MapProjection& other, double t) const;

    [[nodiscard]] MapSize view() const { return m_view; }
    [[nodiscard]] MapPoint centre() const { return m_centre; }
    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] bool operator==(const MapProjection&) const = default;

private:
    MapSize m_view{};
    MapPoint m_centre{};
    double m_scale = 1;
};

/// Degrees between two labelled lines of the graticule at this scale: the least of 30, 15, 10, 5, 2, 1 that leaves at
/// least 72 pixels.
[[nodiscard]] int graticuleStep(double scale);

} // namespace orrery::ui
