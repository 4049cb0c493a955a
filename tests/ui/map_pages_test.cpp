// The pages as they are: loaded, shown, driven by keys, and without a single QML warning. With ORRERY_SCREENS set to a
// folder each page is also saved there as a picture.

#include "ui/clusters/cluster_list_model.h"
#include "ui/map/drill_model.h"
#include "ui/map/map_ground.h"
#include "ui/map/map_scene.h"
#include "ui/map_fleets.h"

#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QQuickView>
#include <QSignalSpy>
#include <QTest>
#include <QtQml/QQmlExtensionPlugin>

#include <gtest/gtest.h>

Q_IMPORT_QML_PLUGIN(Orrery_ModelPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ClustersPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_MapPlugin)

using namespace orrery;
using namespace orrery::ui;

namespace {

QStringList warnings;

void remember(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    // The first is about the machine, the second Qt's own when a window goes while something moves.
    if (text.contains(QLatin1String("XDG_RUNTIME_DIR")) || text.contains(QLatin1String("stopAnimationDriver")))
        return;
    if (type != QtDebugMsg && type != QtInfoMsg)
        warnings << text;
}

/// Every item below `item` that can have the keyboard.
void focusable(QQuickItem* item, QList<QQuickItem*>& found)
{
    for (auto* child : item->childItems()) {
        if (!child->isVisible())
            continue;
        if (child->activeFocusOnTab() || child->property("focusPolicy").toInt() == Qt::StrongFocus)
            found << child;
        focusable(child, found);
    }
}

class PageTest : public testing::Test {
protected:
    PageTest()
    {
        warnings.clear();
        view.engine()->addImportPath(QStringLiteral(":/qt/qml"));
        view.setResizeMode(QQuickView::SizeRootObjectToView);
        view.setFlag(Qt::FramelessWindowHint);
        view.resize(1280, 800);
    }

    /// Shows `page` ("Map/MapPage") and waits until the base map is painted, if it has one.
    void show(const engine::SnapshotPtr& snapshot, const QString& page, const QVariantMap& properties = {},
              bool dark = true)
    {
        model.setSnapshot(snapshot);
        auto all = properties;
        all[QStringLiteral("clusters")] = QVariant::fromValue(&model);
        if (page == QStringLiteral("Map/MapPage"))
            all[QStringLiteral("drill")] = QVariant::fromValue(&drill);
        view.setInitialProperties(all);
        view.setSource(QStringLiteral("qrc:/qt/qml/Orrery/%1.qml").arg(page));
        ASSERT_EQ(view.status(), QQuickView::Ready) << view.errors().value(0).toString().toStdString();
        QQmlComponent chooser(view.engine());
        chooser.setData("import QtQml\nimport Orrery.Controls\nQtObject { property bool dark; onDarkChanged: { "
                        "Theme.reducedMotion = true; Theme.dark = dark } }",
                        {});
        const std::unique_ptr<QObject> choice(chooser.create());
        ASSERT_NE(choice, nullptr) << chooser.errorString().toStdString();
        choice->setProperty("dark", !dark);
        choice->setProperty("dark", dark);
        view.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
        if (auto* ground = view.rootObject()->findChild<MapGround*>(); ground && ground->isVisible()) {
            ASSERT_TRUE(QTest::qWaitFor([&] { return ground->ready(); }, 10000));
        }
        view.requestUpdate();
    }

    void save(const QString& name)
    {
        const auto folder = qEnvironmentVariable("ORRERY_SCREENS");
        if (!folder.isEmpty()) {
            EXPECT_TRUE(view.grabWindow().save(folder + u'/' + name + QStringLiteral(".png")));
        }
    }

    void TearDown() override { EXPECT_TRUE(warnings.isEmpty()) << warnings.join(u'\n').toStdString(); }

    [[nodiscard]] QObject* root() const { return view.rootObject(); }
    [[nodiscard]] MapScene* scene() const { return view.rootObject()->findChild<MapScene*>(); }

    ClusterListModel model; // outlives the view
    EngineBridge bridge;
    DrillModel drill{bridge};
    QQuickView view;
};

} // namespace

