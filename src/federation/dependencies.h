#pragma once

#include "api/json.h"

#include <compare>
#include <string>
#include <vector>

namespace orrery::federation {

/// An object that another one cannot do without.
struct Dependency {
    std::string apiVersion{};
    std::string kind{};
    std::string ns{}; ///< of the object that names it; empty where that says none
    std::string name{};
    bool optional = false; ///< every place that names it says that it may be missing
    std::string path{}; ///< the first place that names it: "spec.template.spec.volumes[0].secret"

    /// "Secret default/db"
    [[nodiscard]] std::string text() const { return kind + " " + (ns.empty() ? "" : ns + "/") + name; }
};

/// What has to be where this object is, by kind and name, each once:
/// - of a pod or pod template (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, and any other kind with a
///   pod template at spec.template): ConfigMaps and Secrets of env, envFrom, volumes, projected volumes and
///   imagePullSecrets, PersistentVolumeClaims that it does not make itself, and its ServiceAccount but `default`;
/// - of an Ingress: the Services behind it and the Secrets of its certificates;
/// - of a HorizontalPodAutoscaler: what it scales. Pure; any thread.
[[nodiscard]] std::vector<Dependency> dependenciesOf(const api::Json& manifest);

/// Whether the first is a PodDisruptionBudget and the second a workload whose pods it selects.
[[nodiscard]] bool protects(const api::Json& budget, const api::Json& workload);

} // namespace orrery::federation
