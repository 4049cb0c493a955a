#pragma once

#include "base/error.h"
#include "kubeconfig/config_file.h"
#include "kubeconfig/yaml_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace orrery::kubeconfig {

/// One entry of a list of a kubeconfig, to be made so.
struct EntryEdit {
    std::string list{}; ///< clusters, users, contexts
    std::string name{};
    YamlNodePtr item{}; ///< the whole item, `name` in it; null = the entry goes
};

/// The text with these entries changed, added (behind the others, in this order) or taken out, and `currentContext` set
/// when given; every other byte unchanged: comments, order, quoting and line ends stay. An empty text becomes a new
/// kubeconfig. Pure, on decoded UTF-8. The result has been read again, and says the same as before but for the edits.
/// Invalid `kubeconfig.edit` when the text's form defeats this.
[[nodiscard]] Result<std::string> spliced(const std::string& text, const std::vector<EntryEdit>& edits,
                                          const std::optional<std::string>& currentContext = {});

/// The item of a context.
[[nodiscard]] YamlNodePtr contextItem(const ContextEntry& context);

} // namespace orrery::kubeconfig
