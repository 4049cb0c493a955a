// The controls by keyboard and by their accessible names, as they stand in the pages.

#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickView>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>
#include <QtQml/QQmlExtensionPlugin>

#include <gtest/gtest.h>

Q_IMPORT_QML_PLUGIN(Orrery_ModelPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ControlsPlugin)

namespace {

class ControlTest : public testing::Test {
protected:
    ControlTest() { view.engine()->addImportPath(QStringLiteral(":/qt/qml")); }

    /// Shows what is written and gives the first control the focus.
    void show(const char* qml)
    {
        ASSERT_TRUE(file.open());
        file.write("import QtQuick\nimport Orrery.Controls\n");
        file.write(qml);
        file.close();
        view.setSource(QUrl::fromLocalFile(file.fileName()));
        ASSERT_EQ(view.status(), QQuickView::Ready) << view.errors().value(0).toString().toStdString();
        view.show();
        view.requestActivate();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
        QTest::keyClick(&view, Qt::Key_Tab);
    }

    [[nodiscard]] QObject* named(const char* name) const
    {
        return view.rootObject()->findChild<QObject*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QVariant root(const char* property) const { return view.rootObject()->property(property); }
    void key(int code) { QTest::keyClick(&view, static_cast<Qt::Key>(code)); }

    QTemporaryFile file{QStringLiteral("control-XXXXXX.qml")};
    QQuickView view;
};

} // namespace

TEST_F(ControlTest, ATickBoxTurnsWithSpaceAndReturn)
{
    show("Item { width: 300; height: 100; TickBox { objectName: \"box\"; text: \"Propagate\" } }");
    auto* box = named("box");
    EXPECT_TRUE(box->property("activeFocus").toBool());
    key(Qt::Key_Space);
    EXPECT_TRUE(box->property("checked").toBool());
    key(Qt::Key_Return);
    EXPECT_FALSE(box->property("checked").toBool());
}

TEST_F(ControlTest, AToggleTellsWhoeverTurnedIt)
{
    show("Item { width: 300; height: 100; property int told: 0; Toggle { objectName: \"toggle\"; text: \"On\"; "
         "onToggled: parent.told += 1 } }");
    key(Qt::Key_Space);
    EXPECT_EQ(root("told").toInt(), 1);
    key(Qt::Key_Return);
    EXPECT_EQ(root("told").toInt(), 2);
    EXPECT_FALSE(named("toggle")->property("checked").toBool());
}

TEST_F(ControlTest, OfRadioChoicesOneIsChosen)
{
    show("Row { RadioChoice { objectName: \"keep\"; text: \"Keep\"; checked: true } RadioChoice { objectName: "
         "\"remove\"; text: \"Remove\" } }");
    key(Qt::Key_Tab);
    key(Qt::Key_Space);
    EXPECT_TRUE(named("remove")->property("checked").toBool());
    EXPECT_FALSE(named("keep")->property("checked").toBool());
}

TEST_F(ControlTest, ANumberBoxCountsAndTakesWhatIsTyped)
{
    show("Item { width: 300; height: 100; NumberBox { objectName: \"number\"; label: \"Replicas\"; to: 100; value: 10 "
         "} }");
    auto* number = named("number");
    key(Qt::Key_Up);
    EXPECT_EQ(number->property("value").toInt(), 11);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_7);
    key(Qt::Key_Return);
    EXPECT_EQ(number->property("value").toInt(), 7);
}

TEST_F(ControlTest, SegmentsMoveWithTheArrows)
{
    show("Item { width: 300; height: 100; property int chosen: 0; Segmented { current: parent.chosen; segments: [{ "
         "text: "
         "\"Dark\", icon: \"moon\" }, { text: \"Light\", icon: \"eye\" }]; onChosen: index => parent.chosen = index } "
         "}");
    key(Qt::Key_Right);
    EXPECT_EQ(root("chosen").toInt(), 1);
    key(Qt::Key_Left);
    EXPECT_EQ(root("chosen").toInt(), 0);
}

TEST_F(ControlTest, ADisabledButtonDoesNothing)
{
    show(
        "Row { property int pressed: 0; PushButton { objectName: \"off\"; text: \"Apply\"; enabled: false; onClicked: "
        "parent.pressed += 1 } PushButton { objectName: \"on\"; text: \"Cancel\"; onClicked: parent.pressed += 10 } }");
    EXPECT_TRUE(named("on")->property("activeFocus").toBool()) << "Tab passes what cannot be operated";
    key(Qt::Key_Return);
    EXPECT_EQ(root("pressed").toInt(), 10);
}

TEST_F(ControlTest, AFieldSaysWhatIsWrongInsteadOfItsHint)
{
    show("Item { width: 400; height: 100; Field { objectName: \"field\"; label: \"Name\"; hint: \"As kubectl shows "
         "it\" } }");
    auto* note = named("field")->findChild<QQuickItem*>(QStringLiteral("note"));
    ASSERT_NE(note, nullptr);
    EXPECT_EQ(note->property("shown").toString(), QStringLiteral("As kubectl shows it"));
    named("field")->setProperty("problem", QStringLiteral("Give it a name."));
    EXPECT_EQ(note->property("shown").toString(), QStringLiteral("Give it a name."));
}

TEST_F(ControlTest, EscEmptiesAFilter)
{
    show("Item { width: 300; height: 100; FilterField { objectName: \"filter\"; placeholderText: \"Filter\" } }");
    QTest::keyClick(&view, Qt::Key_A);
    EXPECT_EQ(named("filter")->property("text").toString(), QStringLiteral("a"));
    key(Qt::Key_Escape);
    EXPECT_EQ(named("filter")->property("text").toString(), QString());
}

int main(int argc, char** argv)
{
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    const QGuiApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
