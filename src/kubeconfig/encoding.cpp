#include "kubeconfig/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace orrery::kubeconfig {

namespace {

constexpr std::string_view utf8Mark = "\xef\xbb\xbf";
constexpr std::string_view littleMark = "\xff\xfe";
constexpr std::string_view bigMark = "\xfe\xff";

std::string at(std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = offset - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    return std::to_string(line) + ":" + std::to_string(column);
}

tl::unexpected<Error> malformed(std::string message)
{
    return failure(ErrorKind::Invalid, "kubeconfig.encoding", std::move(message));
}

/// Bytes of the well-formed character that starts here (Unicode 15, table 3-7); 0 when there is none.
std::size_t characterLength(std::string_view text, std::size_t i)
{
    const auto byte = [&](std::size_t n) {
        return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : std::uint8_t{0};
    };
    const auto follows = [&](std::size_t n) { return (byte(n) & 0xc0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool overlong = first == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = first == 0xed && byte(1) > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool overlong = first == 0xf0 && byte(1) < 0x90;
        const bool beyond = first == 0xf4 && byte(1) > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// Whether all of these eight bytes are printable ASCII (Hacker's Delight, 6-1: a zero byte in a word).
bool arePrintable(const char* bytes)
{
    constexpr std::uint64_t ones = 0x0101010101010101U, highs = ones << 7U;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const auto isDelete = word ^ (ones * 0x7fU);
    return ((word | (word - ones * 0x20U) | (isDelete - ones)) & highs) == 0;
}

std::optional<Error> firstFault(std::string_view text)
{
    const auto isPrintable = [](char c) { return c >= 0x20 && c < 0x7f; };
    for (std::size_t i = 0; i < text.size();) {
        if (i + 8 <= text.size() && arePrintable(text.data() + i)) {
            i += 8;
            continue;
        }
        if (isPrintable(text[i])) {
            ++i;
            continue;
        }
        const auto length = characterLength(text, i);
        if (length == 0)
            return malformed(at(text, i) + ": the file is not valid UTF-8").value();
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
        if (control)
            return malformed(at(text, i) + ": the file holds a control character").value();
        i += length;
    }
    return std::nullopt;
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

std::optional<std::string> fromUtf16(std::string_view bytes, bool big)
{
    if (bytes.size() % 2 != 0)
        return std::nullopt;
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<std::uint32_t>(big ? first << 8 | second : second << 8 | first);
    };
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto high = unit(i);
        if (high < 0xd800 || high > 0xdfff) {
            appendUtf8(out, high);
            continue;
        }
        if (high > 0xdbff || i + 3 >= bytes.size())
            return std::nullopt;
        const auto low = unit(i + 2);
        if (low < 0xdc00 || low > 0xdfff)
            return std::nullopt;
        appendUtf8(out, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        i += 2;
    }
    return out;
}

std::string toUtf16(std::string_view text, bool big)
{
    std::string out;
    const auto put = [&](std::uint32_t unit) {
        const auto high = static_cast<char>(unit >> 8);
        const auto low = static_cast<char>(unit & 0xff);
        out += big ? high : low;
        out += big ? low : high;
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto length = characterLength(text, i);
        static constexpr std::array<unsigned, 5> firstBits{0, 0x7f, 0x1f, 0x0f, 0x07};
        auto code = static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]) & firstBits[length]);
        for (std::size_t n = 1; n < length; ++n)
            code = code << 6 | (static_cast<unsigned char>(text[i + n]) & 0x3f);
        if (code >= 0x10000) {
            put(0xd800 + ((code - 0x10000) >> 10));
            put(0xdc00 + ((code - 0x10000) & 0x3ff));
        } else {
            put(code);
        }
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

} // namespace

bool isOwnText(std::string_view bytes)
{
    return !bytes.starts_with(littleMark) && !bytes.starts_with(bigMark) && !bytes.starts_with(utf8Mark)
        && !firstFault(bytes);
}

Result<DecodedText> decodeText(std::string_view bytes)
{
    DecodedText decoded;
    if (bytes.starts_with(littleMark) || bytes.starts_with(bigMark)) {
        const bool big = bytes.starts_with(bigMark);
        auto text = fromUtf16(bytes.substr(2), big);
        if (!text)
            return malformed("1:1: the file is not valid UTF-16");
        decoded = {std::move(*text), big ? Encoding::Utf16Big : Encoding::Utf16Little};
    } else if (bytes.starts_with(utf8Mark)) {
        decoded = {std::string(bytes.substr(utf8Mark.size())), Encoding::Utf8WithMark};
    } else {
        decoded = {std::string(bytes), Encoding::Utf8};
    }
    if (auto fault = firstFault(decoded.text))
        return failure(std::move(*fault));
    return decoded;
}

std::string encodeText(DecodedText decoded)
{
    switch (decoded.encoding) {
    case Encoding::Utf8: return std::move(decoded.text);
    case Encoding::Utf8WithMark: return std::string(utf8Mark) + decoded.text;
    case Encoding::Utf16Little: return std::string(littleMark) + toUtf16(decoded.text, false);
    case Encoding::Utf16Big: return std::string(bigMark) + toUtf16(decoded.text, true);
    }
    return decoded.text;
}

Result<std::string> decodeBase64(std::string_view text)
{
    const auto bad = [] {
        return failure(ErrorKind::Invalid, "kubeconfig.base64",
                       "it is not base64 (standard alphabet with padding, no spaces)");
    };
    std::string out;
    std::uint32_t bits = 0;
    int sextets = 0;
    int padding = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r')
            continue;
        const int value = sextet(c);
        if (c != '=' && (value < 0 || padding > 0))
            return bad();
        padding += c == '=';
        bits = bits << 6 | static_cast<std::uint32_t>(std::max(value, 0));
        if (++sextets % 4 == 0) {
            for (int byte = 2; byte >= padding; --byte)
                out += static_cast<char>(bits >> (8 * byte) & 0xff);
            bits = 0;
        } else if (c == '=' && sextets % 4 < 3) {
            return bad();
        }
    }
    if (sextets % 4 != 0 || padding > 2)
        return bad();
    return out;
}

} // namespace orrery::kubeconfig
