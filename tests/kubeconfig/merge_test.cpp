#include "kubeconfig/merge.h"

#include "folder.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/merge_store.h"

#include <algorithm>
#include <map>
#include <vector>

#include <sys/stat.h>

namespace orrery::kubeconfig {

namespace {

/// A file as Juju leaves it: every one says the same names.
std::string juju(const std::string& host, const std::string& token, const std::string& ns = {})
{
    return "apiVersion: v1\nclusters:\n- cluster:\n    server: https://" + host
         + ":443\n  name: juju-cluster\ncontexts:\n- context:\n    cluster: juju-cluster\n    user: ubuntu\n"
         + (ns.empty() ? "" : "    namespace: " + ns + "\n")
         + "  name: juju-context\ncurrent-context: juju-context\nkind: Config\nusers:\n- name: ubuntu\n  user:\n"
           "    token: "
         + token + "\n";
}

class Merging : public Folder {
protected:
    static MergeSource source(const std::string& path, const std::string& bytes, const std::string& name = {})
    {
        return {path, bytes, name};
    }
    /// "context juju-context: rename aws"
    static std::vector<std::string> told(const MergePlan& plan)
    {
        std::vector<std::string> all;
        for (const auto& action : plan.actions)
            all.push_back(std::string(name(action.kind)) + " " + action.name + ": " + std::string(name(action.verb))
                          + (action.as.empty() ? "" : " " + action.as));
        return all;
    }
    static std::string tokenOf(const std::string& bytes, const std::string& context)
    {
        const auto config = Kubeconfig::of({parseConfigFile("f", bytes)});
        const auto access = config.resolve(context);
        return access ? access->token.reveal() : access.error().text();
    }
    static std::string serverOf(const std::string& bytes, const std::string& context)
    {
        const auto access = Kubeconfig::of({parseConfigFile("f", bytes)}).resolve(context);
        return access ? access->server : access.error().text();
    }
    [[nodiscard]] Result<void> mergeInto(const std::string& target, const std::vector<MergeSource>& sources,
                                         const MergeOptions& options = {}) const
    {
        const auto plan = planMergeInto(target, sources, options);
        if (!plan)
            return failure(plan.error());
        return writeMerge(*plan);
    }
};

using Told = std::vector<std::string>;

TEST_F(Merging, NamesTheOnlyContextOfEachFileWithItsClusterAndUser)
{
    const auto plan =
        planMerge("", nullptr, {source("a", juju("a", "ta"), "aws"), source("b", juju("b", "tb"), "azure")}, {});
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_EQ(told(*plan), (Told{"cluster juju-cluster: rename aws", "user ubuntu: rename aws",
                                 "context juju-context: rename aws", "cluster juju-cluster: rename azure",
                                 "user ubuntu: rename azure", "context juju-context: rename azure"}));
    EXPECT_EQ(tokenOf(plan->after, "aws") + tokenOf(plan->after, "azure"), "tatb");
    EXPECT_EQ(parseConfigFile("", plan->after).currentContext, "aws");
}

TEST_F(Merging, RenamesOnlyWhatClashesAndRewritesTheReferences)
{
    const auto target = juju("a", "ta");
    const auto plan = planMerge("t", &target, {source("x/b.yaml", juju("b", "tb"))}, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan),
              (Told{"cluster juju-cluster: rename b", "user ubuntu: rename b", "context juju-context: rename b"}));
    EXPECT_EQ(tokenOf(plan->after, "juju-context") + tokenOf(plan->after, "b"), "tatb");
    EXPECT_EQ(serverOf(plan->after, "b"), "https://b:443");
    EXPECT_EQ(parseConfigFile("", plan->after).currentContext, "juju-context") << "changed without being asked";
}

TEST_F(Merging, ChangesNoByteTheSecondTime)
{
    const std::vector<MergeSource> sources{source("a.yaml", juju("a", "ta")), source("b.yaml", juju("b", "tb", "team")),
                                           source("c.yaml", juju("b", "tb"))};
    auto bytes = juju("z", "tz");
    const auto first = planMerge("t", &bytes, sources, {});
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->changed());
    const auto second = planMerge("t", &first->after, sources, {});
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->changed()) << second->after;
    EXPECT_EQ(told(*second).back(), "context juju-context: share c");
}

