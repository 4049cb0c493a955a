#include "kubeconfig/text_diff.h"

#include "kubeconfig/config_file.h"
#include "kubeconfig/yaml_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <set>
#include <utility>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;
using Change = DiffLine::Change;

const std::set<std::string_view> secretFields{
    "token",        "password",      "client-key-data", "client-certificate-data",   "id-token",
    "access-token", "refresh-token", "client-secret",   "certificate-authority-data"};

struct Line {
    std::string_view original{}; ///< what is compared
    std::string shown{};
};

/// Ranges of the text that hold secrets, by offset.
using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

std::size_t lineEnd(std::string_view text, std::size_t from)
{
    return std::min(text.find('\n', from), text.size());
}

std::size_t indentationOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// Behind a scalar: of a quoted one behind the quote, of one with several lines behind the last that is deeper than the
/// line it starts in.
std::size_t scalarEnd(std::string_view text, std::size_t start)
{
    const char first = start < text.size() ? text[start] : '\0';
    if (first == '"' || first == '\'') {
        for (auto i = start + 1; i < text.size(); ++i) {
            if (text[i] == '\\' && first == '"')
                ++i;
            else if (text[i] == first)
                return i + 1;
        }
        return text.size();
    }
    auto end = lineEnd(text, start);
    const auto begin = start == 0 ? 0 : text.rfind('\n', start - 1) + 1;
    const auto indentation = indentationOf(text.substr(begin));
    if (first != '|' && first != '>') {
        const auto line = text.substr(0, end); // else each would be looked for in all the rest
        for (const auto* stop : {" #", ",", "}"})
            end = std::min(end, line.find(stop, start));
    }
    while (end == lineEnd(text, start) || (end < text.size() && text[end] == '\n')) {
        const auto next = end + 1;
        if (next >= text.size())
            break;
        const auto line = text.substr(next, lineEnd(text, next) - next);
        if (indentationOf(line) <= indentation && indentationOf(line) < line.size())
            break;
        end = lineEnd(text, next);
    }
    return end;
}

/// Environment variables of plugins may hold anything.
void collect(const YamlNode& node, bool inEnvironment, std::string_view text, Ranges& ranges)
{
    for (const auto& item : node.items)
        collect(*item, inEnvironment, text, ranges);
    for (const auto& [key, value] : node.fields) {
        const bool secret = secretFields.contains(key) || (inEnvironment && key == "value");
        if (secret && value->kind == Kind::Scalar && !value->text.empty())
            ranges.emplace_back(value->offset, scalarEnd(text, value->offset));
        else
            collect(*value, inEnvironment || key == "env", text, ranges);
    }
}

/// Every word of 20 characters and more, where the text cannot be read.
Ranges longWords(std::string_view text)
{
    Ranges ranges;
    for (std::size_t i = 0; i < text.size();) {
        auto end = i;
        while (end < text.size() && !std::isspace(static_cast<unsigned char>(text[end])))
            ++end;
        if (end - i >= 20)
            ranges.emplace_back(i, end);
        i = end + 1;
    }
    return ranges;
}

Ranges secretsOf(const ConfigText& config, std::string_view text)
{
    if (!config.root)
        return longWords(text);
    Ranges ranges;
    collect(*config.root, false, text, ranges);
    std::sort(ranges.begin(), ranges.end());
    return ranges;
}

std::string dots(std::size_t bytes)
{
    return "\u2022\u2022\u2022\u2022\u2022\u2022 # " + std::to_string(bytes) + " bytes";
}

std::vector<Line> linesOf(std::string_view text, const Ranges& secrets)
{
    std::vector<Line> lines;
    auto secret = secrets.begin();
    for (std::size_t start = 0; start < text.size();) {
        const auto end = lineEnd(text, start);
        Line line{text.substr(start, end - start), {}};
        auto shownTo = start;
        for (; secret != secrets.end() && secret->first < end; ++secret) {
            if (secret->second <= shownTo)
                continue;
            const auto from = std::max(secret->first, start);
            line.shown.append(text.substr(shownTo, from - shownTo));
            if (secret->first >= start)
                line.shown += dots(secret->second - secret->first);
            shownTo = std::min(secret->second, end);
            if (secret->second > end)
                break; // it goes on in the next line
        }
        line.shown.append(text.substr(shownTo, end - shownTo));
        if (line.shown.ends_with('\r'))
            line.shown.pop_back();
        lines.push_back(std::move(line));
        start = end + 1;
    }
    return lines;
}

/// Myers' greedy algorithm over the middle that differs; gives up on the fewest lines when there are too many to try.
class Comparison {
public:
    Comparison(const std::vector<Line>& a, const std::vector<Line>& b) : m_a(a), m_b(b) { }

