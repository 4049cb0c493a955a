#pragma once

#include <optional>
#include <string_view>

namespace orrery::federation {

/// The state of one federated object in one cluster. Worst last, so that `std::max` finds it.
enum class PlacementState { NotPlaced, InSync, Progressing, Suspended, Removing, Drift, Waiting, Conflict, Failed };

/// As written in a FederatedResource's status.
[[nodiscard]] std::string_view name(PlacementState state);
[[nodiscard]] std::optional<PlacementState> parsePlacementState(std::string_view name);

} // namespace orrery::federation
