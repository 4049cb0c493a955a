#pragma once

#include "api/json.h"
#include "base/error.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::federation {

/// A place in a text; both count from 1.
struct YamlPlace {
    int line = 1;
    int column = 1;
};

/// One document of a YAML stream, and where its upper parts stand.
struct YamlDocument {
    api::Json value{};
    YamlPlace begin{};
    std::map<std::string, YamlPlace> places{}; ///< by JSON pointer, at most three levels deep

    /// Where the value at a pointer stands, or what is nearest above it.
    [[nodiscard]] YamlPlace placeOf(std::string pointer) const;
};

/// Reads every document of a YAML or JSON text (UTF-8), empty ones left out. Scalars are typed as Go's YAML does for
/// kubectl, keys become strings, merge keys are applied, aliases are expanded. Invalid `manifest.*` with
/// "SOURCE:LINE:COLUMN: what" and nothing of the text but keys: what YAML refuses, a key that is there twice, nesting
/// deeper than 100, aliases that expand to more than a million values, what JSON cannot say. Never throws. Any thread.
[[nodiscard]] Result<std::vector<YamlDocument>> readYaml(const std::string& text, const std::string& source);

/// Block YAML for people: apiVersion, kind, metadata and names first, the rest by name. Strings that a reader of YAML
/// 1.1 or 1.2 could take for something else are quoted, so that everybody reads back exactly the same.
[[nodiscard]] std::string toYaml(const api::Json& value);

} // namespace orrery::federation
