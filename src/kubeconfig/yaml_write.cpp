#include "kubeconfig/yaml_write.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <memory>
#include <string_view>

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

/// Keys and scalars; a null is written out, an empty list or map in brackets.
std::string leaf(const YamlNode& node)
{
    if (node.kind == Kind::Scalar)
        return yamlScalar(node);
    return node.kind == Kind::Null ? "null" : node.kind == Kind::List ? "[]" : "{}";
}

bool isLeaf(const YamlNode& node)
{
    return node.items.empty() && node.fields.empty();
}

std::string keyText(const std::string& key)
{
    return yamlScalar(*yamlText(key));
}

} // namespace

YamlNodePtr yamlText(std::string text)
{
    YamlNode node;
    node.kind = Kind::Scalar;
    node.text = std::move(text);
    return std::make_shared<const YamlNode>(std::move(node));
}

YamlNodePtr yamlMap(std::vector<std::pair<std::string, YamlNodePtr>> fields)
{
    YamlNode node;
    node.kind = Kind::Map;
    node.fields = std::move(fields);
    return std::make_shared<const YamlNode>(std::move(node));
}

std::string quotedYaml(const std::string& text)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        unsigned code = byte;
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text[i];
        } else if (const auto size = troublesome(std::string_view(text).substr(i), code); size > 0) {
            out += escape(code);
            i += size - 1;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += escape(code);
        } else {
            out += text[i];
        }
    }
    return out + "\"";
}

std::string yamlScalar(const YamlNode& node)
{
    const auto& text = node.text;
    if (isTyped(node))
        return text;
    const auto isSafe = [](unsigned char c) {
        return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '@' || c == '/' || c == '+' || c == '=';
    };
    // Colons are safe where no blank follows, as in addresses.
    const bool safe = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) && text.back() != ':'
                   && std::all_of(text.begin(), text.end(), [&](unsigned char c) { return isSafe(c) || c == ':'; });
    return safe && !looksTyped(text) && text != "null" && text != "Null" && text != "NULL" ? text : quotedYaml(text);
}

std::string blockYaml(const YamlNode& node, std::size_t indentation, const std::string& lineEnd)
{
    if (isLeaf(node))
        return leaf(node);
    const std::string margin(indentation, ' ');
    std::string out;
    for (const auto& item : node.items) {
        out += out.empty() ? "" : lineEnd + margin;
        out += "- " + blockYaml(*item, indentation + 2, lineEnd);
    }
    for (const auto& [key, value] : node.fields) {
        out += out.empty() ? "" : lineEnd + margin;
        out += keyText(key) + ":";
        if (isLeaf(*value)) {
            out += " " + leaf(*value);
        } else {
            const auto deeper = indentation + (value->kind == Kind::Map ? 2 : 0); // lists as kubectl writes them
            out += lineEnd + std::string(deeper, ' ') + blockYaml(*value, deeper, lineEnd);
        }
    }
    return out;
}

std::string flowYaml(const YamlNode& node)
{
    if (node.kind == Kind::Scalar)
        return isTyped(node) ? node.text : quotedYaml(node.text);
    if (isLeaf(node))
        return leaf(node);
    std::string out;
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
    case Kind::Scalar: return (isTyped(node) ? "t" : "s") + std::to_string(node.text.size()) + ":" + node.text;
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
