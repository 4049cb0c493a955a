#pragma once

#include <cstddef>
#include <string_view>

namespace orrery::kubeconfig {

/// How many bytes at the start are ASCII letters, digits or one of - . / _ + =, counted in whole blocks of 32: there
/// may be some more of them. Most of a kubeconfig is base64, of which this passes several bytes at once.
[[nodiscard]] inline std::size_t wordRun(std::string_view text)
{
    constexpr std::size_t block = 32;
    std::size_t run = 0;
    for (; run + block <= text.size(); run += block) {
        unsigned char others = 0;
        for (std::size_t i = 0; i < block; ++i) { // no way out and no table inside: compilers make vectors of it
            const auto c = static_cast<unsigned char>(text[run + i]);
            const auto letter = static_cast<unsigned char>((c | 0x20) - 'a'),
                       digit = static_cast<unsigned char>(c - '-');
            others |= static_cast<unsigned char>(
                !((letter < 26) | (digit <= '9' - '-') | (c == '_') | (c == '+') | (c == '=')));
        }
        if (others != 0)
            break;
    }
    return run;
}

} // namespace orrery::kubeconfig
