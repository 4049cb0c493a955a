#pragma once

#include "kubeconfig/yaml_tree.h"

namespace orrery::kubeconfig {

/// Reads the plain block YAML that kubectl and most tools write, some twenty times faster than yaml-cpp, and nothing
/// else: null at the first sign of anything that it does not know for sure (anchors, tags, flow style, escapes, values
/// over several lines, keys twice, further documents, faults), and yaml-cpp has to read it. What it reads is the very
/// tree that `parseAnyYaml` gives, but for the offsets of values that are not written. Pure.
[[nodiscard]] YamlNodePtr readPlainYaml(const SharedText& text);

} // namespace orrery::kubeconfig
