#pragma once

#include "api/json.h"
#include "base/error.h"
#include "federation/affinity.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// How `simulate` reads its scenario and decides the parts of it.
namespace orrery::federation {

/// Invalid `simulate.invalid`: "<path> <why>".
[[nodiscard]] tl::unexpected<Error> wrong(const std::string& path, const std::string& why);

/// An object of the scenario, read field by field; refers to it. The first thing that is wrong is kept (a field that is
/// not known is `simulate.unknown-field`) and reading goes on harmlessly: ask `fine` at the end. One thread.
class Fields {
public:
    Fields(const api::Json& value, std::string path, const std::set<std::string>& known);

    // Typed reads; absent or null is empty, and another type is a fault.
    [[nodiscard]] std::string text(const std::string& key);
    [[nodiscard]] bool flag(const std::string& key, bool fallback = false);
    [[nodiscard]] std::optional<std::int64_t> number(const std::string& key);
    [[nodiscard]] std::vector<std::string> texts(const std::string& key);
    [[nodiscard]] std::map<std::string, std::string> textMap(const std::string& key);
    /// A list's items, each with its path.
    [[nodiscard]] std::vector<std::pair<std::string, const api::Json*>> items(const std::string& key);
    /// A map's values, each with its key.
    [[nodiscard]] std::vector<std::pair<std::string, const api::Json*>> entries(const std::string& key);

    [[nodiscard]] const api::Json* find(const std::string& key) const;
    [[nodiscard]] std::string pathOf(const std::string& key) const;
    void blame(const std::string& key, const std::string& why);
    [[nodiscard]] Result<void> fine() const;

private:
    const api::Json& m_value;
    std::string m_path;
    std::optional<Error> m_fault{};
};

struct ScenarioCluster {
    ClusterTraits traits{};
    bool deleting = false;
    bool tainted = false;
    std::optional<std::vector<std::string>> apis{}; ///< "apps/v1/Deployment"; nothing: everything is served
};
[[nodiscard]] Result<ScenarioCluster> scenarioClusterOf(const api::Json& value, const std::string& path);

/// {code, message}
[[nodiscard]] api::Json errorJson(const Error& error);

/// The scenario's `resources`, by the engine's own decision: {placements, manifests, dns, warnings}.
[[nodiscard]] Result<api::Json> decideResources(Fields& scenario, const std::vector<ScenarioCluster>& clusters);

} // namespace orrery::federation
