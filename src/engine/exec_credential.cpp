#include "engine/exec_credential.h"

#include "base/log.h"
#include "base/platform/process.h"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace orrery::engine {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr seconds renewBefore{60};
constexpr seconds shortestUse{10};
constexpr seconds pauseAfterRefusal{30};
constexpr milliseconds firstPause{1'000};
constexpr milliseconds longestPause{30'000};
constexpr std::size_t complaintsShown = 1'000;

Error error(ErrorKind kind, std::string code, std::string message)
{
    return {kind, std::move(code), std::move(message)};
}

/// On one line, without what moves a terminal's cursor and without the values that the kubeconfig gave the program.
std::string presentable(std::string text, const kubeconfig::ExecEntry& entry)
{
    for (const auto& [name, value] : entry.environment) {
        const auto& hidden = value.reveal();
        for (std::size_t at = 0; hidden.size() >= 8 && (at = text.find(hidden, at)) != std::string::npos;)
            text.replace(at, hidden.size(), "…");
    }
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t';
        if (blank && !out.empty() && out.back() != ' ')
            out += ' ';
        else if (static_cast<unsigned char>(c) >= 0x20 && !blank && c != 0x7F)
            out += c;
    }
    if (out.size() > complaintsShown)
        out = "…" + out.substr(out.size() - complaintsShown);
    while (out.ends_with(' '))
        out.pop_back();
    return out;
}

} // namespace

struct ExecCredential::State {
    State(const kubeconfig::Access& itsAccess, PluginSettings itsSettings, const Clock& itsClock)
        : access(itsAccess), settings(std::move(itsSettings)), clock(itsClock)
    {
    }

    const kubeconfig::Access access;
    const PluginSettings settings;
    const Clock& clock;

    std::mutex mutex{};
    std::map<std::uint64_t, Done> waiting{};
    std::uint64_t lastTicket = 0;
    bool closing = false;
    bool running = false; ///< a thread is at work or about to look for more of it
    std::stop_source stop{std::nostopstate}; ///< of the run
    PluginCredentialPtr current{};
    WallTime usableUntil{};
    std::optional<Error> lastFailure{};
    SteadyTime triedAgainAt{};
    milliseconds pause = firstPause;
    bool afterRefusal = false; ///< the next run is because of one
    std::optional<SteadyTime> refusedAt{}; ///< when the run began that gave `current`, if a refusal caused it

    [[nodiscard]] std::string who() const
    {
        return "the program `" + access.plugin->entry.command + "` of the user " + access.user;
    }

    /// What there is to tell without running anything.
    std::optional<Result<PluginCredentialPtr>> atHand() const
    {
        if (current && (!current->expires || clock.wall() < usableUntil))
            return Result<PluginCredentialPtr>(current);
        if (lastFailure && clock.now() < triedAgainAt)
            return Result<PluginCredentialPtr>(tl::unexpected(*lastFailure));
        return std::nullopt;
    }

    Result<PluginCredentialPtr> run(const std::stop_token& stopped) const;
    Result<platform::ProcessOutcome> launch(const FoundProgram& found, bool interactive,
                                            const std::stop_token& stopped) const;
    void keep(const Result<PluginCredentialPtr>& outcome);
    /// On the plugin's thread: runs as long as somebody waits.
    void work();
};

Result<platform::ProcessOutcome> ExecCredential::State::launch(const FoundProgram& found, bool interactive,
                                                               const std::stop_token& stopped) const
{
    const auto& entry = access.plugin->entry;
    platform::ProcessRequest request;
    request.program = found.path;
    request.arguments = entry.arguments;
    request.environment.emplace_back("PATH", Secret(found.searchPath));
    for (const auto& variable : entry.environment) {
        std::erase_if(request.environment, [&](const auto& other) { return other.first == variable.first; });
        request.environment.push_back(variable);
    }
    request.environment.emplace_back("KUBERNETES_EXEC_INFO", Secret(execInfo(access, interactive)));
    request.onTerminal = interactive;
    request.timeout = interactive ? settings.patience : settings.timeout;
    return platform::runProcess(request, stopped);
}

