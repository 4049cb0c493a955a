#include "federation/controllers.h"

#include "federation/kind.h"
#include "federation/names.h"
#include "federation/room.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using runtime::Reconciled;
using namespace std::chrono_literals;

namespace {

constexpr int planners = 4;
constexpr int statusWriters = 4;
/// A status gathers what several members report at nearly the same time into one write.
constexpr auto gather = 100ms;

} // namespace

Controllers::Controllers(runtime::Executor& executor, Options options)
    : m_executor(executor), m_options(std::move(options)), m_discovery(m_options.host),
      m_recorder(std::make_unique<EventRecorder>(m_options.host, m_options.federation.name, m_options.identity)),
      m_memberUpdates(
          "members", 1,
          [this](const std::string& name, std::stop_token stop) { return reconcileMember(name, std::move(stop)); }),
      m_planning("plan", planners,
                 [this](const std::string& id, std::stop_token stop) { return reconcilePlan(id, std::move(stop)); }),
      m_statuses("status", statusWriters,
                 [this](const std::string& id, std::stop_token stop) { return reconcileStatus(id, std::move(stop)); }),
      m_policies("policies", 1,
                 [this](const std::string& id, std::stop_token stop) { return reconcilePolicy(id, std::move(stop)); })
{
    m_planning.failed = [this](const std::string& id, const Error& error) {
        if (error.kind != ErrorKind::Conflict)
            tell(Severity::Error, "schedule", "FederatedResource " + id, std::string(name(error.kind)), error.text());
    };
    startWatches(executor);
    // Only now: the first list may arrive before the line that keeps its watch has ended.
    m_memberUpdates.start();
    m_planning.start();
    m_statuses.start();
    m_policies.start();
    if (!m_options.act)
        return;
    runtime::LeaseOptions lease;
    lease.key = {m_options.federation.systemNamespace, names::lease};
    lease.identity = m_options.identity;
    lease.duration = m_options.leaseDuration;
    lease.renewDeadline = m_options.leaseDuration * 2 / 3;
    lease.retry = m_options.leaseDuration / 8;
    m_lease = std::make_unique<runtime::LeaseHolder>(
        m_options.host, lease, [this](bool holding) { leaseChanged(holding); }, *m_options.clock);
    m_holder = m_lease.get();
    if (m_acting)
        planAll(); // what was planned before this line found nobody acting
}

Controllers::~Controllers()
{
    // Whoever looks ends before what it looks at.
    if (m_lease)
        m_lease->stop();
    m_acting = false;
    m_memberUpdates.stop();
    m_planning.stop();
    std::map<std::string, std::shared_ptr<Member>> leaving;
    {
        const std::lock_guard lock(m_mutex);
        leaving.swap(m_members);
    }
    leaving.clear();
    m_statuses.stop();
    m_policies.stop();
    m_policyWatch.reset();
    m_overrides.reset();
    m_clusterWatch.reset();
    m_namespacedWatch.reset();
    m_clusterWideWatch.reset();
    m_recorder.reset();
    m_holder = nullptr;
    m_lease.reset();
}

void Controllers::startWatches(runtime::Executor& executor)
{
    const auto trouble = [this](const std::optional<Error>& error) {
        {
            const std::lock_guard lock(m_mutex);
            m_hostTrouble = error;
        }
        if (error)
            tell(Severity::Error, "host", "Cluster " + m_options.federation.hostCluster, std::string(name(error->kind)),
                 error->text());
        m_options.changed();
    };
    const auto watch = [&](const api::Resource& resource, auto onKey) {
        runtime::Reflector::Options options;
        options.resource = resource;
        return std::make_unique<runtime::Reflector>(
            executor, m_options.host, options,
            runtime::Reflector::Handlers{[this, onKey](const std::vector<api::ObjectKey>& keys) {
                                             for (const auto& key : keys)
                                                 onKey(key);
                                             m_options.changed();
                                         },
                                         trouble},
            *m_options.clock);
    };
    m_clusterWatch = watch(resources::clusters, [this](const api::ObjectKey& key) { m_memberUpdates.add(key.name); });
    const auto plan = [this](const api::ObjectKey& key) { m_planning.add(idOf(key)); };
    m_namespacedWatch = watch(resources::federatedResources, plan);
    m_clusterWideWatch = watch(resources::clusterFederatedResources, plan);
    m_policyWatch = std::make_unique<PolicyWatch>(
        executor, m_options.host,
        PolicyWatch::Handlers{[this](const PolicyWatch::Change& change) { policyChanged(change); }, trouble},
        *m_options.clock);
    m_overrides = std::make_unique<OverrideWatch>(
        executor, m_options.host,
        [this] {
            planAll();
            m_options.changed();
        },
        *m_options.clock);
}

