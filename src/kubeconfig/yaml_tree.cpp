#include "kubeconfig/yaml_tree.h"

#include "kubeconfig/plain_yaml.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>
#include <map>
#include <optional>
#include <regex>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;

bool isPlainWord(std::string_view text)
{
    return text.size() <= 40
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) || c == '-'; });
}

/// Builds the tree from yaml-cpp's events; its own Node would lose duplicate keys, styles and merge keys.
class TreeBuilder : public YAML::EventHandler {
public:
    YamlDocument document{};

    /// A small text that stands for millions of values: reading them out would fill the memory.
    [[nodiscard]] bool isBomb() const
    {
        const double total = document.root ? document.root->weight : 0;
        const double allowed = total <= 4e5 ? 0.99 : total >= 4e6 ? 0.1 : 0.99 - 0.89 * (total - 4e5) / 3.6e6;
        return total > 100 && m_aliased > 1000 && m_aliased > allowed * total;
    }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { leaf(made(Kind::Null, mark), anchor); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        auto copy = made(Kind::Null, mark);
        const auto offset = copy.offset;
        const auto found = m_anchors.find(anchor);
        if (found != m_anchors.end()) // an alias inside its own anchor stays null
            copy = *found->second;
        copy.offset = copy.lastOffset = offset;
        m_aliased += copy.weight;
        leaf(std::move(copy), 0);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        auto node = made(Kind::Scalar, mark);
        node.own(value);
        node.plain = tag == "?" || tag.empty();
        if (node.plain && isNullWord(value))
            node.kind = Kind::Null;
        leaf(std::move(node), anchor);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override
    {
        open(Kind::List, mark, anchor, style);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override
    {
        open(Kind::Map, mark, anchor, style);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        YamlNode node{};
        YAML::anchor_t anchor = 0;
        YamlNodePtr key{};
    };

    static YamlNode made(Kind kind, const YAML::Mark& mark)
    {
        YamlNode node;
        node.kind = kind;
        node.offset = node.lastOffset = static_cast<std::size_t>(std::max(mark.pos, 0));
        node.line = mark.line + 1;
        node.column = mark.column + 1;
        return node;
    }

    void open(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor, YAML::EmitterStyle::value style)
    {
        auto node = made(kind, mark);
        node.flow = style == YAML::EmitterStyle::Flow;
        m_open.push_back({std::move(node), anchor, nullptr});
    }

    void close()
    {
        auto done = std::move(m_open.back());
        m_open.pop_back();
        leaf(std::move(done.node), done.anchor);
    }

    void leaf(YamlNode node, YAML::anchor_t anchor)
    {
        const auto shared = std::make_shared<const YamlNode>(std::move(node));
        if (anchor != 0)
            m_anchors[anchor] = shared;
        if (m_open.empty()) {
            document.root = shared;
            return;
        }
        auto& parent = m_open.back();
        parent.node.weight += shared->weight;
        parent.node.lastOffset = std::max(parent.node.lastOffset, shared->lastOffset);
        if (parent.node.kind == Kind::List)
            parent.node.items.push_back(shared);
        else if (!parent.key)
            parent.key = shared;
        else
            addField(parent.node, *std::exchange(parent.key, nullptr), shared);
    }

    void addField(YamlNode& map, const YamlNode& key, const YamlNodePtr& value)
    {
        if (key.plain && key.text == "<<") {
            merge(map, *value);
            return;
        }
        const std::string name(key.kind == Kind::Scalar ? key.text : std::string_view());
        if (map.find(name)) {
            document.warnings.push_back(
                {key.line, key.column,
                 "the key " + (isPlainWord(name) ? name + " " : std::string()) + "appears twice; the last one counts"});
        }
        setField(map, name, value);
    }

    /// As kubectl does: a merge key after an explicit one overrides it; in a list of maps the first wins.
    static void merge(YamlNode& map, const YamlNode& value)
    {
        for (auto item = value.items.rbegin(); item != value.items.rend(); ++item)
            merge(map, **item);
        for (const auto& [name, merged] : value.fields)
            setField(map, name, merged);
    }

    static void setField(YamlNode& map, const std::string& name, const YamlNodePtr& value)
    {
        const auto same = [&](const auto& field) { return field.first == name; };
        const auto found = std::find_if(map.fields.begin(), map.fields.end(), same);
        if (found == map.fields.end())
            map.fields.emplace_back(name, value);
        else
            found->second = value;
    }

    std::vector<Open> m_open{};
    double m_aliased = 0; ///< how many values aliases stand for, counted where they are written
    std::map<YAML::anchor_t, YamlNodePtr> m_anchors{};
};

/// yaml-cpp's words end in a piece of the text for some faults ("…: the anchor's name").
std::string withoutText(const std::string& message)
{
    return message.substr(0, message.find(':'));
}

} // namespace

YamlNodePtr YamlNode::field(std::string_view key) const
{
    for (const auto& [name, value] : fields) {
        if (name == key)
            return value;
    }
    return nullptr;
}

const YamlNode* YamlNode::find(std::string_view key) const
{
    for (const auto& [name, value] : fields) {
        if (name == key)
            return value.get();
    }
    return nullptr;
}

void YamlNode::own(std::string value)
{
    const auto kept = std::make_shared<const std::string>(std::move(value));
    text = *kept;
    keeper = kept;
}

Result<YamlDocument> parseYaml(const SharedText& text)
{
    if (auto plain = readPlainYaml(text))
        return YamlDocument{std::move(plain), {}};
    return parseAnyYaml(*text);
}

Result<YamlDocument> parseYaml(std::string text)
{
    return parseYaml(std::make_shared<const std::string>(std::move(text)));
}

Result<YamlDocument> parseAnyYaml(const std::string& text)
{
    TreeBuilder builder;
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        if (parser.HandleNextDocument(builder)) {
            TreeBuilder ignored;
            if (parser.HandleNextDocument(ignored) && ignored.document.root
                && ignored.document.root->kind != Kind::Null)
                builder.document.warnings.push_back(
                    {ignored.document.root->line, 1, "only the first document of the file is used"});
        }
    } catch (const YAML::Exception& fault) {
        return failure(ErrorKind::Invalid, "kubeconfig.yaml",
                       std::to_string(fault.mark.line + 1) + ":" + std::to_string(fault.mark.column + 1) + ": "
                           + withoutText(fault.msg));
    }
    if (builder.isBomb())
        return failure(ErrorKind::Invalid, "kubeconfig.yaml", "1:1: aliases stand for too much of the file");
    if (!builder.document.root)
        builder.document.root = std::make_shared<const YamlNode>();
    return std::move(builder.document);
}

