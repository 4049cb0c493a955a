#pragma once

#include "api/json.h"
#include "base/error.h"
#include "engine/snapshot.h"
#include "federation/event.h"
#include "federation/procedure.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::sim {
class Fleet;
}

namespace orrery::engine {

class PluginTrust;
struct Explanation; ///< explanation.h
struct Preview; ///< preview.h

/// A context of the kubeconfig, as offered for choosing. Reading it contacts nothing.
struct ContextView {
    std::string name{};
    std::string server{}; ///< host:port
    std::string user{};
    bool current = false;
    bool insecure = false; ///< TLS is not verified
    std::string problem{}; ///< why it cannot be used; empty when it can
};

struct InitRequest {
    std::string name{};
    std::string hostContext{};
    std::string systemNamespace = "federation-system";
    std::string dnsProvider{};
    std::string dnsZone{};
};

struct JoinRequest {
    struct Member {
        std::string name{}; ///< in the federation
        std::string context{}; ///< empty = the same as the name
        std::string provider{}; ///< empty = detected
        std::string region{};
        std::vector<std::string> zones{};
    };
    std::vector<Member> members{};
};

struct UnjoinRequest {
    std::vector<std::string> clusters{};
    bool removeObjects = false; ///< else they are kept (orphaned)
    bool force = false; ///< forget a member that does not answer
};

/// A manifest document's way into the federation.
struct Applied {
    std::string object{}; ///< "Deployment default/microbot"
    std::string id{}; ///< WorkloadView::id
    std::string verb{}; ///< created, configured, unchanged, deleted
    std::int64_t generation = 0; ///< of the federated object as written; 0 when deleted
    std::vector<std::string> warnings{};
    std::optional<Error> error{};
};

/// The whole federation behind one door: Commands in, Snapshots out. Owns every thread it starts. No Qt.
/// Blocking commands (everything that returns Result and takes a stop_token) are for worker threads;
/// snapshot(), eventsSince() and contexts() return at once. Any thread.
class Engine {
public:
    struct Options {
        bool act = true; ///< run the controllers when the Lease can be had; false = only look
        std::string identity{}; ///< in the Lease; empty = host name, process id and a random part
        std::function<void()> changed{}; ///< a newer snapshot or event is there; called on core threads, must not block
        const Clock* clock = &Clock::system();
        std::chrono::milliseconds leaseDuration{15'000};
        /// Decides about the programs that kubeconfigs run for credentials; its pending questions can be shown and
        /// answered. Null = by what is kept in the user's state folder, and nobody is asked.
        std::shared_ptr<PluginTrust> pluginTrust{};
        bool pluginsOnTerminal = false; ///< they may talk to the person at this program's terminal
    };
    explicit Engine(Options options);
    ~Engine(); ///< stops the controllers, releases the Lease
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Uses this kubeconfig (empty = KUBECONFIG, then the default file). Contacts nothing.
    [[nodiscard]] Result<void> useKubeconfig(const std::string& path);
    /// Reads the kubeconfig in use again; an open federation stays open, with the sessions it has. Contacts nothing. As
    /// useKubeconfig, and what was known stays after a failure.
    [[nodiscard]] Result<void> rereadKubeconfig();
    /// Uses an embedded fleet instead: one context for each simulated cluster. Contacts nothing outside.
    void useFleet(std::shared_ptr<sim::Fleet> fleet);
    [[nodiscard]] std::vector<ContextView> contexts() const;

    /// Connects to the host of a federation: a federation's name (the context that init made) or any context whose
    /// cluster holds one. Empty = current context. NotFound `federation.none` when the cluster holds no federation.
    [[nodiscard]] Result<void> open(const std::string& contextOrFederation, std::stop_token stop = {});
    void close();

    [[nodiscard]] SnapshotPtr snapshot() const;
    /// Events newer than `seq`, oldest first; the ring holds 100 000.
    [[nodiscard]] std::vector<federation::Event> eventsSince(std::uint64_t seq) const;

