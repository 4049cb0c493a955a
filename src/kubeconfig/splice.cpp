#include "kubeconfig/splice.h"

#include "kubeconfig/yaml_write.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;
using Items = std::vector<YamlNodePtr>;

constexpr std::array lists{"clusters", "users", "contexts"};

/// Where new items go, and how far an item reaches when its last value has several lines.
enum class Manner { Behind, Before };

struct Replacement {
    std::size_t from = 0;
    std::size_t to = 0;
    std::string with{};
};

std::string replaced(const std::string& text, std::vector<Replacement> replacements)
{
    std::stable_sort(replacements.begin(), replacements.end(),
                     [](const auto& a, const auto& b) { return a.from < b.from; });
    std::string out;
    std::size_t copied = 0;
    for (const auto& replacement : replacements) {
        if (replacement.from > copied)
            out.append(text, copied, replacement.from - copied);
        out += replacement.with;
        copied = std::max(copied, replacement.to);
    }
    return out.append(text, copied);
}

std::string lineEndOf(const std::string& text)
{
    return text.find("\r\n") != std::string::npos ? "\r\n" : "\n";
}

std::size_t lineStart(const std::string& text, std::size_t offset)
{
    return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1; // npos + 1 is 0
}

/// Behind the last byte of the line that holds `offset`, before its line end.
std::size_t endOfLine(const std::string& text, std::size_t offset)
{
    auto end = std::min(text.find('\n', offset), text.size());
    if (end > offset && text[end - 1] == '\r')
        --end;
    return end;
}

