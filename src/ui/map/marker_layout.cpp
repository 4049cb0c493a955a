#include "ui/map/marker_layout.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <unordered_map>

namespace orrery::ui {

namespace {

constexpr std::size_t mostFanned = 12;

struct Group {
    std::vector<std::size_t> sites; ///< by name
    MapPoint at{};
    bool samePlace = true;
};

double distance(MapPoint a, MapPoint b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Clusters of the same region have the very same coordinates.
std::vector<Group> groupsByPlace(const std::vector<MarkerSite>& sites, double scale)
{
    std::map<std::pair<double, double>, Group> places;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        auto& group = places[{sites[i].place.latitude, sites[i].place.longitude}];
        group.sites.push_back(i);
        group.at = sites[i].world * scale;
    }
    std::vector<Group> groups;
    for (auto& [place, group] : places) {
        std::ranges::sort(group.sites, {}, [&](std::size_t i) { return std::string_view(sites[i].name); });
        groups.push_back(std::move(group));
    }
    return groups;
}

/// Groups in cells as wide as the distance that matters: neighbours are in the nine cells around.
class Grid {
public:
    explicit Grid(double cell) : m_cell(cell) { }

    void add(std::size_t group, MapPoint at) { m_cells[cell(at, 0, 0)].push_back(group); }

    template <class Visit>
    void around(MapPoint at, Visit&& visit) const
    {
        for (int dx = -1; dx <= 1; ++dx) {
            for (int dy = -1; dy <= 1; ++dy) {
                const auto found = m_cells.find(cell(at, dx, dy));
                if (found == m_cells.end())
                    continue;
                for (const auto group : found->second)
                    visit(group);
            }
        }
    }

private:
    [[nodiscard]] std::int64_t cell(MapPoint at, int dx, int dy) const
    {
        const auto x = static_cast<std::int64_t>(std::floor(at.x / m_cell)) + dx;
        const auto y = static_cast<std::int64_t>(std::floor(at.y / m_cell)) + dy;
        return (x << 32) ^ (y & 0xffffffff);
    }

    double m_cell;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> m_cells;
};

Group united(const Group& a, const Group& b, const std::vector<MarkerSite>& sites)
{
    Group both = a;
    both.sites.insert(both.sites.end(), b.sites.begin(), b.sites.end());
    std::ranges::sort(both.sites, {}, [&](std::size_t i) { return std::string_view(sites[i].name); });
    const auto na = static_cast<double>(a.sites.size());
    const auto nb = static_cast<double>(b.sites.size());
    both.at = (a.at * na + b.at * nb) * (1 / (na + nb));
    both.samePlace = false;
    return both;
}

/// One pass: every group joins the first bigger one that is too near. True when something was joined.
bool mergeOnce(std::vector<Group>& groups, const std::vector<MarkerSite>& sites, double tooNear)
{
    std::ranges::sort(groups, [&](const Group& a, const Group& b) {
        if (a.sites.size() != b.sites.size())
            return a.sites.size() > b.sites.size();
        return sites[a.sites.front()].name < sites[b.sites.front()].name;
    });
    std::vector<Group> kept;
    Grid grid(tooNear);
    for (const auto& group : groups) {
        std::size_t nearest = kept.size();
        double least = tooNear;
        grid.around(group.at, [&](std::size_t i) {
            if (const double d = distance(kept[i].at, group.at); d < least) {
                least = d;
                nearest = i;
            }
        });
        if (nearest < kept.size()) {
            // The centre of gravity moves when the pass is over, not in it: the grid knows the first place.
            const auto seed = kept[nearest].at;
            auto both = united(kept[nearest], group, sites);
            both.at = seed;
            kept[nearest] = std::move(both);
        } else {
            grid.add(kept.size(), group.at);
            kept.push_back(group);
        }
    }
    const bool joined = kept.size() < groups.size();
    groups = std::move(kept);
    return joined;
}

void centre(std::vector<Group>& groups, const std::vector<MarkerSite>& sites, double scale)
{
    for (auto& group : groups) {
        MapPoint sum{};
        for (const auto i : group.sites)
            sum = sum + sites[i].world * scale;
        group.at = sum * (1 / static_cast<double>(group.sites.size()));
    }
}

Marker marked(const Group& group, const std::vector<MarkerSite>& sites)
{
    Marker marker;
    marker.sites = group.sites;
    marker.at = group.at;
    marker.hub = group.at;
    marker.samePlace = group.samePlace;
    for (const auto i : group.sites) {
        marker.worst = std::max(marker.worst, sites[i].state);
        marker.counts[static_cast<std::size_t>(sites[i].state)]++;
        marker.host = marker.host || sites[i].host;
    }
    const auto& first = sites[group.sites.front()].name;
    marker.kind = group.sites.size() > 1 ? Marker::Kind::Bubble : Marker::Kind::Single;
    marker.key = group.sites.size() > 1 ? "bubble:" + first : first;
    return marker;
}

/// Around the hub, in the order of the names: to the right when few, all around when many.
void fanOut(const Marker& bubble, const std::vector<MarkerSite>& sites, std::vector<Marker>& markers)
{
    Marker hub = bubble;
    hub.kind = Marker::Kind::Hub;
    hub.key = "hub:" + sites[bubble.sites.front()].name;
    markers.push_back(hub);
    const auto count = bubble.sites.size();
    const bool round = count > 5;
    const double opening = round ? 2 * std::numbers::pi : 140 * std::numbers::pi / 180;
    const double step = round ? opening / static_cast<double>(count) : opening / static_cast<double>(count - 1);
    const double radius = std::max(52.0, 36 / step);
    for (std::size_t n = 0; n < count; ++n) {
        const double angle = (round ? -std::numbers::pi / 2 : -opening / 2) + step * static_cast<double>(n);
        Marker marker = marked({{bubble.sites[n]}, bubble.at, true}, sites);
        marker.kind = Marker::Kind::Fanned;
        marker.at = bubble.at + MapPoint{radius * std::cos(angle), radius * std::sin(angle)};
        markers.push_back(std::move(marker));
    }
}

} // namespace

std::vector<Marker> layOutMarkers(const std::vector<MarkerSite>& sites, const MarkerOptions& options)
{
    auto groups = groupsByPlace(sites, options.scale);
    const bool fanAll = sites.size() <= options.fanWhenAtMost;
    std::vector<Marker> markers;
    std::erase_if(groups, [&](const Group& group) {
        if (group.sites.size() < 2 || group.sites.size() > mostFanned)
            return false;
        const auto bubble = marked(group, sites);
        const bool open = fanAll || bubble.key == options.fannedOut;
        if (open)
            fanOut(bubble, sites, markers);
        return open;
    });
    while (mergeOnce(groups, sites, options.mergeDistance))
        centre(groups, sites, options.scale);
    for (const auto& group : groups)
        markers.push_back(marked(group, sites));
    return markers;
}

} // namespace orrery::ui
