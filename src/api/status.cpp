#include "api/object.h"

#include <algorithm>
#include <cctype>

namespace orrery::api {

namespace {

ErrorKind kindOf(int status, std::string_view reason)
{
    if (reason == "AlreadyExists")
        return ErrorKind::AlreadyExists;
    if (reason == "Expired" || reason == "Gone")
        return ErrorKind::Gone;
    switch (status) {
    case 401: return ErrorKind::Unauthorized;
    case 403: return ErrorKind::Forbidden;
    case 404: return ErrorKind::NotFound;
    case 408: return ErrorKind::Unavailable;
    case 409: return ErrorKind::Conflict;
    case 410: return ErrorKind::Gone;
    case 429: return ErrorKind::Throttled;
    default: break;
    }
    if (status >= 500)
        return ErrorKind::Unavailable;
    return status >= 400 ? ErrorKind::Invalid : ErrorKind::Internal;
}

std::string code(std::string_view reason, int status)
{
    if (reason.empty())
        return "api.http-" + std::to_string(status);
    std::string out = "api.";
    for (std::size_t i = 0; i < reason.size(); ++i) {
        const auto c = static_cast<unsigned char>(reason[i]);
        if (i && std::isupper(c))
            out += '-';
        out += char(std::tolower(c));
    }
    return out;
}

/// The first line of an answer that is not a Status: a proxy's page, a plain "404 page not found".
std::string firstLine(std::string_view body)
{
    const auto line = body.substr(0, std::min<std::size_t>(body.find('\n'), 200));
    return std::string(line);
}

} // namespace

Error errorFromStatus(int httpStatus, std::string_view body)
{
    Error error;
    const auto parsed = parseJson(body);
    const bool isStatus = parsed && parsed->is_object() && text(*parsed, "/kind") == "Status";
    const auto reason = isStatus ? text(*parsed, "/reason") : std::string();
    error.kind = kindOf(httpStatus, reason);
    error.code = code(reason, httpStatus);
    error.message = isStatus ? text(*parsed, "/message") : firstLine(body);
    if (error.message.empty())
        error.message = "the server answered HTTP " + std::to_string(httpStatus);
    // Server-side apply says so of an object that does not fit its kind's schema: asking again cannot help.
    if (httpStatus == 500 && error.message.starts_with("failed to create typed patch object")) {
        error.kind = ErrorKind::Invalid;
        error.code = code("Invalid", httpStatus);
    }
    if (isStatus) {
        if (const auto seconds = number(*parsed, "/details/retryAfterSeconds"); seconds > 0)
            error.retryAfter = std::chrono::seconds(seconds);
    }
    return error;
}

} // namespace orrery::api
