#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace orrery::kubeconfig {

/// How many bytes at the start are ASCII letters, digits or one of - . / + =, as in base64, counted eight at a time:
/// there may be up to seven more. Most of a kubeconfig is base64.
[[nodiscard]] inline std::size_t base64Run(std::string_view text)
{
    constexpr std::uint64_t each = 0x0101010101010101U, high = each << 7U;
    // The high bit of each byte that is in the range; all bytes are below 128, so no sum carries over.
    const auto within = [](std::uint64_t word, unsigned char from, unsigned char to) {
        return (word + each * (0x80U - from)) & ~(word + each * (0x7fU - to));
    };
    std::size_t run = 0;
    for (; run + sizeof(std::uint64_t) <= text.size(); run += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + run, sizeof word);
        const auto bytes = word & ~high;
        const auto sound = within(bytes | (each * 0x20U), 'a', 'z') | within(bytes, '-', '9') | within(bytes, '+', '+')
                         | within(bytes, '=', '=');
        if (((sound & ~word) & high) != high)
            break;
    }
    return run;
}

} // namespace orrery::kubeconfig
