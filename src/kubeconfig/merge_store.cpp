#include "kubeconfig/merge_store.h"

#include "base/bytes.h"
#include "base/user_folder.h"
#include "kubeconfig/access.h"
#include "kubeconfig/atomic_file.h"
#include "kubeconfig/entry_form.h"
#include "kubeconfig/merge_world.h"
#include "kubeconfig/yaml_write.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace orrery::kubeconfig {

namespace {

/// What is remembered of a target, apart from the file itself.
struct Memory {
    std::string target{}; ///< its real path, for people who look
    std::string written{}; ///< SHA-256 of what we wrote last
    MergeHistory history{};
};

/// Empty when there is nowhere to remember.
std::string memoryPath(const std::string& target)
{
    const auto folder = stateFolder();
    if (folder.empty())
        return {};
    return (std::filesystem::path(folder) / "kubeconfigs" / (sha256(realPath(target)).substr(0, 32) + ".yaml"))
        .string();
}

/// What cannot be read is nothing: then a merge has no past, which harms nobody.
Memory remembered(const std::string& target)
{
    Memory memory;
    memory.target = realPath(target);
    const auto path = memoryPath(target);
    const auto bytes = path.empty() ? Result<std::string>(std::string()) : readFile(path);
    const auto document = bytes ? parseYaml(*bytes) : failure(bytes.error());
    if (!document)
        return memory;
    memory.written = fieldText(*document->root, "written");
    const auto merged = document->root->field("merged");
    for (const auto& item : merged ? merged->items : std::vector<YamlNodePtr>{}) {
        MergeRecord record;
        for (const auto kind : entryKinds) {
            if (fieldText(*item, "kind") == name(kind))
                record.kind = kind;
        }
        record.name = fieldText(*item, "name");
        record.source = fieldText(*item, "source");
        record.original = fieldText(*item, "original");
        FieldHashes::Fields hashes;
        if (const auto fields = item->field("fields")) {
            for (const auto& [field, hash] : fields->fields)
                hashes[field] = hash->text;
        }
        record.fields = FieldHashes(std::move(hashes));
        memory.history.push_back(std::move(record));
    }
    return memory;
}

Result<void> remember(const Memory& memory)
{
    const auto path = memoryPath(memory.target);
    if (path.empty())
        return {};
    YamlNode merged;
    merged.kind = YamlNode::Kind::List;
    for (const auto& record : memory.history) {
        std::vector<std::pair<std::string, YamlNodePtr>> fields;
        for (const auto& [field, hash] : record.fields.fields())
            fields.emplace_back(field, yamlText(hash));
        merged.items.push_back(yamlMap({{"kind", yamlText(std::string(name(record.kind)))},
                                        {"name", yamlText(record.name)},
                                        {"source", yamlText(record.source)},
                                        {"original", yamlText(record.original)},
                                        {"fields", yamlMap(std::move(fields))}}));
    }
    const auto all = yamlMap({{"target", yamlText(memory.target)},
                              {"written", yamlText(memory.written)},
                              {"merged", std::make_shared<const YamlNode>(std::move(merged))}});
    return keepFile(path, blockYaml(*all, 0, "\n") + "\n");
}

/// Nothing when the file does not exist.
Result<std::optional<std::string>> readTarget(const std::string& target)
{
    std::error_code error;
    if (std::filesystem::status(target, error).type() == std::filesystem::file_type::not_found)
        return std::nullopt;
    auto bytes = readFile(target);
    if (!bytes)
        return failure(bytes.error());
    return std::move(*bytes);
}

Result<void> writeTarget(const std::string& target, const std::optional<std::string>& before, const std::string& after)
{
    // The backup of a new file is an empty one; an older one would not be its past.
    if (auto kept = keepFile(backupPath(target), before.value_or("")); !kept)
        return kept;
    return before ? replaceFile(target, *before, after) : createFile(target, after);
}

} // namespace

namespace {

/// The locks of a kubeconfig, as it is named and as it is: who comes by another name must wait as well.
struct Locks {
    FileLock named;
    std::optional<FileLock> real;
};

Result<Locks> lock(const std::string& target)
{
    if (auto made = makeFolder(target); !made)
        return failure(std::move(made.error()));
    auto named = FileLock::take(target);
    if (!named)
        return failure(std::move(named.error()));
    Locks locks{std::move(*named), std::nullopt};
    std::error_code error;
    const auto real = realPath(target);
    if (real != std::filesystem::absolute(target, error).lexically_normal()) {
        auto second = FileLock::take(real);
        if (!second)
            return failure(std::move(second.error()));
        locks.real.emplace(std::move(*second));
    }
    return locks;
}

/// What killed writers left holds credentials. With the lock.
void sweep(const std::string& target)
{
    std::error_code ignored;
    for (const auto& file : {target, backupPath(target)}) {
        for (const auto& left : leftovers(file))
            std::filesystem::remove(left, ignored);
    }
}

} // namespace

Result<void> writeKubeconfig(const std::string& target, const std::optional<std::string>& before,
                             const std::string& after)
{
    const auto locks = lock(target);
    if (!locks)
        return failure(locks.error());
    sweep(target);
    auto memory = remembered(target);
    memory.written = sha256(after);
    if (auto done = remember(memory); !done)
        return done;
    return writeTarget(target, before, after);
}

Result<MergePlan> planMergeInto(const std::string& target, const std::vector<MergeSource>& sources,
                                const MergeOptions& options)
{
    if (target.empty())
        return planMerge(target, nullptr, sources, options);
    const auto bytes = readTarget(target);
    if (!bytes)
        return failure(bytes.error());
    return planMerge(target, *bytes ? &**bytes : nullptr, sources, options, remembered(target).history);
}

Result<void> writeMerge(const MergePlan& plan)
{
    if (!plan.target.empty() && plan.changed()) {
        auto written =
            writeKubeconfig(plan.target, plan.existed ? std::optional(plan.before) : std::nullopt, plan.after);
        if (!written)
            return written;
    } else if (!plan.target.empty()
               && !(leftovers(plan.target).empty() && leftovers(backupPath(plan.target)).empty())) {
        if (const auto locks = lock(plan.target))
            sweep(plan.target);
    }
    // Only now: remembering what is not there yet would make an old value look like a change of the user's.
    auto memory = remembered(plan.target);
    if (plan.target.empty() || memory.history == plan.history)
        return {};
    memory.history = plan.history;
    return remember(memory);
}

std::string backupPath(const std::string& target)
{
    return realPath(target) + ".orrery-backup";
}

bool canUndo(const std::string& target)
{
    const auto now = readTarget(target);
    return now && *now && readFile(backupPath(target)) && remembered(target).written == sha256(**now);
}

Result<void> undoLastChange(const std::string& target, bool evenIfChanged)
{
    const auto now = readTarget(target);
    if (!now)
        return failure(now.error());
    const auto backup = readFile(backupPath(target));
    if (!backup || !*now)
        return failure(ErrorKind::NotFound, "kubeconfig.no-backup",
                       "there is nothing to undo: Orrery keeps no earlier state of " + target);
    if (!evenIfChanged && remembered(target).written != sha256(**now))
        return failure(ErrorKind::Conflict, "kubeconfig.changed",
                       target
                           + " was changed by another program since; undoing would lose that. The state before is in "
                           + backupPath(target));
    return writeKubeconfig(target, **now, *backup);
}

} // namespace orrery::kubeconfig
