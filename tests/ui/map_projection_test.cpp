#include "ui/map/map_projection.h"

#include <gtest/gtest.h>

using namespace orrery::ui;

namespace {

constexpr MapSize view{1000, 600};
constexpr GeoPoint oregon{45.84, -119.70};
constexpr GeoPoint carolina{33.20, -80.01};
constexpr GeoPoint amsterdam{52.37, 4.90};
constexpr GeoPoint tokyo{35.68, 139.77};
constexpr GeoPoint sydney{-33.87, 151.21};

void expectInside(const MapProjection& projection, GeoPoint place, MapSize margin)
{
    const auto at = projection.toView(projection.nearest(MapProjection::world(place)));
    EXPECT_GE(at.x, margin.width - 0.5);
    EXPECT_LE(at.x, view.width - margin.width + 0.5);
    EXPECT_GE(at.y, margin.height - 0.5);
    EXPECT_LE(at.y, view.height - margin.height + 0.5);
}

} // namespace

TEST(MapProjection, IsMercator)
{
    EXPECT_DOUBLE_EQ(MapProjection::world({0, 30}).x, 30);
    EXPECT_NEAR(MapProjection::world({0, 30}).y, 0, 1e-12);
    // ln(tan(45° + 60°/2)) = 1.3169578969… radians.
    EXPECT_NEAR(MapProjection::world({60, 0}).y, -1.3169578969 * 180 / 3.14159265358979, 1e-6);
    EXPECT_NEAR(MapProjection::world({-60, 0}).y, -MapProjection::world({60, 0}).y, 1e-9);
}

TEST(MapProjection, FindsThePlaceOfAPoint)
{
    for (const auto place : {oregon, carolina, amsterdam, tokyo, sydney}) {
        const auto back = MapProjection::place(MapProjection::world(place));
        EXPECT_NEAR(back.latitude, place.latitude, 1e-9);
        EXPECT_NEAR(back.longitude, place.longitude, 1e-9);
    }
    EXPECT_NEAR(MapProjection::place({190, 0}).longitude, -170, 1e-9);
}

TEST(MapProjection, GoesToTheViewAndBack)
{
    const MapProjection projection(view, MapProjection::world(carolina), 5);
    const MapPoint middle = projection.toView(MapProjection::world(carolina));
    EXPECT_NEAR(middle.x, 500, 1e-9);
    EXPECT_NEAR(middle.y, 300, 1e-9);
    const auto back = projection.fromView({120, 40});
    EXPECT_NEAR(projection.toView(back).x, 120, 1e-9);
    EXPECT_NEAR(projection.toView(back).y, 40, 1e-9);
}

TEST(MapProjection, ShowsAllPlacesWithTheirMargin)
{
    const MapSize margin{120, 80};
    const auto projection = MapProjection::fitting(view, {oregon, carolina, amsterdam}, margin, 20);
    for (const auto place : {oregon, carolina, amsterdam})
        expectInside(projection, place, margin);
    EXPECT_NEAR(projection.scale(), (view.width - 240) / (4.90 + 119.70), 1e-6) << "as large as the margin allows";
}

TEST(MapProjection, LooksAcrossThePacificWhenThatIsNearer)
{
    const auto projection = MapProjection::fitting(view, {tokyo, oregon}, {100, 80}, 20);
    expectInside(projection, tokyo, {100, 80});
    expectInside(projection, oregon, {100, 80});
    EXPECT_GT(std::abs(projection.centre().x), 150) << "the middle lies near the 180th meridian";
}

TEST(MapProjection, DoesNotComeTooCloseToASinglePlace)
{
    const auto projection = MapProjection::fitting(view, {sydney}, {100, 80}, 9);
    EXPECT_DOUBLE_EQ(projection.scale(), 9);
    const auto at = projection.toView(MapProjection::world(sydney));
    EXPECT_NEAR(at.x, 500, 1e-6);
}

TEST(MapProjection, ShowsTheWholeWorldWithoutPlaces)
{
    const auto projection = MapProjection::fitting(view, {}, {100, 80}, 9);
    EXPECT_DOUBLE_EQ(projection.scale(), view.width / 360);
}

TEST(MapProjection, KeepsTheFixedPointWhileZooming)
{
    const MapProjection projection(view, MapProjection::world(amsterdam), 5);
    const MapPoint pointer{800, 350};
    const auto before = projection.fromView(pointer);
    const auto zoomed = projection.zoomed(2, pointer);
    EXPECT_DOUBLE_EQ(zoomed.scale(), 10);
    EXPECT_NEAR(zoomed.toView(before).x, 800, 1e-9);
    EXPECT_NEAR(zoomed.toView(before).y, 350, 1e-9);
}

TEST(MapProjection, StaysWithinItsLimits)
{
    const MapProjection projection(view, MapProjection::world(amsterdam), 5);
    EXPECT_DOUBLE_EQ(projection.zoomed(1e6, {0, 0}).scale(), MapProjection::largestScale);
    EXPECT_DOUBLE_EQ(projection.zoomed(1e-6, {0, 0}).scale(), view.width / 360);
    const auto north = projection.panned(0, 1e6);
    EXPECT_NEAR(MapProjection::place(north.fromView({0, 0})).latitude, MapProjection::northEnd, 1e-6);
    const auto south = projection.panned(0, -1e6);
    EXPECT_NEAR(MapProjection::place(south.fromView({0, view.height})).latitude, MapProjection::southEnd, 1e-6);
}

TEST(MapProjection, GoesRoundTheWorld)
{
    const MapProjection projection(view, {170, 0}, 5);
    const auto east = projection.panned(-5 * 30, 0);
    EXPECT_NEAR(east.centre().x, -160, 1e-9);
    EXPECT_NEAR(east.nearest({170, 0}).x, -190, 1e-9);
    EXPECT_NEAR(projection.nearest({-170, 0}).x, 190, 1e-9);
}

TEST(MapProjection, GlidesTheShortWay)
{
    const MapProjection from(view, {170, 0}, 4);
    const MapProjection to(view, {-170, 0}, 16);
    const auto half = from.towards(to, 0.5);
    EXPECT_NEAR(std::abs(half.centre().x), 180, 1e-9);
    EXPECT_NEAR(half.scale(), 8, 1e-9);
    EXPECT_NEAR(from.towards(to, 1).centre().x, -170, 1e-9);
}

TEST(MapProjection, GrowsAPictureWithoutMovingIt)
{
    const MapProjection projection = MapProjection(view, {0, 0}, 1).panned(0, 1e6);
    const auto grown = projection.grown({1500, 900});
    EXPECT_EQ(grown.centre(), projection.centre());
    EXPECT_EQ(grown.scale(), projection.scale());
    EXPECT_EQ(grown.view(), (MapSize{1500, 900}));
}

TEST(GraticuleStep, LeavesRoomForTheLabels)
{
    EXPECT_EQ(graticuleStep(3.1), 30);
    EXPECT_EQ(graticuleStep(5.8), 15);
    EXPECT_EQ(graticuleStep(8), 10);
    EXPECT_EQ(graticuleStep(96), 1);
    EXPECT_EQ(graticuleStep(0.5), 30);
}
