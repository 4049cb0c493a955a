#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace orrery::api {

/// A document being composed, patched or compared. What is only read and cached stays text: see object.h.
using Json = nlohmann::json;

/// Parses; Invalid `json.syntax` with the byte position when it is not JSON. Never throws.
[[nodiscard]] Result<Json> parseJson(std::string_view text);
/// Compact, sorted by key, UTF-8 (broken UTF-8 is replaced, never thrown at).
[[nodiscard]] std::string dump(const Json& value);

/// The value at an RFC 6901 pointer, or null when anything on the way is missing.
[[nodiscard]] const Json& at(const Json& document, std::string_view pointer);
const Json& at(Json&& document, std::string_view pointer) = delete; ///< the answer would outlive its document
/// Typed reads that never throw: the fallback when absent or of another type.
[[nodiscard]] std::string text(const Json& document, std::string_view pointer, std::string fallback = {});
[[nodiscard]] std::int64_t number(const Json& document, std::string_view pointer, std::int64_t fallback = 0);
[[nodiscard]] bool flag(const Json& document, std::string_view pointer, bool fallback = false);
/// Sets the value at a pointer, making objects on the way. False when the way is blocked by another type.
bool put(Json& document, std::string_view pointer, Json value);
/// Removes what is at a pointer; does nothing when it is absent.
void drop(Json& document, std::string_view pointer);

/// Whether everything `wanted` says is in `live` with the same value; `live` may say more (defaults, status).
/// Arrays of objects compare element by element; numbers by value. What server-side apply would leave alone.
[[nodiscard]] bool contains(const Json& live, const Json& wanted);
/// The first RFC 6901 pointer at which `contains` fails; empty when it holds.
[[nodiscard]] std::string firstDifference(const Json& live, const Json& wanted);

} // namespace orrery::api
