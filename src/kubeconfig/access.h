#pragma once

#include "base/error.h"
#include "base/secret.h"
#include "kubeconfig/config_file.h"

#include <optional>
#include <string>

namespace orrery::kubeconfig {

/// A program that gives the credentials of a user, ready to be run.
struct ExecPlugin {
    ExecEntry entry{}; ///< a command with a separator is seen from the folder of `file`; interactiveMode is filled in
    std::string file{}; ///< that holds the user
    std::string server{}; ///< as written, for the program
    bool disableCompression = false;
    YamlNodePtr clusterConfig{}; ///< what the cluster's entry says to the program; null without
};

/// How to reach one cluster as one user: bytes and decisions, no more file names to follow except `tokenFile`.
struct Access {
    std::string context{};
    std::string file{}; ///< that holds the context
    std::string cluster{};
    std::string user{};

    std::string
        server{}; ///< `https://host:port/path`: scheme and port always there; no user name, query or slash at the end
    std::string host{}; ///< without brackets
    int port = 0;
    std::string caPem{}; ///< empty = the system's authorities
    bool insecure = false;
    std::string tlsServerName{};
    std::string proxyUrl{};
    std::string ns{}; ///< empty = `default`

    Secret clientCertificatePem{}; ///< both or neither
    Secret clientKeyPem{};
    Secret token{};
    std::string tokenFile{}; ///< absolute or from the current folder; wins over `token` while it can be read; read it
                             ///< again each minute
    std::string authProvider{}; ///< `oidc` when `token` is its id-token, which nobody renews; else empty
    std::string username{}; ///< basic authentication when not empty
    Secret password{};
    std::optional<ExecPlugin> plugin{}; ///< only when there is nothing else to prove who we are, as with kubectl
    Impersonation impersonation{};

    [[nodiscard]] bool anonymous() const
    {
        return clientCertificatePem.empty() && token.empty() && tokenFile.empty() && username.empty() && !plugin;
    }
};

/// Joins a cluster and a user; `user` may be null for a context without one. The conflicts that kubectl refuses are
/// refused here, all with kind Invalid and these codes:
///
/// `kubeconfig.server` (address missing or malformed), `kubeconfig.conflict` (two values for one thing),
/// `kubeconfig.file` (a certificate or token file cannot be read), `kubeconfig.base64`, `kubeconfig.proxy`,
/// `kubeconfig.exec` (the entry is incomplete, or of a version that is gone), `kubeconfig.oidc` (no id-token),
/// `kubeconfig.auth-provider-not-supported`, `kubeconfig.impersonation`. Runs no program.
[[nodiscard]] Result<Access> access(const ContextEntry& context, const ClusterEntry& cluster, const UserEntry* user);

/// The path as seen from the folder of `file` (the folder of a link, not of its target); absolute paths as they are.
[[nodiscard]] std::string besideFile(const std::string& file, const std::string& path);

/// A whole file as bytes; Invalid `kubeconfig.file` names the path and the reason. Folders and files over 64 MiB are
/// refused.
[[nodiscard]] Result<std::string> readFile(const std::string& path);

} // namespace orrery::kubeconfig
