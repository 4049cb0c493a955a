#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace orrery {

/// What the caller should do about a failure. Pick the kind by the caller's next step,
/// not by the module that failed.
enum class ErrorKind {
    Unavailable, ///< try the same call again after a back-off
    Throttled, ///< the server asked for a pause; try again after `retryAfter`
    Conflict, ///< read again, recompute, write again
    Gone, ///< the watch position or list page is lost; list again
    NotFound, ///< it is not there
    AlreadyExists, ///< it is there already
    Unauthorized, ///< the credentials were not accepted
    Forbidden, ///< the credentials are fine, the permission is missing
    Invalid, ///< the input is wrong; the same call can never succeed
    Cancelled, ///< somebody asked for it to stop
    Internal, ///< a defect of ours, or an answer that makes no sense
};

/// A failure as a value. Never holds a secret. Cheap to move.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string code; ///< stable name for tests and help, for example `watch.expired`
    std::string message; ///< one English sentence, in the words of whoever refused
    std::vector<std::string> context{}; ///< what we were doing, innermost first
    std::optional<std::chrono::milliseconds> retryAfter{};

    /// Adds what was being done, on the way up: `return tl::unexpected(error.during("listing pods"))`.
    [[nodiscard]] Error during(std::string what) &&;
    [[nodiscard]] Error during(std::string what) const&;

    /// The whole story in one line: outermost context first, the message last.
    [[nodiscard]] std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

/// A failed Result of any type: `return failure(ErrorKind::Invalid, "manifest.empty", "…")`.
[[nodiscard]] tl::unexpected<Error> failure(ErrorKind kind, std::string code, std::string message);
[[nodiscard]] tl::unexpected<Error> failure(Error error);

[[nodiscard]] std::string_view name(ErrorKind kind);

} // namespace orrery
