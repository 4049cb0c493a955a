#include "ui/kubeconfigs/sources_model.h"

#include "base/shell_word.h"
#include "ui/clusters/cluster_text.h"
#include "ui/kubeconfigs/credential_text.h"
#include "ui/support/error_text.h"
#include "ui/support/words.h"

#include <algorithm>
#include <utility>

namespace orrery::ui {

namespace {

using Gravity = engine::Finding::Gravity;

constexpr int most = 8; ///< findings of files on the page; the report has them all

/// As PreflightMark: a note is a check that was skipped.
int verdictOf(Gravity gravity)
{
    return gravity == Gravity::Fault ? 2 : gravity == Gravity::Warning ? 1 : 3;
}

/// Null when nothing is wrong.
const engine::Finding* gravest(const std::vector<engine::Finding>& findings)
{
    const auto found = std::max_element(findings.begin(), findings.end(),
                                        [](const auto& one, const auto& other) { return one.gravity < other.gravity; });
    return found == findings.end() ? nullptr : &*found;
}

/// Whether its program waits for leave.
bool undecided(const engine::ContextHealth& context)
{
    return std::any_of(context.findings.begin(), context.findings.end(),
                       [](const auto& finding) { return finding.code == "program.undecided"; });
}

QVariantMap findingRow(const engine::Finding& finding)
{
    return {{QStringLiteral("verdict"), verdictOf(finding.gravity)},
            {QStringLiteral("title"), CredentialText::finding(finding)},
            {QStringLiteral("text"), words(finding.message)}};
}

QVariantList findingRows(const std::vector<engine::Finding>& findings)
{
    QVariantList rows;
    for (const auto& finding : findings)
        rows << findingRow(finding);
    return rows;
}

/// What led to the connection: who gives the credentials and where that was found, and the way there.
QVariantList factsOf(const engine::ContextHealth& context)
{
    QVariantList facts;
    const auto say = [&facts](const QString& word, const QString& text) {
        if (!text.isEmpty())
            facts << QVariantMap{{QStringLiteral("word"), word}, {QStringLiteral("text"), text}};
    };
    say(SourcesModel::tr("File"), words(context.file));
    say(SourcesModel::tr("Server"), words(context.server));
    say(SourcesModel::tr("Version"), words(context.version));
    say(SourcesModel::tr("Proxy"), context.proxy.empty() ? SourcesModel::tr("none")
                                                         : SourcesModel::tr("%1, from %2", "proxy, what named it")
                                                               .arg(words(context.proxy), words(context.proxyFrom)));
    if (!context.program)
        return facts;
    say(SourcesModel::tr("Command"), words(context.program->commandLine()));
    say(SourcesModel::tr("Program"), words(context.program->program));
    say(SourcesModel::tr("Found"), CredentialText::found(context.program->foundBy));
    say(SourcesModel::tr("Searched"), words(context.program->searchPath));
    return facts;
}

} // namespace

SourcesModel::SourcesModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge) { }

void SourcesModel::use(const QString& pathList)
{
    m_pathList = pathList;
    m_picked.clear();
    m_asked.clear();
    again();
}

void SourcesModel::again()
{
    if (m_looked)
        diagnose({}, false);
}

void SourcesModel::look()
{
    if (!std::exchange(m_looked, true))
        diagnose({}, false);
}

void SourcesModel::contact(const QString& context)
{
    m_looked = true;
    if (!context.isEmpty())
        m_picked = context;
    diagnose(context, true);
}

void SourcesModel::diagnose(const QString& context, bool contact)
{
    m_stop.request_stop();
    m_stop = {};
    m_busy = true;
    m_contacting = contact;
    m_problem.clear();
    const auto round = ++m_round;
    engine::PluginSettings plugins;
    plugins.trust = m_bridge.pluginTrust();
    plugins.path = m_path;
    m_bridge.run<Result<engine::DoctorReport>>(
        [path = m_pathList.toStdString(), name = context.toStdString(), contact, plugins,
         known = !m_report.contexts.empty()](engine::Engine&, std::stop_token stop) {
            if (known && !name.empty()) // the others stay as they are
                return engine::diagnose({path, {name}, contact}, plugins, Clock::system(), std::move(stop));
            auto all = engine::diagnose({path, {}, contact && name.empty()}, plugins, Clock::system(), stop);
            if (!all || name.empty())
                return all;
            auto one = engine::diagnose({path, {name}, contact}, plugins, Clock::system(), std::move(stop));
            if (!one)
                return one;
            std::replace_if(
                all->contexts.begin(), all->contexts.end(), [&](const auto& it) { return it.context == name; },
                one->contexts.front());
            return all;
        },
        [this, round, context, contact](Result<engine::DoctorReport> report) {
            if (round != m_round)
                return;
            m_busy = m_contacting = false;
            if (!report) {
                m_problem = ErrorText::detail(report.error());
                m_report = {};
                return showRows();
            }
            if (!contact)
                m_asked.clear();
            for (const auto& it : report->contexts) {
                if (contact && (context.isEmpty() || words(it.context) == context))
                    m_asked.push_back(it.context);
            }
            take(std::move(*report), context);
        },
        m_stop.get_token());
    Q_EMIT changed();
}

void SourcesModel::take(engine::DoctorReport report, const QString& context)
{
    const auto isIt = [&context](const auto& it) { return words(it.context) == context; };
    const auto fresh = std::find_if(report.contexts.begin(), report.contexts.end(), isIt);
    const auto known = std::find_if(m_report.contexts.begin(), m_report.contexts.end(), isIt);
    // What the other servers answered before stays.
    if (fresh != report.contexts.end() && known != m_report.contexts.end())
        *known = std::move(*fresh);
    else
        m_report = std::move(report);
    showRows();
}

