#include "base/shell_word.h"

#include <string_view>

namespace orrery {

std::string shellWord(const std::string& word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos)
        return word;
    std::string out = "'";
    for (const char letter : word)
        out += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return out + "'";
}

} // namespace orrery
