#pragma once

#include <string>
#include <string_view>

namespace orrery {

/// RFC 4648 with the standard alphabet and padding, on one line.
[[nodiscard]] std::string encodeBase64(std::string_view bytes);

/// SHA-256 as 64 hexadecimal digits, small letters.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace orrery
