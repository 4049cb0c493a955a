#include "ui/clusters/cluster_details.h"
#include "ui/clusters/cluster_filter_model.h"
#include "ui/clusters/cluster_list_model.h"
#include "ui/clusters/cluster_text.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace orrery;
using namespace orrery::ui;
using namespace std::chrono_literals;
using engine::ClusterState;

namespace {

class FixedClock : public Clock {
public:
    [[nodiscard]] SteadyTime now() const override { return {}; }
    [[nodiscard]] WallTime wall() const override { return time; }

    WallTime time{std::chrono::hours(1000)};
};

engine::ClusterView cluster(const FixedClock& clock, std::string name, std::string provider, std::string region,
                            ClusterState state)
{
    engine::ClusterView view;
    view.name = std::move(name);
    view.provider = std::move(provider);
    view.region = std::move(region);
    view.state = state;
    view.member = true;
    view.nodes = 3;
    view.nodesReady = 3;
    view.objects = 9;
    view.inSync = 9;
    view.lastAnswer = clock.time - 2s;
    view.latency = 74ms;
    return view;
}

std::shared_ptr<engine::Snapshot> ring(const FixedClock& clock)
{
    auto snapshot = std::make_shared<engine::Snapshot>();
    snapshot->clusters = {cluster(clock, "gke", "gcp", "us-east1", ClusterState::Healthy),
                          cluster(clock, "aws", "aws", "us-west-2", ClusterState::Degraded),
                          cluster(clock, "azure", "azure", "westeurope", ClusterState::Healthy)};
    snapshot->clusters[0].host = true;
    snapshot->clusters[0].member = false;
    auto& aws = snapshot->clusters[1];
    aws.nodesReady = 2;
    aws.conflicts = 1;
    aws.inSync = 7;
    aws.stateSince = clock.time - 6min;
    engine::WorkloadView workload;
    workload.id = "default/microbot-config";
    workload.kind = "ConfigMap";
    workload.ns = "default";
    workload.name = "microbot-config";
    workload.placements = {{.cluster = "aws", .state = federation::PlacementState::Conflict, .message = "not ours"},
                           {.cluster = "azure", .state = federation::PlacementState::InSync}};
    engine::WorkloadView pods = workload;
    pods.id = "default/microbot";
    pods.kind = "Deployment";
    pods.name = "microbot";
    pods.placements = {{.cluster = "aws", .state = federation::PlacementState::Progressing, .desired = 5, .ready = 3}};
    snapshot->workloads = {pods, workload};
    return snapshot;
}

QVariant value(const QAbstractItemModel& model, int row, int role)
{
    return model.index(row, 0).data(role);
}

} // namespace

TEST(ClusterListModel, PutsClustersAtTheirRegions)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_EQ(value(model, 1, ClusterListModel::PlaceRole).toString(), QStringLiteral("Oregon"));
    EXPECT_NEAR(value(model, 2, ClusterListModel::LatitudeRole).toDouble(), 52.37, 0.01);
    EXPECT_TRUE(value(model, 0, ClusterListModel::PlacedRole).toBool());
    EXPECT_EQ(model.unplaced(), 0);
}

TEST(ClusterListModel, LeavesUnknownRegionsUnplacedUnlessAZoneGivesThemAway)
{
    FixedClock clock;
    auto snapshot = ring(clock);
    snapshot->clusters[1].region = "lyon-1";
    snapshot->clusters[2].region = "";
    snapshot->clusters[2].zones = {"rack-1", "westeurope-2"};
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(snapshot);
    EXPECT_FALSE(value(model, 1, ClusterListModel::PlacedRole).toBool());
    EXPECT_TRUE(value(model, 2, ClusterListModel::PlacedRole).toBool());
    EXPECT_EQ(model.unplaced(), 1);
}

TEST(ClusterListModel, CountsStatesAndNamesTheWorst)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    QSignalSpy counts(&model, &ClusterListModel::countsChanged);
    model.setSnapshot(ring(clock));
    EXPECT_EQ(counts.count(), 1);
    EXPECT_EQ(model.healthy(), 2);
    EXPECT_EQ(model.degraded(), 1);
    EXPECT_EQ(model.worstKey(), QStringLiteral("degraded"));
    model.setSnapshot(nullptr);
    EXPECT_EQ(model.count(), 0);
    EXPECT_EQ(model.worstKey(), QString());
}

TEST(ClusterListModel, SpeaksOfAClusterInOneLine)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    EXPECT_TRUE(value(model, 1, ClusterListModel::SummaryRole)
                    .toString()
                    .startsWith(QStringLiteral("aws, Degraded, us-west-2")));
    EXPECT_TRUE(value(model, 0, ClusterListModel::SummaryRole).toString().contains(QStringLiteral("federation host")));
}

TEST(ClusterListModel, InsertsRemovesAndMovesRowsWithoutAReset)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setSnapshot(ring(clock));
    const QPersistentModelIndex azure = model.index(2);
    auto without = ring(clock);
    without->clusters.erase(without->clusters.begin() + 1);
    model.setSnapshot(without);
    EXPECT_EQ(azure.row(), 1);
    auto more = ring(clock);
    more->clusters.insert(more->clusters.begin() + 1, cluster(clock, "alpha", "", "", ClusterState::Unknown));
    std::swap(more->clusters[2], more->clusters[3]);
    model.setSnapshot(more);
    ASSERT_EQ(model.rowCount(), 4);
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(value(model, i, ClusterListModel::NameRole).toString().toStdString(),
                  more->clusters[static_cast<std::size_t>(i)].name);
    EXPECT_EQ(resets.count(), 0);
}

