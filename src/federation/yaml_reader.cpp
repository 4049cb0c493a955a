#include "federation/yaml.h"
#include "federation/yaml_scalar.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <unordered_map>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace orrery::federation {

using api::Json;

namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t mostByAliases = 1'000'000;
constexpr std::size_t placedLevels = 3;
constexpr std::string_view ownTags = "tag:yaml.org,2002:";

YamlPlace placeAt(const YAML::Mark& mark)
{
    return {mark.line + 1, mark.column + 1};
}

struct Fault {
    YamlPlace place{};
    std::string code{};
    std::string what{};
};

std::string escaped(const std::string& key)
{
    std::string out;
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

/// Builds one document from yaml-cpp's events. yaml-cpp's own Node would lose duplicate keys, quoting and merge keys.
/// Nothing may be thrown through the parser: the first fault is kept and the rest of the document runs past.
class Builder : public YAML::EventHandler {
public:
    YamlDocument document{};
    std::optional<Fault> fault{};
    bool empty = true;

    YAML::Mark start{};
    std::optional<YAML::Mark> lastQuoted{};

    void OnDocumentStart(const YAML::Mark& mark) override { start = mark; }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { take({nullptr, 1, 1}, mark, anchor); }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override
    {
        if (fault)
            return;
        if (tag != "?")
            lastQuoted = mark;
        const bool merge = tag == "?" && text == "<<" && wantsKey();
        auto value = merge ? std::optional<Json>(text) : typed(mark, tag, text);
        if (!value)
            return;
        take({std::move(*value), 1, 1}, mark, anchor, merge);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        if (fault)
            return;
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end())
            return refuse(mark, "manifest.alias", "an alias stands inside of what it stands for");
        m_byAliases += found->second.count;
        if (m_byAliases > mostByAliases)
            return refuse(mark, "manifest.alias", "the aliases expand to more than a million values");
        take(found->second, mark, 0);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(Json::array(), mark, tag, "seq", anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(Json::object(), mark, tag, "map", anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Part {
        Json value{};
        std::size_t depth = 1;
        std::size_t count = 1; ///< of values in it
    };
    struct Open {
        Part part{};
        YAML::Mark mark{};
        YAML::anchor_t anchor = 0;
        std::string pointer{};
        std::optional<std::string> key{};
        bool merging = false;
        std::unordered_map<std::string, int> lines{}; ///< of the keys so far
    };

    void refuse(const YAML::Mark& mark, std::string code, std::string what)
    {
        if (!fault)
            fault = Fault{placeAt(mark), std::move(code), std::move(what)};
    }

    [[nodiscard]] bool wantsKey() const
    {
        return !m_open.empty() && m_open.back().part.value.is_object() && !m_open.back().key;
    }

    /// yaml-cpp's tags: "?" for a plain scalar, "!" for a quoted one, else as written.
    std::optional<Json> typed(const YAML::Mark& mark, const std::string& tag, const std::string& text)
    {
        if (tag == "!" || tag == "tag:yaml.org,2002:str" || tag == "tag:yaml.org,2002:timestamp")
            return Json(text);
        const bool plain = tag == "?" || tag.empty();
        const auto name = std::string_view(tag).substr(std::min(tag.size(), ownTags.size()));
        if (!plain
            && (!tag.starts_with(ownTags) || (name != "int" && name != "float" && name != "bool" && name != "null"))) {
            refuse(mark, "manifest.tag", "the tag " + tag + " has no meaning in a manifest");
            return std::nullopt;
        }
        auto value = typedScalar(text);
        if (!value) {
            refuse(mark, "manifest.not-json", "infinity and not-a-number cannot be said in JSON; quote a string");
        } else if (!plain) {
            const bool fits = name == "int"  ? value->is_number_integer()
                            : name == "null" ? value->is_null()
                            : name == "bool" ? value->is_boolean()
                                             : value->is_number();
            if (!fits) {
                refuse(mark, "manifest.tag", "the value is no " + std::string(name) + " as its tag says");
                return std::nullopt;
            }
        }
        return value;
    }

    void open(Json value, const YAML::Mark& mark, const std::string& tag, std::string_view expected,
              YAML::anchor_t anchor)
    {
        if (fault)
            return;
        if (tag.size() > 1 && tag != std::string(ownTags) + std::string(expected))
            return refuse(mark, "manifest.tag", "the tag " + tag + " has no meaning in a manifest");
        if (wantsKey())
            return refuse(mark, "manifest.key", "a key is a list or a map; it must be a string");
        if (m_open.size() >= deepest)
            return tooDeep(mark);
        Open opened;
        opened.part.value = std::move(value);
        opened.mark = mark;
        opened.anchor = anchor;
        if (m_open.size() <= placedLevels)
            opened.pointer = childPointer();
        m_open.push_back(std::move(opened));
    }

    void close()
    {
        if (fault)
            return;
        auto done = std::move(m_open.back());
        m_open.pop_back();
        ++done.part.depth;
        take(std::move(done.part), done.mark, done.anchor);
    }

    void tooDeep(const YAML::Mark& mark)
    {
        refuse(mark, "manifest.too-deep", "nested deeper than " + std::to_string(deepest) + " levels");
    }

    [[nodiscard]] std::string childPointer() const
    {
        if (m_open.empty())
            return {};
        const auto& parent = m_open.back();
        return parent.pointer + "/" + (parent.key ? escaped(*parent.key) : std::to_string(parent.part.value.size()));
    }

    void take(Part part, const YAML::Mark& mark, YAML::anchor_t anchor, bool merge = false)
    {
        if (fault)
            return;
        if (m_open.size() + part.depth > deepest + 1)
            return tooDeep(mark);
        if (anchor != 0)
            m_anchors[anchor] = part;
        if (m_open.empty()) {
            document.value = std::move(part.value);
            document.begin = document.places[""] = placeAt(mark);
            empty = document.value.is_null();
            return;
        }
        auto& parent = m_open.back();
        if (wantsKey())
            return takeKey(parent, part.value, mark, merge);
        if (m_open.size() <= placedLevels && !parent.merging)
            document.places[childPointer()] = placeAt(mark);
        parent.part.depth = std::max(parent.part.depth, part.depth);
        parent.part.count += part.count;
        if (parent.part.value.is_array()) {
            parent.part.value.push_back(std::move(part.value));
        } else if (parent.merging) {
            mergeInto(parent.part.value, part.value, mark);
        } else {
            parent.part.value[*parent.key] = std::move(part.value);
        }
        parent.key.reset();
        parent.merging = false;
    }

    void takeKey(Open& map, const Json& key, const YAML::Mark& mark, bool merge)
    {
        if (key.is_null() || key.is_structured())
            return refuse(mark, "manifest.key",
                          key.is_null() ? "a key is empty" : "a key is a list or a map; it must be a string");
        map.key = key.is_string() ? key.get<std::string>() : key.dump();
        map.merging = merge;
        if (merge)
            return;
        const auto [found, isNew] = map.lines.emplace(*map.key, mark.line + 1);
        if (!isNew)
            refuse(mark, "manifest.duplicate-key",
                   "the key \"" + *map.key + "\" is there twice; the first is in line "
                       + std::to_string(found->second));
    }

    /// As kubectl: what is merged takes the place of what stands above it, and of a list the first map wins.
    void mergeInto(Json& map, const Json& from, const YAML::Mark& mark)
    {
        if (from.is_array()) {
            for (auto item = from.rbegin(); item != from.rend(); ++item) {
                if (!item->is_object())
                    return refuse(mark, "manifest.merge", "a merge key (<<) takes a map or a list of maps");
                map.update(*item);
            }
        } else if (from.is_object()) {
            map.update(from);
        } else {
            refuse(mark, "manifest.merge", "a merge key (<<) takes a map or a list of maps");
        }
    }

    std::vector<Open> m_open{};
    std::unordered_map<YAML::anchor_t, Part> m_anchors{};
    std::size_t m_byAliases = 0;
};

tl::unexpected<Error> refused(const std::string& source, const Fault& fault)
{
    return failure(ErrorKind::Invalid, fault.code,
                   source + ":" + std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + ": "
                       + fault.what);
}

/// The text by lines, to check what yaml-cpp lets pass.
class Lines {
public:
    explicit Lines(std::string_view text) : m_text(text)
    {
        for (std::size_t from = 0; from != std::string_view::npos;) {
            m_starts.push_back(from);
            const auto end = text.find('\n', from);
            from = end == std::string_view::npos ? end : end + 1;
        }
    }

    [[nodiscard]] std::string_view at(int line) const
    {
        const auto from = startOf(line);
        return m_text.substr(from, m_text.find('\n', from) - from);
    }

    /// Whether a document may begin in this line though another came before it.
    [[nodiscard]] bool beginsDocument(int line) const
    {
        if (at(line).starts_with("---"))
            return true;
        while (--line >= 0) {
            const auto above = at(line);
            const auto first = above.find_first_not_of(" \t\r");
            if (first != std::string_view::npos && above[first] != '#')
                return above.starts_with("...");
        }
        return false;
    }

    /// Whether the quoted scalar at the mark has its closing quote (or is not quoted at all).
    [[nodiscard]] bool isClosed(const YAML::Mark& mark) const
    {
        const auto from = startOf(mark.line) + std::size_t(std::max(mark.column, 0));
        const char quote = from < m_text.size() ? m_text[from] : '\0';
        if (quote != '"' && quote != '\'')
            return true;
        for (auto i = from + 1; i < m_text.size(); ++i) {
            if (quote == '"' && m_text[i] == '\\')
                ++i;
            else if (m_text[i] == quote)
                return true;
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t startOf(int line) const
    {
        return line >= 0 && std::size_t(line) < m_starts.size() ? m_starts[std::size_t(line)] : m_text.size();
    }

    std::string_view m_text;
    std::vector<std::size_t> m_starts{};
};

/// yaml-cpp's fault in words that help. Its message may end in a piece of the text, which is left out.
Fault described(const YAML::Exception& thrown, const Lines& lines)
{
    Fault fault{placeAt(thrown.mark), "manifest.syntax", thrown.msg.substr(0, thrown.msg.find(':'))};
    if (dynamic_cast<const YAML::DeepRecursion*>(&thrown)) {
        fault.code = "manifest.too-deep";
        fault.what = "nested deeper than " + std::to_string(deepest) + " levels";
        return fault;
    }
    const auto line = lines.at(thrown.mark.line);
    const auto indent = line.substr(0, line.find_first_not_of(" \t"));
    if (const auto tab = indent.find('\t'); tab != std::string_view::npos) {
        fault.place.column = int(tab) + 1;
        fault.what = "a tab in the indentation; YAML indents with spaces";
    }
    return fault;
}

/// What yaml-cpp lets pass and kubectl refuses: a rest behind the end of a document, which it takes for another one
/// (the same one for ever when it cannot read it), and a quote that is never closed.
std::optional<Fault> overlooked(const Builder& builder, const std::optional<YAML::Mark>& before, const Lines& lines)
{
    if (before && (builder.start.pos <= before->pos || !lines.beginsDocument(builder.start.line)))
        return Fault{placeAt(builder.start), "manifest.syntax",
                     "the document has ended above; is the indentation right?"};
    if (builder.lastQuoted && !lines.isClosed(*builder.lastQuoted))
        return Fault{placeAt(*builder.lastQuoted), "manifest.syntax", "the quote that opens here is never closed"};
    return std::nullopt;
}

/// Cuts "{…} {…}" into its values with the line each begins in; nothing when the text is something else.
std::optional<std::vector<std::pair<std::string_view, int>>> jsonPieces(std::string_view text)
{
    std::vector<std::pair<std::string_view, int>> out;
    int line = 1;
    int began = 1;
    std::size_t from = 0;
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        line += c == '\n' ? 1 : 0;
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '{' || c == '[') {
            if (depth++ == 0) {
                from = i;
                began = line;
            }
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return std::nullopt;
            if (--depth == 0)
                out.emplace_back(text.substr(from, i + 1 - from), began);
        } else if (depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return std::nullopt;
        } else if (c == '"') {
            inString = true;
        }
    }
    if (depth != 0 || out.empty())
        return std::nullopt;
    return out;
}

/// Strict JSON without a key twice; nothing when it is not that.
std::optional<Json> strictJson(std::string_view text)
{
    std::vector<std::set<std::string>> keys;
    bool fine = true;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key)
            fine = keys.back().insert(parsed.get_ref<const std::string&>()).second && fine;
        fine = fine && std::size_t(depth) <= deepest;
        return true;
    };
    auto parsed = Json::parse(text, watch, false);
    return fine && !parsed.is_discarded() ? std::optional(std::move(parsed)) : std::nullopt;
}

/// JSON proper, which YAML readers do not take in full (tabs, surrogate pairs); nothing when it is YAML or broken, and
/// the YAML reader then says where.
std::optional<std::vector<YamlDocument>> readJson(std::string_view text)
{
    const auto pieces = jsonPieces(text);
    if (!pieces)
        return std::nullopt;
    std::vector<YamlDocument> out;
    for (const auto& [piece, line] : *pieces) {
        auto value = strictJson(piece);
        if (!value)
            return std::nullopt;
        YamlDocument document;
        document.value = std::move(*value);
        document.begin = {line, 1};
        out.push_back(std::move(document));
    }
    return out;
}

} // namespace

YamlPlace YamlDocument::placeOf(std::string pointer) const
{
    for (;;) {
        if (const auto found = places.find(pointer); found != places.end())
            return found->second;
        if (pointer.empty())
            return begin;
        pointer.resize(pointer.rfind('/'));
    }
}

Result<std::vector<YamlDocument>> readYaml(const std::string& text, const std::string& source)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (text[first] == '{' || text[first] == '[')) {
        if (auto documents = readJson(text))
            return std::move(*documents);
    }
    std::vector<YamlDocument> out;
    const Lines lines(text);
    Builder builder;
    std::optional<YAML::Mark> before;
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
            if (!builder.fault)
                builder.fault = overlooked(builder, before, lines);
            if (builder.fault)
                break;
            if (!builder.empty)
                out.push_back(std::move(builder.document));
            before = builder.start;
            builder = Builder();
        }
    } catch (const YAML::Exception& thrown) {
        // A bracket that is never closed first looks like a key.
        if (!builder.fault || builder.fault->code == "manifest.key")
            builder.fault = described(thrown, lines);
    }
    if (builder.fault)
        return refused(source, *builder.fault);
    return out;
}

} // namespace orrery::federation