bool isNullWord(std::string_view plain)
{
    return plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

bool looksTyped(std::string_view plain)
{
    static const std::regex whole("y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[Tt]rue|TRUE|[Ff]alse|FALSE"
                                  "|[-+]?[0-9][0-9_]*|[-+]?0x_*[0-9A-Fa-f][0-9A-Fa-f_]*|[-+]?0o_*[0-7][0-7_]*"
                                  "|[-+]?0b_*[01][01_]*|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)",
                                  std::regex::ECMAScript | std::regex::optimize);
    static const std::regex fraction("[-+]?([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9_]+)([eE][-+]?[0-9]+)?",
                                     std::regex::ECMAScript | std::regex::optimize);
    if (plain.empty() || plain.size() > 64 || !std::strchr("+-.0123456789yYnNoOtTfF", plain.front()))
        return false;
    constexpr std::size_t longestWord = 5;
    if (std::isalpha(static_cast<unsigned char>(plain.front())) && plain.size() > longestWord)
        return false;
    if (std::regex_match(plain.begin(), plain.end(), whole))
        return true;
    if (!std::regex_match(plain.begin(), plain.end(), fraction))
        return false;
    std::string digits(plain.substr(plain.front() == '+' ? 1 : 0));
    std::erase(digits, '_');
    double value = 0; // what a double cannot hold stays text
    return std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{};
}

} // namespace orrery::kubeconfig
