#include "kubeconfig/splice.h"

#include "kubeconfig/yaml_tree.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <optional>
#include <vector>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;

/// JSON's form, which YAML reads alike.
std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(byte));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

/// Without quotes where no reader of YAML 1.1 or 1.2 could take it for anything but this text.
std::string scalar(const std::string& text)
{
    const bool safe = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front()))
                   && std::all_of(text.begin(), text.end(), [](unsigned char c) {
                          return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '@' || c == '/';
                      });
    return safe && !looksTyped(text) && text != "null" && text != "Null" && text != "NULL" ? text : quoted(text);
}

std::string blockItem(const ContextEntry& context, std::size_t indentation, const std::string& lineEnd)
{
    const std::string inner(indentation + 2, ' ');
    std::string item = "- context:" + lineEnd;
    item += inner + "  cluster: " + scalar(context.cluster) + lineEnd;
    if (!context.ns.empty())
        item += inner + "  namespace: " + scalar(context.ns) + lineEnd;
    item += inner + "  user: " + scalar(context.user) + lineEnd;
    return item + inner + "name: " + scalar(context.name);
}

std::string flowItem(const ContextEntry& context)
{
    std::string item = "{\"name\": " + quoted(context.name) + ", \"context\": {\"cluster\": " + quoted(context.cluster);
    if (!context.ns.empty())
        item += ", \"namespace\": " + quoted(context.ns);
    return item + ", \"user\": " + quoted(context.user) + "}}";
}

std::string lineEndOf(const std::string& text)
{
    return text.find("\r\n") != std::string::npos ? "\r\n" : "\n";
}

/// Behind the last byte of the line that holds `offset`, before its line end.
std::size_t endOfLine(const std::string& text, std::size_t offset)
{
    auto end = std::min(text.find('\n', offset), text.size());
    if (end > offset && text[end - 1] == '\r')
        --end;
    return end;
}

std::string replaced(const std::string& text, std::size_t from, std::size_t to, const std::string& with)
{
    return text.substr(0, from) + with + text.substr(to);
}

/// The dash of a block list's item, looking back from its content.
std::optional<std::size_t> dashBefore(const std::string& text, std::size_t content, int column)
{
    for (auto i = content; i-- > 0;) {
        const auto lineStart = i == 0 ? 0 : text.rfind('\n', i - 1) + 1; // npos + 1 is 0
        if (text[i] == '-' && i - lineStart + 1 == static_cast<std::size_t>(column))
            return i;
    }
    return std::nullopt;
}

/// Behind the bracket that closes the one at `start`, in flow style.
std::optional<std::size_t> closing(const std::string& text, std::size_t start)
{
    int depth = 0;
    char quote = 0;
    for (auto i = start; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\' && quote == '"')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return std::nullopt;
}

std::vector<std::string> additions(const std::string& text, const YamlNode& contexts, const ContextEntry& added)
{
    if (contexts.flow && contexts.items.empty())
        return {replaced(text, contexts.offset + 1, contexts.offset + 1, flowItem(added))};
    if (contexts.flow)
        return {replaced(text, contexts.items.front()->offset, contexts.items.front()->offset, flowItem(added) + ", ")};
    const auto indentation = static_cast<std::size_t>(contexts.column - 1);
    const std::string margin(indentation, ' ');
    const auto item = blockItem(added, indentation, lineEndOf(text));
    const auto end = endOfLine(text, contexts.lastOffset);
    // At the end where it is read best; before the first item when the last one ends in something unusual.
    return {replaced(text, end, end, lineEndOf(text) + margin + item),
            replaced(text, contexts.offset, contexts.offset, item + lineEndOf(text) + margin)};
}

std::vector<std::string> flowRemovals(const std::string& text, const YamlNode& contexts, std::size_t index)
{
    const auto start = contexts.items[index]->offset;
    if (index + 1 < contexts.items.size())
        return {replaced(text, start, contexts.items[index + 1]->offset, "")};
    const auto end = closing(text, start);
    if (!end)
        return {};
    const auto previousEnd = index == 0 ? start : closing(text, contexts.items[index - 1]->offset);
    return {replaced(text, previousEnd.value_or(start), *end, "")};
}

std::vector<std::string> blockRemovals(const std::string& text, const YamlNode& contexts, std::size_t index)
{
    const auto& item = *contexts.items[index];
    const auto dash = dashBefore(text, item.offset, contexts.column);
    if (!dash)
        return {};
    const auto lineStart = *dash - static_cast<std::size_t>(contexts.column - 1);
    const auto lineEnd = std::min(text.find('\n', item.lastOffset), text.size());
    std::vector<std::string> candidates{
        replaced(text, lineStart, std::min(lineEnd + 1, text.size()), "")}; // comments that follow stay
    if (index + 1 < contexts.items.size()) {
        if (const auto next = dashBefore(text, contexts.items[index + 1]->offset, contexts.column))
            candidates.push_back(replaced(text, *dash, *next, ""));
    }
    return candidates;
}

using Fields = std::vector<std::pair<std::string, YamlNodePtr>>;

bool sameValue(const YamlNode& a, const YamlNode& b);

bool sameFields(const Fields& a, const Fields& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && sameValue(*x.second, *y.second);
    });
}

