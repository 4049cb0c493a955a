#include "federation/kind.h"

namespace orrery::federation::kinds {

extern const FederatedKind configmap;
const FederatedKind configmap{
    .resource = {"", "v1", "ConfigMap", "configmaps", true},
    .health = presenceHealth,
};

} // namespace orrery::federation::kinds
