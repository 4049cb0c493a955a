#include "ui/clusters/cluster_list_model.h"
#include "ui/map/base_map.h"
#include "ui/map/map_ruler.h"
#include "ui/map/map_scene.h"

#include <QAbstractItemModelTester>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace orrery;
using namespace orrery::ui;
using engine::ClusterState;

namespace {

engine::ClusterView cluster(std::string name, std::string region, ClusterState state = ClusterState::Healthy)
{
    engine::ClusterView view;
    view.name = std::move(name);
    view.region = std::move(region);
    view.state = state;
    view.member = true;
    view.objects = 9;
    view.inSync = 9;
    view.lastAnswer = Clock::system().wall();
    return view;
}

/// A scene in a window that is never shown: what is laid out can be asked for.
class MapSceneTest : public testing::Test {
protected:
    MapSceneTest()
    {
        scene.setParentItem(window.contentItem());
        scene.setProperty("reducedMotion", true);
        scene.setSize({1000, 600});
        scene.setClusters(&model);
    }

    void show(std::vector<engine::ClusterView> clusters)
    {
        auto snapshot = std::make_shared<engine::Snapshot>();
        snapshot->clusters = std::move(clusters);
        snapshot->clusters.front().host = true;
        snapshot->clusters.front().member = false;
        model.setSnapshot(snapshot);
        layOut();
    }

    void showRing()
    {
        show({cluster("gke", "us-east1"), cluster("aws", "us-west-2", ClusterState::Degraded),
              cluster("azure", "westeurope")});
    }

    void layOut() { scene.ensureLaidOut(); }

    [[nodiscard]] const MarkerView* marker(const QString& key)
    {
        for (const auto& row : scene.markers()->rows()) {
            if (row.key == key)
                return &row;
        }
        return nullptr;
    }

