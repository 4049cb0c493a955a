#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/affinity.h"
#include "federation/policy.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What differs from cluster to cluster: override policies, Karmada's with their names and order.
namespace orrery::federation {

/// One overrider. Which members count follows from the kind.
struct Override {
    /// In the order in which a rule's overriders are applied.
    enum class Kind { Image, Command, Args, Labels, Annotations, Field, Plaintext };
    Kind kind = Kind::Plaintext;
    std::string path{}; ///< where it is written, for errors: "overriders.imageOverrider[0]"
    std::string operation{}; ///< add, remove, replace; empty for Field and Plaintext
    std::string component{}; ///< of an image: Registry, Repository, Tag
    std::string target{}; ///< pointer of an image (empty: every container's), a container's name, or pointer of a text
    std::string value{}; ///< for an image
    std::vector<std::string> values{}; ///< for command and args
    std::map<std::string, std::string> entries{}; ///< labels, annotations
    bool yaml = false; ///< the text of a Field is YAML, else JSON
    api::Json patch{}; ///< RFC 6902: of the text of a Field, or of the object
};
/// "image", "command", "args", "labels", "annotations", "field", "plaintext".
[[nodiscard]] const char* name(Override::Kind kind);

struct OverrideRule {
    std::optional<Affinity> clusters{}; ///< nothing: all of them
    std::vector<Override> overrides{}; ///< in the order in which they are applied
};
/// A list of {targetCluster, overriders}: `spec.overrideRules` of a policy, `spec.overrides` of a federated object.
[[nodiscard]] Result<std::vector<OverrideRule>> readOverrideRules(const api::Json& list, const std::string& path);

/// An OverridePolicy or ClusterOverridePolicy.
struct OverridePolicy {
    PolicyRef ref{};
    std::vector<ResourceSelector> selectors{}; ///< empty: every object
    std::vector<OverrideRule> rules{};
    std::optional<Error> fault{}; ///< it cannot be read: what it may mean is not written until it can
};
using OverridePolicies = std::vector<std::shared_ptr<const OverridePolicy>>;

/// Reads a policy of our API or of Karmada's (policy.karmada.io) strictly, also with the older `targetCluster` and
/// `overriders` instead of `overrideRules`. `field.*`, `affinity.invalid` with the path. Any thread.
[[nodiscard]] Result<OverridePolicy> readOverridePolicy(const api::Json& object, const std::string& path);

/// The `spec.overrides` of a federated object as a policy of its own; null when it has none. What cannot be read is its
/// fault.
[[nodiscard]] std::shared_ptr<const OverridePolicy> ownOverrides(const api::Json& federated, const std::string& path);

/// One change that an override made.
struct AppliedOverride {
    PolicyRef policy{}; ///< or the federated object, for its own `spec.overrides`
    std::size_t rule = 0;
    Override::Kind kind = Override::Kind::Plaintext;
    std::string path{}; ///< JSON pointer of what was changed

    [[nodiscard]] bool operator==(const AppliedOverride&) const = default;
};
/// {policy: {kind, namespace, name}, rule, kind, path}
[[nodiscard]] api::Json toJson(const AppliedOverride& applied);

struct Overridden {
    api::Json manifest{};
    std::vector<AppliedOverride> applied{}; ///< in order; only what did change something
};

/// Does one override: gives the pointers that it changed. Invalid `override.failed` with what does not fit.
[[nodiscard]] Result<std::vector<std::string>> apply(const Override& override, api::Json& manifest);

/// The manifest as one cluster is to have it. Cluster-wide policies first, then those of the object's namespace; in
/// each the weaker match before the stronger, then by name; `own` (the federated object's `spec.overrides`, as a policy
/// without selectors) last. So the most specific has the last word. In a rule: image, command, args, labels,
/// annotations, field, plaintext. An override may not change what the object is (apiVersion, kind, name, namespace).
/// Invalid `override.*` naming the policy, the rule and the path; then nothing is to be written there. Pure; any
/// thread.
[[nodiscard]] Result<Overridden> overridden(api::Json manifest, const OverridePolicies& policies,
                                            const OverridePolicy* own, const ClusterTraits& cluster);

} // namespace orrery::federation