bool Controllers::synced() const
{
    if (!m_clusterWatch->store().synced() || !m_namespacedWatch->store().synced()
        || !m_clusterWideWatch->store().synced() || !m_policyWatch->synced() || !m_overrides->synced())
        return false;
    const auto clusters = m_clusterWatch->store().snapshot();
    const std::lock_guard lock(m_mutex);
    bool known = true;
    clusters.forEach(
        [&](const api::ObjectKey& key, const api::ObjectPtr&) { known = known && m_members.contains(key.name); });
    return known;
}

bool Controllers::acting() const
{
    const auto* holder = m_holder.load();
    return m_acting && holder && holder->holding();
}

runtime::LeaseRecord Controllers::lease() const
{
    const auto* holder = m_holder.load();
    return holder ? holder->record() : runtime::LeaseRecord{};
}

SteadyTime Controllers::hostAsOf() const
{
    return std::max(
        {m_clusterWatch->store().asOf(), m_namespacedWatch->store().asOf(), m_clusterWideWatch->store().asOf()});
}

std::optional<Error> Controllers::hostTrouble() const
{
    const std::lock_guard lock(m_mutex);
    return m_hostTrouble;
}

std::vector<std::shared_ptr<Member>> Controllers::allMembers() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::shared_ptr<Member>> all;
    for (const auto& [name, member] : m_members)
        all.push_back(member);
    return all;
}

std::vector<Member::View> Controllers::members() const
{
    std::vector<Member::View> views;
    for (const auto& member : allMembers())
        views.push_back(member->view());
    return views;
}

std::vector<Federated> Controllers::federated() const
{
    std::vector<Federated> all;
    const auto add = [&](const api::ObjectKey&, const api::ObjectPtr& object) { all.push_back(read(*object)); };
    m_clusterWideWatch->store().snapshot().forEach(add);
    m_namespacedWatch->store().snapshot().forEach(add);
    return all;
}

std::optional<Federated> Controllers::find(const std::string& id) const
{
    const auto key = keyOf(id);
    const auto object = (key.ns.empty() ? m_clusterWideWatch : m_namespacedWatch)->store().find(key);
    return object ? std::optional(read(*object)) : std::nullopt;
}

Federated Controllers::read(const api::Object& object) const
{
    auto federated = readFederated(object);
    // What was said of a cluster that has left, or left and come back, is no longer so.
    std::erase_if(federated.statuses, [this](const ClusterStatus& status) {
        const auto cluster = m_clusterWatch->store().find({"", status.cluster});
        return !cluster || (!status.uid.empty() && status.uid != cluster->uid);
    });
    return federated;
}

std::shared_ptr<client::Session> Controllers::session(const std::string& member) const
{
    std::shared_ptr<Member> found;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto entry = m_members.find(member); entry != m_members.end())
            found = entry->second;
    }
    return found ? found->session() : nullptr;
}

void Controllers::tell(Event event)
{
    if (event.time == WallTime{})
        event.time = m_options.clock->wall();
    if (acting() && m_recorder)
        m_recorder->record(event);
    m_options.sink(std::move(event));
}

void Controllers::tell(Severity severity, const char* controller, std::string object, std::string reason,
                       std::string message)
{
    tell({0,
          {},
          severity,
          m_options.federation.hostCluster,
          controller,
          std::move(object),
          std::move(reason),
          std::move(message),
          {}});
}

void Controllers::leaseChanged(bool holding)
{
    m_acting = holding;
    tell(Severity::Info, "lease", "Federation " + m_options.federation.name, holding ? "LeaseAcquired" : "LeaseLost",
         holding ? "this Orrery runs the controllers of " + m_options.federation.name
                 : "another Orrery runs the controllers, or the host does not answer; nothing is written from here");
    if (holding)
        planAll();
    m_options.changed();
}

void Controllers::planAll()
{
    for (const auto* watch : {m_namespacedWatch.get(), m_clusterWideWatch.get()})
        watch->store().snapshot().forEach(
            [this](const api::ObjectKey& key, const api::ObjectPtr&) { m_planning.add(idOf(key)); });
}

