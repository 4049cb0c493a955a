#pragma once

#include "base/clock.h"

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <unordered_map>

namespace orrery::net {

class Reactor;
class Transfer;

/// kube-apiserver takes 250 streams on a connection, older ones 100. Above what one connection takes libcurl opens a
/// connection for every further transfer (it waits for a connection being made only when it knows none), hence lanes.
inline constexpr std::size_t transfersPerLane = 100;

/// Up to `transfersPerLane` transfers of one identity and for one purpose, with the connections they share: a single
/// one over HTTP/2, as many as transfers over HTTP/1.1. Only on the loop's thread.
class Lane : public std::enable_shared_from_this<Lane> {
public:
    explicit Lane(Reactor& reactor);
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void start(std::shared_ptr<Transfer> transfer);
    void cancel(Transfer& transfer);
    void cancelAll();

    [[nodiscard]] std::size_t size() const { return m_transfers.size(); }

    /// Bytes came from the server.
    void heard() { m_lastHeard = std::chrono::steady_clock::now(); }
    [[nodiscard]] SteadyTime lastHeard() const { return m_lastHeard; }

    // For the reactor.
    void serve(curl_socket_t socket, int mask);
    void serveTimer();
    [[nodiscard]] const std::optional<SteadyTime>& due() const { return m_due; }

private:
    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* socketState);
    static int onTimer(CURLM* multi, long milliseconds, void* self);
    void collect();
    [[nodiscard]] std::shared_ptr<Transfer> take(CURL* easy);

    Reactor& m_reactor;
    CURLM* m_multi = nullptr;
    std::unordered_map<CURL*, std::shared_ptr<Transfer>> m_transfers{};
    std::optional<SteadyTime> m_due{};
    SteadyTime m_lastHeard{};
};

} // namespace orrery::net
