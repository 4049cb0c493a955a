#include "kubeconfig/kubeconfig.h"

#include "base/environment.h"
#include "base/platform/process.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace orrery::kubeconfig {

namespace {

#ifdef _WIN32
constexpr const char* homeVariable = "USERPROFILE";
#else
constexpr const char* homeVariable = "HOME";
#endif

bool exists(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    // Not being allowed to look is no reason to say that it is not there.
    return status.type() != std::filesystem::file_type::not_found;
}

std::vector<std::string> split(const std::string& list)
{
    std::vector<std::string> paths;
    for (std::size_t start = 0; start <= list.size();) {
        const auto end = std::min(list.find(platform::pathListSeparator(), start), list.size());
        auto path = list.substr(start, end - start);
        if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end())
            paths.push_back(std::move(path));
        start = end + 1;
    }
    return paths;
}

ConfigFile readConfigFile(const std::string& path)
{
    const auto bytes = readFile(path);
    if (bytes)
        return parseConfigFile(path, *bytes);
    ConfigFile unreadable;
    unreadable.path = path;
    unreadable.problems.push_back({path, 0, 0, bytes.error().message, true});
    return unreadable;
}

bool isBroken(const ConfigFile& file)
{
    return std::any_of(file.problems.begin(), file.problems.end(), [](const auto& problem) { return problem.broken; });
}

template <class Entry>
const Entry* named(const std::vector<Entry>& entries, std::string_view name)
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

/// In the file that asks, else in the first that has it.
template <class Entry>
const Entry* lookUp(const std::vector<ConfigFile>& files, std::vector<Entry> ConfigFile::*list, const std::string& name,
                    const std::string& ownFile)
{
    const Entry* first = nullptr;
    for (const auto& file : files) {
        const auto* entry = named(file.*list, name);
        if (entry && file.path == ownFile)
            return entry;
        first = first ? first : entry;
    }
    return first;
}

/// What kubectl would take.
template <class Entry>
const Entry* lookUpMerged(const std::vector<ConfigFile>& files, std::vector<Entry> ConfigFile::*list,
                          const std::string& name)
{
    return lookUp(files, list, name, {});
}

} // namespace

std::vector<std::string> Kubeconfig::paths(const std::string& pathList)
{
    if (!pathList.empty())
        return exists(pathList) ? std::vector{pathList} : split(pathList);
    if (const auto ofEnvironment = environmentVariable("KUBECONFIG"); !ofEnvironment.empty())
        return split(ofEnvironment);
    const auto home = environmentVariable(homeVariable);
    if (home.empty())
        return {};
    return {(std::filesystem::path(home) / ".kube" / "config").string()};
}

Result<Kubeconfig> Kubeconfig::load(const std::string& pathList)
{
    std::vector<ConfigFile> files;
    for (const auto& path : paths(pathList)) {
        if (exists(path))
            files.push_back(readConfigFile(path));
    }
    if (files.empty() && !pathList.empty())
        return failure(ErrorKind::NotFound, "kubeconfig.not-found", "there is no kubeconfig file " + pathList);
    if (!files.empty() && std::all_of(files.begin(), files.end(), isBroken)) {
        const auto& problems = files.front().problems;
        const auto cause = std::find_if(problems.begin(), problems.end(), [](const auto& p) { return p.broken; });
        return failure(ErrorKind::Invalid, "kubeconfig.broken", cause->text());
    }
    return of(std::move(files));
}

Kubeconfig Kubeconfig::of(std::vector<ConfigFile> files)
{
    Kubeconfig config;
    config.m_files = std::move(files);
    std::map<std::string, std::string> fileOf; // of each context; files may hold thousands
    for (const auto& file : config.m_files) {
        config.m_problems.insert(config.m_problems.end(), file.problems.begin(), file.problems.end());
        if (config.m_currentContext.empty())
            config.m_currentContext = file.currentContext;
        for (const auto& context : file.contexts) {
            const auto [earlier, isNew] = fileOf.emplace(context.name, file.path);
            if (!isNew) {
                config.m_problems.push_back(
                    {file.path, 0, 0, "the context " + context.name + " is hidden by the one in " + earlier->second,
                     false});
                continue;
            }
            config.m_contexts.push_back(context);
        }
    }
    if (config.m_files.size() > 1) {
        for (const auto& context : config.m_contexts)
            config.noteRebinding(context);
    }
    return config;
}

void Kubeconfig::noteRebinding(const ContextEntry& context)
{
    const auto note = [&](const std::string& what, const std::string& name, const std::string& theirs) {
        m_problems.push_back({context.file, 0, 0,
                              "kubectl uses the " + what + " " + name + " of " + theirs + " for the context "
                                  + context.name + "; Orrery uses the one of the context's own file",
                              false});
    };
    const auto* cluster = clusterOf(context);
    const auto* mergedCluster = lookUpMerged(m_files, &ConfigFile::clusters, context.cluster);
    if (cluster != mergedCluster)
        note("cluster", context.cluster, mergedCluster->file);
    const auto* user = userOf(context);
    const auto* mergedUser = lookUpMerged(m_files, &ConfigFile::users, context.user);
    if (user != mergedUser)
        note("user", context.user, mergedUser->file);
}

const ContextEntry* Kubeconfig::context(std::string_view name) const
{
    return named(m_contexts, name);
}

const ClusterEntry* Kubeconfig::clusterOf(const ContextEntry& context) const
{
    return lookUp(m_files, &ConfigFile::clusters, context.cluster, context.file);
}

const UserEntry* Kubeconfig::userOf(const ContextEntry& context) const
{
    return lookUp(m_files, &ConfigFile::users, context.user, context.file);
}

Result<Access> Kubeconfig::resolve(std::string_view contextName) const
{
    const std::string name(contextName.empty() ? std::string_view(m_currentContext) : contextName);
    if (name.empty())
        return failure(ErrorKind::NotFound, "kubeconfig.no-current-context",
                       "no context was named and the kubeconfig has no current-context");
    const auto* entry = context(name);
    if (!entry)
        return failure(ErrorKind::NotFound, "kubeconfig.no-such-context",
                       "the kubeconfig has no context " + name + "; `kubectl config get-contexts` lists them");
    const auto* cluster = clusterOf(*entry);
    if (!cluster)
        return failure(ErrorKind::Invalid, "kubeconfig.no-such-cluster",
                       "the context " + name + " names the cluster " + entry->cluster
                           + ", which the kubeconfig does not have");
    const auto* user = userOf(*entry);
    if (!user && !entry->user.empty())
        return failure(ErrorKind::Invalid, "kubeconfig.no-such-user",
                       "the context " + name + " names the user " + entry->user
                           + ", which the kubeconfig does not have");
    return access(*entry, *cluster, user);
}

} // namespace orrery::kubeconfig
