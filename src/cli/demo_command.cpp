#include "cli/invocation.h"
#include "engine/demo.h"
#include "sim/fleet.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace orrery::cli {

namespace {

using engine::Engine;
namespace demo = engine::demo;
using Tone = Terminal::Tone;
using namespace std::chrono_literals;

/// The walk-through on the embedded fleet. Each chapter answers false when it could not do what it tells of.
class Tour {
public:
    explicit Tour(Invocation& invocation) : m_invocation(invocation), m_engine(options()) { }

    void run()
    {
        m_engine.useFleet(m_fleet);
        chapter("Three clusters in three clouds, none of which knows of the others");
        for (const auto& spec : m_fleet->clusters())
            say(spec.name + "  " + spec.provider + ", " + spec.region + ", " + std::to_string(spec.nodes) + " nodes, "
                + spec.version);
        const bool told = init() && join({"aws", "azure"}) && deploy() && lose("azure") && join({"gke"})
                       && waitFor("microbot in three clusters", 30s, [this] { return placed() == 3; })
                       && tellReplicas("Webster's method divides 10 over 3 clusters") && tearDown();
        if (told)
            say("\nThat was the whole story. For your own clusters: orreryctl init NAME "
                "--host-cluster-context=CONTEXT");
        else if (m_invocation.exitCode == Exit::Done)
            m_invocation.exitCode = m_invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
    }

private:
    Engine::Options options()
    {
        Engine::Options made;
        made.changed = [this] {
            const std::lock_guard lock(m_mutex);
            m_changes.notify_all();
        };
        return made;
    }

    void say(const std::string& text) { m_invocation.terminal.result(text); }
    void chapter(const std::string& title) { say("\n" + std::to_string(++m_chapter) + ". " + title + "\n"); }
    void command(const std::string& text) { say("$ " + text); }

    bool failed(const Error& error)
    {
        m_invocation.terminal.error(error);
        m_invocation.exitCode = Exit::Failed;
        return false;
    }

    bool perform(const Result<federation::Procedure>& procedure)
    {
        if (!procedure)
            return failed(procedure.error());
        command(procedure->command);
        printChecks(m_invocation, procedure->checks, false);
        federation::ProcedureOutcome outcome;
        m_invocation.exitCode = runProcedure(m_invocation, *procedure, outcome);
        return m_invocation.exitCode == Exit::Done;
    }

    /// Waits until `holds` of the engine's picture, telling events as they come.
    template <class F>
    bool waitFor(const std::string& what, std::chrono::seconds patience, const F& holds)
    {
        const auto until = std::chrono::steady_clock::now() + patience;
        std::stop_callback wake(m_invocation.stop, [this] {
            const std::lock_guard lock(m_mutex);
            m_changes.notify_all();
        });
        while (!holds()) {
            std::unique_lock lock(m_mutex);
            if (m_invocation.stop.stop_requested())
                return false;
            if (std::chrono::steady_clock::now() > until) {
                m_invocation.terminal.error("the demo waited in vain for " + what);
                return false;
            }
            // A change between the question and this wait is caught by the next round.
            m_changes.wait_for(lock, 200ms);
            lock.unlock();
            tellEvents();
        }
        tellEvents();
        return true;
    }

    void tellEvents()
    {
        for (const auto& event : m_engine.eventsSince(m_lastEvent)) {
            m_lastEvent = event.seq;
            m_invocation.terminal.note("  " + eventLine(m_invocation, event));
        }
    }

    std::vector<engine::PlacementView> microbot() const
    {
        const auto snapshot = m_engine.snapshot();
        const auto found = std::find_if(snapshot->workloads.begin(), snapshot->workloads.end(), [](const auto& one) {
            return one.kind == "Deployment" && one.name == "microbot";
        });
        return found == snapshot->workloads.end() ? std::vector<engine::PlacementView>() : found->placements;
    }

    /// In how many clusters every wanted replica of microbot is ready.
    int placed() const
    {
        const auto placements = microbot();
        return int(std::count_if(placements.begin(), placements.end(), [](const engine::PlacementView& one) {
            return one.desired.value_or(0) > 0 && one.ready == one.desired;
        }));
    }

