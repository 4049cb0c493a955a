#include "net/reactor.h"

#include "net/lane.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <utility>

namespace orrery::net {

namespace {

constexpr auto longestWait = std::chrono::minutes(1);

void blockSignals()
{
#ifndef _WIN32
    // With NOSIGNAL libcurl does not shield OpenSSL's writes from SIGPIPE, and Ctrl-C belongs to the main thread.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
#endif
}

} // namespace

Reactor::Reactor() : m_waiter(curl_multi_init()) { }

Reactor::~Reactor()
{
    curl_multi_cleanup(m_waiter);
}

void Reactor::start()
{
    m_thread = std::thread([self = shared_from_this()] {
        blockSignals();
        self->run();
    });
}

void Reactor::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    curl_multi_wakeup(m_waiter);
    if (m_thread.get_id() == std::this_thread::get_id())
        m_thread.detach();
    else
        m_thread.join();
}

bool Reactor::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return false;
        m_tasks.push_back(std::move(task));
        if (m_tasks.size() > 1)
            return true;
    }
    curl_multi_wakeup(m_waiter);
    return true;
}

void Reactor::add(Lane& lane)
{
    m_lanes.push_back(&lane);
}

void Reactor::remove(Lane& lane)
{
    std::erase(m_lanes, &lane);
    m_watchedChanged |= std::erase_if(m_watched, [&](const auto& entry) { return entry.second.lane == &lane; }) > 0;
}

void Reactor::watch(Lane& lane, curl_socket_t socket, int what)
{
    m_watchedChanged = true;
    if (what == CURL_POLL_REMOVE) {
        m_watched.erase(socket);
        return;
    }
    const auto in = what & CURL_POLL_IN ? CURL_WAIT_POLLIN : 0;
    const auto out = what & CURL_POLL_OUT ? CURL_WAIT_POLLOUT : 0;
    m_watched[socket] = {&lane, static_cast<short>(in | out)};
}

void Reactor::run()
{
    for (bool stopping = false; !stopping;) {
        runTasks();
        wait();
        serveSockets();
        serveTimers();
        const std::lock_guard lock(m_mutex);
        stopping = m_stopping;
    }
    runTasks();
    cancelAll();
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    runTasks();
}

void Reactor::runTasks()
{
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (auto& task : tasks) {
        task();
        task = nullptr; // what it held goes now, not when the batch ends
    }
}

void Reactor::wait()
{
    if (std::exchange(m_watchedChanged, false)) {
        m_polled.clear();
        for (const auto& [socket, watched] : m_watched)
            m_polled.push_back({socket, watched.events, 0});
    }
    for (auto& polled : m_polled)
        polled.revents = 0;
    curl_multi_poll(m_waiter, m_polled.data(), static_cast<unsigned>(m_polled.size()), millisecondsToWait(), nullptr);
}

void Reactor::serveSockets()
{
    std::vector<Ready> ready;
    for (const auto& polled : m_polled) {
        const int in = polled.revents & CURL_WAIT_POLLIN ? CURL_CSELECT_IN : 0;
        const int out = polled.revents & CURL_WAIT_POLLOUT ? CURL_CSELECT_OUT : 0;
        if (in || out)
            ready.push_back({polled.fd, in | out});
    }
    for (const auto& [socket, mask] : ready) {
        // An earlier one in this batch may have closed it.
        const auto found = m_watched.find(socket);
        if (found != m_watched.end())
            found->second.lane->shared_from_this()->serve(socket, mask);
    }
}

void Reactor::serveTimers()
{
    const auto now = std::chrono::steady_clock::now();
    const auto lanes = m_lanes;
    for (auto* lane : lanes) {
        // An earlier one may have ended it.
        if (std::find(m_lanes.begin(), m_lanes.end(), lane) == m_lanes.end())
            continue;
        if (lane->due() && *lane->due() <= now)
            lane->shared_from_this()->serveTimer();
    }
}

void Reactor::cancelAll()
{
    const auto lanes = m_lanes;
    for (auto* lane : lanes) {
        if (std::find(m_lanes.begin(), m_lanes.end(), lane) != m_lanes.end())
            lane->shared_from_this()->cancelAll();
    }
}

int Reactor::millisecondsToWait() const
{
    using namespace std::chrono;
    auto wait = duration_cast<milliseconds>(longestWait);
    const auto now = steady_clock::now();
    for (const auto* lane : m_lanes) {
        if (lane->due())
            wait = std::min(wait, std::max(ceil<milliseconds>(*lane->due() - now), 0ms));
    }
    return static_cast<int>(wait.count());
}

} // namespace orrery::net
