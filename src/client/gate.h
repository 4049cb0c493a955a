#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "client/session.h"
#include "http/message.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>

namespace orrery::client {

/// What every short request to one cluster passes: the limit on concurrency and the breaker; and what its answers say
/// about the cluster's health. Any thread.
class Gate {
public:
    enum class Way {
        Ordinary,
        Trial, ///< the one request that is let through an open breaker
        Probe, ///< past the limit and the breaker
    };

    Gate(const SessionOptions& options, const Clock& clock);

    /// Waits for a place among the concurrent requests. Cancelled, or Unavailable `client.breaker-open` with the last
    /// cause. What came in must `leave`.
    [[nodiscard]] Result<Way> enter(std::stop_token stop);
    void leave(Way way);

    void answered(const http::Headers& headers, std::chrono::milliseconds latency);
    /// A stream was answered; it says nothing about latency.
    void answered(const http::Headers& headers);
    /// No answer: Unavailable counts for the breaker.
    void failed(const Error& error, Way way);

    [[nodiscard]] SessionHealth health() const;

private:
    [[nodiscard]] bool closedOff() const;
    void noteAnswer(const http::Headers& headers);
    void noteHeaders(const http::Headers& headers);

    const std::string m_cluster;
    const int m_maxConcurrent;
    const int m_breakerFailures;
    const std::chrono::milliseconds m_breakerPause;
    const std::chrono::milliseconds m_requestTimeout;
    const Clock& m_clock;

    mutable std::mutex m_mutex{};
    std::condition_variable_any m_placeFree{};
    int m_underWay = 0;
    SessionHealth m_health{};
    int m_failures = 0;
    SteadyTime m_openUntil{};
    std::chrono::milliseconds m_pause{};
    std::string m_lastCause{};
};

} // namespace orrery::client
