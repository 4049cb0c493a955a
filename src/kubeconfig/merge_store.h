#pragma once

#include "base/error.h"
#include "kubeconfig/merge.h"

#include <optional>
#include <string>

namespace orrery::kubeconfig {

/// Reads the target (nothing when it does not exist) and its history, then plans. Blocking.
[[nodiscard]] Result<MergePlan> planMergeInto(const std::string& target, const std::vector<MergeSource>& sources,
                                              const MergeOptions& options);

/// Changes a kubeconfig once: lock, check that it still holds `before` (nothing: that it does not exist), backup, write
/// at one stroke. Conflict `kubeconfig.changed` when somebody else wrote meanwhile; else as FileLock, replaceFile and
/// createFile. After a failure the target is as it was.
[[nodiscard]] Result<void> writeKubeconfig(const std::string& target, const std::optional<std::string>& before,
                                           const std::string& after);

/// Writes the plan by `writeKubeconfig`, unless it changes nothing, and remembers what came from where. After a
/// conflict: plan again.
[[nodiscard]] Result<void> writeMerge(const MergePlan& plan);

/// Where the bytes before the last change lie: `<target>.orrery-backup`, mode 0600.
[[nodiscard]] std::string backupPath(const std::string& target);

/// Takes the last change of Orrery's back: the target gets the bytes of the backup, and the backup those of the target,
/// so that undoing again brings the change back. NotFound `kubeconfig.no-backup`; Conflict `kubeconfig.changed` when
/// the target has been changed since, whose changes would be lost (`evenIfChanged` does it all the same).
[[nodiscard]] Result<void> undoLastChange(const std::string& target, bool evenIfChanged = false);
/// Whether `undoLastChange` would succeed.
[[nodiscard]] bool canUndo(const std::string& target);

} // namespace orrery::kubeconfig
