#include "kubeconfig/yaml_write.h"

#include "kubeconfig/base64_word.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <string_view>
#include <utility>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;

bool isTyped(const YamlNode& node)
{
    return node.plain && looksTyped(node.text);
}

/// U+0085, U+2028, U+2029 end lines for readers of YAML 1.1, U+FEFF is a mark: how many bytes, and the code.
std::size_t troublesome(std::string_view text, unsigned& code)
{
    if (text.starts_with("\xc2\x85")) {
        code = 0x85;
        return 2;
    }
    if (text.starts_with("\xe2\x80\xa8") || text.starts_with("\xe2\x80\xa9")) {
        code = text[2] == '\xa8' ? 0x2028 : 0x2029;
        return 3;
    }
    if (text.starts_with("\xef\xbb\xbf")) {
        code = 0xfeff;
        return 3;
    }
    return 0;
}

std::string escape(unsigned code)
{
    char text[8];
    std::snprintf(text, sizeof text, "\\u%04x", code & 0xffffU);
    return text;
}

bool isLeaf(const YamlNode& node)
{
    return node.items.empty() && node.fields.empty();
}

/// In a scalar without quotes. Colons are safe where no blank follows, as in addresses.
constexpr auto safe = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < table.size(); ++c)
        table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':') || c == '_' || c == '@'
                || c == '+' || c == '=';
    return table;
}();

bool isSafe(std::string_view text)
{
    text.remove_prefix(base64Run(text));
    return std::all_of(text.begin(), text.end(), [](char c) { return safe[static_cast<unsigned char>(c)]; });
}

void appendQuoted(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\')
            continue;
        unsigned code = byte;
        const auto size = byte >= 0x80 ? troublesome(text.substr(i), code) : 1;
        if (size == 0)
            continue;
        out.append(text.substr(copied, i - copied));
        if (byte == '"' || byte == '\\')
            out.append("\\").append(1, text[i]);
        else
            out += escape(code);
        i += size - 1;
        copied = i + 1;
    }
    out.append(text.substr(copied)).append("\"");
}

/// Without quotes where no reader could take it for anything but this text.
void appendText(std::string& out, std::string_view text)
{
    const bool bare = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) && text.back() != ':'
                   && isSafe(text) && !looksTyped(text) && !isNullWord(text);
    if (bare)
        out += text;
    else
        appendQuoted(out, text);
}

void appendLeaf(std::string& out, const YamlNode& node)
{
    if (node.kind != Kind::Scalar)
        out += node.kind == Kind::Null ? "null" : node.kind == Kind::List ? "[]" : "{}";
    else if (isTyped(node))
        out += node.text;
    else
        appendText(out, node.text);
}

} // namespace

void appendBlock(std::string& out, const YamlNode& node, std::size_t indentation, std::string_view lineEnd)
{
    if (isLeaf(node)) {
        appendLeaf(out, node);
        return;
    }
    bool first = true;
    const auto startLine = [&] {
        if (!std::exchange(first, false))
            out.append(lineEnd).append(indentation, ' ');
    };
    for (const auto& item : node.items) {
        startLine();
        out += "- ";
        appendBlock(out, *item, indentation + 2, lineEnd);
    }
    for (const auto& [key, value] : node.fields) {
        startLine();
        appendText(out, key);
        out += ':';
        if (isLeaf(*value)) {
            out += ' ';
            appendBlock(out, *value, indentation, lineEnd);
        } else {
            const auto deeper = indentation + (value->kind == Kind::Map ? 2 : 0); // lists as kubectl writes them
            out.append(lineEnd).append(deeper, ' ');
            appendBlock(out, *value, deeper, lineEnd);
        }
    }
}

std::size_t roughSize(const YamlNode& node)
{
    auto size = node.text.size() + 16;
    for (const auto& item : node.items)
        size += roughSize(*item);
    for (const auto& [key, value] : node.fields)
        size += key.size() + roughSize(*value);
    return size;
}

YamlNodePtr yamlText(std::string text)
{
    YamlNode node;
    node.kind = Kind::Scalar;
    node.own(std::move(text));
    return std::make_shared<const YamlNode>(std::move(node));
}

YamlNodePtr yamlMap(std::vector<std::pair<std::string, YamlNodePtr>> fields)
{
    YamlNode node;
    node.kind = Kind::Map;
    node.fields = std::move(fields);
    return std::make_shared<const YamlNode>(std::move(node));
}

std::string quotedYaml(std::string_view text)
{
    std::string out;
    appendQuoted(out, text);
    return out;
}

std::string yamlScalar(std::string_view text)
{
    std::string out;
    appendText(out, text);
    return out;
}

std::string blockYaml(const YamlNode& node, std::size_t indentation, const std::string& lineEnd)
{
    std::string out;
    appendBlock(out, node, indentation, lineEnd);
    return out;
}

std::string flowYaml(const YamlNode& node)
{
    if (node.kind == Kind::Scalar)
        return isTyped(node) ? std::string(node.text) : quotedYaml(node.text);
    std::string out;
    if (isLeaf(node)) {
        appendLeaf(out, node);
        return out;
    }
    for (const auto& item : node.items)
        out += (out.empty() ? "" : ", ") + flowYaml(*item);
    if (node.kind == Kind::List)
        return "[" + out + "]";
    for (const auto& [key, value] : node.fields)
        out += (out.empty() ? "" : ", ") + quotedYaml(key) + ": " + flowYaml(*value);
    return "{" + out + "}";
}

bool sameMeaning(const YamlNode& a, const YamlNode& b)
{
    if (&a == &b)
        return true;
    if (a.kind != b.kind || a.text != b.text || isTyped(a) != isTyped(b) || a.items.size() != b.items.size()
        || a.fields.size() != b.fields.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!sameMeaning(*a.items[i], *b.items[i]))
            return false;
    }
    return std::all_of(a.fields.begin(), a.fields.end(), [&](const auto& field) {
        const auto other = b.field(field.first);
        return other && sameMeaning(*field.second, *other);
    });
}

std::string meaning(const YamlNode& node)
{
    switch (node.kind) {
    case Kind::Null: return "n";
    case Kind::Scalar:
        return std::string(isTyped(node) ? "t" : "s").append(std::to_string(node.text.size()) + ":").append(node.text);
    case Kind::List: {
        std::string out = "[";
        for (const auto& item : node.items)
            out += meaning(*item);
        return out + "]";
    }
    case Kind::Map: break;
    }
    std::vector<std::string> fields;
    for (const auto& [key, value] : node.fields)
        fields.push_back(std::to_string(key.size()) + ":" + key + meaning(*value));
    std::sort(fields.begin(), fields.end());
    std::string out = "{";
    for (const auto& field : fields)
        out += field;
    return out + "}";
}

} // namespace orrery::kubeconfig
