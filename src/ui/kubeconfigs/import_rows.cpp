// The words of the wizard: what each row says.

#include "kubeconfig/merge_store.h"
#include "ui/clusters/cluster_text.h"
#include "ui/kubeconfigs/credential_text.h"
#include "ui/kubeconfigs/import_model.h"
#include "ui/support/words.h"

#include <algorithm>
#include <filesystem>

namespace orrery::ui {

namespace {

using kubeconfig::EntryKind;
using kubeconfig::MergeVerb;

QString verbText(const ImportedContext& context)
{
    switch (context.verb) {
    case MergeVerb::Add: return ImportModel::tr("new");
    case MergeVerb::Rename: return ImportModel::tr("new, was %1").arg(words(context.context.name));
    case MergeVerb::Same: return ImportModel::tr("already there");
    case MergeVerb::Share: return ImportModel::tr("already there as %1").arg(words(context.as));
    case MergeVerb::Update: return ImportModel::tr("brings newer values");
    case MergeVerb::Replace: return ImportModel::tr("takes the place of the old one");
    case MergeVerb::Keep: return ImportModel::tr("left out: the name is taken");
    case MergeVerb::Broken: return ImportModel::tr("left out: its cluster or user is missing");
    }
    return {};
}

QString signText(const PlaceGuess& place)
{
    switch (place.sign) {
    case PlaceGuess::Sign::None: return ImportModel::tr("Nothing in the file says where it is.");
    case PlaceGuess::Sign::Server: return ImportModel::tr("The server's address says so: %1").arg(words(place.trace));
    case PlaceGuess::Sign::Name: return ImportModel::tr("The name says so: %1").arg(words(place.trace));
    case PlaceGuess::Sign::Program:
        return ImportModel::tr("The program for its credentials says so: %1").arg(words(place.trace));
    }
    return {};
}

QString fileText(const ImportFile& file)
{
    switch (file.state) {
    case ImportFile::State::Sound: return ImportModel::tr("%n context(s)", "", static_cast<int>(file.contexts.size()));
    case ImportFile::State::Unreadable: return ImportModel::tr("cannot be read");
    case ImportFile::State::Broken: return ImportModel::tr("is no valid kubeconfig");
    case ImportFile::State::Empty: return ImportModel::tr("has no contexts");
    }
    return {};
}

QString kindWord(EntryKind kind)
{
    return kind == EntryKind::Cluster ? ImportModel::tr("cluster")
         : kind == EntryKind::User    ? ImportModel::tr("user")
                                      : ImportModel::tr("context");
}

int linesOf(const std::string& text)
{
    return static_cast<int>(std::count(text.begin(), text.end(), '\n')) + (text.empty() || text.back() == '\n' ? 0 : 1);
}

} // namespace

QString ImportModel::shown(const std::string& path) const
{
    if (path == "-")
        return tr("Pasted text");
    const auto home = m_around.home + "/";
    return words(home.size() > 1 && path.starts_with(home) ? "~/" + path.substr(home.size()) : path);
}

QString ImportModel::fileName(const std::string& path) const
{
    return path == "-" ? tr("Pasted text") : words(std::filesystem::path(path).filename().string());
}

QString ImportModel::target() const
{
    return shown(m_target);
}

int ImportModel::linesBefore() const
{
    return linesOf(m_outcome.plan.before);
}

int ImportModel::linesAfter() const
{
    return linesOf(m_outcome.plan.after);
}

QString ImportModel::act() const
{
    return m_outcome.arriving() > 0 ? tr("Merge %n context(s)", "", m_outcome.arriving()) : tr("Merge");
}

QString ImportModel::summary() const
{
    if (m_step == 0)
        return {};
    QStringList parts;
    if (const int count = m_outcome.count(MergeVerb::Add) + m_outcome.count(MergeVerb::Rename); count > 0)
        parts << tr("%n new context(s)", "", count);
    if (const int count = m_outcome.count(MergeVerb::Update); count > 0)
        parts << tr("%n brought up to date", "", count);
    if (const int count = m_outcome.count(MergeVerb::Same) + m_outcome.count(MergeVerb::Share); count > 0)
        parts << tr("%n already there", "", count);
    if (const int count = m_outcome.count(MergeVerb::Broken); count > 0)
        parts << tr("%n left out", "", count);
    if (!m_outcome.clashes.empty())
        parts << tr("%n clash(es) resolved", "", static_cast<int>(m_outcome.clashes.size()));
    return parts.join(tr(", "));
}

QStringList ImportModel::details() const
{
    QStringList names;
    for (const auto& file : m_files) {
        if (m_chosen.contains(file->path))
            names << (file->pasted() ? tr("Pasted text") : words(file->stem()));
    }
    const auto count = static_cast<int>(m_outcome.contexts.size());
    const auto clashes = static_cast<int>(m_outcome.clashes.size());
    return {m_step > 0 ? names.join(tr(", ")) : QString(), m_step > 0 ? tr("%n context(s)", "", count) : QString(),
            m_step > 1 && clashes > 0 ? tr("%n clash(es) resolved", "", clashes) : QString(), QString()};
}

QStringList ImportModel::warnings() const
{
    QStringList all;
    for (const auto& warning : m_outcome.plan.warnings)
        all << words(warning);
    return all;
}

QVariantList ImportModel::results() const
{
    QVariantList all;
    const auto say = [&all](int verdict, const QString& text) {
        all << QVariantMap{{QStringLiteral("verdict"), verdict}, {QStringLiteral("text"), text}};
    };
    if (m_step != 3)
        return all;
    if (!m_wrote) {
        say(0, tr("%1 has all of it already. Nothing was written.").arg(target()));
        return all;
    }
    if (m_undone) {
        say(0, tr("Taken back: %1 is as it was before.").arg(target()));
        return all;
    }
    QStringList names;
    for (const auto& context : m_outcome.contexts) {
        if (context.verb == MergeVerb::Broken)
            say(1, tr("%1: %2", "context, what became of it").arg(words(context.context.name), verbText(context)));
        else if (context.verb != MergeVerb::Keep)
            names << words(context.as);
    }
    constexpr int most = 12;
    const int more = static_cast<int>(names.size()) - most;
    const auto list = names.mid(0, most).join(tr(", "));
    all.prepend(
        QVariantMap{{QStringLiteral("verdict"), 0},
                    {QStringLiteral("text"), more > 0 ? tr("In %1 now: %2 and %n more", "", more).arg(target(), list)
                                                      : tr("In %1 now: %2").arg(target(), list)}});
    if (m_outcome.plan.existed)
        say(0, tr("The file as it was lies in %1.").arg(shown(kubeconfig::backupPath(m_target))));
    return all;
}

QVariantMap ImportModel::fileRow(int index) const
{
    const auto& file = *m_files[static_cast<std::size_t>(index)];
    const bool isIt = isTarget(file.path);
    return {{QStringLiteral("path"), words(file.path)},
            {QStringLiteral("shown"), shown(file.path)},
            {QStringLiteral("name"), fileName(file.path)},
            {QStringLiteral("tool"), words(file.tool)},
            {QStringLiteral("sound"), file.state == ImportFile::State::Sound},
            {QStringLiteral("text"), fileText(file)},
            {QStringLiteral("problem"), words(file.problem)},
            {QStringLiteral("chosen"), m_chosen.contains(file.path)},
            {QStringLiteral("target"), isIt}};
}

QVariantMap ImportModel::contextRow(int index) const
{
    const auto& row = m_outcome.contexts[static_cast<std::size_t>(index)];
    const auto& context = row.context;
    const bool arrives = row.verb == MergeVerb::Add || row.verb == MergeVerb::Rename;
    const auto now = Clock::system().wall();
    const auto typed = m_names.find({row.source, context.name});
    const auto region =
        context.place.region.empty() ? providerName(context.place.provider) : words(context.place.region);
    return {
        {QStringLiteral("source"), words(row.source)},
        {QStringLiteral("file"), fileName(row.source)},
        {QStringLiteral("name"), words(context.name)},
        {QStringLiteral("as"), words(row.as)},
        {QStringLiteral("typed"), typed == m_names.end() ? QString() : words(typed->second)},
        {QStringLiteral("text"), verbText(row)},
        {QStringLiteral("bad"), row.verb == MergeVerb::Broken || row.verb == MergeVerb::Keep},
        {QStringLiteral("editable"), arrives},
        {QStringLiteral("clashes"), row.clashes},
        {QStringLiteral("server"), words(context.server)},
        {QStringLiteral("insecure"), context.insecure},
        {QStringLiteral("credential"), CredentialText::kind(context.credential)},
        {QStringLiteral("expiry"), context.expires ? expiryText(context.expires, now) : QString()},
        {QStringLiteral("expired"), context.expires && *context.expires <= now},
        {QStringLiteral("provider"), context.place.provider.empty() ? QString() : providerCode(context.place.provider)},
        {QStringLiteral("region"), context.place.provider.empty() ? QString() : region},
        {QStringLiteral("why"), signText(context.place)},
        {QStringLiteral("problem"), words(context.problem)}};
}

QVariantMap ImportModel::clashRow(int index) const
{
    const auto& clash = m_outcome.clashes[static_cast<std::size_t>(index)];
    QVariantList claims;
    for (const auto& claim : clash.claims)
        claims << QVariantMap{{QStringLiteral("source"), words(claim.source)},
                              {QStringLiteral("file"), fileName(claim.source)},
                              {QStringLiteral("as"), words(claim.as)}};
    const auto files = static_cast<int>(clash.claims.size());
    return {{QStringLiteral("kind"), kindWord(clash.kind)},
            {QStringLiteral("name"), words(clash.name)},
            {QStringLiteral("where"), clash.inTarget ? tr("%1 and %n file(s)", "", files).arg(target())
                                                     : tr("%n file(s), all different", "", files)},
            {QStringLiteral("claims"), claims}};
}

void ImportModel::showRows()
{
    m_fileRows.show(static_cast<int>(m_files.size()), [this](int row) { return fileRow(row); });
    m_contextRows.show(static_cast<int>(m_outcome.contexts.size()), [this](int row) { return contextRow(row); });
    m_clashRows.show(static_cast<int>(m_outcome.clashes.size()), [this](int row) { return clashRow(row); });
    m_differenceRows.show(static_cast<int>(m_difference.lines().size()),
                          [this](int row) { return foldedRow(m_difference, row); });
    Q_EMIT changed();
}

void ImportModel::retranslate()
{
    showRows();
}

} // namespace orrery::ui
