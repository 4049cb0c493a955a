#pragma once

#include "api/json.h"

#include <optional>
#include <string>
#include <vector>

namespace orrery::federation {

/// One field that is otherwise.
struct Difference {
    std::string path{}; ///< for people: "spec.template.spec.containers[web].image"
    std::optional<api::Json> before{}; ///< nothing: it was not there
    std::optional<api::Json> after{};
};

/// What differs between two states of one object as a server keeps them, in the order of their fields: without what
/// only servers and Orrery write (managedFields, resourceVersion, uid, generation, status, our marks). Items of a list
/// that have names are compared by name, others by place. Values of a Secret are told as "••••". Pure; any thread.
[[nodiscard]] std::vector<Difference> differences(const api::Json& before, const api::Json& after);

/// The object without what `differences` does not look at.
[[nodiscard]] api::Json withoutBookkeeping(api::Json object);

} // namespace orrery::federation
