#include "federation/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace orrery::federation {

using api::Json;

namespace {

constexpr std::array<std::string_view, 11> yes{"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
constexpr std::array<std::string_view, 11> no{"n",     "N",     "no",  "No",  "NO", "false",
                                              "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> null{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 12> unsayable{".nan",  ".NaN",  ".NAN",  ".inf",  ".Inf",  ".INF",
                                                     "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

bool among(std::string_view text, const auto& words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// With Go's prefixes: 0x, 0o, 0b, and a leading zero for octal as in C.
std::optional<Json> integer(std::string_view digits)
{
    const bool negative = digits.starts_with('-');
    const bool sign = negative || digits.starts_with('+');
    digits.remove_prefix(sign ? 1 : 0);
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char letter = char(digits[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
        digits.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
    }
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (fault != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    constexpr auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    if (negative)
        return value <= most + 1 ? std::optional<Json>(std::int64_t(0 - value)) : std::nullopt;
    if (value > most)
        return sign ? std::nullopt : std::optional<Json>(value);
    return Json(std::int64_t(value));
}

/// [-+]? (. digits | digits (. digits?)?) (e [-+]? digits)?
bool hasRealForm(std::string_view text)
{
    std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const auto digits = [&] {
        const auto from = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > from;
    };
    const bool whole = digits();
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (!digits() && !whole)
            return false;
    } else if (!whole) {
        return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+'))
            ++i;
        if (!digits())
            return false;
    }
    return i == text.size();
}

std::optional<Json> real(std::string_view text)
{
    if (!hasRealForm(text))
        return std::nullopt;
    text.remove_prefix(text[0] == '+' ? 1 : 0); // from_chars takes none
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    // Go writes whole numbers without a point, and that is what an API server takes for an integer.
    if (std::trunc(value) == value && std::abs(value) < 9e18)
        return Json(std::int64_t(value));
    return Json(value);
}

} // namespace

std::optional<Json> typedScalar(std::string_view plain)
{
    if (among(plain, null))
        return Json(nullptr);
    const char first = plain.front();
    if (isDigit(first) || first == '-' || first == '+' || first == '.') {
        if (among(plain, unsayable))
            return std::nullopt;
        std::string digits(plain);
        std::erase(digits, '_');
        if (first != '.') {
            if (auto number = integer(digits))
                return number;
        }
        if (auto number = real(digits))
            return number;
    } else if (among(plain, yes)) {
        return Json(true);
    } else if (among(plain, no)) {
        return Json(false);
    }
    return Json(std::string(plain));
}

bool isPlainString(std::string_view text)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    // Beginning with a digit or a sign it could be a number, a date or 1:30 to somebody: quoting all costs nothing.
    if (text.empty() || !(letter(text.front()) || text.front() == '/') || among(text, yes) || among(text, no)
        || among(text, null))
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool last = i + 1 == text.size();
        if (c == ':' || c == ' ') {
            if (last || text[i + 1] == ' ' || text[i + 1] == '#')
                return false;
        } else if (!letter(c) && !isDigit(c) && std::string_view("-_./=@+,()%").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

} // namespace orrery::federation