TEST_F(Merging, SharesWhatIsTheSameUnderAnotherName)
{
    auto other = juju("a", "tb");
    other.replace(other.find("juju-cluster"), 12, "elsewhere");
    other.replace(other.find("cluster: juju-cluster"), 21, "cluster: elsewhere");
    const auto target = juju("a", "ta");
    const auto plan = planMerge("t", &target, {source("b", other)}, {});
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_EQ(told(*plan), (Told{"cluster elsewhere: share juju-cluster", "user ubuntu: rename b",
                                 "context juju-context: rename b"}));
    EXPECT_EQ(serverOf(plan->after, "b") + tokenOf(plan->after, "b"), "https://a:443tb");
}

TEST_F(Merging, ComparesCertificatesByTheirBytesAndMovesRelativePaths)
{
    write("x/ca.pem", "certificate");
    const auto byPath = write("x/one", "clusters:\n- name: c\n  cluster: {server: 's', certificate-authority: ca.pem}\n"
                                       "contexts:\n- name: c\n  context: {cluster: c}\n");
    const std::string inlined = "clusters:\n- name: c\n  cluster:\n    server: s\n    certificate-authority-data: "
                                "Y2VydGlmaWNhdGU=\ncontexts:\n- name: c\n  context:\n    cluster: c\n";
    const auto same = planMerge(path("t"), &inlined, {source(byPath, read(byPath))}, {});
    ASSERT_TRUE(same);
    EXPECT_EQ(told(*same), (Told{"cluster c: same c", "context c: same c"}));
    EXPECT_FALSE(same->changed());

    const auto moved = planMerge(path("t"), nullptr, {source(byPath, read(byPath))}, {});
    EXPECT_EQ(parseConfigFile("", moved->after).clusters.front().authorityFile, "x/ca.pem");
    MergeOptions embed;
    embed.paths = PathStyle::Embed;
    const auto embedded = planMerge(path("t"), nullptr, {source(byPath, read(byPath))}, embed);
    EXPECT_EQ(parseConfigFile("", embedded->after).clusters.front().authorityBase64, "Y2VydGlmaWNhdGU=");
    std::filesystem::remove(path("x/ca.pem"));
    EXPECT_EQ(planMerge(path("t"), nullptr, {source(byPath, read(byPath))}, embed).error().code, "merge.file");
    const auto missing = planMerge(path("t"), nullptr, {source(byPath, read(byPath))}, {});
    ASSERT_EQ(missing->warnings.size(), 1u);
    EXPECT_NE(missing->warnings[0].find("x/ca.pem"), std::string::npos);
}

TEST_F(Merging, RelativeCommandsAndTokenFilesMoveAndTokenFilesAreNeverEmbedded)
{
    const std::string user =
        "users:\n- name: u\n  user:\n    tokenFile: t\n- name: v\n  user:\n    exec: {apiVersion: "
        "client.authentication.k8s.io/v1, command: ./get, interactiveMode: Never}\n"
        "- name: w\n  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, "
        "interactiveMode: Never}\n";
    write("x/t", "secret");
    MergeOptions embed;
    embed.paths = PathStyle::Embed;
    const auto plan = planMerge(path("t"), nullptr, {source(path("x/one"), user)}, embed);
    ASSERT_TRUE(plan);
    const auto users = parseConfigFile("", plan->after).users;
    EXPECT_EQ(users[0].tokenFile, "x/t");
    EXPECT_EQ(users[1].exec->command, "x/get");
    EXPECT_EQ(users[2].exec->command, "aws");
    EXPECT_EQ(plan->after.find("secret"), std::string::npos);
}

TEST_F(Merging, OnClashKeepReplaceAndFailDoWhatTheySay)
{
    const auto target = juju("a", "ta");
    MergeOptions options;
    options.onClash = OnClash::Keep;
    const auto kept = planMerge("t", &target, {source("b", juju("b", "tb"))}, options);
    EXPECT_FALSE(kept->changed());
    EXPECT_EQ(told(*kept),
              (Told{"cluster juju-cluster: keep", "user ubuntu: keep", "context juju-context: keep juju-context"}));
    options.onClash = OnClash::Replace;
    const auto replaced = planMerge("t", &target, {source("b", juju("b", "tb"))}, options);
    EXPECT_EQ(serverOf(replaced->after, "juju-context") + tokenOf(replaced->after, "juju-context"), "https://b:443tb");
    EXPECT_EQ(parseConfigFile("", replaced->after).clusters.size(), 1u);
    options.onClash = OnClash::Fail;
    const auto failed = planMerge("t", &target, {source("b", juju("b", "tb"))}, options);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "merge.clash");
    EXPECT_TRUE(planMerge("t", &target, {source("b", target)}, options));
}

