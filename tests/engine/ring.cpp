#include "engine/ring.h"

namespace orrery::engine {

Ring::Ring(const Clock& clock) : m_clock(clock)
{
    fleetOptions.clock = &clock;
}

void Ring::SetUp()
{
    fleet = std::make_shared<sim::Fleet>(fleetOptions);
    fleet->add({"gke", "gcp", "us-east1", {"us-east1-b"}});
    fleet->add({"aws", "aws", "us-west-2", {"us-west-2a"}});
    fleet->add({"azure", "azure", "westeurope", {"westeurope-1"}});
    judge = fleetConnector(fleet, m_clock);
    Engine::Options options;
    options.clock = &m_clock;
    options.changed = [this] {
        const std::lock_guard lock(m_mutex);
        ++m_news;
        m_changed.notify_all();
    };
    engine = std::make_unique<Engine>(std::move(options));
    engine->useFleet(fleet);
    InitRequest init;
    init.name = "magricring";
    init.hostContext = "gke";
    ASSERT_TRUE(perform(engine->planInit(init)).failed.empty());
    const auto opened = engine->open("magricring");
    ASSERT_TRUE(opened) << opened.error().text();
}

federation::ProcedureOutcome Ring::perform(const Result<federation::Procedure>& procedure, std::stop_token stop)
{
    EXPECT_TRUE(procedure) << procedure.error().text();
    if (!procedure)
        return {};
    for (const auto& check : procedure->checks)
        EXPECT_NE(check.verdict, federation::Verdict::Fail) << check.target << ": " << check.detail;
    return federation::run(
        *procedure, [](const federation::StepProgress&) {}, std::move(stop));
}

Result<federation::Procedure> Ring::planJoin(const std::vector<std::string>& names)
{
    JoinRequest request;
    for (const auto& name : names)
        request.members.push_back({name, name});
    return engine->planJoin(request);
}

void Ring::join(const std::vector<std::string>& names)
{
    const auto outcome = perform(planJoin(names));
    for (const auto& [name, error] : outcome.failed)
        ADD_FAILURE() << name << ": " << error.text();
}

void Ring::apply(const std::string& name, const std::string& value)
{
    const auto applied = engine->submit(Engine::Verb::Apply,
                                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {a: \""
                                            + value + "\"}\n",
                                        "test", "default");
    ASSERT_TRUE(applied) << applied.error().text();
    ASSERT_FALSE(applied->front().error) << applied->front().error->text();
}

bool Ring::until(const std::function<bool()>& holds)
{
    const auto end = std::chrono::steady_clock::now() + 2 * test::patience;
    while (true) {
        std::unique_lock lock(m_mutex);
        const auto seen = m_news;
        lock.unlock();
        if (holds())
            return true;
        lock.lock();
        if (!m_changed.wait_until(lock, end, [&] { return m_news != seen; }))
            return false;
    }
}

std::optional<federation::Event> Ring::event(const std::string& reason, const std::string& cluster)
{
    std::optional<federation::Event> found;
    (void)until([&] {
        for (const auto& one : engine->eventsSince(0)) {
            if (one.reason == reason && one.cluster == cluster)
                found = one;
        }
        return found.has_value();
    });
    return found;
}

std::optional<PlacementView> Ring::placement(const std::string& name, const std::string& cluster)
{
    const auto snapshot = engine->snapshot();
    for (const auto& workload : snapshot->workloads) {
        for (const auto& one : workload.placements) {
            if (workload.name == name && one.cluster == cluster)
                return one;
        }
    }
    return std::nullopt;
}

std::shared_ptr<client::Session> Ring::at(const std::string& cluster)
{
    const auto access = judge->access(cluster);
    EXPECT_TRUE(access) << access.error().text();
    return access ? access->session : nullptr;
}

std::string Ring::stored(const std::string& cluster, const std::string& name)
{
    const auto found = at(cluster)->get(configMaps, {"default", name});
    return found ? api::text(*found, "/data/a") : std::string();
}

} // namespace orrery::engine