/// Behind the quote that closes the one at `start`.
std::size_t closingQuote(const std::string& text, std::size_t start)
{
    const char quote = text[start];
    for (auto i = start + 1; i < text.size(); ++i) {
        const bool escapes = quote == '"' ? text[i] == '\\' : text.compare(i, 2, "''") == 0;
        if (escapes)
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return text.size();
}

/// Behind the value that starts at `start` inside brackets: a list, a map, or a scalar.
std::size_t flowEnd(const std::string& text, std::size_t start)
{
    int depth = 0;
    for (auto i = start; i < text.size(); ++i) {
        const char c = text[i];
        const bool opens = i == start || std::string_view(" \t\r\n{[,:").find(text[i - 1]) != std::string_view::npos;
        if (opens && (c == '"' || c == '\'')) {
            i = closingQuote(text, i) - 1;
            if (depth == 0)
                return i + 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return i;
            if (--depth == 0)
                return i + 1;
        } else if (depth == 0 && (c == ',' || c == '\n' || c == '\r')) {
            return i;
        }
    }
    return text.size();
}

/// Behind the last line of a block value whose last part starts at `last`; `indentation` is that of the dash or key in
/// front. Lines that are deeper belong to it; blank lines and comments behind it do not.
std::size_t blockEnd(const std::string& text, std::size_t last, std::size_t indentation)
{
    auto start = last;
    if (start < text.size() && (text[start] == '"' || text[start] == '\''))
        start = closingQuote(text, start) - 1;
    const bool literal = last < text.size() && (text[last] == '|' || text[last] == '>');
    auto end = endOfLine(text, start);
    for (auto next = text.find('\n', end); next != std::string::npos && next + 1 < text.size();) {
        const auto begin = next + 1;
        const auto word = text.find_first_not_of(' ', begin);
        if (word == std::string::npos)
            break;
        const bool blank = text[word] == '\n' || text[word] == '\r';
        if (!blank && (word - begin <= indentation || (text[word] == '#' && !literal)))
            break;
        next = text.find('\n', word);
        if (!blank)
            end = endOfLine(text, word);
    }
    return end;
}

/// The dash of a block list's item, looking back from its content.
std::optional<std::size_t> dashBefore(const std::string& text, std::size_t content, int column)
{
    for (auto i = content; i-- > 0;) {
        if (text[i] == '-' && i - lineStart(text, i) + 1 == static_cast<std::size_t>(column))
            return i;
    }
    return std::nullopt;
}

std::string nameOf(const YamlNode& item)
{
    const auto* value = item.find("name");
    return std::string(value ? value->text : std::string_view());
}

/// The edits of one list, by entry; what is not there yet is left over as new.
struct ListEdits {
    std::map<std::string, const EntryEdit*> byName{};
    std::vector<const EntryEdit*> added{};

    [[nodiscard]] const EntryEdit* of(const YamlNode& item) const
    {
        const auto found = byName.find(nameOf(item));
        return found == byName.end() ? nullptr : found->second;
    }
};

ListEdits editsOf(const YamlNode& root, const std::string& list, const std::vector<EntryEdit>& edits)
{
    ListEdits out;
    for (const auto& edit : edits) {
        if (edit.list == list)
            out.byName[edit.name] = &edit;
    }
    auto missing = out.byName;
    if (const auto node = root.field(list)) {
        for (const auto& item : node->items)
            missing.erase(nameOf(*item));
    }
    for (const auto& edit : edits) {
        if (edit.list == list && edit.item && missing.contains(edit.name))
            out.added.push_back(&edit);
    }
    return out;
}

class Splicer {
public:
    Splicer(const std::string& text, const YamlNode& root, Manner manner)
        : m_text(text), m_root(root), m_lineEnd(lineEndOf(text)), m_manner(manner)
    {
    }

    void edit(const std::string& list, const ListEdits& edits)
    {
        const auto node = m_root.field(list);
        if (node && node->kind == Kind::List && !node->items.empty()) {
            if (node->flow)
                editFlow(*node, edits);
            else
                editBlock(*node, edits);
        } else if (!edits.added.empty()) {
            fill(list, node, edits);
        }
    }

    void setCurrentContext(const std::string& name)
    {
        const auto node = m_root.field("current-context");
        const auto value = yamlScalar(name);
        if (node && isWritten(*node))
            put(node->offset, scalarEnd(*node), m_root.flow ? quotedYaml(name) : value);
        else
            addField("current-context", node, " " + value, quotedYaml(name));
    }

    [[nodiscard]] std::string result() const { return replaced(m_text, m_replacements); }

private:
    void put(std::size_t from, std::size_t to, std::string with)
    {
        m_replacements.push_back({from, to, std::move(with)});
    }

    [[nodiscard]] std::string blockItem(const YamlNode& item, std::size_t indentation) const
    {
        return "- " + blockYaml(item, indentation + 2, m_lineEnd);
    }

    void editBlock(const YamlNode& list, const ListEdits& edits)
    {
        const auto indentation = static_cast<std::size_t>(list.column - 1);
        const std::string margin(indentation, ' ');
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const auto* edit = edits.of(*list.items[i]);
            const auto dash = edit ? dashBefore(m_text, list.items[i]->offset, list.column) : std::nullopt;
            if (!dash)
                continue;
            const auto end = itemEnd(list, i, indentation);
            if (edit->item)
                put(*dash, end, blockItem(*edit->item, indentation));
            else
                put(lineStart(m_text, *dash), std::min(m_text.find('\n', end), m_text.size() - 1) + 1, "");
        }
        std::string all;
        for (const auto* edit : edits.added)
            all += m_manner == Manner::Behind ? m_lineEnd + margin + blockItem(*edit->item, indentation)
                                              : blockItem(*edit->item, indentation) + m_lineEnd + margin;
        if (all.empty())
            return;
        const auto at = m_manner == Manner::Behind ? itemEnd(list, list.items.size() - 1, indentation) : list.offset;
        put(at, at, all);
    }

    [[nodiscard]] std::size_t itemEnd(const YamlNode& list, std::size_t index, std::size_t indentation) const
    {
        return blockEnd(m_text, list.items[index]->lastOffset, indentation);
    }

    void editFlow(const YamlNode& list, const ListEdits& edits)
    {
        const auto count = list.items.size();
        std::size_t kept = 0;
        std::optional<std::size_t> lastKeptEnd;
        for (std::size_t i = 0; i < count; ++i) {
            const auto start = list.items[i]->offset;
            const auto end = flowEnd(m_text, start);
            const auto* edit = edits.of(*list.items[i]);
            if (edit && !edit->item) {
                if (i + 1 < count)
                    put(start, list.items[i + 1]->offset, "");
                else
                    put(lastKeptEnd.value_or(start), end, ""); // with the comma before it
                continue;
            }
            ++kept;
            lastKeptEnd = end;
            if (edit)
                put(start, end, flowYaml(*edit->item));
        }
        std::string all;
        for (const auto* edit : edits.added)
            all += flowYaml(*edit->item) + (kept > 0 || edit != edits.added.back() ? ", " : "");
        if (!all.empty())
            m_replacements.insert(m_replacements.begin(),
                                  {list.items.front()->offset, list.items.front()->offset, all});
    }

    /// A list that is missing, null or empty.
    void fill(const std::string& list, const YamlNodePtr& node, const ListEdits& edits)
    {
        std::string block, flow;
        for (const auto* edit : edits.added) {
            block += m_lineEnd + std::string(static_cast<std::size_t>(m_root.column - 1), ' ')
                   + blockItem(*edit->item, static_cast<std::size_t>(m_root.column - 1));
            flow += (flow.empty() ? "" : ", ") + flowYaml(*edit->item);
        }
        if (node && isWritten(*node)) {
            const auto end = node->kind == Kind::List ? flowEnd(m_text, node->offset) : scalarEnd(*node);
            auto from = node->offset;
            if (!m_root.flow) {
                while (from > 0 && m_text[from - 1] == ' ')
                    --from;
            }
            put(from, end, m_root.flow ? "[" + flow + "]" : block);
        } else {
            addField(list, node, block, "[" + flow + "]");
        }
    }

    /// Whether the value has bytes of its own: an empty one has none.
    [[nodiscard]] bool isWritten(const YamlNode& node) const
    {
        if (node.kind != Kind::Null)
            return true;
        const auto word = std::string_view(m_text).substr(std::min(node.offset, m_text.size()));
        return word.starts_with("null") || word.starts_with("~") || word.starts_with("Null")
            || word.starts_with("NULL");
    }

    [[nodiscard]] std::size_t scalarEnd(const YamlNode& node) const
    {
        const char first = m_text[node.offset];
        if (first == '"' || first == '\'')
            return closingQuote(m_text, node.offset);
        auto end = m_root.flow ? flowEnd(m_text, node.offset) : endOfLine(m_text, node.offset);
        end = std::min(end, m_text.find(" #", node.offset));
        while (end > node.offset && m_text[end - 1] == ' ')
            --end;
        return end;
    }

    /// A field of the root that has no value yet, or is not there.
    void addField(const std::string& key, const YamlNodePtr& empty, const std::string& block, const std::string& flow)
    {
        if (m_root.flow) {
            put(m_root.offset + 1, m_root.offset + 1,
                quotedYaml(key) + ": " + flow + (m_root.fields.empty() ? "" : ", "));
            return;
        }
        const auto indentation = static_cast<std::size_t>(m_root.column - 1);
        const std::string margin(indentation, ' ');
        if (empty) {
            const auto line = m_text.find("\n" + margin + key + ":");
            const auto start = line == std::string::npos ? indentation : line + 1 + indentation;
            put(start + key.size() + 1, start + key.size() + 1, block);
        } else if (m_manner == Manner::Behind) {
            const auto end = rootEnd();
            put(end, end, m_lineEnd + margin + key + ":" + block);
        } else {
            put(m_root.offset, m_root.offset, key + ":" + block + m_lineEnd + margin);
        }
    }

    [[nodiscard]] std::size_t rootEnd() const
    {
        const auto last =
            std::max_element(m_root.fields.begin(), m_root.fields.end(),
                             [](const auto& a, const auto& b) { return a.second->lastOffset < b.second->lastOffset; });
        const bool flow = last->second->flow;
        return flow ? endOfLine(m_text, flowEnd(m_text, last->second->offset))
                    : blockEnd(m_text, last->second->lastOffset, static_cast<std::size_t>(m_root.column - 1));
    }

    const std::string& m_text;
    const YamlNode& m_root;
    std::string m_lineEnd;
    Manner m_manner;
    std::vector<Replacement> m_replacements{};
};

