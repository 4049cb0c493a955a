#pragma once

#include "api/json.h"
#include "sim/kinds.h"

#include <set>
#include <string>
#include <vector>

namespace orrery::sim {

/// Who set which field, and server-side apply over it. After "Server-Side Apply" in the Kubernetes documentation and
/// KEP-555; field sets have the shape of `fieldsV1`.

/// From the root to a field; steps as in fieldsV1: `f:name`, `k:{"name":"web"}` for an item of a keyed list,
/// `v:"value"` for one of a set.
using FieldPath = std::vector<std::string>;
using FieldSet = std::set<FieldPath>;

/// How a list or map merges: as one value, or by its members.
struct Merging {
    enum class Kind { Atomic, Set, Keyed, Granular } kind = Kind::Granular;
    std::vector<std::string> keys{};
};
/// For the value at this path. From the schema of a defined kind, from a table of field names for built-in ones.
[[nodiscard]] Merging mergingAt(const Kind& kind, const FieldPath& path, const api::Json& value);

/// Every field that the object says, without what the server itself writes (name, uid, resourceVersion …).
[[nodiscard]] FieldSet fieldsOf(const Kind& kind, const api::Json& object);
/// The value at a path, or null.
[[nodiscard]] const api::Json* valueAt(const api::Json& object, const FieldPath& path);
void removeAt(api::Json& object, const FieldPath& path);
/// `over` laid on `under`: maps and keyed lists by member, everything else replaced.
[[nodiscard]] api::Json merged(const Kind& kind, const api::Json& under, const api::Json& over);

/// An entry of `metadata.managedFields`.
struct Owner {
    std::string manager{};
    std::string operation{}; ///< Apply or Update
    std::string subresource{};
    std::string apiVersion{};
    std::string time{};
    FieldSet fields{};
};
[[nodiscard]] std::vector<Owner> readOwners(const api::Json& object);
void writeOwners(api::Json& object, const std::vector<Owner>& owners);

/// ".data.a", ".spec.ports[port=80,protocol=\"TCP\"].name": as conflicts name a field.
[[nodiscard]] std::string text(const FieldPath& path);

} // namespace orrery::sim
