#pragma once

#include "kubeconfig/text_diff.h"

#include <QVariantMap>

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace orrery::ui {

/// A line of two texts beside each other; 0 = nothing on that side.
struct SideRow {
    int before = 0;
    int after = 0;
    std::string left{};
    std::string right{};
    bool removed = false; ///< the left line goes
    bool added = false; ///< the right line comes
};

/// Removed and added lines of one change stand beside each other. Pure.
[[nodiscard]] std::vector<SideRow> sideBySide(const std::vector<kubeconfig::DiffLine>& lines);

/// Two texts beside each other, with unchanged parts folded to one line until they are opened. One thread.
class FoldedDiff {
public:
    struct Line {
        std::size_t row = 0; ///< in `rows()`; the first of those that are folded
        std::size_t hidden = 0; ///< how many are folded here; 0 = a row itself
    };

    explicit FoldedDiff(std::vector<SideRow> rows = {});

    [[nodiscard]] const std::vector<SideRow>& rows() const { return m_rows; }
    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    [[nodiscard]] int added() const { return m_added; }
    [[nodiscard]] int removed() const { return m_removed; }
    void unfold(std::size_t line); ///< opens what is folded there

private:
    void fold();

    std::vector<SideRow> m_rows;
    std::vector<Line> m_lines{};
    std::set<std::size_t> m_opened{}; ///< first rows of what was opened
    int m_added = 0;
    int m_removed = 0;
};

/// A line for QML: {before, after, left, right, removed, added, hidden}.
[[nodiscard]] QVariantMap foldedRow(const FoldedDiff& difference, int index);

} // namespace orrery::ui
