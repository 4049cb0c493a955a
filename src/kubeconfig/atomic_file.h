#pragma once

#include "base/error.h"

#include <chrono>
#include <optional>
#include <string>

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
/// same mode and owner, synced to the disk, then renamed over it. A reader sees the old or the new bytes, never a part.
/// Conflict `kubeconfig.changed` when the file no longer holds `before`; Forbidden `kubeconfig.write` when it may not
/// be written; Unavailable `kubeconfig.write` when the disk fails. After a failure the file is as it was.
[[nodiscard]] Result<void> replaceFile(const std::string& path, const std::string& before, const std::string& after);

} // namespace orrery::kubeconfig
