#pragma once

#include "base/clock.h"
#include "engine/connector.h"
#include "engine/credential_kind.h"
#include "engine/exec_credential.h"
#include "kubeconfig/kubeconfig.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

/// What is wrong, or soon will be, with a user's kubeconfigs.
namespace orrery::engine {

/// One thing that a kubeconfig's owner should know. Never holds a secret.
struct Finding {
    enum class Gravity { Note, Warning, Fault };
    Gravity gravity = Gravity::Note;
    std::string code{}; ///< stable, for example `certificate.expired`
    std::string message{}; ///< one English sentence
};
[[nodiscard]] std::string_view name(Finding::Gravity gravity); ///< note, warning, fault

struct ContextHealth {
    std::string context{};
    std::string file{};
    std::string server{}; ///< host:port; empty when the entry cannot be used
    CredentialKind credential = CredentialKind::None;
    std::optional<WallTime> expires{}; ///< the earliest of client certificate and token
    std::string proxy{}; ///< that leads there, without its credentials; empty without one
    std::string proxyFrom{}; ///< "proxy-url" or the variables that named it; empty without one
    std::optional<PluginQuestion> program{}; ///< what gives its credentials, and where that was found
    bool mayContact = false; ///< it can be used, and runs no program that is not allowed
    bool reachable = false;
    std::chrono::milliseconds latency{};
    std::string version{}; ///< of the server, when reachable
    std::vector<Finding> findings{};

    [[nodiscard]] bool well() const; ///< no fault
};

struct DoctorReport {
    struct Source {
        std::string path{};
        bool there = false;
        std::size_t contexts = 0;
    };
    std::vector<Source> sources{}; ///< the files, in order of precedence
    std::vector<ContextHealth> contexts{}; ///< in the kubeconfig's order
    std::vector<Finding> files{}; ///< of files and between them

    [[nodiscard]] bool well() const; ///< no fault anywhere; warnings are well
};

/// What can be said without contacting anybody and without running what a kubeconfig names (the login shell is asked
/// for its PATH once a program has to be found). Reads certificate and token files. `plugins.trust` and `plugins.path`
/// must be there. Codes: `file.broken`, `file.warning`, `file.readable-by-others`, `file.unused`,
/// `file.current-context`, `context.hidden`, `context.unusable`, `tls.insecure`, `proxy.unusable`,
/// `credential.expired`, `credential.expires-soon`, `credential.shared`, `program.missing`, `program.undecided`,
/// `program.refused`. Any thread.
[[nodiscard]] DoctorReport examine(const kubeconfig::Kubeconfig& config, const PluginSettings& plugins,
                                   const Clock& clock);

/// Asks the server of each context that may be contacted, eight at a time, and adds `server.unreachable`,
/// `server.not-ready`, `server.credentials` and `server.clock`. Blocks, at most some multiple of `timeout`.
void contact(DoctorReport& report, Connector& connector, std::chrono::milliseconds timeout, std::stop_token stop = {});

struct DoctorRequest {
    std::string kubeconfig{}; ///< as kubeconfig::Kubeconfig::load
    std::vector<std::string> contexts{}; ///< these alone; empty = all
    bool contact = false; ///< ask their servers
    std::chrono::milliseconds timeout{5'000}; ///< for each answer
};

/// Both. NotFound `kubeconfig.no-such-context`; else as kubeconfig::Kubeconfig::load. Blocks.
[[nodiscard]] Result<DoctorReport> diagnose(const DoctorRequest& request, PluginSettings plugins, const Clock& clock,
                                            std::stop_token stop = {});

} // namespace orrery::engine
