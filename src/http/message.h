#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::http {

struct Header {
    std::string name;
    std::string value;
};
/// In the order sent; a name may repeat (Impersonate-Group does).
using Headers = std::vector<Header>;

/// First value of a header, name compared without case; nothing when absent.
[[nodiscard]] std::optional<std::string_view> find(const Headers& headers, std::string_view name);

/// A request as data; no server in it: that is the sender's.
struct HttpRequest {
    std::string method = "GET";
    std::string target; ///< path and query, already percent-encoded: `/api/v1/pods?limit=500`
    Headers headers{};
    std::string body{};
    /// For the whole exchange; 0 = none (watches). Connecting has its own, shorter limit in the sender.
    std::chrono::milliseconds timeout{30'000};
    /// A watch or a log: may stay open for minutes, kept on other connections than short requests.
    bool stream = false;
};

struct HttpHead {
    int status = 0;
    Headers headers{};
};

struct HttpResponse {
    int status = 0;
    Headers headers{};
    std::string body{};
};

/// Percent-encodes everything but RFC 3986 unreserved characters; for query values and path segments.
[[nodiscard]] std::string percentEncode(std::string_view text);
[[nodiscard]] std::string percentDecode(std::string_view text);

} // namespace orrery::http
