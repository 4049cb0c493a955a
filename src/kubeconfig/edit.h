#pragma once

#include "base/error.h"

#include <string>
#include <vector>

/// Small changes of kubeconfig files. Each changes only the bytes it must, at one stroke, under the lock that kubectl
/// takes too, with a backup that `undoLastChange` brings back. They fail as `spliced` and `writeKubeconfig`; NotFound
/// `kubeconfig.no-such-context`. Blocking, for up to two seconds while another program holds the lock.
namespace orrery::kubeconfig {

/// Adds the context `name` to the file at `path`, with the cluster and user of `likeContext` in the same file, and
/// without a namespace; current-context stays. True when it was added, false when the file held just this context
/// already. AlreadyExists `kubeconfig.context-exists` when it holds another one of that name.
[[nodiscard]] Result<bool> addContext(const std::string& path, const std::string& name, const std::string& likeContext);

/// What was taken out of a file.
struct Removed {
    std::vector<std::string> clusters{}; ///< that only this context used
    std::vector<std::string> users{};
    bool wasCurrent = false; ///< current-context is empty now
};
/// Takes the context out, and current-context with it when it names it. With `unused` also its cluster and its user,
/// unless another context of the file uses them.
[[nodiscard]] Result<Removed> removeContext(const std::string& path, const std::string& name, bool unused = false);

/// Gives the context another name, in current-context too. AlreadyExists `kubeconfig.context-exists`.
[[nodiscard]] Result<void> renameContext(const std::string& path, const std::string& from, const std::string& to);

/// Sets current-context; does not ask whether there is such a context.
[[nodiscard]] Result<void> setCurrentContext(const std::string& path, const std::string& name);

} // namespace orrery::kubeconfig
