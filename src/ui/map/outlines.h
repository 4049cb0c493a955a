#pragma once

#include "base/error.h"
#include "ui/map/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace orrery::ui {

/// A coast or a border in world units (see MapProjection).
struct Outline {
    std::vector<MapPoint> points{};
    MapBox box{};
};

/// The world's coasts and borders, as kept in resources/map/world.bin.
struct Outlines {
    std::vector<Outline> land{}; ///< closed rings, to be filled together by the even-odd rule
    std::vector<Outline> borders{};

    /// Reads the format that resources/map/README.md describes. Invalid `map.format` when it is something else or cut
    /// off.
    [[nodiscard]] static Result<Outlines> parse(std::span<const std::uint8_t> bytes);
};

} // namespace orrery::ui