void SourcesModel::decide(const QString& context)
{
    for (const auto& it : m_report.contexts) {
        if (words(it.context) == context && it.program)
            (void)m_bridge.pluginTrust()->decide(*it.program); // it becomes a question
    }
}

void SourcesModel::cancel()
{
    m_stop.request_stop();
}

void SourcesModel::setFilter(const QString& filter)
{
    m_filter = filter;
    showRows();
}

void SourcesModel::pick(const QString& context)
{
    m_picked = m_picked == context ? QString() : context;
    showRows();
}

void SourcesModel::showRows()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_report.contexts.size(); ++i) {
        const auto& context = m_report.contexts[i];
        if (words(context.context).contains(m_filter, Qt::CaseInsensitive)
            || words(context.server).contains(m_filter, Qt::CaseInsensitive))
            m_shown.push_back(i);
    }
    m_fileRows.show(static_cast<int>(m_report.sources.size()), [this](int row) {
        const auto& source = m_report.sources[static_cast<std::size_t>(row)];
        return QVariantMap{{QStringLiteral("path"), words(source.path)},
                           {QStringLiteral("there"), source.there},
                           {QStringLiteral("text"), source.there
                                                        ? tr("%n context(s)", "", static_cast<int>(source.contexts))
                                                        : tr("not there")}};
    });
    m_findingRows.show(std::min(most, static_cast<int>(m_report.files.size())),
                       [this](int row) { return findingRow(m_report.files[static_cast<std::size_t>(row)]); });
    m_contextRows.show(static_cast<int>(m_shown.size()), [this](int row) { return contextRow(row); });
    Q_EMIT changed();
}

QVariantMap SourcesModel::contextRow(int index) const
{
    const auto& it = m_report.contexts[m_shown[static_cast<std::size_t>(index)]];
    const auto now = Clock::system().wall();
    const bool asked = std::find(m_asked.begin(), m_asked.end(), it.context) != m_asked.end();
    const auto answer = it.reachable           ? latencyText(it.latency)
                      : asked && it.mayContact ? tr("does not answer")
                      : it.mayContact          ? tr("not asked")
                                               : tr("cannot be asked");
    const bool full = words(it.context) == m_picked;
    const auto* finding = gravest(it.findings);
    return {{QStringLiteral("name"), words(it.context)},
            {QStringLiteral("server"), words(it.server)},
            {QStringLiteral("credential"), it.server.empty() ? QString() : CredentialText::kind(it.credential)},
            {QStringLiteral("expiry"), it.expires ? expiryText(it.expires, now) : QString()},
            {QStringLiteral("expired"), it.expires && *it.expires <= now},
            {QStringLiteral("verdict"), finding && finding->gravity != Gravity::Note ? verdictOf(finding->gravity) : 0},
            {QStringLiteral("title"), finding ? CredentialText::finding(*finding) : QString()},
            {QStringLiteral("answer"), answer},
            {QStringLiteral("askable"), it.mayContact},
            {QStringLiteral("undecided"), undecided(it)},
            {QStringLiteral("picked"), full},
            {QStringLiteral("findings"), full ? findingRows(it.findings) : QVariantList()},
            {QStringLiteral("facts"), full ? factsOf(it) : QVariantList()}};
}

QString SourcesModel::summary() const
{
    const auto faults = std::count_if(m_report.contexts.begin(), m_report.contexts.end(),
                                      [](const auto& context) { return !context.well(); });
    const auto all = tr("%n context(s)", "", static_cast<int>(m_report.contexts.size()));
    return faults == 0 ? all : tr("%1, %n with a fault", "", static_cast<int>(faults)).arg(all);
}

int SourcesModel::more() const
{
    return std::max(0, static_cast<int>(m_report.files.size()) - most);
}

QString SourcesModel::command() const
{
    return QStringLiteral("orreryctl config doctor")
         + (m_picked.isEmpty() ? QString() : u' ' + words(shellWord(m_picked.toStdString())))
         + (m_pathList.isEmpty() ? QString()
                                 : QStringLiteral(" --kubeconfig ") + words(shellWord(m_pathList.toStdString())));
}

QString SourcesModel::report() const
{
    QStringList lines{command()};
    const auto tell = [&lines](const std::string& what, const engine::Finding& finding) {
        const auto gravity = engine::name(finding.gravity);
        lines << QStringLiteral("%1: %2%3")
                     .arg(QString::fromUtf8(gravity.data(), static_cast<qsizetype>(gravity.size())),
                          what.empty() ? QString() : words(what) + QStringLiteral(": "), words(finding.message));
    };
    for (const auto& context : m_report.contexts) {
        if (!m_picked.isEmpty() && words(context.context) != m_picked)
            continue;
        lines << QStringLiteral("%1 %2").arg(words(context.context), words(context.server));
        for (const auto& fact : factsOf(context))
            lines << QStringLiteral("  %1: %2")
                         .arg(fact.toMap()[QStringLiteral("word")].toString(),
                              fact.toMap()[QStringLiteral("text")].toString());
        for (const auto& finding : context.findings)
            tell(context.context, finding);
    }
    for (const auto& finding : m_report.files)
        tell({}, finding);
    return lines.join(u'\n');
}

} // namespace orrery::ui
