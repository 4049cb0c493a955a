#include "ui/map/label_layout.h"
#include "ui/map/map_projection.h"
#include "ui/map/marker_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

using namespace orrery::ui;
using orrery::engine::ClusterState;

namespace {

MarkerSite site(std::string name, GeoPoint place, ClusterState state = ClusterState::Healthy, bool host = false)
{
    return {std::move(name), place, MapProjection::world(place), state, host};
}

const Marker* find(const std::vector<Marker>& markers, const std::string& key)
{
    const auto found = std::ranges::find(markers, key, &Marker::key);
    return found == markers.end() ? nullptr : &*found;
}

double distance(MapPoint a, MapPoint b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

std::vector<MarkerSite> fleet(std::size_t count)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> latitude(-50, 65);
    std::uniform_real_distribution<double> longitude(-170, 170);
    std::vector<MarkerSite> sites;
    for (std::size_t i = 0; i < count; ++i)
        sites.push_back(
            site("c" + std::to_string(i), {latitude(random), longitude(random)}, static_cast<ClusterState>(i % 5)));
    return sites;
}

} // namespace

TEST(MarkerLayout, ShowsDistantClustersByThemselves)
{
    const auto markers = layOutMarkers(
        {site("aws", {45.8, -119.7}), site("gke", {33.2, -80.0}, ClusterState::Healthy, true)}, {.scale = 4});
    ASSERT_EQ(markers.size(), 2U);
    EXPECT_EQ(find(markers, "aws")->kind, Marker::Kind::Single);
    EXPECT_TRUE(find(markers, "gke")->host);
    EXPECT_NEAR(find(markers, "gke")->at.x, -80.0 * 4, 1e-9);
}

TEST(MarkerLayout, MergesNeighboursIntoABubbleWithCountsAndTheWorstState)
{
    const auto markers = layOutMarkers(
        {site("a", {50, 8}), site("b", {50, 9}, ClusterState::Down), site("c", {51, 8}, ClusterState::Degraded)},
        {.scale = 3});
    ASSERT_EQ(markers.size(), 1U);
    const auto& bubble = markers.front();
    EXPECT_EQ(bubble.kind, Marker::Kind::Bubble);
    EXPECT_EQ(bubble.key, "bubble:a");
    EXPECT_EQ(bubble.worst, ClusterState::Down);
    EXPECT_EQ(bubble.counts, (std::array<int, clusterStates>{1, 0, 0, 1, 1}));
    EXPECT_FALSE(bubble.samePlace);
    EXPECT_NEAR(bubble.at.x, (8 + 9 + 8) / 3.0 * 3, 1e-9) << "in the middle of its clusters";
}

TEST(MarkerLayout, PartsABubbleWhenZoomedIn)
{
    const std::vector sites{site("a", {50, 8}), site("b", {50, 9})};
    EXPECT_EQ(layOutMarkers(sites, {.scale = 3}).size(), 1U);
    EXPECT_EQ(layOutMarkers(sites, {.scale = 60}).size(), 2U);
}

TEST(MarkerLayout, FansOutClustersOfOnePlaceInTheOrderOfTheirNames)
{
    const auto markers =
        layOutMarkers({site("tyo-b", {35, 139}), site("tyo-a", {35, 139}), site("tyo-c", {35, 139})}, {.scale = 3});
    ASSERT_EQ(markers.size(), 4U);
    const auto* hub = find(markers, "hub:tyo-a");
    ASSERT_NE(hub, nullptr);
    EXPECT_EQ(hub->kind, Marker::Kind::Hub);
    double above = -1e9;
    for (const auto* name : {"tyo-a", "tyo-b", "tyo-c"}) {
        const auto* fanned = find(markers, name);
        ASSERT_NE(fanned, nullptr);
        EXPECT_EQ(fanned->kind, Marker::Kind::Fanned);
        EXPECT_EQ(fanned->hub, hub->at);
        EXPECT_GT(fanned->at.y, above) << "from the top down";
        above = fanned->at.y;
    }
    EXPECT_GT(distance(find(markers, "tyo-a")->at, find(markers, "tyo-b")->at), 30) << "they do not cover each other";
}

TEST(MarkerLayout, FansOutInALargeFleetOnlyWhatTheUserOpened)
{
    auto sites = fleet(20);
    for (int i = 0; i < 4; ++i)
        sites.push_back(site("same" + std::to_string(i), {-55, 80}));
    const auto closed = layOutMarkers(sites, {.scale = 8});
    ASSERT_NE(find(closed, "bubble:same0"), nullptr);
    EXPECT_TRUE(find(closed, "bubble:same0")->samePlace);
    const auto open = layOutMarkers(sites, {.scale = 8, .fannedOut = "bubble:same0"});
    EXPECT_EQ(find(open, "bubble:same0"), nullptr);
    EXPECT_NE(find(open, "same3"), nullptr);
}

