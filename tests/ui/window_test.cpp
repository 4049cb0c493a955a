// The whole window with the embedded fleet: first run, panes, selection, wizards, languages. With ORRERY_SCREENS set to
// a folder each step is also saved there as a picture.

#include "app/qml_plugins.h"
#include "ui/map/map_ground.h"
#include "ui/shell/app_model.h"
#include "ui/support/translator.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

using namespace orrery::ui;

namespace {

constexpr int patience = 60'000; // ms

QStringList warnings;

void remember(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    // The first is about the machine, the second Qt's own when a window goes while something moves.
    if (text.contains(QLatin1String("XDG_RUNTIME_DIR")) || text.contains(QLatin1String("stopAnimationDriver")))
        return;
    if (type != QtDebugMsg && type != QtInfoMsg)
        warnings << text;
}

class WindowTest : public testing::Test {
protected:
    void SetUp() override
    {
        warnings.clear();
        app.retranslate = [this](const QString& language) {
            QCoreApplication::removeTranslator(&translator);
            ASSERT_TRUE(translator.load(QStringLiteral(":/i18n/orrery_%1.qm").arg(language)));
            QCoreApplication::installTranslator(&translator);
            engine.retranslate();
        };
        app.setLanguage(qEnvironmentVariable("ORRERY_SCREENS_LANGUAGE", QStringLiteral("en")));
        engine.addImportPath(QStringLiteral(":/qt/qml"));
        engine.setInitialProperties(
            {{QStringLiteral("app"), QVariant::fromValue(&app)},
             {QStringLiteral("askedSize"), QSize(1280, 800)},
             {QStringLiteral("askedTheme"), qEnvironmentVariable("ORRERY_SCREENS_THEME", QStringLiteral("dark"))}});
        engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/App/Main.qml")));
        ASSERT_FALSE(engine.rootObjects().isEmpty());
        window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
        window->requestActivate();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window));
        child("Preferences")->setProperty("reducedMotion", true);
    }

    void TearDown() override
    {
        EXPECT_TRUE(warnings.isEmpty()) << warnings.join(u'\n').toStdString();
        QCoreApplication::removeTranslator(&translator);
    }

    void openDemo()
    {
        app.openDemo();
        ASSERT_TRUE(wait([&] { return app.phase() == QLatin1String("open") && app.members() == 2; }));
        ASSERT_TRUE(wait([&] { return app.workloads()->total() == 5 && app.log()->total() > 10; }));
    }

    template <class Condition>
    static bool wait(Condition condition)
    {
        return QTest::qWaitFor(condition, patience);
    }

    void key(int code, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window, static_cast<Qt::Key>(code), modifiers);
    }

    [[nodiscard]] QObject* child(const char* type) const
    {
        for (auto* object : window->findChildren<QObject*>()) {
            if (QByteArray(object->metaObject()->className()).startsWith(type))
                return object;
        }
        return nullptr;
    }

    void picture(const char* name)
    {
        const auto folder = qEnvironmentVariable("ORRERY_SCREENS");
        if (folder.isEmpty())
            return;
        for (auto* ground : window->findChildren<MapGround*>())
            EXPECT_TRUE(wait([&] { return !ground->isVisible() || ground->ready(); }));
        EXPECT_TRUE(window->grabWindow().save(folder + u'/' + QString::fromLatin1(name) + QStringLiteral(".png")));
    }

    AppModel app;
    Translator translator;
    QQmlApplicationEngine engine;
    QQuickWindow* window = nullptr;
};

bool inside(QQuickItem* item, const QQuickItem* pane)
{
    for (; item; item = item->parentItem()) {
        if (item == pane)
            return true;
    }
    return false;
}

} // namespace