TEST_F(Merging, ReplacingAContextLeavesTheClusterThatOthersUse)
{
    const auto target = juju("a", "ta") + "";
    auto shared = target;
    shared.insert(shared.find("current-context"),
                  "- context:\n    cluster: juju-cluster\n    user: ubuntu\n  name: other\n");
    MergeOptions options;
    options.onClash = OnClash::Replace;
    const auto plan = planMerge("t", &shared, {source("b", juju("b", "tb"))}, options);
    ASSERT_TRUE(plan);
    EXPECT_EQ(serverOf(plan->after, "other") + tokenOf(plan->after, "other"), "https://a:443ta");
    EXPECT_EQ(serverOf(plan->after, "juju-context") + tokenOf(plan->after, "juju-context"), "https://b:443tb");
}

TEST_F(Merging, LeavesOutContextsThatReachNothingAndSaysWhy)
{
    const auto plan =
        planMerge("", nullptr, {source("b", "contexts:\n- name: x\n  context: {cluster: gone, user: u}\n")}, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan), Told{"context x: broken"});
    EXPECT_EQ(plan->actions[0].reason, "its cluster gone is not in b");
}

TEST_F(Merging, RenamesAreSimultaneousAndCheckedAgainstEverything)
{
    const std::string two = "clusters:\n- {name: a, cluster: {server: 'https://a'}}\n- {name: b, cluster: {server: "
                            "'https://b'}}\ncontexts:\n- {name: a, context: {cluster: a}}\n- {name: b, context: "
                            "{cluster: b}}\n";
    MergeOptions options;
    options.renames = {{"f", "a", "b"}, {"f", "b", "a"}};
    const auto swapped = planMerge("", nullptr, {source("f.yaml", two)}, options);
    ASSERT_TRUE(swapped);
    EXPECT_EQ(serverOf(swapped->after, "a"), "https://b:443");
    EXPECT_EQ(serverOf(swapped->after, "b"), "https://a:443");

    options.renames = {{"f", "nothing", "x"}};
    EXPECT_EQ(planMerge("", nullptr, {source("f.yaml", two)}, options).error().code, "merge.rename");
    EXPECT_EQ(planMerge("", nullptr, {source("f", two, "name")}, {}).error().code, "merge.name");
    options = {};
    options.nameTemplate = "{stem}-{what}";
    EXPECT_EQ(planMerge("", nullptr, {source("f", two)}, options).error().code, "merge.template");
    options.nameTemplate = "{cluster}@{stem}";
    const auto target = two;
    auto other = two;
    other.replace(other.find("https://a"), 9, "https://z");
    const auto named = planMerge("t", &target, {source("f.yaml", other)}, options);
    EXPECT_EQ(told(*named),
              (Told{"cluster a: rename a@f", "cluster b: same b", "context a: rename a@f", "context b: same b"}));

    // What a later file or the target is called is never invented for somebody else.
    const auto first = juju("a", "ta"), second = juju("b", "tb");
    auto third = juju("c", "tc");
    third.replace(third.find("  name: juju-context"), 20, "  name: b");
    const auto plan = planMerge("t", &first, {source("b", second), source("c", third)}, {});
    EXPECT_EQ(tokenOf(plan->after, "b-2") + tokenOf(plan->after, "b"), "tbtc");
}

