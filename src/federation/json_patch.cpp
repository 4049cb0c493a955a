#include "federation/json_patch.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace orrery::federation {

using api::Json;

namespace {

constexpr std::size_t deepest = 128;
constexpr std::size_t largest = 8u << 20; ///< what a patch may add in all
constexpr std::size_t valueCost = 4; ///< of any value, beside its text

using Tokens = std::vector<std::string>;

tl::unexpected<Error> invalid(const std::string& why)
{
    return failure(ErrorKind::Invalid, "json-patch.invalid", why);
}

tl::unexpected<Error> failed(const std::string& why)
{
    return failure(ErrorKind::Invalid, "json-patch.failed", why);
}

Result<Tokens> tokensOf(const std::string& pointer)
{
    Tokens tokens;
    if (!pointer.empty() && pointer.front() != '/')
        return invalid("\"" + pointer + "\" is no JSON pointer, which begins with /");
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            tokens.emplace_back();
            continue;
        }
        const bool escaped = pointer[i] == '~';
        const char code = escaped && i + 1 < pointer.size() ? pointer[++i] : '\0';
        if (escaped && code != '0' && code != '1')
            return invalid("\"" + pointer + "\" is no JSON pointer: ~ stands for itself only as ~0");
        tokens.back() += escaped ? (code == '0' ? '~' : '/') : pointer[i];
    }
    return tokens;
}

/// A number without leading zeros; anything else names no item of a list.
std::optional<std::size_t> indexOf(const std::string& token)
{
    const bool digits = std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || token.empty() || token.size() > 9 || (token.size() > 1 && token.front() == '0'))
        return std::nullopt;
    return std::size_t(std::stoul(token));
}

Json* child(Json& parent, const std::string& token)
{
    if (parent.is_object()) {
        const auto found = parent.find(token);
        return found == parent.end() ? nullptr : &*found;
    }
    const auto index = parent.is_array() ? indexOf(token) : std::nullopt;
    return index && *index < parent.size() ? &parent[*index] : nullptr;
}

/// What stands below `document` along the first `count` tokens, or null.
Json* find(Json& document, const Tokens& tokens, std::size_t count)
{
    Json* here = &document;
    for (std::size_t i = 0; here && i < count; ++i)
        here = child(*here, tokens[i]);
    return here;
}

/// Takes what a value costs off `left`; false once it is too deep or too large, without looking further.
bool affordable(const Json& value, std::size_t depth, std::size_t& left)
{
    const auto cost = valueCost + (value.is_string() ? value.get_ref<const std::string&>().size() : 0);
    if (depth > deepest || cost > left)
        return false;
    left -= cost;
    if (!value.is_structured())
        return true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        const auto key = value.is_object() ? item.key().size() : 0;
        if (key > left)
            return false;
        left -= key;
        if (!affordable(*item, depth + 1, left))
            return false;
    }
    return true;
}

/// One patch on its way over its own copy of the document.
class Patching {
public:
    explicit Patching(Json& document) : m_document(document) { }

    Result<void> apply(const Json& operation)
    {
        const auto op = api::text(operation, "/op");
        auto path = pointerOf(operation, "path");
        if (!path)
            return failure(path.error());
        if (op == "remove")
            return remove(*path, m_path);
        if (op == "add" || op == "replace" || op == "test") {
            const auto value = operation.find("value");
            if (value == operation.end())
                return invalid("has no value");
            return op == "test" ? test(*path, *value) : op == "add" ? add(*path, *value) : replace(*path, *value);
        }
        if (op != "move" && op != "copy")
            return invalid(op.empty() ? "has no op"
                                      : "\"" + op + "\" is none of add, remove, replace, move, copy, test");
        m_from = api::text(operation, "/from");
        const auto from = pointerOf(operation, "from");
        if (!from)
            return failure(from.error());
        return op == "copy" ? copy(*from, *path) : move(*from, *path);
    }

private:
    Result<Tokens> pointerOf(const Json& operation, const char* member)
    {
        const auto found = operation.find(member);
        if (found == operation.end() || !found->is_string())
            return invalid(std::string("has no ") + member);
        (member == std::string_view("path") ? m_path : m_from) = found->get<std::string>();
        return tokensOf(found->get<std::string>());
    }

