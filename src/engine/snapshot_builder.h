#pragma once

#include "engine/connector.h"
#include "engine/snapshot.h"
#include "federation/controllers.h"

namespace orrery::engine {

/// What the screens show of a federation at work. `controllers` null: only the contexts. Any thread.
void fillClusters(Snapshot& snapshot, const federation::Controllers* controllers,
                  const std::vector<ContextView>& contexts, const Clock& clock);
/// The host's own row where it is no member: what its session and its nodes say.
void fillHost(Snapshot& snapshot, const std::optional<federation::ClusterFacts>& facts,
              const client::SessionHealth& health, const std::optional<Error>& trouble, const Clock& clock);
void fillWorkloads(Snapshot& snapshot, const federation::Controllers& controllers);

} // namespace orrery::engine
