#pragma once

#include "base/clock.h"
#include "http/sender.h"
#include "sim/cluster.h"
#include "sim/controllers.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace orrery::sim {

/// Simulated clusters in this process, each behind an HttpSender: what Orrery says to an API server travels as data and
/// is answered with the same semantics (the contract suite checks both alike). For the demo, for tests and faults. One
/// thread serves the whole fleet; every function may be called from any thread.
class Fleet {
public:
    struct Options {
        Pace pace{};
        std::chrono::milliseconds latency{0}; ///< each way of each request, unless set for a cluster
        const Clock* clock = &Clock::system(); ///< for stamps; waiting is always real
    };
    Fleet();
    explicit Fleet(Options options);
    /// Ends all requests with Unavailable.
    ~Fleet();
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    /// The walk-through's: gke in us-east1, aws in us-west-2, azure in westeurope, with distances and times to match.
    [[nodiscard]] static std::shared_ptr<Fleet> demo();

    void add(ClusterSpec spec);
    /// In the order added.
    [[nodiscard]] std::vector<ClusterSpec> clusters() const;
    /// "https://gke.simulated:6443"; resolves nowhere.
    [[nodiscard]] static std::string endpoint(const std::string& cluster);
    /// A way to a cluster, null when there is none of that name. An administrator's connection needs no token.
    [[nodiscard]] std::shared_ptr<http::HttpSender> sender(const std::string& cluster, bool administrator) const;

    // Faults.
    /// Unreachable: no connection is made and open watches break.
    void setReachable(const std::string& cluster, bool reachable);
    void setLatency(const std::string& cluster, std::chrono::milliseconds latency);
    /// The next `times` requests whose method is this one (empty = any) and whose target begins so are refused.
    struct Refuse {
        std::string method{};
        std::string target{};
        Status status{};
        int times = 1;
    };
    void refuse(const std::string& cluster, Refuse refuse);
    /// All positions before now are forgotten, as after etcd's compaction.
    void compact(const std::string& cluster);

private:
    class Core;
    class Sender;
    std::shared_ptr<Core> m_core;
    std::jthread m_thread{};
};

} // namespace orrery::sim
