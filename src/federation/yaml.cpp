#include "federation/yaml.h"

#include "federation/yaml_scalar.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::Json;

namespace {

/// Bytes that stand for themselves in JSON and are line breaks or not printable in YAML.
std::string quoted(const std::string& text)
{
    const std::string json = api::dump(text);
    std::string out;
    static constexpr char digits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto at = [&](std::size_t k) {
            return i + k < json.size() ? static_cast<unsigned char>(json[i + k]) : 0;
        };
        if (at(0) == 0x7f) {
            out += "\\u007f";
        } else if (at(0) == 0xc2 && at(1) < 0xa0) { // U+0080 to U+009F
            out += std::string("\\u00") + digits[at(1) >> 4] + digits[at(1) & 15];
            ++i;
        } else if (at(0) == 0xe2 && at(1) == 0x80 && (at(2) == 0xa8 || at(2) == 0xa9)) {
            out += at(2) == 0xa8 ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (at(0) == 0xef && at(1) == 0xbb && at(2) == 0xbf) {
            out += "\\ufeff";
            i += 2;
        } else {
            out += json[i];
        }
    }
    return out;
}

/// Several lines that can stand as they are, under a `|`.
bool isBlock(const std::string& text)
{
    if (text.find('\n') == std::string::npos || text.front() == ' ' || text.front() == '\n' || text.front() == '\t')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool lineEnds = i + 1 == text.size() || text[i + 1] == '\n';
        if ((c < 0x20 && c != '\n') || c >= 0x7f || (c == ' ' && lineEnds))
            return false;
    }
    return true;
}

std::string block(const std::string& text, std::size_t indent)
{
    const bool ends = text.back() == '\n';
    const bool endsTwice = ends && text.size() > 1 && text[text.size() - 2] == '\n';
    std::string out = endsTwice ? "|+\n" : ends ? "|\n" : "|-\n";
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        if (end > from)
            out += std::string(indent, ' ') + text.substr(from, end - from);
        out += '\n';
        from = end + 1;
    }
    return out;
}

/// With its line end. `indent` is that of the lines of a block.
std::string scalar(const Json& value, std::size_t indent)
{
    if (!value.is_string())
        return api::dump(value) + "\n";
    const auto& text = value.get_ref<const std::string&>();
    if (isPlainString(text))
        return text + "\n";
    return isBlock(text) ? block(text, indent) : quoted(text) + "\n";
}

int rankOf(const std::string& key)
{
    static constexpr std::array<std::string_view, 5> first{"apiVersion", "kind", "metadata", "name", "namespace"};
    return int(std::find(first.begin(), first.end(), key) - first.begin());
}

class Writer {
public:
    /// `continued`: the first line's indentation is there already (after "- ").
    void write(const Json& value, std::size_t indent, bool continued)
    {
        if (value.is_object() && !value.empty())
            writeMap(value, indent, continued);
        else if (value.is_array() && !value.empty())
            writeList(value, indent, continued);
        else
            text += scalar(value, indent + 2);
    }

    std::string text{};

private:
    void writeMap(const Json& map, std::size_t indent, bool continued)
    {
        std::vector<const std::string*> keys;
        for (const auto& [key, value] : map.items())
            keys.push_back(&map.find(key).key());
        std::stable_sort(keys.begin(), keys.end(),
                         [](const auto* a, const auto* b) { return rankOf(*a) < rankOf(*b); });
        for (const auto* key : keys) {
            if (!std::exchange(continued, false))
                text += std::string(indent, ' ');
            text += (isPlainString(*key) ? *key : quoted(*key)) + ":";
            writeField(*map.find(*key), indent);
        }
    }

    void writeField(const Json& value, std::size_t indent)
    {
        const bool nested = value.is_structured() && !value.empty();
        text += nested ? "\n" : " ";
        write(value, nested && value.is_object() ? indent + 2 : indent, false);
    }

    void writeList(const Json& list, std::size_t indent, bool continued)
    {
        for (const auto& item : list) {
            if (!std::exchange(continued, false))
                text += std::string(indent, ' ');
            text += "- ";
            const bool nested = item.is_structured() && !item.empty();
            write(item, nested ? indent + 2 : indent, true);
        }
    }
};

} // namespace

std::string toYaml(const Json& value)
{
    Writer writer;
    writer.write(value, 0, false);
    return std::move(writer.text);
}

} // namespace orrery::federation
