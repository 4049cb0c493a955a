#pragma once

#include "base/clock.h"
#include "client/discovery.h"
#include "client/session.h"
#include "federation/cluster_facts.h"
#include "federation/decision.h"
#include "federation/event.h"
#include "federation/health.h"
#include "federation/membership.h"
#include "federation/types.h"
#include "runtime/controller.h"
#include "runtime/executor.h"
#include "runtime/reflector.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

namespace orrery::federation {

/// What a member is to have of one federated object, as the planning stage decided it.
struct Assignment {
    Federated federated{};
    api::Resource resource{};
    std::optional<Target> target{}; ///< nothing: it is not to be there
    std::string exclusion{}; ///< why not
};
using AssignmentPtr = std::shared_ptr<const Assignment>;

/// One member cluster at work: its session, probes, watches of what we manage there, and the workers that make each
/// object as assigned. Every member has its own workers, so that a dead one holds up nobody. Any thread may call.
class Member {
public:
    struct Options {
        std::string federation{};
        std::string systemNamespace{};
        std::shared_ptr<client::Session> host{};
        Connect connect{};
        const Clock* clock = &Clock::system();
        std::function<AssignmentPtr(const std::string& id)> assignment{}; ///< null: unknown, leave everything alone
        /// The state of one object here, after each look.
        std::function<void(const std::string& id, ClusterStatus)> result{};
        std::function<void(Event)> sink{};
        std::function<void()> changed{}; ///< health or facts
        std::function<void()> waiting{}; ///< it was looked which pods find no node, and there are or were some
        std::function<bool()> acting{}; ///< whether anything may be written
    };
    /// What screens show of it.
    struct View {
        MemberCluster cluster{};
        HealthMachine::State health = HealthMachine::State::Connecting;
        std::string message{};
        std::optional<ClusterFacts> facts{};
        std::vector<std::chrono::milliseconds> latencies{};
        std::optional<WallTime> since{};
        std::optional<WallTime> tokenExpiry{};
        client::SessionHealth session{};
    };

    Member(runtime::Executor& executor, MemberCluster cluster, Options options);
    ~Member();
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;

    void update(MemberCluster cluster); ///< its Cluster object changed
    void sync(const std::string& id) { m_sync.add(id); }
    void syncAll(const std::vector<std::string>& ids);
    void probeNow();
    [[nodiscard]] const std::string& uid() const { return m_uid; } ///< of its Cluster object
    [[nodiscard]] View view() const;
    [[nodiscard]] HealthMachine::State health() const;
    /// Null until connected.
    [[nodiscard]] std::shared_ptr<client::Session> session() const;
    /// Whether it serves the kind; nothing when it cannot be asked now. Blocking.
    [[nodiscard]] std::optional<bool> serves(const std::string& apiVersion, const std::string& kind,
                                             std::stop_token stop);

private:
    struct Accepted {
        std::string target{}; ///< applied-hash
        std::string live{}; ///< the object's content without what servers and controllers write
    };

    void watchHealth(std::stop_token stop);
    [[nodiscard]] Result<void> connect(std::stop_token stop);
    [[nodiscard]] Result<void> probe(std::stop_token stop);
    void tellHealth(std::stop_token stop);
    void refreshFacts(std::stop_token stop);
    void renewTokenWhenDue(std::stop_token stop);

    [[nodiscard]] Result<runtime::Reconciled> reconcile(const std::string& id, std::stop_token stop);
    /// Watches what we manage of that kind. Null until the first list has arrived; `id` is looked at again then.
    [[nodiscard]] Result<std::shared_ptr<runtime::Reflector>> watched(const api::Resource& resource,
                                                                      const std::string& id);
    void watchTold(const api::Resource& resource, const std::vector<api::ObjectKey>& keys);
    /// The object there, or null. Asks the server where the watch cannot know.
    [[nodiscard]] Result<api::ObjectPtr> look(const std::string& id, const Assignment& assignment,
                                              const runtime::Store& store, std::stop_token stop);
    [[nodiscard]] Result<api::ObjectPtr> write(const std::string& id, const Assignment& assignment, Act act,
                                               const api::ObjectPtr& live, std::stop_token stop);
    [[nodiscard]] Result<api::Json> applyThere(const Assignment& assignment, bool force, std::stop_token stop);
    void report(const std::string& id, const Assignment& assignment, const MemberAction& action,
                const api::ObjectPtr& live, std::optional<std::chrono::milliseconds> took);
    void reportFailure(const std::string& id, const Assignment& assignment, const Error& error);
    void tell(Severity severity, const Federated& federated, std::string reason, std::string message,
              std::optional<std::chrono::milliseconds> took = {});
    [[nodiscard]] bool wasPlaced(const std::string& id) const;
    [[nodiscard]] bool isAccepted(const std::string& id, const Target& target, const api::Json& live) const;

    runtime::Executor& m_executor;
    Options m_options;
    std::string m_name;
    std::string m_uid;

    mutable std::mutex m_mutex{};
    std::condition_variable_any m_wake{};
    MemberCluster m_cluster;
    bool m_probeNow = false;
    std::shared_ptr<client::Session> m_session{};
    std::shared_ptr<client::Discovery> m_discovery{};
    HealthMachine m_health{};
    std::optional<WallTime> m_since{};
    std::optional<ClusterFacts> m_facts{};
    SteadyTime m_factsAt{};
    std::deque<std::chrono::milliseconds> m_latencies{};
    std::optional<WallTime> m_tokenIssued{};
    std::optional<WallTime> m_tokenExpiry{};
    std::map<api::Resource, std::shared_ptr<runtime::Reflector>> m_watches{};
    std::map<api::Resource, std::set<std::string>> m_waiting{}; ///< for the first list of that kind
    std::map<api::Resource, Error> m_watchTrouble{};
    std::map<std::string, api::ObjectPtr> m_written{}; ///< our last write, until the watch has caught up with it
    std::map<std::string, Accepted> m_accepted{};
    std::map<std::string, PlacementState> m_lastState{};
    std::map<std::string, std::string> m_lastFailure{}; ///< so that the same failure is told once

    runtime::Controller m_sync;
    std::jthread m_healthThread{};
};

} // namespace orrery::federation
