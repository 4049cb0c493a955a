#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/secret.h"
#include "engine/login_path.h"
#include "engine/plugin_trust.h"
#include "kubeconfig/access.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace orrery::engine {

/// What a program gave: a token, or a client certificate with its key, or both.
struct PluginCredential {
    Secret token{};
    Secret certificatePem{};
    Secret keyPem{};
    std::optional<WallTime> expires{};
};
using PluginCredentialPtr = std::shared_ptr<const PluginCredential>;

/// How programs are run for credentials.
struct PluginSettings {
    std::shared_ptr<PluginTrust> trust{};
    std::shared_ptr<LoginPath> path{};
    bool onTerminal = false; ///< they may talk to the person at our terminal
    std::chrono::milliseconds timeout{60'000}; ///< of a run without a terminal
    std::chrono::milliseconds patience{300'000}; ///< of a run that may ask a person
};

/// The credentials of one user that come from a program (`exec` in a kubeconfig), by the protocol of
/// client.authentication.k8s.io/v1 and v1beta1. Any thread.
///
/// - Nothing is run before `get`, and nothing that `trust` does not allow.
/// - At most one run at a time; whoever asks meanwhile gets its outcome. Ended when all who waited have cancelled.
/// - The outcome stays in memory until 60 s before it expires (at least 10 s). A failure is told again for 1 s, then
///   2 s, up to 30 s, before the program is run anew; a question of trust is asked anew each time.
///
/// Errors: those of PluginTrust::decide; Invalid `exec.not-found` with the entry's install hint, `exec.terminal` (it
/// insists on one); Unauthorized `exec.failed` with what it wrote to its standard error, `exec.answer` (what it printed
/// is no credential, of which nothing is repeated), `exec.timeout`; Cancelled `exec.cancelled`.
class ExecCredential {
public:
    ExecCredential(const kubeconfig::Access& access, PluginSettings settings, const Clock& clock);
    ~ExecCredential(); ///< ends a run; who waits gets Cancelled
    ExecCredential(const ExecCredential&) = delete;
    ExecCredential& operator=(const ExecCredential&) = delete;

    using Done = std::function<void(Result<PluginCredentialPtr>)>;
    /// `done` comes exactly once: before this returns when there is something to tell, else on the program's thread.
    /// The answer is for `cancel`.
    std::uint64_t get(Done done);
    /// `done` follows with Cancelled before this returns, unless it came first.
    void cancel(std::uint64_t ticket);
    /// The server did not accept this one: forgets it, unless a newer one is there. False when asking again is of no
    /// use: this one came from a run after a refusal, less than 30 s ago.
    [[nodiscard]] bool refuse(const PluginCredentialPtr& credential);

private:
    struct State;
    std::shared_ptr<State> m_state;
    std::thread m_thread{};
};

/// What is asked before the access's program runs. `access.plugin` must be there.
[[nodiscard]] PluginQuestion pluginQuestion(const kubeconfig::Access& access, const FoundProgram& found);

/// The variable KUBERNETES_EXEC_INFO for the program.
[[nodiscard]] std::string execInfo(const kubeconfig::Access& access, bool interactive);

/// Reads what a program printed. Unauthorized `exec.answer`; nothing of the text is in the message.
[[nodiscard]] Result<PluginCredential> readExecCredential(const std::string& printed, const std::string& apiVersion);

} // namespace orrery::engine
