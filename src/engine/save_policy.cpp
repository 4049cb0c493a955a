#include "engine/engine_state.h"
#include "engine/standing.h"
#include "federation/names.h"
#include "federation/policy.h"

namespace orrery::engine {

using api::Json;
namespace resources = federation::resources;

Result<void> Engine::savePolicy(const Json& policy, std::stop_token stop)
{
    const auto opened = m_state->opened();
    if (!opened)
        return failure(opened.error());
    const auto read = federation::readPolicy(policy, "");
    if (!read)
        return failure(read.error());
    auto& host = *opened->host.session;
    const auto& resource =
        read->ref.ns.empty() ? resources::clusterPropagationPolicies : resources::propagationPolicies;
    if (api::text(policy, "/metadata/resourceVersion").empty()) {
        const auto made = host.create(resource, policy, stop);
        return made ? Result<void>{} : failure(made.error().during("creating " + read->ref.text()));
    }
    const auto written = host.replace(resource, policy, {}, stop);
    if (written)
        return {};
    if (written.error().kind == ErrorKind::Conflict)
        return failure(ErrorKind::Conflict, "engine.policy-changed",
                       read->ref.text() + " was changed by somebody else since it was opened here");
    if (written.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::Conflict, "engine.policy-changed",
                       read->ref.text() + " was deleted by somebody else since it was opened here");
    return failure(written.error().during("writing " + read->ref.text()));
}

} // namespace orrery::engine
