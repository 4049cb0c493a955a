#include "federation/static_weights.h"

namespace orrery::federation {

namespace {

const Weight* heavier(const Weight* a, const Weight* b)
{
    return !a || b->weight > a->weight ? b : a;
}

} // namespace

StaticWeights::StaticWeights(const std::vector<Weight>& rules, bool ownFirst) : m_ownFirst(ownFirst)
{
    for (const auto& rule : rules) {
        const auto& target = rule.clusters;
        if (target.clusterNames.empty() || !target.exclude.empty() || !target.fields.empty()
            || !target.labels.equal.empty() || !target.labels.expressions.empty()) {
            m_asked.push_back(&rule);
            continue;
        }
        for (const auto& name : target.clusterNames)
            m_named[name] = heavier(m_named[name], &rule);
    }
}

const Weight* StaticWeights::of(const ClusterTraits& cluster) const
{
    const auto named = m_named.find(cluster.name);
    const Weight* found = named == m_named.end() ? nullptr : named->second;
    if (found && m_ownFirst)
        return found;
    for (const auto* rule : m_asked) {
        if (!excludedBy(rule->clusters, cluster))
            found = heavier(found, rule);
    }
    return found;
}

} // namespace orrery::federation
