#include "cli/run_metrics_server.h"

#include <atomic>
#include <charconv>
#include <thread>

#include <httplib.h>

namespace orrery::cli {

namespace {

struct Address {
    std::string host = "127.0.0.1";
    int port = 0;
};

Result<Address> parse(const std::string& text)
{
    Address made;
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? text : text.substr(colon + 1);
    const auto host = colon == std::string::npos ? std::string() : text.substr(0, colon);
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), made.port);
    const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
    if (fault != std::errc() || end != port.data() + port.size() || made.port < 0 || made.port > 65'535
        || (!bracketed && host.find_first_of(":[]") != std::string::npos))
        return failure(ErrorKind::Invalid, "usage.metrics-address",
                       "--metrics-address must be HOST:PORT, for example 127.0.0.1:9090, not \"" + text + "\"");
    if (!host.empty())
        made.host = bracketed ? host.substr(1, host.size() - 2) : host;
    return made;
}

} // namespace

struct RunMetricsServer::State {
    httplib::Server server{};
    std::string url{};
    std::atomic<bool> ended = false;
    std::jthread thread{};
};

Result<std::unique_ptr<RunMetricsServer>> RunMetricsServer::listen(const std::string& address, Text text)
{
    auto parsed = parse(address);
    if (!parsed)
        return tl::unexpected(parsed.error());
    auto state = std::make_unique<State>();
    auto& server = state->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(2); };
    server.set_keep_alive_max_count(1); // so that an idle reader occupies no thread
    server.set_read_timeout(5).set_write_timeout(5).set_payload_max_length(1024);
    server.Get("/metrics", [text = std::move(text)](const httplib::Request&, httplib::Response& response) {
        response.set_content(text(), "text/plain; version=0.0.4; charset=utf-8");
    });
    if (parsed->port == 0)
        parsed->port = server.bind_to_any_port(parsed->host);
    else if (!server.bind_to_port(parsed->host, parsed->port))
        parsed->port = -1;
    if (parsed->port < 0)
        return failure(ErrorKind::Unavailable, "metrics.listen",
                       "cannot listen on " + address + ": the address is in use or is not of this machine");
    const auto host = parsed->host.find(':') == std::string::npos ? parsed->host : "[" + parsed->host + "]";
    state->url = "http://" + host + ":" + std::to_string(parsed->port) + "/metrics";
    state->thread = std::jthread([own = state.get()] {
        own->server.listen_after_bind();
        own->ended = true;
    });
    // Its stop() is deaf until it runs.
    while (!server.is_running() && !state->ended)
        std::this_thread::yield();
    return std::unique_ptr<RunMetricsServer>(new RunMetricsServer(std::move(state)));
}

RunMetricsServer::RunMetricsServer(std::unique_ptr<State> state) : m_state(std::move(state)) { }

RunMetricsServer::~RunMetricsServer()
{
    m_state->server.stop();
}

const std::string& RunMetricsServer::url() const
{
    return m_state->url;
}

} // namespace orrery::cli