bool sameItems(const std::vector<YamlNodePtr>& a, const std::vector<YamlNodePtr>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return sameValue(*x, *y); });
}

bool sameValue(const YamlNode& a, const YamlNode& b)
{
    return a.kind == b.kind && a.text == b.text && a.plain == b.plain && sameItems(a.items, b.items)
        && sameFields(a.fields, b.fields);
}

bool isNamed(const YamlNode& item, const std::string& name)
{
    const auto value = item.field("name");
    return value && value->text == name;
}

/// The items of `contexts` but the one of this name, and whether all else is the same value.
std::vector<YamlNodePtr> contextsBut(const YamlNode& root, const std::string& name)
{
    const auto list = root.field("contexts");
    auto items = list ? list->items : std::vector<YamlNodePtr>{};
    std::erase_if(items, [&](const auto& item) { return isNamed(*item, name); });
    return items;
}

bool sameBut(const YamlNode& before, const YamlNode& after, const std::string& name)
{
    const auto without = [](const YamlNode& root) {
        auto fields = root.fields;
        std::erase_if(fields, [](const auto& field) { return field.first == "contexts"; });
        return fields;
    };
    return sameFields(without(before), without(after))
        && sameItems(contextsBut(before, name), contextsBut(after, name));
}

std::optional<ContextEntry> contextIn(const std::string& text, const std::string& name)
{
    const auto file = parseConfigFile({}, text);
    for (const auto& context : file.contexts) {
        if (context.name == name)
            return context;
    }
    return std::nullopt;
}

/// The first candidate that, read again, differs from the text in this context only, and there says what it should.
std::optional<std::string> proven(const std::vector<std::string>& candidates, const YamlNode& before,
                                  const std::string& name, std::optional<ContextEntry> wanted)
{
    if (wanted)
        wanted->file.clear();
    for (const auto& candidate : candidates) {
        const auto after = parseYaml(candidate);
        if (after && sameBut(before, *after->root, name) && contextIn(candidate, name) == wanted)
            return candidate;
    }
    return std::nullopt;
}

} // namespace

Result<std::string> withContext(const std::string& text, const ContextEntry& added)
{
    const auto document = parseYaml(text);
    if (!document)
        return failure(document.error());
    const auto contexts = document->root->field("contexts");
    if (contexts && contexts->kind == Kind::List) {
        if (auto done = proven(additions(text, *contexts, added), *document->root, added.name, added))
            return std::move(*done);
    }
    return failure(ErrorKind::Invalid, "kubeconfig.edit",
                   "the context " + added.name
                       + " cannot be added without rewriting the file; add it with `kubectl config set-context "
                       + added.name + " --cluster=" + added.cluster + " --user=" + added.user + "`");
}

Result<std::string> withoutContext(const std::string& text, const std::string& name)
{
    const auto document = parseYaml(text);
    if (!document)
        return failure(document.error());
    const auto contexts = document->root->field("contexts");
    const auto items = contexts ? contexts->items : std::vector<YamlNodePtr>{};
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return isNamed(*item, name); });
    if (found != items.end()) {
        const auto index = static_cast<std::size_t>(found - items.begin());
        const auto candidates =
            contexts->flow ? flowRemovals(text, *contexts, index) : blockRemovals(text, *contexts, index);
        if (auto done = proven(candidates, *document->root, name, std::nullopt))
            return std::move(*done);
    }
    return failure(ErrorKind::Invalid, "kubeconfig.edit",
                   "the context " + name
                       + " cannot be removed without rewriting the file; remove it with `kubectl config delete-context "
                       + name + "`");
}

} // namespace orrery::kubeconfig
