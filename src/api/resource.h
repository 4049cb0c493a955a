#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace orrery::api {

/// One served API resource: group, version, kind and how its path is made. As discovery tells it.
struct Resource {
    std::string group{}; ///< empty for the core group
    std::string version{};
    std::string kind{};
    std::string plural{};
    bool namespaced = true;

    /// "v1" or "apps/v1", as in a manifest.
    [[nodiscard]] std::string apiVersion() const { return group.empty() ? version : group + "/" + version; }
    auto operator<=>(const Resource&) const = default;
};

/// Which object: namespace (empty for cluster-wide ones) and name.
struct ObjectKey {
    std::string ns{};
    std::string name{};
    /// "ns/name", or "name" without a namespace.
    [[nodiscard]] std::string text() const { return ns.empty() ? name : ns + "/" + name; }
    auto operator<=>(const ObjectKey&) const = default;
};

/// "apps/v1" -> {"apps", "v1"}; "v1" -> {"", "v1"}.
struct GroupVersion {
    std::string group{};
    std::string version{};
};
[[nodiscard]] GroupVersion parseApiVersion(std::string_view apiVersion);

} // namespace orrery::api
