// Add my clusters from files to a merged target and back; files that change while they are watched; programs that wait
// for leave.

#include "ui/kubeconfigs/file_watch.h"
#include "ui/kubeconfigs/import_model.h"
#include "ui/kubeconfigs/sources_model.h"
#include "ui/kubeconfigs/trust_model.h"
#include "ui/shell/app_model.h"
#include "ui/wizards/wizard_model.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace orrery;
using namespace orrery::ui;
namespace fs = std::filesystem;

namespace {

constexpr int patience = 30'000; // ms

template <class Condition>
bool wait(Condition condition)
{
    return QTest::qWaitFor(condition, patience);
}

std::string juju(const std::string& server, const std::string& token)
{
    return "apiVersion: v1\nkind: Config\nclusters:\n- name: juju-cluster\n  cluster: {server: \"" + server
         + "\"}\nusers:\n- name: ubuntu\n  user: {token: " + token
         + "}\ncontexts:\n- name: juju-context\n  context: {cluster: juju-cluster, user: ubuntu}\n";
}

QVariant of(const RowModel* rows, int row, const char* key)
{
    return rows->data(rows->index(row), Qt::UserRole).toMap()[QString::fromLatin1(key)];
}

class KubeconfigsModelTest : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(temporary.isValid());
        home = temporary.path().toStdString();
        importer.lookAround({home, {}, home + "/root"});
    }

    void write(const std::string& name, const std::string& text) const
    {
        const auto path = fs::path(home) / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    [[nodiscard]] std::string read(const std::string& name) const
    {
        std::ostringstream text;
        text << std::ifstream(fs::path(home) / name).rdbuf();
        return text.str();
    }
    [[nodiscard]] QString at(const char* name) const
    {
        return QString::fromStdString((fs::path(home) / name).string());
    }
    [[nodiscard]] bool settled() const
    {
        return wait([this] { return !importer.busy(); });
    }
    void beginWithTwoFiles()
    {
        write(".kube/aws.yaml", juju("https://192.0.2.1", "secret-one"));
        write(".kube/gke.yaml", juju("https://192.0.2.2", "secret-two"));
        importer.begin(at(".kube/config"));
        ASSERT_TRUE(settled());
        ASSERT_EQ(importer.files()->count(), 2);
        importer.choose(at(".kube/aws.yaml"), true);
        importer.choose(at(".kube/gke.yaml"), true);
    }
    /// All that any row says.
    [[nodiscard]] QString said()
    {
        QString all = importer.command() + importer.summary() + importer.problemDetail();
        for (auto* rows : {importer.files(), importer.contexts(), importer.clashes(), importer.difference()}) {
            for (int row = 0; row < rows->count(); ++row) {
                const auto map = rows->data(rows->index(row), Qt::UserRole).toMap();
                for (const auto& value : map)
                    all += value.toString() + u'\n';
            }
        }
        return all;
    }

    QTemporaryDir temporary;
    std::string home;
    EngineBridge bridge;
    ImportModel importer{bridge, nullptr};
};

engine::PluginQuestion question()
{
    engine::PluginQuestion it;
    it.file = "/home/me/.kube/config";
    it.user = "aws";
    it.context = "shop";
    it.command = "aws";
    it.arguments = {"eks", "get-token"};
    it.program = "/opt/aws";
    it.foundBy = "PATH of the login shell /bin/zsh";
    return it;
}

} // namespace