TEST_F(Merging, ANewerSourceUpdatesWhatCameFromItAndKeepsLocalAdditions)
{
    const auto target = write("config", juju("z", "tz"));
    ASSERT_TRUE(mergeInto(target, {source(path("aws"), juju("a", "old"), "aws")}));
    auto local = read(target);
    local.insert(local.find("    server: https://a"), "    proxy-url: http://local:1\n");
    local.insert(local.find("    cluster: aws"), "    namespace: mine\n");
    write("config", local);
    const auto plan = planMergeInto(target, {source(path("aws"), juju("a", "new"), "aws")}, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(told(*plan),
              (Told{"cluster juju-cluster: same aws", "user ubuntu: update aws", "context juju-context: same aws"}));
    EXPECT_EQ(tokenOf(plan->after, "aws"), "new");
    auto expected = local;
    expected.replace(expected.find("token: old"), 10, "token: new");
    EXPECT_EQ(plan->after, expected);
}

TEST_F(Merging, AnotherClusterInAFileOfTheSameNameIsNoUpdate)
{
    const auto target = path("config");
    ASSERT_TRUE(mergeInto(target, {source(path("download"), juju("a", "ta"))}));
    const auto plan = planMergeInto(target, {source(path("download"), juju("b", "tb"))}, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(serverOf(plan->after, "juju-context") + tokenOf(plan->after, "juju-context"), "https://a:443ta");
    EXPECT_EQ(serverOf(plan->after, "download") + tokenOf(plan->after, "download"), "https://b:443tb");
}

TEST_F(Merging, WritesABackupAndUndoGoesBackAndForth)
{
    const auto target = write("config", juju("z", "tz"));
    const auto before = read(target);
    ASSERT_TRUE(mergeInto(target, {source("a", juju("a", "ta"), "aws")}));
    const auto after = read(target);
    EXPECT_EQ(read(backupPath(target)), before);
    struct stat status { };
    ASSERT_EQ(::stat(backupPath(target).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
    EXPECT_TRUE(canUndo(target));
    ASSERT_TRUE(undoLastChange(target));
    EXPECT_EQ(read(target), before);
    ASSERT_TRUE(undoLastChange(target));
    EXPECT_EQ(read(target), after);
    write("config", after + "# mine\n");
    EXPECT_FALSE(canUndo(target));
    EXPECT_EQ(undoLastChange(target).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(read(target), after + "# mine\n");
    EXPECT_TRUE(undoLastChange(target, true));
    EXPECT_EQ(read(target), before);
    EXPECT_EQ(undoLastChange(path("other")).error().code, "kubeconfig.no-backup");
}

TEST_F(Merging, APlanFromBeforeSomebodyElsesChangeIsNotWritten)
{
    const auto target = write("config", juju("z", "tz"));
    const auto plan = planMergeInto(target, {source("a", juju("a", "ta"), "aws")}, {});
    write("config", juju("y", "ty"));
    const auto written = writeMerge(*plan);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(read(target), juju("y", "ty"));
    const auto fresh = planMergeInto(path("new/config"), {source("a", juju("a", "ta"))}, {});
    write("new/config", "theirs");
    EXPECT_EQ(writeMerge(*fresh).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(read(path("new/config")), "theirs");
}

TEST_F(Merging, MakesANewFileWhereALinkLeadsAndLeavesTheLink)
{
    std::filesystem::create_directory(path("real"));
    std::filesystem::create_symlink("real/config", path("link"));
    ASSERT_TRUE(mergeInto(path("link"), {source("a", juju("a", "ta"))}));
    EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
    EXPECT_EQ(tokenOf(read(path("real/config")), "juju-context"), "ta");
    struct stat status { };
    ASSERT_EQ(::stat(path("real/config").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
    ASSERT_TRUE(mergeInto(path("link"), {source("b", juju("b", "tb"))}));
    EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
    EXPECT_EQ(tokenOf(read(path("real/config")), "b"), "tb");
}

TEST_F(Merging, ABrokenFileIsNamedWithItsPlaceAndNothingIsWritten)
{
    const auto target = write("config", juju("z", "tz"));
    const auto broken = mergeInto(target, {source("bad", "clusters:\n- name: a\n  name: [\ntoken: hush\n")});
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, "kubeconfig.broken");
    EXPECT_EQ(broken.error().message.substr(0, 4), "bad:");
    EXPECT_EQ(broken.error().text().find("hush"), std::string::npos);
    EXPECT_EQ(read(target), juju("z", "tz"));
    write("config", "clusters: {a: b}\n");
    EXPECT_FALSE(mergeInto(target, {source("a", juju("a", "ta"))}));
    EXPECT_EQ(read(target), "clusters: {a: b}\n");
}

} // namespace

} // namespace orrery::kubeconfig
