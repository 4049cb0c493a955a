#pragma once

#include "base/error.h"
#include "kubeconfig/merge.h"

#include <string>

namespace orrery::kubeconfig {

/// Reads the target (nothing when it does not exist) and its history, then plans. Blocking.
[[nodiscard]] Result<MergePlan> planMergeInto(const std::string& target, const std::vector<MergeSource>& sources,
                                              const MergeOptions& options);

/// Writes the plan's bytes once: lock, check that the target still holds `before`, backup, replace at one stroke, then
/// the history. Does nothing for a plan without changes. Conflict `kubeconfig.changed` when somebody else wrote
/// meanwhile: plan again. Else as FileLock and replaceFile. After a failure the target is as it was.
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
