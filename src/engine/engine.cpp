#include "engine/engine_state.h"

#include "engine/snapshot_builder.h"
#include "federation/names.h"

#include <algorithm>
#include <random>

#ifdef _WIN32
#include <process.h>
#include <winsock2.h>
#else
#include <unistd.h>
#endif

namespace orrery::engine {

using namespace std::chrono_literals;

namespace {

constexpr auto snapshotPause = 50ms;
constexpr auto quietRefresh = 5s; ///< ages and latencies move even when nothing else does

std::string defaultIdentity()
{
    char name[256] = "localhost";
    (void)gethostname(name, sizeof name - 1);
#ifdef _WIN32
    const int process = _getpid();
#else
    const int process = getpid();
#endif
    std::random_device random;
    return std::string(name) + "_" + std::to_string(process) + "_" + std::to_string(random() % 100'000);
}

} // namespace

Engine::State::State(Options itsOptions)
    : options(std::move(itsOptions)), identity(options.identity.empty() ? defaultIdentity() : options.identity)
{
    publisher = std::jthread([this](std::stop_token stop) { publish(std::move(stop)); });
}

Engine::State::~State()
{
    publisher.request_stop();
    publisher.join();
    close();
}

void Engine::State::touch()
{
    const std::lock_guard lock(publishMutex);
    dirty = true;
    publishWake.notify_one();
}

void Engine::State::publish(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(publishMutex);
            publishWake.wait_for(lock, stop, quietRefresh, [this] { return dirty; });
            dirty = false;
        }
        if (stop.stop_requested())
            return;
        build();
        if (options.changed)
            options.changed();
        std::unique_lock lock(publishMutex);
        publishWake.wait_for(lock, stop, snapshotPause, [] { return false; });
    }
}

void Engine::State::build()
{
    auto made = std::make_shared<Snapshot>();
    std::shared_ptr<federation::Controllers> working;
    std::shared_ptr<Connector> source;
    std::optional<federation::ClusterFacts> facts;
    std::shared_ptr<client::Session> hostSession;
    {
        const std::lock_guard lock(mutex);
        made->serial = ++serial;
        made->phase = phase;
        made->error = error;
        made->demo = demo;
        if (federation) {
            made->federation = federation->name;
            made->hostCluster = federation->hostCluster;
        }
        working = controllers;
        source = connector;
        facts = hostFacts;
        if (host)
            hostSession = host->session;
    }
    const auto contexts = source ? source->contexts() : std::vector<ContextView>{};
    made->kubeconfig = source ? source->source() : std::string();
    fillClusters(*made, working.get(), contexts, *options.clock);
    if (working) {
        fillHost(*made, facts, hostSession->health(), working->hostTrouble(), *options.clock);
        fillWorkloads(*made, *working);
        const auto lease = working->lease();
        made->lease = {lease.holder, lease.ours, lease.renewed, lease.duration};
        made->asOf = options.clock->wall()
                   - std::chrono::duration_cast<std::chrono::system_clock::duration>(options.clock->now()
                                                                                     - working->hostAsOf());
    }
    made->lastEvent = log.last();
    const std::lock_guard lock(mutex);
    if (made->serial > latest->serial)
        latest = std::move(made);
}

void Engine::State::record(federation::Event event)
{
    log.add(std::move(event));
    touch();
}

