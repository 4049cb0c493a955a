#include "ui/map_fleets.h"
#include "ui/workloads/workload_model.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace orrery;
using namespace orrery::ui;

namespace {

QStringList names(const WorkloadModel& model)
{
    QStringList all;
    for (int i = 0; i < model.count(); ++i)
        all << model.data(model.index(i), WorkloadModel::NameRole).toString();
    return all;
}

std::shared_ptr<engine::Snapshot> ring()
{
    auto snapshot = std::make_shared<engine::Snapshot>(*sampleRing());
    snapshot->workloads[0].worst = federation::PlacementState::Conflict;
    snapshot->workloads[1].worst = federation::PlacementState::Progressing;
    snapshot->workloads[1].desired = 10;
    snapshot->workloads[1].ready = 8;
    return snapshot;
}

} // namespace

TEST(WorkloadModel, ShowsEveryObjectAndAColumnForEachMember)
{
    WorkloadModel model;
    model.setSnapshot(ring());
    EXPECT_EQ(names(model), (QStringList{QStringLiteral("microbot-config"), QStringLiteral("microbot")}));
    EXPECT_EQ(model.columns().size(), 2) << "the host has not joined";
    EXPECT_EQ(model.data(model.index(1), WorkloadModel::ReadyTextRole).toString(), QStringLiteral("8/10"));
    EXPECT_EQ(model.data(model.index(0), WorkloadModel::ReadyTextRole).toString(), QString());
}

TEST(WorkloadModel, CountsReplicasInACellAndSaysTheStateOfWhatHasNone)
{
    WorkloadModel model;
    model.setSnapshot(ring());
    const auto config = model.data(model.index(0), WorkloadModel::CellsRole).toList().value(0).toMap();
    EXPECT_FALSE(config[QStringLiteral("counted")].toBool());
    EXPECT_EQ(config[QStringLiteral("word")].toString(), QStringLiteral("Conflict"));
    EXPECT_EQ(config[QStringLiteral("stateKey")].toString(), QStringLiteral("degraded"));
    const auto pods = model.data(model.index(1), WorkloadModel::CellsRole).toList().value(0).toMap();
    EXPECT_TRUE(pods[QStringLiteral("counted")].toBool());
    EXPECT_EQ(pods[QStringLiteral("ready")].toInt(), 3);
    EXPECT_EQ(pods[QStringLiteral("stateKey")].toString(), QStringLiteral("connecting")) << "on its way is no trouble";
}

TEST(WorkloadModel, FiltersByTextKindAndTrouble)
{
    WorkloadModel model;
    model.setSnapshot(ring());
    model.setText(QStringLiteral("CONFIG"));
    EXPECT_EQ(names(model), QStringList{QStringLiteral("microbot-config")});
    model.setText({});
    model.setKind(QStringLiteral("Deployment"));
    EXPECT_EQ(names(model), QStringList{QStringLiteral("microbot")});
    model.setKind({});
    model.setNs(QStringLiteral("shop"));
    EXPECT_EQ(model.count(), 0);
    model.setNs({});
    model.setOnlyTroubled(true);
    EXPECT_EQ(names(model), QStringList{QStringLiteral("microbot-config")});
    EXPECT_EQ(model.troubled(), 1);
    EXPECT_EQ(model.total(), 2);
}

TEST(WorkloadModel, FindsWhatAnEventIsAbout)
{
    WorkloadModel model;
    model.setSnapshot(ring());
    EXPECT_EQ(model.idOf(QStringLiteral("Deployment default/microbot")), QStringLiteral("default/microbot"));
    EXPECT_EQ(model.idOf(QStringLiteral("Deployment default/other")), QString());
    EXPECT_EQ(model.details(QStringLiteral("default/microbot"))[QStringLiteral("object")].toString(),
              QStringLiteral("Deployment default/microbot"));
    EXPECT_TRUE(model.details(QStringLiteral("gone")).isEmpty());
}

TEST(WorkloadModel, TellsTheHopsFromThePolicyToThePods)
{
    WorkloadModel model;
    auto snapshot = ring();
    snapshot->workloads[1].why = {{.hop = "Pods", .broken = true, .text = "aws: 3 of 5 ready"},
                                  {.hop = "Policy", .text = "no policy names it"},
                                  {.hop = "Write", .text = "aws"},
                                  {.hop = "Decision", .text = "webster"},
                                  {.hop = "Write", .text = "azure"}};
    model.setSnapshot(snapshot);
    QStringList told;
    for (const auto& hop : model.details(QStringLiteral("default/microbot"))[QStringLiteral("why")].toList())
        told << hop.toMap()[QStringLiteral("text")].toString();
    EXPECT_EQ(told.join(u'|'), QStringLiteral("no policy names it|webster|aws|azure|aws: 3 of 5 ready"));
}

TEST(WorkloadModel, KeepsItsRowsWhenOnlyTheirNumbersChange)
{
    WorkloadModel model;
    auto snapshot = ring();
    model.setSnapshot(snapshot);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
    snapshot = std::make_shared<engine::Snapshot>(*snapshot);
    snapshot->workloads[1].ready = 10;
    model.setSnapshot(snapshot);
    EXPECT_EQ(reset.count(), 0) << "the selection and the scroll position would be lost";
    EXPECT_EQ(data.count(), 1);
    EXPECT_EQ(model.data(model.index(1), WorkloadModel::ReadyTextRole).toString(), QStringLiteral("10/10"));
}