Result<PluginCredentialPtr> ExecCredential::State::run(const std::stop_token& stopped) const
{
    const auto& entry = access.plugin->entry;
    const auto refuse = [&](ErrorKind kind, const char* code, const std::string& message) {
        return tl::unexpected(error(kind, code, message));
    };
    const auto found = settings.path->find(entry.command, stopped);
    if (stopped.stop_requested())
        return refuse(ErrorKind::Cancelled, "exec.cancelled", who() + " was not run: cancelled");
    if (found.path.empty())
        return refuse(ErrorKind::Invalid, "exec.not-found",
                      who() + " was not found"
                          + (entry.installHint.empty() ? std::string() : "; " + presentable(entry.installHint, entry)));
    if (auto allowed = settings.trust->decide(pluginQuestion(access, found)); !allowed)
        return failure(std::move(allowed.error()));
    const bool interactive = settings.onTerminal && entry.interactiveMode != "Never";
    if (entry.interactiveMode == "Always" && !interactive)
        return refuse(ErrorKind::Invalid, "exec.terminal",
                      who() + " wants to talk to you; use this context once with orreryctl or kubectl in a terminal");
    const auto outcome = launch(found, interactive, stopped);
    if (!outcome) {
        const auto& cause = outcome.error();
        if (cause.kind == ErrorKind::Cancelled)
            return refuse(ErrorKind::Cancelled, "exec.cancelled", who() + " was ended on request");
        const bool late = cause.code == "process.timeout";
        return refuse(ErrorKind::Unauthorized, late ? "exec.timeout" : "exec.failed",
                      who() + " gave no credentials: " + presentable(cause.message, entry));
    }
    if (outcome->exitCode != 0) {
        const auto said = presentable(outcome->complaints, entry);
        const auto end = outcome->exitCode ? "exit code " + std::to_string(*outcome->exitCode)
                                           : "signal " + std::to_string(outcome->signal);
        return refuse(ErrorKind::Unauthorized, "exec.failed",
                      who() + " ended with " + end + (said.empty() ? "" : ": " + said));
    }
    auto credential = readExecCredential(outcome->output.reveal(), entry.apiVersion);
    if (!credential)
        return failure(std::move(credential.error()).during("using " + who()));
    return std::make_shared<const PluginCredential>(std::move(*credential));
}

void ExecCredential::State::keep(const Result<PluginCredentialPtr>& outcome)
{
    if (outcome) {
        current = *outcome;
        refusedAt = afterRefusal ? std::optional(clock.now()) : std::nullopt;
        if (current->expires)
            usableUntil = std::max(*current->expires - renewBefore, clock.wall() + shortestUse);
        lastFailure.reset();
        pause = firstPause;
    } else if (const auto& code = outcome.error().code;
               code != "exec.cancelled" && code != "exec.untrusted" && code != "exec.refused") {
        lastFailure = outcome.error();
        triedAgainAt = clock.now() + pause;
        pause = std::min(pause * 2, longestPause);
    }
    afterRefusal = false;
}

void ExecCredential::State::work()
{
    std::unique_lock lock(mutex);
    while (!waiting.empty()) {
        stop = std::stop_source();
        const auto token = stop.get_token();
        lock.unlock();
        const auto outcome = run(token);
        lock.lock();
        keep(outcome);
        if (token.stop_requested() && !closing)
            continue; // whoever waits now came after those who cancelled
        const auto told = std::exchange(waiting, {});
        lock.unlock();
        for (const auto& [ticket, done] : told)
            done(outcome);
        lock.lock();
    }
    running = false;
}

ExecCredential::ExecCredential(const kubeconfig::Access& access, PluginSettings settings, const Clock& clock)
    : m_state(std::make_shared<State>(access, std::move(settings), clock))
{
}

ExecCredential::~ExecCredential()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->closing = true;
        m_state->stop.request_stop();
    }
    if (!m_thread.joinable())
        return;
    if (m_thread.get_id() == std::this_thread::get_id())
        m_thread.detach(); // the last one who knew us lets go in its `done`; the thread has its state and ends
    else
        m_thread.join();
}

std::uint64_t ExecCredential::get(Done done)
{
    auto& state = *m_state;
    std::unique_lock lock(state.mutex);
    if (const auto known = state.atHand()) {
        lock.unlock();
        done(*known);
        return 0;
    }
    const auto ticket = ++state.lastTicket;
    state.waiting.emplace(ticket, std::move(done));
    if (!state.running) {
        state.running = true;
        if (m_thread.joinable())
            m_thread.join(); // it has said that it is done
        m_thread = std::thread([shared = m_state] { shared->work(); });
    }
    return ticket;
}

void ExecCredential::cancel(std::uint64_t ticket)
{
    Done done;
    {
        const std::lock_guard lock(m_state->mutex);
        const auto found = m_state->waiting.find(ticket);
        if (found == m_state->waiting.end())
            return;
        done = std::move(found->second);
        m_state->waiting.erase(found);
        if (m_state->waiting.empty())
            m_state->stop.request_stop();
    }
    done(failure(ErrorKind::Cancelled, "exec.cancelled", "cancelled while waiting for " + m_state->who()));
}

bool ExecCredential::refuse(const PluginCredentialPtr& credential)
{
    auto& state = *m_state;
    const std::lock_guard lock(state.mutex);
    if (state.current != credential)
        return true;
    if (state.refusedAt && state.clock.now() - *state.refusedAt < pauseAfterRefusal)
        return false;
    state.current.reset();
    state.afterRefusal = true;
    return true;
}

} // namespace orrery::engine