    QQuickWindow window;
    ClusterListModel model;
    MapScene scene;
    QAbstractItemModelTester markersTester{scene.markers(), QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

TEST_F(MapSceneTest, OpensWithAllClustersInSight)
{
    showRing();
    ASSERT_EQ(scene.markers()->rowCount(), 3);
    for (const auto& row : scene.markers()->rows()) {
        const QPointF at(row.x + scene.originX(), row.y + scene.originY());
        EXPECT_TRUE(QRectF(100, 60, 800, 480).contains(at)) << row.key.toStdString();
        EXPECT_TRUE(row.plate && row.labelShown) << row.key.toStdString();
    }
}

TEST_F(MapSceneTest, ListsItsMarksFromWestToEastWithASentenceForEach)
{
    showRing();
    const auto& rows = scene.markers()->rows();
    EXPECT_EQ(rows[0].key, QStringLiteral("aws"));
    EXPECT_EQ(rows[1].key, QStringLiteral("gke"));
    EXPECT_EQ(rows[2].key, QStringLiteral("azure"));
    EXPECT_TRUE(rows[0].summary.startsWith(QStringLiteral("aws, Degraded, us-west-2")));
    EXPECT_TRUE(rows[1].host);
}

TEST_F(MapSceneTest, MovesTheOriginAndNotTheMarks)
{
    showRing();
    QSignalSpy changes(scene.markers(), &QAbstractItemModel::dataChanged);
    const double x = scene.originX();
    scene.pan(37, 0);
    EXPECT_NEAR(scene.originX(), x + 37, 1e-6);
    EXPECT_EQ(changes.count(), 0);
}

TEST_F(MapSceneTest, StopsFollowingTheClustersWhenTheUserMovesIt)
{
    showRing();
    scene.zoomAt(3, 500, 300);
    const double zoom = scene.zoom();
    show({cluster("gke", "us-east1"), cluster("tokyo", "asia-northeast1")});
    EXPECT_EQ(scene.zoom(), zoom);
    scene.fit();
    EXPECT_LT(scene.zoom(), zoom);
}

TEST_F(MapSceneTest, DrawsAnArcToEachMemberInItsState)
{
    auto clusters =
        std::vector{cluster("gke", "us-east1"), cluster("aws", "us-west-2"),
                    cluster("azure", "westeurope", ClusterState::Down), cluster("alone", "asia-northeast1")};
    clusters[1].conflicts = 1;
    clusters[3].member = false;
    show(clusters);
    ASSERT_EQ(scene.arcs().size(), 2U);
    EXPECT_EQ(scene.arcs()[0].kind, ArcView::Kind::Conflict);
    EXPECT_EQ(scene.arcs()[1].kind, ArcView::Kind::Error);
    EXPECT_EQ(scene.activeArcs(), 2);
    EXPECT_FALSE(scene.hasArc(QStringLiteral("alone")));
    EXPECT_FALSE(scene.hasArc(QStringLiteral("gke")));
}

TEST_F(MapSceneTest, PulsesAndNotesAWriteOnItsArc)
{
    showRing();
    EXPECT_EQ(scene.arcs().front().kind, ArcView::Kind::Idle);
    QSignalSpy pulses(&scene, &MapScene::pulsed);
    scene.showWrite(QStringLiteral("azure"), QStringLiteral("Deployment microbot"));
    scene.showWrite(QStringLiteral("azure"), QStringLiteral("Deployment microbot"));
    scene.showWrite(QStringLiteral("gke"), QStringLiteral("the host has no arc"));
    EXPECT_EQ(pulses.count(), 1);
    EXPECT_EQ(scene.activeArcs(), 1);
    ASSERT_EQ(scene.notes()->rowCount(), 1);
    EXPECT_EQ(scene.notes()->rows()[0].kind, QStringLiteral("moving"));
    const auto start = scene.arcPoint(QStringLiteral("azure"), 0);
    const auto end = scene.arcPoint(QStringLiteral("azure"), 1);
    EXPECT_LT(start.x(), end.x());
    EXPECT_NEAR(end.x(), marker(QStringLiteral("azure"))->x, 22);
}

TEST_F(MapSceneTest, DrawsWhatWouldMoveBesideWhatIs)
{
    showRing();
    const auto arcs = scene.arcs().size();
    const auto active = scene.property("activeArcs").toInt();
    const auto ghost = [](const char* from, const char* to) {
        return QVariantMap{{QStringLiteral("from"), QString::fromLatin1(from)},
                           {QStringLiteral("to"), QString::fromLatin1(to)}};
    };
    scene.setGhosts({ghost("aws", "azure"), ghost("", "aws"), ghost("aws", "gone"), ghost("aws", "aws")});
    layOut();
    ASSERT_EQ(scene.arcs().size(), arcs + 2) << "not to whom is not on the map, nor to itself";
    EXPECT_EQ(scene.arcs().back().kind, ArcView::Kind::Ghost);
    EXPECT_EQ(scene.property("activeArcs").toInt(), active) << "it does not happen";
    scene.setGhosts({});
    layOut();
    EXPECT_EQ(scene.arcs().size(), arcs);
}

TEST_F(MapSceneTest, SelectsAClusterThatIsPressed)
{
    showRing();
    QSignalSpy chosen(&scene, &MapScene::activated);
    scene.activate(QStringLiteral("aws"));
    layOut();
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString(), QStringLiteral("aws"));
    EXPECT_TRUE(marker(QStringLiteral("aws"))->selected);
    scene.activate(QStringLiteral("nobody"));
    EXPECT_EQ(chosen.count(), 1);
}

TEST_F(MapSceneTest, OpensABubbleOfOnePlaceAndZoomsIntoOneOfSeveral)
{
    std::vector clusters{cluster("host", "us-east1")};
    for (int i = 0; i < 6; ++i)
        clusters.push_back(cluster("same" + std::to_string(i), "ap-southeast-2"));
    for (int i = 0; i < 8; ++i)
        clusters.push_back(cluster("eu" + std::to_string(i), i % 2 ? "eu-west-1" : "eu-west-2"));
    show(clusters);
    ASSERT_NE(marker(QStringLiteral("bubble:same0")), nullptr);
    scene.activate(QStringLiteral("bubble:same0"));
    layOut();
    EXPECT_EQ(marker(QStringLiteral("bubble:same0")), nullptr);
    EXPECT_NE(marker(QStringLiteral("same3")), nullptr);
    scene.activate(QStringLiteral("hub:same0"));
    layOut();
    EXPECT_NE(marker(QStringLiteral("bubble:same0")), nullptr);
    const double zoom = scene.zoom();
    scene.activate(QStringLiteral("bubble:eu0"));
    EXPECT_GT(scene.zoom(), 2 * zoom);
}

TEST_F(MapSceneTest, TellsWhichClusterChangedItsState)
{
    showRing();
    QSignalSpy changes(&scene, &MapScene::clusterStateChanged);
    show({cluster("gke", "us-east1"), cluster("aws", "us-west-2", ClusterState::Down), cluster("azure", "westeurope")});
    ASSERT_EQ(changes.count(), 1);
    EXPECT_EQ(changes[0][0].toString(), QStringLiteral("aws"));
}

TEST_F(MapSceneTest, LaysOutAThousandClustersInLessThanAFrame)
{
    std::vector<engine::ClusterView> clusters;
    const std::vector<std::string> regions{"us-east1",        "us-west-2",  "westeurope", "eu-central-1",
                                           "asia-northeast1", "ap-south-1", "brazilsouth"};
    for (int i = 0; i < 1000; ++i)
        clusters.push_back(cluster("c" + std::to_string(i), regions[static_cast<std::size_t>(i) % regions.size()],
                                   static_cast<ClusterState>(i % 5)));
    show(clusters);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i) {
        scene.zoomAt(i % 2 ? 1.1 : 1 / 1.1, 500, 300);
        layOut();
    }
    EXPECT_LT(timer.elapsed() / 20.0, 16.0) << "milliseconds, without optimisation";
}

TEST(BaseMap, PaintsSeaAndLandWhereTheyAre)
{
    BaseMapRequest request;
    request.projection = MapProjection({400, 300}, MapProjection::world({40, -100}), 4);
    request.colors = {Qt::blue, Qt::green, Qt::black, Qt::gray, Qt::darkBlue, Qt::red, Qt::green};
    request.regions = false;
    request.graticule = false;
    const std::atomic_bool stop = false;
    const auto picture = paintBaseMap(*worldOutlines(), request, stop);
    ASSERT_EQ(picture.size(), QSize(400, 300));
    const auto at = [&](GeoPoint place) {
        const auto point = request.projection.toView(MapProjection::world(place));
        return picture.pixelColor(static_cast<int>(point.x), static_cast<int>(point.y));
    };
    EXPECT_EQ(at({40, -100}), QColor(Qt::green));
    EXPECT_EQ(at({30, -135}), QColor(Qt::blue));
    const std::atomic_bool stopped = true;
    EXPECT_TRUE(paintBaseMap(*worldOutlines(), request, stopped).isNull());
}

TEST(MapRuler, NamesDegreesOnEveryTurnOfTheWorld)
{
    EXPECT_EQ(MapRuler::longitudeText(-75), QStringLiteral("75°W"));
    EXPECT_EQ(MapRuler::longitudeText(0), QStringLiteral("0°"));
    EXPECT_EQ(MapRuler::longitudeText(180), QStringLiteral("180°"));
    EXPECT_EQ(MapRuler::longitudeText(195), QStringLiteral("165°W"));
    EXPECT_EQ(MapRuler::longitudeText(-540), QStringLiteral("180°"));
    EXPECT_EQ(MapRuler::latitudeText(-30), QStringLiteral("30°S"));
}

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
