#pragma once

#include "api/json.h"
#include "base/error.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::cli {

/// One cluster, user or context as kubectl writes it, and the file it came from.
struct ConfigItem {
    api::Json body{};
    std::string file{};
};
using ConfigItems = std::map<std::string, ConfigItem>;

/// A kubeconfig as kubectl understands it: only the fields that kubectl knows, in its types, with its defaults.
struct ConfigJson {
    ConfigItems clusters{};
    ConfigItems users{};
    ConfigItems contexts{};
    std::map<std::string, api::Json> extensions{};
    std::map<std::string, api::Json> preferenceExtensions{};
    bool colors = false;
    std::string currentContext{};

    /// What `kubectl config view --raw -o json` prints: lists sorted by name, empty ones null.
    [[nodiscard]] api::Json json() const;
};

/// Reads one file's bytes by kubectl's rules and as strictly: an unquoted number where text belongs fails the file.
/// Invalid `kubeconfig.broken` with "FILE:LINE:COLUMN: what", never with a secret.
[[nodiscard]] Result<ConfigJson> readConfigJson(const std::string& path, std::string_view bytes);

/// Adds what `into` does not have yet by name: the earlier file wins a whole entry, as with kubectl.
void addMissing(ConfigJson& into, const ConfigJson& from);

} // namespace orrery::cli
