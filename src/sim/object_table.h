#pragma once

#include "api/json.h"
#include "api/resource.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::sim {

using Document = std::shared_ptr<const api::Json>;

/// One change of one object. `before` is empty for a creation, `after` for a deletion, whose `last` is what the object
/// was with the deletion's own resourceVersion.
struct Change {
    std::uint64_t revision = 0;
    std::string collection{}; ///< Kind::id
    api::ObjectKey key{};
    Document before{};
    Document after{};
    Document last{};
};

/// What etcd is to an API server: objects by collection and key, one counter of revisions, and the changes that are
/// still remembered. Not thread-safe.
class ObjectTable {
public:
    /// Told of each change, after it.
    std::function<void(const Change&)> changed{};

    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    [[nodiscard]] Document find(const std::string& collection, const api::ObjectKey& key) const;
    /// In order of namespace and name; an empty namespace means all.
    [[nodiscard]] std::vector<Document> list(const std::string& collection, const std::string& ns = {}) const;
    /// As it was at that revision; nothing when that is forgotten.
    [[nodiscard]] std::optional<std::map<api::ObjectKey, Document>> listAt(const std::string& collection,
                                                                           std::uint64_t revision) const;
    /// Sets metadata.resourceVersion and stores.
    Document put(const std::string& collection, const api::ObjectKey& key, api::Json object);
    void erase(const std::string& collection, const api::ObjectKey& key);

    /// The changes after that revision, oldest first; nothing when some are forgotten.
    [[nodiscard]] std::optional<std::vector<Change>> since(const std::string& collection, std::uint64_t revision) const;
    /// Forgets all changes so far.
    void compact();

private:
    void remember(const Change& change);

    // The first revisions belong to the cluster's own making and were never remembered.
    std::uint64_t m_revision = 100;
    std::uint64_t m_forgotten = 100;
    std::map<std::string, std::map<api::ObjectKey, Document>> m_collections{};
    std::deque<Change> m_changes{};
};

} // namespace orrery::sim
