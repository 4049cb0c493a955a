#pragma once

#include "client/session.h"

#include <memory>
#include <optional>
#include <string>

namespace orrery::contract {

/// A place where the contract is checked: one cluster that may be written to.
class ContractWorld {
public:
    virtual ~ContractWorld() = default;
    /// As its administrator.
    [[nodiscard]] virtual std::shared_ptr<client::Session> admin() = 0;
    /// The same cluster with nothing but this bearer token.
    [[nodiscard]] virtual std::shared_ptr<client::Session> withToken(const Secret& token) = 0;
};

/// Opens a world, or says in the error why it is not there.
using OpenWorld = Result<std::shared_ptr<ContractWorld>> (*)();

/// A cluster of the simulated fleet, in this process.
[[nodiscard]] Result<std::shared_ptr<ContractWorld>> simulatedWorld();
/// The current context of the kubeconfig that ORRERY_TEST_KUBECONFIG names: a real API server.
[[nodiscard]] Result<std::shared_ptr<ContractWorld>> realWorld();

} // namespace orrery::contract
