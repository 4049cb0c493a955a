#include "kubeconfig/edit.h"

#include "kubeconfig/access.h"
#include "kubeconfig/atomic_file.h"
#include "kubeconfig/config_file.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/splice.h"

#include <algorithm>
#include <functional>

namespace orrery::kubeconfig {

namespace {

const ContextEntry* contextNamed(const ConfigFile& file, const std::string& name)
{
    const auto found = std::find_if(file.contexts.begin(), file.contexts.end(),
                                    [&](const auto& context) { return context.name == name; });
    return found == file.contexts.end() ? nullptr : &*found;
}

Error noSuchContext(const std::string& path, const std::string& name)
{
    return {ErrorKind::NotFound, "kubeconfig.no-such-context", path + " has no context " + name};
}

/// The new text, or the same text for no change.
using Change = std::function<Result<std::string>(const ConfigFile& file, const std::string& text)>;

/// Reads, changes and writes under the lock. True when the file was written.
Result<bool> edit(const std::string& path, const Change& change)
{
    const auto lock = FileLock::take(path);
    if (!lock)
        return failure(lock.error());
    const auto before = readFile(path);
    if (!before)
        return failure(before.error());
    const auto file = parseConfigFile(path, *before);
    for (const auto& problem : file.problems) {
        if (problem.broken)
            return failure(ErrorKind::Invalid, "kubeconfig.broken", problem.text());
    }
    auto decoded = decodeText(*before);
    if (!decoded)
        return failure(std::move(decoded.error()));
    auto after = change(file, decoded->text);
    if (!after)
        return failure(std::move(after.error()));
    if (*after == decoded->text)
        return false;
    decoded->text = std::move(*after);
    const auto written = replaceFile(path, *before, encodeText(*decoded));
    if (!written)
        return failure(written.error());
    return true;
}

} // namespace

Result<bool> addContext(const std::string& path, const std::string& name, const std::string& likeContext)
{
    const auto add = [&](const ConfigFile& file, const std::string& text) -> Result<std::string> {
        const auto* like = contextNamed(file, likeContext);
        if (!like)
            return failure(noSuchContext(path, likeContext));
        auto added = *like;
        added.name = name;
        added.ns.clear();
        const auto* existing = contextNamed(file, name);
        if (!existing)
            return spliced(text, {{"contexts", name, contextItem(added)}});
        if (existing->cluster == added.cluster && existing->user == added.user)
            return text;
        return failure(ErrorKind::AlreadyExists, "kubeconfig.context-exists",
                       path + " already has a context " + name + " for the cluster " + existing->cluster
                           + " and the user " + existing->user);
    };
    auto done = edit(path, add);
    if (!done)
        return failure(std::move(done.error()).during("adding the context " + name));
    return done;
}

Result<void> removeContext(const std::string& path, const std::string& name)
{
    const auto remove = [&](const ConfigFile& file, const std::string& text) -> Result<std::string> {
        if (!contextNamed(file, name))
            return failure(noSuchContext(path, name));
        return spliced(text, {{"contexts", name, nullptr}});
    };
    auto done = edit(path, remove);
    if (!done)
        return failure(std::move(done.error()).during("removing the context " + name));
    return {};
}

} // namespace orrery::kubeconfig