TEST_F(KubeconfigsModelTest, TheWizardGoesFromFilesToAMergedTargetAndBack)
{
    std::vector<QString> written;
    importer.written = [&](const QString& path) { written.push_back(path); };
    beginWithTwoFiles();
    importer.next();
    ASSERT_TRUE(settled());
    ASSERT_EQ(importer.step(), 1) << importer.problemDetail().toStdString();
    EXPECT_EQ(importer.contexts()->count(), 2);
    importer.nameIt(at(".kube/gke.yaml"), QStringLiteral("ubuntu"), QStringLiteral("tokyo"));
    ASSERT_TRUE(wait([&] { return importer.command().contains(QLatin1String("tokyo=")); }));
    importer.next();
    ASSERT_EQ(importer.step(), 2);
    EXPECT_GT(importer.clashes()->count(), 0);
    EXPECT_FALSE(said().contains(QLatin1String("secret-")));
    EXPECT_FALSE(fs::exists(home + "/.kube/config")) << "nothing is written before the review is accepted";
    importer.next();
    ASSERT_TRUE(settled());
    ASSERT_EQ(importer.step(), 3) << importer.problemDetail().toStdString();
    const auto merged = read(".kube/config");
    EXPECT_NE(merged.find("secret-two"), std::string::npos);
    EXPECT_NE(merged.find("name: tokyo"), std::string::npos);
    importer.undo();
    ASSERT_TRUE(settled());
    EXPECT_TRUE(importer.undone()) << importer.problemDetail().toStdString();
    EXPECT_NE(read(".kube/config"), merged);
    importer.undo();
    ASSERT_TRUE(settled());
    EXPECT_EQ(read(".kube/config"), merged);
    EXPECT_EQ(written, (std::vector<QString>(3, at(".kube/config"))));
}

TEST_F(KubeconfigsModelTest, SecretsAreShownOnlyWhileTheReviewIsAskedTo)
{
    beginWithTwoFiles();
    importer.next();
    ASSERT_TRUE(settled());
    importer.reveal(true);
    EXPECT_FALSE(importer.revealed()) << "only the review shows texts";
    importer.next();
    importer.reveal(true);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(said().contains(QLatin1String("secret-one")));
    importer.back();
    ASSERT_TRUE(settled());
    EXPECT_FALSE(importer.revealed());
    EXPECT_FALSE(said().contains(QLatin1String("secret-one")));
}

TEST_F(KubeconfigsModelTest, NextSaysWhatIsMissing)
{
    importer.begin(at(".kube/config"));
    ASSERT_TRUE(settled());
    QSignalSpy refused(&importer, &ImportModel::refused);
    importer.next();
    ASSERT_EQ(refused.count(), 1);
    EXPECT_EQ(importer.badField(), QStringLiteral("files"));
    importer.setTarget(QString());
    importer.next();
    EXPECT_EQ(importer.badField(), QStringLiteral("target"));
}

TEST_F(KubeconfigsModelTest, WhatSomebodyElseWroteMeanwhileIsNotLost)
{
    beginWithTwoFiles();
    importer.next();
    ASSERT_TRUE(settled());
    importer.next();
    ASSERT_EQ(importer.step(), 2);
    write(".kube/config", juju("https://192.0.2.9", "secret-nine"));
    importer.next();
    ASSERT_TRUE(settled());
    EXPECT_EQ(importer.step(), 2);
    EXPECT_FALSE(importer.problem().isEmpty());
    EXPECT_EQ(read(".kube/config"), juju("https://192.0.2.9", "secret-nine"));
    importer.next(); // plans anew
    ASSERT_TRUE(settled());
    EXPECT_TRUE(importer.problem().isEmpty());
    importer.next();
    ASSERT_TRUE(settled());
    EXPECT_EQ(importer.step(), 3);
    EXPECT_EQ(read(".kube/config").find(juju("https://192.0.2.9", "secret-nine").substr(0, 60)), 0U);
}

TEST_F(KubeconfigsModelTest, PastedTextIsAFileAndABrokenOneSaysWhy)
{
    importer.begin(at(".kube/config"));
    ASSERT_TRUE(settled());
    importer.paste(QStringLiteral("kind: [Config"));
    ASSERT_TRUE(settled());
    ASSERT_EQ(importer.files()->count(), 1);
    EXPECT_EQ(importer.chosen(), 0);
    importer.paste(QString::fromStdString(juju("https://192.0.2.5", "secret-five")));
    ASSERT_TRUE(settled());
    ASSERT_EQ(importer.files()->count(), 1) << "instead of what was pasted before";
    EXPECT_EQ(importer.chosen(), 1);
    importer.next();
    ASSERT_TRUE(settled());
    importer.next();
    EXPECT_FALSE(said().contains(QLatin1String("secret-five")));
    EXPECT_TRUE(importer.command().endsWith(QLatin1String(" -")));
    importer.next();
    ASSERT_TRUE(settled());
    EXPECT_NE(read(".kube/config").find("secret-five"), std::string::npos);
}

