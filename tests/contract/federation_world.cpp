#include "contract/federation_contract.h"

#include "sim/fleet.h"

#include <cstdlib>
#include <filesystem>
#include <random>

namespace orrery::contract {

namespace fs = std::filesystem;

void PrintTo(const FederationBinding& binding, std::ostream* out)
{
    *out << binding.name;
}

Result<FederationWorld> simulatedFederationWorld()
{
    const auto fleet = std::make_shared<sim::Fleet>();
    fleet->add({"gke", "gcp", "us-east1", {"us-east1-b"}});
    fleet->add({"aws", "aws", "us-west-2", {"us-west-2a"}});
    fleet->add({"azure", "azure", "westeurope", {"westeurope-1"}});
    return FederationWorld{engine::fleetConnector(fleet, Clock::system()),
                           [fleet](engine::Engine& engine) { engine.useFleet(fleet); }, fleet};
}

Result<FederationWorld> realFederationWorld()
{
    const auto* path = std::getenv("ORRERY_TEST_KUBECONFIG");
    if (!path || !*path)
        return failure(ErrorKind::NotFound, "contract.no-servers",
                       "ORRERY_TEST_KUBECONFIG names no kubeconfig; tests/kubernetes/fleet up starts real API servers");
    // A copy: init adds its context to it.
    std::error_code fault;
    const auto copy = fs::temp_directory_path() / ("orrery-contract-" + std::to_string(std::random_device{}()));
    fs::copy_file(path, copy, fault);
    if (fault)
        return failure(ErrorKind::Invalid, "contract.kubeconfig", "cannot copy the kubeconfig: " + fault.message());
    const std::shared_ptr<void> removed(nullptr, [copy](void*) {
        std::error_code ignored;
        fs::remove(copy, ignored);
    });
    auto judge = engine::kubeconfigConnector(path, Clock::system());
    if (!judge)
        return failure(judge.error());
    return FederationWorld{std::move(*judge),
                           [copy](engine::Engine& engine) {
                               const auto used = engine.useKubeconfig(copy.string());
                               EXPECT_TRUE(used) << used.error().text();
                           },
                           removed};
}

Watcher::Watcher(const FederationWorld& world, bool act)
{
    engine::Engine::Options options;
    options.act = act;
    options.leaseDuration = std::chrono::seconds(3);
    options.changed = [this] {
        const std::lock_guard lock(m_mutex);
        ++m_news;
        m_changed.notify_all();
    };
    m_engine = std::make_unique<engine::Engine>(std::move(options));
    world.use(*m_engine);
}

bool Watcher::until(const std::function<bool(const engine::Snapshot&)>& satisfied)
{
    const auto end = std::chrono::steady_clock::now() + 2 * test::patience;
    while (true) {
        std::unique_lock lock(m_mutex);
        const auto seen = m_news;
        lock.unlock();
        if (satisfied(*m_engine->snapshot()))
            return true;
        lock.lock();
        if (!m_changed.wait_until(lock, end, [&] { return m_news != seen; }))
            return false;
    }
}

std::optional<federation::Event> Watcher::event(const std::string& reason, const std::string& object)
{
    std::optional<federation::Event> found;
    const auto look = [&](const engine::Snapshot&) {
        for (const auto& event : m_engine->eventsSince(0)) {
            if (event.reason == reason && event.object == object)
                found = event;
        }
        return found.has_value();
    };
    (void)until(look);
    return found;
}

Ring::Ring(FederationWorld world) : m_world(std::move(world)), m_watcher(m_world), m_made(make()) { }

Result<void> Ring::perform(const Result<federation::Procedure>& procedure)
{
    if (!procedure)
        return failure(procedure.error());
    for (const auto& check : procedure->checks) {
        if (check.verdict == federation::Verdict::Fail)
            return failure(ErrorKind::Invalid, "contract.preflight", check.target + ": " + check.detail);
    }
    const auto outcome = federation::run(*procedure, [](const federation::StepProgress&) {});
    if (!outcome.failed.empty())
        return failure(outcome.failed.front().second.during(outcome.failed.front().first));
    return {};
}

Result<void> Ring::make()
{
    auto& engine = m_watcher.engine();
    engine::InitRequest init;
    init.name = "magricring";
    init.hostContext = "gke";
    if (auto done = perform(engine.planInit(init)); !done)
        return done;
    if (auto opened = engine.open("magricring"); !opened)
        return opened;
    engine::JoinRequest join;
    join.members = {{"aws", "aws"}, {"azure", "azure"}};
    return perform(engine.planJoin(join));
}

Ring::~Ring()
{
    auto& engine = m_watcher.engine();
    engine::UnjoinRequest request;
    request.clusters = {"aws", "azure"};
    request.removeObjects = true;
    const auto left = perform(engine.planUnjoin(request));
    EXPECT_TRUE(left) << left.error().text();
    engine.close();
    const auto host = at("gke");
    (void)host->remove(clusterRoleBindings, {"", "orrery-controller:magricring"});
    (void)host->remove(clusterRoles, {"", "orrery-controller:magricring"});
    for (const auto* plural : {"federatedresources", "clusterfederatedresources", "clusters", "federations"})
        (void)host->remove(crds, {"", plural + std::string(".federation.orrery.dev")});
    (void)host->remove(namespaces, {"", "federation-system"});
}

std::shared_ptr<client::Session> Ring::at(const std::string& cluster)
{
    const auto access = m_world.judge->access(cluster);
    EXPECT_TRUE(access) << access.error().text();
    return access ? access->session : nullptr;
}

} // namespace orrery::contract
