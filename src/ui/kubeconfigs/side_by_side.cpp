#include "ui/kubeconfigs/side_by_side.h"

#include "ui/support/words.h"

#include <algorithm>
#include <utility>

namespace orrery::ui {

using Change = kubeconfig::DiffLine::Change;

std::vector<SideRow> sideBySide(const std::vector<kubeconfig::DiffLine>& lines)
{
    std::vector<SideRow> rows;
    std::size_t left = 0, right = 0; // where the next line of each side goes within a change
    for (const auto& line : lines) {
        if (line.change == Change::None) {
            rows.push_back({line.before, line.after, line.text, line.text, false, false});
            left = right = rows.size();
            continue;
        }
        const bool adds = line.change == Change::Added;
        const auto at = adds ? right++ : left++;
        if (at == rows.size())
            rows.emplace_back();
        auto& row = rows[at];
        (adds ? row.after : row.before) = adds ? line.after : line.before;
        (adds ? row.right : row.left) = line.text;
        (adds ? row.added : row.removed) = true;
    }
    return rows;
}

FoldedDiff::FoldedDiff(std::vector<SideRow> rows) : m_rows(std::move(rows))
{
    for (const auto& row : m_rows) {
        m_added += row.added ? 1 : 0;
        m_removed += row.removed ? 1 : 0;
    }
    fold();
}

void FoldedDiff::unfold(std::size_t line)
{
    if (line >= m_lines.size() || m_lines[line].hidden == 0)
        return;
    m_opened.insert(m_lines[line].row);
    fold();
}

void FoldedDiff::fold()
{
    constexpr std::size_t around = 2; // lines that stay beside a change
    constexpr std::size_t least = 3; // hiding fewer gains nothing
    const auto changed = [](const SideRow& row) { return row.added || row.removed; };
    m_lines.clear();
    for (std::size_t row = 0; row < m_rows.size();) {
        const auto next = std::find_if(m_rows.begin() + static_cast<std::ptrdiff_t>(row), m_rows.end(), changed);
        const auto end = static_cast<std::size_t>(next - m_rows.begin());
        if (end == row) {
            m_lines.push_back({row++, 0});
            continue;
        }
        // The first line of a file often says what it is for.
        const auto first = row + (row == 0 ? 1 : around);
        const auto last = end == m_rows.size() ? end : end - std::min(around, end - row);
        const bool hides = last >= first + least && !m_opened.contains(first);
        for (; row < end; ++row) {
            if (hides && row == first) {
                m_lines.push_back({first, last - first});
                row = last - 1;
            } else {
                m_lines.push_back({row, 0});
            }
        }
    }
}

QVariantMap foldedRow(const FoldedDiff& difference, int index)
{
    const auto& line = difference.lines()[static_cast<std::size_t>(index)];
    const auto& row = difference.rows()[line.row];
    return {{QStringLiteral("before"), line.hidden > 0 ? 0 : row.before},
            {QStringLiteral("after"), line.hidden > 0 ? 0 : row.after},
            {QStringLiteral("left"), words(row.left)},
            {QStringLiteral("right"), words(row.right)},
            {QStringLiteral("removed"), row.removed},
            {QStringLiteral("added"), row.added},
            {QStringLiteral("hidden"), static_cast<int>(line.hidden)}};
}

} // namespace orrery::ui
