#include "federation/kind.h"

namespace orrery::federation::kinds {

extern const FederatedKind ingress;
const FederatedKind ingress{
    .resource = {"networking.k8s.io", "v1", "Ingress", "ingresses", true},
    .health = presenceHealth,
};

} // namespace orrery::federation::kinds
