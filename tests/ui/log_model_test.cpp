#include "ui/log/log_model.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QUrl>

#include <gtest/gtest.h>

using namespace orrery;
using namespace orrery::ui;
using federation::Event;
using federation::Severity;

namespace {

Event event(const char* message, Severity severity = Severity::Info, const char* cluster = "aws")
{
    Event it;
    it.severity = severity;
    it.cluster = cluster;
    it.controller = "sync";
    it.object = "Deployment default/microbot";
    it.message = message;
    return it;
}

QStringList messages(const LogModel& log)
{
    QStringList all;
    for (int i = 0; i < log.count(); ++i)
        all << log.data(log.index(i), LogModel::MessageRole).toString();
    return all;
}

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");

} // namespace

TEST(LogModel, CountsBySeverityAndHidesWhatIsToggledOff)
{
    LogModel log;
    log.append({event("one"), event("two", Severity::Warning), event("three", Severity::Error)});
    EXPECT_EQ(log.infos(), 1);
    EXPECT_EQ(log.warnings(), 1);
    EXPECT_EQ(log.errors(), 1);
    log.toggleSeverity(1);
    EXPECT_EQ(messages(log), (QStringList{two, QStringLiteral("three")}));
    EXPECT_EQ(log.infos(), 1) << "what is hidden is counted all the same";
    log.toggleSeverity(1);
    EXPECT_EQ(log.count(), 3);
}

TEST(LogModel, DrawsRepeatsTogether)
{
    LogModel log;
    log.append({event("one"), event("one"), event("two")});
    log.append({event("two")});
    EXPECT_EQ(messages(log), (QStringList{one, two}));
    EXPECT_EQ(log.data(log.index(1), LogModel::RepeatsRole).toInt(), 2);
    log.setCollapse(false);
    EXPECT_EQ(log.count(), 4);
}

TEST(LogModel, KeepsReceivingWhilePaused)
{
    LogModel log;
    log.append({event("one")});
    log.setPaused(true);
    log.append({event("two")});
    EXPECT_EQ(messages(log), QStringList{one});
    EXPECT_EQ(log.waiting(), 1);
    log.setPaused(false);
    EXPECT_EQ(messages(log), (QStringList{one, two}));
    EXPECT_EQ(log.waiting(), 0);
}

TEST(LogModel, FiltersByTextClusterAndRegularExpression)
{
    LogModel log;
    log.append({event("one"), event("two", Severity::Info, "azure")});
    log.setCluster(QStringLiteral("azure"));
    EXPECT_EQ(messages(log), QStringList{two});
    log.setCluster({});
    log.setText(QStringLiteral("ON"));
    EXPECT_EQ(messages(log), QStringList{one});
    log.setRegex(true);
    log.setText(QStringLiteral("^.*tw[o]"));
    EXPECT_EQ(messages(log), QStringList{two});
    log.setText(QStringLiteral("("));
    EXPECT_TRUE(log.badRegex());
    EXPECT_EQ(log.count(), 2) << "an unfinished expression hides nothing";
    log.clearFilters();
    EXPECT_EQ(log.count(), 2);
}

TEST(LogModel, ForgetsTheOldestBeyondItsCapacity)
{
    LogModel log(nullptr, 3);
    for (const auto* message : {"a", "b", "c", "d", "e"})
        log.append({event(message)});
    EXPECT_EQ(messages(log), (QStringList{QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e")}));
    EXPECT_EQ(log.total(), 3);
    EXPECT_EQ(log.infos(), 3);
}

TEST(LogModel, SavesWhatIsShownAsTextOrJsonLines)
{
    const QTemporaryDir folder;
    LogModel log;
    log.append({event("one"), event("two", Severity::Error)});
    log.toggleSeverity(1);
    const auto path = folder.filePath(QStringLiteral("log.jsonl"));
    ASSERT_EQ(log.save(QUrl::fromLocalFile(path)), QString());
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll().trimmed().split('\n');
    ASSERT_EQ(lines.size(), 1);
    const auto line = QJsonDocument::fromJson(lines[0]).object();
    EXPECT_EQ(line[QStringLiteral("message")].toString(), two);
    EXPECT_EQ(line[QStringLiteral("severity")].toString().toLower(), QStringLiteral("error"));
    EXPECT_NE(log.save(QUrl::fromLocalFile(folder.filePath(QStringLiteral("no/such/folder.log")))), QString());
}
