#include "federation/difference.h"

#include "federation/json_patch.h"
#include "federation/names.h"

#include <algorithm>
#include <map>
#include <set>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr auto hidden = "••••";

/// A list whose items all have a name of their own, by that name.
std::optional<std::map<std::string, const Json*>> byName(const Json& list)
{
    std::map<std::string, const Json*> items;
    for (const auto& item : list) {
        const auto name = text(item, "/name");
        if (name.empty() || !items.emplace(name, &item).second)
            return std::nullopt;
    }
    return items;
}

class Comparison {
public:
    void compare(const std::string& path, const Json* before, const Json* after)
    {
        if (before && after && *before == *after)
            return;
        if (before && after && before->is_object() && after->is_object())
            return compareMaps(path, *before, *after);
        if (before && after && before->is_array() && after->is_array())
            return compareLists(path, *before, *after);
        const auto copy = [](const Json* value) { return value ? std::optional(*value) : std::nullopt; };
        found.push_back({path, copy(before), copy(after)});
    }

    std::vector<Difference> found{};

private:
    void compareMaps(const std::string& path, const Json& before, const Json& after)
    {
        std::set<std::string> keys;
        for (const auto* map : {&before, &after}) {
            for (const auto& [key, value] : map->items())
                keys.insert(key);
        }
        for (const auto& key : keys) {
            const auto find = [&](const Json& map) {
                const auto entry = map.find(key);
                return entry == map.end() ? nullptr : &*entry;
            };
            const bool plain = key.find_first_of("./[") == std::string::npos;
            compare(plain ? path + (path.empty() ? "" : ".") + key : path + "[" + key + "]", find(before), find(after));
        }
    }

    void compareLists(const std::string& path, const Json& before, const Json& after)
    {
        const auto was = byName(before);
        const auto is = byName(after);
        if (was && is) {
            std::set<std::string> names;
            for (const auto* items : {&*was, &*is}) {
                for (const auto& [name, item] : *items)
                    names.insert(name);
            }
            for (const auto& name : names) {
                const auto find = [&](const auto& items) {
                    const auto entry = items.find(name);
                    return entry == items.end() ? nullptr : entry->second;
                };
                compare(path + "[" + name + "]", find(*was), find(*is));
            }
            return;
        }
        for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
            compare(path + "[" + std::to_string(i) + "]", i < before.size() ? &before[i] : nullptr,
                    i < after.size() ? &after[i] : nullptr);
    }
};

} // namespace

Json withoutBookkeeping(Json object)
{
    static const std::vector<std::string> written{"/status",
                                                  "/metadata/managedFields",
                                                  "/metadata/resourceVersion",
                                                  "/metadata/uid",
                                                  "/metadata/generation",
                                                  "/metadata/creationTimestamp",
                                                  "/metadata/selfLink",
                                                  below("/metadata/labels", names::managedBy),
                                                  below("/metadata/annotations", names::ownerUid),
                                                  below("/metadata/annotations", names::appliedHash),
                                                  "/metadata/annotations/deployment.kubernetes.io~1revision"};
    for (const auto& pointer : written)
        api::drop(object, pointer);
    for (const auto* map : {"/metadata/labels", "/metadata/annotations"}) {
        if (const auto& value = at(object, map); value.is_object() && value.empty())
            api::drop(object, map);
    }
    return object;
}

std::vector<Difference> differences(const Json& before, const Json& after)
{
    const auto was = withoutBookkeeping(before);
    const auto is = withoutBookkeeping(after);
    Comparison comparison;
    comparison.compare("", &was, &is);
    const bool secret = text(is, "/kind") == "Secret";
    for (auto& difference : comparison.found) {
        if (!secret || !(difference.path.starts_with("data") || difference.path.starts_with("stringData")))
            continue;
        for (auto* value : {&difference.before, &difference.after}) {
            if (*value)
                *value = hidden;
        }
    }
    return std::move(comparison.found);
}

} // namespace orrery::federation