    /// Whether the events that the host had before `open` have arrived.
    [[nodiscard]] bool eventsRead() const;

    // Plans: read-only preflight, then steps that can be shown and run with federation::run.
    [[nodiscard]] Result<federation::Procedure> planInit(const InitRequest& request, std::stop_token stop = {});
    [[nodiscard]] Result<federation::Procedure> planJoin(const JoinRequest& request, std::stop_token stop = {});
    [[nodiscard]] Result<federation::Procedure> planUnjoin(const UnjoinRequest& request, std::stop_token stop = {});

    // Manifests. YAML or JSON text, several documents; `source` names it in errors.
    enum class Verb { Apply, Create, Delete };
    enum class DryRun { None, Client, Server };
    [[nodiscard]] Result<std::vector<Applied>> submit(Verb verb, const std::string& manifests,
                                                      const std::string& source, const std::string& defaultNamespace,
                                                      DryRun dryRun = DryRun::None, std::stop_token stop = {});
    /// What applying them would change, in every member; manifests that are policies count for all the rest. Asks every
    /// cluster by a dry run; writes nothing.
    [[nodiscard]] Result<std::vector<Preview>> preview(const std::string& manifests, const std::string& source,
                                                       const std::string& defaultNamespace, std::stop_token stop = {});
    /// Why an object is (not) where it is, in these members or in all; `kind` as people type it.
    [[nodiscard]] Result<Explanation> explain(const std::string& kind, const std::string& ns, const std::string& name,
                                              const std::vector<std::string>& clusters, std::stop_token stop = {});
    /// The federation as it is now, as a scenario of federation::simulate and federation::drill.
    [[nodiscard]] Result<api::Json> scenario(std::stop_token stop = {});
    /// What the loss of these clusters would do to it: federation::drill. Writes nothing.
    [[nodiscard]] Result<api::Json> drill(const std::vector<std::string>& lost, std::stop_token stop = {});
    /// Writes a PropagationPolicy or ClusterPropagationPolicy as it is edited: the whole of it in place of the one it
    /// was read from, which its metadata.resourceVersion says, or as a new one where it says none. Conflict
    /// `engine.policy-changed` when somebody else has changed or deleted it since, AlreadyExists when there is one of
    /// its name.
    [[nodiscard]] Result<void> savePolicy(const api::Json& policy, std::stop_token stop = {});
    /// Changes replicas of a federated workload, by WorkloadView::id.
    [[nodiscard]] Result<void> scale(const std::string& id, int replicas, std::stop_token stop = {});
    /// Asks for one decision on a federated object as if nothing had been decided before; `kind` as people type it.
    /// Answers the object: "Deployment shop/web".
    [[nodiscard]] Result<std::string> reschedule(const std::string& kind, const std::string& ns,
                                                 const std::string& name, std::stop_token stop = {});
    [[nodiscard]] Result<void> remove(const std::string& id, std::stop_token stop = {});
    /// Waits until each of these is in sync everywhere, gone (`deleted`), or in a state that waiting will not end.
    /// Answers the ids that are not there with the reason; Unavailable `engine.timeout` when time is up.
    struct Unsettled {
        std::string id{};
        std::string cluster{};
        std::string reason{};
        std::string message{};
        bool final = false; ///< waiting will not end it (Conflict, Failed with Invalid)
    };
    [[nodiscard]] std::vector<Unsettled> settle(const std::vector<std::string>& ids, std::chrono::milliseconds timeout,
                                                std::stop_token stop = {});

    /// Objects of any kind across the members (and host when it is one), each as JSON; per-cluster errors beside them.
    struct Found {
        std::string cluster{};
        std::vector<std::string> objects{};
        std::optional<Error> error{};
    };
    [[nodiscard]] Result<std::vector<Found>> get(const std::string& kind, const std::string& ns,
                                                 const std::string& name, const std::vector<std::string>& clusters,
                                                 std::stop_token stop = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::engine