    static tl::unexpected<Error> nothingAt(const std::string& pointer)
    {
        return failed("there is nothing at " + pointer);
    }

    Result<void> test(const Tokens& path, const Json& value)
    {
        const auto* found = find(m_document, path, path.size());
        if (!found)
            return nothingAt(m_path);
        return *found == value ? Result<void>() : failed("another value is there");
    }

    Result<void> replace(const Tokens& path, const Json& value)
    {
        auto* found = find(m_document, path, path.size());
        if (!found)
            return nothingAt(m_path);
        if (!affordable(value, path.size(), m_left))
            return tooLarge();
        *found = value;
        return {};
    }

    Result<void> remove(const Tokens& path, const std::string& pointer)
    {
        if (path.empty())
            return failed("the whole document cannot be removed");
        if (!find(m_document, path, path.size()))
            return nothingAt(pointer);
        auto& parent = *find(m_document, path, path.size() - 1);
        if (parent.is_object())
            parent.erase(path.back());
        else
            parent.erase(*indexOf(path.back()));
        return {};
    }

    Result<void> add(const Tokens& path, Json value)
    {
        if (!affordable(value, path.size(), m_left))
            return tooLarge();
        if (path.empty()) {
            m_document = std::move(value);
            return {};
        }
        auto* parent = find(m_document, path, path.size() - 1);
        if (!parent)
            return nothingAt(m_path.substr(0, m_path.rfind('/')));
        if (parent->is_object()) {
            (*parent)[path.back()] = std::move(value);
            return {};
        }
        if (!parent->is_array())
            return failed("what is above it is neither a map nor a list");
        const auto index = path.back() == "-" ? parent->size() : indexOf(path.back());
        if (!index || *index > parent->size())
            return failed("a list of " + std::to_string(parent->size()) + " has no place " + path.back());
        parent->insert(parent->begin() + std::ptrdiff_t(*index), std::move(value));
        return {};
    }

    Result<void> copy(const Tokens& from, const Tokens& path)
    {
        const auto* found = find(m_document, from, from.size());
        if (!found)
            return nothingAt(m_from);
        // Measured before it is copied: a patch of a few lines doubles a document with each.
        auto left = m_left;
        if (!affordable(*found, path.size(), left))
            return tooLarge();
        return add(path, *found);
    }

    Result<void> move(const Tokens& from, const Tokens& path)
    {
        auto* found = find(m_document, from, from.size());
        if (!found)
            return nothingAt(m_from);
        if (from == path)
            return {};
        if (path.size() > from.size() && std::equal(from.begin(), from.end(), path.begin()))
            return failed("it cannot be moved into itself");
        if (from.empty())
            return failed("the whole document cannot be removed");
        Json value = std::move(*found);
        if (auto removed = remove(from, m_from); !removed)
            return removed;
        return add(path, std::move(value));
    }

    static tl::unexpected<Error> tooLarge() { return failed("the outcome would be too deep or too large"); }

    Json& m_document;
    std::string m_path{};
    std::string m_from{};
    std::size_t m_left = largest;
};

} // namespace

std::string below(const std::string& pointer, const std::string& key)
{
    std::string out = pointer + "/";
    for (const char c : key)
        out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

Result<Json> patched(Json document, const Json& patch, const std::string& path)
{
    if (!patch.is_array())
        return invalid(path + " is not a list of operations");
    std::size_t any = std::numeric_limits<std::size_t>::max();
    if (!affordable(document, 0, any) || !affordable(patch, 0, any))
        return failed(path + ": the document or the patch is too deep");
    Patching patching(document);
    for (std::size_t i = 0; i < patch.size(); ++i) {
        const auto where = path + "[" + std::to_string(i) + "]";
        if (!patch[i].is_object())
            return invalid(where + " is not an operation");
        if (auto applied = patching.apply(patch[i]); !applied) {
            auto error = std::move(applied.error());
            error.message = where + " (" + api::text(patch[i], "/op", "?") + " " + api::text(patch[i], "/path", "?")
                          + "): " + error.message;
            return failure(std::move(error));
        }
    }
    return document;
}

} // namespace orrery::federation
