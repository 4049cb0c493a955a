#include "base/bytes.h"
#include "engine/doctor.h"
#include "kubeconfig/encoding.h"
#include "sim/fleet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <cstdlib>

namespace orrery::engine {

namespace {

using namespace std::chrono_literals;

/// A token that says when it ends, and nothing that anybody would check.
std::string tokenEnding(std::chrono::seconds fromNow)
{
    const auto end = std::chrono::system_clock::to_time_t(Clock::system().wall() + fromNow);
    auto payload = encodeBase64("{\"exp\":" + std::to_string(end) + "}");
    std::erase(payload, '=');
    std::replace(payload.begin(), payload.end(), '+', '-');
    std::replace(payload.begin(), payload.end(), '/', '_');
    return "e30." + payload + ".c2ln";
}

class Doctor : public testing::Test {
protected:
    Doctor()
    {
        auto name = (std::filesystem::temp_directory_path() / "doctor-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        LoginPath::Options options; // no shell is asked
        options.extraFolders = {folder.string()};
        plugins.path = std::make_shared<LoginPath>(options);
        plugins.trust = std::make_shared<PluginTrust>((folder / "trusted.json").string());
    }
    ~Doctor() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    std::string write(const std::string& name, const std::string& bytes, bool executable = false) const
    {
        const auto path = folder / name;
        std::ofstream(path, std::ios::binary) << bytes;
        using std::filesystem::perms;
        std::filesystem::permissions(path, executable ? perms::owner_all : perms::owner_read | perms::owner_write);
        return path.string();
    }
    /// One context `c` with this user, and more of its cluster.
    static std::string config(const std::string& user, const std::string& cluster = {})
    {
        return "clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'" + cluster
             + "}}]\nusers: [{name: u, user: {" + user + "}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n";
    }
    [[nodiscard]] DoctorReport look(const std::string& pathList) const
    {
        return examine(kubeconfig::Kubeconfig::load(pathList).value(), plugins, Clock::system());
    }
    static std::vector<std::string> codes(const std::vector<Finding>& findings)
    {
        std::vector<std::string> all;
        for (const auto& finding : findings)
            all.push_back(finding.code);
        return all;
    }
    using Codes = std::vector<std::string>;

    std::filesystem::path folder{};
    PluginSettings plugins{};
};

TEST_F(Doctor, FindsNothingWhereNothingIsWrong)
{
    const auto report = look(write("config", config("token: " + tokenEnding(24h * 30))));
    EXPECT_TRUE(report.well());
    EXPECT_TRUE(report.files.empty());
    ASSERT_EQ(report.contexts.size(), 1u);
    EXPECT_TRUE(report.contexts[0].findings.empty());
    EXPECT_TRUE(report.contexts[0].mayContact);
    EXPECT_EQ(report.contexts[0].credential, CredentialKind::Token);
    EXPECT_TRUE(report.contexts[0].expires);
}

TEST_F(Doctor, SeesWhatHasEndedAndWhatWillSoon)
{
    const auto ended = look(write("ended", config("token: " + tokenEnding(-1h))));
    EXPECT_EQ(codes(ended.contexts[0].findings), Codes{"credential.expired"});
    EXPECT_FALSE(ended.well());
    const auto soon = look(write("soon", config("token: " + tokenEnding(48h))));
    EXPECT_EQ(codes(soon.contexts[0].findings), Codes{"credential.expires-soon"});
    EXPECT_TRUE(soon.well());
}

TEST_F(Doctor, SeesContextsThatCannotBeUsedOrAreUnsafe)
{
    const auto dangling =
        look(write("dangling", "contexts: [{name: c, context: {cluster: gone}}]\ncurrent-context: x\n"));
    EXPECT_EQ(codes(dangling.contexts[0].findings), Codes{"context.unusable"});
    EXPECT_FALSE(dangling.contexts[0].mayContact);
    EXPECT_EQ(codes(dangling.files), Codes{"file.current-context"});
    const auto insecure = look(write("insecure", config("token: t", ", insecure-skip-tls-verify: true")));
    EXPECT_EQ(codes(insecure.contexts[0].findings), Codes{"tls.insecure"});
}

TEST_F(Doctor, SeesProgramsThatAreMissingOrNotAllowed)
{
    const std::string exec = "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ";
    const auto missing = look(write("missing", config(exec + "nowhere, installHint: get it}")));
    EXPECT_EQ(codes(missing.contexts[0].findings), Codes{"program.missing"});
    EXPECT_NE(missing.contexts[0].findings[0].message.find("get it"), std::string::npos);
    const auto ran = folder / "ran";
    write("give", "#!/bin/sh\ntouch " + ran.string() + "\n", true);
    const auto undecided = look(write("undecided", config(exec + "give}")));
    EXPECT_EQ(codes(undecided.contexts[0].findings), Codes{"program.undecided"});
    EXPECT_FALSE(undecided.contexts[0].mayContact);
    EXPECT_FALSE(std::filesystem::exists(ran)) << "it was run";
}

TEST_F(Doctor, SaysWhatLeadsToTheConnectionWithoutTheProxysPassword)
{
    const std::string exec = "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ";
    const auto program = write("give", "#!/bin/sh\n", true);
    const auto path = write("c", config(exec + "give, args: [--now]}", ", proxy-url: 'socks5://me:hush@127.0.0.1:9'"));
    const auto context = look(path).contexts.at(0);
    EXPECT_EQ(context.proxy, "socks5://127.0.0.1:9");
    EXPECT_EQ(context.proxyFrom, "proxy-url");
    ASSERT_TRUE(context.program);
    EXPECT_EQ(context.program->commandLine(), "give --now");
    EXPECT_EQ(context.program->program, program);
    EXPECT_FALSE(context.program->searchPath.empty());
}

TEST_F(Doctor, DiagnosesTheWantedContextAndNamesFilesThatAreNotThere)
{
    const auto path = write("c", config("token: t"));
    const auto gone = (folder / "gone").string();
    const auto report = diagnose({path + ":" + gone, {"c"}}, plugins, Clock::system());
    ASSERT_TRUE(report);
    ASSERT_EQ(report->sources.size(), 2U);
    EXPECT_EQ(report->sources[0].contexts, 1U);
    EXPECT_EQ(report->sources[1].path, gone);
    EXPECT_FALSE(report->sources[1].there);
    EXPECT_FALSE(report->contexts.at(0).reachable) << "nobody asked for it";
    EXPECT_EQ(diagnose({path, {"d"}}, plugins, Clock::system()).error().code, "kubeconfig.no-such-context");
    // Port 1 of this machine: nobody listens.
    const auto asked = diagnose({path, {}, true, 2s}, plugins, Clock::system());
    EXPECT_EQ(codes(asked.value().contexts.at(0).findings), Codes{"server.unreachable"});
}

TEST_F(Doctor, SeesWhatIsWrongWithAndBetweenFiles)
{
    const auto first = write("first", config("token: same"));
    const auto second = write("second", config("token: same") + "current-context: c\n");
    std::filesystem::permissions(second, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    const auto unused = write("unused", "users: [{name: idle, user: {token: same}}]\n");
    const auto broken = write("broken", "clusters: {a: b}\n");
    const auto report = look(first + ":" + second + ":" + unused + ":" + broken);
    auto found = codes(report.files);
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found,
              (Codes{"context.hidden", "file.broken", "file.readable-by-others", "file.unused", "file.warning"}));
    EXPECT_FALSE(report.well());
}

TEST_F(Doctor, AsksServersAndSaysWhichDoNotAnswer)
{
    const auto fleet = std::make_shared<sim::Fleet>();
    for (const auto* name : {"up", "down"}) {
        sim::ClusterSpec spec;
        spec.name = name;
        fleet->add(spec);
    }
    fleet->setReachable("down", false);
    DoctorReport report;
    for (const auto* name : {"up", "down", "left-alone"}) {
        ContextHealth health;
        health.context = name;
        health.mayContact = std::string(name) != "left-alone";
        report.contexts.push_back(health);
    }
    contact(report, *fleetConnector(fleet, Clock::system()), 2s);
    EXPECT_TRUE(report.contexts[0].reachable);
    EXPECT_TRUE(report.contexts[0].well());
    EXPECT_FALSE(report.contexts[0].version.empty());
    EXPECT_EQ(codes(report.contexts[1].findings), Codes{"server.unreachable"});
    EXPECT_FALSE(report.contexts[2].reachable);
    EXPECT_TRUE(report.contexts[2].findings.empty());
}

} // namespace

} // namespace orrery::engine