Result<Reconciled> Controllers::reconcileMember(const std::string& name, std::stop_token)
{
    const auto object = m_clusterWatch->store().find({"", name});
    std::shared_ptr<Member> member;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_members.find(name);
        if (found != m_members.end()) {
            member = found->second;
            if (!object || member->uid() != object->uid)
                m_members.erase(found);
        }
    }
    if (member && (!object || member->uid() != object->uid)) {
        member.reset(); // joins its threads
        const std::lock_guard lock(m_mutex);
        for (auto& [id, results] : m_results)
            results.erase(name);
    }
    if (object && member) {
        const auto before = member->view().cluster;
        auto now = readCluster(*object);
        member->update(now);
        clusterChanged(before, now);
    } else if (object) {
        Member::Options options;
        options.federation = m_options.federation.name;
        options.systemNamespace = m_options.federation.systemNamespace;
        options.host = m_options.host;
        options.connect = m_options.connect;
        options.clock = m_options.clock;
        options.assignment = [this, name](const std::string& id) { return assignment(id, name); };
        options.result = [this](const std::string& id, ClusterStatus status) { tookResult(id, std::move(status)); };
        options.sink = [this](Event event) { tell(std::move(event)); };
        options.changed = m_options.changed;
        options.waiting = [this, name] { planStuck(name); };
        options.acting = [this] { return acting(); };
        auto made = std::make_shared<Member>(m_executor, readCluster(*object), std::move(options));
        {
            const std::lock_guard lock(m_mutex);
            m_members.emplace(name, std::move(made));
        }
        planAll();
    } else {
        planAll();
    }
    m_options.changed();
    return Reconciled{};
}

std::shared_ptr<const Controllers::Plan> Controllers::planOf(const std::string& id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_plans.find(id);
    return found == m_plans.end() ? nullptr : found->second;
}

AssignmentPtr Controllers::assignment(const std::string& id, const std::string& member) const
{
    const auto plan = planOf(id);
    if (!plan)
        return nullptr;
    auto made = std::make_shared<Assignment>();
    made->federated = plan->federated;
    made->federated.conflictResolution = plan->decision.conflictResolution;
    made->federated.orphan = plan->federated.orphan || (plan->federated.deleting && plan->decision.preserveOnDeletion);
    made->resource = plan->decision.resource;
    if (const auto target = plan->decision.targets.find(member); target != plan->decision.targets.end())
        made->target = target->second;
    if (const auto excluded = plan->decision.excluded.find(member); excluded != plan->decision.excluded.end())
        made->exclusion = excluded->second;
    return made;
}

Result<api::Resource> Controllers::resolve(const Federated& federated, std::map<std::string, bool>& serves,
                                           std::stop_token stop)
{
    if (const auto* known = builtIn(federated.apiVersion(), federated.kind()))
        return *known;
    // Not among the known kinds: a custom resource, which some members may lack.
    for (const auto& member : allMembers()) {
        if (const auto served = member->serves(federated.apiVersion(), federated.kind(), stop))
            serves[member->view().cluster.name] = *served;
    }
    for (const auto& member : allMembers()) {
        const auto session = member->session();
        if (!session || !serves[member->view().cluster.name])
            continue;
        client::Discovery discovery(session);
        if (auto found = discovery.find(federated.apiVersion(), federated.kind(), stop))
            return found;
    }
    return m_discovery.find(federated.apiVersion(), federated.kind(), stop);
}

Result<Situation> Controllers::situation(const Federated& federated, std::stop_token stop)
{
    Situation situation;
    situation.federation = m_options.federation.name;
    situation.algorithm = m_options.federation.algorithm;
    auto resource = resolve(federated, situation.serves, stop);
    if (!resource)
        return failure(resource.error());
    situation.resource = std::move(*resource);
    for (const auto& member : allMembers()) {
        auto view = member->view();
        if (view.facts)
            situation.rooms[view.cluster.name] = {{},
                                                  roomFor(federated.manifest, *view.facts),
                                                  waitingFor(federated.manifest, federated.key.ns, *view.facts)};
        situation.clusters.push_back(std::move(view.cluster));
    }
    situation.overrides = m_overrides->policies();
    situation.policies = m_policyWatch->all();
    situation.now = m_options.clock->wall();
    addRelated(federation::idOf(federated.key), federated, situation);
    return situation;
}

