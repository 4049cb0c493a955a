#pragma once

#include "ui/map/map_projection.h"
#include "ui/map/outlines.h"

#include <QColor>
#include <QImage>

#include <atomic>
#include <memory>

namespace orrery::ui {

struct BaseMapColors {
    QColor sea;
    QColor land;
    QColor coast;
    QColor border;
    QColor graticule;
    QColor region;
    QColor regionGround; ///< inside the open dot of a region

    [[nodiscard]] bool operator==(const BaseMapColors&) const = default;
};

/// What a picture of the base map is to show. A value: it can be handed to any thread.
struct BaseMapRequest {
    MapProjection projection{}; ///< its view is the picture's size
    double devicePixelRatio = 1;
    BaseMapColors colors{};
    bool regions = true; ///< the providers' regions as dots
    bool graticule = true;

    [[nodiscard]] bool operator==(const BaseMapRequest&) const = default;
};

/// The coasts and borders compiled into the program; read once, then shared. Any thread.
[[nodiscard]] std::shared_ptr<const Outlines> worldOutlines();

/// Paints sea, land, borders, graticule and region dots. Islands below about 4 square pixels are left out. Takes tens
/// of milliseconds: for a worker thread. Gives up and answers a null image when `stop` becomes true.
[[nodiscard]] QImage paintBaseMap(const Outlines& outlines, const BaseMapRequest& request,
                                  const std::atomic_bool& stop);

} // namespace orrery::ui
