#pragma once

#include "base/error.h"
#include "kubeconfig/config_file.h"
#include "kubeconfig/merge.h"
#include "kubeconfig/merge_world.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace orrery::kubeconfig {

/// A source that has been read.
struct SourceFile {
    std::string path{};
    std::string file{}; ///< relative paths count from its folder
    std::string absolute{}; ///< for the history; empty for standard input
    std::string currentContext{};
    std::vector<Problem> problems{};
    YamlNodePtr root{};
    std::array<std::vector<MergeEntry>, 3> entries{};
    std::array<std::unordered_map<std::string, std::size_t>, 3> byName{};
    /// The contexts that use a cluster or a user.
    std::array<std::unordered_map<std::string, std::vector<const MergeEntry*>>, 2> users{};

    [[nodiscard]] const MergeEntry* find(EntryKind kind, const std::string& name) const
    {
        const auto found = byName[at(kind)].find(name);
        return found == byName[at(kind)].end() ? nullptr : &entries[at(kind)][found->second];
    }
    [[nodiscard]] const std::vector<const MergeEntry*>& contextsWith(EntryKind kind, const std::string& name) const
    {
        static const std::vector<const MergeEntry*> none;
        const auto found = users[at(kind)].find(name);
        return found == users[at(kind)].end() ? none : found->second;
    }
};

using SourceFiles = std::vector<std::unique_ptr<SourceFile>>;

/// Reads all of them, whose bytes must outlive what is read, by as many threads as there are processors. The first that
/// is broken, in their order, is the error.
[[nodiscard]] Result<SourceFiles> readSources(const std::vector<MergeSource>& given);

} // namespace orrery::kubeconfig
