#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace orrery::kubeconfig {

/// How the bytes of a file stand for its text. PowerShell's redirection writes UTF-16.
enum class Encoding { Utf8, Utf8WithMark, Utf16Little, Utf16Big };

struct DecodedText {
    std::string text{}; ///< UTF-8, no byte order mark; line ends as they were
    Encoding encoding = Encoding::Utf8;
};

/// Strict: Invalid `kubeconfig.encoding` for malformed UTF-8 or UTF-16, and for control characters, with line and
/// column.
[[nodiscard]] Result<DecodedText> decodeText(std::string_view bytes);
/// Whether these bytes are sound UTF-8 without a mark, and so are their own text.
[[nodiscard]] bool isOwnText(std::string_view bytes);
/// The inverse: `encodeText(*decodeText(bytes)) == bytes`.
[[nodiscard]] std::string encodeText(DecodedText decoded);

/// RFC 4648 with the standard alphabet and padding, as Go reads it: line breaks are skipped, anything else is a fault.
/// Invalid `kubeconfig.base64`, never with the text in it.
[[nodiscard]] Result<std::string> decodeBase64(std::string_view text);

} // namespace orrery::kubeconfig