Result<Reconciled> Controllers::reconcilePlan(const std::string& id, std::stop_token stop)
{
    if (!synced() || waitsForNeeders(id))
        return Reconciled{gather};
    const auto federated = find(id);
    if (!federated) {
        {
            const std::lock_guard lock(m_mutex);
            m_plans.erase(id);
            m_results.erase(id);
            m_writtenStatus.erase(id);
        }
        for (const auto& member : allMembers())
            member->sync(id);
        return Reconciled{};
    }
    if (!acting())
        return Reconciled{};
    if (!federated->hasFinalizer && !federated->deleting) {
        const auto object = m_options.host->get(resourceOf(federated->key), federated->key, stop);
        if (!object)
            return failure(object.error());
        auto finalizers = api::at(*object, "/metadata/finalizers");
        if (!finalizers.is_array())
            finalizers = Json::array();
        finalizers.push_back(names::finalizer);
        const auto kept = m_options.host->mergePatch(
            resourceOf(federated->key), federated->key,
            {{"metadata",
              {{"finalizers", finalizers}, {"resourceVersion", api::text(*object, "/metadata/resourceVersion")}}}},
            {}, stop);
        if (!kept)
            return failure(kept.error());
    }
    Plan plan{*federated, {}};
    remember(id, plan.federated);
    const auto made = situation(*federated, stop);
    if (!made)
        return failure(made.error());
    plan.decision = decide(plan.federated, *made);
    addMissing(id, plan);
    const auto again = plan.decision.again;
    if (federated->deleting) {
        for (const auto& [cluster, target] : plan.decision.targets)
            plan.decision.excluded[cluster] = "deleted from the federation";
        plan.decision.targets.clear();
    }
    keepPlan(id, std::move(plan));
    for (const auto& member : allMembers())
        member->sync(id);
    if (federated->deleting) {
        if (const auto finished = finish(id, *federated, stop); !finished)
            return failure(finished.error());
    }
    m_statuses.addAfter(id, gather);
    if (again)
        return Reconciled{std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*again - *made->now))};
    return Reconciled{};
}

void Controllers::keepPlan(const std::string& id, Plan plan)
{
    const auto before = planOf(id);
    tellPlan(before.get(), plan);
    const auto now = std::make_shared<const Plan>(std::move(plan));
    {
        const std::lock_guard lock(m_mutex);
        m_plans[id] = now;
    }
    planRelated(id, before.get(), *now);
}

Result<void> Controllers::finish(const std::string& id, const Federated& federated, std::stop_token stop)
{
    if (!federated.hasFinalizer)
        return {};
    {
        const std::lock_guard lock(m_mutex);
        const auto& results = m_results[id];
        for (const auto& [name, member] : m_members) {
            const auto result = results.find(name);
            if (result == results.end() || result->second.state != PlacementState::NotPlaced)
                return {};
        }
    }
    const auto object = m_options.host->get(resourceOf(federated.key), federated.key, stop);
    if (!object)
        return object.error().kind == ErrorKind::NotFound ? Result<void>() : failure(object.error());
    Json finalizers = Json::array();
    for (const auto& finalizer : api::at(*object, "/metadata/finalizers")) {
        if (finalizer != names::finalizer)
            finalizers.push_back(finalizer);
    }
    const auto released = m_options.host->mergePatch(
        resourceOf(federated.key), federated.key,
        {{"metadata",
          {{"finalizers", finalizers}, {"resourceVersion", api::text(*object, "/metadata/resourceVersion")}}}},
        {}, stop);
    if (!released && released.error().kind != ErrorKind::NotFound)
        return failure(released.error());
    tell(Severity::Info, "sync", federated.object(), "Removed",
         federated.orphan ? "left the federation; the members keep it" : "gone from every member");
    return {};
}

void Controllers::tookResult(const std::string& id, ClusterStatus status)
{
    // Whoever ran the controllers before wrote down since when; a new start is no change.
    std::optional<ClusterStatus> before;
    if (const auto federated = find(id)) {
        for (const auto& known : federated->statuses) {
            if (known.cluster == status.cluster)
                before = known;
        }
    }
    bool deleting = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto plan = m_plans.find(id);
        if (plan == m_plans.end())
            return;
        deleting = plan->second->federated.deleting;
        auto& kept = m_results[id].try_emplace(status.cluster, before.value_or(ClusterStatus{})).first->second;
        status.since =
            kept.state == status.state && !kept.since.empty() ? kept.since : rfc3339(m_options.clock->wall());
        if (!status.writeTook)
            status.writeTook = kept.writeTook;
        kept = std::move(status);
    }
    if (deleting)
        m_planning.addAfter(id, gather);
    m_statuses.addAfter(id, gather);
}

} // namespace orrery::federation
