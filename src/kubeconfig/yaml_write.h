#pragma once

#include "kubeconfig/yaml_tree.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Making values and writing them so that readers of YAML 1.1 and 1.2 read back the same.
namespace orrery::kubeconfig {

[[nodiscard]] YamlNodePtr yamlText(std::string text);
[[nodiscard]] YamlNodePtr yamlMap(std::vector<std::pair<std::string, YamlNodePtr>> fields);

/// `text` in JSON's form, which YAML reads alike.
[[nodiscard]] std::string quotedYaml(std::string_view text);
/// `text` without quotes where no reader could take it for anything else.
[[nodiscard]] std::string yamlScalar(std::string_view text);
/// A map or list over several lines, `indentation` blanks before each but the first; no line end behind the last.
[[nodiscard]] std::string blockYaml(const YamlNode& node, std::size_t indentation, const std::string& lineEnd);
/// The same behind `out`.
void appendBlock(std::string& out, const YamlNode& node, std::size_t indentation, std::string_view lineEnd);
/// About how many bytes it takes to write it, to make room for many.
[[nodiscard]] std::size_t roughSize(const YamlNode& node);
/// The same on one line, as JSON.
[[nodiscard]] std::string flowYaml(const YamlNode& node);

/// Whether both say the same to a reader: style, quotes, comments and the order of keys aside.
[[nodiscard]] bool sameMeaning(const YamlNode& a, const YamlNode& b);
/// A text that is equal for two values exactly when they have the same meaning.
[[nodiscard]] std::string meaning(const YamlNode& node);

} // namespace orrery::kubeconfig
