#include "runtime/controller.h"

#include <algorithm>

namespace orrery::runtime {

using std::chrono::milliseconds;

milliseconds backOff(const Error& error, int failures)
{
    const auto doubled = [&](milliseconds first, milliseconds most) {
        return std::min(most, first * (1 << std::clamp(failures - 1, 0, 16)));
    };
    if (error.retryAfter)
        return *error.retryAfter;
    switch (error.kind) {
    case ErrorKind::Conflict: return doubled(milliseconds(50), milliseconds(1'000));
    case ErrorKind::Throttled: return doubled(milliseconds(1'000), milliseconds(15'000));
    case ErrorKind::Unavailable: return doubled(milliseconds(500), milliseconds(15'000));
    default: return doubled(milliseconds(1'000), milliseconds(60'000));
    }
}

Controller::Controller(std::string name, int workers, Reconcile reconcile)
    : m_name(std::move(name)), m_workers(workers), m_reconcile(std::move(reconcile))
{
}

Controller::~Controller()
{
    stop();
}

void Controller::start()
{
    for (int i = 0; i < m_workers; ++i)
        m_threads.emplace_back([this](std::stop_token stop) { work(std::move(stop)); });
}

void Controller::stop()
{
    for (auto& thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void Controller::work(std::stop_token stop)
{
    while (const auto key = m_queue.take(stop)) {
        const auto outcome = m_reconcile(*key, stop);
        int failures = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (outcome)
                m_failures.erase(*key);
            else
                failures = ++m_failures[*key];
        }
        const bool stopped = !outcome && outcome.error().kind == ErrorKind::Cancelled && stop.stop_requested();
        if (!outcome && !stopped) {
            if (failed)
                failed(*key, outcome.error());
            m_queue.addAfter(*key, backOff(outcome.error(), failures));
        } else if (outcome && outcome->again) {
            m_queue.addAfter(*key, *outcome->again);
        }
        m_queue.done(*key);
    }
}

} // namespace orrery::runtime
