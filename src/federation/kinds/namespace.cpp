#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    if (api::text(live, "/status/phase", "Active") == "Active")
        return presenceHealth(live);
    return {Health::State::Progressing, "Terminating", "the namespace is being emptied and deleted", {}, {}};
}

} // namespace

extern const FederatedKind namespace_;
const FederatedKind namespace_{
    .resource = {"", "v1", "Namespace", "namespaces", false},
    // The namespace controller fills these in.
    .keptFields = {"/spec/finalizers"},
    .health = health,
};

} // namespace orrery::federation::kinds
