#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orrery::kubeconfig {

/// A line of two texts side by side. `before` and `after` count lines from 1; 0 = the line is not on that side.
struct DiffLine {
    enum class Change { None, Removed, Added };

    Change change = Change::None;
    int before = 0;
    int after = 0;
    std::string text{}; ///< without its line end
};

/// Fewest lines changed, by Myers, An O(ND) Difference Algorithm (1986). Secrets (tokens, passwords, keys, certificate
/// data) are compared as they are and shown as dots with their size, unless `reveal`. The texts are kubeconfigs as
/// bytes; one that cannot be read is shown with every long word hidden. Any thread.
[[nodiscard]] std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, bool reveal = false);

/// A kubeconfig's text with its secrets as dots: "token: •••••• # 40 bytes". Line numbers may differ from the original
/// where a secret had several lines.
[[nodiscard]] std::string maskSecrets(std::string_view bytes);

} // namespace orrery::kubeconfig