    std::vector<DiffLine> run()
    {
        std::size_t front = 0;
        while (front < std::min(m_a.size(), m_b.size()) && same(front, front))
            keep(front, front), ++front;
        auto aEnd = m_a.size(), bEnd = m_b.size();
        while (aEnd > front && bEnd > front && same(aEnd - 1, bEnd - 1))
            --aEnd, --bEnd;
        middle(front, aEnd, bEnd);
        for (; aEnd < m_a.size(); ++aEnd, ++bEnd)
            keep(aEnd, bEnd);
        return std::move(m_lines);
    }

private:
    static constexpr int mostEdits = 1500;

    [[nodiscard]] bool same(std::size_t i, std::size_t j) const { return m_a[i].original == m_b[j].original; }
    [[nodiscard]] static std::size_t index(int number) { return static_cast<std::size_t>(number); }
    void keep(std::size_t i, std::size_t j) { m_lines.push_back({Change::None, int(i) + 1, int(j) + 1, m_b[j].shown}); }
    void remove(std::size_t i) { m_lines.push_back({Change::Removed, int(i) + 1, 0, m_a[i].shown}); }
    void add(std::size_t j) { m_lines.push_back({Change::Added, 0, int(j) + 1, m_b[j].shown}); }

    void middle(std::size_t front, std::size_t aEnd, std::size_t bEnd)
    {
        const int n = int(aEnd - front), m = int(bEnd - front);
        std::vector<std::vector<int>> history;
        std::vector<int> furthest(2 * index(std::min(n + m, mostEdits)) + 3, 0);
        const int zero = int(furthest.size() / 2);
        const auto reached = [&](int k) -> int& { return furthest[index(zero + k)]; };
        int edits = 0;
        for (bool done = n + m == 0; !done && edits <= std::min(n + m, mostEdits); ++edits) {
            history.push_back(furthest);
            for (int k = -edits; k <= edits && !done; k += 2) {
                int x = k == -edits || (k != edits && reached(k - 1) < reached(k + 1)) ? reached(k + 1)
                                                                                       : reached(k - 1) + 1;
                while (x < n && x - k < m && same(front + index(x), front + index(x - k)))
                    ++x;
                reached(k) = x;
                done = x >= n && x - k >= m;
            }
            if (done) {
                walkBack(front, n, m, history, zero);
                return;
            }
        }
        for (int i = 0; i < n; ++i)
            remove(front + index(i));
        for (int j = 0; j < m; ++j)
            add(front + index(j));
    }

    void walkBack(std::size_t front, int x, int y, const std::vector<std::vector<int>>& history, int zero)
    {
        std::vector<std::pair<int, int>> steps; // the position after each step, from the end
        for (int edits = int(history.size()) - 1; edits >= 0; --edits) {
            const auto& furthest = history[index(edits)];
            const auto reached = [&](int k) { return furthest[index(zero + k)]; };
            const int k = x - y;
            const bool down = k == -edits || (k != edits && reached(k - 1) < reached(k + 1));
            const int fromK = down ? k + 1 : k - 1;
            const int fromX = edits == 0 ? 0 : reached(fromK), fromY = edits == 0 ? 0 : fromX - fromK;
            for (; x > fromX && y > fromY; --x, --y)
                steps.emplace_back(x, y);
            if (edits > 0)
                steps.emplace_back(x, y);
            x = fromX;
            y = fromY;
        }
        int i = 0, j = 0;
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
            if (step->first > i && step->second > j)
                keep(front + index(i), front + index(j));
            else if (step->first > i)
                remove(front + index(i));
            else
                add(front + index(j));
            i = step->first;
            j = step->second;
        }
    }

    const std::vector<Line>& m_a;
    const std::vector<Line>& m_b;
    std::vector<DiffLine> m_lines{};
};

} // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, bool reveal)
{
    std::array<SharedText, 2> texts{};
    std::array<std::vector<Line>, 2> lines{};
    for (std::size_t side = 0; side < 2; ++side) {
        const auto bytes = side == 0 ? before : after;
        const auto config = parseConfigText({}, std::make_shared<const std::string>(bytes));
        texts[side] = config.root ? config.text : std::make_shared<const std::string>(bytes);
        lines[side] = linesOf(*texts[side], reveal ? Ranges{} : secretsOf(config, *texts[side]));
    }
    return Comparison(lines[0], lines[1]).run();
}

std::string maskSecrets(std::string_view bytes)
{
    std::string out;
    for (const auto& line : diffLines({}, bytes))
        out += line.text + "\n";
    return out;
}

} // namespace orrery::kubeconfig