TEST_F(PageTest, ShowsTheRingWithItsSelectedCluster)
{
    show(sampleRing(), QStringLiteral("Map/MapPage"), {{QStringLiteral("selected"), QStringLiteral("aws")}});
    EXPECT_EQ(scene()->markers()->rowCount(), 3);
    EXPECT_EQ(scene()->activeArcs(), 1);
    QMetaObject::invokeMethod(root(), "showWrite", Q_ARG(QVariant, QStringLiteral("azure")),
                              Q_ARG(QVariant, QStringLiteral("Deployment microbot, 5 replicas, 38 ms")));
    EXPECT_EQ(scene()->activeArcs(), 2);
    save(QStringLiteral("map-ring-dark"));
}

TEST_F(PageTest, ShowsTheRingInTheLightTheme)
{
    show(sampleRing(), QStringLiteral("Map/MapPage"), {{QStringLiteral("selected"), QStringLiteral("aws")}}, false);
    save(QStringLiteral("map-ring-light"));
}

TEST_F(PageTest, ShowsAFleetWithItsShelf)
{
    view.resize(1920, 1080);
    show(sampleFleet(), QStringLiteral("Map/MapPage"));
    EXPECT_EQ(model.unplaced(), 2);
    EXPECT_LT(scene()->markers()->rowCount(), 30) << "neighbours are merged";
    for (const auto* name : {"gru-a", "sfo-a", "lon-a"})
        scene()->showWrite(QString::fromLatin1(name), QStringLiteral("Deployment microbot, 5 replicas"));
    save(QStringLiteral("map-fleet-dark"));
}

TEST_F(PageTest, ShowsTheSameClustersAsATable)
{
    show(sampleFleet(), QStringLiteral("Clusters/ClustersPage"),
         {{QStringLiteral("selected"), QStringLiteral("fra-2")}});
    save(QStringLiteral("clusters-dark"));
}

TEST_F(PageTest, ShowsTheTableInTheLightTheme)
{
    show(sampleFleet(), QStringLiteral("Map/MapPage"), {{QStringLiteral("asTable"), true}}, false);
    save(QStringLiteral("map-table-light"));
}

TEST_F(PageTest, SaysWhyThereIsNothing)
{
    show(std::make_shared<engine::Snapshot>(), QStringLiteral("Clusters/ClustersPage"));
    save(QStringLiteral("clusters-none"));
}

TEST_F(PageTest, IsMovedByKeys)
{
    show(sampleRing(), QStringLiteral("Map/MapPage"));
    auto* map = scene()->parentItem()->parentItem();
    map->forceActiveFocus();
    const double zoom = scene()->zoom();
    QTest::keyClick(&view, Qt::Key_Plus);
    EXPECT_TRUE(QTest::qWaitFor([&] { return scene()->zoom() > zoom * 1.599; }, 3000));
    const double x = scene()->originX();
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_TRUE(QTest::qWaitFor([&] { return scene()->originX() < x - 100; }, 3000));
    QTest::keyClick(&view, Qt::Key_Home);
    EXPECT_TRUE(QTest::qWaitFor([&] { return std::abs(scene()->zoom() - zoom) < 0.01; }, 3000));
}

TEST_F(PageTest, SelectsAClusterWithTheMouse)
{
    show(sampleRing(), QStringLiteral("Map/MapPage"));
    const auto& row = scene()->markers()->rows().front();
    const auto at = scene()->mapToScene({row.x + scene()->originX(), row.y + scene()->originY()}).toPoint();
    QTest::mouseClick(&view, Qt::LeftButton, {}, at);
    EXPECT_TRUE(QTest::qWaitFor([&] { return root()->property("selected").toString() == QLatin1String("aws"); }, 2000));
}

TEST_F(PageTest, NamesEverythingThatTheKeyboardReaches)
{
    show(sampleFleet(), QStringLiteral("Map/MapPage"), {{QStringLiteral("selected"), QStringLiteral("fra-2")}});
    QList<QQuickItem*> items;
    focusable(view.rootObject(), items);
    EXPECT_GT(items.size(), 20);
    for (auto* item : items) {
        QString name = item->property("text").toString();
        for (auto* child : item->children()) {
            if (QByteArray(child->metaObject()->className()) == "QQuickAccessibleAttached")
                name = child->property("name").toString();
        }
        EXPECT_FALSE(name.isEmpty()) << item->metaObject()->className() << " at " << item->x() << " " << item->y();
    }
}

int main(int argc, char** argv)
{
    qInstallMessageHandler(remember);
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    const QGuiApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
