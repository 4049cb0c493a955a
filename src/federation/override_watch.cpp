#include "federation/override_watch.h"

#include "federation/names.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::Json;

OverrideWatch::OverrideWatch(runtime::Executor& executor, const std::shared_ptr<client::Session>& host,
                             std::function<void()> changed, const Clock& clock)
    : m_changed(std::move(changed)), m_known(2), m_watches(2)
{
    const std::array resources{resources::clusterOverridePolicies, resources::overridePolicies};
    for (std::size_t i = 0; i < resources.size(); ++i) {
        runtime::Reflector::Options options;
        options.resource = resources[i];
        runtime::Reflector::Handlers handlers;
        handlers.changed = [this, i](const std::vector<api::ObjectKey>&) { keep(i); };
        handlers.trouble = [this, i](const std::optional<Error>& error) {
            if (error && error->kind == ErrorKind::NotFound)
                keep(i);
        };
        auto watch = std::make_unique<runtime::Reflector>(executor, host, options, std::move(handlers), clock);
        const std::lock_guard lock(m_mutex);
        m_watches[i] = std::move(watch);
    }
    // What arrived before the watches were kept was not read.
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (m_watches[i]->store().synced())
            keep(i);
    }
}

void OverrideWatch::keep(std::size_t watch)
{
    std::unique_lock reading(m_reading);
    OverridePolicies read;
    for (const auto& object : objects()) {
        auto policy = readOverridePolicy(object, "");
        if (!policy) {
            OverridePolicy broken;
            broken.ref = {api::text(object, "/kind"), api::text(object, "/metadata/namespace"),
                          api::text(object, "/metadata/name")};
            broken.fault = std::move(policy.error());
            policy = std::move(broken);
        }
        read.push_back(std::make_shared<const OverridePolicy>(std::move(*policy)));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_policies = std::move(read);
        m_known[watch] = true;
    }
    reading.unlock();
    m_changed();
}

OverridePolicies OverrideWatch::policies() const
{
    const std::lock_guard lock(m_mutex);
    return m_policies;
}

std::vector<Json> OverrideWatch::objects() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Json> out;
    for (const auto& watch : m_watches) {
        if (watch)
            watch->store().snapshot().forEach(
                [&](const api::ObjectKey&, const api::ObjectPtr& object) { out.push_back(object->json()); });
    }
    return out;
}

bool OverrideWatch::synced() const
{
    const std::lock_guard lock(m_mutex);
    return std::all_of(m_known.begin(), m_known.end(), [](bool known) { return known; });
}

} // namespace orrery::federation
