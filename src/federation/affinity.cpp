#include "federation/affinity.h"

#include <algorithm>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

using Excluded = Result<std::optional<std::string>>;

tl::unexpected<Error> invalid(const std::string& path, const std::string& why)
{
    return failure(ErrorKind::Invalid, "affinity.invalid", path + " " + why);
}

Result<std::vector<std::string>> strings(const Json& list, const std::string& path)
{
    std::vector<std::string> out;
    if (list.is_null())
        return out;
    if (!list.is_array())
        return invalid(path, "is not a list");
    for (const auto& item : list) {
        if (!item.is_string())
            return invalid(path, "holds something else than strings");
        out.push_back(item.get<std::string>());
    }
    return out;
}

std::string joined(const std::vector<std::string>& values)
{
    std::string out;
    for (const auto& value : values)
        out += (out.empty() ? "" : ", ") + value;
    return out;
}

/// One expression over what a cluster has under its key (a label has one value or none, zones any number).
Excluded unlessHolds(const Json& expression, const std::vector<std::string>& have, const std::string& path)
{
    const auto key = text(expression, "/key");
    const auto does = text(expression, "/operator");
    const auto values = strings(at(expression, "/values"), path + ".values");
    if (!values)
        return failure(values.error());
    const bool listed = std::any_of(have.begin(), have.end(), [&](const std::string& value) {
        return std::find(values->begin(), values->end(), value) != values->end();
    });
    bool holds = false;
    if (does == "In")
        holds = listed;
    else if (does == "NotIn")
        holds = !listed;
    else if (does == "Exists")
        holds = !have.empty();
    else if (does == "DoesNotExist")
        holds = have.empty();
    else
        return invalid(path + ".operator", "is \"" + does + "\", not In, NotIn, Exists or DoesNotExist");
    if (holds)
        return std::nullopt;
    return std::optional(key + " is " + (have.empty() ? "not there" : joined(have)) + ", wanted: " + does
                         + (values->empty() ? "" : " " + joined(*values)));
}

/// All expressions of a selector; `have` gives what the cluster has under a key, or nothing for a key that is unknown.
template <class Have>
Excluded byExpressions(const Json& selector, const std::string& path, const Have& have)
{
    std::size_t i = 0;
    for (const auto& expression : at(selector, "/matchExpressions")) {
        const auto where = path + ".matchExpressions[" + std::to_string(i++) + "]";
        const auto key = text(expression, "/key");
        const auto found = have(key);
        if (!found)
            return invalid(where + ".key", "is \"" + key + "\", not provider, region or zone");
        auto excluded = unlessHolds(expression, *found, where);
        if (!excluded || *excluded)
            return excluded;
    }
    return std::nullopt;
}

Excluded byLabels(const Json& selector, const ClusterTraits& cluster, const std::string& path)
{
    const auto have = [&](const std::string& key) -> std::optional<std::vector<std::string>> {
        const auto label = cluster.labels.find(key);
        return label == cluster.labels.end() ? std::vector<std::string>() : std::vector{label->second};
    };
    const auto& wanted = at(selector, "/matchLabels");
    if (!wanted.is_null() && !wanted.is_object())
        return invalid(path + ".matchLabels", "is not an object");
    if (wanted.is_object()) {
        for (const auto& [key, value] : wanted.items()) {
            const auto label = cluster.labels.find(key);
            if (label == cluster.labels.end() || value != label->second)
                return std::optional("label " + key + " is "
                                     + (label == cluster.labels.end() ? "not there" : label->second) + ", wanted: "
                                     + (value.is_string() ? value.get<std::string>() : api::dump(value)));
        }
    }
    return byExpressions(selector, path, have);
}

Excluded byFields(const Json& selector, const ClusterTraits& cluster, const std::string& path)
{
    return byExpressions(selector, path, [&](const std::string& key) -> std::optional<std::vector<std::string>> {
        const auto one = [](const std::string& value) {
            return value.empty() ? std::vector<std::string>() : std::vector{value};
        };
        if (key == "provider")
            return one(cluster.provider);
        if (key == "region")
            return one(cluster.region);
        return key == "zone" ? std::optional(cluster.zones) : std::nullopt;
    });
}

} // namespace

Excluded excludedBy(const Json& affinity, const ClusterTraits& cluster, const std::string& path)
{
    if (affinity.is_null())
        return std::nullopt;
    const auto excluded = strings(at(affinity, "/exclude"), path + ".exclude");
    if (!excluded)
        return failure(excluded.error());
    if (std::find(excluded->begin(), excluded->end(), cluster.name) != excluded->end())
        return std::optional<std::string>("excluded by name");
    auto why = byLabels(at(affinity, "/labelSelector"), cluster, path + ".labelSelector");
    if (!why || *why)
        return why;
    why = byFields(at(affinity, "/fieldSelector"), cluster, path + ".fieldSelector");
    if (!why || *why)
        return why;
    const auto names = strings(at(affinity, "/clusterNames"), path + ".clusterNames");
    if (!names)
        return failure(names.error());
    if (!names->empty() && std::find(names->begin(), names->end(), cluster.name) == names->end())
        return std::optional<std::string>("not among the names wanted");
    return std::nullopt;
}

} // namespace orrery::federation
