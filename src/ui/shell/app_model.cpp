#include "ui/shell/app_model.h"

#include "engine/demo.h"
#include "ui/clusters/cluster_text.h"
#include "ui/support/error_text.h"

#include <QClipboard>
#include <QDateTime>
#include <QFile>
#include <QGuiApplication>
#include <QSettings>

#include <algorithm>
#include <variant>

namespace orrery::ui {

AppModel::AppModel(QObject* parent) : QObject(parent), m_wizard(m_bridge, this)
{
    connect(&m_bridge, &EngineBridge::snapshotArrived, this, &AppModel::setSnapshot);
    connect(&m_bridge, &EngineBridge::eventsArrived, this, [this](const auto& events) {
        m_log.append(events);
        tellWrites(events);
    });
    connect(&m_second, &QTimer::timeout, this, &AppModel::ticked);
    m_second.start(std::chrono::seconds(1));
    m_wizard.initialised = [this](const QString& name) { open(name); };
}

void AppModel::setSnapshot(const engine::SnapshotPtr& snapshot)
{
    m_snapshot = snapshot;
    m_clusters.setSnapshot(snapshot);
    m_workloads.setSnapshot(snapshot);
    m_wizard.m_members.clear();
    m_wizard.m_federation = federation();
    for (const auto& cluster : snapshot->clusters) {
        if (cluster.member)
            m_wizard.m_members << QString::fromStdString(cluster.name);
    }
    if (snapshot->phase == engine::Phase::Failed && snapshot->error)
        fail(*snapshot->error);
    Q_EMIT changed();
    Q_EMIT ticked();
}

void AppModel::tellWrites(const std::vector<federation::Event>& events)
{
    for (const auto& event : events) {
        if (event.controller == "sync" && event.took && !event.cluster.empty())
            Q_EMIT written(QString::fromStdString(event.cluster), QString::fromStdString(event.object));
    }
}

QString AppModel::phase() const
{
    switch (m_snapshot->phase) {
    case engine::Phase::Closed: return QStringLiteral("closed");
    case engine::Phase::Connecting: return QStringLiteral("connecting");
    case engine::Phase::Open: return QStringLiteral("open");
    case engine::Phase::Failed: return QStringLiteral("failed");
    }
    return {};
}

QString AppModel::federation() const
{
    return QString::fromStdString(m_snapshot->federation);
}

QString AppModel::host() const
{
    return QString::fromStdString(m_snapshot->hostCluster);
}

QString AppModel::kubeconfig() const
{
    return QString::fromStdString(m_snapshot->kubeconfig);
}

int AppModel::members() const
{
    const auto& all = m_snapshot->clusters;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const auto& it) { return it.member; }));
}

int AppModel::asked() const
{
    const auto& all = m_snapshot->clusters;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const auto& it) { return it.member || it.host; }));
}

QString AppModel::age() const
{
    return m_snapshot->asOf == WallTime{} ? QString() : ageText(m_snapshot->asOf, m_clusters.now());
}

QString AppModel::lease() const
{
    if (m_snapshot->lease.ours)
        return tr("Lease held by this app");
    if (m_snapshot->lease.holder.empty())
        return tr("Nobody acts: the lease is free");
    return tr("Lease held by %1").arg(QString::fromStdString(m_snapshot->lease.holder));
}

QString AppModel::clock() const
{
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("HH:mm:ss"));
}

QVariantList AppModel::contexts() const
{
    QVariantList all;
    for (const auto& context : m_bridge.engine().contexts())
        all << QVariantMap{{QStringLiteral("name"), QString::fromStdString(context.name)},
                           {QStringLiteral("server"), QString::fromStdString(context.server)},
                           {QStringLiteral("user"), QString::fromStdString(context.user)},
                           {QStringLiteral("problem"), QString::fromStdString(context.problem)},
                           {QStringLiteral("current"), context.current}};
    return all;
}

void AppModel::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    if (retranslate)
        retranslate(language);
    Q_EMIT languageChanged();
    setSnapshot(m_snapshot); // what was said in the old language is said again
}

void AppModel::fail(const Error& error)
{
    m_error = ErrorText::sentence(error);
    m_errorCode = QString::fromStdString(error.code);
    m_errorStep = ErrorText::nextStep(error);
    m_errorDetail = ErrorText::detail(error);
    Q_EMIT changed();
}

