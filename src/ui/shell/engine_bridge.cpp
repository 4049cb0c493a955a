#include "ui/shell/engine_bridge.h"

#include <chrono>

namespace orrery::ui {

EngineBridge::EngineBridge(QObject* parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::milliseconds(50));
    connect(&m_timer, &QTimer::timeout, this, &EngineBridge::deliver);
    engine::Engine::Options options;
    options.changed = [this] {
        if (!m_pending.exchange(true))
            post([this] { m_timer.start(); });
    };
    m_trust = std::make_shared<engine::PluginTrust>();
    m_trust->whenChanged([this] { post([this] { Q_EMIT questionsChanged(); }); });
    options.pluginTrust = m_trust;
    m_engine = std::make_unique<engine::Engine>(std::move(options));
}

EngineBridge::~EngineBridge()
{
    m_stop.request_stop();
    m_pool.waitForDone();
    m_engine.reset();
}

void EngineBridge::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

void EngineBridge::deliver()
{
    m_pending = false;
    const auto snapshot = m_engine->snapshot();
    if (snapshot && (snapshot->serial != m_serial || m_serial == 0)) {
        m_serial = snapshot->serial;
        Q_EMIT snapshotArrived(snapshot);
    }
    const auto events = m_engine->eventsSince(m_lastEvent);
    if (!events.empty()) {
        m_lastEvent = events.back().seq;
        Q_EMIT eventsArrived(events);
    }
}

} // namespace orrery::ui
