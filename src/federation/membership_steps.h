#pragma once

#include "api/json.h"
#include "federation/membership.h"
#include "federation/procedure.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What init, join and unjoin have in common: checks and steps. Only for the files of this folder.
namespace orrery::federation::steps {

using SessionPtr = std::shared_ptr<client::Session>;

/// Applies an object that is wholly ours; undo deletes it when this step created it.
[[nodiscard]] Step apply(const Access& where, std::string title, const api::Resource& resource, api::Json manifest);
/// Deletes an object if it is there; nothing to undo.
[[nodiscard]] Step remove(const Access& where, std::string title, const api::Resource& resource,
                          const api::ObjectKey& key);
/// Anything else.
[[nodiscard]] Step act(const Access& where, std::string title, std::function<Result<std::string>(std::stop_token)> what,
                       std::function<Result<void>(std::stop_token)> undo = {});

/// /readyz, latency. Fail says what to look at.
[[nodiscard]] Check reachable(const Access& access, std::stop_token stop);
/// At least 1.22; with `host` also the skew to it.
[[nodiscard]] Check version(const Access& access, const client::ServerVersion* host, std::stop_token stop);
struct Permission {
    std::string verb{};
    std::string group{};
    std::string resource{};
    std::string ns{};
};
/// One SelfSubjectAccessReview each.
[[nodiscard]] Check permissions(const Access& access, const std::vector<Permission>& wanted, std::stop_token stop);
[[nodiscard]] Check clockSkew(const Access& access);
/// A check that could not be made because another one failed.
[[nodiscard]] Check skipped(const Access& access, std::string id, std::string title, std::string because);

/// The commands and manifests shown to people never hold a secret.
[[nodiscard]] std::string shown(api::Json manifest);

/// Whether the name can be a cluster's or federation's: a DNS label.
[[nodiscard]] bool isName(std::string_view name);

/// Polls until `done` answers true, at most `limit`; Unavailable `step.timeout` with `what` when time is up.
[[nodiscard]] Result<void> waitFor(const std::string& what, std::chrono::milliseconds limit, std::stop_token stop,
                                   const std::function<Result<bool>()>& done);

[[nodiscard]] std::string inMilliseconds(std::chrono::milliseconds duration);

} // namespace orrery::federation::steps
