#pragma once

#include "engine/engine.h"
#include "engine/plugin_trust.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace orrery::ui {

/// Owns the Engine and the threads of its blocking commands. Tells of new snapshots and events on the GUI thread, at
/// most 20 times a second. The destructor stops running commands and waits for them.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    explicit EngineBridge(QObject* parent = nullptr);
    ~EngineBridge() override;

    [[nodiscard]] engine::Engine& engine() const { return *m_engine; }
    /// Who decides about the programs of kubeconfigs.
    [[nodiscard]] const std::shared_ptr<engine::PluginTrust>& pluginTrust() const { return m_trust; }

    /// Runs `work` on a thread of the pool, then `done` with its result on the GUI thread. `done` is dropped when the
    /// bridge goes first.
    template <class T>
    void run(std::function<T(engine::Engine&, std::stop_token)> work, std::function<void(T)> done,
             std::stop_token stop = {})
    {
        if (!stop.stop_possible())
            stop = m_stop.get_token();
        m_pool.start([this, work = std::move(work), done = std::move(done), stop] {
            auto result = std::make_shared<T>(work(*m_engine, stop));
            post([done, result] { done(std::move(*result)); });
        });
    }
    /// `work` on the GUI thread. Any thread.
    void post(std::function<void()> work);

Q_SIGNALS:
    void snapshotArrived(const orrery::engine::SnapshotPtr& snapshot);
    void questionsChanged(); ///< of pluginTrust()
    void eventsArrived(const std::vector<orrery::federation::Event>& events);

private:
    void deliver();

    QThreadPool m_pool;
    QTimer m_timer;
    std::stop_source m_stop;
    std::atomic<bool> m_pending = false;
    std::uint64_t m_serial = 0;
    std::uint64_t m_lastEvent = 0;
    std::shared_ptr<engine::PluginTrust> m_trust;
    std::unique_ptr<engine::Engine> m_engine;
};

} // namespace orrery::ui
