#pragma once

#include "base/clock.h"

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace orrery::net {

class Lane;

/// The inside of a Loop: waits for the sockets and timers of all lanes at once and hands out what became ready.
///
/// libcurl keeps connections per multi handle and has no way to say "not with that one" inside one handle. So each
/// lane is a multi handle of its own, all of them driven from here through libcurl's socket interface; one further
/// multi handle without transfers does the waiting, because its poll and wake-up work on every system.
class Reactor : public std::enable_shared_from_this<Reactor> {
public:
    using Task = std::function<void()>;

    Reactor();
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    void start();
    /// Cancels everything and joins (or lets go of the thread, when called on it). Once.
    void stop();

    /// Runs the task on the loop's thread, in the order posted. Any thread. Once stopped: false, and the task is
    /// dropped.
    bool post(Task task);

    // For lanes, on the loop's thread.
    void add(Lane& lane);
    void remove(Lane& lane);
    void watch(Lane& lane, curl_socket_t socket, int what); ///< `what` as libcurl's socket callback says it

private:
    struct Watched {
        Lane* lane = nullptr;
        short events = 0;
    };
    struct Ready {
        curl_socket_t socket = CURL_SOCKET_BAD;
        int mask = 0;
    };

    void run();
    void runTasks();
    void wait();
    void serveSockets();
    void serveTimers();
    void cancelAll();
    [[nodiscard]] int millisecondsToWait() const;

    CURLM* m_waiter = nullptr;
    std::thread m_thread{};

    std::mutex m_mutex{}; ///< guards m_tasks, m_stopping, m_closed
    std::vector<Task> m_tasks{};
    bool m_stopping = false;
    bool m_closed = false;

    // Only on the loop's thread.
    std::vector<Lane*> m_lanes{};
    std::unordered_map<curl_socket_t, Watched> m_watched{};
    std::vector<curl_waitfd> m_polled{};
    bool m_watchedChanged = false;
};

} // namespace orrery::net
