#pragma once

#include "base/error.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::kubeconfig {

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;
/// A text that the values read from it point into.
using SharedText = std::shared_ptr<const std::string>;
/// The same of a text that outlives those values without them.
[[nodiscard]] inline SharedText unowned(const std::string& text)
{
    return {SharedText(), &text};
}

/// A value of a YAML document and where it stands in the text. Offsets are bytes of the text, lines and columns count
/// from 1. Aliases are expanded (the alias's own position is kept), merge keys are applied, later duplicates win.
struct YamlNode {
    enum class Kind { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    std::string_view text{}; ///< of a scalar; lives as long as the node
    std::shared_ptr<const void> keeper{}; ///< what `text` lies in, which can be the whole file
    bool plain = false; ///< a scalar without quotes and tag: YAML 1.1 may take it for a number or a boolean
    bool flow = false; ///< a list or map in brackets, as in JSON
    std::size_t offset = 0; ///< a block list: its first dash; a block map: its first key
    std::size_t lastOffset = 0; ///< where the last thing inside starts
    int line = 1;
    int column = 1;
    double weight = 1; ///< how many values it is once aliases are written out
    std::vector<YamlNodePtr> items{};
    std::vector<std::pair<std::string, YamlNodePtr>> fields{};

    /// Null when the map has no such key (or this is no map).
    [[nodiscard]] YamlNodePtr field(std::string_view key) const;
    /// The same for a look at it.
    [[nodiscard]] const YamlNode* find(std::string_view key) const;
    /// Makes `text` this one.
    void own(std::string value);
};

/// A remark about a place in the text.
struct YamlRemark {
    int line = 1;
    int column = 1;
    std::string message{};
};

struct YamlDocument {
    YamlNodePtr root{};
    std::vector<YamlRemark> warnings{}; ///< duplicate keys, further documents
};

/// Parses the first document. Invalid `kubeconfig.yaml` with "LINE:COLUMN: what", without any of the text;
/// so is a document of which too much is aliases, by the measure of kubectl's reader.
[[nodiscard]] Result<YamlDocument> parseYaml(const SharedText& text);
[[nodiscard]] Result<YamlDocument> parseYaml(std::string text);
/// The same without the short cut for plain texts.
[[nodiscard]] Result<YamlDocument> parseAnyYaml(const std::string& text);

/// Whether a plain scalar stands for nothing; an empty one does as well, which its reader sees by itself.
[[nodiscard]] bool isNullWord(std::string_view plain);
/// Whether YAML 1.1 (as kubectl reads it) takes this plain scalar for a number or a boolean.
[[nodiscard]] bool looksTyped(std::string_view plain);

} // namespace orrery::kubeconfig
