#include "cli/invocation.h"
#include "cli/run_metrics.h"
#include "cli/run_metrics_server.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace orrery::cli {

namespace {

using federation::Event;

struct Signal {
    std::mutex mutex{};
    std::condition_variable_any changed{};
    bool news = false;

    void raise()
    {
        const std::lock_guard lock(mutex);
        news = true;
        changed.notify_all();
    }
    void wait(std::stop_token stop, std::chrono::milliseconds most)
    {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, stop, most, [this] { return news; });
        news = false;
    }
};

struct EventFlags {
    bool follow = false;
    std::string severity{};
    std::string cluster{};
    std::string controller{};
    std::string object{};

    [[nodiscard]] bool passes(const Event& event) const
    {
        const auto least = severity == "error"   ? federation::Severity::Error
                         : severity == "warning" ? federation::Severity::Warning
                                                 : federation::Severity::Debug;
        return event.severity >= least && (cluster.empty() || event.cluster == cluster)
            && (controller.empty() || event.controller == controller)
            && (object.empty() || event.object.find(object) != std::string::npos);
    }
};

std::unique_ptr<engine::Engine> openTelling(Invocation& invocation, bool act, std::chrono::milliseconds lease,
                                            const std::shared_ptr<Signal>& signal)
{
    engine::Engine::Options options;
    options.act = act;
    options.leaseDuration = lease;
    options.changed = [signal] { signal->raise(); };
    auto engine = std::make_unique<engine::Engine>(std::move(options));
    auto ready = engine->useKubeconfig(invocation.kubeconfig);
    if (ready)
        ready = engine->open(invocation.context, invocation.stop);
    if (ready)
        return engine;
    invocation.terminal.error(ready.error());
    invocation.exitCode = Exit::Failed;
    return nullptr;
}

struct RunFlags {
    std::string lease = "15s";
    std::string metricsAddress{};
};

/// What the page of metrics is made from; outlives the server, which starts before there is an engine.
struct Watched {
    std::mutex mutex{};
    engine::SnapshotPtr snapshot = std::make_shared<const engine::Snapshot>();
    RunMetrics metrics{};

    void saw(engine::SnapshotPtr newest)
    {
        const std::lock_guard lock(mutex);
        snapshot = std::move(newest);
    }
    [[nodiscard]] std::string page()
    {
        const std::unique_lock lock(mutex);
        return metrics.text(*snapshot);
    }
};

/// Tells what happens until stopped.
void follow(Invocation& invocation, const engine::Engine& engine, Signal& signal, Watched& watched)
{
    const auto started = Clock::system().wall();
    std::string federation;
    std::string holder;
    for (std::uint64_t last = 0; !invocation.stop.stop_requested();) {
        const auto snapshot = engine.snapshot();
        watched.saw(snapshot);
        if (federation.empty() && !snapshot->federation.empty()) // the first snapshots may not know it yet
            invocation.terminal.note("running the controllers of " + snapshot->federation + "; stop with Ctrl+C");
        federation = snapshot->federation;
        if (snapshot->lease.holder != holder && !snapshot->lease.ours && !snapshot->lease.holder.empty())
            invocation.terminal.note("waiting: " + snapshot->lease.holder + " holds the Lease");
        holder = snapshot->lease.holder;
        for (const auto& event : engine.eventsSince(last)) {
            last = event.seq;
            if (event.time < started) // what was before is `orreryctl events`
                continue;
            watched.metrics.count(event);
            invocation.terminal.note(eventLine(invocation, event));
        }
        signal.wait(invocation.stop, std::chrono::seconds(1));
    }
}

void run(Invocation& invocation, const RunFlags& flags)
{
    const auto lease = parseDuration(flags.lease);
    if (!lease || *lease < std::chrono::seconds(3)) {
        invocation.terminal.error(lease ? "--lease-duration must be at least 3s" : lease.error().text());
        invocation.exitCode = Exit::Usage;
        return;
    }
    Watched watched;
    std::unique_ptr<RunMetricsServer> server;
    if (!flags.metricsAddress.empty()) {
        auto listening = RunMetricsServer::listen(flags.metricsAddress, [&watched] { return watched.page(); });
        if (!listening) {
            invocation.terminal.error(listening.error());
            invocation.exitCode = listening.error().kind == ErrorKind::Invalid ? Exit::Usage : Exit::Failed;
            return;
        }
        server = std::move(*listening);
        invocation.terminal.note("metrics are at " + server->url());
    }
    const auto signal = std::make_shared<Signal>();
    const auto engine = openTelling(invocation, true, *lease, signal);
    if (!engine)
        return;
    follow(invocation, *engine, *signal, watched);
    invocation.terminal.note("stopped; the Lease is released");
}

void events(Invocation& invocation, const EventFlags& flags)
{
    const auto signal = std::make_shared<Signal>();
    const auto engine = openTelling(invocation, false, std::chrono::seconds(15), signal);
    if (!engine)
        return;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!engine->eventsRead() && !invocation.stop.stop_requested() && std::chrono::steady_clock::now() < end)
        signal->wait(invocation.stop, std::chrono::milliseconds(50));
    std::size_t shown = 0;
    for (std::uint64_t last = 0; !invocation.stop.stop_requested();) {
        for (const auto& event : engine->eventsSince(last)) {
            last = event.seq;
            if (flags.passes(event)) {
                invocation.terminal.result(eventLine(invocation, event));
                ++shown;
            }
        }
        if (!flags.follow)
            break;
        signal->wait(invocation.stop, std::chrono::seconds(1));
    }
    if (shown == 0 && !flags.follow)
        invocation.terminal.note("No events; Kubernetes keeps them for an hour.");
}

} // namespace

void addRun(CLI::App& app, Invocation& invocation)
{
    const auto runFlags = std::make_shared<RunFlags>();
    auto* command = app.add_subcommand("run", "Run the controllers of a federation until stopped");
    command->add_option("--lease-duration", runFlags->lease, "after which another Orrery may take over")
        ->capture_default_str();
    command->add_option("--metrics-address", runFlags->metricsAddress,
                        "serve Prometheus' text at HOST:PORT/metrics (no host: 127.0.0.1)");
    command->callback([&invocation, runFlags] { run(invocation, *runFlags); });

    const auto flags = std::make_shared<EventFlags>();
    command = app.add_subcommand("events", "Show propagation events and controller errors");
    command->add_flag("-f,--follow", flags->follow, "go on until stopped");
    command->add_option("--severity", flags->severity, "at least this")
        ->check(CLI::IsMember({"info", "warning", "error"}));
    command->add_option("--cluster", flags->cluster, "of one cluster");
    command->add_option("--controller", flags->controller, "sync, schedule, health, status …");
    command->add_option("--object", flags->object, "whose object contains this text");
    command->callback([&invocation, flags] { events(invocation, *flags); });
}

} // namespace orrery::cli
