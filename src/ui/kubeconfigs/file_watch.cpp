#include "ui/kubeconfigs/file_watch.h"

#include <filesystem>

namespace orrery::ui {

namespace {

namespace fs = std::filesystem;

/// Where a path leads, how large that is, and when it was written.
std::string stateOf(const std::string& path)
{
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (error)
        return {};
    const auto size = fs::file_size(real, error);
    const auto written = fs::last_write_time(real, error);
    return real.string() + '\n' + std::to_string(size) + '\n' + std::to_string(written.time_since_epoch().count());
}

} // namespace

FileWatch::FileWatch(EngineBridge& bridge, QObject* parent, std::chrono::milliseconds every)
    : QObject(parent), m_bridge(bridge)
{
    // Who writes a file does it in several steps: one look after the last of them.
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(100));
    m_again.setInterval(every);
    connect(&m_soon, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_again, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_notices, &QFileSystemWatcher::fileChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_notices, &QFileSystemWatcher::directoryChanged, &m_soon, qOverload<>(&QTimer::start));
}

std::vector<std::string> FileWatch::statesOf(const std::vector<std::string>& files)
{
    std::vector<std::string> states;
    for (const auto& file : files)
        states.push_back(stateOf(file));
    return states;
}

void FileWatch::watch(std::vector<std::string> files, std::vector<std::string> seen)
{
    m_files = std::move(files);
    m_seen = std::move(seen);
    ++m_round;
    m_looking = false;
    listen();
    m_soon.stop();
    m_again.stop();
    if (m_files.empty())
        return;
    m_soon.start(); // what changed since they were seen
    m_again.start();
}

void FileWatch::look()
{
    if (m_looking)
        return m_soon.start(); // what is looked at now may be older than the change
    m_looking = true;
    using States = std::vector<std::string>;
    m_bridge.run<States>([files = m_files](engine::Engine&, std::stop_token) { return statesOf(files); },
                         [this, round = m_round](States states) {
                             if (round != m_round)
                                 return;
                             m_looking = false;
                             if (states == m_seen)
                                 return;
                             m_seen = std::move(states);
                             listen(); // a file that was replaced is another one for the system
                             Q_EMIT changed();
                         });
}

void FileWatch::listen()
{
    const auto old = m_notices.files() + m_notices.directories();
    if (!old.isEmpty())
        m_notices.removePaths(old);
    QStringList paths;
    for (const auto& file : m_files) {
        std::error_code error;
        const fs::path path(file);
        const auto folder = path.parent_path();
        for (const auto& it : {path, folder.empty() ? fs::path(".") : folder}) {
            if (fs::exists(it, error) && !paths.contains(QString::fromStdString(it.string())))
                paths << QString::fromStdString(it.string());
        }
    }
    if (!paths.isEmpty())
        m_notices.addPaths(paths);
}

} // namespace orrery::ui
