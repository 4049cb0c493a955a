#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::engine {

/// A program as found, with the PATH it should run with: plugins call other programs.
struct FoundProgram {
    std::string path{}; ///< empty when it is nowhere
    std::string foundBy{}; ///< see PluginQuestion::foundBy
    std::string searchPath{}; ///< all that was searched, separated as in PATH
};

/// Finds programs as the user's shell would. A program started from a menu or a dock does not have the shell's PATH, so
/// the login shell is asked for it: once, in its own session, at most 8 s, and only when PATH itself does not have what
/// is looked for or there is no terminal (from a terminal, our PATH is the shell's). After both come the folders where
/// the clouds' tools and package tools install (Homebrew, gcloud, krew, snap, ~/.local/bin). Any thread.
class LoginPath {
public:
    struct Options {
        std::string shell{}; ///< empty = the user's
        bool trustOwnPath = true; ///< false without a terminal
        std::chrono::milliseconds timeout{8'000};
        std::vector<std::string> extraFolders{}; ///< after everything else

        /// What fits this process.
        [[nodiscard]] static Options ofProcess();
    };
    explicit LoginPath(Options options = Options::ofProcess());

    /// A name with a separator is a path already. Blocks while the shell is asked.
    [[nodiscard]] FoundProgram find(const std::string& name, std::stop_token stop = {});

private:
    [[nodiscard]] std::string shellPath(std::stop_token stop);

    Options m_options;
    std::mutex m_mutex{};
    std::optional<std::string> m_shellPath{}; ///< empty = the shell had no answer
};

/// What a login shell says about its PATH; empty when it does not within the time. Reads nothing outside the markers,
/// whatever the user's start-up files print. POSIX shells, fish and csh.
[[nodiscard]] std::string askLoginShell(const std::string& shell, std::chrono::milliseconds timeout,
                                        std::stop_token stop = {});

} // namespace orrery::engine