TEST_F(KubeconfigsModelTest, TheApplicationFollowsAKubeconfigThatIsEdited)
{
    write("config", juju("https://192.0.2.1", "secret"));
    AppModel app;
    app.useKubeconfig(at("config"));
    ASSERT_TRUE(wait([&] { return app.contexts()->count() == 1; }));
    auto two = juju("https://192.0.2.1", "secret");
    two += "- name: second\n  context: {cluster: juju-cluster, user: ubuntu}\n";
    write("fresh", two);
    fs::rename(home + "/fresh", home + "/config"); // as careful programs write
    EXPECT_TRUE(wait([&] { return app.contexts()->count() == 2; }));
    QSignalSpy told(&app, &AppModel::notice);
    write("config", "kind: [Config");
    EXPECT_TRUE(wait([&] { return told.count() > 0; }));
    EXPECT_EQ(app.contexts()->count(), 2) << "what was known stays";
}

TEST_F(KubeconfigsModelTest, AWatchedFileTellsOfEveryWayToChangeIt)
{
    // Once by the system's notices, once by looking again alone, as on a network folder.
    for (const auto every : {std::chrono::milliseconds(patience * 2), std::chrono::milliseconds(20)}) {
        fs::remove_all(home + "/watched");
        write("watched/one", "1");
        write("watched/other", "another text");
        FileWatch watch(bridge, nullptr, every);
        QSignalSpy changed(&watch, &FileWatch::changed);
        watch.watch({home + "/watched/link"}, FileWatch::statesOf({home + "/watched/link"}));
        const auto tells = [&](const char* what) {
            const bool told = wait([&] { return changed.count() > 0; });
            EXPECT_TRUE(told) << what << " every " << every.count();
            changed.clear();
        };
        fs::create_symlink("one", home + "/watched/link");
        tells("made");
        write("watched/fresh", "12345");
        fs::rename(home + "/watched/fresh", home + "/watched/one");
        tells("replaced");
        fs::create_symlink("other", home + "/watched/turned");
        fs::rename(home + "/watched/turned", home + "/watched/link");
        tells("turned elsewhere");
        fs::remove(home + "/watched/link");
        tells("removed");
    }
}

TEST_F(KubeconfigsModelTest, AProgramIsAskedAboutWithAllThatIsKnownAndOnlyOnce)
{
    const auto trust = std::make_shared<engine::PluginTrust>(home + "/trusted.json");
    TrustModel model(trust);
    int allowed = 0;
    model.allowed = [&] { ++allowed; };
    EXPECT_FALSE(trust->decide(question()));
    model.look();
    ASSERT_EQ(model.pending(), 1);
    EXPECT_EQ(model.question()[QStringLiteral("command")].toString(), QStringLiteral("aws eks get-token"));
    EXPECT_EQ(model.question()[QStringLiteral("foundBy")].toString(),
              QStringLiteral("by PATH of the login shell /bin/zsh"));
    model.later();
    EXPECT_EQ(model.pending(), 0);
    EXPECT_FALSE(trust->decide(question())) << "not now is no leave";
    model.askAgain();
    ASSERT_EQ(model.pending(), 1);
    model.answer(TrustModel::Always);
    EXPECT_EQ(model.pending(), 0);
    EXPECT_EQ(allowed, 1);
    EXPECT_TRUE(trust->decide(question()));
    EXPECT_TRUE(engine::PluginTrust(home + "/trusted.json").decide(question())) << "it is kept";
}

