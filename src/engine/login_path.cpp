#include "engine/login_path.h"

#include "base/environment.h"
#include "base/log.h"
#include "base/platform/process.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

namespace orrery::engine {

namespace {

std::vector<std::string> usualFolders()
{
#ifdef _WIN32
    return {};
#else
    std::vector<std::string> folders{"/opt/homebrew/bin", "/usr/local/bin", "/home/linuxbrew/.linuxbrew/bin",
                                     "/snap/bin",         "/usr/bin",       "/bin"};
    if (const auto home = environmentVariable("HOME"); !home.empty()) {
        for (const auto* below : {".local/bin", "bin", "google-cloud-sdk/bin", ".krew/bin", "go/bin", ".asdf/shims"})
            folders.push_back(home + "/" + below);
    }
    return folders;
#endif
}

/// The lists one after the other, each folder once, separated as in PATH.
std::string joined(const std::vector<std::string>& lists)
{
    const char separator = platform::pathListSeparator();
    std::set<std::string> seen;
    std::string all;
    for (const auto& list : lists) {
        for (std::size_t from = 0; from <= list.size();) {
            const auto end = std::min(list.find(separator, from), list.size());
            auto folder = list.substr(from, end - from);
            from = end + 1;
            if (folder.empty() || !seen.insert(folder).second)
                continue;
            all += all.empty() ? "" : std::string(1, separator);
            all += folder;
        }
    }
    return all;
}

} // namespace

LoginPath::Options LoginPath::Options::ofProcess()
{
    Options options;
    options.shell = platform::loginShell();
    options.trustOwnPath = platform::onTerminal();
    options.extraFolders = usualFolders();
    return options;
}

LoginPath::LoginPath(Options options) : m_options(std::move(options)) { }

std::string LoginPath::shellPath(std::stop_token stop)
{
    const std::lock_guard lock(m_mutex);
    if (!m_shellPath) {
        auto path = askLoginShell(m_options.shell, m_options.timeout, stop);
        if (path.empty() && stop.stop_requested())
            return {}; // it may answer the next time
        m_shellPath = std::move(path);
    }
    return *m_shellPath;
}

FoundProgram LoginPath::find(const std::string& name, std::stop_token stop)
{
    const auto own = environmentVariable("PATH");
    const auto extra = joined(m_options.extraFolders);
    FoundProgram found;
    const bool isPath = std::filesystem::path(name).has_parent_path();
    found.path = platform::findProgram(name, own);
    found.foundBy = isPath ? "the path in the kubeconfig" : "PATH";
    if (m_options.trustOwnPath && (isPath || !found.path.empty())) {
        found.searchPath = joined({own, extra});
        return found;
    }
    const auto shell = shellPath(std::move(stop));
    found.searchPath = joined({shell, own, extra});
    if (isPath)
        return found;
    if (auto path = platform::findProgram(name, shell); !path.empty()) {
        found.path = std::move(path);
        found.foundBy = "PATH of the login shell " + m_options.shell;
    } else if (found.path.empty()) {
        found.path = platform::findProgram(name, extra);
        found.foundBy = "a folder where such programs usually are";
    }
    if (found.path.empty())
        found.foundBy.clear();
    return found;
}

std::string askLoginShell(const std::string& shell, std::chrono::milliseconds timeout, std::stop_token stop)
{
    const auto name = std::filesystem::path(shell).filename().string();
    if (shell.empty() || name == "nologin" || name == "false")
        return {};
    std::random_device random;
    const auto marker = "orrery-" + std::to_string(random()) + "-" + std::to_string(random());
    platform::ProcessRequest request;
    request.program = shell;
    // zsh reads its rc file, where people set PATH, only when it is interactive; csh takes -l only alone.
    const bool csh = name == "csh" || name == "tcsh";
    request.arguments = {csh ? "-ic" : "-ilc", "echo " + marker + "; /usr/bin/printenv PATH; echo " + marker};
    // So that what hooks into interactive shells (updates, multiplexers) stays quiet.
    for (const auto& [key, value] :
         {std::pair{"TERM", "dumb"}, std::pair{"DISABLE_AUTO_UPDATE", "true"},
          std::pair{"ZSH_TMUX_AUTOSTARTED", "true"}, std::pair{"ZSH_TMUX_AUTOSTART", "false"},
          std::pair{"HOMEBREW_NO_AUTO_UPDATE", "1"}, std::pair{"ORRERY_ASKS_FOR_PATH", "1"}})
        request.environment.emplace_back(key, Secret(value));
    request.timeout = timeout;
    const auto outcome = platform::runProcess(request, std::move(stop));
    if (!outcome) {
        log().debug("the login shell {} did not tell its PATH: {}", shell, outcome.error().code);
        return {};
    }
    const auto& said = outcome->output.reveal();
    auto begin = said.find(marker);
    const auto end = said.rfind(marker);
    if (begin == std::string::npos || begin == end)
        return {};
    begin += marker.size();
    auto path = said.substr(begin, end - begin);
    std::erase_if(path, [](char c) { return c == '\n' || c == '\r'; });
    return path;
}

} // namespace orrery::engine
