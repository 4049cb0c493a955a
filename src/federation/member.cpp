#include "federation/member.h"

#include "federation/json_patch.h"
#include "federation/kind.h"
#include "federation/names.h"

#include <charconv>

namespace orrery::federation {

using api::Json;
using api::text;
using runtime::Reconciled;
using namespace std::chrono_literals;

namespace {

constexpr int workers = 4;

/// Resource versions of one kind in one cluster may be compared as numbers (stable since 1.35, true before).
std::uint64_t versionOf(const api::Object& object)
{
    std::uint64_t value = 0;
    std::from_chars(object.resourceVersion.data(), object.resourceVersion.data() + object.resourceVersion.size(),
                    value);
    return value;
}

/// What a person or tool could have changed: without status and what servers write.
std::string contentOf(Json live)
{
    for (const auto* pointer :
         {"/status", "/metadata/resourceVersion", "/metadata/generation", "/metadata/managedFields",
          "/metadata/creationTimestamp", "/metadata/annotations/deployment.kubernetes.io~1revision"})
        api::drop(live, pointer);
    return api::dump(live);
}

std::string hashOf(const Json& manifest)
{
    return text(manifest, below("/metadata/annotations", names::appliedHash));
}

bool namespaceIsMissing(const Error& error)
{
    return error.kind == ErrorKind::NotFound && error.message.find("namespaces \"") != std::string::npos;
}

} // namespace

Member::Member(runtime::Executor& executor, MemberCluster cluster, Options options)
    : m_executor(executor), m_options(std::move(options)), m_name(cluster.name), m_uid(cluster.uid),
      m_cluster(std::move(cluster)),
      m_sync("sync " + m_name, workers,
             [this](const std::string& id, std::stop_token stop) { return reconcile(id, std::move(stop)); })
{
    m_sync.start();
    m_healthThread = std::jthread([this](std::stop_token stop) { watchHealth(std::move(stop)); });
}

Member::~Member()
{
    m_healthThread.request_stop();
    m_sync.stop();
    m_healthThread.join();
    std::map<api::Resource, std::shared_ptr<runtime::Reflector>> ending;
    {
        const std::lock_guard lock(m_mutex);
        ending.swap(m_watches);
    }
}

void Member::update(MemberCluster cluster)
{
    bool again = false;
    {
        const std::lock_guard lock(m_mutex);
        again = cluster.paused != m_cluster.paused;
        if (cluster.endpoint != m_cluster.endpoint || cluster.caPem != m_cluster.caPem
            || cluster.secretName != m_cluster.secretName) {
            m_session.reset();
            m_probeNow = true;
            m_wake.notify_all();
        }
        m_cluster = std::move(cluster);
    }
    if (again)
        syncAll({});
}

void Member::syncAll(const std::vector<std::string>& ids)
{
    std::vector<std::string> known = ids;
    if (known.empty()) {
        const std::lock_guard lock(m_mutex);
        for (const auto& [id, state] : m_lastState)
            known.push_back(id);
        for (const auto& [resource, waiting] : m_waiting)
            known.insert(known.end(), waiting.begin(), waiting.end());
    }
    for (const auto& id : known)
        m_sync.add(id);
}

Member::View Member::view() const
{
    const std::lock_guard lock(m_mutex);
    View view;
    view.cluster = m_cluster;
    view.health = m_health.state();
    view.message = m_health.message();
    view.facts = m_facts;
    view.latencies.assign(m_latencies.begin(), m_latencies.end());
    view.since = m_since;
    view.tokenExpiry = m_tokenExpiry;
    if (m_session)
        view.session = m_session->health();
    return view;
}

HealthMachine::State Member::health() const
{
    const std::lock_guard lock(m_mutex);
    return m_health.state();
}

std::shared_ptr<client::Session> Member::session() const
{
    const std::lock_guard lock(m_mutex);
    return m_session;
}

std::optional<bool> Member::serves(const std::string& apiVersion, const std::string& kind, std::stop_token stop)
{
    std::shared_ptr<client::Discovery> discovery;
    {
        const std::lock_guard lock(m_mutex);
        discovery = m_discovery;
    }
    if (!discovery)
        return std::nullopt;
    const auto found = discovery->find(apiVersion, kind, stop);
    if (found)
        return true;
    return found.error().kind == ErrorKind::NotFound ? std::optional(false) : std::nullopt;
}

Result<std::shared_ptr<runtime::Reflector>> Member::watched(const api::Resource& resource, const std::string& id)
{
    const std::lock_guard lock(m_mutex);
    if (!m_session && m_health.message().empty()) {
        m_waiting[resource].insert(id); // the first probe is under way
        return std::shared_ptr<runtime::Reflector>();
    }
    if (!m_session)
        return failure(ErrorKind::Unavailable, "member.not-connected", m_health.message());
    auto& watch = m_watches[resource];
    if (!watch) {
        runtime::Reflector::Options options;
        options.resource = resource;
        options.labelSelector = std::string(names::managedBy) + "=" + m_options.federation;
        runtime::Reflector::Handlers handlers;
        handlers.changed = [this, resource](const std::vector<api::ObjectKey>& keys) { watchTold(resource, keys); };
        handlers.trouble = [this, resource](const std::optional<Error>& error) {
            {
                const std::lock_guard inner(m_mutex);
                if (error)
                    m_watchTrouble[resource] = *error;
                else
                    m_watchTrouble.erase(resource);
            }
            if (error)
                watchTold(resource, {});
        };
        watch = std::make_shared<runtime::Reflector>(m_executor, m_session, std::move(options), std::move(handlers),
                                                     *m_options.clock);
    }
    if (watch->store().synced())
        return watch;
    m_waiting[resource].insert(id);
    if (const auto trouble = m_watchTrouble.find(resource); trouble != m_watchTrouble.end())
        return failure(trouble->second);
    return std::shared_ptr<runtime::Reflector>();
}

void Member::watchTold(const api::Resource& resource, const std::vector<api::ObjectKey>& keys)
{
    for (const auto& key : keys)
        m_sync.add(idOf({resource.namespaced ? key.ns : "", names::federatedName(resource, key.name)}));
    std::set<std::string> waiting;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_waiting.find(resource); found != m_waiting.end())
            waiting.swap(found->second);
    }
    for (const auto& id : waiting)
        m_sync.add(id);
}

