#pragma once

#include "kubeconfig/entry_form.h"
#include "kubeconfig/merge.h"
#include "kubeconfig/splice.h"
#include "kubeconfig/yaml_tree.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The entries of kubeconfigs as merging sees them.
namespace orrery::kubeconfig {

inline constexpr std::array entryKinds{EntryKind::Cluster, EntryKind::User, EntryKind::Context};

/// Index of what is kept by kind.
[[nodiscard]] constexpr std::size_t at(EntryKind kind)
{
    return static_cast<std::size_t>(kind);
}

/// An entry of the target as it will be, or of a source.
struct MergeEntry {
    std::string name{};
    YamlNodePtr item{}; ///< all of it, with the name
    YamlNodePtr body{};
    EntryForm form{}; ///< of a context: references by the names of the target
    std::string origin{}; ///< path of the file it came from
    bool edited = false; ///< differs from the target's text
};

/// The text of a field; empty without.
[[nodiscard]] std::string fieldText(const YamlNode& map, std::string_view key);
/// Those of a file that has been read and found sound.
[[nodiscard]] std::vector<MergeEntry> entriesOf(EntryKind kind, const YamlNodePtr& root, const std::string& file);
/// An item like `item` with another name and body; fields beside them stay.
[[nodiscard]] YamlNodePtr itemLike(EntryKind kind, const YamlNode& item, const std::string& name,
                                   const YamlNodePtr& body);
/// A context's body with other references.
[[nodiscard]] YamlNodePtr withReferences(const YamlNode& body, const std::string& cluster, const std::string& user);

/// The target as it will be: entries by name and by content. One thread.
class MergeWorld {
public:
    MergeWorld(const YamlNodePtr& root, const std::string& file);

    void add(EntryKind kind, MergeEntry entry);
    /// Its content so far is forgotten.
    void change(EntryKind kind, const std::string& name, YamlNodePtr item, YamlNodePtr body, EntryForm form);

    /// Null without. Valid until the next `add`.
    [[nodiscard]] const MergeEntry* find(EntryKind kind, const std::string& name) const;
    /// The first entry of the same content, of those that did not come from `notFrom`; null without. Valid until the
    /// next `add`.
    [[nodiscard]] const MergeEntry* like(EntryKind kind, const EntryForm& form,
                                         const std::optional<std::string>& notFrom = {}) const;
    [[nodiscard]] const std::vector<MergeEntry>& entries(EntryKind kind) const { return m_sides[at(kind)].entries; }
    /// What makes the target's text say this.
    [[nodiscard]] std::vector<EntryEdit> edits() const;

private:
    struct Side {
        std::vector<MergeEntry> entries{};
        std::unordered_map<std::string, std::size_t> byName{};
        std::unordered_multimap<std::string_view, std::size_t> byContent{}; ///< by the digests in `entries`
    };
    std::array<Side, 3> m_sides{};
};

} // namespace orrery::kubeconfig
