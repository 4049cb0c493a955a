#pragma once

#include "base/error.h"
#include "runtime/work_queue.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace orrery::runtime {

/// Done, or look again after a while.
struct Reconciled {
    std::optional<std::chrono::milliseconds> again{};
};

/// Level-triggered: looks at everything behind a key each time. Blocking, on a worker thread; stops at `stop`.
using Reconcile = std::function<Result<Reconciled>(const std::string& key, std::stop_token stop)>;

/// Back-off for a failure by kind, growing with `failures` in a row: Conflict 50 ms x 2 to 1 s; Throttled as the
/// server says; Unavailable 0.5 s x 2 to 15 s; everything else 1 s x 2 to 60 s. The one place of that decision.
[[nodiscard]] std::chrono::milliseconds backOff(const Error& error, int failures);

/// Worker threads over a WorkQueue. Owns and joins its threads.
class Controller {
public:
    Controller(std::string name, int workers, Reconcile reconcile);
    ~Controller();
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    void add(const std::string& key) { m_queue.add(key); }
    void addAfter(const std::string& key, std::chrono::milliseconds delay) { m_queue.addAfter(key, delay); }
    /// Called on a worker thread after each failure, before the back-off.
    std::function<void(const std::string& key, const Error& error)> failed{};
    void start();
    void stop(); ///< asks the workers to stop and joins them
    [[nodiscard]] const WorkQueue& queue() const { return m_queue; }

private:
    void work(std::stop_token stop);

    std::string m_name;
    int m_workers;
    Reconcile m_reconcile;
    WorkQueue m_queue{};
    std::mutex m_mutex{};
    std::map<std::string, int> m_failures{};
    std::vector<std::jthread> m_threads{};
};

} // namespace orrery::runtime
