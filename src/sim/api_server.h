#pragma once

#include "http/message.h"
#include "sim/cluster.h"
#include "sim/selector.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace orrery::sim {

/// Somebody who may ask: a name, and whether everything is allowed.
struct Identity {
    std::string user{};
    bool administrator = false;
};

/// What an open watch needs in order to go on.
struct WatchRequest {
    KindPtr kind{};
    std::string ns{};
    Selector labels{};
    Selector fields{};
    std::uint64_t after = 0; ///< changes newer than this
    std::vector<Document> initial{}; ///< told as ADDED first
    std::chrono::seconds timeout{300};
    bool bookmarks = false;
};

/// The HTTP face of one cluster: paths, verbs, authentication, RBAC, discovery, lists in pages, watches. The fleet's
/// thread owns it.
class ApiServer {
public:
    explicit ApiServer(Cluster& cluster) : m_cluster(cluster) { }

    /// A finished answer, or a watch to be kept open. `administrator`: the connection itself proves an administrator
    /// (a client certificate) where no token says otherwise.
    struct Outcome {
        http::HttpResponse response{};
        std::optional<WatchRequest> watch{};
    };
    [[nodiscard]] Outcome handle(const http::HttpRequest& request, bool administrator);

    /// A change as a line of this watch; nothing when it does not concern it.
    [[nodiscard]] static std::optional<std::string> line(const WatchRequest& watch, const Change& change);
    [[nodiscard]] static std::string addedLine(const api::Json& object);
    [[nodiscard]] std::string bookmarkLine(const WatchRequest& watch) const;
    [[nodiscard]] static std::string errorLine(const Status& status);

private:
    struct Target;
    [[nodiscard]] Answer<Outcome> serve(const http::HttpRequest& request, bool administrator);
    [[nodiscard]] Answer<Identity> identify(const http::HttpRequest& request, bool administrator) const;
    [[nodiscard]] Answer<Target> parse(const http::HttpRequest& request) const;
    [[nodiscard]] bool allowed(const Identity& who, const std::string& verb, const std::string& group,
                               const std::string& resource, const std::string& ns) const;
    [[nodiscard]] std::optional<api::Json> document(const http::HttpRequest& request, const Target& target) const;
    [[nodiscard]] api::Json groups(bool core) const;
    [[nodiscard]] std::optional<api::Json> resources(const std::string& group, const std::string& version) const;
    [[nodiscard]] Answer<Outcome> review(const http::HttpRequest& request, const Target& target, const Identity& who);
    [[nodiscard]] Answer<Outcome> list(const Target& target) const;
    [[nodiscard]] Answer<Outcome> watch(const Target& target) const;
    [[nodiscard]] Answer<Outcome> write(const http::HttpRequest& request, const Target& target);
    [[nodiscard]] Answer<Outcome> remove(const http::HttpRequest& request, const Target& target);
    [[nodiscard]] Answer<Outcome> token(const http::HttpRequest& request, const Target& target);

    Cluster& m_cluster;
};

} // namespace orrery::sim
