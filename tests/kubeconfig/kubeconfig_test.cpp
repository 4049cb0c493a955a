#include "kubeconfig/kubeconfig.h"

#include "folder.h"

#include <cstdlib>

namespace orrery::kubeconfig {

namespace {

class Loading : public Folder {
protected:
    static std::string with(const std::string& context, const std::string& server, const std::string& token)
    {
        return "clusters: [{name: c, cluster: {server: 'https://" + server
             + "'}}]\nusers: [{name: admin, user: {token: " + token + "}}]\ncontexts: [{name: " + context
             + ", context: {cluster: c, user: admin}}]\ncurrent-context: " + context + "\n";
    }
};

TEST_F(Loading, EarlierFilesWinButReferencesStayInTheirFile)
{
    const auto a = write("a", with("in-a", "a", "token-a"));
    const auto b = write("b", with("in-b", "b", "token-b"));
    const auto config = Kubeconfig::load(a + ":" + path("missing") + "::" + b + ":" + b).value();
    EXPECT_EQ(config.files().size(), 2u);
    EXPECT_EQ(config.currentContext(), "in-a");
    EXPECT_EQ(config.resolve().value().host, "a");
    const auto access = config.resolve("in-b").value();
    EXPECT_EQ(access.host, "b");
    EXPECT_EQ(access.token.reveal(), "token-b");
    EXPECT_EQ(access.file, b);
    ASSERT_EQ(config.problems().size(), 2u); // kubectl would use a's cluster and user
    EXPECT_NE(config.problems()[1].message.find("kubectl uses the user admin of " + a), std::string::npos)
        << config.problems()[1].message;
}

TEST_F(Loading, AReferenceMayPointIntoAnotherFile)
{
    const auto a = write("a", "contexts: [{name: x, context: {cluster: c, user: admin}}]\n");
    const auto b = write("b", with("other", "b", "t"));
    const auto config = Kubeconfig::load(a + ":" + b).value();
    EXPECT_EQ(config.resolve("x").value().host, "b");
    EXPECT_TRUE(config.problems().empty());
}

TEST_F(Loading, ABrokenFileDoesNotHideTheOthers)
{
    const auto bad = write("bad", "clusters: {\n");
    const auto good = write("good", with("x", "a", "t"));
    const auto config = Kubeconfig::load(bad + ":" + root.string() + ":" + good).value();
    EXPECT_EQ(config.contexts().size(), 1u);
    ASSERT_EQ(config.problems().size(), 2u);
    EXPECT_TRUE(config.problems()[0].text().starts_with(bad + ":2:1: ")) << config.problems()[0].text();
    EXPECT_NE(config.problems()[1].text().find("it is a folder"), std::string::npos);
    const auto alone = Kubeconfig::load(bad);
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().code, "kubeconfig.broken");
    EXPECT_TRUE(alone.error().message.starts_with(bad + ":2:1: ")) << alone.error().message;
}

TEST_F(Loading, AContextOfTheSameNameInALaterFileIsHiddenAndSaidSo)
{
    const auto a = write("a", with("x", "a", "t"));
    const auto b = write("b", with("x", "b", "t"));
    const auto config = Kubeconfig::load(a + ":" + b).value();
    EXPECT_EQ(config.contexts().size(), 1u);
    EXPECT_EQ(config.resolve("x").value().host, "a");
    ASSERT_EQ(config.problems().size(), 1u);
    EXPECT_EQ(config.problems()[0].text(), b + ": the context x is hidden by the one in " + a);
}

TEST_F(Loading, TheListComesFromTheEnvironmentUnlessGiven)
{
    const auto a = write("a", with("x", "a", "t"));
    const auto home = write(".kube/config", with("home", "h", "t"));
    const std::string oldHome = std::getenv("HOME") ? std::getenv("HOME") : "";
    setenv("HOME", root.c_str(), 1);
    setenv("KUBECONFIG", "", 1);
    EXPECT_EQ(Kubeconfig::load().value().currentContext(), "home");
    setenv("KUBECONFIG", a.c_str(), 1);
    EXPECT_EQ(Kubeconfig::load().value().currentContext(), "x");
    EXPECT_EQ(Kubeconfig::load(home).value().currentContext(), "home");
    setenv("KUBECONFIG", ":", 1);
    EXPECT_TRUE(Kubeconfig::load().value().files().empty());
    setenv("KUBECONFIG", path("missing").c_str(), 1);
    EXPECT_TRUE(Kubeconfig::load().value().contexts().empty());
    unsetenv("KUBECONFIG");
    setenv("HOME", oldHome.c_str(), 1);
}

TEST_F(Loading, AGivenFileMustExist)
{
    const auto missing = Kubeconfig::load(path("missing"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    EXPECT_NE(missing.error().message.find(path("missing")), std::string::npos);
}

TEST_F(Loading, DanglingNamesAreNamed)
{
    const auto file =
        write("f", "clusters: [{name: c, cluster: {server: 'https://a'}}]\n"
                   "contexts: [{name: x, context: {cluster: gone}}, {name: y, context: {cluster: c, user: "
                   "gone}}, {name: z, context: {cluster: c}}]\n");
    const auto config = Kubeconfig::load(file).value();
    EXPECT_EQ(config.resolve("x").error().code, "kubeconfig.no-such-cluster");
    EXPECT_EQ(config.resolve("y").error().code, "kubeconfig.no-such-user");
    EXPECT_TRUE(config.resolve("z"));
    EXPECT_EQ(config.resolve("w").error().code, "kubeconfig.no-such-context");
    EXPECT_EQ(config.resolve().error().code, "kubeconfig.no-current-context");
}

} // namespace

} // namespace orrery::kubeconfig