/// Whether `after` says what `before` with the edits should say.
bool isProven(const YamlNode& before, const YamlNode& after, const std::vector<EntryEdit>& edits,
              const std::optional<std::string>& currentContext)
{
    const auto isOurs = [&](const std::string& key) {
        return std::find(lists.begin(), lists.end(), key) != lists.end()
            || (currentContext && key == "current-context");
    };
    const auto others = [&](const YamlNode& root) {
        auto fields = root.fields;
        std::erase_if(fields, [&](const auto& field) { return isOurs(field.first); });
        return yamlMap(std::move(fields));
    };
    if (!sameMeaning(*others(before), *others(after)))
        return false;
    const auto current = after.field("current-context");
    if (currentContext && (!current || current->text != *currentContext))
        return false;
    const auto byName = [](const YamlNode& root, const char* list) {
        std::map<std::string, YamlNodePtr> out;
        if (const auto node = root.field(list)) {
            for (const auto& item : node->items)
                out[nameOf(*item)] = item;
        }
        return out;
    };
    return std::all_of(lists.begin(), lists.end(), [&](const char* list) {
        auto wanted = byName(before, list);
        for (const auto& edit : edits) {
            if (edit.list == list && edit.item)
                wanted[edit.name] = edit.item;
            else if (edit.list == list)
                wanted.erase(edit.name);
        }
        // A renamed entry is found under its new name.
        std::map<std::string, YamlNodePtr> named;
        for (const auto& [name, item] : wanted)
            named[nameOf(*item)] = item;
        const auto found = byName(after, list);
        return std::equal(named.begin(), named.end(), found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.first == b.first && sameMeaning(*a.second, *b.second);
        });
    });
}

