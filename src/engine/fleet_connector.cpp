#include "engine/connector.h"

#include "sim/fleet.h"

#include <map>
#include <mutex>

namespace orrery::engine {

namespace {

/// Contexts of a fleet, one for each cluster, and those that init adds: what a kubeconfig would hold, in memory.
class FleetConnector final : public Connector {
public:
    FleetConnector(std::shared_ptr<sim::Fleet> fleet, const Clock& clock) : m_fleet(std::move(fleet)), m_clock(clock)
    {
        for (const auto& spec : m_fleet->clusters())
            m_contexts.emplace_back(spec.name, spec.name);
    }

    std::vector<ContextView> contexts() const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<ContextView> out;
        for (const auto& [name, cluster] : m_contexts) {
            ContextView view;
            view.name = name;
            view.user = "kubernetes-admin";
            view.server = sim::Fleet::endpoint(cluster).substr(std::string_view("https://").size());
            view.current = out.empty();
            out.push_back(std::move(view));
        }
        return out;
    }

    std::string currentContext() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_contexts.empty() ? std::string() : m_contexts.front().first;
    }

    std::string source() const override { return {}; }

    Result<federation::Access> access(const std::string& context) override
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_sessions.find(context); known != m_sessions.end())
            return known->second;
        const auto cluster = clusterOf(context);
        if (cluster.empty())
            return failure(ErrorKind::NotFound, "kubeconfig.no-such-context", "there is no context " + context);
        federation::Access access;
        access.name = context;
        access.context = context;
        access.user = "kubernetes-admin";
        access.endpoint = sim::Fleet::endpoint(cluster);
        access.session = open(context, cluster, client::fixedHeaders({}), true);
        m_sessions.emplace(context, access);
        return access;
    }

    Result<std::shared_ptr<client::Session>> connect(const federation::MemberCluster& cluster,
                                                     const Secret& token) override
    {
        for (const auto& spec : m_fleet->clusters()) {
            if (sim::Fleet::endpoint(spec.name) == cluster.endpoint)
                return open(cluster.name, spec.name, client::bearerToken(token), false);
        }
        return failure(ErrorKind::Unavailable, "net.unknown-host", "nothing answers at " + cluster.endpoint);
    }

    Result<std::string> addContext(const std::string& name, const std::string& like) override
    {
        const std::lock_guard lock(m_mutex);
        const auto cluster = clusterOf(like);
        if (cluster.empty())
            return failure(ErrorKind::NotFound, "kubeconfig.no-such-context", "there is no context " + like);
        if (!clusterOf(name).empty())
            return std::string("was there already");
        m_contexts.emplace_back(name, cluster);
        return std::string("added to the demo's contexts");
    }

    Result<void> removeContext(const std::string& name) override
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_contexts, [&](const auto& context) { return context.first == name; });
        m_sessions.erase(name);
        return {};
    }

private:
    std::string clusterOf(const std::string& context) const
    {
        for (const auto& [name, cluster] : m_contexts) {
            if (name == context)
                return cluster;
        }
        return {};
    }

    std::shared_ptr<client::Session> open(const std::string& name, const std::string& cluster,
                                          std::shared_ptr<client::Authorizer> authorizer, bool administrator) const
    {
        client::SessionOptions options;
        options.cluster = name;
        return std::make_shared<client::Session>(options, m_fleet->sender(cluster, administrator),
                                                 std::move(authorizer), m_clock);
    }

    std::shared_ptr<sim::Fleet> m_fleet;
    const Clock& m_clock;
    mutable std::mutex m_mutex{};
    std::vector<std::pair<std::string, std::string>> m_contexts{}; ///< name, cluster
    std::map<std::string, federation::Access> m_sessions{};
};

} // namespace

std::shared_ptr<Connector> fleetConnector(std::shared_ptr<sim::Fleet> fleet, const Clock& clock)
{
    return std::make_shared<FleetConnector>(std::move(fleet), clock);
}

} // namespace orrery::engine