TEST_F(WindowTest, TheSecondDoorOpensTheDemoFleetByItsNumber)
{
    EXPECT_EQ(app.phase(), QStringLiteral("closed")) << "nothing is contacted until asked";
    picture("first-run");
    key(Qt::Key_2);
    EXPECT_TRUE(wait([&] { return app.phase() == QLatin1String("open"); }));
    EXPECT_TRUE(wait([&] { return app.answered() == 3; }));
    EXPECT_EQ(app.federation(), QStringLiteral("magricring"));
}

TEST_F(WindowTest, F6VisitsEveryPaneAndReturns)
{
    openDemo();
    QSet<QQuickItem*> visited;
    const auto panes = qvariant_cast<QQmlListProperty<QQuickItem>>(child("Shortcuts")->property("panes"));
    auto list = panes;
    const auto count = list.count(&list);
    ASSERT_EQ(count, 4);
    for (int press = 0; press < count; ++press) {
        key(Qt::Key_F6);
        for (qsizetype i = 0; i < count; ++i) {
            if (inside(window->activeFocusItem(), list.at(&list, i)))
                visited.insert(list.at(&list, i));
        }
    }
    EXPECT_EQ(visited.size(), count);
}

TEST_F(WindowTest, ALineOfTheLogSelectsItsObjectAndClusterEverywhere)
{
    openDemo();
    auto* pages = child("Pages");
    ASSERT_NE(pages, nullptr);
    QMetaObject::invokeMethod(pages, "reveal", Q_ARG(QVariant, QStringLiteral("aws")),
                              Q_ARG(QVariant, QStringLiteral("Deployment default/microbot")));
    EXPECT_EQ(child("MapPage")->property("selected").toString(), QStringLiteral("aws"));
    EXPECT_EQ(child("ClustersPage")->property("selected").toString(), QStringLiteral("aws"));
    EXPECT_EQ(child("LogPane")->property("related").toString(), QStringLiteral("Deployment default/microbot"));
    picture("map-selected");
    key(Qt::Key_3, Qt::ControlModifier);
    EXPECT_EQ(window->property("page").toString(), QStringLiteral("workloads"));
    EXPECT_EQ(child("WorkloadsPage")->property("selected"),
              app.workloads()->idOf(QStringLiteral("Deployment default/microbot")));
    picture("workloads-selected");
    key(Qt::Key_2, Qt::ControlModifier);
    picture("clusters-selected");
}

TEST_F(WindowTest, TheInspectorSaysWhyAnObjectIsWhereItIs)
{
    openDemo();
    app.applyManifest(QStringLiteral("apiVersion: federation.orrery.dev/v1alpha1\n"
                                     "kind: PropagationPolicy\n"
                                     "metadata: {name: west, namespace: default}\n"
                                     "spec:\n"
                                     "  resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: palette}]\n"
                                     "  placement: {clusterAffinity: {clusterNames: [aws]}}\n"
                                     "---\n"
                                     "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: palette}\ndata: {a: b}\n"),
                      QStringLiteral("default"));
    const auto object = QStringLiteral("ConfigMap default/palette");
    ASSERT_TRUE(wait([&] { return !app.workloads()->idOf(object).isEmpty(); }));
    auto* why = app.explanation();
    EXPECT_TRUE(why->workload().isEmpty()) << "nobody looks yet";
    QMetaObject::invokeMethod(child("Pages"), "reveal", Q_ARG(QVariant, QString()), Q_ARG(QVariant, object));
    key(Qt::Key_3, Qt::ControlModifier);
    EXPECT_EQ(why->workload(), app.workloads()->idOf(object));
    why->setCluster(QStringLiteral("aws"));
    const auto hop = [&](int at, const char* part) { return why->hops().value(at).toMap()[QString::fromLatin1(part)]; };
    ASSERT_TRUE(wait([&] { return why->hops().size() > 5 && !hop(5, "broken").toBool(); })) << "it is written";
    EXPECT_TRUE(hop(0, "text").toString().startsWith(QStringLiteral("PropagationPolicy default/west")));
    const auto affinity = hop(1, "filters").toList().value(0).toMap();
    EXPECT_EQ(affinity[QStringLiteral("passed")], 1);
    EXPECT_EQ(affinity[QStringLiteral("of")], 2);
    EXPECT_TRUE(affinity[QStringLiteral("note")].toString().startsWith(QStringLiteral("azure: ")));
    picture("why-placed");

    why->setCluster(QStringLiteral("azure"));
    EXPECT_TRUE(why->hops().isEmpty()) << "what is known of another cluster is not shown for this one";
    ASSERT_TRUE(wait([&] { return why->hops().size() == 4; }));
    EXPECT_TRUE(hop(3, "broken").toBool());
    EXPECT_TRUE(hop(3, "text").toString().startsWith(QStringLiteral("not placed here: ")));
    EXPECT_EQ(why->command(), QStringLiteral("orreryctl explain configmap/palette -n default --cluster azure"));
    EXPECT_TRUE(why->report().contains(QStringLiteral("! Filters: not placed here: ")));
    picture("why-excluded");
    key(Qt::Key_1, Qt::ControlModifier);
    EXPECT_TRUE(why->workload().isEmpty()) << "what is not shown is not asked for";
}

