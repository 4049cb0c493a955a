#pragma once

#include "api/json.h"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace orrery::sim {

/// A refusal in the API server's own words: what it sends as a `Status`.
struct Status {
    int code = 500;
    std::string reason{};
    std::string message{};
    api::Json details = nullptr;

    [[nodiscard]] api::Json json() const;
};
template <class T>
using Answer = tl::expected<T, Status>;

/// Which object a refusal is about; `resource` as people write it: "deployments.apps".
struct Subject {
    std::string resource{};
    std::string kind{};
    std::string name{};
};

[[nodiscard]] tl::unexpected<Status> notFound(const Subject& subject);
[[nodiscard]] tl::unexpected<Status> alreadyExists(const Subject& subject);
[[nodiscard]] tl::unexpected<Status> conflict(const Subject& subject, std::string_view why);
/// `field` is a path (metadata.name), `why` the rest of the sentence.
[[nodiscard]] tl::unexpected<Status> invalid(const Subject& subject, std::string_view field, std::string_view why);
[[nodiscard]] tl::unexpected<Status> badRequest(std::string message);
[[nodiscard]] tl::unexpected<Status> unknownPath();
[[nodiscard]] tl::unexpected<Status> expired();

} // namespace orrery::sim
