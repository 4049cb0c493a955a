#pragma once

#include "api/object.h"
#include "api/resource.h"
#include "base/clock.h"
#include "runtime/persistent_map.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::runtime {

/// An unchanging picture of one collection. Copying is O(1).
using Items = PersistentMap<api::ObjectKey, api::ObjectPtr>;

/// One collection of one cluster as last seen. Writers swap in a new picture, O(log n) a change; readers keep theirs.
/// Any thread.
class Store {
public:
    [[nodiscard]] Items snapshot() const;
    [[nodiscard]] api::ObjectPtr find(const api::ObjectKey& key) const; ///< null when absent
    /// The first list has been stored.
    [[nodiscard]] bool synced() const;
    /// When the collection was last known to be current (an event, a bookmark or a list).
    [[nodiscard]] SteadyTime asOf() const;

    /// Keys that differ from before. Used by Reflector and tests.
    std::vector<api::ObjectKey> replaceAll(std::vector<api::ObjectPtr> items, SteadyTime now);
    void put(api::ObjectPtr object, SteadyTime now);
    void erase(const api::ObjectKey& key, SteadyTime now);
    void touch(SteadyTime now);

private:
    mutable std::mutex m_mutex{};
    Items m_items{};
    bool m_synced = false;
    SteadyTime m_asOf{};
};

} // namespace orrery::runtime
