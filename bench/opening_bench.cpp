// How long the GUI thread is held while a kubeconfig of 5 000 contexts is opened, examined and brought into another
// one, with the window and its lists on the screen. Prints the longest time between two turns of the event loop.

#include "app/qml_plugins.h"
#include "ui/shell/app_model.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <fstream>
#include <functional>

using namespace orrery::ui;

namespace {

constexpr int contexts = 5'000;

void writeKubeconfig(const std::string& path)
{
    std::ofstream out(path);
    const std::string authority(2'000, 'Q'); // about as long as a certificate
    out << "current-context: context-0\napiVersion: v1\nkind: Config\nclusters:\n";
    for (int i = 0; i < contexts; ++i)
        out << "- cluster:\n    certificate-authority-data: " << authority << "\n    server: https://"
            << (i == 0 ? "127.0.0.1:1" : "10." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + ".1:6443")
            << "\n  name: c" << i << '\n';
    out << "contexts:\n";
    for (int i = 0; i < contexts; ++i)
        out << "- context:\n    cluster: c" << i << "\n    user: u" << i << "\n  name: context-" << i << '\n';
    out << "users:\n";
    for (int i = 0; i < contexts; ++i)
        out << "- name: u" << i << "\n  user:\n    token: token-" << i << '\n';
}

/// Turns the event loop until `done`, and prints what it took.
void turn(const char* what, const std::function<bool()>& done)
{
    QElapsedTimer all, since;
    all.start();
    since.start();
    qint64 longest = 0;
    for (bool last = false; !last;) {
        last = done(); // one more turn shows it
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, since.nsecsElapsed());
        since.start();
    }
    std::printf("%s: %.0f ms, the GUI thread held for at most %.1f ms\n", what,
                static_cast<double>(all.nsecsElapsed()) / 1e6, static_cast<double>(longest) / 1e6);
}

} // namespace

int main(int argc, char** argv)
{
    const QTemporaryDir home;
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"})
        qputenv(variable, home.path().toUtf8());
    const auto file = home.filePath(QStringLiteral("large"));
    writeKubeconfig(file.toStdString());

    const QGuiApplication application(argc, argv);
    AppModel app;
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)},
                                 {QStringLiteral("askedSize"), QSize(1280, 800)},
                                 {QStringLiteral("askedTheme"), QStringLiteral("dark")}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Orrery/App/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    QElapsedTimer settling;
    settling.start();
    turn("the window settles", [&] { return settling.elapsed() > 2'000; });

    app.useKubeconfig(file);
    turn("opening 5 000 contexts", [&] { return app.contexts()->count() == contexts; });
    app.sources()->look();
    turn("examining them", [&] { return !app.sources()->busy(); });
    app.importer()->begin(home.filePath(QStringLiteral("target")));
    turn("looking around", [&] { return !app.importer()->busy(); });
    app.importer()->addPath(file);
    turn("reading them", [&] { return !app.importer()->busy(); });
    app.importer()->next();
    turn("planning a merge", [&] { return !app.importer()->busy(); });
    app.importer()->next();
    app.importer()->next();
    turn("writing it", [&] { return !app.importer()->busy(); });
    const bool written = app.importer()->step() == 3;
    app.importer()->close();
    app.wizard()->begin(QStringLiteral("init"));
    turn("offering them", [&] { return app.wizard()->choices()->count() == contexts; });
    app.wizard()->close();
    // Nobody listens there, so the map shows what the kubeconfig knows.
    app.open(QStringLiteral("context-0"));
    turn("showing them on the map", [&] { return app.phase() == QLatin1String("failed"); });
    settling.start();
    turn("the map settles", [&] { return settling.elapsed() > 2'000; });
    return written ? 0 : 1;
}
