#include "base/platform/process.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <string>

#include <csignal>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

namespace orrery::platform {

namespace {

using namespace std::chrono_literals;

class Process : public testing::Test {
protected:
    Process()
    {
        auto name = (std::filesystem::temp_directory_path() / "process-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~Process() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    static ProcessRequest shell(const std::string& script)
    {
        ProcessRequest request;
        request.program = "/bin/sh";
        request.arguments = {"-c", script};
        return request;
    }
    static ProcessOutcome must(Result<ProcessOutcome> outcome)
    {
        EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().text());
        return outcome ? std::move(*outcome) : ProcessOutcome{};
    }
    /// Waits until the script has made the file, and answers what is in it.
    [[nodiscard]] static std::string waitFor(const std::filesystem::path& file)
    {
        for (;;) {
            std::ifstream stream(file);
            std::string line;
            if (std::getline(stream, line) && !stream.eof())
                return line;
            std::this_thread::yield();
        }
    }

    std::filesystem::path folder{};
};

TEST_F(Process, TellsWhatTheProgramPrintedAndHowItEnded)
{
    const auto outcome = must(runProcess(shell("echo out; echo err >&2; exit 7")));
    EXPECT_EQ(outcome.output.reveal(), "out\n");
    EXPECT_EQ(outcome.complaints, "err\n");
    EXPECT_EQ(outcome.exitCode, 7);
    const auto killed = must(runProcess(shell("kill -TERM $$")));
    EXPECT_FALSE(killed.exitCode);
    EXPECT_EQ(killed.signal, SIGTERM);
}

TEST_F(Process, GivesArgumentsAsTheyAreAndVariablesOverOurs)
{
    ::setenv("ORRERY_TEST_KEPT", "kept", 1);
    ::setenv("ORRERY_TEST_CHANGED", "old", 1);
    auto request = shell(R"(printf '%s|' "$@" "$ORRERY_TEST_KEPT" "$ORRERY_TEST_CHANGED")");
    request.arguments.insert(request.arguments.end(), {"sh", "a b", "$HOME", ""});
    request.environment.emplace_back("ORRERY_TEST_CHANGED", Secret("new"));
    EXPECT_EQ(must(runProcess(request)).output.reveal(), "a b|$HOME||kept|new|");
}

TEST_F(Process, ReadsNothingHasNoTerminalAndNoDescriptorOfOurs)
{
    const int ours = ::open("/dev/null", O_RDONLY); // without close-on-exec, as careless libraries do
    ASSERT_GE(ours, 3);
    const auto said = must(runProcess(shell("cat; [ -e /proc/self/fd/" + std::to_string(ours)
                                            + " ] && echo inherited; (: < /dev/tty) 2> /dev/null && echo terminal; "
                                              "echo end")));
    ::close(ours);
    EXPECT_EQ(said.output.reveal(), "end\n");
}

TEST_F(Process, ALargeOutputArrivesWholeAndTooLargeAOneIsRefused)
{
    auto request = shell("head -c 900000 /dev/zero | tr '\\0' x");
    EXPECT_EQ(must(runProcess(request)).output.reveal().size(), 900'000u);
    request.outputLimit = 1'000;
    const auto refused = runProcess(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "process.too-much-output");
}

TEST_F(Process, KeepsTheEndOfLongComplaints)
{
    const auto said = must(runProcess(shell("head -c 100000 /dev/zero | tr '\\0' x >&2; echo last >&2"))).complaints;
    EXPECT_EQ(said.size(), 8u << 10);
    EXPECT_TRUE(said.ends_with("last\n"));
}

TEST_F(Process, EndsAProgramThatTakesTooLongWithWhatItStarted)
{
    const auto file = folder / "child";
    auto request = shell("echo busy >&2; sleep 1000 & echo $! > " + file.string() + "; wait");
    request.timeout = 300ms;
    const auto late = runProcess(request);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(late.error().code, "process.timeout");
    EXPECT_NE(late.error().message.find("busy"), std::string::npos) << late.error().message;
    const auto child = waitFor(file);
    const auto alive = [&] {
        std::ifstream stream("/proc/" + child + "/status");
        const std::string status(std::istreambuf_iterator<char>(stream), {});
        return !status.empty() && status.find("State:\tZ") == std::string::npos; // a zombie waits for its new parent
    };
    for (const auto deadline = std::chrono::steady_clock::now() + 10s; alive();)
        ASSERT_LT(std::chrono::steady_clock::now(), deadline);
}

TEST_F(Process, EndsAProgramThatIgnoresBeingAskedTo)
{
    auto request = shell("trap '' TERM; while :; do :; done");
    request.timeout = 100ms;
    EXPECT_EQ(runProcess(request).error().code, "process.timeout");
}

TEST_F(Process, StopsOnRequest)
{
    std::stop_source stop;
    const auto file = folder / "started";
    auto running = std::async(std::launch::async, [&] {
        return runProcess(shell("echo yes > " + file.string() + "; sleep 1000"), stop.get_token());
    });
    (void)waitFor(file);
    stop.request_stop();
    const auto outcome = running.get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
}

TEST_F(Process, DoesNotWaitForWhatAProgramLeavesRunning)
{
    const auto file = folder / "left";
    const auto outcome = must(runProcess(shell("sleep 1000 & echo $! > " + file.string() + "; echo done")));
    EXPECT_EQ(outcome.output.reveal(), "done\n");
    const auto left = std::stoi(waitFor(file));
    EXPECT_EQ(::kill(left, 0), 0) << "it may be a browser";
    ::kill(left, SIGKILL);
}

TEST_F(Process, SaysWhyAProgramCannotBeRun)
{
    ProcessRequest request;
    request.program = (folder / "missing").string();
    EXPECT_EQ(runProcess(request).error().code, "process.missing");
    std::ofstream(folder / "plain") << "text";
    request.program = (folder / "plain").string();
    EXPECT_EQ(runProcess(request).error().code, "process.not-executable");
}

TEST_F(Process, FindsProgramsInTheFirstFolderThatMayRunThem)
{
    const auto make = [&](const std::string& name, bool runnable) {
        const auto path = folder / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "#!/bin/sh\n";
        if (runnable)
            std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path.string();
    };
    make("a/tool", false);
    const auto second = make("b/tool", true);
    make("c/tool", true);
    std::filesystem::create_directories(folder / "d/tool");
    const auto in = [&](const std::string& name) { return (folder / name).string(); };
    EXPECT_EQ(findProgram("tool", in("a") + "::" + in("b") + ":" + in("c")), second);
    EXPECT_EQ(findProgram("tool", in("a") + ":" + in("d")), "");
    EXPECT_EQ(findProgram("tool", ""), "");
    EXPECT_EQ(findProgram("", in("b")), "");
    EXPECT_EQ(findProgram(second, ""), second);
    EXPECT_EQ(findProgram(in("a/tool"), in("b")), "");
}

TEST_F(Process, KnowsWhetherOthersMayReadAFile)
{
    const auto path = folder / "secret";
    std::ofstream(path) << "x";
    namespace fs = std::filesystem;
    fs::permissions(path, fs::perms::owner_read);
    EXPECT_FALSE(readableByOthers(path.string()));
    fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
    EXPECT_TRUE(readableByOthers(path.string()));
    EXPECT_FALSE(readableByOthers((folder / "missing").string()));
}

} // namespace

} // namespace orrery::platform
