// The tokens of both themes against WCAG 2.1 (AA): text 4.5 : 1, graphics 3 : 1, on every ground they stand on.

#include <QColor>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QtQml/QQmlExtensionPlugin>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

Q_IMPORT_QML_PLUGIN(Orrery_ModelPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ControlsPlugin)

namespace {

/// WCAG 2.1, "relative luminance".
double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)}); // by value: a list, not references
    return (light + 0.05) / (dark + 0.05);
}

class ThemeTest : public testing::TestWithParam<bool> {
protected:
    ThemeTest()
    {
        engine.addImportPath(QStringLiteral(":/qt/qml"));
        QQmlComponent component(&engine);
        component.setData("import QtQml\nimport Orrery.Controls\nQtObject { property QtObject theme: Theme }", {});
        holder.reset(component.create());
        if (holder)
            theme = holder->property("theme").value<QObject*>();
        if (theme)
            theme->setProperty("dark", GetParam());
    }

    void SetUp() override { ASSERT_NE(theme, nullptr); }

    [[nodiscard]] QColor token(const char* name) const
    {
        const auto color = theme->property(name).value<QColor>();
        EXPECT_TRUE(color.isValid()) << name;
        return color;
    }

    void expect(const char* ink, std::initializer_list<const char*> grounds, double least) const
    {
        for (const auto* ground : grounds)
            EXPECT_GE(contrast(token(ink), token(ground)), least) << ink << " on " << ground;
    }

    QQmlEngine engine;
    std::unique_ptr<QObject> holder;
    QObject* theme = nullptr;
};

constexpr double text = 4.5, graphics = 3.0;

} // namespace

TEST(Contrast, IsThatOfTheStandard)
{
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 0.001);
    EXPECT_NEAR(contrast(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);
}

TEST_P(ThemeTest, TextCanBeReadOnEveryGround)
{
    for (const auto* ink : {"text", "text2", "text3", "accentText", "okText", "warnText", "downText", "unkText",
                            "replayText", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"})
        expect(ink, {"window", "panel", "raised", "hover", "selected"}, text);
}

TEST_P(ThemeTest, TextCanBeReadOnTintsAndFills)
{
    expect("okText", {"okTint"}, text);
    expect("warnText", {"warnTint"}, text);
    expect("downText", {"downTint"}, text);
    expect("unkText", {"unkTint"}, text);
    expect("text", {"warnTint", "downTint", "plate"}, text);
    expect("text2", {"warnTint", "downTint", "plate"}, text);
    expect("text3", {"downTint"}, text);
    expect("accentInk", {"accent", "accentHover", "accentPress"}, text);
    expect("stateInk", {"okFill", "warnFill", "downFill", "unkFill"}, text);
}

TEST_P(ThemeTest, WhatCanBeOperatedAndWhatHasTheFocusIsSeen)
{
    for (const auto* ink : {"control", "focus", "accent", "okBar", "warnBar", "downBar", "unkBar"})
        expect(ink, {"window", "panel", "raised", "hover", "selected"}, graphics);
}

TEST_P(ThemeTest, TheMapsMarksAndLinesAreSeenOnLandAndSea)
{
    for (const auto* ink :
         {"okEdge", "warnEdge", "downEdge", "unkEdge", "region", "arcIdle", "accent", "warnBar", "downBar"})
        expect(ink, {"land", "sea"}, graphics);
    expect("coast", {"sea"}, graphics);
}

INSTANTIATE_TEST_SUITE_P(Dark, ThemeTest, testing::Values(true));
INSTANTIATE_TEST_SUITE_P(Light, ThemeTest, testing::Values(false));

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