QVariant AppModel::kept(const QString& key, const QVariant& fallback) const
{
    return QSettings().value(key, fallback);
}

void AppModel::keep(const QString& key, const QVariant& value)
{
    QSettings().setValue(key, value);
}

void AppModel::clearError()
{
    m_error.clear();
    m_errorCode.clear();
    m_errorStep.clear();
    m_errorDetail.clear();
    Q_EMIT changed();
}

template <class T>
void AppModel::start(std::function<Result<T>(engine::Engine&, std::stop_token)> work, std::function<void(T)> done)
{
    ++m_running;
    clearError();
    m_bridge.run<Result<T>>(std::move(work), [this, done](Result<T> result) {
        --m_running;
        if (result)
            done(std::move(*result));
        else
            fail(result.error());
        Q_EMIT changed();
    });
}

namespace {

Result<std::monostate> nothing(const Result<void>& result)
{
    if (!result)
        return failure(result.error());
    return std::monostate{};
}

} // namespace

bool AppModel::useKubeconfig(const QString& path)
{
    clearError();
    const auto used = m_bridge.engine().useKubeconfig(path.toStdString());
    if (!used)
        fail(used.error());
    Q_EMIT contextsChanged();
    return used.has_value();
}

void AppModel::open(const QString& contextOrFederation)
{
    start<std::monostate>(
        [name = contextOrFederation.toStdString()](engine::Engine& engine, std::stop_token stop) {
            return nothing(engine.open(name, stop));
        },
        [](std::monostate) {});
}

void AppModel::openDemo()
{
    start<std::monostate>(
        [](engine::Engine& engine, std::stop_token stop) { return nothing(engine::demo::open(engine, stop)); },
        [this](std::monostate) { Q_EMIT contextsChanged(); });
}

void AppModel::close()
{
    m_bridge.engine().close();
    clearError();
}

void AppModel::applyManifest(const QString& text, const QString& ns)
{
    using Applied = std::vector<engine::Applied>;
    start<Applied>(
        [manifest = text.toStdString(), ns = ns.toStdString()](engine::Engine& engine, std::stop_token stop) {
            return engine.submit(engine::Engine::Verb::Apply, manifest, "pasted manifest", ns,
                                 engine::Engine::DryRun::None, stop);
        },
        [this](const Applied& applied) {
            const auto failed = std::find_if(applied.begin(), applied.end(), [](const auto& it) { return it.error; });
            if (failed != applied.end())
                fail(*failed->error);
            else
                Q_EMIT notice(tr("%n object(s) applied", "", static_cast<int>(applied.size())));
        });
}

QString AppModel::readManifest(const QUrl& file)
{
    constexpr qint64 most = 4 << 20;
    QFile in(file.toLocalFile());
    const bool open = in.open(QIODevice::ReadOnly);
    if (open && in.size() <= most)
        return QString::fromUtf8(in.readAll());
    const auto why = open ? std::string("it is larger than 4 MiB") : in.errorString().toStdString();
    fail(Error{ErrorKind::Invalid, "manifest.unreadable", file.toLocalFile().toStdString() + ": " + why});
    return {};
}

void AppModel::saveLog(const QUrl& file)
{
    const auto why = m_log.save(file);
    if (why.isEmpty())
        Q_EMIT notice(tr("Log saved"));
    else
        fail(Error{ErrorKind::Invalid, "log.unwritable",
                   (file.toLocalFile() + QStringLiteral(": ") + why).toStdString()});
}

void AppModel::scale(const QString& id, int replicas)
{
    start<std::monostate>(
        [id = id.toStdString(), replicas](engine::Engine& engine, std::stop_token stop) {
            return nothing(engine.scale(id, replicas, stop));
        },
        [this, replicas](std::monostate) { Q_EMIT notice(tr("Scaled to %n replica(s)", "", replicas)); });
}

void AppModel::remove(const QString& id)
{
    start<std::monostate>([id = id.toStdString()](engine::Engine& engine,
                                                  std::stop_token stop) { return nothing(engine.remove(id, stop)); },
                          [this](std::monostate) { Q_EMIT notice(tr("Deletion began")); });
}

void AppModel::copy(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT notice(tr("Copied"));
}

} // namespace orrery::ui
