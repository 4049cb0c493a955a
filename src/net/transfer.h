#pragma once

#include "base/clock.h"
#include "http/sender.h"

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>

namespace orrery::net {

class Lane;
class Reactor;
class Route;

/// One request under way. `cancel` on any thread, all else on the loop's.
class Transfer : public http::HttpCall, public std::enable_shared_from_this<Transfer> {
public:
    Transfer(std::weak_ptr<Reactor> reactor, http::HttpRequest request, http::HttpHandler handler);
    ~Transfer() override;
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    void cancel() override;

    void begin(std::shared_ptr<Route> route);
    [[nodiscard]] CURL* easy() const { return m_easy; }
    [[nodiscard]] Result<void> outcome(CURLcode code) const;
    /// The handle is out of its lane: gives everything back, then tells `done`.
    void finish(Result<void> outcome);
    [[nodiscard]] static Result<void> cancelled();

private:
    static std::size_t onHeader(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* bytes, std::size_t size, std::size_t count, void* self);
    static int beforeSending(void* self, char* peerIp, char* ownIp, int peerPort, int ownPort);

    [[nodiscard]] Result<void> check() const;
    void setMethod();
    void setHeaders();
    void setDelivery();
    void headerLine(std::string_view line);
    [[nodiscard]] bool isRead() const;
    void abandonDeadConnections(const Result<void>& outcome);

    const std::weak_ptr<Reactor> m_reactor;
    http::HttpRequest m_request;
    http::HttpHandler m_handler;
    std::atomic<bool> m_cancelAsked = false;

    std::shared_ptr<Route> m_route{};
    std::shared_ptr<Lane> m_lane{};
    CURL* m_easy = nullptr;
    curl_slist* m_headerList = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    SteadyTime m_begun{};
    http::HttpHead m_head{};
    bool m_headTold = false;
    bool m_tooLarge = false;
    bool m_wouldRepeat = false;
    int m_sendings = 0;
    std::size_t m_received = 0;
};

} // namespace orrery::net
