#include "contract/contract_world.h"

#include "kubeconfig/kubeconfig.h"
#include "net/endpoint.h"

#include <cstdlib>

namespace orrery::contract {

namespace {

class RealWorld final : public ContractWorld {
public:
    RealWorld(kubeconfig::Access access, std::shared_ptr<http::HttpSender> sender)
        : m_access(std::move(access)),
          m_admin(std::make_shared<client::Session>(options(), std::move(sender), client::fixedHeaders({})))
    {
    }

    std::shared_ptr<client::Session> admin() override { return m_admin; }
    std::shared_ptr<client::Session> withToken(const Secret& token) override
    {
        net::Endpoint endpoint;
        endpoint.url = m_access.server;
        endpoint.caPem = m_access.caPem;
        auto sender = net::makeSender(m_loop, std::move(endpoint));
        return sender ? std::make_shared<client::Session>(options(), std::move(*sender), client::bearerToken(token))
                      : nullptr;
    }

    static inline const auto m_loop = std::make_shared<net::Loop>();

private:
    client::SessionOptions options() const
    {
        client::SessionOptions made;
        made.cluster = m_access.context;
        return made;
    }

    kubeconfig::Access m_access;
    std::shared_ptr<client::Session> m_admin;
};

} // namespace

Result<std::shared_ptr<ContractWorld>> realWorld()
{
    const auto* path = std::getenv("ORRERY_TEST_KUBECONFIG");
    if (!path || !*path)
        return failure(ErrorKind::NotFound, "contract.no-servers",
                       "ORRERY_TEST_KUBECONFIG names no kubeconfig; tests/kubernetes/fleet up starts real API servers");
    const auto config = kubeconfig::Kubeconfig::load(path);
    if (!config)
        return failure(config.error());
    auto access = config->resolve();
    if (!access)
        return failure(access.error());
    net::Endpoint endpoint;
    endpoint.url = access->server;
    endpoint.caPem = access->caPem;
    endpoint.clientCertificatePem = access->clientCertificatePem;
    endpoint.clientKeyPem = access->clientKeyPem;
    auto sender = net::makeSender(RealWorld::m_loop, std::move(endpoint));
    if (!sender)
        return failure(sender.error());
    return std::make_shared<RealWorld>(std::move(*access), std::move(*sender));
}

} // namespace orrery::contract
