#pragma once

#include "kubeconfig/merge.h"
#include "kubeconfig/yaml_tree.h"

#include <string>

/// What an entry of a kubeconfig means, apart from how it is written.
namespace orrery::kubeconfig {

/// Fields that say nothing (null, empty, false) are left out. A certificate or key is its bytes, whether they are in
/// the entry or in a file that can be read; other paths count from the file's folder.
using EntryForm = FieldHashes;

/// Reads the certificate files that the entry names.
[[nodiscard]] EntryForm entryForm(EntryKind kind, const YamlNode& body, const std::string& file);

/// The field of the form that a field of the file belongs to: `certificate-authority-data` is a way to write
/// `certificate-authority`.
[[nodiscard]] std::string formField(std::string_view field);

/// The body as it is to stand in a file of `folder` (empty: absolute paths): relative paths rewritten, or certificates
/// and keys embedded. Invalid `merge.file` when a file to embed cannot be read.
[[nodiscard]] Result<YamlNodePtr> movedBody(EntryKind kind, const YamlNodePtr& body, const std::string& file,
                                            const std::string& folder, PathStyle style);

/// Files that the entry names and that are not there.
[[nodiscard]] std::vector<std::string> missingFiles(EntryKind kind, const YamlNode& body, const std::string& file);

} // namespace orrery::kubeconfig
