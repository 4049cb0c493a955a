#pragma once

#include "ui/map/arc_path.h"
#include "ui/map/geometry.h"

#include <cstddef>
#include <vector>

namespace orrery::ui {

/// A label that wants to stand beside a mark.
struct LabelWish {
    MapPoint anchor{}; ///< middle of the mark
    double radius = 0; ///< of the mark with its rings
    MapSize size{};
    int priority = 0; ///< higher ones choose first
    bool always = false; ///< shown even where it covers something: the selected one
    std::vector<MapPoint> alternatives{}; ///< other anchors, when there is no room at the first
};

struct LabelPlace {
    bool shown = false;
    MapBox box{};
};

/// What labels keep clear of.
struct LabelObstacles {
    MapBox bounds{}; ///< labels stay inside
    std::vector<MapBox> boxes{}; ///< tools and the legend
    std::vector<MapBox> marks{}; ///< all marks, those of the wishes too
    std::vector<ArcPath> arcs{};
};

/// A place for each wish: right, left, above or below its mark, else at a corner; it covers no mark, no other label and
/// no tool, and no arc when there is a choice. Those that find no place are not shown. All in the same pixels. Pure.
[[nodiscard]] std::vector<LabelPlace> placeLabels(const std::vector<LabelWish>& wishes,
                                                  const LabelObstacles& obstacles);

} // namespace orrery::ui
