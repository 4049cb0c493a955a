#pragma once

#include "api/json.h"
#include "base/error.h"

#include <string>

namespace orrery::federation {

/// Applies a JSON Patch (RFC 6902; pointers are RFC 6901) and gives the changed document: add, remove, replace, move,
/// copy and test, members that the RFC does not know are left alone. All of it or nothing. Beyond the RFC: the whole
/// document cannot be removed, the outcome nests at most 128 deep, and a patch adds at most 8 MiB.
/// Invalid `json-patch.invalid` when the patch is none, `json-patch.failed` when the document does not fit it, both as
/// "PATH[2] (replace /spec/replicas): there is nothing at /spec/replicas"; values are never told. Pure; any thread.
/// nlohmann's own patch() aborts where it meets a scalar on its way and makes objects of null.
[[nodiscard]] Result<api::Json> patched(api::Json document, const api::Json& patch, const std::string& path = "patch");

/// "/metadata/labels/a~1b" of "/metadata/labels" and "a/b".
[[nodiscard]] std::string below(const std::string& pointer, const std::string& key);

} // namespace orrery::federation
