#pragma once

#include "client/discovery.h"
#include "client/session.h"
#include "federation/procedure.h"
#include "federation/types.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace orrery::federation {

/// How to reach a member with the credentials that its join stored. Given by the engine, which knows transports.
using Connect =
    std::function<Result<std::shared_ptr<client::Session>>(const MemberCluster& cluster, const Secret& token)>;

/// A cluster as its kubeconfig context reaches it.
struct Access {
    std::string name{}; ///< in the federation
    std::string context{};
    std::string user{}; ///< for sentences about permissions
    std::shared_ptr<client::Session> session{};
    // What a member's Cluster object records so that the controllers reach it the same way.
    std::string endpoint{};
    std::string caPem{};
    bool insecure = false;
    std::string tlsServerName{};
    std::string proxyUrl{};
};

struct InitPlan {
    std::string name{};
    Access host{};
    std::string systemNamespace = "federation-system";
    std::string dnsProvider{};
    std::string dnsZone{};
    /// Adds the context NAME to the kubeconfig, and takes it out again. Answers what it did.
    std::function<Result<std::string>()> addContext{};
    std::function<Result<void>()> removeContext{};
};
/// Preflight (reads only) and the steps that make `host` the host of a federation. Again on the same name = verify and
/// repair. Blocking.
[[nodiscard]] Procedure planInit(const InitPlan& plan, std::stop_token stop = {});

/// The federation that a host holds.
struct FederationObject {
    std::string name{};
    std::string hostCluster{};
    std::string systemNamespace{};
    std::string algorithm = "webster";
};
/// NotFound `federation.none` when the cluster holds none.
[[nodiscard]] Result<FederationObject> readFederation(client::Session& host, std::stop_token stop = {});

struct JoinMember {
    Access access{};
    std::string provider{}; ///< empty = detected from the nodes
    std::string region{};
    std::vector<std::string> zones{};
};
/// Preflight matrix and the steps that make each cluster a member. Blocking; clusters are checked side by side.
[[nodiscard]] Procedure planJoin(const FederationObject& federation, const Access& host,
                                 const std::vector<JoinMember>& members, const Connect& connect, const Clock& clock,
                                 std::stop_token stop = {});

struct UnjoinPlan {
    std::vector<std::string> clusters{};
    bool removeObjects = false;
    bool force = false;
    std::map<std::string, Access>
        access{}; ///< clusters whose kubeconfig context is known: their roles can be removed too
};
/// Steps that take clusters out: drain or keep what was propagated, then credentials and the Cluster object.
[[nodiscard]] Result<Procedure> planUnjoin(const FederationObject& federation, const Access& host,
                                           const UnjoinPlan& plan, const Connect& connect, std::stop_token stop = {});

/// The bearer token that a join stored for a member. NotFound names the Secret.
[[nodiscard]] Result<Secret> readToken(client::Session& host, const std::string& systemNamespace,
                                       const MemberCluster& cluster, std::stop_token stop = {});
/// A fresh token for the member's service account, stored in the host's Secret with its expiry.
[[nodiscard]] Result<void> renewToken(client::Session& host, client::Session& member,
                                      const std::string& systemNamespace, const MemberCluster& cluster,
                                      const Clock& clock, std::stop_token stop = {});

/// The rules of the role that a join grants in a member: the enabled kinds and what health reads, nothing more.
[[nodiscard]] api::Json memberRules();

} // namespace orrery::federation
