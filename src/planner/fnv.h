#pragma once

#include <cstdint>
#include <string_view>

namespace orrery::planner {

inline constexpr std::uint32_t fnvOffset = 2166136261u;
inline constexpr std::uint32_t fnvPrime = 16777619u;

/// FNV-1, 32 bits: multiply, then xor. `hash` continues an earlier one.
[[nodiscard]] constexpr std::uint32_t fnv1(std::string_view text, std::uint32_t hash = fnvOffset)
{
    for (const char c : text)
        hash = (hash * fnvPrime) ^ std::uint8_t(c);
    return hash;
}

/// FNV-1a, 32 bits: xor, then multiply.
[[nodiscard]] constexpr std::uint32_t fnv1a(std::string_view text, std::uint32_t hash = fnvOffset)
{
    for (const char c : text)
        hash = (hash ^ std::uint8_t(c)) * fnvPrime;
    return hash;
}

} // namespace orrery::planner
