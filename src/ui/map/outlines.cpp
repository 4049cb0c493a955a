#include "ui/map/outlines.h"

#include "ui/map/map_projection.h"

#include <array>
#include <limits>
#include <optional>

namespace orrery::ui {

namespace {

constexpr std::array<std::uint8_t, 4> magic{'O', 'R', 'W', 'M'};
constexpr std::uint32_t version = 1;

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : m_rest(bytes) { }

    [[nodiscard]] std::size_t left() const { return m_rest.size(); }

    /// A little-endian number of `size` bytes.
    std::optional<std::uint32_t> number(std::size_t size)
    {
        if (m_rest.size() < size)
            return {};
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= static_cast<std::uint32_t>(m_rest[i]) << (8 * i);
        m_rest = m_rest.subspan(size);
        return value;
    }

    /// A zigzag LEB128 number.
    std::optional<std::int32_t> difference()
    {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift < 32 && !m_rest.empty(); shift += 7) {
            const auto byte = m_rest.front();
            m_rest = m_rest.subspan(1);
            value |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return static_cast<std::int32_t>(value >> 1) ^ -static_cast<std::int32_t>(value & 1);
        }
        return {};
    }

private:
    std::span<const std::uint8_t> m_rest;
};

MapBox around(const std::vector<MapPoint>& points)
{
    constexpr double far = std::numeric_limits<double>::max();
    MapPoint least{far, far};
    MapPoint most{-far, -far};
    for (const auto& point : points) {
        least = {std::min(least.x, point.x), std::min(least.y, point.y)};
        most = {std::max(most.x, point.x), std::max(most.y, point.y)};
    }
    return {least.x, least.y, most.x - least.x, most.y - least.y};
}

std::optional<Outline> readOutline(Reader& reader, double stepsPerDegree)
{
    const auto count = reader.number(4);
    // Two bytes a point at least: a count that cannot be true must not reserve memory.
    if (!count || *count < 2 || *count > reader.left() / 2)
        return {};
    Outline outline;
    outline.points.reserve(*count);
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto dx = reader.difference();
        const auto dy = reader.difference();
        if (!dx || !dy)
            return {};
        x += *dx;
        y += *dy;
        outline.points.push_back(
            MapProjection::world({static_cast<double>(y) / stepsPerDegree, static_cast<double>(x) / stepsPerDegree}));
    }
    outline.box = around(outline.points);
    return outline;
}

} // namespace

Result<Outlines> Outlines::parse(std::span<const std::uint8_t> bytes)
{
    const auto broken = [] {
        return failure(ErrorKind::Invalid, "map.format", "The base map is not in the format that this program reads.");
    };
    Reader reader(bytes);
    for (const auto letter : magic) {
        if (reader.number(1) != letter)
            return broken();
    }
    const auto form = reader.number(2);
    const auto steps = reader.number(2);
    const auto rings = reader.number(4);
    const auto lines = reader.number(4);
    if (form != version || !steps || *steps == 0 || !rings || !lines)
        return broken();
    Outlines outlines;
    for (std::uint64_t i = 0; i < std::uint64_t{*rings} + *lines; ++i) {
        auto outline = readOutline(reader, *steps);
        if (!outline)
            return broken();
        (i < *rings ? outlines.land : outlines.borders).push_back(std::move(*outline));
    }
    if (reader.left() > 0)
        return broken();
    return outlines;
}

} // namespace orrery::ui
