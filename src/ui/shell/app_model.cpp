#include "ui/shell/app_model.h"

#include "engine/demo.h"
#include "kubeconfig/kubeconfig.h"
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

AppModel::AppModel(QObject* parent)
    : QObject(parent), m_watch(m_bridge), m_trust(m_bridge.pluginTrust()), m_explanation(m_bridge, this),
      m_drill(m_bridge, this), m_policy(m_bridge, this), m_wizard(m_bridge, this), m_importer(m_bridge, this),
      m_sources(m_bridge, this)
{
    connect(&m_bridge, &EngineBridge::snapshotArrived, this, &AppModel::setSnapshot);
    connect(&m_bridge, &EngineBridge::eventsArrived, this, [this](const auto& events) {
        m_log.append(events);
        tellWrites(events);
    });
    connect(&m_second, &QTimer::timeout, this, &AppModel::ticked);
    m_second.start(std::chrono::seconds(1));
    m_wizard.initialised = [this](const QString& name) { open(name); };
    m_importer.written = [this](const QString& path) {
        if (m_snapshot->phase == engine::Phase::Closed)
            useKubeconfig(path);
        else if (!m_snapshot->demo)
            rereadKubeconfig();
    };
    connect(&m_bridge, &EngineBridge::questionsChanged, &m_trust, &TrustModel::look);
    m_trust.allowed = [this] {
        m_sources.again();
        if (m_failure && m_failure->code == "exec.untrusted" && m_snapshot->phase != engine::Phase::Open)
            open(m_lastOpened);
    };
    connect(&m_policy, &PolicyModel::saved, this, [this](const QString& policy, int objects) {
        Q_EMIT notice(objects > 0 ? tr("%1 is saved; %n object(s) move", "", objects).arg(policy)
                                  : tr("%1 is saved; nothing moves").arg(policy));
    });
    connect(&m_watch, &FileWatch::changed, this, &AppModel::rereadKubeconfig);
}

void AppModel::setSnapshot(const engine::SnapshotPtr& snapshot)
{
    const bool failed = snapshot->phase == engine::Phase::Failed && m_snapshot->phase != engine::Phase::Failed;
    m_snapshot = snapshot;
    if (snapshot->phase == engine::Phase::Closed || snapshot->phase == engine::Phase::Connecting) {
        m_drill.end(); // they are about another federation
        m_policy.end();
    }
    m_clusters.setSnapshot(snapshot);
    m_workloads.setSnapshot(snapshot);
    m_explanation.setSnapshot(snapshot);
    m_wizard.m_members.clear();
    m_wizard.m_federation = federation();
    for (const auto& cluster : snapshot->clusters) {
        if (cluster.member)
            m_wizard.m_members << QString::fromStdString(cluster.name);
    }
    if (failed && snapshot->error)
        fail(*snapshot->error); // once: it may be dismissed
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

void AppModel::setContexts(Contexts contexts)
{
    m_contexts = std::move(contexts);
    m_wizard.setContexts(m_contexts);
    m_contextRows.show(static_cast<int>(m_contexts.size()), [this](int row) {
        const auto& context = m_contexts[static_cast<std::size_t>(row)];
        return QVariantMap{{QStringLiteral("name"), QString::fromStdString(context.name)},
                           {QStringLiteral("server"), QString::fromStdString(context.server)},
                           {QStringLiteral("user"), QString::fromStdString(context.user)},
                           {QStringLiteral("problem"), QString::fromStdString(context.problem)},
                           {QStringLiteral("insecure"), context.insecure},
                           {QStringLiteral("current"), context.current}};
    });
    Q_EMIT changed();
}

void AppModel::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    if (retranslate)
        retranslate(language);
    Q_EMIT languageChanged();
    m_importer.retranslate();
    m_sources.retranslate();
    m_explanation.retranslate();
    m_drill.retranslate();
    m_policy.retranslate();
    setSnapshot(m_snapshot); // what was said in the old language is said again
}

QString AppModel::error() const
{
    return m_failure ? ErrorText::sentence(*m_failure) : QString();
}

QString AppModel::errorCode() const
{
    return m_failure ? QString::fromStdString(m_failure->code) : QString();
}

QString AppModel::errorStep() const
{
    return m_failure ? ErrorText::nextStep(*m_failure) : QString();
}

QString AppModel::errorDetail() const
{
    return m_failure ? ErrorText::detail(*m_failure) : QString();
}

void AppModel::fail(const Error& error)
{
    m_failure = error;
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
    m_failure.reset();
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

void AppModel::useKubeconfig(const QString& path)
{
    useAndThen(path, {});
}

void AppModel::openFrom(const QString& path, const QString& contextOrFederation)
{
    useAndThen(path, [this, contextOrFederation] { open(contextOrFederation); });
}

void AppModel::useAndThen(const QString& path, std::function<void()> then)
{
    struct Read {
        std::vector<std::string> files, states;
        Result<Contexts> contexts;
    };
    clearError();
    m_asked = path;
    m_used = false;
    ++m_reading;
    m_bridge.run<Read>(
        [path = path.toStdString()](engine::Engine& engine, std::stop_token) {
            auto files = kubeconfig::Kubeconfig::paths(path);
            auto states = FileWatch::statesOf(files);
            const auto used = engine.useKubeconfig(path);
            return Read{std::move(files), std::move(states),
                        used ? Result<Contexts>(engine.contexts()) : failure(used.error())};
        },
        [this, then = std::move(then)](Read read) {
            --m_reading;
            m_watch.watch(std::move(read.files), std::move(read.states));
            m_sources.use(m_asked);
            m_used = read.contexts.has_value();
            if (!m_used)
                return fail(read.contexts.error());
            setContexts(std::move(*read.contexts));
            if (then)
                then();
        });
    Q_EMIT changed();
}

void AppModel::rereadKubeconfig()
{
    if (!m_used)
        return useKubeconfig(m_asked);
    m_bridge.run<Result<Contexts>>(
        [](engine::Engine& engine, std::stop_token) -> Result<Contexts> {
            if (const auto read = engine.rereadKubeconfig(); !read)
                return failure(read.error());
            return engine.contexts();
        },
        [this](Result<Contexts> contexts) {
            m_sources.again();
            if (contexts)
                setContexts(std::move(*contexts));
            else
                Q_EMIT notice(tr("The kubeconfig cannot be read now; what was known of it stays. %1")
                                  .arg(ErrorText::detail(contexts.error())));
        });
}

void AppModel::open(const QString& contextOrFederation)
{
    m_lastOpened = contextOrFederation;
    m_trust.askAgain();
    start<Contexts>(
        [name = contextOrFederation.toStdString()](engine::Engine& engine, std::stop_token stop) -> Result<Contexts> {
            if (const auto opened = engine.open(name, stop); !opened)
                return failure(opened.error());
            return engine.contexts();
        },
        [this](Contexts contexts) { setContexts(std::move(contexts)); });
}

void AppModel::openDemo()
{
    m_watch.watch({}, {});
    start<Contexts>(
        [](engine::Engine& engine, std::stop_token stop) -> Result<Contexts> {
            if (const auto opened = engine::demo::open(engine, stop); !opened)
                return failure(opened.error());
            return engine.contexts();
        },
        [this](Contexts contexts) { setContexts(std::move(contexts)); });
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
