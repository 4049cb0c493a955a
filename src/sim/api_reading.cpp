// The reading half of the API server: paths, discovery, lists in pages, watches.

#include "sim/target.h"

#include <algorithm>
#include <charconv>

namespace orrery::sim {

using api::at;
using api::Json;

namespace {

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = text.find(separator);
        if (end != 0)
            out.push_back(http::percentDecode(text.substr(0, end)));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return out;
}

std::optional<std::uint64_t> number(const std::string& text)
{
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Json groupVersion(const std::string& group, const std::string& version)
{
    return {{"groupVersion", group.empty() ? version : group + "/" + version}, {"version", version}};
}

Json verbs()
{
    return {"create", "delete", "get", "list", "patch", "update", "watch"};
}

std::string eventLine(const char* type, const Json& object)
{
    return api::dump({{"type", type}, {"object", object}}) + "\n";
}

} // namespace

Answer<ApiServer::Target> ApiServer::parse(const http::HttpRequest& request) const
{
    Target target;
    const auto mark = request.target.find('?');
    target.path = request.target.substr(0, mark);
    if (mark != std::string::npos) {
        const auto rest = std::string_view(request.target).substr(mark + 1);
        std::size_t from = 0;
        while (from <= rest.size()) {
            const auto end = std::min(rest.find('&', from), rest.size());
            const auto pair = rest.substr(from, end - from);
            const auto equals = pair.find('=');
            if (!pair.empty())
                target.queries[http::percentDecode(pair.substr(0, equals))] =
                    equals == std::string_view::npos ? "" : http::percentDecode(pair.substr(equals + 1));
            from = end + 1;
        }
    }
    auto parts = split(target.path, '/');
    std::size_t next = 0;
    if (parts.size() >= 3 && parts[0] == "api") {
        target.version = parts[1];
        next = 2;
    } else if (parts.size() >= 4 && parts[0] == "apis") {
        target.group = parts[1];
        target.version = parts[2];
        next = 3;
    } else {
        return target;
    }
    if (parts[next] == "namespaces" && parts.size() > next + 2 && parts[next + 2] != "status"
        && parts[next + 2] != "finalize") {
        target.ns = parts[next + 1];
        next += 2;
    }
    target.plural = parts[next++];
    if (next < parts.size())
        target.name = parts[next++];
    if (next < parts.size())
        target.subresource = parts[next];
    target.kind = m_cluster.served(target.group, target.version, target.plural);
    if (target.kind && !target.kind->resource.namespaced && !target.ns.empty())
        return unknownPath();
    return target;
}

std::optional<Json> ApiServer::document(const http::HttpRequest& request, const Target& target) const
{
    const auto parts = split(target.path, '/');
    if (request.method != "GET" || parts.empty())
        return std::nullopt;
    if (target.path == "/version") {
        const auto& version = m_cluster.spec().version;
        return Json{{"major", "1"},
                    {"minor", version.substr(3, version.find('.', 3) - 3)},
                    {"gitVersion", version},
                    {"platform", "simulated"}};
    }
    const bool core = parts[0] == "api";
    if (!core && parts[0] != "apis")
        return std::nullopt;
    if (parts.size() == 1) {
        const auto accepts = http::find(request.headers, "Accept").value_or("");
        if (accepts.find("apidiscovery.k8s.io") != std::string_view::npos)
            return groups(core);
        if (core)
            return Json{{"kind", "APIVersions"}, {"versions", {"v1"}}};
        std::map<std::string, Json> byGroup;
        for (const auto& kind : m_cluster.kinds()) {
            const auto& resource = kind->resource;
            auto& versions = byGroup[resource.group];
            const auto version = groupVersion(resource.group, resource.version);
            if (std::find(versions.begin(), versions.end(), version) == versions.end())
                versions.push_back(version);
        }
        byGroup.erase("");
        Json out{{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", Json::array()}};
        for (const auto& [name, versions] : byGroup)
            out["groups"].push_back({{"name", name}, {"versions", versions}, {"preferredVersion", versions[0]}});
        return out;
    }
    if (core && parts.size() == 2)
        return resources("", parts[1]);
    return !core && parts.size() == 3 ? resources(parts[1], parts[2]) : std::nullopt;
}

Json ApiServer::groups(bool core) const
{
    std::map<std::string, std::map<std::string, Json>> found;
    for (const auto& kind : m_cluster.kinds()) {
        const auto& resource = kind->resource;
        if (resource.group.empty() != core)
            continue;
        Json entry{
            {"resource", resource.plural},
            {"responseKind", {{"group", resource.group}, {"version", resource.version}, {"kind", resource.kind}}},
            {"scope", resource.namespaced ? "Namespaced" : "Cluster"},
            {"singularResource", kind->singular},
            {"verbs", verbs()}};
        if (!kind->shortNames.empty())
            entry["shortNames"] = kind->shortNames;
        found[resource.group][resource.version].push_back(std::move(entry));
    }
    Json out{{"kind", "APIGroupDiscoveryList"}, {"apiVersion", "apidiscovery.k8s.io/v2"}, {"items", Json::array()}};
    for (auto& [group, versions] : found) {
        auto list = Json::array();
        for (auto& [version, entries] : versions)
            list.push_back({{"version", version}, {"resources", std::move(entries)}, {"freshness", "Current"}});
        out["items"].push_back({{"metadata", {{"name", group}}}, {"versions", std::move(list)}});
    }
    return out;
}

std::optional<Json> ApiServer::resources(const std::string& group, const std::string& version) const
{
    Json out{{"kind", "APIResourceList"},
             {"apiVersion", "v1"},
             {"groupVersion", group.empty() ? version : group + "/" + version},
             {"resources", Json::array()}};
    for (const auto& kind : m_cluster.kinds()) {
        const auto& resource = kind->resource;
        if (resource.group != group || resource.version != version)
            continue;
        Json entry{{"name", resource.plural},
                   {"singularName", kind->singular},
                   {"namespaced", resource.namespaced},
                   {"kind", resource.kind},
                   {"verbs", verbs()}};
        if (!kind->shortNames.empty())
            entry["shortNames"] = kind->shortNames;
        out["resources"].push_back(entry);
        if (kind->hasStatus) {
            entry["name"] = resource.plural + "/status";
            entry.erase("shortNames");
            entry["verbs"] = {"get", "patch", "update"};
            out["resources"].push_back(std::move(entry));
        }
    }
    return out["resources"].empty() ? std::nullopt : std::optional(std::move(out));
}

Answer<ApiServer::Outcome> ApiServer::list(const Target& target) const
{
    const auto labels = Selector::labels(target.query("labelSelector"));
    const auto fields = Selector::fields(target.query("fieldSelector"));
    if (!labels || !fields)
        return tl::unexpected(!labels ? labels.error() : fields.error());
    auto& objects = m_cluster.objects();
    auto revision = objects.revision();
    api::ObjectKey after;
    // "revision/namespace/name": where the next page of a list begins.
    const auto token = target.query("continue");
    if (!token.empty()) {
        const auto first = token.find('/');
        const auto second = first == std::string::npos ? first : token.find('/', first + 1);
        const auto at = number(token.substr(0, first));
        if (!at || second == std::string::npos)
            return badRequest("continue key is not valid");
        revision = *at;
        after = {token.substr(first + 1, second - first - 1), token.substr(second + 1)};
    }
    const auto found = objects.listAt(target.kind->id(), revision);
    if (!found)
        return expired();
    const auto limit = number(target.query("limit")).value_or(0);
    auto items = Json::array();
    std::string next;
    api::ObjectKey last;
    for (auto entry = token.empty() ? found->begin() : found->upper_bound(after); entry != found->end(); ++entry) {
        const auto& [key, object] = *entry;
        if ((!target.ns.empty() && key.ns != target.ns) || !labels->matches(*object) || !fields->matches(*object)
            || (!target.name.empty() && key.name != target.name))
            continue;
        if (limit && items.size() == limit) {
            next = std::to_string(revision) + "/" + last.ns + "/" + last.name;
            break;
        }
        auto item = *object;
        item.erase("apiVersion"); // as real servers do: the list says it once
        item.erase("kind");
        items.push_back(std::move(item));
        last = key;
    }
    Json metadata{{"resourceVersion", std::to_string(revision)}};
    if (!next.empty())
        metadata["continue"] = next;
    const Json body{{"kind", target.kind->resource.kind + "List"},
                    {"apiVersion", target.kind->resource.apiVersion()},
                    {"metadata", std::move(metadata)},
                    {"items", std::move(items)}};
    return Outcome{{200, {{"Content-Type", "application/json"}}, api::dump(body)}, std::nullopt};
}

Answer<ApiServer::Outcome> ApiServer::watch(const Target& target) const
{
    auto labels = Selector::labels(target.query("labelSelector"));
    auto fields = Selector::fields(target.query("fieldSelector"));
    if (!labels || !fields)
        return tl::unexpected(!labels ? labels.error() : fields.error());
    WatchRequest watch;
    watch.kind = target.kind;
    watch.ns = target.ns;
    watch.labels = std::move(*labels);
    watch.fields = std::move(*fields);
    watch.bookmarks = target.query("allowWatchBookmarks") == "true";
    if (const auto seconds = number(target.query("timeoutSeconds")))
        watch.timeout = std::chrono::seconds(*seconds);
    auto& objects = m_cluster.objects();
    const auto version = target.query("resourceVersion");
    if (version.empty() || version == "0") {
        watch.after = objects.revision();
        for (const auto& object : objects.list(target.kind->id(), target.ns)) {
            if (watch.labels.matches(*object) && watch.fields.matches(*object))
                watch.initial.push_back(object);
        }
    } else if (const auto from = number(version)) {
        watch.after = *from;
    } else {
        return badRequest("resourceVersion: Invalid value: \"" + version + "\"");
    }
    return Outcome{{200, {{"Content-Type", "application/json"}}, ""}, std::move(watch)};
}

std::optional<std::string> ApiServer::line(const WatchRequest& watch, const Change& change)
{
    if (change.collection != watch.kind->id() || (!watch.ns.empty() && change.key.ns != watch.ns))
        return std::nullopt;
    const auto wanted = [&](const Document& object) {
        return object && watch.labels.matches(*object) && watch.fields.matches(*object);
    };
    const bool was = wanted(change.before);
    const bool is = wanted(change.after);
    if (is)
        return eventLine(was ? "MODIFIED" : "ADDED", *change.after);
    if (!was)
        return std::nullopt;
    if (change.last)
        return eventLine("DELETED", *change.last);
    auto left = *change.before; // it goes on, outside the selector
    left["metadata"]["resourceVersion"] = at(*change.after, "/metadata/resourceVersion");
    return eventLine("DELETED", left);
}

std::string ApiServer::addedLine(const Json& object)
{
    return eventLine("ADDED", object);
}

std::string ApiServer::bookmarkLine(const WatchRequest& watch) const
{
    return eventLine("BOOKMARK", {{"kind", watch.kind->resource.kind},
                                  {"apiVersion", watch.kind->resource.apiVersion()},
                                  {"metadata", {{"resourceVersion", std::to_string(m_cluster.objects().revision())}}}});
}

std::string ApiServer::errorLine(const Status& status)
{
    return eventLine("ERROR", status.json());
}

} // namespace orrery::sim
