#pragma once

#include "kubeconfig/access.h"
#include "kubeconfig/config_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace orrery::kubeconfig {

/// The kubeconfig files of a user, read once. An unchanging value: load again to see changes. Contacts nothing and runs
/// nothing. Any thread; loading and resolving read files.
///
/// Differs from kubectl in two ways, on purpose. A broken file never hides the others. And a context's cluster and user
/// are looked up in the context's own file first: kubectl merges all files first, so that `admin` of one file can
/// silently become another file's `admin`. Where that makes a difference, there is a warning among the problems.
class Kubeconfig {
public:
    /// `pathList`: one path, or several separated as in KUBECONFIG (`:`; `;` on Windows); empty = $KUBECONFIG, and when
    /// that is empty ~/.kube/config. Missing files are skipped. NotFound `kubeconfig.not-found` when `pathList` was
    /// given and none of it exists; Invalid `kubeconfig.broken` when there are files but every one is broken.
    [[nodiscard]] static Result<Kubeconfig> load(const std::string& pathList = {});
    /// The same from files already read, in order of precedence.
    [[nodiscard]] static Kubeconfig of(std::vector<ConfigFile> files);

    /// The paths that `load` reads for this list, existing or not.
    [[nodiscard]] static std::vector<std::string> paths(const std::string& pathList = {});

    /// In order of precedence; a name that an earlier file has too is left out.
    [[nodiscard]] const std::vector<ContextEntry>& contexts() const { return m_contexts; }
    [[nodiscard]] const std::vector<ConfigFile>& files() const { return m_files; }
    /// Of all files, and between them.
    [[nodiscard]] const std::vector<Problem>& problems() const { return m_problems; }
    /// The first one set; empty without.
    [[nodiscard]] const std::string& currentContext() const { return m_currentContext; }

    /// Null when there is none.
    [[nodiscard]] const ContextEntry* context(std::string_view name) const;
    /// What the context refers to; null when it refers to nothing that exists.
    [[nodiscard]] const ClusterEntry* clusterOf(const ContextEntry& context) const;
    [[nodiscard]] const UserEntry* userOf(const ContextEntry& context) const;

    /// Everything needed to reach the context's cluster; empty name = the current context. Reads certificate files.
    /// NotFound `kubeconfig.no-such-context`, `kubeconfig.no-current-context`; else Invalid, see `access`.
    [[nodiscard]] Result<Access> resolve(std::string_view contextName = {}) const;

private:
    void noteRebinding(const ContextEntry& context);

    std::vector<ConfigFile> m_files{};
    std::vector<ContextEntry> m_contexts{};
    std::vector<Problem> m_problems{};
    std::string m_currentContext{};
};

} // namespace orrery::kubeconfig