TEST_F(WindowTest, ALossIsTriedOutOnTheMapAndNothingIsWritten)
{
    openDemo();
    ASSERT_TRUE(wait([&] { return app.answered() == 3; }));
    auto* drill = app.drill();
    drill->begin(QStringLiteral("aws"));
    EXPECT_TRUE(drill->open());
    ASSERT_TRUE(wait([&] { return !drill->busy(); }));
    EXPECT_EQ(drill->problem(), QString());
    ASSERT_FALSE(drill->moves().isEmpty());
    ASSERT_FALSE(drill->timeline().isEmpty());
    const auto ghost = drill->ghosts().value(0).toMap();
    EXPECT_EQ(ghost[QStringLiteral("from")], QStringLiteral("aws"));
    EXPECT_EQ(ghost[QStringLiteral("to")], QStringLiteral("azure"));
    EXPECT_EQ(drill->command(), QStringLiteral("orreryctl drill --lose aws"));
    picture("drill");
    drill->lose(QStringLiteral("azure"), true);
    ASSERT_TRUE(wait([&] { return !drill->busy(); }));
    EXPECT_TRUE(drill->ghosts().isEmpty()) << "there is nowhere to go";
    EXPECT_EQ(app.members(), 2);
    key(Qt::Key_Escape);
    EXPECT_FALSE(drill->open());
}

