#include "ui/map/map_projection.h"
#include "ui/map/outlines.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

using namespace orrery::ui;

namespace {

std::vector<std::uint8_t> world()
{
    std::ifstream file(ORRERY_SOURCE_DIR "/resources/map/world.bin", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Even-odd rule over all rings.
bool isLand(const Outlines& outlines, GeoPoint place)
{
    bool inside = false;
    for (const double turn : {-360.0, 0.0, 360.0}) {
        auto at = MapProjection::world(place);
        at.x += turn;
        for (const auto& ring : outlines.land) {
            for (std::size_t i = 1; i < ring.points.size(); ++i) {
                const auto a = ring.points[i - 1];
                const auto b = ring.points[i];
                if ((a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x)
                    inside = !inside;
            }
        }
    }
    return inside;
}

} // namespace

TEST(Outlines, ShowLandWhereLandIsAndSeaWhereSeaIs)
{
    const auto outlines = Outlines::parse(world());
    ASSERT_TRUE(outlines) << outlines.error().text();
    for (const GeoPoint land : {GeoPoint{45.8, -119.7},
                                {33.5, -80.5},
                                {52.2, 5.3},
                                {-25, 134},
                                {0, 25},
                                {66, 179.9},
                                {66, -179.9},
                                {-43.5, 171}})
        EXPECT_TRUE(isLand(*outlines, land)) << land.latitude << " " << land.longitude;
    for (const GeoPoint sea : {GeoPoint{30, -50}, {0, -140}, {42, 51}, {-40, 90}, {45, -5}, {0, 179.9}})
        EXPECT_FALSE(isLand(*outlines, sea)) << sea.latitude << " " << sea.longitude;
}

TEST(Outlines, AreClosedAndHaveBordersAndNoJumps)
{
    const auto outlines = Outlines::parse(world());
    ASSERT_TRUE(outlines);
    EXPECT_GT(outlines->land.size(), 500U);
    EXPECT_GT(outlines->borders.size(), 300U);
    for (const auto& ring : outlines->land) {
        EXPECT_NEAR(ring.points.front().x, ring.points.back().x, 0.01);
        EXPECT_NEAR(ring.points.front().y, ring.points.back().y, 0.01);
        for (std::size_t i = 1; i < ring.points.size(); ++i)
            EXPECT_LT(std::abs(ring.points[i].x - ring.points[i - 1].x), 90);
    }
}

TEST(Outlines, RefuseWhatIsCutOffOrSomethingElse)
{
    const auto whole = world();
    ASSERT_GT(whole.size(), 100000U);
    ASSERT_LT(whole.size(), 1500000U);
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{3}, std::size_t{15}, std::size_t{40}, whole.size() - 1}) {
        const auto result = Outlines::parse(std::span(whole).first(length));
        ASSERT_FALSE(result) << length;
        EXPECT_EQ(result.error().code, "map.format");
    }
    auto longer = whole;
    longer.push_back(0);
    EXPECT_FALSE(Outlines::parse(longer));
    auto other = whole;
    other[4] = 9;
    EXPECT_FALSE(Outlines::parse(other)) << "another version";
    auto hostile = whole;
    std::fill(hostile.begin() + 16, hostile.begin() + 20, std::uint8_t{0xff});
    EXPECT_FALSE(Outlines::parse(hostile)) << "a count that would need 64 GB";
}
