#include "net/endpoint.h"

#include "net/reactor.h"
#include "net/route.h"
#include "net/tls.h"
#include "net/transfer.h"

#include <algorithm>
#include <cctype>

namespace orrery::net {

namespace {

class EndpointSender : public http::HttpSender {
public:
    EndpointSender(std::shared_ptr<Loop> loop, Endpoint endpoint, Address address)
        : m_loop(std::move(loop)),
          m_route(std::make_shared<Route>(*m_loop->reactor(), std::move(endpoint), std::move(address)))
    {
    }

    ~EndpointSender() override
    {
        // Connections belong to the loop's thread. It is alive: we hold the loop until after this.
        m_loop->reactor()->post([route = std::move(m_route)] {});
    }

    EndpointSender(const EndpointSender&) = delete;
    EndpointSender& operator=(const EndpointSender&) = delete;

    std::shared_ptr<http::HttpCall> send(http::HttpRequest request, http::HttpHandler handler) override
    {
        auto transfer = std::make_shared<Transfer>(m_loop->reactor(), std::move(request), std::move(handler));
        m_loop->reactor()->post([transfer, route = m_route]() mutable { transfer->begin(std::move(route)); });
        return transfer;
    }

private:
    std::shared_ptr<Loop> m_loop;
    std::shared_ptr<Route> m_route;
};

bool isHostName(const std::string& name)
{
    return std::all_of(name.begin(), name.end(),
                       [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == ':'; });
}

} // namespace

Result<std::shared_ptr<http::HttpSender>> makeSender(std::shared_ptr<Loop> loop, Endpoint endpoint)
{
    auto address = parseAddress(endpoint.url);
    if (!address)
        return failure(std::move(address.error()));
    if (!isHostName(endpoint.tlsServerName))
        return failure(ErrorKind::Invalid, "net.url", "tls-server-name is not a host name");
    if (auto checked = checkPems(endpoint); !checked)
        return failure(std::move(checked.error()));
    return std::make_shared<EndpointSender>(std::move(loop), std::move(endpoint), std::move(*address));
}

} // namespace orrery::net
