#pragma once

#include "federation/event_recorder.h"
#include "federation/member.h"
#include "federation/membership.h"
#include "federation/override_watch.h"
#include "federation/policy_watch.h"
#include "runtime/controller.h"
#include "runtime/executor.h"
#include "runtime/lease.h"
#include "runtime/reflector.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::federation {

/// The federation at work: watches the host's objects, keeps a Member for each cluster, plans every federated object
/// and writes its status. Looks on always; acts only while it holds the Lease.
///
/// Who wakes what:
///   Cluster object changed            -> its Member, the plans that it can change
///   policy changed                    -> the plans that it makes or may now make
///   federated object changed          -> its plan
///   override policy changed           -> every plan
///   plan changed                      -> that object in every member
///   pods of a member find no node     -> the plans that may move them
///   managed object in a member changed -> that object there (drift, health)
///   a member answers again            -> everything assigned to it
///   a member's result                 -> that object's status
/// Any thread; owns and joins its threads.
class Controllers {
public:
    struct Options {
        FederationObject federation{};
        std::shared_ptr<client::Session> host{};
        Connect connect{};
        std::string identity{};
        bool act = true; ///< take the Lease when it can be had
        std::chrono::milliseconds leaseDuration{15'000};
        const Clock* clock = &Clock::system();
        std::function<void(Event)> sink{};
        std::function<void()> changed{};
    };

    Controllers(runtime::Executor& executor, Options options);
    ~Controllers(); ///< stops acting, then releases the Lease
    Controllers(const Controllers&) = delete;
    Controllers& operator=(const Controllers&) = delete;

    /// The first lists of the host's objects have arrived, and every Cluster object has its Member: what is decided
    /// before would leave clusters out.
    [[nodiscard]] bool synced() const;
    [[nodiscard]] bool acting() const;
    [[nodiscard]] runtime::LeaseRecord lease() const;
    [[nodiscard]] SteadyTime hostAsOf() const;
    [[nodiscard]] std::optional<Error> hostTrouble() const;
    [[nodiscard]] std::vector<Member::View> members() const; ///< by name
    [[nodiscard]] std::vector<Federated> federated() const; ///< by namespace and name
    [[nodiscard]] std::optional<Federated> find(const std::string& id) const;
    /// Everything that a decision on the object is made from now, also of one that is not in the host. Blocking.
    [[nodiscard]] Result<Situation> situation(const Federated& federated, std::stop_token stop);
    /// The member's session; null when there is no such member or it is not connected.
    [[nodiscard]] std::shared_ptr<client::Session> session(const std::string& member) const;

private:
    struct Plan {
        Federated federated{};
        Decision decision{};
    };

    void startWatches(runtime::Executor& executor);
    void updateMember(const std::string& name);
    void leaseChanged(bool holding);
    void planAll();
    void policyChanged(const PolicyWatch::Change& change);
    /// Decides again what may move out of the cluster, since its pods find no node there.
    void planStuck(const std::string& cluster);
    void clusterChanged(const MemberCluster& before, const MemberCluster& now);
    /// Where the last decision put it, which the status may not say yet.
    void remember(const std::string& id, Federated& federated) const;
    void tellPlan(const Plan* before, const Plan& plan);
    /// Keeps who needs whom; what is needed anew, or no longer, is planned again.
    void learnNeeds(const std::string& id);
    /// Learns what the object needs (the first call: what all of them need), and answers whether something that may
    /// need the object has not been decided yet: then where it is needed is not known.
    [[nodiscard]] bool waitsForNeeders(const std::string& id);
    /// What other objects' plans have to do with this one.
    void addRelated(const std::string& id, const Federated& federated, Situation& situation) const;
    void addMissing(const std::string& id, Plan& plan) const; ///< needed, and not in the federation
    void planRelated(const std::string& id, const Plan* before, const Plan& now);
    [[nodiscard]] std::shared_ptr<const Plan> planOf(const std::string& id) const;
    [[nodiscard]] AssignmentPtr assignment(const std::string& id, const std::string& member) const;
    [[nodiscard]] Federated read(const api::Object& object) const;
    void tookResult(const std::string& id, ClusterStatus status);
    void tell(Event event);
    /// Of the federation itself, from its host.
    void tell(Severity severity, const char* controller, std::string object, std::string reason, std::string message);

    [[nodiscard]] Result<runtime::Reconciled> reconcileMember(const std::string& name, std::stop_token stop);
    [[nodiscard]] Result<runtime::Reconciled> reconcilePlan(const std::string& id, std::stop_token stop);
    [[nodiscard]] Result<runtime::Reconciled> reconcileStatus(const std::string& id, std::stop_token stop);
    [[nodiscard]] Result<runtime::Reconciled> reconcilePolicy(const std::string& id, std::stop_token stop);
    [[nodiscard]] Result<void> finish(const std::string& id, const Federated& federated, std::stop_token stop);
    [[nodiscard]] Result<api::Resource> resolve(const Federated& federated, std::map<std::string, bool>& serves,
                                                std::stop_token stop);
    void keepPlan(const std::string& id, Plan plan);
    [[nodiscard]] api::Json statusOf(const Plan& plan, const std::map<std::string, ClusterStatus>& results) const;
    [[nodiscard]] std::vector<std::shared_ptr<Member>> allMembers() const;

    runtime::Executor& m_executor;
    Options m_options;
    client::Discovery m_discovery;

    mutable std::mutex m_mutex{};
    std::map<std::string, std::shared_ptr<Member>> m_members{};
    std::map<std::string, std::shared_ptr<const Plan>> m_plans{};
    std::map<std::string, std::map<std::string, ClusterStatus>> m_results{};
    std::map<std::string, std::string> m_writtenStatus{}; ///< what was sent last, while the watch is behind
    std::map<std::string, std::set<std::string>> m_needs{}; ///< what cannot do without what, by id …
    std::map<std::string, std::set<std::string>> m_needers{}; ///< … and the other way round
    std::set<std::string> m_budgets{}; ///< PodDisruptionBudgets that have been planned
    std::once_flag m_learnt{}; ///< all that the first list brought is in them
    std::map<std::string, int> m_waited{}; ///< for its needers, how often
    std::map<std::string, PolicyWatch::Change> m_policyNews{}; ///< by id; the newest of each that is there
    std::optional<Error> m_hostTrouble{};
    std::atomic<bool> m_acting{false};
    std::atomic<runtime::LeaseHolder*> m_holder{nullptr}; ///< m_lease, once it is made

    std::unique_ptr<EventRecorder> m_recorder{};
    runtime::Controller m_memberUpdates;
    runtime::Controller m_planning;
    runtime::Controller m_statuses;
    runtime::Controller m_policies; ///< their status
    std::unique_ptr<runtime::Reflector> m_clusterWatch{};
    std::unique_ptr<runtime::Reflector> m_namespacedWatch{};
    std::unique_ptr<runtime::Reflector> m_clusterWideWatch{};
    std::unique_ptr<OverrideWatch> m_overrides{};
    std::unique_ptr<PolicyWatch> m_policyWatch{};
    std::unique_ptr<runtime::LeaseHolder> m_lease{};
};

} // namespace orrery::federation
