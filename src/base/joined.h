#pragma once

#include <string>
#include <string_view>

namespace orrery {

/// The texts one after another: "a, b, c"; empty when there are none.
template <class Texts>
[[nodiscard]] std::string joined(const Texts& texts, std::string_view between = ", ")
{
    std::string out;
    bool first = true;
    for (const auto& text : texts) {
        if (!first)
            out += between;
        first = false;
        out += text;
    }
    return out;
}

} // namespace orrery
