#include "client/discovery.h"

#include <algorithm>

namespace orrery::client {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr auto aggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return out;
}

std::vector<std::string> strings(const Json& list)
{
    std::vector<std::string> out;
    for (const auto& item : list) {
        if (item.is_string())
            out.push_back(item.get<std::string>());
    }
    return out;
}

/// Of a plain /api or /apis document, the preferred ones of each group first.
std::vector<std::string> groupVersions(const Json& root)
{
    auto out = strings(at(root, "/versions")); // of /api
    for (const auto& group : at(root, "/groups")) {
        const auto preferred = text(group, "/preferredVersion/groupVersion");
        if (!preferred.empty())
            out.push_back(preferred);
        for (const auto& version : at(group, "/versions")) {
            if (auto name = text(version, "/groupVersion"); name != preferred)
                out.push_back(std::move(name));
        }
    }
    return out;
}

http::HttpRequest document(std::string target, const char* accept = "application/json")
{
    http::HttpRequest request;
    request.target = std::move(target);
    request.headers = {{"Accept", accept}};
    return request;
}

} // namespace

Discovery::Discovery(std::shared_ptr<Session> session) : m_session(std::move(session)) { }

void Discovery::addPlain(const Json& list, const api::GroupVersion& groupVersion, std::vector<Entry>& found)
{
    for (const auto& item : at(list, "/resources")) {
        if (text(item, "/name").find('/') != std::string::npos)
            continue; // a subresource
        found.push_back({{groupVersion.group, groupVersion.version, text(item, "/kind"), text(item, "/name"),
                          api::flag(item, "/namespaced")},
                         text(item, "/singularName"),
                         strings(at(item, "/shortNames"))});
    }
}

void Discovery::addAggregated(const Json& list, std::vector<Entry>& found)
{
    for (const auto& group : at(list, "/items")) {
        for (const auto& version : at(group, "/versions")) {
            for (const auto& item : at(version, "/resources")) {
                found.push_back(
                    {{text(group, "/metadata/name"), text(version, "/version"), text(item, "/responseKind/kind"),
                      text(item, "/resource"), text(item, "/scope") == "Namespaced"},
                     text(item, "/singularResource"),
                     strings(at(item, "/shortNames"))});
            }
        }
    }
}

Result<std::vector<Discovery::Entry>> Discovery::read(std::stop_token stop)
{
    std::vector<Entry> found;
    for (const auto* root : {"/api", "/apis"}) {
        const auto answer = m_session->json(document(root, aggregated), stop);
        if (!answer)
            return failure(answer.error().during("asking what is served"));
        if (text(*answer, "/kind") == "APIGroupDiscoveryList") {
            addAggregated(*answer, found);
            continue;
        }
        for (const auto& groupVersion : groupVersions(*answer)) {
            const auto list = m_session->json(document(std::string(root) + "/" + groupVersion), stop);
            if (list)
                addPlain(*list, api::parseApiVersion(groupVersion), found);
            else if (!list.error().code.starts_with("api."))
                return failure(list.error().during("asking what is served"));
            // else the server itself says that this group's own server is down: that does not hide the rest
        }
    }
    return found;
}

Discovery::Entries Discovery::known()
{
    const std::lock_guard lock(m_mutex);
    return m_entries;
}

Result<Discovery::Entries> Discovery::readAndKeep(std::stop_token stop)
{
    auto found = read(std::move(stop));
    if (!found)
        return failure(std::move(found.error()));
    auto entries = std::make_shared<const std::vector<Entry>>(std::move(*found));
    const std::lock_guard lock(m_mutex);
    m_entries = entries;
    return entries;
}

template <class F>
Result<std::optional<api::Resource>> Discovery::search(const F& fits, std::stop_token stop)
{
    const auto look = [&](const std::vector<Entry>& entries) {
        const auto found = std::find_if(entries.begin(), entries.end(), fits);
        return found == entries.end() ? std::nullopt : std::optional(found->resource);
    };
    if (const auto cached = known()) {
        if (const auto found = look(*cached))
            return found;
    }
    const auto fresh = readAndKeep(std::move(stop));
    if (!fresh)
        return failure(fresh.error());
    return look(**fresh);
}

Result<api::Resource> Discovery::find(std::string_view apiVersion, std::string_view kind, std::stop_token stop)
{
    const auto wanted = api::parseApiVersion(apiVersion);
    const auto found = search(
        [&](const Entry& entry) {
            const auto& resource = entry.resource;
            return resource.group == wanted.group && resource.version == wanted.version && resource.kind == kind;
        },
        std::move(stop));
    if (!found)
        return failure(found.error());
    if (*found)
        return **found;
    return failure(ErrorKind::NotFound, "api.no-such-kind",
                   m_session->cluster() + " does not serve " + std::string(apiVersion) + " " + std::string(kind)
                       + "; check the spelling, or install its CustomResourceDefinition first");
}

Result<api::Resource> Discovery::findByName(std::string_view name, std::stop_token stop)
{
    const auto wanted = lower(name);
    const auto dot = wanted.find('.');
    const auto bare = wanted.substr(0, dot);
    const auto group = dot == std::string::npos ? std::string() : wanted.substr(dot + 1);
    const auto found = search(
        [&](const Entry& entry) {
            const auto& resource = entry.resource;
            if (dot != std::string::npos && resource.group != group)
                return false;
            return resource.plural == bare || entry.singular == bare || lower(resource.kind) == bare
                || std::find(entry.shortNames.begin(), entry.shortNames.end(), bare) != entry.shortNames.end();
        },
        std::move(stop));
    if (!found)
        return failure(found.error());
    if (*found)
        return **found;
    return failure(ErrorKind::NotFound, "api.no-such-kind",
                   m_session->cluster() + " serves no kind called \"" + std::string(name) + "\"");
}

Result<std::vector<api::Resource>> Discovery::all(std::stop_token stop)
{
    auto entries = Result<Entries>(known());
    if (!*entries)
        entries = readAndKeep(std::move(stop));
    if (!entries)
        return failure(entries.error());
    std::vector<api::Resource> out;
    for (const auto& entry : **entries)
        out.push_back(entry.resource);
    return out;
}

void Discovery::forget()
{
    const std::lock_guard lock(m_mutex);
    m_entries.reset();
}

} // namespace orrery::client
