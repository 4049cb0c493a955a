#include "federation/types.h"

#include "federation/names.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <openssl/evp.h>

namespace orrery::federation {

using api::at;
using api::flag;
using api::Json;
using api::number;
using api::text;

namespace {

constexpr std::array<std::string_view, 9> stateNames{"NotPlaced", "InSync",  "Progressing", "Suspended", "Removing",
                                                     "Drift",     "Waiting", "Conflict",    "Failed"};

std::vector<std::string> strings(const Json& list)
{
    std::vector<std::string> out;
    if (list.is_array()) {
        for (const auto& item : list) {
            if (item.is_string())
                out.push_back(item.get<std::string>());
        }
    }
    return out;
}

std::optional<std::int64_t> optionalNumber(const Json& object, std::string_view pointer)
{
    const auto& value = at(object, pointer);
    return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

std::string decodeBase64(const std::string& encoded)
{
    std::string out(encoded.size() / 4 * 3 + 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(encoded.data()), int(encoded.size()));
    if (size < 0)
        return {};
    // EVP_DecodeBlock counts the padding as zero bytes.
    const auto padding =
        std::count(encoded.end() - std::min<std::ptrdiff_t>(2, std::ssize(encoded)), encoded.end(), '=');
    out.resize(std::size_t(size) - std::size_t(padding));
    return out;
}

ClusterStatus readClusterStatus(const Json& item)
{
    ClusterStatus status;
    status.cluster = text(item, "/name");
    status.state = parsePlacementState(text(item, "/state")).value_or(PlacementState::NotPlaced);
    status.reason = text(item, "/reason");
    status.message = text(item, "/message");
    status.replicas = optionalNumber(item, "/replicas");
    status.ready = optionalNumber(item, "/readyReplicas");
    status.firstOrdinal = optionalNumber(item, "/firstOrdinal");
    status.observedGeneration = number(item, "/observedGeneration");
    if (const auto took = optionalNumber(item, "/writeMilliseconds"))
        status.writeTook = std::chrono::milliseconds(*took);
    status.since = text(item, "/lastTransitionTime");
    status.uid = text(item, "/uid");
    status.noRoom = parseRfc3339(text(item, "/noRoomSince"));
    return status;
}

bool isDnsSubdomain(std::string_view name)
{
    const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= 253 && alnum(name.front()) && alnum(name.back())
        && std::all_of(name.begin(), name.end(), [&](char c) { return alnum(c) || c == '-' || c == '.'; });
}

} // namespace

std::string_view name(PlacementState state)
{
    return stateNames[std::size_t(state)];
}

std::optional<PlacementState> parsePlacementState(std::string_view name)
{
    const auto found = std::find(stateNames.begin(), stateNames.end(), name);
    if (found == stateNames.end())
        return std::nullopt;
    return PlacementState(found - stateNames.begin());
}

std::optional<Condition> condition(const Json& object, std::string_view type)
{
    for (const auto& item : at(object, "/status/conditions")) {
        if (text(item, "/type") == type)
            return Condition{text(item, "/type"), text(item, "/status"), text(item, "/reason"), text(item, "/message"),
                             text(item, "/lastTransitionTime")};
    }
    return std::nullopt;
}

void setCondition(Json& status, Condition condition)
{
    auto& conditions = status["conditions"];
    if (!conditions.is_array())
        conditions = Json::array();
    auto found = std::find_if(conditions.begin(), conditions.end(),
                              [&](const Json& item) { return text(item, "/type") == condition.type; });
    if (found == conditions.end()) {
        conditions.push_back(Json::object());
        found = conditions.end() - 1;
    } else if (text(*found, "/status") == condition.status && text(*found, "/reason") == condition.reason) {
        condition.lastTransitionTime = text(*found, "/lastTransitionTime", condition.lastTransitionTime);
    }
    *found = {{"type", condition.type},
              {"status", condition.status},
              {"reason", condition.reason},
              {"message", condition.message},
              {"lastTransitionTime", condition.lastTransitionTime}};
}

MemberCluster readCluster(const api::Object& object)
{
    const auto json = object.json();
    MemberCluster cluster;
    cluster.name = object.key.name;
    cluster.uid = object.uid;
    cluster.deleting = object.deleting;
    cluster.endpoint = text(json, "/spec/endpoint");
    cluster.caPem = decodeBase64(text(json, "/spec/caBundle"));
    cluster.insecure = flag(json, "/spec/insecureSkipTLSVerify");
    cluster.tlsServerName = text(json, "/spec/tlsServerName");
    cluster.proxyUrl = text(json, "/spec/proxyURL");
    cluster.clusterUid = text(json, "/spec/clusterUID");
    cluster.serviceAccount = text(json, "/spec/serviceAccount");
    cluster.secretName = text(json, "/spec/secretRef/name");
    cluster.provider = text(json, "/spec/provider");
    cluster.region = text(json, "/spec/region");
    cluster.zones = strings(at(json, "/spec/zones"));
    cluster.labels = object.labels;
    // What a server let through is never a reason to lose sight of a cluster.
    for (const auto& item : at(json, "/spec/taints")) {
        if (auto taint = readTaint(item, "spec.taints"))
            cluster.taints.push_back(std::move(*taint));
    }
    cluster.paused = flag(json, "/spec/paused");
    if (const auto& status = at(json, "/status"); status.is_object())
        cluster.status = status;
    return cluster;
}

bool ClusterStatus::sameAs(const ClusterStatus& other) const
{
    const auto fields = [](const ClusterStatus& s) {
        return std::tie(s.cluster, s.state, s.reason, s.message, s.replicas, s.ready, s.observedGeneration);
    };
    return fields(*this) == fields(other);
}

std::string Federated::object() const
{
    return kind() + " " + (clusterScoped ? "" : key.ns + "/") + text(manifest, "/metadata/name");
}

Federated readFederated(const api::Object& object)
{
    const auto json = object.json();
    const auto& spec = at(json, "/spec");
    Federated federated;
    federated.key = object.key;
    federated.clusterScoped = object.key.ns.empty();
    federated.uid = object.uid;
    federated.generation = object.generation;
    federated.deleting = object.deleting;
    const auto finalizers = strings(at(json, "/metadata/finalizers"));
    federated.hasFinalizer = std::find(finalizers.begin(), finalizers.end(), names::finalizer) != finalizers.end();
    federated.manifest = at(spec, "/template");
    federated.ownPlacement = at(spec, "/placement").is_object();
    if (auto placement = readPlacement(at(spec, "/placement"), "spec.placement", Scheduling::Static))
        federated.placement = std::move(*placement);
    else
        federated.fault = placement.error();
    const auto conflict = text(spec, "/conflictResolution");
    federated.conflictResolution = conflict == "Adopt"     ? ConflictResolution::Adopt
                                 : conflict == "Overwrite" ? ConflictResolution::Overwrite
                                                           : ConflictResolution::Abort;
    federated.orphan = text(spec, "/deletionPolicy") == "Orphan";
    federated.suspended = flag(spec, "/suspend");
    federated.overrides = ownOverrides(json, "spec.overrides");
    for (const auto& item : at(json, "/status/clusters"))
        federated.statuses.push_back(readClusterStatus(item));
    federated.algorithm = text(json, "/status/algorithm");
    federated.decision = text(json, "/status/decision");
    if (const auto& policy = at(json, "/status/policy"); policy.is_object())
        federated.policy = {text(policy, "/kind"), text(policy, "/namespace"), text(policy, "/name")};
    federated.scheduling = text(json, "/status/scheduling");
    federated.affinityName = text(json, "/status/affinityName");
    federated.rescheduleAsked = parseRfc3339(text(spec, "/rescheduleTriggeredAt"));
    federated.rescheduled = parseRfc3339(text(json, "/status/rescheduled"));
    federated.observedGeneration = number(json, "/status/observedGeneration");
    federated.created = text(json, "/metadata/creationTimestamp");
    return federated;
}

std::string idOf(const api::ObjectKey& key)
{
    return key.ns + "/" + key.name;
}

api::ObjectKey keyOf(std::string_view id)
{
    const auto slash = id.find('/');
    if (slash == std::string_view::npos)
        return {"", std::string(id)};
    return {std::string(id.substr(0, slash)), std::string(id.substr(slash + 1))};
}

const api::Resource& resourceOf(const api::ObjectKey& key)
{
    return key.ns.empty() ? resources::clusterFederatedResources : resources::federatedResources;
}

Json wrap(const api::Resource& resource, const Json& manifest)
{
    const auto& own = resource.namespaced ? resources::federatedResources : resources::clusterFederatedResources;
    Json made{{"apiVersion", own.apiVersion()},
              {"kind", own.kind},
              {"metadata",
               {{"name", names::federatedName(resource, text(manifest, "/metadata/name"))},
                {"finalizers", Json::array({names::finalizer})}}},
              {"spec", {{"template", manifest}}}};
    if (resource.namespaced)
        made["metadata"]["namespace"] = text(manifest, "/metadata/namespace");
    return made;
}

namespace names {

std::string federatedName(const api::Resource& resource, std::string_view name)
{
    std::string out = std::string(name) + "-";
    for (const char c : resource.kind)
        out += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    // Built-in groups have no dot or end in k8s.io; everybody else's kinds may share a name.
    if (resource.group.find('.') != std::string::npos && !resource.group.ends_with("k8s.io"))
        out += "." + resource.group;
    if (isDnsSubdomain(out))
        return out;
    std::uint64_t hash = 14695981039346656037u; // FNV-1a, 64 bit
    for (const char c : out)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    char hex[20];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash));
    return std::string("x-") + hex;
}

} // namespace names

} // namespace orrery::federation
