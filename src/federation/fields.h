#pragma once

#include "api/json.h"
#include "base/error.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace orrery::federation {

/// Invalid `field.invalid`: "<path> <why>".
[[nodiscard]] tl::unexpected<Error> wrong(const std::string& path, const std::string& why);

/// "metadata.labels.a/b" of "/metadata/labels/a~1b", as paths are written for people.
[[nodiscard]] std::string dotted(std::string pointer);

/// An object that somebody wrote (a scenario, a policy), read field by field; refers to it. The first thing that is
/// wrong is kept (a field that is not known is `field.unknown`, anything else `field.invalid`, with its path) and
/// reading goes on harmlessly: ask `fine` at the end. One thread.
class Fields {
public:
    Fields(const api::Json& value, std::string path, const std::set<std::string>& known);

    // Typed reads; absent or null is empty, and another type is a fault.
    [[nodiscard]] std::string text(const std::string& key);
    [[nodiscard]] std::string neededText(const std::string& key); ///< none at all is a fault as well
    [[nodiscard]] bool flag(const std::string& key, bool fallback = false);
    [[nodiscard]] std::optional<std::int64_t> number(const std::string& key);
    [[nodiscard]] std::vector<std::string> texts(const std::string& key);
    [[nodiscard]] std::map<std::string, std::string> textMap(const std::string& key);
    /// One of these words, or empty; another one is a fault that lists them.
    [[nodiscard]] std::string word(const std::string& key, const std::vector<std::string>& allowed);
    /// A whole number from `least` to 2^31 - 1.
    [[nodiscard]] std::optional<std::int64_t> count(const std::string& key, std::int64_t least = 0);
    /// A list's items, each with its path.
    [[nodiscard]] std::vector<std::pair<std::string, const api::Json*>> items(const std::string& key);
    /// A map's values, each with its key.
    [[nodiscard]] std::vector<std::pair<std::string, const api::Json*>> entries(const std::string& key);

    [[nodiscard]] const api::Json* find(const std::string& key) const;
    /// The object under a key, or an empty one.
    [[nodiscard]] const api::Json& object(const std::string& key);
    [[nodiscard]] std::string pathOf(const std::string& key) const;
    void blame(const std::string& key, const std::string& why);
    /// Blames the first of these that is absent.
    void require(std::initializer_list<const char*> keys);
    /// Keeps the fault of a part that was read by itself; its value, or an empty one.
    template <class T>
    [[nodiscard]] T take(Result<T> part)
    {
        if (part)
            return std::move(*part);
        if (!m_fault)
            m_fault = std::move(part.error());
        return T{};
    }
    /// Keeps the fault of a part, where there is none yet.
    void adopt(const Fields& part);
    [[nodiscard]] Result<void> fine() const;

private:
    const api::Json& m_value;
    std::string m_path;
    std::optional<Error> m_fault{};
};

} // namespace orrery::federation
