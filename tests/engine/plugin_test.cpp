#include "base/bytes.h"
#include "base/platform/process.h"
#include "engine/connector.h"
#include "engine/expiry.h"
#include "kubeconfig/encoding.h"
#include "support/https_server.h"
#include "support/manual_clock.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <stdlib.h>

namespace orrery::engine {

namespace {

using namespace std::chrono_literals;

/// Real programs (shell scripts) give credentials for a server that tells what arrives.
class Plugin : public testing::Test {
protected:
    Plugin()
    {
        auto name = (std::filesystem::temp_directory_path() / "plugin-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        LoginPath::Options options; // no shell is asked, and nothing of this machine is found
        options.extraFolders = {folder.string()};
        settings.path = std::make_shared<LoginPath>(options);
        settings.trust = std::make_shared<PluginTrust>((folder / "state/trusted.json").string(), clock);
    }
    ~Plugin() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    /// A program in the kubeconfig's folder, which also counts its runs.
    void program(const std::string& name, const std::string& script) const
    {
        const auto path = folder / name;
        std::ofstream(path) << "#!/bin/sh\necho run >> " << (folder / "runs").string() << "\n" << script << "\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    }
    static std::string credential(const std::string& status, const std::string& version = "v1")
    {
        return "cat <<'END'\n{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/" + version
             + "\",\"status\":" + status + "}\nEND";
    }
    [[nodiscard]] int runs() const
    {
        std::ifstream stream(folder / "runs");
        int count = 0;
        for (std::string line; std::getline(stream, line);)
            ++count;
        return count;
    }
    /// A kubeconfig whose context `x` has this exec entry (in flow style, without version).
    void configure(const std::string& exec, const std::string& version = "v1", const std::string& cluster = {})
    {
        const auto* mode = exec.find("interactiveMode") == std::string::npos ? ", interactiveMode: IfAvailable" : "";
        std::ofstream(folder / "config") << "clusters: [{name: c, cluster: {server: '" << server.url()
                                         << "', certificate-authority-data: " << encodeBase64(authority.pem())
                                         << cluster << "}}]\n"
                                         << "users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/"
                                         << version << mode << ", " << exec << "}}}]\n"
                                         << "contexts: [{name: x, context: {cluster: c, user: u}}]\n";
        connector = kubeconfigConnector((folder / "config").string(), clock, settings).value();
    }
    Result<http::HttpResponse> call()
    {
        const auto access = connector->access("x");
        if (!access)
            return failure(access.error());
        http::HttpRequest request;
        request.target = "/version";
        return access->session->call(request);
    }
    /// What the server was told, or the error's code.
    std::string answer()
    {
        const auto answered = call();
        return answered ? answered->body : answered.error().code;
    }
    std::string message()
    {
        const auto answered = call();
        return answered ? std::string() : answered.error().text();
    }
    void allow() const
    {
        const auto open = settings.trust->pending();
        ASSERT_EQ(open.size(), 1u);
        ASSERT_TRUE(settings.trust->answer(open.front().id, PluginAnswer::Always));
    }

    test::ManualClock clock{};
    std::filesystem::path folder{};
    test::Authority authority{"authority"};
    std::string refused{}; ///< an Authorization that the server does not take
    test::HttpsServer server{authority.issueServer(),
                             [this](const test::SeenRequest& seen, test::ServedConnection& connection) {
                                 const auto said = std::string(http::find(seen.headers, "Authorization").value_or(""));
                                 connection.answer(!refused.empty() && said == refused ? 401 : 200,
                                                   said + "/" + seen.clientName);
                             },
                             authority.pem()};
    PluginSettings settings{};
    std::shared_ptr<Connector> connector{};
};

TEST_F(Plugin, NothingIsRunBeforeItIsAllowedAndTheDecisionIsKept)
{
    program("ring-login", credential(R"({"token":"t1"})"));
    configure("command: ring-login, args: [--for, 'a b'], env: [{name: KEY, value: hushhush}]");
    EXPECT_EQ(connector->contexts().at(0).problem, "");
    EXPECT_EQ(answer(), "exec.untrusted");
    EXPECT_NE(message().find("orreryctl config trust x"), std::string::npos);
    EXPECT_EQ(runs(), 0);
    const auto question = settings.trust->pending().at(0);
    EXPECT_EQ(question.commandLine(), "ring-login --for 'a b'");
    EXPECT_EQ(question.file, (folder / "config").string());
    EXPECT_EQ(question.user, "u");
    EXPECT_EQ(question.program, (folder / "ring-login").string());
    EXPECT_EQ(question.variables, std::vector<std::string>{"KEY"});
    allow();
    EXPECT_EQ(answer(), "Bearer t1/");
    const auto kept = folder / "state/trusted.json";
    EXPECT_FALSE(platform::readableByOthers(kept.string()));
    std::ifstream stream(kept);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}).find("hushhush"), std::string::npos);

