#include "base/platform/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

extern "C" char** environ; // NOLINT(readability-redundant-declaration): macOS declares it nowhere

namespace orrery::platform {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t complaintsLimit = 8u << 10;
constexpr milliseconds look{20}; ///< between two looks at a program that says nothing
constexpr milliseconds grace{1'000}; ///< from asking it to end to ending it

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) { }
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) { }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        reset();
        m_number = std::exchange(other.m_number, -1);
        return *this;
    }

    [[nodiscard]] int get() const { return m_number; }
    [[nodiscard]] bool open() const { return m_number >= 0; }
    void reset()
    {
        if (m_number >= 0)
            close(std::exchange(m_number, -1));
    }

private:
    int m_number = -1;
};

struct Pipe {
    Descriptor reading{};
    Descriptor writing{};
};

std::optional<Pipe> makePipe()
{
    std::array<int, 2> ends{};
#ifdef __linux__
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
#else
    if (pipe(ends.data()) != 0)
        return std::nullopt;
    for (const int end : ends)
        fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Ours with the changes, as `NAME=value`.
std::vector<std::string> environmentFor(const ProcessRequest& request)
{
    std::vector<std::string> all;
    const auto changed = [&](std::string_view line) {
        return std::any_of(request.environment.begin(), request.environment.end(),
                           [&](const auto& pair) { return line.substr(0, line.find('=')) == pair.first; });
    };
    for (char** line = environ; line && *line; ++line) {
        if (!changed(*line))
            all.emplace_back(*line);
    }
    for (const auto& [name, value] : request.environment)
        all.push_back(name + "=" + value.reveal());
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (auto& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

tl::unexpected<Error> notStarted(const std::string& program, int error)
{
    const auto message = "cannot run " + program + ": " + std::generic_category().message(error);
    if (error == ENOENT || error == ENOTDIR)
        return failure(ErrorKind::NotFound, "process.missing", message);
    if (error == EACCES || error == EPERM || error == ENOEXEC)
        return failure(ErrorKind::Forbidden, "process.not-executable", message);
    return failure(ErrorKind::Unavailable, "process.start", message);
}

/// Which descriptors the program has, and that it starts with default signals and, without a terminal, a session of its
/// own.
class SpawnPlan {
public:
    SpawnPlan(const Pipe& output, const Pipe* complaints)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        if (complaints) {
            posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
            posix_spawn_file_actions_adddup2(&m_actions, complaints->writing.get(), STDERR_FILENO);
        }
        posix_spawn_file_actions_adddup2(&m_actions, output.writing.get(), STDOUT_FILENO);
        short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#ifdef __APPLE__
        for (const int kept : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            posix_spawn_file_actions_addinherit_np(&m_actions, kept);
        flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__)
        posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
#endif
#ifdef POSIX_SPAWN_SETSID
        flags = short(flags | (complaints ? POSIX_SPAWN_SETSID : 0));
#else
        flags = short(flags | (complaints ? POSIX_SPAWN_SETPGROUP : 0));
#endif
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&m_attributes, &signals);
        for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD})
            sigaddset(&signals, signal);
        posix_spawnattr_setsigdefault(&m_attributes, &signals);
        posix_spawnattr_setflags(&m_attributes, flags);
    }
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t* actions() const
    {
        return &m_actions;
    }
    [[nodiscard]] const posix_spawnattr_t* attributes() const
    {
        return &m_attributes;
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

/// A started program; waited for in any case.
class Child {
public:
    Child(pid_t id, bool alone) : m_id(id), m_alone(alone) { }
    ~Child()
    {
        // A program that has ended may have left a browser running, which is none of our business.
        if (!m_ended) {
            kill(m_alone ? -m_id : m_id, SIGKILL);
            while (waitpid(m_id, nullptr, 0) < 0 && errno == EINTR) { }
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool hasEnded()
    {
        if (!m_ended) {
            const auto found = waitpid(m_id, &m_status, WNOHANG);
            m_ended = found == m_id || (found < 0 && errno == ECHILD);
        }
        return m_ended;
    }
    /// Politely, then not.
    void end()
    {
        kill(m_alone ? -m_id : m_id, SIGTERM);
        for (const auto deadline = Clock::now() + grace; !hasEnded() && Clock::now() < deadline;)
            poll(nullptr, 0, int(look.count()));
    }
    [[nodiscard]] int status() const { return m_status; }

private:
    pid_t m_id;
    bool m_alone;
    bool m_ended = false;
    int m_status = 0;
};

/// Everything that can be read without waiting; closes at the end of the stream.
void drain(Descriptor& from, std::string& into)
{
    std::array<char, 16'384> block{};
    while (from.open()) {
        const auto got = read(from.get(), block.data(), block.size());
        if (got > 0)
            into.append(block.data(), std::size_t(got));
        else if (got == 0 || (errno != EAGAIN && errno != EINTR))
            from.reset();
        else if (errno == EAGAIN)
            return;
        if (into.size() > (std::size_t{64} << 20))
            return; // the caller's limit is far below
    }
}

void keepEnd(std::string& text, std::size_t limit)
{
    if (text.size() > limit)
        text.erase(0, text.size() - limit);
}

Result<ProcessOutcome> follow(const ProcessRequest& request, Child& child, Descriptor& output, Descriptor& complaints,
                              const std::stop_token& stop)
{
    ProcessOutcome outcome;
    std::string said;
    const auto deadline = Clock::now() + request.timeout;
    const auto giveUp = [&](ErrorKind kind, const char* code, std::string message) {
        child.end();
        drain(complaints, outcome.complaints);
        keepEnd(outcome.complaints, complaintsLimit);
        if (!outcome.complaints.empty())
            message += "; it said: " + outcome.complaints;
        return failure(kind, code, std::move(message));
    };
    for (bool ended = false; !ended;) {
        std::array<pollfd, 2> waited{pollfd{output.get(), POLLIN, 0}, pollfd{complaints.get(), POLLIN, 0}};
        const bool silent = !output.open() && !complaints.open(); // it is about to end
        poll(waited.data(), waited.size(), silent ? 1 : int(look.count()));
        ended = child.hasEnded(); // before reading: what it wrote is then in the pipes
        drain(output, said);
        drain(complaints, outcome.complaints);
        keepEnd(outcome.complaints, complaintsLimit);
        if (said.size() > request.outputLimit)
            return giveUp(ErrorKind::Invalid, "process.too-much-output",
                          "the program wrote more than " + std::to_string(request.outputLimit) + " bytes");
        if (stop.stop_requested())
            return giveUp(ErrorKind::Cancelled, "process.cancelled", "the program was ended on request");
        if (!ended && Clock::now() >= deadline)
            return giveUp(ErrorKind::Unavailable, "process.timeout",
                          "the program did not end within "
                              + std::to_string(std::chrono::ceil<std::chrono::seconds>(request.timeout).count())
                              + " s");
    }
    outcome.output = Secret(std::move(said));
    if (WIFEXITED(child.status()))
        outcome.exitCode = WEXITSTATUS(child.status());
    else if (WIFSIGNALED(child.status()))
        outcome.signal = WTERMSIG(child.status());
    return outcome;
}

} // namespace

Result<ProcessOutcome> runProcess(const ProcessRequest& request, std::stop_token stop)
{
    auto output = makePipe();
    auto complaints = request.onTerminal ? std::optional<Pipe>(Pipe{}) : makePipe();
    if (!output || !complaints)
        return notStarted(request.program, errno);
    std::vector<std::string> words{request.program};
    words.insert(words.end(), request.arguments.begin(), request.arguments.end());
    auto variables = environmentFor(request);
    const SpawnPlan plan(*output, request.onTerminal ? nullptr : &*complaints);
    pid_t id = 0;
    const int failed = posix_spawn(&id, request.program.c_str(), plan.actions(), plan.attributes(),
                                   pointers(words).data(), pointers(variables).data());
    if (failed != 0)
        return notStarted(request.program, failed);
    Child child(id, !request.onTerminal);
    output->writing.reset();
    complaints->writing.reset();
    return follow(request, child, output->reading, complaints->reading, stop);
}

std::string findProgram(std::string_view name, std::string_view pathList)
{
    const auto runnable = [](const std::string& path) {
        struct stat found { };
        return stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && access(path.c_str(), X_OK) == 0;
    };
    if (name.empty() || name.find('/') != std::string_view::npos)
        return runnable(std::string(name)) ? std::string(name) : std::string();
    while (!pathList.empty()) {
        const auto end = std::min(pathList.find(':'), pathList.size());
        auto path = std::string(pathList.substr(0, end));
        pathList.remove_prefix(std::min(end + 1, pathList.size()));
        if (path.empty())
            continue;
        path += '/';
        path += name;
        if (runnable(path))
            return path;
    }
    return {};
}

char pathListSeparator()
{
    return ':';
}

bool onTerminal()
{
    return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

std::string loginShell()
{
    if (const char* named = std::getenv("SHELL"); named && *named)
        return named;
    struct passwd account { };
    struct passwd* found = nullptr;
    std::vector<char> text(16'384);
    if (getpwuid_r(getuid(), &account, text.data(), text.size(), &found) == 0 && found && found->pw_shell)
        return found->pw_shell;
    return {};
}

bool readableByOthers(const std::string& path)
{
    struct stat found { };
    return stat(path.c_str(), &found) == 0 && (found.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

} // namespace orrery::platform
