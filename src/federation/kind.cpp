#include "federation/kind.h"

#include "base/bytes.h"
#include "federation/fields.h"
#include "federation/names.h"
#include "federation/types.h"
#include "planner/divide.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::at;
using api::Json;
using api::number;
using api::text;

namespace {

bool isTrue(const std::optional<Condition>& found)
{
    return found && found->status == "True";
}

Health health(Health::State state, std::string reason, std::string message)
{
    return {state, std::move(reason), std::move(message), {}, {}};
}

Health behind()
{
    return health(Health::State::Progressing, "Progressing", "its controller has not looked at the change yet");
}

Health of(const Condition& condition, Health::State state)
{
    return health(state, condition.reason.empty() ? condition.type : condition.reason, condition.message);
}

/// What an API server adds to a Service or Job that it stores, and another cluster would refuse or must not share.
void dropWhatAClusterGave(Json& manifest, std::vector<std::string>& found)
{
    if (text(manifest, "/kind") != "Service")
        return;
    const auto& ports = at(manifest, "/spec/ports");
    for (std::size_t i = 0; ports.is_array() && i < ports.size(); ++i) {
        const auto pointer = "/spec/ports/" + std::to_string(i) + "/nodePort";
        if (!at(manifest, pointer).is_null())
            found.push_back(pointer);
        api::drop(manifest, pointer);
    }
    for (const std::string pointer : {"/spec/clusterIP", "/spec/clusterIPs"}) {
        const auto& value = at(manifest, pointer);
        // "None" is no address but says that the Service is to have none.
        if (value.is_null() || value == "None" || (value.is_array() && value == Json::array({"None"})))
            continue;
        found.push_back(pointer);
        api::drop(manifest, pointer);
    }
}

} // namespace

FederatedKind kindOf(const api::Resource& resource)
{
    for (const auto* kind : federatedKinds()) {
        if (kind->resource.group == resource.group && kind->resource.kind == resource.kind) {
            auto found = *kind;
            found.resource = resource;
            return found;
        }
    }
    FederatedKind generic;
    generic.resource = resource;
    generic.health = genericHealth;
    return generic;
}

const api::Resource* builtIn(std::string_view apiVersion, std::string_view kind)
{
    for (const auto* known : federatedKinds()) {
        if (known->resource.kind == kind && known->resource.apiVersion() == apiVersion)
            return &known->resource;
    }
    return nullptr;
}

std::vector<std::string> stripServerFields(Json& manifest)
{
    std::vector<std::string> found;
    const bool stored =
        !text(manifest, "/metadata/uid").empty() || !text(manifest, "/metadata/resourceVersion").empty();
    if (stored)
        dropWhatAClusterGave(manifest, found);
    for (const std::string pointer :
         {"/metadata/uid", "/metadata/resourceVersion", "/metadata/generation", "/metadata/selfLink",
          "/metadata/creationTimestamp", "/metadata/deletionTimestamp", "/metadata/deletionGracePeriodSeconds",
          "/metadata/managedFields", "/metadata/ownerReferences", "/metadata/generateName",
          "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration",
          "/metadata/annotations/deployment.kubernetes.io~1revision",
          "/metadata/annotations/deprecated.daemonset.template.generation", "/spec/template/metadata/creationTimestamp",
          "/status"}) {
        const auto& value = at(manifest, pointer);
        // Tools write `creationTimestamp: null` and `status: {}`; nobody has to be told.
        if (!value.is_null() && !(value.is_structured() && value.empty()))
            found.push_back(pointer);
        api::drop(manifest, pointer);
    }
    return found;
}

std::map<std::string, std::int64_t> inProportion(std::int64_t whole,
                                                 const std::map<std::string, std::int64_t>& replicas,
                                                 const std::string& uid, std::int64_t min, bool capped)
{
    planner::Problem problem;
    problem.replicas = whole;
    problem.uid = uid;
    for (const auto& [name, share] : replicas) {
        planner::Cluster cluster;
        cluster.name = name;
        cluster.weight = share;
        cluster.min = min;
        if (capped)
            cluster.max = share;
        problem.clusters.push_back(std::move(cluster));
    }
    auto division = planner::divide(problem);
    return division && division->unplaced == 0 ? std::move(division->replicas) : std::map<std::string, std::int64_t>{};
}

