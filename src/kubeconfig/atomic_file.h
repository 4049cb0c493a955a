#pragma once

#include "base/error.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace orrery::kubeconfig {

/// `<path>.lock` beside a file, made exclusively, as kubectl does before it writes. Released by the destructor.
class FileLock {
public:
    /// Tries for `patience`. Unavailable `kubeconfig.locked` names the lock and its age; it is never removed unasked.
    /// Forbidden `kubeconfig.write` when the folder cannot be written.
    [[nodiscard]] static Result<FileLock> take(const std::string& path,
                                               std::chrono::milliseconds patience = std::chrono::seconds(2));
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;

private:
    explicit FileLock(std::string lockPath) : m_lockPath(std::move(lockPath)) { }
    std::string m_lockPath;
};

/// Replaces an existing file's bytes at one stroke: a temporary file in its real folder (a link stays a link) with the
/// same mode and owner, synced to the disk, then renamed over it. A reader sees the old or the new bytes, never a part;
/// only a file that is a mount point of its own is written in place. Conflict `kubeconfig.changed` when the file no
/// longer holds `before`; Forbidden `kubeconfig.write` when it may not be written; Unavailable `kubeconfig.write` when
/// the disk fails. After a failure the file is as it was.
[[nodiscard]] Result<void> replaceFile(const std::string& path, const std::string& before, const std::string& after);

/// Makes a file that does not exist yet, mode 0600, whole or not at all, and its folders. Where a link leads, it is
/// made there. Conflict `kubeconfig.changed` when somebody else has made it meanwhile; else as `replaceFile`.
[[nodiscard]] Result<void> createFile(const std::string& path, const std::string& bytes);

/// Makes or replaces a file of our own, mode 0600, whole or not at all, and its folders. Errors as `replaceFile`.
[[nodiscard]] Result<void> keepFile(const std::string& path, const std::string& bytes);

/// Makes the folders that the file is to be in, mode 0755 as kubectl. Errors as `replaceFile`.
[[nodiscard]] Result<void> makeFolder(const std::string& path);

/// What killed writers of the file left beside it. Nobody else needs them once the lock is held.
[[nodiscard]] std::vector<std::string> leftovers(const std::string& path);

/// The file that a chain of links ends in, existing or not.
[[nodiscard]] std::string realPath(const std::string& path);

} // namespace orrery::kubeconfig