TEST_F(WindowTest, APolicyIsEditedAsAFormAndAsYamlShownOnTheMapAndWrittenOnlyFromTheReview)
{
    openDemo();
    ASSERT_TRUE(wait([&] { return app.answered() == 3; }));
    auto* policy = app.policy();
    const auto decided = [&] { return wait([&] { return !policy->loading() && !policy->busy(); }); };
    policy->begin(QStringLiteral("Deployment default/microbot"));
    ASSERT_TRUE(decided());
    ASSERT_FALSE(policy->failed()) << policy->problem().toStdString();
    EXPECT_TRUE(policy->isNew());
    EXPECT_EQ(policy->placed(), QStringList{QStringLiteral("Deployment default/microbot")});
    EXPECT_TRUE(policy->moves().isEmpty()) << "it divides as without a policy";

    policy->set(QStringLiteral("some"), true);
    policy->set(QStringLiteral("cluster"),
                QVariantMap{{QStringLiteral("name"), QStringLiteral("aws")}, {QStringLiteral("chosen"), false}});
    ASSERT_TRUE(decided());
    EXPECT_TRUE(policy->text().contains(QStringLiteral("- azure"))) << policy->text().toStdString();
    EXPECT_FALSE(policy->text().contains(QStringLiteral("- aws")));
    ASSERT_EQ(policy->moves().size(), 1);
    const auto ghost = policy->ghosts().value(0).toMap();
    EXPECT_EQ(ghost[QStringLiteral("from")], QStringLiteral("aws"));
    EXPECT_EQ(ghost[QStringLiteral("to")], QStringLiteral("azure"));
    picture("policy");

    const auto right = policy->text();
    policy->edit(QString(right).replace(QStringLiteral("clusterNames"), QStringLiteral("clusterName")));
    ASSERT_TRUE(wait([&] { return !policy->problem().isEmpty(); }));
    EXPECT_TRUE(policy->problem().startsWith(QStringLiteral("spec.placement.clusterAffinity.clusterName ")))
        << policy->problem().toStdString();
    EXPECT_GT(policy->problemLine(), 1);
    EXPECT_TRUE(policy->ghosts().isEmpty());
    picture("policy-wrong");
    policy->review();
    EXPECT_FALSE(policy->reviewing()) << "what is wrong is not written";
    policy->undo();
    EXPECT_EQ(policy->text(), right);
    ASSERT_TRUE(decided());

    policy->edit(right + QStringLiteral("# "));
    policy->review();
    EXPECT_FALSE(policy->reviewing()) << "what was typed a moment ago has not been decided";
    policy->undo();
    ASSERT_TRUE(decided());
    policy->review();
    ASSERT_TRUE(policy->reviewing());
    ASSERT_TRUE(wait([&] { return !policy->asking(); }));
    EXPECT_EQ(policy->effects().size(), 2) << "one cluster loses it, one gets more";
    picture("policy-review");
    policy->save();
    ASSERT_TRUE(wait([&] { return !policy->open(); })) << policy->problem().toStdString();
    policy->begin(QStringLiteral("Deployment default/microbot"));
    ASSERT_TRUE(decided());
    EXPECT_FALSE(policy->isNew());
    picture("policy-there");
    EXPECT_EQ(policy->picked(), QStringLiteral("PropagationPolicy default/microbot"));
    EXPECT_FALSE(policy->dirty());
    EXPECT_TRUE(policy->moves().isEmpty()) << "it is as it was saved";
}

TEST_F(WindowTest, AnUnsavedPolicyIsNotLostByClosingAndNotKeptForAnotherFederation)
{
    openDemo();
    ASSERT_TRUE(wait([&] { return app.answered() == 3; }));
    auto* policy = app.policy();
    policy->begin(QStringLiteral("Deployment default/microbot"));
    ASSERT_TRUE(wait([&] { return !policy->loading() && !policy->busy(); }));
    const auto before = policy->text();
    policy->edit(policy->text() + QStringLiteral("x: ["));
    EXPECT_FALSE(policy->readable());
    EXPECT_FALSE(window->close()) << "it asks what to do with what is not saved";
    policy->undo();
    EXPECT_EQ(policy->text(), before);
    app.close();
    ASSERT_TRUE(wait([&] { return !policy->open(); })) << "it was of another federation";
}

TEST_F(WindowTest, AWizardNamesTheFieldThatIsWrongAndFocusesIt)
{
    openDemo();
    auto* wizard = app.wizard();
    wizard->begin(QStringLiteral("init"));
    wizard->setProperty("name", QStringLiteral("Not A Label"));
    wizard->next();
    EXPECT_EQ(wizard->badField(), QStringLiteral("name"));
    EXPECT_EQ(wizard->step(), 0);
    EXPECT_TRUE(
        wait([&] { return window->activeFocusItem()->property("text").toString() == QLatin1String("Not A Label"); }));
    picture("wizard-init-bad");
    wizard->setProperty("name", QStringLiteral("ring"));
    wizard->next();
    EXPECT_EQ(wizard->badField(), QStringLiteral("clusters"));
    wizard->begin(QStringLiteral("join"));
    wizard->next();
    EXPECT_EQ(wizard->badField(), QStringLiteral("clusters"));
    wizard->close();
}