    bool tellReplicas(const std::string& why)
    {
        std::string line;
        for (const auto& one : microbot()) {
            if (one.desired)
                line += (line.empty() ? "" : ", ") + one.cluster + " " + std::to_string(one.ready.value_or(0)) + "/"
                      + std::to_string(*one.desired);
        }
        say(why + ": " + m_invocation.terminal.tinted(line, Tone::Good));
        return !line.empty();
    }

    engine::ClusterState stateOf(const std::string& cluster) const
    {
        const auto snapshot = m_engine.snapshot();
        for (const auto& one : snapshot->clusters) {
            if (one.name == cluster)
                return one.state;
        }
        return engine::ClusterState::Unknown;
    }

    bool init()
    {
        chapter(std::string("A federation, ") + demo::federation + ", with its host on gke");
        engine::InitRequest request;
        request.name = demo::federation;
        request.hostContext = demo::host;
        if (!perform(m_engine.planInit(request, m_invocation.stop)))
            return false;
        const auto opened = m_engine.open(demo::federation, m_invocation.stop);
        return opened ? true : failed(opened.error());
    }

    bool join(const std::vector<std::string>& names)
    {
        std::string list;
        for (const auto& name : names)
            list += (list.empty() ? "" : " and ") + name;
        chapter("Join " + list);
        engine::JoinRequest request;
        for (const auto& name : names)
            request.members.push_back({name, name});
        return perform(m_engine.planJoin(request, m_invocation.stop)) && waitFor(list + " to be healthy", 30s, [&] {
                   return std::all_of(names.begin(), names.end(), [this](const std::string& name) {
                       return stateOf(name) == engine::ClusterState::Healthy;
                   });
               });
    }

    bool deploy()
    {
        chapter("Ten replicas of microbot, and a load balancer in each cloud");
        command(std::string("orreryctl apply -f microbot.yaml --context=") + demo::federation);
        const auto applied = m_engine.submit(Engine::Verb::Apply, std::string(demo::microbot()), "microbot.yaml",
                                             "default", Engine::DryRun::None, m_invocation.stop);
        if (!applied)
            return failed(applied.error());
        for (const auto& one : *applied) {
            if (one.error)
                return failed(*one.error);
        }
        return waitFor("microbot in two clusters", 60s, [this] { return placed() == 2; })
            && tellReplicas("10 over 2 clusters");
    }

    bool lose(const std::string& cluster)
    {
        chapter("The network to " + cluster + " is cut, and comes back");
        m_fleet->setReachable(cluster, false);
        if (!waitFor(cluster + " to be seen as lost", 60s,
                     [&] { return stateOf(cluster) == engine::ClusterState::Down; }))
            return false;
        say(cluster + " is offline; what runs there keeps running, and nothing is moved behind your back.");
        m_fleet->setReachable(cluster, true);
        return waitFor(cluster + " to come back", 60s,
                       [&] { return stateOf(cluster) == engine::ClusterState::Healthy; });
    }

    bool tearDown()
    {
        chapter("Tear it down, leaving nothing behind");
        command(std::string("orreryctl delete -f microbot.yaml --context=") + demo::federation);
        const auto removed = m_engine.submit(Engine::Verb::Delete, std::string(demo::microbot()), "microbot.yaml",
                                             "default", Engine::DryRun::None, m_invocation.stop);
        if (!removed)
            return failed(removed.error());
        if (!waitFor("microbot to be gone", 60s, [this] { return m_engine.snapshot()->workloads.empty(); }))
            return false;
        engine::UnjoinRequest request;
        request.clusters = {"aws", "azure", "gke"};
        request.removeObjects = true;
        return perform(m_engine.planUnjoin(request, m_invocation.stop));
    }

    Invocation& m_invocation;
    std::mutex m_mutex{};
    std::condition_variable m_changes{};
    std::shared_ptr<sim::Fleet> m_fleet = sim::Fleet::demo();
    Engine m_engine;
    std::uint64_t m_lastEvent = 0;
    int m_chapter = 0;
};

} // namespace

void addDemo(CLI::App& app, Invocation& invocation)
{
    auto* command =
        app.add_subcommand("demo", "The walk-through on three simulated clusters, told step by step; contacts nothing");
    command->callback([&invocation] { Tour(invocation).run(); });
}

} // namespace orrery::cli
