#include "ui/map/label_layout.h"

#include <array>
#include <limits>
#include <numeric>

namespace orrery::ui {

namespace {

constexpr double gap = 8;
constexpr double forbidden = 1e6;

std::array<MapBox, 8> candidates(const LabelWish& wish, MapPoint anchor)
{
    const auto [w, h] = wish.size;
    const double right = anchor.x + wish.radius + gap;
    const double left = anchor.x - wish.radius - gap - w;
    const double above = anchor.y - wish.radius - gap - h;
    const double below = anchor.y + wish.radius + gap;
    const double middleX = anchor.x - w / 2;
    const double middleY = anchor.y - h / 2;
    const double corner = wish.radius * 0.6;
    return {MapBox{right, middleY, w, h},
            MapBox{left, middleY, w, h},
            MapBox{middleX, above, w, h},
            MapBox{middleX, below, w, h},
            MapBox{anchor.x + corner + gap, above + corner, w, h},
            MapBox{anchor.x + corner + gap, below - corner, w, h},
            MapBox{anchor.x - corner - gap - w, above + corner, w, h},
            MapBox{anchor.x - corner - gap - w, below - corner, w, h}};
}

double cost(const MapBox& box, const LabelObstacles& obstacles, const std::vector<MapBox>& taken)
{
    double sum = 0;
    if (!obstacles.bounds.contains(box))
        sum += forbidden + box.width * box.height - obstacles.bounds.overlap(box);
    for (const auto* covered : {&obstacles.boxes, &obstacles.marks, &taken}) {
        for (const auto& other : *covered) {
            if (const double area = box.overlap(other); area > 0)
                sum += forbidden + area;
        }
    }
    for (const auto& arc : obstacles.arcs)
        sum += arc.crosses(box.grown(2)) ? 100 : 0;
    return sum;
}

} // namespace

std::vector<LabelPlace> placeLabels(const std::vector<LabelWish>& wishes, const LabelObstacles& obstacles)
{
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return wishes[i].priority; });
    std::vector<LabelPlace> places(wishes.size());
    std::vector<MapBox> taken;
    for (const auto i : order) {
        double least = std::numeric_limits<double>::max();
        double rank = 0;
        std::vector<MapPoint> anchors{wishes[i].anchor};
        anchors.insert(anchors.end(), wishes[i].alternatives.begin(), wishes[i].alternatives.end());
        for (const auto anchor : anchors) {
            for (const auto& box : candidates(wishes[i], anchor)) {
                const double sum = cost(box, obstacles, taken) + rank;
                rank += 0.25; // never as much as crossing an arc
                if (sum < least) {
                    least = sum;
                    places[i].box = box;
                }
            }
        }
        places[i].shown = least < forbidden || wishes[i].always;
        if (places[i].shown)
            taken.push_back(places[i].box.grown(2));
    }
    return places;
}

} // namespace orrery::ui