Result<api::ObjectPtr> Member::look(const std::string& id, const Assignment& assignment, const runtime::Store& store,
                                    std::stop_token stop)
{
    const api::ObjectKey key{assignment.resource.namespaced ? text(assignment.federated.manifest, "/metadata/namespace")
                                                            : "",
                             text(assignment.federated.manifest, "/metadata/name")};
    auto seen = store.find(key);
    {
        const std::lock_guard lock(m_mutex);
        const auto written = m_written.find(id);
        if (written != m_written.end()) {
            if (seen && versionOf(*seen) < versionOf(*written->second))
                return written->second; // the watch is behind our own write
            m_written.erase(written);
        }
    }
    if (seen || !assignment.target)
        return seen;
    // The watch sees only what carries our label: whether the name is taken, only the server knows.
    const auto asked = session()->get(assignment.resource, key, stop);
    if (asked)
        return api::makeObject(*asked);
    if (asked.error().kind == ErrorKind::NotFound)
        return api::ObjectPtr();
    return failure(asked.error());
}

bool Member::isAccepted(const std::string& id, const Target& target, const Json& live) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_accepted.find(id);
    return found != m_accepted.end() && found->second.target == hashOf(target.manifest)
        && found->second.live == contentOf(live);
}

bool Member::wasPlaced(const std::string& id) const
{
    const std::lock_guard lock(m_mutex);
    const auto last = m_lastState.find(id);
    return last != m_lastState.end()
        && (last->second == PlacementState::InSync || last->second == PlacementState::Progressing);
}

