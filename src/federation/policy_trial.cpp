#include "federation/policy_trial.h"

#include "federation/moves.h"
#include "federation/policy.h"
#include "federation/simulate.h"

#include <utility>

namespace orrery::federation {

using api::at;
using api::Json;

namespace {

Json with(Json scenario, const Json& policy, const PolicyRef& ref)
{
    Json policies = Json::array();
    for (const auto& known : at(scenario, "/policies")) {
        // What cannot be read is for `simulate` to refuse.
        const auto read = readPolicy(known, "");
        if (!read || read->ref != ref)
            policies.push_back(known);
    }
    policies.push_back(policy);
    scenario["policies"] = std::move(policies);
    return scenario;
}

} // namespace

Result<Json> tryPolicy(const Json& scenario, const Json& policy)
{
    const auto read = readPolicy(policy, "");
    if (!read)
        return failure(read.error());
    const auto before = simulate(scenario);
    if (!before)
        return failure(before.error());
    const auto after = simulate(with(scenario, policy, read->ref));
    if (!after)
        return failure(after.error());
    Json out{{"moves", Json::array()}, {"placed", Json::array()}, {"warnings", at(*after, "/warnings")}};
    int unmoved = 0;
    const auto& was = at(*before, "/placements");
    const auto& is = at(*after, "/placements");
    for (std::size_t i = 0; i < was.size(); ++i) {
        if (at(is[i], "/policy") == toJson(read->ref))
            out["placed"].push_back(at(is[i], "/object"));
        if (!moves(was[i], is[i])) {
            ++unmoved;
            continue;
        }
        Json move{{"object", at(was[i], "/object")}, {"before", clustersOf(was[i])}, {"after", clustersOf(is[i])}};
        move.update(unfitOf(is[i]));
        out["moves"].push_back(std::move(move));
    }
    out["unmoved"] = unmoved;
    return out;
}

} // namespace orrery::federation
