#pragma once

#include "api/json.h"

#include <optional>
#include <string_view>

namespace orrery::federation {

/// What an unquoted scalar means to kubectl (sigs.k8s.io/yaml over go-yaml v2): `yes`, `on`, `y` are booleans; 0x1F,
/// 017, 0o17, 0b11 and 1_000 are integers; 1e3 is a number and written 1000; dates and 1:30 stay strings. Nothing for
/// infinity and not-a-number, which JSON cannot say.
[[nodiscard]] std::optional<api::Json> typedScalar(std::string_view plain);

/// Whether the text reads as this very string without quotes, in YAML 1.1 and 1.2, as a value and as a key.
[[nodiscard]] bool isPlainString(std::string_view text);

} // namespace orrery::federation
