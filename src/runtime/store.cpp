#include "runtime/store.h"

namespace orrery::runtime {

Items Store::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_items;
}

api::ObjectPtr Store::find(const api::ObjectKey& key) const
{
    const auto items = snapshot();
    const auto* found = items.find(key);
    return found ? *found : nullptr;
}

bool Store::synced() const
{
    const std::lock_guard lock(m_mutex);
    return m_synced;
}

SteadyTime Store::asOf() const
{
    const std::lock_guard lock(m_mutex);
    return m_asOf;
}

std::vector<api::ObjectKey> Store::replaceAll(std::vector<api::ObjectPtr> items, SteadyTime now)
{
    Items fresh;
    for (auto& item : items) {
        const auto key = item->key;
        fresh = fresh.with(key, std::move(item));
    }
    std::vector<api::ObjectKey> changed;
    const std::lock_guard lock(m_mutex);
    fresh.forEach([&](const api::ObjectKey& key, const api::ObjectPtr& object) {
        const auto* before = m_items.find(key);
        if (!before || (*before)->resourceVersion != object->resourceVersion || (*before)->uid != object->uid)
            changed.push_back(key);
    });
    m_items.forEach([&](const api::ObjectKey& key, const api::ObjectPtr&) {
        if (!fresh.find(key))
            changed.push_back(key);
    });
    m_items = std::move(fresh);
    m_synced = true;
    m_asOf = now;
    return changed;
}

void Store::put(api::ObjectPtr object, SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    const auto key = object->key;
    m_items = m_items.with(key, std::move(object));
    m_asOf = now;
}

void Store::erase(const api::ObjectKey& key, SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    m_items = m_items.without(key);
    m_asOf = now;
}

void Store::touch(SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    m_asOf = now;
}

} // namespace orrery::runtime
