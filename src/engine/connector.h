#pragma once

#include "engine/engine.h"
#include "engine/exec_credential.h"
#include "federation/membership.h"

#include <memory>
#include <string>
#include <vector>

namespace orrery::engine {

/// Where clusters come from: a kubeconfig over the network, or the embedded fleet. Any thread; contacts nothing by
/// itself.
class Connector {
public:
    virtual ~Connector() = default;
    [[nodiscard]] virtual std::vector<ContextView> contexts() const = 0;
    [[nodiscard]] virtual std::string currentContext() const = 0;
    /// The kubeconfig's path; empty for the fleet.
    [[nodiscard]] virtual std::string source() const = 0;
    /// A session for a context; the same one each time.
    [[nodiscard]] virtual Result<federation::Access> access(const std::string& context) = 0;
    /// A session for a member with the credentials of its join.
    [[nodiscard]] virtual Result<std::shared_ptr<client::Session>> connect(const federation::MemberCluster& cluster,
                                                                           const Secret& token) = 0;
    /// Adds a context that reaches what `like` reaches. Answers what it did, in words.
    [[nodiscard]] virtual Result<std::string> addContext(const std::string& name, const std::string& like) = 0;
    [[nodiscard]] virtual Result<void> removeContext(const std::string& name) = 0;
    /// Reads again what may have changed outside; sessions made from now on are of what it says then. When it cannot be
    /// read, what was known stays. A fleet has nothing to read.
    [[nodiscard]] virtual Result<void> reread() { return {}; }
};

/// `path` as in kubeconfig::Kubeconfig::load. Fails when it cannot be read at all. Programs for credentials run when a
/// session sends its first request and not before; what `plugins` leaves out is as for a program without a terminal
/// that asks nobody.
[[nodiscard]] Result<std::shared_ptr<Connector>> kubeconfigConnector(const std::string& path, const Clock& clock,
                                                                     PluginSettings plugins = {});
[[nodiscard]] std::shared_ptr<Connector> fleetConnector(std::shared_ptr<sim::Fleet> fleet, const Clock& clock);

} // namespace orrery::engine
