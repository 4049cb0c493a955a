#include "clouds/region.h"

#include "clouds/region_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace orrery::clouds {

namespace {

constexpr std::size_t columns = 8;

/// Cuts the next field off `rest`. Fields with a comma are quoted; the table has no quotes inside fields.
std::string_view takeField(std::string_view& rest)
{
    const bool quoted = rest.starts_with('"');
    if (quoted)
        rest.remove_prefix(1);
    const auto end = std::min(rest.find(quoted ? '"' : ','), rest.size());
    const auto field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + (quoted ? 2 : 1), rest.size()));
    return field;
}

double toDegrees(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<Region> parse(std::string_view table)
{
    std::vector<Region> rows;
    table.remove_prefix(std::min(table.find('\n') + 1, table.size()));
    while (!table.empty()) {
        const auto end = std::min(table.find('\n'), table.size());
        auto line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        if (line.empty())
            continue;
        std::array<std::string_view, columns> field;
        for (auto& text : field)
            text = takeField(line);
        rows.push_back(
            {field[0], field[1], field[2], field[3], field[4], toDegrees(field[5]), toDegrees(field[6]), field[7]});
    }
    std::ranges::sort(rows, {}, [](const Region& row) { return std::pair(row.provider, row.region); });
    return rows;
}

const std::vector<Region>& table()
{
    static const std::vector<Region> rows = parse(regionTable());
    return rows;
}

/// Lower case without spaces: "West Europe" and "WestEurope" are both written westeurope in labels.
std::string normal(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (c != ' ')
            text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

} // namespace

std::span<const Region> regions()
{
    return table();
}

const Region* findRegion(std::string_view provider, std::string_view region)
{
    const auto wanted = normal(region);
    const auto& rows = table();
    const auto found = std::ranges::lower_bound(rows, std::pair(provider, std::string_view(wanted)), {},
                                                [](const Region& row) { return std::pair(row.provider, row.region); });
    return found != rows.end() && found->provider == provider && found->region == wanted ? &*found : nullptr;
}

const Region* findRegionAnywhere(std::string_view region)
{
    for (const std::string_view provider : {"aws", "azure", "gcp"}) {
        if (const auto* found = findRegion(provider, region))
            return found;
    }
    return nullptr;
}

const Region* findRegionOfZone(std::string_view zone)
{
    if (const auto* region = findRegionAnywhere(zone))
        return region;
    if (zone.size() < 2)
        return nullptr;
    const char last = zone.back();
    const auto dash = zone.rfind('-');
    if (dash == zone.size() - 2) {
        const std::string_view provider = last >= '0' && last <= '9' ? "azure" : "gcp";
        return findRegion(provider, zone.substr(0, dash));
    }
    return last >= 'a' && last <= 'z' ? findRegion("aws", zone.substr(0, zone.size() - 1)) : nullptr;
}

} // namespace orrery::clouds
