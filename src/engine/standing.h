#pragma once

#include "federation/controllers.h"

#include <memory>
#include <stop_token>
#include <string>

namespace orrery::engine {

/// A manifest, and what stands for it in the host.
struct Standing {
    api::Resource resource{};
    api::Json manifest{}; ///< with its namespace, or without one where the kind has none
    api::Json own{}; ///< the object that is written to the host: wrapped, or itself when it is of our API
    api::Resource ownResource{};
    std::string id{}; ///< of the federated object; empty for the rest of our API

    /// "Deployment shop/web"
    [[nodiscard]] std::string object() const;
};
[[nodiscard]] Standing standingOf(api::Resource resource, api::Json manifest, const std::string& defaultNamespace);

/// The manifest's kind as the host serves it, or else a member. NotFound `api.no-such-kind`. Blocking.
[[nodiscard]] Result<api::Resource> resolve(client::Session& host, const federation::Controllers& controllers,
                                            const api::Json& manifest, std::stop_token stop);

/// The kind that people name, as the host serves it or else a member. Blocking.
[[nodiscard]] Result<api::Resource> kindNamed(const std::string& kind, client::Session& host,
                                              const federation::Controllers& controllers, const std::stop_token& stop);

/// Where an object's federated object is, which may be named itself.
[[nodiscard]] api::ObjectKey federatedKey(const api::Resource& resource, const std::string& ns,
                                          const std::string& name);

/// Whether the API server says that the object's namespace is not there.
[[nodiscard]] bool namespaceIsMissing(const Error& error);

/// A federation that was opened a moment ago has not reached its members yet: waits for five seconds at most.
void awaitMembers(const federation::Controllers& controllers, std::stop_token stop);

} // namespace orrery::engine