    settings.trust = std::make_shared<PluginTrust>(kept.string(), clock); // the next program
    configure("command: ring-login, args: [--for, 'a b'], env: [{name: KEY, value: hushhush}]");
    EXPECT_EQ(answer(), "Bearer t1/");
    configure("command: ring-login, args: [--for, 'a b'], env: [{name: KEY, value: other}]");
    EXPECT_EQ(answer(), "exec.untrusted") << "another environment is another program";
    EXPECT_TRUE(settings.trust->pending().at(0).changed);
}

TEST_F(Plugin, ARefusalIsKeptToo)
{
    program("ring-login", credential(R"({"token":"t1"})"));
    configure("command: ring-login");
    EXPECT_EQ(answer(), "exec.untrusted");
    ASSERT_TRUE(settings.trust->answer(settings.trust->pending().at(0).id, PluginAnswer::Never));
    EXPECT_EQ(answer(), "exec.refused");
    EXPECT_TRUE(settings.trust->pending().empty());
    EXPECT_EQ(runs(), 0);
}

TEST_F(Plugin, SomebodyToAskIsAskedOnce)
{
    program("ring-login", credential(R"({"token":"t1"})"));
    int asked = 0;
    settings.trust->askWith([&](const PluginQuestion&) -> Result<PluginAnswer> {
        ++asked;
        return PluginAnswer::ThisTime;
    });
    configure("command: ring-login");
    EXPECT_EQ(answer(), "Bearer t1/");
    EXPECT_EQ(answer(), "Bearer t1/");
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "state/trusted.json"));
}

class AllowedPlugin : public Plugin {
protected:
    AllowedPlugin()
    {
        settings.trust->askWith([](const PluginQuestion&) -> Result<PluginAnswer> { return PluginAnswer::ThisTime; });
    }
};

TEST_F(AllowedPlugin, ACredentialIsUsedUntilAMinuteBeforeItEnds)
{
    program("ring-login",
            credential(R"({"token":"t1","expirationTimestamp":"2026-01-02T03:14:05Z"})")); // in ten minutes
    configure("command: ring-login");
    EXPECT_EQ(answer(), "Bearer t1/");
    clock.advance(8min + 59s);
    EXPECT_EQ(answer(), "Bearer t1/");
    EXPECT_EQ(runs(), 1);
    clock.advance(2s);
    EXPECT_EQ(answer(), "Bearer t1/");
    EXPECT_EQ(runs(), 2);
}

TEST_F(AllowedPlugin, ARefusedCredentialIsAskedForAnewOnce)
{
    program("ring-login", R"(n=$(wc -l < )" + (folder / "runs").string()
                              + R"(); echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1",)"
                                R"("status":{"token":"t'$((n + 0))'"}}')");
    configure("command: ring-login");
    EXPECT_EQ(answer(), "Bearer t1/");
    refused = "Bearer t1";
    EXPECT_EQ(answer(), "Bearer t2/");
    EXPECT_EQ(runs(), 2);
    refused = "Bearer t2";
    EXPECT_EQ(call().error().kind, ErrorKind::Unauthorized) << "the fresh one is no better: not asked again at once";
    EXPECT_EQ(runs(), 2);
}

TEST_F(AllowedPlugin, GivesAClientCertificate)
{
    const auto client = authority.issue({.commonName = "ada"});
    const auto lines = [](std::string pem) {
        for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
            pem.replace(at, 1, "\\n");
        return pem;
    };
    program("ring-login", credential(R"({"clientCertificateData":")" + lines(client.certificatePem)
                                     + R"(","clientKeyData":")" + lines(client.keyPem) + R"("})"));
    configure("command: ring-login");
    EXPECT_EQ(answer(), "/ada");
}

TEST_F(AllowedPlugin, IsToldWhatItNeedsToKnow)
{
    program("ring-login", "printf %s \"$KUBERNETES_EXEC_INFO\" > " + (folder / "told").string()
                              + "\nprintf '%s ' \"$KEY\" \"$@\" >> " + (folder / "told").string() + "\n"
                              + credential(R"({"token":"t"})", "v1beta1"));
    configure("command: ./ring-login, args: [a], provideClusterInfo: true, env: [{name: KEY, value: v}]", "v1beta1",
              ", extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: b, n: 0x10, s: '7'}}]");
    EXPECT_EQ(answer(), "Bearer t/");
    std::ifstream stream(folder / "told");
    const std::string told(std::istreambuf_iterator<char>(stream), {});
    EXPECT_EQ(told,
              R"({"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","spec":{"cluster":{)"
              R"("certificate-authority-data":")"
                  + encodeBase64(authority.pem()) + R"(","config":{"audience":"b","n":16,"s":"7"},"server":")"
                  + server.url() + R"("},"interactive":false}}v a )");
}