TEST(ClusterListModel, CallsDataOldAfterHalfAMinute)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    EXPECT_FALSE(value(model, 1, ClusterListModel::StaleRole).toBool());
    EXPECT_EQ(value(model, 1, ClusterListModel::AgeTextRole).toString(), QStringLiteral("2 s"));
    clock.time += 29s;
    EXPECT_TRUE(value(model, 1, ClusterListModel::StaleRole).toBool());
}

TEST(ClusterDetails, SayWhatIsWrongWorstFirst)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    ClusterDetails details;
    details.setClusters(&model);
    EXPECT_FALSE(details.there());
    details.setName(QStringLiteral("aws"));
    ASSERT_TRUE(details.there());
    EXPECT_EQ(details.lead(), QStringLiteral("Degraded for 6 min."));
    EXPECT_TRUE(details.sentence().contains(QStringLiteral("1 of 3 node")));
    const auto attention = details.attention();
    ASSERT_EQ(attention.size(), 3);
    EXPECT_EQ(attention[0].toMap()[QStringLiteral("title")].toString(),
              QStringLiteral("ConfigMap default/microbot-config"));
    EXPECT_EQ(attention[0].toMap()[QStringLiteral("text")].toString(), QStringLiteral("Conflict: not ours"));
    EXPECT_EQ(attention[0].toMap()[QStringLiteral("workload")].toString(), QStringLiteral("default/microbot-config"));
    EXPECT_TRUE(attention[1].toMap()[QStringLiteral("text")].toString().startsWith(QStringLiteral("3 of 5 replica")));
    EXPECT_EQ(attention[2].toMap()[QStringLiteral("title")].toString(), QStringLiteral("Nodes"));
}

TEST(ClusterDetails, FollowTheModelAndLoseAClusterThatIsGone)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    ClusterDetails details;
    details.setClusters(&model);
    details.setName(QStringLiteral("aws"));
    QSignalSpy changes(&details, &ClusterDetails::changed);
    auto snapshot = ring(clock);
    snapshot->clusters.resize(1);
    model.setSnapshot(snapshot);
    EXPECT_GE(changes.count(), 1);
    EXPECT_FALSE(details.there());
    EXPECT_TRUE(details.attention().isEmpty());
}

TEST(ClusterFilterModel, MatchesAllWordsInAnyColumn)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    ClusterFilterModel filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    filter.setText(QStringLiteral("OREGON aws"));
    ASSERT_EQ(filter.rowCount(), 1);
    EXPECT_EQ(filter.nameAt(0), QStringLiteral("aws"));
    filter.setText(QStringLiteral("oregon azure"));
    EXPECT_EQ(filter.rowCount(), 0);
    EXPECT_TRUE(filter.filtered());
    filter.clearFilter();
    filter.setState(static_cast<int>(ClusterState::Healthy));
    EXPECT_EQ(filter.rowCount(), 2);
    filter.setProvider(QStringLiteral("azure"));
    EXPECT_EQ(filter.rowCount(), 1);
}

TEST(ClusterFilterModel, SortsByAnyColumnAndBack)
{
    FixedClock clock;
    ClusterListModel model(clock, nullptr);
    model.setSnapshot(ring(clock));
    ClusterFilterModel filter;
    filter.setSourceModel(&model);
    EXPECT_EQ(filter.nameAt(0), QStringLiteral("gke")) << "the host first";
    filter.setSortKey(QStringLiteral("name"));
    EXPECT_EQ(filter.nameAt(0), QStringLiteral("aws"));
    filter.setDescending(true);
    EXPECT_EQ(filter.nameAt(0), QStringLiteral("gke"));
    filter.setSortKey(QStringLiteral("state"));
    EXPECT_EQ(filter.nameAt(0), QStringLiteral("aws")) << "the worst first";
    filter.setSortKey({});
    EXPECT_EQ(filter.rowOf(QStringLiteral("gke")), 0);
    EXPECT_EQ(filter.rowOf(QStringLiteral("nobody")), -1);
}

TEST(ClusterText, WritesTimesAndAmountsForPeople)
{
    EXPECT_EQ(durationText(2s), QStringLiteral("2 s"));
    EXPECT_EQ(durationText(12min + 5s), QStringLiteral("12 min"));
    EXPECT_EQ(durationText(148h), QStringLiteral("6 d 4 h"));
    EXPECT_EQ(durationText(-3s), QStringLiteral("0 s"));
    EXPECT_EQ(latencyText(74ms), QStringLiteral("74 ms"));
    EXPECT_EQ(latencyText(std::nullopt), QStringLiteral("–"));
    EXPECT_EQ(memoryText(15.1 * 1073741824, 16.0 * 1073741824), QStringLiteral("15.1 of 16.0 GiB"));
    const WallTime now{1000h};
    EXPECT_EQ(expiryText(now + 148h, now), QStringLiteral("in 6 d 4 h"));
    EXPECT_EQ(expiryText(now - 2h, now), QStringLiteral("expired 2 h ago"));
    EXPECT_EQ(skewText(-3s), QStringLiteral("−3 s"));
}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
