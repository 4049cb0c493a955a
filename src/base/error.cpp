#include "base/error.h"

#include <utility>

namespace orrery {

Error Error::during(std::string what) &&
{
    context.push_back(std::move(what));
    return std::move(*this);
}

Error Error::during(std::string what) const&
{
    return Error(*this).during(std::move(what));
}

std::string Error::text() const
{
    std::string line;
    for (auto step = context.rbegin(); step != context.rend(); ++step) {
        line += *step;
        line += ": ";
    }
    return line + message;
}

tl::unexpected<Error> failure(ErrorKind kind, std::string code, std::string message)
{
    return tl::unexpected(Error{kind, std::move(code), std::move(message)});
}

tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected(std::move(error));
}

std::string_view name(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unavailable: return "Unavailable";
    case ErrorKind::Throttled: return "Throttled";
    case ErrorKind::Conflict: return "Conflict";
    case ErrorKind::Gone: return "Gone";
    case ErrorKind::NotFound: return "NotFound";
    case ErrorKind::AlreadyExists: return "AlreadyExists";
    case ErrorKind::Unauthorized: return "Unauthorized";
    case ErrorKind::Forbidden: return "Forbidden";
    case ErrorKind::Invalid: return "Invalid";
    case ErrorKind::Cancelled: return "Cancelled";
    case ErrorKind::Internal: return "Internal";
    }
    return "Internal";
}

} // namespace orrery
