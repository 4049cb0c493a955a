#include "contract/contract_world.h"

#include "sim/fleet.h"

namespace orrery::contract {

namespace {

class SimulatedWorld final : public ContractWorld {
public:
    std::shared_ptr<client::Session> admin() override { return open(client::fixedHeaders({}), true); }
    std::shared_ptr<client::Session> withToken(const Secret& token) override
    {
        return open(client::bearerToken(token), false);
    }

    SimulatedWorld()
    {
        sim::ClusterSpec spec;
        spec.name = "simulated";
        m_fleet.add(spec);
    }

private:
    std::shared_ptr<client::Session> open(std::shared_ptr<client::Authorizer> authorizer, bool administrator)
    {
        client::SessionOptions options;
        options.cluster = "simulated";
        return std::make_shared<client::Session>(options, m_fleet.sender("simulated", administrator),
                                                 std::move(authorizer));
    }

    static sim::Fleet::Options options()
    {
        sim::Fleet::Options made;
        made.pace.loadBalancer = std::chrono::hours(1); // no cloud gives out addresses, as with the real servers
        return made;
    }

    sim::Fleet m_fleet{options()};
};

} // namespace

Result<std::shared_ptr<ContractWorld>> simulatedWorld()
{
    static const std::shared_ptr<ContractWorld> world = std::make_shared<SimulatedWorld>();
    return world;
}

} // namespace orrery::contract
