#pragma once

#include "api/json.h"

#include <QCoreApplication>
#include <QVariantMap>

namespace orrery::ui {

/// A PropagationPolicy or ClusterPropagationPolicy as a form. Changing one thing leaves the rest of the policy as it
/// is. GUI thread.
class PolicyForm {
    Q_DECLARE_TR_FUNCTIONS(PolicyForm)

public:
    /// What there is to choose from.
    struct World {
        QStringList clusters{}; ///< the members' names
        api::Json objects = api::Json::array(); ///< of {apiVersion, kind, namespace, name}
    };

    /// Of {name, ns, clusterWide, priority, suspended, selectors: [text], choices: [text], some, clusters: of {name,
    /// chosen, weight}, elsewhere, scheduling, more: [field]}.
    /// `choices`: what can be selected besides. `some`: only clusters that are chosen by name, else all. `elsewhere`:
    /// the clusters are chosen by what the form does not show. `scheduling`: duplicated, even, weights, capacity,
    /// packed, or empty for what the form does not show. `more`: fields that are set and not shown.
    [[nodiscard]] static QVariantMap read(const api::Json& policy, const World& world);

    /// Keys and values: name, ns: text; clusterWide, suspended, some: bool; priority: number; select: one of `choices`;
    /// deselect: a selector's index; cluster: {name, chosen}; weight: {name, weight}; scheduling: as read.
    [[nodiscard]] static api::Json with(api::Json policy, const World& world, const QString& key,
                                        const QVariant& value);

    /// A policy for one object (or for none yet) that divides evenly, as without a policy.
    [[nodiscard]] static api::Json fresh(const api::Json& object);
};

} // namespace orrery::ui
