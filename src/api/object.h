#pragma once

#include "api/json.h"
#include "api/resource.h"
#include "base/error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace orrery::api {

/// A Kubernetes object as cached: the columns everybody asks for, and the object's own JSON text without
/// `metadata.managedFields`. Immutable once made; shared between threads.
struct Object {
    ObjectKey key{};
    std::string uid{};
    std::string resourceVersion{};
    std::int64_t generation = 0;
    bool deleting = false; ///< has a deletionTimestamp
    std::map<std::string, std::string> labels{};
    std::string raw{}; ///< compact JSON, UTF-8

    /// The whole document. Parsed on each call; keep it while you work.
    [[nodiscard]] Json json() const;
};
using ObjectPtr = std::shared_ptr<const Object>;

/// Reads one object; simdjson, one pass, managedFields cut out. Invalid `object.syntax`. Any thread.
[[nodiscard]] Result<ObjectPtr> readObject(std::string_view json);
/// The same for a document in memory.
[[nodiscard]] ObjectPtr makeObject(const Json& document);

/// A page of a list.
struct ListPage {
    std::vector<ObjectPtr> items{};
    std::string resourceVersion{};
    std::string continueToken{}; ///< empty on the last page
};
/// Reads a list answer; fills in `apiVersion` and `kind` that servers leave out of items.
[[nodiscard]] Result<ListPage> readList(std::string_view json);

/// One line of a watch.
struct WatchEvent {
    enum class Type { Added, Modified, Deleted, Bookmark, Error };
    Type type = Type::Bookmark;
    ObjectPtr object{}; ///< for Bookmark only resourceVersion is set
    std::optional<Error> error{}; ///< for Error: the Status as an Error (410 -> Gone, `watch.expired`)
};
[[nodiscard]] Result<WatchEvent> readWatchEvent(std::string_view line);

/// Cuts a stream of bytes into lines at any byte boundary. One stream each; not thread-safe.
class LineSplitter {
public:
    explicit LineSplitter(std::size_t limit = 64u << 20) : m_limit(limit) { }
    /// Calls `line` for each complete line in order. Invalid `watch.line-too-long` over the limit.
    template <class F>
    Result<void> push(std::string_view bytes, F&& line)
    {
        m_rest.append(bytes);
        std::size_t from = 0;
        for (std::size_t end; (end = m_rest.find('\n', from)) != std::string::npos; from = end + 1) {
            if (end > from)
                line(std::string_view(m_rest).substr(from, end - from));
        }
        m_rest.erase(0, from);
        if (m_rest.size() > m_limit)
            return failure(ErrorKind::Invalid, "watch.line-too-long",
                           "a watch event is larger than " + std::to_string(m_limit) + " bytes");
        return {};
    }

private:
    std::string m_rest{};
    std::size_t m_limit;
};

/// A `Status` body (or any error answer) as an Error, for an HTTP status outside 2xx. The one place where
/// HTTP status becomes ErrorKind. `code` is the Status reason in lower case with a prefix: `api.conflict`.
[[nodiscard]] Error errorFromStatus(int httpStatus, std::string_view body);

} // namespace orrery::api