TEST_F(KubeconfigsModelTest, NeverStaysNever)
{
    const auto trust = std::make_shared<engine::PluginTrust>(home + "/trusted.json");
    TrustModel model(trust);
    int allowed = 0;
    model.allowed = [&] { ++allowed; };
    EXPECT_FALSE(trust->decide(question()));
    model.look();
    model.answer(TrustModel::Never);
    EXPECT_EQ(allowed, 0);
    EXPECT_FALSE(trust->decide(question()));
    model.askAgain();
    EXPECT_EQ(model.pending(), 0);
}

TEST_F(KubeconfigsModelTest, TheSourcesSayWhatIsWrongAndAskAServerOnlyWhenTold)
{
    write("one", juju("https://127.0.0.1:1", "secret"));
    fs::permissions(fs::path(home) / "one", fs::perms::owner_read | fs::perms::owner_write);
    SourcesModel sources(bridge);
    sources.use(at("one") + u':' + at("gone"));
    EXPECT_FALSE(sources.busy()) << "nobody looks yet";
    sources.look();
    ASSERT_TRUE(wait([&] { return !sources.busy(); }));
    ASSERT_EQ(sources.files()->count(), 2);
    EXPECT_TRUE(of(sources.files(), 0, "there").toBool());
    EXPECT_FALSE(of(sources.files(), 1, "there").toBool());
    ASSERT_EQ(sources.contexts()->count(), 1);
    EXPECT_EQ(of(sources.contexts(), 0, "verdict"), 0);
    EXPECT_EQ(of(sources.contexts(), 0, "answer"), QStringLiteral("not asked"));
    EXPECT_TRUE(of(sources.contexts(), 0, "facts").toList().isEmpty()) << "of the picked one alone";

    sources.contact(QStringLiteral("juju-context"));
    EXPECT_TRUE(sources.contacting());
    ASSERT_TRUE(wait([&] { return !sources.busy(); }));
    EXPECT_EQ(of(sources.contexts(), 0, "verdict"), 2);
    EXPECT_EQ(of(sources.contexts(), 0, "answer"), QStringLiteral("does not answer"));
    EXPECT_EQ(of(sources.contexts(), 0, "title"), QStringLiteral("The server does not answer"));
    EXPECT_FALSE(of(sources.contexts(), 0, "facts").toList().isEmpty());
    EXPECT_TRUE(sources.report().contains(QStringLiteral("127.0.0.1:1")));
    EXPECT_FALSE(sources.report().contains(QStringLiteral("secret")));

    sources.setFilter(QStringLiteral("nobody"));
    EXPECT_EQ(sources.contexts()->count(), 0);
}

TEST_F(KubeconfigsModelTest, SourcesThatCannotBeReadSayWhy)
{
    write("bad", "clusters: {a: b}\n");
    SourcesModel sources(bridge);
    sources.use(at("bad"));
    sources.look();
    ASSERT_TRUE(wait([&] { return !sources.busy(); }));
    EXPECT_TRUE(sources.problem().contains(at("bad")));
    EXPECT_EQ(sources.contexts()->count(), 0);
}

TEST_F(KubeconfigsModelTest, AWizardThatIsOpenOffersWhatTheKubeconfigHoldsNow)
{
    WizardModel wizard(bridge, nullptr);
    const auto context = [](const char* name) {
        engine::ContextView view;
        view.name = name;
        return view;
    };
    wizard.setContexts({context("one"), context("two"), context("three")});
    wizard.begin(QStringLiteral("init"));
    ASSERT_EQ(wizard.choices()->count(), 3);
    wizard.setContexts({context("two")}); // somebody edited the file
    ASSERT_EQ(wizard.choices()->count(), 1);
    EXPECT_EQ(of(wizard.choices(), 0, "name"), QStringLiteral("two"));
    wizard.close();
}

int main(int argc, char** argv)
{
    const QTemporaryDir settings; // what is kept stays out of the home of whoever runs this
    qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    qputenv("XDG_STATE_HOME", settings.path().toUtf8());
    const QGuiApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
