#pragma once

#include "base/clock.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace orrery::runtime {

/// A small pool of threads that runs tasks now or later. Tasks are short and never block on the network.
/// Any thread may post, also after the end (to no effect, through a Strand). The destructor drops what has not started
/// and joins.
class Executor {
public:
    explicit Executor(int threads = 2);
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    void post(std::function<void()> task);
    void postAfter(std::chrono::milliseconds delay, std::function<void()> task);

private:
    friend class Strand;
    /// What outlives the executor for the sake of late callers: a socket's thread may post at any time.
    struct Queue {
        std::mutex mutex{};
        std::condition_variable changed{};
        std::multimap<SteadyTime, std::function<void()>> tasks{};
        bool stopping = false;

        void add(std::chrono::milliseconds delay, std::function<void()> task);
        void run();
    };

    std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
    std::vector<std::thread> m_threads{};
};

/// Runs its tasks one after another on an Executor, in the order posted: state that only its tasks touch needs no lock.
/// A waiting task keeps its Strand alive, and whatever it holds: capture a weak_ptr where that matters. It may outlive
/// its Executor; tasks are then dropped. Any thread.
class Strand : public std::enable_shared_from_this<Strand> {
public:
    static std::shared_ptr<Strand> make(Executor& executor);
    void post(std::function<void()> task);
    void postAfter(std::chrono::milliseconds delay, std::function<void()> task);

private:
    explicit Strand(std::shared_ptr<Executor::Queue> queue) : m_queue(std::move(queue)) { }
    void drain();

    std::shared_ptr<Executor::Queue> m_queue;
    std::mutex m_mutex{};
    std::vector<std::function<void()>> m_waiting{};
    bool m_running = false;
};

} // namespace orrery::runtime
