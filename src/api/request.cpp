#include "api/request.h"

#include "http/message.h"

namespace orrery::api {

namespace {

constexpr auto contentJson = "application/json";

/// Appends `name=value` to a query under construction.
void add(std::string& query, std::string_view name, std::string_view value)
{
    if (value.empty())
        return;
    query += query.empty() ? '?' : '&';
    query += name;
    query += '=';
    query += http::percentEncode(value);
}

ObjectKey keyOf(const Resource& resource, const Json& object)
{
    return {resource.namespaced ? text(object, "/metadata/namespace") : "", text(object, "/metadata/name")};
}

http::HttpRequest withBody(std::string method, std::string target, const Json& body, std::string_view contentType)
{
    http::HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.headers = {{"Accept", contentJson}, {"Content-Type", std::string(contentType)}};
    request.body = dump(body);
    return request;
}

} // namespace

std::string path(const Resource& resource, const ObjectKey& key, std::string_view subresource)
{
    std::string out = resource.group.empty() ? "/api/" : "/apis/" + http::percentEncode(resource.group) + "/";
    out += http::percentEncode(resource.version);
    if (resource.namespaced && !key.ns.empty())
        out += "/namespaces/" + http::percentEncode(key.ns);
    out += "/" + http::percentEncode(resource.plural);
    if (!key.name.empty())
        out += "/" + http::percentEncode(key.name);
    if (!subresource.empty())
        out += "/" + std::string(subresource);
    return out;
}

http::HttpRequest getRequest(const Resource& resource, const ObjectKey& key)
{
    http::HttpRequest request;
    request.target = path(resource, key);
    request.headers = {{"Accept", contentJson}};
    return request;
}

http::HttpRequest listRequest(const Resource& resource, std::string_view ns, const ListOptions& options)
{
    std::string query;
    add(query, "labelSelector", options.labelSelector);
    add(query, "fieldSelector", options.fieldSelector);
    if (options.limit > 0)
        add(query, "limit", std::to_string(options.limit));
    add(query, "continue", options.continueToken);
    // A continue token carries its own resourceVersion; sending both is refused.
    if (options.continueToken.empty())
        add(query, "resourceVersion", options.resourceVersion);
    http::HttpRequest request;
    request.target = path(resource, {std::string(ns), ""}) + query;
    request.headers = {{"Accept", contentJson}};
    return request;
}

http::HttpRequest watchRequest(const Resource& resource, std::string_view ns, const WatchOptions& options)
{
    std::string query;
    add(query, "watch", "true");
    add(query, "allowWatchBookmarks", "true");
    add(query, "labelSelector", options.labelSelector);
    add(query, "fieldSelector", options.fieldSelector);
    add(query, "resourceVersion", options.resourceVersion);
    add(query, "timeoutSeconds", std::to_string(options.timeout.count()));
    http::HttpRequest request;
    request.target = path(resource, {std::string(ns), ""}) + query;
    request.headers = {{"Accept", contentJson}};
    request.timeout = std::chrono::milliseconds(0);
    request.stream = true;
    return request;
}

http::HttpRequest createRequest(const Resource& resource, const Json& object, bool dryRun)
{
    std::string query;
    add(query, "dryRun", dryRun ? "All" : "");
    return withBody("POST", path(resource, {keyOf(resource, object).ns, ""}) + query, object, contentJson);
}

http::HttpRequest replaceRequest(const Resource& resource, const Json& object, std::string_view subresource)
{
    return withBody("PUT", path(resource, keyOf(resource, object), subresource), object, contentJson);
}

http::HttpRequest applyRequest(const Resource& resource, const Json& object, std::string_view fieldManager, bool force,
                               std::string_view subresource, bool dryRun)
{
    std::string query;
    add(query, "fieldManager", fieldManager);
    add(query, "force", force ? "true" : "");
    add(query, "dryRun", dryRun ? "All" : "");
    return withBody("PATCH", path(resource, keyOf(resource, object), subresource) + query, object,
                    "application/apply-patch+yaml");
}

http::HttpRequest mergePatchRequest(const Resource& resource, const ObjectKey& key, const Json& patch,
                                    std::string_view subresource)
{
    return withBody("PATCH", path(resource, key, subresource), patch, "application/merge-patch+json");
}

http::HttpRequest deleteRequest(const Resource& resource, const ObjectKey& key, const DeleteOptions& options)
{
    Json body{{"apiVersion", "v1"}, {"kind", "DeleteOptions"}, {"propagationPolicy", options.propagationPolicy}};
    if (!options.uid.empty())
        body["preconditions"]["uid"] = options.uid;
    if (!options.resourceVersion.empty())
        body["preconditions"]["resourceVersion"] = options.resourceVersion;
    return withBody("DELETE", path(resource, key), body, contentJson);
}

} // namespace orrery::api
