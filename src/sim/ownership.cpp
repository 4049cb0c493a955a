#include "sim/ownership.h"

#include <algorithm>
#include <map>

namespace orrery::sim {

using api::at;
using api::Json;

namespace {

/// Built-in lists that merge by keys, by "parent/field" or "field".
const std::map<std::string, std::vector<std::string>>& keyedLists()
{
    static const std::map<std::string, std::vector<std::string>> lists{
        {"spec/ports", {"port", "protocol"}},
        {"containers/ports", {"containerPort", "protocol"}},
        {"initContainers/ports", {"containerPort", "protocol"}},
        {"containers", {"name"}},
        {"initContainers", {"name"}},
        {"volumes", {"name"}},
        {"env", {"name"}},
        {"imagePullSecrets", {"name"}},
        {"volumeMounts", {"mountPath"}},
        {"conditions", {"type"}},
        {"ownerReferences", {"uid"}},
        {"hostAliases", {"ip"}},
    };
    return lists;
}

bool isAtomicMap(const std::string& name)
{
    return name == "selector" || name == "nodeSelector" || name == "roleRef" || name == "involvedObject"
        || name == "labelSelector" || name == "resourceFieldRef" || name == "fieldRef";
}

/// The last two field names, as keyedLists writes them.
std::pair<std::string, std::string> names(const FieldPath& path)
{
    std::string last;
    std::string parent;
    for (auto step = path.rbegin(); step != path.rend() && parent.empty(); ++step) {
        if (!step->starts_with("f:"))
            continue;
        (last.empty() ? last : parent) = step->substr(2);
    }
    return {parent, last};
}

Merging fromSchema(const Json& root, const FieldPath& path, const Json& value)
{
    const Json* schema = &root;
    for (const auto& step : path) {
        if (!step.starts_with("f:"))
            schema = &at(*schema, "/items");
        else if (const auto& properties = at(*schema, "/properties");
                 properties.is_object() && properties.contains(step.substr(2)))
            schema = &properties.at(step.substr(2));
        else
            schema = &at(*schema, "/additionalProperties");
    }
    Merging merging;
    if (value.is_object())
        merging.kind =
            api::text(*schema, "/x-kubernetes-map-type") == "atomic" ? Merging::Kind::Atomic : Merging::Kind::Granular;
    const auto type = api::text(*schema, "/x-kubernetes-list-type");
    if (value.is_array())
        merging.kind = type == "set" ? Merging::Kind::Set
                     : type == "map" ? Merging::Kind::Keyed
                                     : Merging::Kind::Atomic;
    for (const auto& key : at(*schema, "/x-kubernetes-list-map-keys"))
        merging.keys.push_back(key.get<std::string>());
    return merging;
}

std::string keyStep(const Json& item, const std::vector<std::string>& keys)
{
    Json key = Json::object();
    for (const auto& name : keys) {
        if (item.is_object() && item.contains(name))
            key[name] = item.at(name);
        else if (name == "protocol")
            key[name] = "TCP"; // the one key that has a default
    }
    return "k:" + api::dump(key);
}

std::string stepOf(const Json& item, const Merging& merging)
{
    return merging.kind == Merging::Kind::Set ? "v:" + api::dump(item) : keyStep(item, merging.keys);
}

bool isServers(const FieldPath& path)
{
    static const std::set<std::string> written{"f:name",
                                               "f:namespace",
                                               "f:uid",
                                               "f:generation",
                                               "f:resourceVersion",
                                               "f:creationTimestamp",
                                               "f:selfLink",
                                               "f:deletionTimestamp",
                                               "f:managedFields",
                                               "f:generateName",
                                               "f:deletionGracePeriodSeconds"};
    if (path.size() == 1)
        return path[0] == "f:apiVersion" || path[0] == "f:kind";
    return path.size() == 2 && path[0] == "f:metadata" && written.contains(path[1]);
}

void collect(const Kind& kind, const Json& value, FieldPath& path, FieldSet& out)
{
    if (isServers(path))
        return;
    const auto merging = mergingAt(kind, path, value);
    if (value.is_object() && merging.kind != Merging::Kind::Atomic && !value.empty()) {
        for (const auto& [key, child] : value.items()) {
            path.push_back("f:" + key);
            collect(kind, child, path, out);
            path.pop_back();
        }
    } else if (value.is_array() && !value.empty()
               && (merging.kind == Merging::Kind::Keyed || merging.kind == Merging::Kind::Set)) {
        for (const auto& item : value) {
            path.push_back(stepOf(item, merging));
            out.insert(path); // the item itself: it goes when nobody owns it
            if (item.is_object())
                collect(kind, item, path, out);
            path.pop_back();
        }
    } else if (!path.empty()) {
        out.insert(path);
    }
}

/// The member of `list` that a step names.
std::size_t find(const Json& list, const std::string& step)
{
    const auto wanted = Json::parse(step.substr(2), nullptr, false);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (step.starts_with("v:") ? list[i] == wanted : [&] {
                for (const auto& [key, value] : wanted.items()) {
                    const auto& found = at(list[i], "/" + key);
                    if (found.is_null() ? !(key == "protocol" && value == "TCP") : found != value)
                        return false;
                }
                return true;
            }())
            return i;
    }
    return list.size();
}

const Json* stepInto(const Json& value, const std::string& step)
{
    if (step.starts_with("f:")) {
        const auto found = value.is_object() ? value.find(step.substr(2)) : value.end();
        return value.is_object() && found != value.end() ? &*found : nullptr;
    }
    const auto i = value.is_array() ? find(value, step) : 0;
    return value.is_array() && i < value.size() ? &value[i] : nullptr;
}

Json mergedAt(const Kind& kind, const Json& under, const Json& over, FieldPath& path)
{
    const auto merging = mergingAt(kind, path, over);
    if (over.is_object() && under.is_object() && merging.kind != Merging::Kind::Atomic) {
        Json out = under;
        for (const auto& [key, value] : over.items()) {
            path.push_back("f:" + key);
            out[key] = out.contains(key) ? mergedAt(kind, out[key], value, path) : value;
            path.pop_back();
        }
        return out;
    }
    if (!over.is_array() || !under.is_array()
        || (merging.kind != Merging::Kind::Keyed && merging.kind != Merging::Kind::Set))
        return over;
    Json out = under;
    for (const auto& item : over) {
        path.push_back(stepOf(item, merging));
        const auto i = find(out, path.back());
        if (i == out.size())
            out.push_back(item);
        else
            out[i] = mergedAt(kind, out[i], item, path);
        path.pop_back();
    }
    return out;
}

void read(const Json& tree, FieldPath& path, FieldSet& out)
{
    if (tree.empty() && !path.empty())
        out.insert(path);
    for (const auto& [key, value] : tree.items()) {
        if (key == ".") {
            out.insert(path);
            continue;
        }
        path.push_back(key);
        read(value, path, out);
        path.pop_back();
    }
}

} // namespace

