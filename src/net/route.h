#pragma once

#include "net/endpoint.h"
#include "net/lane.h"

#include <memory>
#include <string>
#include <vector>

namespace orrery::net {

class Reactor;

/// The parts of an endpoint's URL.
struct Address {
    std::string scheme{};
    std::string host{}; ///< without brackets
    int port = 0;
    std::string basePath{}; ///< without a slash at the end

    /// `host:port`, an IPv6 host in brackets.
    [[nodiscard]] std::string authority() const;
};
/// Invalid `net.url` when it is not an absolute http or https URL, or carries a user name.
[[nodiscard]] Result<Address> parseAddress(const std::string& url);

/// One endpoint at work: its settings and its connections. Made anywhere; afterwards only on the loop's thread, where
/// it must also end.
class Route {
public:
    Route(Reactor& reactor, Endpoint endpoint, Address address);
    ~Route();
    Route(const Route&) = delete;
    Route& operator=(const Route&) = delete;

    [[nodiscard]] const Endpoint& endpoint() const { return m_endpoint; }
    [[nodiscard]] const Address& address() const { return m_address; }
    /// The name the server's certificate must carry.
    [[nodiscard]] const std::string& peerName() const;

    /// A lane for streams or for short requests with room for one more.
    [[nodiscard]] std::shared_ptr<Lane> lane(bool stream);
    /// A transfer has left this lane: lanes beyond the first go when they are empty.
    void settle(const std::shared_ptr<Lane>& lane);
    /// Later requests no longer use this lane's connections; transfers on it go on.
    void abandon(const std::shared_ptr<Lane>& lane);

    /// An easy handle with everything set that does not change between requests; nothing without memory.
    [[nodiscard]] CURL* takeEasy();
    void giveEasy(CURL* easy);

private:
    void setConnectionOptions(CURL* easy) const;
    void setTlsOptions(CURL* easy) const;
    void setProxyOptions(CURL* easy) const;

    Reactor& m_reactor;
    Endpoint m_endpoint;
    Address m_address;
    std::vector<std::shared_ptr<Lane>> m_short{};
    std::vector<std::shared_ptr<Lane>> m_streams{};
    std::vector<CURL*> m_idle{};
    curl_slist* m_connectTo = nullptr;
};

} // namespace orrery::net
