#include "api/json.h"

namespace orrery::api {

namespace {

const Json nothing{};

std::string unescape(std::string_view token)
{
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1'))
            out += token[++i] == '0' ? '~' : '/';
        else
            out += token[i];
    }
    return out;
}

std::string escape(std::string_view key)
{
    std::string out;
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

/// Takes the first reference token off a pointer.
std::string nextToken(std::string_view& pointer)
{
    pointer.remove_prefix(1);
    const auto end = pointer.find('/');
    const auto token = pointer.substr(0, end);
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
    return unescape(token);
}

std::optional<std::size_t> index(std::string_view token, std::size_t size)
{
    std::size_t value = 0;
    if (token.empty() || token.size() > 9)
        return std::nullopt;
    for (const char c : token) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + std::size_t(c - '0');
    }
    return value < size ? std::optional(value) : std::nullopt;
}

std::optional<std::string> difference(const Json& live, const Json& wanted)
{
    if (wanted.is_object()) {
        if (!live.is_object())
            return wanted.empty() && live.is_null() ? std::nullopt : std::optional<std::string>("");
        for (const auto& [key, value] : wanted.items()) {
            const auto found = live.find(key);
            if (auto deeper = difference(found == live.end() ? nothing : *found, value))
                return "/" + escape(key) + *deeper;
        }
        return std::nullopt;
    }
    if (wanted.is_array()) {
        if (wanted.empty() && live.is_null())
            return std::nullopt;
        if (!live.is_array() || live.size() != wanted.size())
            return "";
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (auto deeper = difference(live[i], wanted[i]))
                return "/" + std::to_string(i) + *deeper;
        }
        return std::nullopt;
    }
    return live == wanted ? std::nullopt : std::optional<std::string>("");
}

} // namespace

Result<Json> parseJson(std::string_view text)
{
    try {
        return Json::parse(text);
    } catch (const Json::exception& fault) {
        const auto* parseFault = dynamic_cast<const Json::parse_error*>(&fault);
        return failure(ErrorKind::Invalid, "json.syntax",
                       "not valid JSON"
                           + (parseFault ? " at byte " + std::to_string(parseFault->byte) : std::string()));
    }
}

std::string dump(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json& at(const Json& document, std::string_view pointer)
{
    const Json* here = &document;
    while (!pointer.empty()) {
        const auto token = nextToken(pointer);
        if (here->is_object()) {
            const auto found = here->find(token);
            if (found == here->end())
                return nothing;
            here = &*found;
        } else if (here->is_array()) {
            const auto i = index(token, here->size());
            if (!i)
                return nothing;
            here = &(*here)[*i];
        } else {
            return nothing;
        }
    }
    return *here;
}

std::string text(const Json& document, std::string_view pointer, std::string fallback)
{
    const auto& value = at(document, pointer);
    return value.is_string() ? value.get<std::string>() : std::move(fallback);
}

std::int64_t number(const Json& document, std::string_view pointer, std::int64_t fallback)
{
    const auto& value = at(document, pointer);
    return value.is_number() ? value.get<std::int64_t>() : fallback;
}

bool flag(const Json& document, std::string_view pointer, bool fallback)
{
    const auto& value = at(document, pointer);
    return value.is_boolean() ? value.get<bool>() : fallback;
}

bool put(Json& document, std::string_view pointer, Json value)
{
    Json* here = &document;
    while (!pointer.empty()) {
        const auto token = nextToken(pointer);
        if (here->is_array()) {
            const auto i = index(token, here->size());
            if (!i)
                return false;
            here = &(*here)[*i];
        } else if (here->is_object() || here->is_null()) {
            here = &(*here)[token];
        } else {
            return false;
        }
    }
    *here = std::move(value);
    return true;
}

void drop(Json& document, std::string_view pointer)
{
    const auto cut = pointer.rfind('/');
    if (cut == std::string_view::npos)
        return;
    auto& parent = const_cast<Json&>(at(document, pointer.substr(0, cut)));
    if (parent.is_object())
        parent.erase(unescape(pointer.substr(cut + 1)));
}

bool contains(const Json& live, const Json& wanted)
{
    return !difference(live, wanted).has_value();
}

std::string firstDifference(const Json& live, const Json& wanted)
{
    const auto found = difference(live, wanted);
    return found ? (found->empty() ? "/" : *found) : "";
}

} // namespace orrery::api
