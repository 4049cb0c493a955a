#pragma once

#include "api/json.h"

#include <QCoreApplication>
#include <QVariantList>

namespace orrery::ui {

/// What federation::drill and federation::tryPolicy say moves, for rows and for arcs on the map. Any thread.
class MoveRows {
    Q_DECLARE_TR_FUNCTIONS(MoveRows)

public:
    struct Moves {
        /// The first hundred, of {object, second, cells: of {cluster, before, after, loses, gains}, unfit}. `before`
        /// and `after` are numbers of replicas, or "yes" where nothing is counted, or empty where it is not. `second`:
        /// how much later than the rest, in words; empty = with the rest. `unfit`: what cannot be done, and why.
        QVariantList rows{};
        int count = 0; ///< of all
        /// Of {from, to}: from each cluster that loses something to each that gets it; from "", the host, where none
        /// does. For MapScene.
        QVariantList ghosts{};
    };
    [[nodiscard]] static Moves of(const api::Json& moves);
    /// "Deployment shop/web"
    [[nodiscard]] static QString object(const api::Json& object);
};

} // namespace orrery::ui
