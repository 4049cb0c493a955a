#include "kubeconfig/plain_yaml.h"

#include "kubeconfig/base64_word.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;

constexpr int deepest = 40;
constexpr std::size_t longestKey = 200; // a key of more than 1024 is none for others
constexpr std::size_t mostKeys = 64; // in a map; looked through one by one

using CharacterSet = std::array<bool, 256>;

constexpr CharacterSet setOf(std::string_view more)
{
    CharacterSet set{};
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        set[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        set[c] = true;
    for (unsigned char c = '0'; c <= '9'; ++c)
        set[c] = true;
    for (const char c : more)
        set[static_cast<unsigned char>(c)] = true;
    return set;
}

constexpr auto keyCharacters = setOf("_-./");
constexpr auto firstCharacters = setOf("_./+=~"); // of a value without quotes
constexpr auto valueCharacters = setOf("_-./+=~ @,()%&*!?;<>[]{}|^$'\"\\`#:");

bool in(const CharacterSet& set, char c)
{
    return set[static_cast<unsigned char>(c)];
}

class PlainReader {
public:
    explicit PlainReader(const SharedText& text) : m_shared(text), m_text(*text) { }

    YamlNodePtr read()
    {
        if (!nextLine() || m_indentation != 0)
            return nullptr;
        auto root = block(0, 0);
        return root && !m_failed && m_atEnd ? std::make_shared<const YamlNode>(std::move(*root)) : nullptr;
    }

private:
    /// Goes to the next line that says something. False at the end, or when there is something unknown.
    bool nextLine()
    {
        for (;; m_next = m_lineEnd + 1, ++m_line) {
            m_lineStart = m_next;
            if (m_lineStart >= m_text.size()) {
                m_atEnd = true;
                return false;
            }
            m_lineEnd = std::min(m_text.find('\n', m_lineStart), m_text.size());
            m_at = m_text.find_first_not_of(' ', m_lineStart);
            if (m_at == std::string_view::npos)
                m_at = m_text.size();
            const bool carriageReturn =
                m_lineEnd > m_lineStart && m_lineEnd < m_text.size() && m_text[m_lineEnd - 1] == '\r';
            m_stop = m_lineEnd - (carriageReturn ? 1 : 0);
            if (m_at < m_stop && m_text[m_at] != '#')
                break;
        }
        m_next = m_lineEnd + 1;
        m_indentation = m_at - m_lineStart;
        ++m_line;
        return m_indentation != 0 || !isDocumentMark() || fail();
    }

    [[nodiscard]] bool isDocumentMark() const
    {
        const auto line = m_text.substr(m_at, m_stop - m_at);
        return line.starts_with("---") || line.starts_with("...") || line.starts_with("%");
    }

    bool fail()
    {
        m_failed = true;
        return false;
    }

    [[nodiscard]] bool isDash() const { return m_text[m_at] == '-' && (m_at + 1 == m_stop || m_text[m_at + 1] == ' '); }

    [[nodiscard]] YamlNode made(Kind kind, std::size_t offset) const
    {
        YamlNode node;
        node.kind = kind;
        node.offset = node.lastOffset = offset;
        node.line = m_line;
        node.column = static_cast<int>(offset - m_lineStart) + 1;
        return node;
    }

    /// A map or a list that starts here, at this indentation; afterwards at the first line behind it.
    std::optional<YamlNode> block(std::size_t indentation, int depth)
    {
        if (depth > deepest) {
            m_failed = true;
            return std::nullopt;
        }
        return isDash() ? list(indentation, depth) : map(indentation, depth);
    }

    bool more(std::size_t indentation)
    {
        if (m_failed || m_atEnd || m_indentation < indentation)
            return false;
        return m_indentation == indentation || fail();
    }

    std::optional<YamlNode> list(std::size_t indentation, int depth)
    {
        auto node = made(Kind::List, m_at);
        while (more(indentation) && isDash()) {
            const auto dash = m_at;
            m_at = m_text.find_first_not_of(' ', m_at + 1);
            std::optional<YamlNode> item;
            if (m_at == std::string_view::npos || m_at >= m_stop || m_text[m_at] == '#') {
                if (!nextLine() || m_indentation <= indentation)
                    return failed(); // an empty item
                item = block(m_indentation, depth + 1);
            } else if (isDash()) {
                return failed();
            } else if (keyEnd()) {
                m_indentation = m_at - m_lineStart;
                item = map(m_indentation, depth + 1);
            } else {
                item = inlineValue(indentation);
            }
            if (!item)
                return failed();
            node.lastOffset = std::max(dash, item->lastOffset);
            node.items.push_back(std::make_shared<const YamlNode>(std::move(*item)));
        }
        return m_failed ? std::nullopt : std::optional(std::move(node));
    }

    std::optional<YamlNode> map(std::size_t indentation, int depth)
    {
        auto node = made(Kind::Map, m_at);
        while (more(indentation)) {
            const auto end = keyEnd();
            if (!end || isDash())
                return failed();
            const auto key = m_text.substr(m_at, *end - m_at);
            const auto keyOffset = m_at;
            const bool twice = std::any_of(node.fields.begin(), node.fields.end(),
                                           [&](const auto& field) { return field.first == key; });
            if (twice || isNullWord(key) || node.fields.size() == mostKeys)
                return failed();
            m_at = std::min(m_text.find_first_not_of(' ', *end + 1), m_stop);
            auto value = m_at == m_stop || m_text[m_at] == '#' ? valueBelow(indentation, keyOffset, depth)
                                                               : inlineValue(indentation);
            if (!value)
                return failed();
            node.lastOffset = std::max(keyOffset, value->lastOffset);
            node.fields.emplace_back(key, std::make_shared<const YamlNode>(std::move(*value)));
        }
        return m_failed ? std::nullopt : std::optional(std::move(node));
    }

    std::nullopt_t failed()
    {
        m_failed = true;
        return std::nullopt;
    }

    /// Where the key that starts here ends: at a colon with a blank or nothing behind it.
    [[nodiscard]] std::optional<std::size_t> keyEnd() const
    {
        auto end = m_at;
        while (end < std::min(m_stop, m_at + longestKey) && in(keyCharacters, m_text[end]))
            ++end;
        const bool colon =
            end > m_at && end < m_stop && m_text[end] == ':' && (end + 1 == m_stop || m_text[end + 1] == ' ');
        return colon ? std::optional(end) : std::nullopt;
    }

    /// The value of a key with nothing behind its colon.
    std::optional<YamlNode> valueBelow(std::size_t indentation, std::size_t keyOffset, int depth)
    {
        const auto null = made(Kind::Null, keyOffset);
        if (!nextLine())
            return m_failed ? std::nullopt : std::optional(null);
        if (m_indentation > indentation || (m_indentation == indentation && isDash()))
            return block(m_indentation, depth + 1);
        return null;
    }

    /// A scalar on the rest of the line, or an empty list or map; goes to the next line.
    std::optional<YamlNode> inlineValue(std::size_t indentation)
    {
        auto node = made(Kind::Scalar, m_at);
        const char first = m_text[m_at];
        const bool sound = first == '"' || first == '\'' ? quoted(node)
                         : first == '{' || first == '['  ? emptyFlow(node)
                                                         : plain(node);
        if (!sound)
            return failed();
        // A deeper line would go on with the value.
        if (nextLine() ? m_indentation > indentation : m_failed)
            return failed();
        return node;
    }

    [[nodiscard]] bool quoted(YamlNode& node) const
    {
        const auto end = m_text.find(m_text[m_at], m_at + 1);
        if (end == std::string_view::npos || end >= m_stop || !isRestEmpty(end + 1))
            return false;
        say(node, m_at + 1, end);
        return node.text.find('\\') == std::string_view::npos;
    }

    [[nodiscard]] bool emptyFlow(YamlNode& node) const
    {
        const auto brackets = m_text.substr(m_at, 2);
        if ((brackets != "{}" && brackets != "[]") || !isRestEmpty(m_at + 2))
            return false;
        node.kind = brackets == "{}" ? Kind::Map : Kind::List;
        node.flow = true;
        return true;
    }

    [[nodiscard]] bool plain(YamlNode& node) const
    {
        if (!in(firstCharacters, m_text[m_at]))
            return false;
        auto end = m_at + base64Run(m_text.substr(m_at, m_stop - m_at));
        while (end < m_stop && in(valueCharacters, m_text[end])) {
            const char next = end + 1 < m_stop ? m_text[end + 1] : ' ';
            if (m_text[end] == ':' && next == ' ')
                return false;
            if (m_text[end] == ' ' && next == '#')
                break;
            ++end;
        }
        if (end < m_stop && m_text[end] != ' ')
            return false;
        while (m_text[end - 1] == ' ')
            --end;
        say(node, m_at, end);
        node.plain = true;
        if (isNullWord(node.text))
            node = made(Kind::Null, node.offset);
        return true;
    }

    [[nodiscard]] bool isRestEmpty(std::size_t from) const
    {
        const auto rest = m_text.find_first_not_of(' ', from);
        return rest == std::string_view::npos || rest >= m_stop || (rest > from && m_text[rest] == '#');
    }

    /// The scalar of these bytes of the text.
    void say(YamlNode& node, std::size_t from, std::size_t to) const
    {
        node.text = m_text.substr(from, to - from);
        node.keeper = m_shared;
    }

    const SharedText& m_shared;
    std::string_view m_text;
    std::size_t m_next = 0; ///< where the next line starts
    std::size_t m_lineStart = 0;
    std::size_t m_lineEnd = 0; ///< of the line feed
    std::size_t m_stop = 0; ///< behind the line's last byte
    std::size_t m_at = 0; ///< where reading stands
    std::size_t m_indentation = 0;
    int m_line = 0;
    bool m_atEnd = false;
    bool m_failed = false;
};

} // namespace

YamlNodePtr readPlainYaml(const SharedText& text)
{
    return PlainReader(text).read();
}

} // namespace orrery::kubeconfig
