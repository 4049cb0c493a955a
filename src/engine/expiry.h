#pragma once

#include "base/clock.h"
#include "base/secret.h"

#include <optional>
#include <string>

namespace orrery::engine {

/// When a bearer token says that it ends (`exp` of a JSON Web Token, RFC 7519); nothing for other tokens. The signature
/// is not checked: that is the server's affair.
[[nodiscard]] std::optional<WallTime> tokenExpiry(const Secret& token);

/// When the first certificate of a PEM text ends; nothing when it is none.
[[nodiscard]] std::optional<WallTime> certificateExpiry(const std::string& pem);

} // namespace orrery::engine
