#include "kubeconfig/merge_names.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace orrery::kubeconfig {

namespace {

constexpr std::array placeholders{"stem", "name", "context", "cluster", "user"};

std::string stemOf(const std::string& path)
{
    return path == "-" ? "stdin" : std::filesystem::path(path).stem().string();
}

bool isSource(const std::string& path, const std::string& word)
{
    return word == path || word == std::filesystem::path(path).filename().string() || word == stemOf(path);
}

Result<void> check(const std::string& nameTemplate)
{
    bool distinguishes = false;
    for (auto at = nameTemplate.find('{'); at != std::string::npos; at = nameTemplate.find('{', at + 1)) {
        const auto end = nameTemplate.find('}', at);
        const auto word = nameTemplate.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        if (end == std::string::npos || std::find(placeholders.begin(), placeholders.end(), word) == placeholders.end())
            return failure(ErrorKind::Invalid, "merge.template",
                           "the name template " + nameTemplate
                               + " may hold {stem}, {name}, {context}, {cluster} and {user}, and not {" + word + "}");
        distinguishes = true;
    }
    if (nameTemplate.empty() || !distinguishes)
        return failure(ErrorKind::Invalid, "merge.template",
                       "the name template must hold at least one of {stem}, {name}, {context}, {cluster}, {user}");
    return {};
}

} // namespace

Result<MergeNames> MergeNames::of(NamedSources sources, const MergeOptions& options)
{
    if (const auto sound = check(options.nameTemplate); !sound)
        return failure(sound.error());
    MergeNames names(std::move(sources), options.nameTemplate);
    for (std::size_t i = 0; i < names.m_sources.size(); ++i) {
        if (const auto done = names.takeName(i); !done)
            return failure(done.error());
    }
    for (const auto& rename : options.renames) {
        if (const auto done = names.takeRename(rename); !done)
            return failure(done.error());
    }
    return names;
}

Result<void> MergeNames::takeName(std::size_t index)
{
    const auto& source = m_sources[index];
    if (source.name.empty())
        return {};
    if (source.contexts.size() != 1) {
        std::string all;
        for (const auto& context : source.contexts)
            all += (all.empty() ? ": " : ", ") + context.name;
        return failure(ErrorKind::Invalid, "merge.name",
                       source.path + " has " + std::to_string(source.contexts.size()) + " contexts" + all
                           + "; a name can only be given to a file with one. Rename single ones with --rename "
                           + source.path + ":OLD=NEW");
    }
    const auto& context = source.contexts.front();
    auto& typed = m_typed[index];
    typed[{EntryKind::Context, context.name}] = source.name;
    typed[{EntryKind::Cluster, context.cluster}] = source.name;
    if (!context.user.empty())
        typed[{EntryKind::User, context.user}] = source.name;
    return {};
}

Result<void> MergeNames::takeRename(const MergeRename& rename)
{
    bool found = false;
    if (rename.to.empty())
        return failure(ErrorKind::Invalid, "merge.rename", "the new name of " + rename.from + " is empty");
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (!isSource(m_sources[i].path, rename.source))
            continue;
        for (const auto& [kind, entries] : m_sources[i].entries) {
            if (std::find(entries.begin(), entries.end(), rename.from) == entries.end())
                continue;
            m_typed[i][{kind, rename.from}] = rename.to;
            found = true;
        }
    }
    if (found)
        return {};
    return failure(ErrorKind::Invalid, "merge.rename",
                   "nothing is called " + rename.from + " in a file called " + rename.source);
}

std::optional<std::string> MergeNames::typed(std::size_t source, EntryKind kind, const std::string& name) const
{
    const auto found = m_typed[source].find({kind, name});
    return found == m_typed[source].end() ? std::nullopt : std::optional(found->second);
}

std::string MergeNames::filledIn(std::size_t index, EntryKind kind, const std::string& name) const
{
    const auto& source = m_sources[index];
    NamedSource::Context context;
    for (const auto& candidate : source.contexts) {
        const auto& own = kind == EntryKind::Context ? candidate.name
                        : kind == EntryKind::Cluster ? candidate.cluster
                                                     : candidate.user;
        if (own == name) {
            context = candidate;
            break;
        }
    }
    const std::array values{stemOf(source.path), name, context.name, context.cluster, context.user};
    std::string out;
    for (std::size_t i = 0; i < m_template.size(); ++i) {
        if (m_template[i] != '{') {
            out += m_template[i];
            continue;
        }
        const auto end = m_template.find('}', i);
        const auto word = m_template.substr(i + 1, end - i - 1);
        const auto which = std::find(placeholders.begin(), placeholders.end(), word) - placeholders.begin();
        out += values[static_cast<std::size_t>(which)];
        i = end;
    }
    return out;
}

std::string MergeNames::invent(std::size_t index, EntryKind kind, const std::string& name)
{
    const auto& source = m_sources[index];
    const auto typedName = typed(index, kind, name);
    const bool alone = source.contexts.size() <= 1
                    && std::all_of(source.entries.begin(), source.entries.end(),
                                   [](const auto& entries) { return entries.second.size() <= 1; });
    if (alone && !m_joint[index].empty() && !taken(kind, m_joint[index]))
        return m_joint[index];
    auto base = typedName.value_or(filledIn(index, kind, name));
    if (!typedName && !alone && m_template == "{stem}")
        base += "-" + name;
    const auto isTaken = [&](const std::string& candidate) {
        return taken(kind, candidate)
            || (alone
                && (taken(EntryKind::Cluster, candidate) || taken(EntryKind::User, candidate)
                    || taken(EntryKind::Context, candidate)));
    };
    auto candidate = base;
    for (int number = 2; isTaken(candidate); ++number)
        candidate = base + "-" + std::to_string(number);
    if (alone)
        m_joint[index] = candidate;
    return candidate;
}

} // namespace orrery::kubeconfig
