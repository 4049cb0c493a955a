#include "kubeconfig/edit.h"

#include "kubeconfig/access.h"
#include "kubeconfig/config_file.h"
#include "kubeconfig/merge_store.h"
#include "kubeconfig/merge_world.h"
#include "kubeconfig/splice.h"

#include <algorithm>
#include <functional>
#include <optional>

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

Error contextExists(const std::string& path, const ContextEntry& existing)
{
    return {ErrorKind::AlreadyExists, "kubeconfig.context-exists",
            path + " already has a context " + existing.name + " for the cluster " + existing.cluster + " and the user "
                + existing.user};
}

struct Change {
    std::vector<EntryEdit> edits{};
    std::optional<std::string> currentContext{};
};
using Decide = std::function<Result<Change>(const ConfigText& config)>;

/// Reads, decides and writes; again when somebody else wrote between. True when the file was written.
Result<bool> edit(const std::string& path, const Decide& decide)
{
    for (int attempt = 1;; ++attempt) {
        const auto before = readFile(path);
        if (!before)
            return failure(before.error());
        auto config = soundConfigText(path, unowned(*before));
        if (!config)
            return failure(std::move(config.error()));
        const auto change = decide(*config);
        if (!change)
            return failure(change.error());
        if (change->edits.empty() && !change->currentContext)
            return false;
        auto after = spliced(*config->text, change->edits, change->currentContext);
        if (!after)
            return failure(std::move(after.error()).during("editing " + path));
        const auto written = writeKubeconfig(path, *before, encodeText({std::move(*after), config->encoding}));
        if (written)
            return true;
        if (written.error().kind != ErrorKind::Conflict || attempt == 100)
            return failure(written.error());
    }
}

/// The entry's edit to nothing, unless a context besides `context` uses it.
void removeIfUnused(const ConfigText& config, EntryKind kind, const std::string& context, const std::string& entry,
                    Change& change, std::vector<std::string>& removed)
{
    const auto uses = [&](const ContextEntry& other) {
        return other.name != context && (kind == EntryKind::Cluster ? other.cluster : other.user) == entry;
    };
    const auto& contexts = config.file.contexts;
    const auto list = std::string(name(kind)) + "s";
    const auto node = config.root->field(list);
    const bool there = node && std::any_of(node->items.begin(), node->items.end(), [&](const auto& item) {
                           return fieldText(*item, "name") == entry;
                       });
    if (!there || std::any_of(contexts.begin(), contexts.end(), uses))
        return;
    change.edits.push_back({list, entry, nullptr});
    removed.push_back(entry);
}

} // namespace

Result<bool> addContext(const std::string& path, const std::string& name, const std::string& likeContext)
{
    auto done = edit(path, [&](const ConfigText& config) -> Result<Change> {
        const auto* like = contextNamed(config.file, likeContext);
        if (!like)
            return failure(noSuchContext(path, likeContext));
        auto added = *like;
        added.name = name;
        added.ns.clear();
        const auto* existing = contextNamed(config.file, name);
        if (!existing)
            return Change{{{"contexts", name, contextItem(added)}}, {}};
        if (existing->cluster == added.cluster && existing->user == added.user)
            return Change{};
        return failure(contextExists(path, *existing));
    });
    if (!done)
        return failure(std::move(done.error()).during("adding the context " + name));
    return done;
}

Result<Removed> removeContext(const std::string& path, const std::string& name, bool unused)
{
    Removed removed;
    auto done = edit(path, [&](const ConfigText& config) -> Result<Change> {
        const auto* context = contextNamed(config.file, name);
        if (!context)
            return failure(noSuchContext(path, name));
        Change change{{{"contexts", name, nullptr}}, {}};
        removed = {};
        removed.wasCurrent = config.file.currentContext == name;
        if (removed.wasCurrent)
            change.currentContext = "";
        if (unused) {
            removeIfUnused(config, EntryKind::Cluster, name, context->cluster, change, removed.clusters);
            removeIfUnused(config, EntryKind::User, name, context->user, change, removed.users);
        }
        return change;
    });
    if (!done)
        return failure(std::move(done.error()).during("removing the context " + name));
    return removed;
}

Result<void> renameContext(const std::string& path, const std::string& from, const std::string& to)
{
    auto done = edit(path, [&](const ConfigText& config) -> Result<Change> {
        if (const auto* existing = contextNamed(config.file, to); existing && from != to)
            return failure(contextExists(path, *existing));
        for (const auto& entry : entriesOf(EntryKind::Context, config.root, path)) {
            if (entry.name != from)
                continue;
            if (from == to)
                return Change{};
            Change change{{{"contexts", from, itemLike(EntryKind::Context, *entry.item, to, entry.body)}}, {}};
            if (config.file.currentContext == from)
                change.currentContext = to;
            return change;
        }
        return failure(noSuchContext(path, from));
    });
    if (!done)
        return failure(std::move(done.error()).during("renaming the context " + from));
    return {};
}

Result<void> setCurrentContext(const std::string& path, const std::string& name)
{
    auto done = edit(path, [&](const ConfigText& config) -> Result<Change> {
        if (config.file.currentContext == name)
            return Change{};
        return Change{{}, name};
    });
    if (!done)
        return failure(std::move(done.error()).during("setting the current context"));
    return {};
}

} // namespace orrery::kubeconfig
