#pragma once

#include "api/resource.h"
#include "federation/import.h"

#include <map>
#include <optional>
#include <set>
#include <string>

/// One file for each federation that is read: what `importObjects` asks them.
namespace orrery::federation {

/// "Kind namespace/name"
[[nodiscard]] std::string nameOf(const api::Json& object);
/// "metadata.annotations[federation.kubernetes.io/…]"
[[nodiscard]] std::string annotationPath(const std::string& key);
/// A federated object around a manifest, as `wrap`, without the finalizer, which is the engine's to set.
[[nodiscard]] api::Json federatedAround(const api::Resource& resource, const api::Json& manifest);

/// The preferences of the first and second generation's planner, {rebalance, clusters: {NAME or *: {minReplicas,
/// maxReplicas, weight}}}, as our `replicaScheduling`; clusters that are to get nothing go to `exclude`. Notes what
/// a `rebalance` that is not set means.
struct Preferences {
    api::Json scheduling{};
    std::vector<std::string> exclude{};
    std::vector<std::string> losses{};
    std::vector<std::string> notes{};
};
/// `extra`: fields beside `rebalance` and `clusters` that the caller reads.
[[nodiscard]] Result<Preferences> readPreferences(const api::Json& value, const std::string& path,
                                                  const std::set<std::string>& extra = {});

/// Whether one of the first federation's annotations is there.
[[nodiscard]] bool isFirstGeneration(const api::Json& object);
[[nodiscard]] Result<Imported> importFirstGeneration(const api::Json& object);

/// What a `Federated*` kind stands for: the built-in kinds, and what FederatedTypeConfigs say.
class FederatedTypes {
public:
    FederatedTypes();
    /// Learns a core.kubefed.io FederatedTypeConfig.
    Result<void> learn(const api::Json& config);
    [[nodiscard]] const api::Resource* targetOf(const std::string& federatedKind) const;

private:
    std::map<std::string, api::Resource> m_targets{};
};
/// `preference`: the ReplicaSchedulingPreference of its name, or null.
[[nodiscard]] Result<Imported> importSecondGeneration(const api::Json& object, const FederatedTypes& types,
                                                      const api::Json* preference);
/// A preference whose workload is not in the file: a policy for it.
[[nodiscard]] Result<Imported> importPreference(const api::Json& object, const FederatedTypes& types);

/// A policy of policy.karmada.io.
[[nodiscard]] Result<Imported> importKarmada(const api::Json& object);

} // namespace orrery::federation