TEST_F(WindowTest, TheHostJoinsThroughTheWizardAndLeavesAgain)
{
    openDemo();
    auto* wizard = app.wizard();
    wizard->begin(QStringLiteral("join"), {QStringLiteral("gke")});
    ASSERT_EQ(wizard->choices()->count(), 1) << "neither members nor the federation's own context";
    picture("wizard-choose");
    wizard->next();
    ASSERT_TRUE(wait([&] { return !wizard->busy(); }));
    ASSERT_EQ(wizard->step(), 1) << wizard->problemDetail().toStdString();
    EXPECT_GT(wizard->verdicts().value(0).toInt(), 3);
    picture("wizard-check");
    wizard->next();
    ASSERT_EQ(wizard->step(), 2);
    EXPECT_EQ(app.members(), 2) << "nothing is written before the review is accepted";
    picture("wizard-review");
    wizard->next();
    ASSERT_TRUE(wait([&] { return wizard->step() == 4; }));
    EXPECT_EQ(wizard->results().value(0).toMap()[QStringLiteral("verdict")].toInt(), 0);
    EXPECT_FALSE(wizard->retryable());
    picture("wizard-result");
    EXPECT_TRUE(wait([&] { return app.members() == 3; }));
    wizard->close();
    wizard->begin(QStringLiteral("unjoin"), {QStringLiteral("gke")});
    wizard->next();
    ASSERT_TRUE(wait([&] { return !wizard->busy(); }));
    wizard->next();
    wizard->next();
    ASSERT_TRUE(wait([&] { return wizard->step() == 4; }));
    EXPECT_TRUE(wait([&] { return app.members() == 2; }));
    wizard->close();
}

TEST_F(WindowTest, AnObjectIsAppliedIntoTheNamespaceThatWasNamed)
{
    openDemo();
    app.applyManifest(QStringLiteral("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: palette}\ndata: {a: b}\n"),
                      QStringLiteral("default"));
    EXPECT_TRUE(wait([&] { return !app.workloads()->idOf(QStringLiteral("ConfigMap default/palette")).isEmpty(); }));
    app.applyManifest(QStringLiteral("kind: [unclosed"));
    EXPECT_TRUE(wait([&] { return !app.error().isEmpty(); }));
    picture("error");
}

TEST_F(WindowTest, TheLanguageChangesWhileItRuns)
{
    openDemo();
    app.setLanguage(QStringLiteral("en"));
    EXPECT_EQ(app.lease(), QStringLiteral("Lease held by this app"));
    EXPECT_EQ(AppModel::tr("%n object(s) applied", nullptr, 1), QStringLiteral("1 object applied"));
    EXPECT_EQ(AppModel::tr("%n object(s) applied", nullptr, 2), QStringLiteral("2 objects applied"));
    app.setLanguage(QStringLiteral("zh_CN"));
    EXPECT_EQ(app.lease(), QStringLiteral("租约由本应用持有"));
    EXPECT_TRUE(wait([&] { return window->title().endsWith(QStringLiteral("Orrery")); }));
    window->setProperty("page", QStringLiteral("settings"));
    picture("settings-zh");
}

TEST_F(WindowTest, TheThemeIsKept)
{
    auto* preferences = child("Preferences");
    QMetaObject::invokeMethod(preferences, "choose", Q_ARG(QVariant, QStringLiteral("light")));
    EXPECT_EQ(app.kept(QStringLiteral("theme"), {}).toString(), QStringLiteral("light"));
    EXPECT_FALSE(preferences->property("dark").toBool());
}

int main(int argc, char** argv)
{
    const QTemporaryDir settings; // what is kept stays out of the home of whoever runs this
    qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    qInstallMessageHandler(remember);
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    const QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("OrreryTest"));
    QCoreApplication::setOrganizationName(QStringLiteral("OrreryTest"));
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
