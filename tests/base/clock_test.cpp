#include "base/clock.h"

#include <gtest/gtest.h>

namespace orrery {
namespace {

std::string again(const char* text)
{
    const auto time = parseRfc3339(text);
    return time ? rfc3339(*time) : "none";
}

TEST(Rfc3339, IsReadWithItsZoneAndItsFractions)
{
    EXPECT_EQ(again("2026-01-02T03:04:05Z"), "2026-01-02T03:04:05Z");
    EXPECT_EQ(again("2026-01-02T03:04:05.678901Z"), "2026-01-02T03:04:05Z");
    EXPECT_EQ(again("2026-01-01T00:30:00+01:00"), "2025-12-31T23:30:00Z");
    EXPECT_EQ(again("soon"), "none");
    EXPECT_EQ(again("2026-02-29T00:00:00Z"), "none");
    EXPECT_EQ(again("2026-01-02T24:00:00Z"), "none");
}

TEST(Rfc3339, WhatNoClockCanCountIsTheEndOfWhatItCan)
{
    EXPECT_EQ(again("9999-12-31T23:59:59Z"), "2200-01-01T00:00:00Z");
    EXPECT_EQ(again("3940-01-01T00:00:00Z"), "2200-01-01T00:00:00Z");
    EXPECT_EQ(again("0001-01-01T00:00:00Z"), "1700-01-01T00:00:00Z");
}

} // namespace
} // namespace orrery
