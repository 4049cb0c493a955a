#pragma once

#include "api/json.h"
#include "api/resource.h"
#include "sim/status.h"

#include <memory>
#include <string>
#include <vector>

namespace orrery::sim {

/// One kind that a cluster serves: built in, or from a CustomResourceDefinition.
struct Kind {
    api::Resource resource{};
    std::string singular{};
    std::vector<std::string> shortNames{};
    bool hasStatus = false; ///< with a status subresource
    bool countsGenerations = false;
    bool anyName = false; ///< names are path segments (RBAC), not DNS subdomains
    api::Json schema = nullptr; ///< openAPIV3Schema; null when built in

    [[nodiscard]] std::string id() const { return resource.plural + "." + resource.group; }
    [[nodiscard]] Subject subject(std::string name) const
    {
        return {resource.group.empty() ? resource.plural : resource.plural + "." + resource.group, resource.kind,
                std::move(name)};
    }
};
using KindPtr = std::shared_ptr<const Kind>;

/// Those of Kubernetes that a federation meets.
[[nodiscard]] const std::vector<KindPtr>& builtInKinds();
/// The kinds, one for each served version, that a CustomResourceDefinition stands for.
[[nodiscard]] std::vector<KindPtr> definedKinds(const api::Json& definition);

/// What the API server itself fills in before it stores a built-in object.
void fillIn(const Kind& kind, api::Json& object);
/// What it checks; the field and why, both empty when it is right.
struct Fault {
    std::string field{};
    std::string why{};
};
[[nodiscard]] Fault check(const Kind& kind, const api::Json& object);

} // namespace orrery::sim
