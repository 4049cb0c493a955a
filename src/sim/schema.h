#pragma once

#include "api/json.h"
#include "sim/kinds.h"

namespace orrery::sim {

/// A CustomResourceDefinition's structural schema at work, as the API server does it: fields that it does not know are
/// dropped, defaults filled in, types, enums, bounds and required fields checked. Not checked: patterns, formats, CEL.
/// `apiVersion`, `kind` and `metadata` of the object itself are left alone.

void pruneAndFillIn(const api::Json& schema, api::Json& object);
/// The first field at fault; empty when there is none.
[[nodiscard]] Fault checkSchema(const api::Json& schema, const api::Json& object);

} // namespace orrery::sim
