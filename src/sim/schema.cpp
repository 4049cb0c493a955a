#include "sim/schema.h"

#include <algorithm>
#include <vector>

namespace orrery::sim {

using api::at;
using api::flag;
using api::Json;
using api::text;

namespace {

constexpr auto preserve = "/x-kubernetes-preserve-unknown-fields";

void prune(const Json& schema, Json& value, bool root)
{
    if (value.is_array()) {
        for (auto& item : value)
            prune(at(schema, "/items"), item, false);
        return;
    }
    if (!value.is_object() || schema.is_null())
        return;
    const auto& properties = at(schema, "/properties");
    const auto& additional = at(schema, "/additionalProperties");
    const bool keeps = flag(schema, preserve) || additional.is_object() || flag(schema, "/additionalProperties");
    std::vector<std::string> unknown;
    for (auto& [key, child] : value.items()) {
        if (root && (key == "apiVersion" || key == "kind" || key == "metadata"))
            continue;
        if (properties.is_object() && properties.contains(key)) {
            if (child.is_null())
                unknown.push_back(key); // null = not said
            else
                prune(properties.at(key), child, false);
        } else if (additional.is_object()) {
            prune(additional, child, false);
        } else if (!keeps) {
            unknown.push_back(key);
        }
    }
    for (const auto& key : unknown)
        value.erase(key);
    if (!properties.is_object())
        return;
    for (const auto& [key, property] : properties.items()) {
        if (!value.contains(key) && property.contains("default"))
            value[key] = property.at("default");
    }
}

bool hasType(const Json& value, const std::string& type)
{
    return type.empty() || (type == "object" && value.is_object()) || (type == "array" && value.is_array())
        || (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean())
        || (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number());
}

std::string typeName(const Json& value)
{
    return value.is_number_integer() ? "integer" : value.type_name();
}

Fault checkAt(const Json& schema, const Json& value, const std::string& path);

Fault checkObject(const Json& schema, const Json& value, const std::string& path)
{
    for (const auto& name : at(schema, "/required")) {
        if (!value.contains(name.get<std::string>()))
            return {(path.empty() ? "" : path + ".") + name.get<std::string>(), "Required value"};
    }
    const auto& properties = at(schema, "/properties");
    const auto& additional = at(schema, "/additionalProperties");
    for (const auto& [key, child] : value.items()) {
        const auto childPath = path.empty() ? key : path + "." + key;
        const bool known = properties.is_object() && properties.contains(key);
        if (!known && !additional.is_object())
            continue;
        if (auto fault = checkAt(known ? properties.at(key) : additional, child, childPath); !fault.field.empty())
            return fault;
    }
    return {};
}

Fault checkAt(const Json& schema, const Json& value, const std::string& path)
{
    const auto type = text(schema, "/type");
    if (value.is_null() && flag(schema, "/nullable"))
        return {};
    if (flag(schema, "/x-kubernetes-int-or-string"))
        return {};
    if (!hasType(value, type))
        return {path, "Invalid value: \"" + typeName(value) + "\": " + path + " in body must be of type " + type
                          + ": \"" + typeName(value) + "\""};
    const auto& allowed = at(schema, "/enum");
    if (allowed.is_array() && std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        return {path, "Unsupported value: " + api::dump(value) + ": supported values: " + api::dump(allowed)};
    if (value.is_number()) {
        const auto& low = at(schema, "/minimum");
        const auto& high = at(schema, "/maximum");
        if (low.is_number() && value < low)
            return {path, "Invalid value: " + api::dump(value) + ": " + path
                              + " in body should be greater than or equal to " + api::dump(low)};
        if (high.is_number() && value > high)
            return {path, "Invalid value: " + api::dump(value) + ": " + path
                              + " in body should be less than or equal to " + api::dump(high)};
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            auto fault = checkAt(at(schema, "/items"), value[i], path + "[" + std::to_string(i) + "]");
            if (!fault.field.empty())
                return fault;
        }
    }
    return value.is_object() ? checkObject(schema, value, path) : Fault();
}

} // namespace

void pruneAndFillIn(const Json& schema, Json& object)
{
    if (!schema.is_null())
        prune(schema, object, true);
}

Fault checkSchema(const Json& schema, const Json& object)
{
    return schema.is_null() ? Fault() : checkAt(schema, object, "");
}

} // namespace orrery::sim