Merging mergingAt(const Kind& kind, const FieldPath& path, const Json& value)
{
    const bool metadata = !path.empty() && path.front() == "f:metadata";
    if (!kind.schema.is_null() && !metadata)
        return fromSchema(kind.schema, path, value);
    const auto [parent, name] = names(path);
    Merging merging;
    if (value.is_object()) {
        merging.kind = isAtomicMap(name) ? Merging::Kind::Atomic : Merging::Kind::Granular;
    } else if (value.is_array()) {
        const auto& lists = keyedLists();
        auto keys = lists.find(parent + "/" + name);
        if (keys == lists.end())
            keys = lists.find(name);
        merging.kind = name == "finalizers" ? Merging::Kind::Set
                     : keys == lists.end()  ? Merging::Kind::Atomic
                                            : Merging::Kind::Keyed;
        if (keys != lists.end())
            merging.keys = keys->second;
    }
    return merging;
}

FieldSet fieldsOf(const Kind& kind, const Json& object)
{
    FieldSet out;
    FieldPath path;
    collect(kind, object, path, out);
    return out;
}

const Json* valueAt(const Json& object, const FieldPath& path)
{
    const Json* here = &object;
    for (const auto& step : path) {
        here = stepInto(*here, step);
        if (!here)
            return nullptr;
    }
    return here;
}

void removeAt(Json& object, const FieldPath& path)
{
    auto* parent = const_cast<Json*>(valueAt(object, {path.begin(), path.end() - 1}));
    if (!parent)
        return;
    const auto& step = path.back();
    if (parent->is_object() && step.starts_with("f:"))
        parent->erase(step.substr(2));
    else if (parent->is_array() && !step.starts_with("f:")) {
        if (const auto i = find(*parent, step); i < parent->size())
            parent->erase(i);
    }
    // What held nothing else goes with it.
    if (parent->empty() && path.size() > 2)
        removeAt(object, {path.begin(), path.end() - 1});
}

Json merged(const Kind& kind, const Json& under, const Json& over)
{
    FieldPath path;
    return mergedAt(kind, under, over, path);
}

std::vector<Owner> readOwners(const Json& object)
{
    std::vector<Owner> out;
    for (const auto& entry : at(object, "/metadata/managedFields")) {
        Owner owner{api::text(entry, "/manager"),    api::text(entry, "/operation"), api::text(entry, "/subresource"),
                    api::text(entry, "/apiVersion"), api::text(entry, "/time"),      {}};
        FieldPath path;
        read(at(entry, "/fieldsV1"), path, owner.fields);
        out.push_back(std::move(owner));
    }
    return out;
}

void writeOwners(Json& object, const std::vector<Owner>& owners)
{
    auto list = Json::array();
    for (const auto& owner : owners) {
        if (owner.fields.empty())
            continue;
        auto tree = Json::object();
        for (const auto& path : owner.fields) {
            auto* here = &tree;
            for (const auto& step : path)
                here = &(*here)[step];
            if (here->is_null())
                *here = Json::object();
            if (!path.back().starts_with("f:"))
                (*here)["."] = Json::object();
        }
        Json entry{{"manager", owner.manager}, {"operation", owner.operation}, {"apiVersion", owner.apiVersion},
                   {"time", owner.time},       {"fieldsType", "FieldsV1"},     {"fieldsV1", std::move(tree)}};
        if (!owner.subresource.empty())
            entry["subresource"] = owner.subresource;
        list.push_back(std::move(entry));
    }
    if (list.empty())
        api::drop(object, "/metadata/managedFields");
    else
        object["metadata"]["managedFields"] = std::move(list);
}

std::string text(const FieldPath& path)
{
    std::string out;
    for (const auto& step : path) {
        if (step.starts_with("f:")) {
            out += "." + step.substr(2);
            continue;
        }
        const auto value = Json::parse(step.substr(2), nullptr, false);
        if (step.starts_with("v:")) {
            out += "[=" + api::dump(value) + "]";
            continue;
        }
        std::string keys;
        for (const auto& [key, said] : value.items())
            keys += (keys.empty() ? "" : ",") + key + "=" + api::dump(said);
        out += "[" + keys + "]";
    }
    return out;
}

} // namespace orrery::sim
