#include "runtime/executor.h"

namespace orrery::runtime {

Executor::Executor(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([queue = m_queue.get()] { queue->run(); });
}

Executor::~Executor()
{
    {
        const std::lock_guard lock(m_queue->mutex);
        m_queue->stopping = true;
    }
    m_queue->changed.notify_all();
    for (auto& thread : m_threads)
        thread.join();
    // Outside the lock: what a task holds may post once more while it is destroyed.
    std::multimap<SteadyTime, std::function<void()>> dropped;
    {
        const std::lock_guard lock(m_queue->mutex);
        dropped.swap(m_queue->tasks);
    }
}

void Executor::post(std::function<void()> task)
{
    m_queue->add(std::chrono::milliseconds(0), std::move(task));
}

void Executor::postAfter(std::chrono::milliseconds delay, std::function<void()> task)
{
    m_queue->add(delay, std::move(task));
}

void Executor::Queue::add(std::chrono::milliseconds delay, std::function<void()> task)
{
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return;
        // Equal times keep their order: a multimap inserts behind its equals.
        tasks.emplace(delay.count() > 0 ? std::chrono::steady_clock::now() + delay : SteadyTime{}, std::move(task));
    }
    changed.notify_one();
}

void Executor::Queue::run()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        if (tasks.empty()) {
            changed.wait(lock);
            continue;
        }
        const auto due = tasks.begin()->first;
        if (due > std::chrono::steady_clock::now()) {
            changed.wait_until(lock, due);
            continue;
        }
        auto task = std::move(tasks.begin()->second);
        tasks.erase(tasks.begin());
        if (!tasks.empty())
            changed.notify_one(); // one of the others takes over the wait for the next
        lock.unlock();
        task();
        task = nullptr; // what it holds may be destroyed here, outside the lock
        lock.lock();
    }
}

std::shared_ptr<Strand> Strand::make(Executor& executor)
{
    return std::shared_ptr<Strand>(new Strand(executor.m_queue));
}

void Strand::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(task));
        if (m_running)
            return;
        m_running = true;
    }
    m_queue->add(std::chrono::milliseconds(0), [self = shared_from_this()] { self->drain(); });
}

void Strand::postAfter(std::chrono::milliseconds delay, std::function<void()> task)
{
    m_queue->add(delay, [self = shared_from_this(), task = std::move(task)]() mutable { self->post(std::move(task)); });
}

void Strand::drain()
{
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_waiting);
    }
    for (auto& task : tasks)
        task();
    tasks.clear();
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.empty()) {
            m_running = false;
            return;
        }
    }
    // Others get their turn between two rounds.
    m_queue->add(std::chrono::milliseconds(0), [self = shared_from_this()] { self->drain(); });
}

} // namespace orrery::runtime