TEST_F(AllowedPlugin, FailuresSayWhyWithoutWhatWasPrinted)
{
    struct Case {
        std::string script, code, word;
    };
    for (const auto& [script, code, word] : std::vector<Case>{
             {"echo hushhush; echo 'log in first, hushhush' >&2; exit 3", "exec.failed", "exit code 3: log in first"},
             {"echo hushhush", "exec.answer", "no JSON"},
             {"true", "exec.answer", "empty"},
             {credential(R"({"token":"hushhush"})", "v1beta1"), "exec.answer", "another apiVersion"},
             {credential(R"({"clientKeyData":"hushhush"})"), "exec.answer", "without its key"},
             {credential("{}"), "exec.answer", "neither"},
             {credential(R"({"token":"hushhush","expirationTimestamp":"soon"})"), "exec.answer", "no time"},
         }) {
        program("ring-login", script);
        configure("command: ring-login, env: [{name: KEY, value: hushhush}]");
        EXPECT_EQ(answer(), code) << script;
        EXPECT_NE(message().find(word), std::string::npos) << message();
        EXPECT_EQ(message().find("hushhush"), std::string::npos) << message();
    }
}

TEST_F(AllowedPlugin, AFailureIsNotTriedAgainAtOnce)
{
    program("ring-login", "exit 1");
    configure("command: ring-login");
    EXPECT_EQ(answer(), "exec.failed");
    EXPECT_EQ(answer(), "exec.failed");
    EXPECT_EQ(runs(), 1);
    clock.advance(1s);
    EXPECT_EQ(answer(), "exec.failed");
    EXPECT_EQ(runs(), 2);
}

TEST_F(AllowedPlugin, OneThatIsMissingSaysHowToGetIt)
{
    configure("command: no-such-login, installHint: get it at example.org");
    EXPECT_EQ(answer(), "exec.not-found");
    EXPECT_NE(message().find("get it at example.org"), std::string::npos) << message();
}

TEST_F(AllowedPlugin, OneThatHangsIsEnded)
{
    settings.timeout = 100ms;
    program("ring-login", "sleep 1000");
    configure("command: ring-login");
    EXPECT_EQ(answer(), "exec.timeout");
}

TEST_F(AllowedPlugin, OneThatInsistsOnATerminalIsNotRunWithout)
{
    program("ring-login", credential(R"({"token":"t"})"));
    configure("command: ring-login, interactiveMode: Always");
    EXPECT_EQ(answer(), "exec.terminal");
    EXPECT_EQ(runs(), 0);
}

TEST(LoginShell, TellsItsPathWhateverElseItPrints)
{
    auto name = (std::filesystem::temp_directory_path() / "shell-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(name.data());
    const auto shell = folder / "zsh";
    std::ofstream(shell) << "#!/bin/sh\necho PATH=/banner\nPATH=/from/shell:$PATH\n[ \"$1\" = -ilc ] && eval \"$2\"\n"
                            "echo bye\n";
    std::filesystem::permissions(shell, std::filesystem::perms::owner_all);
    EXPECT_TRUE(askLoginShell(shell.string(), 8s).starts_with("/from/shell:"));
    std::ofstream(shell) << "#!/bin/sh\nsleep 1000\n";
    EXPECT_EQ(askLoginShell(shell.string(), 100ms), "");
    EXPECT_EQ(askLoginShell("/usr/sbin/nologin", 8s), "");
    std::filesystem::remove_all(folder);
}

TEST(Expiry, OfTokensAndCertificates)
{
    EXPECT_EQ(rfc3339(*tokenExpiry(Secret("e30.eyJleHAiOjE3NjczMjMwNDV9.x"))), "2026-01-02T03:04:05Z");
    EXPECT_FALSE(tokenExpiry(Secret("opaque")));
    EXPECT_FALSE(tokenExpiry(Secret("a.b.c")));
    test::Authority authority("a");
    const auto ends = certificateExpiry(authority.issue({.commonName = "x", .validForDays = 3}).certificatePem);
    ASSERT_TRUE(ends);
    const auto left = *ends - Clock::system().wall();
    EXPECT_GT(left, 71h);
    EXPECT_LE(left, 72h);
    EXPECT_FALSE(certificateExpiry("rubbish"));
}

} // namespace

} // namespace orrery::engine
