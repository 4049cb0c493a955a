#include "ui/map/arc_activity.h"
#include "ui/map/arc_path.h"
#include "ui/map/map_projection.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace orrery::ui;
using namespace std::chrono_literals;

namespace {

constexpr GeoPoint carolina{33.20, -80.01};
constexpr GeoPoint amsterdam{52.37, 4.90};
constexpr GeoPoint tokyo{35.68, 139.77};
constexpr GeoPoint oregon{45.84, -119.70};

const ArcPath straight({{0, 0}, {60, 0}, {100, 0}});

} // namespace

TEST(ArcPath, FollowsTheGreatCircle)
{
    const auto arc = ArcPath::greatCircle(carolina, amsterdam);
    ASSERT_GE(arc.points().size(), 24U);
    EXPECT_NEAR(arc.points().front().x, carolina.longitude, 1e-9);
    EXPECT_NEAR(arc.points().back().x, amsterdam.longitude, 1e-9);
    EXPECT_NEAR(arc.points().back().y, MapProjection::world(amsterdam).y, 1e-9);
    // From 33.2° N 80.0° W to 52.4° N 4.9° E the circle's northernmost point lies north of both ends.
    double north = 0;
    for (const auto& point : arc.points())
        north = std::max(north, MapProjection::place(point).latitude);
    EXPECT_NEAR(north, 54.57, 0.05) << "Clairaut: acos(sin(bearing) * cos(33.2°))";
    EXPECT_NEAR(MapProjection::place(arc.points()[arc.points().size() / 2]).latitude, 51.16, 0.25) << "half-way";
}

TEST(ArcPath, OfAMeridianIsStraight)
{
    const auto arc = ArcPath::greatCircle({-20, 15}, {40, 15});
    for (const auto& point : arc.points())
        EXPECT_NEAR(point.x, 15, 1e-9);
}

TEST(ArcPath, CrossesThe180thMeridianWithoutAJump)
{
    const auto arc = ArcPath::greatCircle(tokyo, oregon);
    for (std::size_t i = 1; i < arc.points().size(); ++i)
        EXPECT_LT(std::abs(arc.points()[i].x - arc.points()[i - 1].x), 20);
    EXPECT_NEAR(arc.points().back().x, oregon.longitude + 360, 1e-9);
}

TEST(ArcPath, IsEmptyWithinOnePlaceAndDefinedBetweenOppositeOnes)
{
    EXPECT_TRUE(ArcPath::greatCircle(tokyo, tokyo).empty());
    const auto opposite = ArcPath::greatCircle({10, 20}, {-10, -160});
    ASSERT_FALSE(opposite.empty());
    for (const auto& point : opposite.points())
        EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y));
}

TEST(ArcPath, IsMeasuredAlongItsLength)
{
    EXPECT_DOUBLE_EQ(straight.length(), 100);
    EXPECT_EQ(straight.at(0), (MapPoint{0, 0}));
    EXPECT_EQ(straight.at(0.5), (MapPoint{50, 0}));
    EXPECT_EQ(straight.at(0.8), (MapPoint{80, 0}));
    EXPECT_EQ(straight.at(7), (MapPoint{100, 0}));
}

TEST(ArcPath, EndsAtTheRingsOfItsMarks)
{
    const auto cut = straight.trimmed(20, 10);
    EXPECT_EQ(cut.points().front(), (MapPoint{20, 0}));
    EXPECT_EQ(cut.points().back(), (MapPoint{90, 0}));
    EXPECT_EQ(cut.points().size(), 3U);
    EXPECT_TRUE(straight.trimmed(60, 40).empty());
}

TEST(ArcPath, IsLiftedInTheMiddleAndNotAtItsEnds)
{
    const ArcPath path({{0, 0}, {50, 0}, {100, 0}});
    const auto lifted = path.lifted(24);
    EXPECT_DOUBLE_EQ(lifted.points().front().y, 0);
    EXPECT_DOUBLE_EQ(lifted.points()[1].y, -24);
    EXPECT_DOUBLE_EQ(lifted.points().back().y, 0);
}

TEST(ArcPath, KnowsWhichBoxesItCrosses)
{
    EXPECT_TRUE(straight.crosses({40, -5, 10, 10}));
    EXPECT_TRUE(straight.crosses({-10, -5, 500, 10}));
    EXPECT_FALSE(straight.crosses({40, 2, 10, 10}));
    EXPECT_FALSE(straight.crosses({101, -5, 10, 10}));
}

TEST(LiftsApart, BendsTheLongerOfTwoArcsThatWouldRunTogether)
{
    const ArcPath shorter({{0, 0}, {50, 0}, {100, 1}});
    const ArcPath longer({{0, 0}, {150, 3}, {300, 6}});
    const ArcPath elsewhere({{0, 0}, {0, 200}, {0, 300}});
    const auto lifts = liftsApart({longer, shorter, elsewhere});
    EXPECT_GT(lifts[0], 10);
    EXPECT_EQ(lifts[1], 0);
    EXPECT_EQ(lifts[2], 0);
}

TEST(ArcActivity, StartsOnePulseForAWriteAndAtMostOneIn300Milliseconds)
{
    ArcActivity activity;
    const orrery::SteadyTime start{1h};
    EXPECT_TRUE(activity.written("aws", "first", start));
    EXPECT_FALSE(activity.written("aws", "second", start + 299ms));
    EXPECT_TRUE(activity.written("azure", "other", start + 299ms)) << "each arc has its own pause";
    EXPECT_TRUE(activity.written("aws", "third", start + 300ms));
}

TEST(ArcActivity, MovesForTheTimeOfAPulse)
{
    ArcActivity activity;
    const orrery::SteadyTime start{1h};
    activity.written("aws", "x", start);
    EXPECT_TRUE(activity.moving("aws", start + 899ms));
    EXPECT_FALSE(activity.moving("aws", start + 900ms));
    EXPECT_FALSE(activity.moving("azure", start));
}

TEST(ArcActivity, ShowsTheNewestMessageForSixSeconds)
{
    ArcActivity activity;
    const orrery::SteadyTime start{1h};
    activity.written("aws", "first", start);
    activity.written("aws", "second", start + 100ms);
    EXPECT_EQ(activity.note("aws"), "second");
    EXPECT_FALSE(activity.expire(start + 6s));
    EXPECT_EQ(activity.note("aws"), "second");
    EXPECT_TRUE(activity.expire(start + 6100ms));
    EXPECT_EQ(activity.note("aws"), "");
}
