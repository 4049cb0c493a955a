#pragma once

#include "api/json.h"
#include "api/resource.h"
#include "http/message.h"

#include <chrono>
#include <optional>
#include <string>

namespace orrery::api {

/// Requests as data, one function per verb. No I/O. All text is percent-encoded here and nowhere else.

/// "/apis/apps/v1/namespaces/team-a/deployments/web"; without name the collection, without namespace all namespaces.
[[nodiscard]] std::string path(const Resource& resource, const ObjectKey& key = {}, std::string_view subresource = {});

struct ListOptions {
    std::string labelSelector{};
    std::string fieldSelector{};
    std::string resourceVersion{}; ///< empty = most recent, "0" = any
    std::string continueToken{};
    int limit = 500;
};
struct WatchOptions {
    std::string labelSelector{};
    std::string fieldSelector{};
    std::string resourceVersion{};
    std::chrono::seconds timeout{220}; ///< the server ends the watch after this; jitter it
};
struct DeleteOptions {
    std::string uid{}; ///< precondition; send it whenever it is known
    std::string resourceVersion{}; ///< precondition
    std::string propagationPolicy = "Background"; ///< Foreground, Background, Orphan
};

[[nodiscard]] http::HttpRequest getRequest(const Resource& resource, const ObjectKey& key);
[[nodiscard]] http::HttpRequest listRequest(const Resource& resource, std::string_view ns,
                                            const ListOptions& options = {});
[[nodiscard]] http::HttpRequest watchRequest(const Resource& resource, std::string_view ns,
                                             const WatchOptions& options);
[[nodiscard]] http::HttpRequest createRequest(const Resource& resource, const Json& object, bool dryRun = false);
/// PUT; the object carries its resourceVersion as precondition. `subresource`: "status" or empty.
[[nodiscard]] http::HttpRequest replaceRequest(const Resource& resource, const Json& object,
                                               std::string_view subresource = {});
/// Server-side apply. `force` takes over fields of other managers. The object is named by its own metadata.
[[nodiscard]] http::HttpRequest applyRequest(const Resource& resource, const Json& object,
                                             std::string_view fieldManager, bool force,
                                             std::string_view subresource = {}, bool dryRun = false);
/// JSON merge patch (RFC 7396).
[[nodiscard]] http::HttpRequest mergePatchRequest(const Resource& resource, const ObjectKey& key, const Json& patch,
                                                  std::string_view subresource = {});
[[nodiscard]] http::HttpRequest deleteRequest(const Resource& resource, const ObjectKey& key,
                                              const DeleteOptions& options = {});

} // namespace orrery::api