Result<Reconciled> Member::reconcile(const std::string& id, std::stop_token stop)
{
    const auto assignment = m_options.assignment(id);
    bool paused = false;
    {
        const std::lock_guard lock(m_mutex);
        paused = m_cluster.paused;
        if (!assignment)
            m_lastState.erase(id);
    }
    if (!assignment || !m_options.acting())
        return Reconciled{};
    const auto watch = watched(assignment->resource, id);
    if (!watch) {
        reportFailure(id, *assignment, watch.error());
        return failure(watch.error());
    }
    if (!*watch)
        return Reconciled{}; // the first list names it again
    const auto live = look(id, *assignment, (*watch)->store(), stop);
    if (!live && paused)
        return Reconciled{}; // it is leaving, and so are our rights there
    if (!live) {
        reportFailure(id, *assignment, live.error());
        return failure(live.error());
    }
    const auto json = *live ? (*live)->json() : Json();
    Picture picture;
    picture.federation = m_options.federation;
    picture.target = assignment->target ? &*assignment->target : nullptr;
    picture.exclusion = assignment->exclusion;
    picture.live = *live ? &json : nullptr;
    picture.conflictResolution = assignment->federated.conflictResolution;
    picture.ownerUid = assignment->federated.uid;
    picture.orphan = assignment->federated.orphan;
    picture.paused = paused;
    picture.accepted = *live && assignment->target && isAccepted(id, *assignment->target, json);
    picture.seenInSync = wasPlaced(id);
    const auto action = decide(picture);
    if (action.act == Act::Nothing) {
        report(id, *assignment, action, *live, {});
        // A foreign object's end is not in our watch: look again.
        if (action.state == PlacementState::Conflict)
            return Reconciled{15s};
        return Reconciled{};
    }
    const auto start = m_options.clock->now();
    const auto written = write(id, *assignment, action.act, *live, stop);
    if (!written) {
        reportFailure(id, *assignment, written.error());
        return failure(written.error());
    }
    // Gone since our watch last spoke: not our doing, and told already when it was.
    if (action.act == Act::Delete && !*written) {
        report(id, *assignment, {Act::Nothing, PlacementState::NotPlaced, "NotPlaced", action.message}, {}, {});
        return Reconciled{};
    }
    report(id, *assignment, action, *written,
           std::chrono::duration_cast<std::chrono::milliseconds>(m_options.clock->now() - start));
    return Reconciled{};
}

Result<Json> Member::applyThere(const Assignment& assignment, bool force, std::stop_token stop)
{
    const auto session = this->session();
    const auto& manifest = assignment.target->manifest;
    auto applied = session->apply(assignment.resource, manifest, names::fieldManager, force, {}, stop);
    if (applied || !namespaceIsMissing(applied.error()))
        return applied;
    const Json space{
        {"apiVersion", "v1"},
        {"kind", "Namespace"},
        {"metadata",
         {{"name", text(manifest, "/metadata/namespace")}, {"labels", {{names::managedBy, m_options.federation}}}}}};
    const auto made = session->create(resources::namespaces, space, stop);
    if (!made && made.error().kind != ErrorKind::AlreadyExists)
        return failure(made.error());
    return session->apply(assignment.resource, manifest, names::fieldManager, force, {}, stop);
}

Result<api::ObjectPtr> Member::write(const std::string& id, const Assignment& assignment, Act act,
                                     const api::ObjectPtr& live, std::stop_token stop)
{
    const auto session = this->session();
    if (act == Act::Delete) {
        const auto removed = session->remove(assignment.resource, live->key, {.uid = live->uid}, stop);
        if (!removed && removed.error().kind != ErrorKind::NotFound)
            return failure(removed.error());
        return removed ? live : api::ObjectPtr();
    }
    if (act == Act::Release) {
        const Json patch{{"metadata",
                          {{"labels", {{names::managedBy, nullptr}}},
                           {"annotations", {{names::ownerUid, nullptr}, {names::appliedHash, nullptr}}}}}};
        const auto released = session->mergePatch(assignment.resource, live->key, patch, {}, stop);
        if (!released && released.error().kind != ErrorKind::NotFound)
            return failure(released.error());
        return api::ObjectPtr();
    }
    // A first write is not forced: should a foreign object appear in this very moment, its fields are not taken.
    const auto applied = applyThere(assignment, live != nullptr, stop);
    if (!applied)
        return failure(applied.error());
    auto object = api::makeObject(*applied);
    const std::lock_guard lock(m_mutex);
    m_written[id] = object;
    m_accepted[id] = {hashOf(assignment.target->manifest), contentOf(object->json())};
    return object;
}

