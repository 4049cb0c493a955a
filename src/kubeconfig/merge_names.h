#pragma once

#include "base/error.h"
#include "kubeconfig/merge.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace orrery::kubeconfig {

/// The names in one source, as far as naming needs them.
struct NamedSource {
    struct Context {
        std::string name{}, cluster{}, user{};
    };
    std::string path{};
    std::string name{}; ///< that the user gave it, or empty
    std::map<EntryKind, std::vector<std::string>> entries{};
    std::vector<Context> contexts{};
};
using NamedSources = std::vector<NamedSource>;

/// Gives names to entries that clash: one deterministic scheme for a context with its cluster and user. One thread.
class MergeNames {
public:
    /// Invalid `merge.name`, `merge.rename`, `merge.template`, see `planMerge`.
    [[nodiscard]] static Result<MergeNames> of(NamedSources sources, const MergeOptions& options);

    /// The name that the user chose for this entry.
    [[nodiscard]] std::optional<std::string> typed(std::size_t source, EntryKind kind, const std::string& name) const;
    /// Never invented again for anything of that kind.
    void reserve(EntryKind kind, const std::string& name) { m_taken[static_cast<std::size_t>(kind)].insert(name); }
    /// A free name for an entry of a source, by its index: by the template; of a file with one context the same for all
    /// three kinds; of others with the entry's own name behind. Numbered when that is taken.
    [[nodiscard]] std::string invent(std::size_t index, EntryKind kind, const std::string& name);

private:
    MergeNames(NamedSources sources, std::string nameTemplate)
        : m_sources(std::move(sources)), m_template(std::move(nameTemplate)), m_typed(m_sources.size()),
          m_joint(m_sources.size())
    {
    }

    Result<void> takeName(std::size_t index);
    Result<void> takeRename(const MergeRename& rename);
    [[nodiscard]] std::string filledIn(std::size_t index, EntryKind kind, const std::string& name) const;
    [[nodiscard]] bool taken(EntryKind kind, const std::string& name) const
    {
        return m_taken[static_cast<std::size_t>(kind)].contains(name);
    }

    using Names = std::map<std::pair<EntryKind, std::string>, std::string>;

    NamedSources m_sources;
    std::string m_template;
    std::vector<Names> m_typed; ///< by source
    std::vector<std::string> m_joint; ///< by source: what its only context, cluster and user are called
    std::array<std::set<std::string>, 3> m_taken{};
};

} // namespace orrery::kubeconfig
