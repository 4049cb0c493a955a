// What the wizard "Add my clusters" knows without a window: where kubeconfigs lie, what is in them, which names are
// proposed, and the two texts beside each other.

#include "ui/kubeconfigs/import_plan.h"
#include "ui/kubeconfigs/usual_places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace orrery;
using namespace orrery::ui;
using kubeconfig::EntryKind;
using kubeconfig::MergeVerb;
namespace fs = std::filesystem;

namespace {

/// A kubeconfig as Juju writes it: every one says the same names.
std::string juju(const std::string& server, const std::string& token)
{
    return "apiVersion: v1\nkind: Config\nclusters:\n- name: juju-cluster\n  cluster: {server: \"" + server
         + "\"}\nusers:\n- name: ubuntu\n  user: {token: " + token
         + "}\ncontexts:\n- name: juju-context\n  context: {cluster: juju-cluster, user: ubuntu}\n"
           "current-context: juju-context\n";
}

class KubeconfigsTest : public testing::Test {
protected:
    KubeconfigsTest() : folder(fs::temp_directory_path() / ("orrery-kubeconfigs-" + std::to_string(::getpid())))
    {
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    ~KubeconfigsTest() override { fs::remove_all(folder); }

    std::string write(const std::string& name, const std::string& text) const
    {
        const auto path = folder / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }
    ImportFilePtr file(const std::string& name, const std::string& text) const
    {
        return std::make_shared<const ImportFile>(readImportFile(write(name, text)));
    }
    ImportWish threeClouds() const
    {
        ImportWish wish;
        wish.target = (folder / "target").string();
        wish.files = {file("aws.yaml", juju("https://192.0.2.1", "one")),
                      file("azure.yaml", juju("https://192.0.2.2", "two")),
                      file("gke.yaml", juju("https://192.0.2.3", "three"))};
        return wish;
    }

    fs::path folder;
};

std::vector<std::string> names(const ImportOutcome& outcome)
{
    std::vector<std::string> all;
    for (const auto& context : outcome.contexts)
        all.push_back(context.as);
    return all;
}

} // namespace

TEST_F(KubeconfigsTest, TheUsualPlacesAreThoseOfTheUserThenOfTheMachineEachOnce)
{
    write("home/.kube/config", "a");
    write("home/.kube/kind-config-dev", "b");
    write("home/.kube/config.orrery-backup", "c");
    write("home/.kube/config.lock", "c");
    write("home/.kube/cache/discovery", "d");
    write("elsewhere", "e");
    write("etc/rancher/k3s/k3s.yaml", "f");
    const auto at = [this](const char* path) { return (folder / path).string(); };
    const auto found = usualPlaces({at("home"), at("elsewhere") + ":" + at("home/.kube/config") + ":", at("")});
    std::vector<std::string> seen;
    for (const auto& place : found)
        seen.push_back(fs::path(place.path).lexically_relative(folder).string() + " " + place.tool);
    EXPECT_EQ(seen, (std::vector<std::string>{"elsewhere ", "home/.kube/config ", "home/.kube/kind-config-dev kind",
                                              "etc/rancher/k3s/k3s.yaml k3s"}));
}

TEST(PlaceGuess, ComesFromTheAddressTheNameOrTheProgramInThisOrder)
{
    struct Case {
        std::string host, name, program, provider, region;
        PlaceGuess::Sign sign;
    };
    for (const auto& it : std::vector<Case>{
             {"AB.gr7.us-west-2.eks.amazonaws.com", "gke_p_us-east1-b_c", "", "aws", "us-west-2",
              PlaceGuess::Sign::Server},
             {"10.0.0.1", "arn:aws:eks:eu-west-1:123456789012:cluster/shop", "", "aws", "eu-west-1",
              PlaceGuess::Sign::Name},
             {"10.0.0.1", "gke_shop_us-east1-b_main", "", "gcp", "us-east1", PlaceGuess::Sign::Name},
             {"10.0.0.1", "main", "/usr/bin/kubelogin", "azure", "", PlaceGuess::Sign::Program},
             {"10.0.0.1", "main", "/usr/bin/true", "", "", PlaceGuess::Sign::None},
         }) {
        const auto guess = guessPlace(it.host, {it.name}, it.program);
        EXPECT_EQ(guess.provider, it.provider) << it.name;
        EXPECT_EQ(guess.region, it.region) << it.name;
        EXPECT_EQ(guess.sign, it.sign) << it.name;
    }
}

TEST_F(KubeconfigsTest, AFileTellsOfItsContextsAndOfWhatIsWrong)
{
    const auto sound =
        file("config", "apiVersion: v1\nkind: Config\nclusters:\n"
                       "- name: c\n  cluster: {server: 'https://192.0.2.7', insecure-skip-tls-verify: true}\n"
                       "users:\n- name: u\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1, "
                       "command: aws, interactiveMode: Never}}\n"
                       "contexts:\n- name: x\n  context: {cluster: c, user: u}\n"
                       "- name: lost\n  context: {cluster: none, user: u}\n");
    ASSERT_EQ(sound->contexts.size(), 2U);
    EXPECT_TRUE(sound->contexts[0].insecure);
    EXPECT_EQ(sound->contexts[0].credential, engine::CredentialKind::Program);
    EXPECT_EQ(sound->contexts[0].place.provider, "aws");
    EXPECT_EQ(sound->contexts[0].server, "192.0.2.7:443");
    EXPECT_FALSE(sound->contexts[1].problem.empty());

    EXPECT_EQ(file("broken", "kind: [Config")->state, ImportFile::State::Broken);
    EXPECT_EQ(file("empty", "kind: Config\napiVersion: v1\n")->state, ImportFile::State::Empty);
    EXPECT_EQ(readImportFile((folder / "nowhere").string()).state, ImportFile::State::Unreadable);
}

TEST_F(KubeconfigsTest, FilesThatSayTheSameAreNamedAfterThemselves)
{
    const auto wish = threeClouds();
    const auto outcome = planImport(wish);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(names(*outcome), (std::vector<std::string>{"aws", "azure", "gke"}));
    ASSERT_EQ(outcome->clashes.size(), 3U);
    EXPECT_EQ(outcome->clashes[0].kind, EntryKind::Context) << "the name that people type comes first";
    EXPECT_EQ(outcome->clashes[0].name, "juju-context");
    EXPECT_EQ(outcome->clashes[0].claims.size(), 3U);
    EXPECT_FALSE(outcome->clashes[0].inTarget);
    EXPECT_EQ(outcome->arriving(), 3);
    EXPECT_EQ(outcome->command, "orreryctl config merge --into " + wish.target + " \\\n  aws=" + wish.files[0]->path
                                    + " \\\n  azure=" + wish.files[1]->path + " \\\n  gke=" + wish.files[2]->path);
}

TEST_F(KubeconfigsTest, WhatTheUserTypesNamesAllThreeEntriesOfAFileWithOneContext)
{
    auto wish = threeClouds();
    wish.names[{wish.files[1]->path, "juju-cluster"}] = "west europe";
    const auto outcome = planImport(wish);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(names(*outcome), (std::vector<std::string>{"aws", "west europe", "gke"}));
    EXPECT_NE(outcome->command.find("'west europe=" + wish.files[1]->path + "'"), std::string::npos)
        << outcome->command;
}

TEST_F(KubeconfigsTest, AFileAloneKeepsItsNamesAndOneThatIsThereChangesNothing)
{
    auto wish = threeClouds();
    wish.files.resize(1);
    const auto alone = planImport(wish);
    ASSERT_TRUE(alone) << alone.error().text();
    EXPECT_EQ(names(*alone), (std::vector<std::string>{"juju-context"}));
    EXPECT_TRUE(alone->clashes.empty());
    write("target", wish.files[0]->bytes);
    const auto again = planImport(wish);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_FALSE(again->plan.changed());
    EXPECT_EQ(again->count(MergeVerb::Same), 1);
}

TEST_F(KubeconfigsTest, ANameThatTheTargetHoldsIsAClashWithIt)
{
    auto wish = threeClouds();
    wish.files.resize(1);
    write("target", juju("https://192.0.2.9", "nine"));
    const auto outcome = planImport(wish);
    ASSERT_TRUE(outcome) << outcome.error().text();
    ASSERT_EQ(outcome->clashes.size(), 3U);
    EXPECT_TRUE(outcome->clashes[0].inTarget);
    EXPECT_EQ(names(*outcome), (std::vector<std::string>{"aws"}));
}

TEST_F(KubeconfigsTest, SingleContextsOfAFileWithSeveralAreRenamedOneByOne)
{
    ImportWish wish;
    wish.target = (folder / "target").string();
    wish.files = {file("two.yaml",
                       "apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: {server: 'https://a'}\n"
                       "users: []\ncontexts:\n- name: x\n  context: {cluster: c, user: ''}\n"
                       "- name: y\n  context: {cluster: c, user: '', namespace: n}\n")};
    wish.names[{wish.files[0]->path, "y"}] = "why";
    const auto outcome = planImport(wish);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(names(*outcome), (std::vector<std::string>{"x", "why"}));
    EXPECT_NE(outcome->command.find("--rename " + wish.files[0]->path + ":y=why"), std::string::npos);
}

TEST_F(KubeconfigsTest, TheDifferenceShowsSecretsOnlyWhenAsked)
{
    auto wish = threeClouds();
    const auto shows = [&] {
        const auto outcome = planImport(wish);
        return std::any_of(outcome->difference.begin(), outcome->difference.end(),
                           [](const auto& row) { return row.right.find("three") != std::string::npos; });
    };
    EXPECT_FALSE(shows());
    wish.reveal = true;
    EXPECT_TRUE(shows());
}

TEST(SideBySide, PutsWhatIsRemovedBesideWhatIsAdded)
{
    const auto rows = sideBySide(kubeconfig::diffLines("a\nold\nb\n", "a\nnew\nmore\nb\n"));
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[1].left, "old");
    EXPECT_EQ(rows[1].right, "new");
    EXPECT_TRUE(rows[1].removed && rows[1].added);
    EXPECT_EQ(rows[2].before, 0);
    EXPECT_EQ(rows[2].right, "more");
    EXPECT_FALSE(rows[2].removed);
    EXPECT_EQ(rows[3].before, 3);
    EXPECT_EQ(rows[3].after, 4);
}

TEST(SideBySide, FoldsWhatStaysUntilItIsOpened)
{
    std::string before;
    for (int line = 1; line <= 20; ++line)
        before += "line " + std::to_string(line) + "\n";
    FoldedDiff diff(sideBySide(kubeconfig::diffLines(before, before + "end\n")));
    EXPECT_EQ(diff.added(), 1);
    ASSERT_EQ(diff.lines().size(), 5U) << "the first, the fold, two before the change, the change";
    EXPECT_EQ(diff.lines()[1].hidden, 17U);
    EXPECT_EQ(diff.rows()[diff.lines()[2].row].left, "line 19");
    diff.unfold(1);
    EXPECT_EQ(diff.lines().size(), 21U);
    diff.unfold(1);
    EXPECT_EQ(diff.lines().size(), 21U);
}