std::optional<std::int64_t> countAt(const Json& manifest, std::string_view pointer, std::optional<Error>& error)
{
    const auto& value = at(manifest, pointer);
    if (value.is_null())
        return std::nullopt;
    const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= std::uint64_t(INT32_MAX)
                                                 : value.is_number_integer() && value.get<std::int64_t>() >= 0
                                                       && value.get<std::int64_t>() <= INT32_MAX;
    if (fits)
        return value.get<std::int64_t>();
    error = wrong(dotted(std::string(pointer)), "is not a whole number from 0 to 2147483647").value();
    return std::nullopt;
}

Json shareFor(const Json& manifest, const FederatedKind& kind, std::optional<std::int64_t> replicas, const Part& part)
{
    Json out = manifest;
    stripServerFields(out);
    for (const auto& field : kind.keptFields)
        api::drop(out, field);
    if (replicas && !kind.replicasPath.empty())
        api::put(out, kind.replicasPath, *replicas);
    for (const auto& [pointer, value] : part)
        api::put(out, pointer, value);
    if (kind.prepare)
        kind.prepare(out);
    return out;
}

Json marked(Json manifest, const Ownership& ownership)
{
    if (ownership.federation.empty())
        return manifest;
    const auto hash = sha256(api::dump(manifest)).substr(0, 20); // 80 bits tell any two manifests of one object apart
    for (const auto* map : {"labels", "annotations"}) {
        if (!manifest["metadata"][map].is_object())
            manifest["metadata"][map] = Json::object();
    }
    manifest["metadata"]["labels"][names::managedBy] = ownership.federation;
    manifest["metadata"]["annotations"][names::ownerUid] = ownership.ownerUid;
    manifest["metadata"]["annotations"][names::appliedHash] = hash;
    return manifest;
}

Json forMember(const Json& manifest, const FederatedKind& kind, std::optional<std::int64_t> replicas,
               const Ownership& ownership, const Part& part)
{
    return marked(shareFor(manifest, kind, replicas, part), ownership);
}

Health presenceHealth(const Json& live)
{
    if (!at(live, "/metadata/deletionTimestamp").is_null())
        return health(Health::State::Progressing, "Terminating", "being deleted");
    return {};
}

Health genericHealth(const Json& live)
{
    const auto& observed = at(live, "/status/observedGeneration");
    if (observed.is_number() && number(live, "/status/observedGeneration") < number(live, "/metadata/generation"))
        return behind();
    for (const auto* type : {"Stalled", "Failed"}) {
        if (const auto found = condition(live, type); isTrue(found))
            return of(*found, Health::State::Degraded);
    }
    for (const auto* type : {"Ready", "Available", "Complete", "Established"}) {
        if (const auto found = condition(live, type); found && !isTrue(found))
            return of(*found, Health::State::Progressing);
    }
    if (const auto found = condition(live, "Reconciling"); isTrue(found))
        return of(*found, Health::State::Progressing);
    return presenceHealth(live);
}

Health replicaHealth(const Json& live, std::string_view desiredPath, std::string_view readyPath,
                     std::string_view updatedPath)
{
    Health answer;
    // A controller that has not looked yet has written no status: zero wanted is then no success.
    const bool current = number(live, "/status/observedGeneration") >= number(live, "/metadata/generation");
    if (!current)
        answer = behind();
    answer.desired = number(live, desiredPath, desiredPath.starts_with("/status") ? 0 : 1);
    answer.ready = number(live, readyPath);
    if (!current)
        return answer;
    const auto updated = updatedPath.empty() ? *answer.desired : number(live, updatedPath);
    const bool enough = *answer.ready >= *answer.desired && updated >= *answer.desired;
    // The workload's own controller says best why not: quota, image, deadline.
    for (const auto* type : {"ReplicaFailure", "Progressing"}) {
        const auto found = condition(live, type);
        const bool bad = found && found->status == (found->type == "ReplicaFailure" ? "True" : "False");
        if (bad && !enough) {
            answer.state = Health::State::Degraded;
            answer.reason = found->reason.empty() ? found->type : found->reason;
            answer.message =
                std::to_string(*answer.ready) + " of " + std::to_string(*answer.desired) + " ready: " + found->message;
            return answer;
        }
    }
    if (enough)
        return answer;
    answer.state = Health::State::Progressing;
    answer.reason = "Progressing";
    answer.message = *answer.ready < *answer.desired
                       ? std::to_string(*answer.ready) + " of " + std::to_string(*answer.desired) + " ready"
                       : std::to_string(updated) + " of " + std::to_string(*answer.desired) + " updated";
    return answer;
}

} // namespace orrery::federation
