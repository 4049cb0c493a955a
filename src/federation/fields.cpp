#include "federation/fields.h"

#include "base/joined.h"

#include <algorithm>
#include <cstdint>

namespace orrery::federation {

using api::Json;

tl::unexpected<Error> wrong(const std::string& path, const std::string& why)
{
    return failure(ErrorKind::Invalid, "field.invalid", path + " " + why);
}

std::string dotted(std::string pointer)
{
    pointer.erase(0, 1);
    std::replace(pointer.begin(), pointer.end(), '/', '.');
    for (std::size_t at; (at = pointer.find("~1")) != std::string::npos;)
        pointer.replace(at, 2, "/");
    return pointer;
}

Fields::Fields(const Json& value, std::string path, const std::set<std::string>& known)
    : m_value(value), m_path(std::move(path))
{
    if (!value.is_object()) {
        m_fault = wrong(m_path, "is not an object").value();
        return;
    }
    for (const auto& [key, ignored] : value.items()) {
        if (known.contains(key))
            continue;
        m_fault =
            Error{ErrorKind::Invalid, "field.unknown", pathOf(key) + " is not a field; known here: " + joined(known)};
        return;
    }
}

std::string Fields::text(const std::string& key)
{
    const auto* found = find(key);
    if (found && !found->is_string())
        blame(key, "is not a string");
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

std::string Fields::neededText(const std::string& key)
{
    auto said = text(key);
    if (said.empty())
        blame(key, "is missing");
    return said;
}

bool Fields::flag(const std::string& key, bool fallback)
{
    const auto* found = find(key);
    if (found && !found->is_boolean())
        blame(key, "is neither true nor false");
    return found && found->is_boolean() ? found->get<bool>() : fallback;
}

std::optional<std::int64_t> Fields::number(const std::string& key)
{
    const auto* found = find(key);
    if (!found)
        return std::nullopt;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t(INT64_MAX)) {
        blame(key, "is too large");
        return std::nullopt;
    }
    if (!found->is_number_integer()) {
        blame(key, "is not a whole number");
        return std::nullopt;
    }
    return found->get<std::int64_t>();
}

std::vector<std::string> Fields::texts(const std::string& key)
{
    std::vector<std::string> out;
    for (const auto& [path, item] : items(key)) {
        if (item->is_string())
            out.push_back(item->get<std::string>());
        else
            blame(key, "holds something else than strings");
    }
    return out;
}

std::map<std::string, std::string> Fields::textMap(const std::string& key)
{
    std::map<std::string, std::string> out;
    for (const auto& [name, value] : entries(key)) {
        if (!value->is_string())
            blame(key + "." + name, "is not a string");
        else
            out[name] = value->get<std::string>();
    }
    return out;
}

std::string Fields::word(const std::string& key, const std::vector<std::string>& allowed)
{
    auto said = text(key);
    if (said.empty() || std::find(allowed.begin(), allowed.end(), said) != allowed.end())
        return said;
    blame(key, "is \"" + said + "\", not one of " + joined(allowed));
    return {};
}

std::optional<std::int64_t> Fields::count(const std::string& key, std::int64_t least)
{
    const auto said = number(key);
    if (said && (*said < least || *said > INT32_MAX)) {
        blame(key, "is " + std::to_string(*said) + ", not from " + std::to_string(least) + " to 2147483647");
        return std::nullopt;
    }
    return said;
}

std::vector<std::pair<std::string, const Json*>> Fields::items(const std::string& key)
{
    std::vector<std::pair<std::string, const Json*>> out;
    const auto* found = find(key);
    if (found && !found->is_array())
        blame(key, "is not a list");
    if (!found || !found->is_array())
        return out;
    for (std::size_t i = 0; i < found->size(); ++i)
        out.emplace_back(pathOf(key) + "[" + std::to_string(i) + "]", &(*found)[i]);
    return out;
}

std::vector<std::pair<std::string, const Json*>> Fields::entries(const std::string& key)
{
    std::vector<std::pair<std::string, const Json*>> out;
    const auto* found = find(key);
    if (found && !found->is_object())
        blame(key, "is not an object");
    if (!found || !found->is_object())
        return out;
    for (auto entry = found->begin(); entry != found->end(); ++entry)
        out.emplace_back(entry.key(), &*entry);
    return out;
}

const Json* Fields::find(const std::string& key) const
{
    const auto found = m_value.is_object() ? m_value.find(key) : m_value.end();
    return m_value.is_object() && found != m_value.end() && !found->is_null() ? &*found : nullptr;
}

const Json& Fields::object(const std::string& key)
{
    static const Json empty = Json::object();
    const auto* found = find(key);
    if (found && !found->is_object())
        blame(key, "is not an object");
    return found && found->is_object() ? *found : empty;
}

std::string Fields::pathOf(const std::string& key) const
{
    return m_path.empty() ? key : m_path + "." + key;
}

void Fields::blame(const std::string& key, const std::string& why)
{
    if (!m_fault)
        m_fault = wrong(pathOf(key), why).value();
}

void Fields::require(std::initializer_list<const char*> keys)
{
    for (const auto* key : keys) {
        if (!find(key))
            blame(key, "is missing");
    }
}

void Fields::adopt(const Fields& part)
{
    if (!m_fault)
        m_fault = part.m_fault;
}

Result<void> Fields::fine() const
{
    return m_fault ? Result<void>(failure(*m_fault)) : Result<void>();
}

} // namespace orrery::federation
