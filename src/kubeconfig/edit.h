#pragma once

#include "base/error.h"

#include <string>

namespace orrery::kubeconfig {

/// Adds the context `name` to the file at `path`, with the cluster and user of `likeContext` in the same file, and
/// without a namespace. Only these bytes change; current-context stays. True when it was added, false when the file
/// held just this context already.
///
/// AlreadyExists `kubeconfig.context-exists` when it holds another one of that name; NotFound
/// `kubeconfig.no-such-context` without `likeContext`; else as FileLock, replaceFile and spliced fail. Blocks up to
/// two seconds for another program's lock.
[[nodiscard]] Result<bool> addContext(const std::string& path, const std::string& name, const std::string& likeContext);

/// Takes the context out again, leaving its cluster, its user and current-context. NotFound
/// `kubeconfig.no-such-context`.
[[nodiscard]] Result<void> removeContext(const std::string& path, const std::string& name);

} // namespace orrery::kubeconfig
