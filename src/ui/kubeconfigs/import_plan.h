#pragma once

#include "kubeconfig/merge.h"
#include "ui/kubeconfigs/import_file.h"
#include "ui/kubeconfigs/side_by_side.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace orrery::ui {

using ImportFilePtr = std::shared_ptr<const ImportFile>;

/// What the user wants brought in, and under which names.
struct ImportWish {
    std::vector<ImportFilePtr> files{};
    std::string target{};
    /// (path of the file, name of its entry) -> the name that the user typed. In a file with one context any of its
    /// entries names all three.
    std::map<std::pair<std::string, std::string>, std::string> names{};
    bool reveal = false; ///< show secrets in the difference
};

/// A name that several want, or that means something else in the target.
struct NameClash {
    struct Claim {
        std::string source{}; ///< path of the file
        std::string as{}; ///< what it becomes
    };
    kubeconfig::EntryKind kind = kubeconfig::EntryKind::Context;
    std::string name{};
    std::vector<Claim> claims{}; ///< of the files
    bool inTarget = false; ///< the target holds it as well
};

/// A context of a file and what becomes of it.
struct ImportedContext {
    std::string source{}; ///< path of the file
    ImportContext context{};
    kubeconfig::MergeVerb verb = kubeconfig::MergeVerb::Add;
    std::string as{}; ///< in the target; empty when it does not get there
    std::string reason{};
    bool clashes = false; ///< one of its names is wanted twice
};

struct ImportOutcome {
    kubeconfig::MergePlan plan{};
    std::vector<ImportedContext> contexts{};
    std::vector<NameClash> clashes{};
    std::vector<SideRow> difference{};
    std::string command{}; ///< the same for a terminal

    [[nodiscard]] int count(kubeconfig::MergeVerb verb) const; ///< of contexts
    [[nodiscard]] int arriving() const; ///< contexts that the target gets or gets anew
};

/// Plans the merge of the wish. A file with one context whose names clash is proposed its own name (aws.yaml: aws), as
/// `NAME=FILE` of orreryctl does, unless another file is called so. Errors as kubeconfig::planMergeInto. Writes
/// nothing. Slow for huge files; any thread.
[[nodiscard]] Result<ImportOutcome> planImport(const ImportWish& wish);

} // namespace orrery::ui