TEST(MarkerLayout, DoesNotDependOnTheOrderOfTheClusters)
{
    auto sites = fleet(200);
    auto shuffled = sites;
    std::ranges::shuffle(shuffled, std::mt19937(3));
    const auto summary = [](const std::vector<Marker>& markers) {
        std::set<std::tuple<std::string, std::size_t, long>> all;
        for (const auto& marker : markers)
            all.emplace(marker.key, marker.sites.size(), std::lround(marker.at.x * 10));
        return all;
    };
    EXPECT_EQ(summary(layOutMarkers(sites, {.scale = 3})), summary(layOutMarkers(shuffled, {.scale = 3})));
}

TEST(MarkerLayout, KeepsEveryClusterOnceAndTheMarksApart)
{
    const auto sites = fleet(1000);
    const auto markers = layOutMarkers(sites, {.scale = 3});
    std::set<std::size_t> seen;
    for (const auto& marker : markers) {
        for (const auto i : marker.sites)
            EXPECT_TRUE(seen.insert(i).second) << sites[i].name;
    }
    EXPECT_EQ(seen.size(), sites.size());
    for (std::size_t a = 0; a < markers.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b)
            EXPECT_GE(distance(markers[a].at, markers[b].at), 40) << markers[a].key << " " << markers[b].key;
    }
}

TEST(LabelLayout, PrefersTheRightSide)
{
    const auto places = placeLabels({{{200, 200}, 11, {100, 40}, 0, false}}, {.bounds = {0, 0, 400, 400}});
    ASSERT_TRUE(places[0].shown);
    EXPECT_EQ(places[0].box, (MapBox{219, 180, 100, 40}));
}

TEST(LabelLayout, MovesAroundTheMarkWhenThereIsNoRoom)
{
    const LabelWish wish{{360, 200}, 11, {100, 40}, 0, false};
    const auto left = placeLabels({wish}, {.bounds = {0, 0, 400, 400}});
    EXPECT_EQ(left[0].box.right(), 360 - 11 - 8);
    const auto above = placeLabels({wish}, {.bounds = {0, 0, 420, 400}, .boxes = {{0, 185, 355, 30}}});
    EXPECT_TRUE(above[0].shown);
    EXPECT_LE(above[0].box.bottom(), 200 - 11);
}

TEST(LabelLayout, CoversNoMarkNoLabelAndNoTool)
{
    std::vector<LabelWish> wishes;
    LabelObstacles obstacles{.bounds = {0, 0, 800, 600}, .boxes = {{500, 400, 300, 200}}};
    std::mt19937 random(11);
    std::uniform_real_distribution<double> x(20, 780);
    std::uniform_real_distribution<double> y(20, 580);
    for (int i = 0; i < 40; ++i) {
        const MapPoint at{x(random), y(random)};
        wishes.push_back({at, 11, {90, 40}, i % 7, false});
        obstacles.marks.push_back({at.x - 11, at.y - 11, 22, 22});
    }
    const auto places = placeLabels(wishes, obstacles);
    int shown = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].shown)
            continue;
        ++shown;
        EXPECT_TRUE(obstacles.bounds.contains(places[i].box));
        EXPECT_EQ(places[i].box.overlap(obstacles.boxes[0]), 0);
        for (const auto& mark : obstacles.marks)
            EXPECT_EQ(places[i].box.overlap(mark), 0);
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_TRUE(!places[k].shown || places[i].box.overlap(places[k].box) == 0);
    }
    EXPECT_GT(shown, 8);
}

TEST(LabelLayout, AvoidsArcsWhenItCan)
{
    LabelObstacles obstacles{.bounds = {0, 0, 400, 400}};
    obstacles.arcs.push_back(ArcPath({{220, 200}, {400, 200}}));
    const auto places = placeLabels({{{200, 200}, 11, {100, 40}, 0, false}}, obstacles);
    EXPECT_LE(places[0].box.right(), 200 - 11) << "to the left of it";
}

TEST(LabelLayout, HidesTheLessImportantOneAndNeverTheSelectedOne)
{
    const LabelObstacles narrow{.bounds = {0, 0, 130, 50}};
    const LabelWish low{{20, 25}, 5, {90, 40}, 1, false};
    const LabelWish high{{20, 25}, 5, {90, 40}, 2, false};
    const auto places = placeLabels({low, high}, narrow);
    EXPECT_FALSE(places[0].shown);
    EXPECT_TRUE(places[1].shown);
    EXPECT_TRUE(placeLabels({{{20, 25}, 5, {900, 40}, 0, true}}, narrow)[0].shown);
}
