#pragma once

#include "base/error.h"
#include "kubeconfig/field_hashes.h"

#include <string>
#include <string_view>
#include <vector>

/// Bringing the contexts of several kubeconfigs into one file without doing harm.
///
/// What is promised, and judged by the real kubectl in the tests: every context of the target and of the sources
/// reaches the same server with the same trust, proxy, credentials, impersonation and namespace afterwards, under the
/// name that the plan gives it; merging the same again changes no byte; bytes outside the changed entries stay.
/// Two things leave that promise and are named in the plan: `Update`, when a source that was merged before brings
/// other values now, and `Keep` and `Replace`, when the caller asks for them.
namespace orrery::kubeconfig {

enum class EntryKind { Cluster, User, Context };
[[nodiscard]] std::string_view name(EntryKind kind); ///< cluster, user, context

/// A file to merge.
struct MergeSource {
    std::string path{}; ///< as the user named it; `-` is standard input
    std::string bytes{};
    std::string name{}; ///< for its only context with its cluster and user; empty = their own names
};

/// A name that the user chose: every entry `from` of the source becomes `to`.
struct MergeRename {
    std::string source{}; ///< path, file name or stem of one source
    std::string from{};
    std::string to{};
};

enum class OnClash {
    Rename, ///< the newcomer gets another name
    Keep, ///< the target's context stays, the newcomer is left out
    Replace, ///< the newcomer takes the place of the target's context
    Fail,
};
enum class PathStyle {
    Rebase, ///< relative paths are rewritten so that they mean the same file
    Embed, ///< certificates and keys are written into the target (token files never are)
};

struct MergeOptions {
    std::vector<MergeRename> renames{};
    /// Names for what clashes: {stem}, {name}, {context}, {cluster}, {user} are filled in.
    std::string nameTemplate = "{stem}";
    OnClash onClash = OnClash::Rename;
    PathStyle paths = PathStyle::Rebase;
};

enum class MergeVerb {
    Add,
    Same, ///< the target has it already (perhaps with local additions)
    Share, ///< the target has the same content under the name `as`
    Rename, ///< added as `as`
    Update, ///< merged from this source before; the target's entry `as` takes the source's new values
    Keep,
    Replace,
    Broken, ///< left out; `reason` says why
};
[[nodiscard]] std::string_view name(MergeVerb verb); ///< add, same, share …

struct MergeAction {
    EntryKind kind = EntryKind::Context;
    std::string source{}; ///< the source's path
    std::string name{}; ///< in the source
    MergeVerb verb = MergeVerb::Add;
    std::string as{}; ///< in the target; empty when it does not get there
    std::string reason{}; ///< one English sentence
};

/// What was merged into a target before: the memory that tells a local change from a newer source.
struct MergeRecord {
    EntryKind kind = EntryKind::Context;
    std::string name{}; ///< in the target
    std::string source{}; ///< absolute path
    std::string original{}; ///< name in the source
    FieldHashes fields{}; ///< as it was merged

    bool operator==(const MergeRecord&) const = default;
};
using MergeHistory = std::vector<MergeRecord>;

struct MergePlan {
    std::string target{}; ///< empty: nothing is written, `after` is the answer
    bool existed = false;
    std::string before{}; ///< bytes of the target
    std::string after{};
    std::vector<MergeAction> actions{}; ///< by source, then cluster, user, context in the source's order
    std::vector<std::string> warnings{};
    MergeHistory history{}; ///< to be kept once it is written

    [[nodiscard]] bool changed() const { return before != after || !existed; }
};

/// Decides everything and writes nothing. Reads certificate files that sources and target name; runs and contacts
/// nothing. `target` may be empty or not exist yet (`targetBytes` null). Slow for huge files; any thread.
///
/// Invalid `kubeconfig.broken` (a source or the target, "FILE:LINE:COLUMN: why"), `merge.name` (NAME for a file without
/// exactly one context), `merge.rename` (a rename that fits nothing), `merge.template`, `merge.file` (embedding a file
/// that cannot be read); AlreadyExists `merge.clash` with OnClash::Fail; Invalid `kubeconfig.edit` when the target's
/// form cannot be edited without rewriting it.
[[nodiscard]] Result<MergePlan> planMerge(const std::string& target, const std::string* targetBytes,
                                          const std::vector<MergeSource>& given, const MergeOptions& options,
                                          const MergeHistory& history = {});

} // namespace orrery::kubeconfig
