#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::engine {

/// A program that a kubeconfig wants to have run for credentials, with all that a person needs to decide about it.
/// Holds no secret: of the variables it sets only the names.
struct PluginQuestion {
    std::uint64_t id = 0; ///< for `answer`
    std::string file{}; ///< the kubeconfig, absolute
    std::string user{}; ///< its entry
    std::string context{}; ///< that was to be used; others may share the user
    std::string command{}; ///< as written there; a relative path is made absolute
    std::vector<std::string> arguments{};
    std::vector<std::string> variables{}; ///< names of what it sets in the program's environment
    std::string variablesDigest{}; ///< SHA-256 of names and values, in hex; empty without variables
    std::string program{}; ///< what would be run; empty when it was not found
    std::string foundBy{}; ///< "the path in the kubeconfig", "PATH", "PATH of the login shell /bin/zsh", …
    std::string searchPath{}; ///< the folders that were searched, separated as in PATH
    std::string installHint{}; ///< from the kubeconfig, so the words of its author
    bool changed = false; ///< an earlier form of this entry's command was allowed; this one is another

    /// The command line quoted as for a POSIX shell.
    [[nodiscard]] std::string commandLine() const;
};

enum class PluginAnswer {
    Always, ///< kept for this file, entry, command line and variables
    ThisTime, ///< until this program ends
    Never, ///< kept; asked again only when the entry changes
};

/// Whether a program named by a kubeconfig may be run: a kubeconfig from somebody else is code from somebody else. What
/// nobody has decided yet becomes a question, and whoever needs the credentials fails at once with Unauthorized
/// `exec.untrusted`; after the answer the next attempt goes on. Any thread.
class PluginTrust {
public:
    /// Decides for one question right now, for a program with a terminal. Runs on the plugin's thread, one at a time;
    /// may block on a person. No answer leaves the question open.
    using Ask = std::function<Result<PluginAnswer>(const PluginQuestion&)>;

    /// Decisions are kept in `path` (mode 0600, replaced at one stroke); empty = `trusted-plugins.json` in the user's
    /// state folder. Nothing is read or written yet. A file that cannot be read holds no decisions.
    explicit PluginTrust(std::string path = {}, const Clock& clock = Clock::system());

    /// Before the first use.
    void askWith(Ask ask) { m_ask = std::move(ask); }
    /// Called after questions came or went, on any thread and without locks held; must not block. Before the first use.
    void whenChanged(std::function<void()> changed) { m_changed = std::move(changed); }

    enum class Verdict { Allowed, Refused, Undecided };
    /// What is decided, now and without asking. `question.id` is not looked at.
    [[nodiscard]] Verdict verdict(const PluginQuestion& question) const;
    /// Passes when it is allowed. Else asks, when there is somebody to ask, or keeps the question. Unauthorized
    /// `exec.untrusted` or `exec.refused`, with a sentence that says what to do.
    [[nodiscard]] Result<void> decide(PluginQuestion question);

    /// Undecided ones, oldest first.
    [[nodiscard]] std::vector<PluginQuestion> pending() const;
    /// NotFound `exec.no-question` when it was answered already; else as kubeconfig::keepFile: then the answer counts
    /// until this program ends.
    [[nodiscard]] Result<void> answer(std::uint64_t id, PluginAnswer answer);
    /// The same without a question having come up, for `orreryctl config trust`.
    [[nodiscard]] Result<void> settle(const PluginQuestion& question, PluginAnswer answer);

private:
    struct Decision {
        std::string file{};
        std::string user{};
        std::string commandLine{};
        std::string variablesDigest{};
        bool allowed = false;
        std::string at{}; ///< RFC 3339

        [[nodiscard]] bool sameEntry(const PluginQuestion& question) const;
        [[nodiscard]] bool covers(const PluginQuestion& question) const;
    };

    [[nodiscard]] Verdict verdictLocked(const PluginQuestion& question) const;
    [[nodiscard]] std::vector<Decision> stored() const;
    [[nodiscard]] Result<void> store(const Decision& decision) const;
    [[nodiscard]] std::string path() const;

    std::string m_path;
    const Clock& m_clock;
    Ask m_ask{};
    std::function<void()> m_changed{};
    std::mutex m_asking{}; ///< one person, one question
    mutable std::mutex m_mutex{};
    std::vector<Decision> m_decided{}; ///< by this program, whether kept or not
    std::vector<PluginQuestion> m_pending{};
    std::uint64_t m_lastId = 0;
};

} // namespace orrery::engine