void Engine::State::told(const std::vector<api::ObjectKey>& keys)
{
    // Not a share of it: this runs inside the watch's callback, and its last owner waits for that to end.
    const runtime::Reflector* watch = nullptr;
    {
        const std::lock_guard lock(mutex);
        watch = eventWatch.get();
    }
    if (!watch)
        return;
    std::vector<federation::Event> fresh;
    for (const auto& key : keys) {
        const auto object = watch->store().find(key);
        if (!object)
            continue;
        const auto json = object->json();
        {
            const std::lock_guard lock(mutex);
            if (!seenEvents.insert(object->uid).second)
                continue;
        }
        if (api::text(json, "/source/host") == identity)
            continue; // told when it happened
        for (auto& event : federation::readRecorded(json))
            fresh.push_back(std::move(event));
    }
    std::stable_sort(fresh.begin(), fresh.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    for (auto& event : fresh)
        record(std::move(event));
}

Result<std::shared_ptr<Connector>> Engine::State::usable() const
{
    const std::lock_guard lock(mutex);
    if (!connector)
        return failure(ErrorKind::Invalid, "engine.no-clusters", "no kubeconfig is in use yet");
    return connector;
}

Result<Engine::State::Opened> Engine::State::opened() const
{
    const std::lock_guard lock(mutex);
    if (!connector || !host || !federation || !controllers)
        return failure(ErrorKind::Invalid, "engine.not-open", "no federation is open yet");
    return Opened{connector, *host, *federation, controllers};
}

void Engine::State::close()
{
    std::shared_ptr<federation::Controllers> ending;
    std::shared_ptr<runtime::Reflector> watch;
    {
        const std::lock_guard lock(mutex);
        ending.swap(controllers);
        watch.swap(eventWatch);
        federation.reset();
        host.reset();
        hostFacts.reset();
        error.reset();
        seenEvents.clear();
        phase = Phase::Closed;
    }
}

Result<void> Engine::State::open(const std::string& contextOrFederation, std::stop_token stop)
{
    const auto source = usable();
    if (!source)
        return failure(source.error());
    close();
    {
        const std::lock_guard lock(mutex);
        phase = Phase::Connecting;
    }
    touch();
    const auto wanted = contextOrFederation.empty() ? (*source)->currentContext() : contextOrFederation;
    auto access = (*source)->access(wanted);
    if (!access)
        return failure(access.error());
    auto found = federation::readFederation(*access->session, stop);
    if (!found)
        return failure(std::move(found.error()).during("opening " + wanted));
    access->name = found->hostCluster;
    const auto facts = federation::readFacts(*access->session, stop);

    federation::Controllers::Options working;
    working.federation = *found;
    working.host = access->session;
    working.connect = [source = *source](const federation::MemberCluster& cluster, const Secret& token) {
        return source->connect(cluster, token);
    };
    working.identity = identity;
    working.act = options.act;
    working.leaseDuration = options.leaseDuration;
    working.clock = options.clock;
    working.sink = [this](federation::Event event) { record(std::move(event)); };
    working.changed = [this] { touch(); };
    auto made = std::make_shared<federation::Controllers>(executor, std::move(working));

    runtime::Reflector::Options events;
    events.resource = federation::resources::events;
    events.labelSelector = std::string(federation::names::eventOf) + "=" + found->name;
    auto watch = std::make_shared<runtime::Reflector>(
        executor, access->session, events,
        runtime::Reflector::Handlers{[this](const std::vector<api::ObjectKey>& keys) { told(keys); }, {}},
        *options.clock);
    {
        const std::lock_guard lock(mutex);
        host = *access;
        federation = *found;
        if (facts)
            hostFacts = *facts;
        controllers = std::move(made);
        eventWatch = watch;
        phase = Phase::Open;
    }
    // Events that came before the line above found nobody to tell them.
    std::vector<api::ObjectKey> early;
    watch->store().snapshot().forEach([&](const api::ObjectKey& key, const api::ObjectPtr&) { early.push_back(key); });
    told(early);
    return {};
}

Engine::Engine(Options options) : m_state(std::make_unique<State>(std::move(options))) { }

Engine::~Engine() = default;

Result<void> Engine::useKubeconfig(const std::string& path)
{
    PluginSettings plugins;
    plugins.trust = m_state->options.pluginTrust;
    plugins.onTerminal = m_state->options.pluginsOnTerminal;
    auto connector = kubeconfigConnector(path, *m_state->options.clock, std::move(plugins));
    if (!connector)
        return failure(connector.error());
    m_state->close();
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->connector = std::move(*connector);
        m_state->demo = false;
    }
    m_state->touch();
    return {};
}

Result<void> Engine::rereadKubeconfig()
{
    const auto source = m_state->usable();
    if (!source)
        return failure(source.error());
    auto done = (*source)->reread();
    m_state->touch();
    return done;
}

void Engine::useFleet(std::shared_ptr<sim::Fleet> fleet)
{
    m_state->close();
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->connector = fleetConnector(std::move(fleet), *m_state->options.clock);
        m_state->demo = true;
    }
    m_state->touch();
}

std::vector<ContextView> Engine::contexts() const
{
    const auto connector = m_state->usable();
    return connector ? (*connector)->contexts() : std::vector<ContextView>{};
}

Result<void> Engine::open(const std::string& contextOrFederation, std::stop_token stop)
{
    auto opened = m_state->open(contextOrFederation, std::move(stop));
    if (!opened) {
        const std::lock_guard lock(m_state->mutex);
        m_state->phase = Phase::Failed;
        m_state->error = opened.error();
    }
    m_state->touch();
    return opened;
}

void Engine::close()
{
    m_state->close();
    m_state->touch();
}

SnapshotPtr Engine::snapshot() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->latest;
}

std::vector<federation::Event> Engine::eventsSince(std::uint64_t seq) const
{
    return m_state->log.since(seq);
}

bool Engine::eventsRead() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->eventWatch && m_state->eventWatch->store().synced();
}

} // namespace orrery::engine
