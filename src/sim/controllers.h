#pragma once

#include "base/clock.h"
#include "sim/cluster.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace orrery::sim {

/// How long things take in a simulated cluster.
struct Pace {
    std::chrono::milliseconds podStart{0}; ///< from bound to ready
    std::chrono::milliseconds jobPod{0}; ///< from ready to succeeded
    std::chrono::milliseconds loadBalancer{0}; ///< until a Service of that type has its address
};

/// The controller manager, scheduler and kubelets of one cluster, as far as workloads need them to come alive:
/// Deployment -> ReplicaSet -> Pod, DaemonSet, StatefulSet, Job, addresses of load balancers. Level-triggered: `run`
/// looks at everything and does what is due. The fleet's thread owns it.
class Controllers {
public:
    Controllers(Cluster& cluster, Pace pace) : m_cluster(cluster), m_pace(pace) { }

    /// Answers when something is due by itself; nothing when only a change can bring more to do.
    [[nodiscard]] std::optional<SteadyTime> run(SteadyTime now);

private:
    using Objects = std::vector<Document>;
    void deployments();
    void replicaSets();
    void daemonSets();
    void statefulSets();
    void jobs();
    void pods(SteadyTime now);
    void podLives(const Document& pod, SteadyTime now);
    void services(SteadyTime now);
    [[nodiscard]] Objects owned(const char* kind, const api::Json& owner) const;
    void createPod(const api::Json& owner, const std::string& name, const std::string& node = {});
    void scaleTo(const api::Json& owner, const Objects& pods, std::size_t wanted);
    [[nodiscard]] std::string leastUsedNode() const;
    /// Whether that long has passed since the first question about `what`; else remembers to look again.
    [[nodiscard]] bool due(const std::string& what, std::chrono::milliseconds after, SteadyTime now);

    Cluster& m_cluster;
    Pace m_pace;
    std::map<std::string, SteadyTime> m_since{};
    std::optional<SteadyTime> m_next{};
};

} // namespace orrery::sim