void Member::tell(Severity severity, const Federated& federated, std::string reason, std::string message,
                  std::optional<std::chrono::milliseconds> took)
{
    Event event;
    event.time = m_options.clock->wall();
    event.severity = severity;
    event.cluster = m_name;
    event.controller = "sync";
    event.object = federated.object();
    event.reason = std::move(reason);
    event.message = std::move(message);
    event.took = took;
    m_options.sink(std::move(event));
}

void Member::report(const std::string& id, const Assignment& assignment, const MemberAction& action,
                    const api::ObjectPtr& live, std::optional<std::chrono::milliseconds> took)
{
    ClusterStatus status;
    status.cluster = m_name;
    status.uid = m_uid;
    status.state = action.state;
    status.reason = action.reason;
    status.message = action.message;
    status.observedGeneration = assignment.federated.generation;
    status.writeTook = took;
    if (assignment.target)
        status.replicas = assignment.target->replicas;
    const bool placed = action.state == PlacementState::InSync || action.state == PlacementState::Progressing;
    const bool stays = action.state == PlacementState::Suspended && live && isOurs(live->json(), m_options.federation);
    if (stays || (placed && live && action.reason != "Terminating")) {
        const auto health = kindOf(assignment.resource).health(live->json());
        if (placed) {
            status.state =
                health.state == Health::State::Healthy ? PlacementState::InSync : PlacementState::Progressing;
            status.reason = health.reason;
            status.message = health.message;
        }
        if (health.desired)
            status.replicas = health.desired;
        status.ready = health.ready;
    }
    bool news = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto last = m_lastState.find(id);
        news = last == m_lastState.end() || last->second != status.state;
        if (assignment.federated.deleting && status.state == PlacementState::NotPlaced)
            m_lastState.erase(id);
        else
            m_lastState[id] = status.state;
        m_lastFailure.erase(id);
    }
    if (action.act != Act::Nothing) {
        auto message = action.message.empty() ? "applied generation " + std::to_string(assignment.federated.generation)
                                              : action.message;
        if (assignment.target && assignment.target->replicas && action.act == Act::Apply)
            message += ", replicas=" + std::to_string(*assignment.target->replicas);
        const bool odd = action.reason == "Restored" || action.reason == "DriftCorrected" || action.reason == "Adopted";
        tell(odd ? Severity::Warning : Severity::Info, assignment.federated, action.reason, std::move(message), took);
    } else if (news && (action.state == PlacementState::Conflict || action.state == PlacementState::Failed)) {
        tell(Severity::Warning, assignment.federated, action.reason, action.message);
    }
    m_options.result(id, std::move(status));
}

void Member::reportFailure(const std::string& id, const Assignment& assignment, const Error& error)
{
    if (error.kind == ErrorKind::Cancelled)
        return;
    ClusterStatus status;
    status.cluster = m_name;
    status.uid = m_uid;
    const bool unavailable = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Throttled
                          || error.kind == ErrorKind::Unauthorized;
    status.state = unavailable ? PlacementState::Waiting : PlacementState::Failed;
    // A first write that met foreign fields is a conflict, not a fault.
    if (error.kind == ErrorKind::Conflict)
        status.state = PlacementState::Conflict;
    status.reason = unavailable ? "ClusterUnavailable" : std::string(orrery::name(error.kind));
    status.message = error.message;
    status.observedGeneration = assignment.federated.generation;
    if (assignment.target)
        status.replicas = assignment.target->replicas;
    bool news = false;
    {
        const std::lock_guard lock(m_mutex);
        m_lastState.try_emplace(id, status.state);
        auto& last = m_lastFailure[id];
        news = last != error.message;
        last = error.message;
    }
    if (news)
        tell(unavailable ? Severity::Warning : Severity::Error, assignment.federated, status.reason, error.message);
    if (unavailable)
        probeNow();
    m_options.result(id, std::move(status));
}

} // namespace orrery::federation
