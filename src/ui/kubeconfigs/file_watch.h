#pragma once

#include "ui/shell/engine_bridge.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <string>
#include <vector>

namespace orrery::ui {

/// Tells when one of a few files changes: written, replaced, removed, made, or a link on the way turned elsewhere.
/// The system's notices make it quick, and looking again every few seconds makes it certain (network folders, WSL).
/// Files are looked at on another thread. GUI thread.
class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(EngineBridge& bridge, QObject* parent = nullptr,
                       std::chrono::milliseconds every = std::chrono::seconds(2));

    /// What tells one state of each file from another. Any thread; may block.
    [[nodiscard]] static std::vector<std::string> statesOf(const std::vector<std::string>& files);

    /// Instead of those watched before. `seen`: their states before they were read, so that no change is missed. They
    /// need not be there.
    void watch(std::vector<std::string> files, std::vector<std::string> seen);

Q_SIGNALS:
    void changed();

private:
    void look();
    void listen();

    EngineBridge& m_bridge;
    QFileSystemWatcher m_notices;
    QTimer m_again, m_soon;
    std::vector<std::string> m_files;
    std::vector<std::string> m_seen;
    std::uint64_t m_round = 0;
    bool m_looking = false;
};

} // namespace orrery::ui
