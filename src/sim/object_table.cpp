#include "sim/object_table.h"

#include <algorithm>

namespace orrery::sim {

namespace {

constexpr std::size_t remembered = 20'000;

} // namespace

Document ObjectTable::find(const std::string& collection, const api::ObjectKey& key) const
{
    const auto objects = m_collections.find(collection);
    if (objects == m_collections.end())
        return {};
    const auto found = objects->second.find(key);
    return found == objects->second.end() ? Document() : found->second;
}

std::vector<Document> ObjectTable::list(const std::string& collection, const std::string& ns) const
{
    std::vector<Document> out;
    const auto objects = m_collections.find(collection);
    if (objects == m_collections.end())
        return out;
    for (auto entry = objects->second.lower_bound({ns, ""}); entry != objects->second.end(); ++entry) {
        if (!ns.empty() && entry->first.ns != ns)
            break;
        out.push_back(entry->second);
    }
    return out;
}

std::optional<std::map<api::ObjectKey, Document>> ObjectTable::listAt(const std::string& collection,
                                                                      std::uint64_t revision) const
{
    if (revision < m_forgotten)
        return std::nullopt;
    const auto objects = m_collections.find(collection);
    auto out = objects == m_collections.end() ? std::map<api::ObjectKey, Document>() : objects->second;
    for (auto change = m_changes.rbegin(); change != m_changes.rend() && change->revision > revision; ++change) {
        if (change->collection != collection)
            continue;
        if (change->before)
            out[change->key] = change->before;
        else
            out.erase(change->key);
    }
    return out;
}

Document ObjectTable::put(const std::string& collection, const api::ObjectKey& key, api::Json object)
{
    object["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    auto& slot = m_collections[collection][key];
    Change change{m_revision, collection, key, slot, std::make_shared<const api::Json>(std::move(object)), {}};
    slot = change.after;
    auto stored = slot;
    remember(change);
    return stored;
}

void ObjectTable::erase(const std::string& collection, const api::ObjectKey& key)
{
    const auto before = find(collection, key);
    if (!before)
        return;
    auto last = *before;
    last["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    m_collections[collection].erase(key);
    remember({m_revision, collection, key, before, {}, std::make_shared<const api::Json>(std::move(last))});
}

std::optional<std::vector<Change>> ObjectTable::since(const std::string& collection, std::uint64_t revision) const
{
    if (revision < m_forgotten)
        return std::nullopt;
    std::vector<Change> out;
    auto first = std::upper_bound(m_changes.begin(), m_changes.end(), revision,
                                  [](std::uint64_t wanted, const Change& change) { return wanted < change.revision; });
    std::copy_if(first, m_changes.end(), std::back_inserter(out),
                 [&](const Change& change) { return change.collection == collection; });
    return out;
}

void ObjectTable::compact()
{
    m_changes.clear();
    m_forgotten = m_revision;
}

void ObjectTable::remember(const Change& change)
{
    m_changes.push_back(change);
    if (m_changes.size() > remembered) {
        m_forgotten = m_changes.front().revision;
        m_changes.pop_front();
    }
    if (changed)
        changed(change);
}

} // namespace orrery::sim