std::string newFile(const std::vector<EntryEdit>& edits, const std::optional<std::string>& currentContext)
{
    std::string out = "apiVersion: v1\nkind: Config\n";
    std::size_t size = out.size() + 256;
    for (const auto& edit : edits)
        size += edit.item ? roughSize(*edit.item) : 0;
    out.reserve(size);
    for (const auto* list : lists) {
        out += std::string(list) + ":";
        bool any = false;
        for (const auto& edit : edits) {
            if (edit.list == list && edit.item) {
                out += "\n- ";
                appendBlock(out, *edit.item, 2, "\n");
                any = true;
            }
        }
        out += any ? "\n" : " []\n";
    }
    return std::move(out.append("current-context: ").append(yamlScalar(currentContext.value_or("")))) + "\n";
}

} // namespace

Result<std::string> spliced(const std::string& text, const std::vector<EntryEdit>& edits,
                            const std::optional<std::string>& currentContext)
{
    if (text.empty())
        return newFile(edits, currentContext);
    const auto document = parseYaml(text);
    if (!document)
        return failure(document.error());
    const auto isSound = [&](const std::string& after, const YamlNode& before) {
        const auto read = parseYaml(after);
        return read && isProven(before, *read->root, edits, currentContext);
    };
    const auto& root = *document->root;
    if (root.kind == Kind::Null) { // comments, or the mark of a document
        auto after = text + (text.ends_with('\n') ? "" : "\n") + newFile(edits, currentContext);
        const auto empty = parseYaml(newFile({}, {}));
        if (isSound(after, *empty->root))
            return after;
    } else {
        for (const auto manner : {Manner::Behind, Manner::Before}) {
            Splicer splicer(text, root, manner);
            for (const auto* list : lists)
                splicer.edit(list, editsOf(root, list, edits));
            if (currentContext)
                splicer.setCurrentContext(*currentContext);
            auto after = splicer.result();
            if (isSound(after, root))
                return after;
        }
    }
    return failure(ErrorKind::Invalid, "kubeconfig.edit",
                   "the file is written in a way that cannot be edited without rewriting it whole; "
                   "`kubectl config view --raw` with this file prints it in a form that can");
}

YamlNodePtr contextItem(const ContextEntry& context)
{
    std::vector<std::pair<std::string, YamlNodePtr>> fields{{"cluster", yamlText(context.cluster)}};
    if (!context.ns.empty())
        fields.emplace_back("namespace", yamlText(context.ns));
    fields.emplace_back("user", yamlText(context.user));
    return yamlMap({{"context", yamlMap(std::move(fields))}, {"name", yamlText(context.name)}});
}

} // namespace orrery::kubeconfig
