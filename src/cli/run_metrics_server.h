#pragma once

#include "base/error.h"

#include <functional>
#include <memory>
#include <string>

namespace orrery::cli {

/// Answers GET /metrics on one address for as long as it lives. Plain HTTP without authentication: meant for this
/// machine, or for a network that is trusted.
class RunMetricsServer {
public:
    using Text = std::function<std::string()>; ///< the page; called on the server's threads

    /// Listens on "HOST:PORT"; an IPv6 host stands in brackets. Without a host (":9090", "9090") on 127.0.0.1; port 0
    /// takes any. Invalid `usage.metrics-address`; Unavailable `metrics.listen` when the address cannot be had.
    [[nodiscard]] static Result<std::unique_ptr<RunMetricsServer>> listen(const std::string& address, Text text);
    /// Waits for answers under way, 5 s at the most.
    ~RunMetricsServer();
    RunMetricsServer(const RunMetricsServer&) = delete;
    RunMetricsServer& operator=(const RunMetricsServer&) = delete;

    [[nodiscard]] const std::string& url() const; ///< "http://127.0.0.1:9090/metrics"

private:
    struct State;
    explicit RunMetricsServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::cli
