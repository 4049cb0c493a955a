#include "federation/policy_watch.h"

#include "federation/names.h"

namespace orrery::federation {

PolicyWatch::PolicyWatch(runtime::Executor& executor, const std::shared_ptr<client::Session>& host, Handlers handlers,
                         const Clock& clock)
    : m_handlers(std::move(handlers))
{
    start(m_namespaced, executor, host, resources::propagationPolicies, clock);
    start(m_clusterWide, executor, host, resources::clusterPropagationPolicies, clock);
}

void PolicyWatch::start(Kind& kind, runtime::Executor& executor, const std::shared_ptr<client::Session>& host,
                        const api::Resource& resource, const Clock& clock)
{
    runtime::Reflector::Options options;
    options.resource = resource;
    runtime::Reflector::Handlers handlers;
    handlers.changed = [this, &kind, resource](const std::vector<api::ObjectKey>& keys) {
        kind.absent = false;
        for (const auto& key : keys)
            look(kind, resource, key);
    };
    handlers.trouble = [this, &kind](const std::optional<Error>& error) {
        kind.absent = error && error->kind == ErrorKind::NotFound;
        if (!kind.absent)
            m_handlers.trouble(error);
    };
    // The first list may arrive before the line that keeps its watch has ended.
    const std::lock_guard lock(m_mutex);
    kind.watch = std::make_unique<runtime::Reflector>(executor, host, options, std::move(handlers), clock);
}

bool PolicyWatch::synced() const
{
    const std::lock_guard lock(m_mutex);
    return (m_namespaced.absent || m_namespaced.watch->store().synced())
        && (m_clusterWide.absent || m_clusterWide.watch->store().synced());
}

std::vector<PolicyPtr> PolicyWatch::all() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<PolicyPtr> policies;
    for (const auto& [name, known] : m_known) {
        if (known.policy)
            policies.push_back(known.policy);
    }
    return policies;
}

void PolicyWatch::look(const Kind& kind, const api::Resource& resource, const api::ObjectKey& key)
{
    Change change;
    change.ref = {resource.kind, key.ns, key.name};
    {
        const std::lock_guard lock(m_mutex);
        const auto object = kind.watch->store().find(key);
        const auto id = change.ref.text();
        const auto known = m_known.find(id);
        if (known != m_known.end())
            change.before = known->second.policy;
        if (!object) {
            if (known == m_known.end())
                return;
            m_known.erase(known);
        } else {
            if (known != m_known.end() && known->second.uid == object->uid
                && known->second.generation == object->generation)
                return; // its status
            change.generation = object->generation;
            auto read = readPolicy(object->json(), id);
            if (read)
                change.now = std::make_shared<const Policy>(std::move(*read));
            else
                change.problem = read.error();
            m_known[id] = {object->uid, object->generation, read ? change.now : change.before};
        }
    }
    m_handlers.changed(change);
}

} // namespace orrery::federation
