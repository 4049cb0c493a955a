#include "engine/connector.h"
#include "engine/engine.h"
#include "federation/names.h"
#include "runtime/reflector.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <random>
#include <set>

/// From the moment a manifest is handed in until the object is in the last of three members, as their own watches see
/// it. ORRERY_TEST_KUBECONFIG names the kubeconfig of a fleet gke, aws, azure (tests/kubernetes/fleet), which is
/// federated for this and left as it was. `federated`: a Deployment of three replicas is handed to the engine, which
/// divides it. `direct` is the floor: a plain client that applies a Deployment without replicas to the three members
/// at once.
namespace {

using namespace orrery;
namespace fs = std::filesystem;

const std::vector<std::string> members{"gke", "aws", "azure"};
const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};

[[noreturn]] void giveUp(const std::string& what, const Error& error)
{
    std::fprintf(stderr, "%s: %s\n", what.c_str(), error.text().c_str());
    std::exit(1);
}

template <class T>
T need(const std::string& what, Result<T> result)
{
    if (!result)
        giveUp(what, result.error());
    return std::move(*result);
}

void perform(const std::string& what, const Result<federation::Procedure>& procedure)
{
    const auto outcome = federation::run(need(what, procedure), [](const federation::StepProgress&) {});
    if (!outcome.failed.empty())
        giveUp(what, outcome.failed.front().second);
}

/// When each name was first seen in a member.
class Arrivals {
public:
    void saw(const std::string& member, const std::string& name)
    {
        const std::lock_guard lock(m_mutex);
        m_seen[name].insert(member);
        m_changed.notify_all();
    }
    bool wait(const std::string& name)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30),
                                  [&] { return m_seen[name].size() == members.size(); });
    }

private:
    std::mutex m_mutex{};
    std::condition_variable m_changed{};
    std::map<std::string, std::set<std::string>> m_seen{};
};

/// The federation of this run.
class Ring {
public:
    Ring()
        : m_kubeconfig(copied()),
          m_judge(need("kubeconfig", engine::kubeconfigConnector(m_kubeconfig, Clock::system())))
    {
        need("kubeconfig", m_engine.useKubeconfig(m_kubeconfig).map([] { return 0; }));
        engine::InitRequest init;
        init.name = "bench";
        init.hostContext = "gke";
        perform("init", m_engine.planInit(init));
        need("open", m_engine.open("bench").map([] { return 0; }));
        engine::JoinRequest join;
        for (const auto& name : members)
            join.members.push_back({name, name});
        perform("join", m_engine.planJoin(join));
        for (const auto& name : members) {
            runtime::Reflector::Options options;
            options.resource = deployments;
            options.ns = "default";
            runtime::Reflector::Handlers handlers;
            handlers.changed = [this, name](const std::vector<api::ObjectKey>& keys) {
                for (const auto& key : keys)
                    arrivals.saw(name, key.name);
            };
            m_watches.push_back(std::make_unique<runtime::Reflector>(m_executor, session(name), std::move(options),
                                                                     std::move(handlers)));
        }
    }
    ~Ring()
    {
        engine::UnjoinRequest request;
        request.clusters = members;
        request.removeObjects = true;
        perform("unjoin", m_engine.planUnjoin(request));
        m_engine.close();
        for (const auto* plural : {"federatedresources", "clusterfederatedresources", "clusters", "federations"})
            (void)session("gke")->remove(federation::resources::crds,
                                         {"", plural + std::string(".federation.orrery.dev")});
        std::error_code ignored;
        fs::remove(m_kubeconfig, ignored);
    }
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    std::shared_ptr<client::Session> session(const std::string& name)
    {
        return need(name, m_judge->access(name)).session;
    }
    engine::Engine& engine() { return m_engine; }

    Arrivals arrivals{};

private:
    static std::string copied()
    {
        const auto* path = std::getenv("ORRERY_TEST_KUBECONFIG");
        if (!path)
            giveUp("propagation_bench",
                   Error{ErrorKind::NotFound, "bench.no-servers",
                         "ORRERY_TEST_KUBECONFIG names no kubeconfig; see tests/kubernetes/fleet"});
        auto copy = fs::temp_directory_path() / ("orrery-bench-" + std::to_string(std::random_device{}()));
        fs::copy_file(path, copy);
        return copy.string();
    }

    std::string m_kubeconfig;
    std::shared_ptr<engine::Connector> m_judge;
    engine::Engine m_engine{engine::Engine::Options{}};
    runtime::Executor m_executor{2};
    std::vector<std::unique_ptr<runtime::Reflector>> m_watches{};
};

std::unique_ptr<Ring>& ring()
{
    static std::unique_ptr<Ring> made;
    return made;
}

std::string freshName()
{
    static int number = 0;
    return "bench-" + std::to_string(++number);
}

template <class Write>
void measure(benchmark::State& state, const Write& write)
{
    std::vector<double> took;
    for (auto _ : state) {
        const auto name = freshName();
        const auto begun = std::chrono::steady_clock::now();
        write(name);
        if (!ring()->arrivals.wait(name))
            return state.SkipWithError("an object did not arrive within 30 s");
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
        state.SetIterationTime(passed.count());
        took.push_back(passed.count() * 1000);
    }
    std::sort(took.begin(), took.end());
    state.counters["p50_ms"] = took[took.size() / 2];
    state.counters["p99_ms"] = took[took.size() * 99 / 100];
}

api::Json deployment(const std::string& name, int replicas)
{
    const api::Json labels{{"app", name}};
    return {{"apiVersion", "apps/v1"},
            {"kind", "Deployment"},
            {"metadata", {{"name", name}, {"namespace", "default"}}},
            {"spec",
             {{"replicas", replicas},
              {"selector", {{"matchLabels", labels}}},
              {"template",
               {{"metadata", {{"labels", labels}}},
                {"spec", {{"containers", {{{"name", "web"}, {"image", "nginx:1"}}}}}}}}}}};
}

void federated(benchmark::State& state)
{
    measure(state, [](const std::string& name) {
        const auto applied = need("submit", ring()->engine().submit(engine::Engine::Verb::Create,
                                                                    deployment(name, 3).dump(), "bench", "default"));
        if (applied.front().error)
            giveUp("submit", *applied.front().error);
    });
}

void direct(benchmark::State& state)
{
    measure(state, [](const std::string& name) {
        std::vector<std::jthread> threads;
        for (const auto& member : members)
            threads.emplace_back([object = deployment(name, 0), session = ring()->session(member)] {
                need("apply", session->apply(deployments, object, "bench", false));
            });
    });
}

BENCHMARK(federated)->UseManualTime()->Iterations(200)->Unit(benchmark::kMillisecond);
BENCHMARK(direct)->UseManualTime()->Iterations(200)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    ring() = std::make_unique<Ring>();
    benchmark::RunSpecifiedBenchmarks();
    ring().reset();
}
