#include "app/qml_plugins.h"
#include "base/platform/interrupt.h"
#include "ui/shell/app_model.h"
#include "ui/support/translator.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTextStream>
#include <QTimer>

#include <optional>
#include <stop_token>

using orrery::platform::Interrupt;

namespace {

struct Choices {
    bool demo = false;
    QString kubeconfig, federation, screenshots, theme, language;
    QSize size; ///< empty = as it was left
};

int wrong(const QString& sentence)
{
    QTextStream(stderr) << "orrery: " << sentence << "\n";
    return 2;
}

/// Answers an exit code when the program has to end at once.
std::optional<int> parse(const QStringList& arguments, Choices& choices)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("See and steer a federation of Kubernetes clusters."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    const auto option = [&](const char* name, const char* text, const char* value) {
        const QCommandLineOption it(QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value));
        parser.addOption(it);
        return it;
    };
    const auto demo = option("demo", "Open the demo fleet.", "");
    const auto kubeconfig = option("kubeconfig", "Use this kubeconfig.", "file");
    const auto federation = option("federation", "Open this federation or context.", "name");
    const auto screenshot = option("screenshot", "Save a picture of each page and end.", "folder");
    const auto size = option("size", "Size of the window, for example 1440x900.", "WxH");
    const auto theme = option("theme", "dark, light or system.", "name");
    const auto language = option("language", "en or zh_CN.", "name");
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return wrong(QStringLiteral("\"%1\" is not understood.").arg(parser.positionalArguments().constFirst()));
    if (parser.isSet(help)) {
        QTextStream(stdout) << parser.helpText();
        return 0;
    }
    if (parser.isSet(version)) {
        QTextStream(stdout) << "orrery " << QString::fromLatin1(ORRERY_VERSION) << "\n";
        return 0;
    }
    choices.demo = parser.isSet(demo);
    choices.kubeconfig = parser.value(kubeconfig);
    choices.federation = parser.value(federation);
    choices.screenshots = parser.value(screenshot);
    choices.theme = parser.value(theme);
    choices.language = parser.value(language);
    if (!choices.theme.isEmpty() && choices.theme != QStringLiteral("dark") && choices.theme != QStringLiteral("light")
        && choices.theme != QStringLiteral("system"))
        return wrong(QStringLiteral("The theme is dark, light or system, not \"%1\".").arg(choices.theme));
    if (!choices.language.isEmpty() && choices.language != QStringLiteral("en")
        && choices.language != QStringLiteral("zh_CN"))
        return wrong(QStringLiteral("The language is en or zh_CN, not \"%1\".").arg(choices.language));
    if (parser.isSet(size)) {
        const auto parts = parser.value(size).split(u'x');
        choices.size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
        if (choices.size.width() < 640 || choices.size.height() < 480)
            return wrong(QStringLiteral("The size is a width and a height of at least 640x480, for example 1440x900."));
    }
    return {};
}

/// What was asked for, else what was chosen in an earlier session, else what the desktop speaks.
QString languageOf(const Choices& choices, const orrery::ui::AppModel& app)
{
    if (!choices.language.isEmpty())
        return choices.language;
    const auto desktop =
        QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    return app.kept(QStringLiteral("language"), desktop).toString();
}

/// Shows one page after the other and saves each, once what was asked for is open.
void takePictures(const orrery::ui::AppModel& app, QQuickWindow* window, const QString& folder)
{
    const QStringList pages{QStringLiteral("map"), QStringLiteral("clusters"), QStringLiteral("workloads"),
                            QStringLiteral("events"), QStringLiteral("settings")};
    QDir().mkpath(folder);
    auto* timer = new QTimer(window);
    QObject::connect(timer, &QTimer::timeout, window, [&app, window, folder, pages, next = -1]() mutable {
        if (next < 0 && (app.running() > 0 || app.reading()))
            return;
        if (next >= 0)
            window->grabWindow().save(folder + u'/' + pages[next] + QStringLiteral(".png"));
        if (++next == pages.size())
            return QCoreApplication::quit();
        window->setProperty("page", pages[next]);
    });
    timer->start(2000);
}

} // namespace

int main(int argc, char** argv)
{
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    Choices choices;
    if (const auto code = parse(arguments, choices))
        return *code;

    const Interrupt interrupt(Interrupt::Hangup::Asks);
    const QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Orrery"));
    QCoreApplication::setOrganizationName(QStringLiteral("Orrery"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(ORRERY_VERSION));

    orrery::ui::AppModel app;
    QQmlApplicationEngine engine;
    orrery::ui::Translator translator;
    app.retranslate = [&](const QString& language) {
        QCoreApplication::removeTranslator(&translator);
        if (translator.load(QStringLiteral(":/i18n/orrery_%1.qm").arg(language)))
            QCoreApplication::installTranslator(&translator);
        engine.retranslate();
    };
    app.setLanguage(languageOf(choices, app));
    engine.addImportPath(QStringLiteral(":/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)},
                                 {QStringLiteral("askedSize"), choices.size},
                                 {QStringLiteral("askedTheme"), choices.theme}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/App/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;

    // Ended from outside, the window ends as when it is closed: what it holds in clusters is released.
    // Nobody can be asked what to do with an unsaved policy.
    const std::stop_callback ended(Interrupt::token(), [&app] {
        const auto end = [&app] {
            app.policy()->end();
            QCoreApplication::quit();
        };
        QMetaObject::invokeMethod(qApp, end, Qt::QueuedConnection);
    });
    if (choices.demo)
        app.openDemo();
    else if (!choices.kubeconfig.isEmpty() || !choices.federation.isEmpty())
        app.openFrom(choices.kubeconfig, choices.federation);
    if (!choices.screenshots.isEmpty())
        takePictures(app, qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst()), choices.screenshots);
    return QGuiApplication::exec();
}
