#pragma once

#include "base/error.h"
#include "base/secret.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/yaml_tree.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::kubeconfig {

/// Something about a file that its owner should know. Never holds a secret.
struct Problem {
    std::string file{};
    int line = 0; ///< from 1; 0 = the file as a whole
    int column = 0;
    std::string message{};
    bool broken = false; ///< nothing of the file is used; else it is only a warning

    /// `FILE:LINE:COLUMN: message`
    [[nodiscard]] std::string text() const;
};

/// Entries as they stand in one file; paths not yet resolved, base64 not yet decoded.
struct ClusterEntry {
    std::string name{};
    std::string file{}; ///< as named in the list, which relative paths count from
    std::string server{};
    std::string tlsServerName{};
    std::string authorityFile{};
    std::string authorityBase64{};
    std::string proxyUrl{};
    bool insecure = false;
    bool disableCompression = false;
    YamlNodePtr execConfig{}; ///< the extension `client.authentication.k8s.io/exec`, for programs; null without
};

/// A program that prints credentials.
struct ExecEntry {
    std::string apiVersion{};
    std::string command{};
    std::vector<std::string> arguments{};
    std::vector<std::pair<std::string, Secret>> environment{};
    std::string installHint{};
    std::string interactiveMode{};
    bool provideClusterInfo = false;
};

/// Acting as somebody else, with the Impersonate headers.
struct Impersonation {
    std::string user{};
    std::string uid{};
    std::vector<std::string> groups{};
    std::map<std::string, std::vector<std::string>> extra{};

    [[nodiscard]] bool empty() const { return user.empty() && uid.empty() && groups.empty() && extra.empty(); }
};

struct UserEntry {
    std::string name{};
    std::string file{};
    std::string certificateFile{};
    Secret certificateBase64{};
    std::string keyFile{};
    Secret keyBase64{};
    Secret token{};
    std::string tokenFile{};
    std::string username{};
    Secret password{};
    std::string authProvider{}; ///< its name
    Secret idToken{}; ///< of the auth-provider; all that is read of its settings
    std::optional<ExecEntry> exec{};
    Impersonation impersonation{};
};

struct ContextEntry {
    std::string name{};
    std::string file{};
    std::string cluster{};
    std::string user{};
    std::string ns{};

    bool operator==(const ContextEntry&) const = default;
};

/// One kubeconfig file on its own.
struct ConfigFile {
    std::string path{};
    std::string currentContext{};
    std::vector<ClusterEntry> clusters{};
    std::vector<UserEntry> users{};
    std::vector<ContextEntry> contexts{};
    std::vector<Problem> problems{}; ///< with a broken one, all lists are empty
};

/// Reads the text of a file by kubectl's rules. Never fails as a whole: what is wrong becomes a problem.
/// Broken: what kubectl refuses for its form (encoding, YAML, wrong kind, a map for a list, a name twice in one list).
/// Warned about: duplicate keys, further documents, and unquoted numbers or booleans where text belongs; kubectl
/// refuses the latter too, but what is meant is clear.
[[nodiscard]] ConfigFile parseConfigFile(const std::string& path, std::string_view bytes);

/// The same with the text it was read from, for those who edit it. `root` is null when the file is broken.
struct ConfigText {
    ConfigFile file{}; ///< without clusters and users, which are in the tree
    SharedText text{}; ///< null when the file is broken
    Encoding encoding = Encoding::Utf8;
    YamlNodePtr root{};
};
[[nodiscard]] ConfigText parseConfigText(const std::string& path, const SharedText& bytes);
/// The first broken problem as Invalid `kubeconfig.broken`.
[[nodiscard]] Result<ConfigText> soundConfigText(const std::string& path, const SharedText& bytes);

} // namespace orrery::kubeconfig
