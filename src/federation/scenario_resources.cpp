#include "federation/decision.h"
#include "federation/dns_chain.h"
#include "federation/kind.h"
#include "federation/scenario.h"

#include <algorithm>
#include <tuple>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

struct Zone {
    std::string federation{};
    std::string suffix{}; ///< empty: no records
    std::int64_t ttl = 180;
    std::map<std::string, std::vector<std::string>> resolver{};
};

struct Known {
    std::optional<std::int64_t> replicas{};
    std::vector<std::string> ingress{}; ///< what its load balancer says; empty when the service does not answer
    bool room = false; ///< something is said of capacity or available
};

struct Wanted {
    std::string path{};
    Json manifest{};
    std::string uid{};
    bool hashKey = false;
    std::map<std::string, Known> known{};

    [[nodiscard]] std::string name() const { return text(manifest, "/metadata/name"); }
    [[nodiscard]] std::string ns() const { return text(manifest, "/metadata/namespace"); }
};

Result<Zone> zoneOf(Fields& scenario)
{
    Zone zone;
    const Json nothing = Json::object();
    const auto* given = scenario.find("federation");
    Fields fields(given ? *given : nothing, "federation", {"name", "dns"});
    zone.federation = fields.text("name");
    const auto* dnsGiven = fields.find("dns");
    Fields dns(dnsGiven ? *dnsGiven : nothing, "federation.dns", {"zone", "suffix", "ttl"});
    const auto name = dns.text("zone");
    zone.suffix = dns.text("suffix");
    if (zone.suffix.empty())
        zone.suffix = name;
    while (zone.suffix.ends_with('.'))
        zone.suffix.pop_back();
    zone.ttl = dns.number("ttl").value_or(zone.ttl);
    if (zone.ttl < 0 || zone.ttl > INT32_MAX)
        dns.blame("ttl", "is not from 0 to 2147483647");
    for (const auto& [host, addresses] : scenario.entries("resolver")) {
        const Json one{{host, *addresses}};
        Fields entry(one, "resolver", {host});
        zone.resolver[host] = entry.texts(host);
        if (auto fine = entry.fine(); !fine)
            return failure(fine.error());
    }
    for (const auto* part : {&fields, &dns}) {
        if (auto fine = part->fine(); !fine)
            return failure(fine.error());
    }
    return zone;
}

Result<Known> knownOf(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"replicas", "capacity", "available", "service"});
    Known known;
    known.replicas = fields.number("replicas");
    known.room = fields.number("capacity").has_value() || fields.number("available").has_value();
    const Json nothing = Json::object();
    const auto* given = fields.find("service");
    Fields service(given ? *given : nothing, path + ".service", {"ingress", "ready"});
    known.ingress = service.texts("ingress");
    if (!service.flag("ready", true))
        known.ingress.clear();
    for (const auto* part : {&fields, &service}) {
        if (auto fine = part->fine(); !fine)
            return failure(fine.error());
    }
    return known;
}

Result<Wanted> wantedOf(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"manifest", "uid", "hashKey", "clusters"});
    Wanted resource;
    resource.path = path;
    resource.uid = fields.text("uid");
    resource.hashKey = !fields.text("hashKey").empty();
    if (const auto* manifest = fields.find("manifest"))
        resource.manifest = *manifest;
    for (const auto* needed : {"/apiVersion", "/kind", "/metadata/name"}) {
        if (text(resource.manifest, needed).empty())
            fields.blame("manifest", std::string("has no ") + (needed + 1));
    }
    if (text(resource.manifest, "/apiVersion").starts_with("federation.orrery.dev/"))
        fields.blame("manifest", "is of our own API; this version decides plain objects offline");
    for (const auto& [cluster, item] : fields.entries("clusters")) {
        auto known = knownOf(*item, fields.pathOf("clusters") + "." + cluster);
        if (!known)
            return failure(known.error());
        resource.known[cluster] = std::move(*known);
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return resource;
}

/// What the engine would know; a kind without a file of its own counts as namespaced when it names a namespace.
api::Resource resourceIn(Wanted& resource)
{
    const auto apiVersion = text(resource.manifest, "/apiVersion");
    const auto kind = text(resource.manifest, "/kind");
    api::Resource made;
    if (const auto* known = builtIn(apiVersion, kind)) {
        made = *known;
    } else {
        const auto slash = apiVersion.find('/');
        made.group = slash == std::string::npos ? "" : apiVersion.substr(0, slash);
        made.version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1);
        made.kind = kind;
        made.namespaced = !resource.ns().empty();
    }
    if (made.namespaced && resource.ns().empty())
        api::put(resource.manifest, "/metadata/namespace", "default");
    return made;
}

Decision decisionOf(const Wanted& resource, const api::Resource& kind, const std::string& federation,
                    const std::vector<ScenarioCluster>& clusters)
{
    Situation situation;
    situation.federation = federation;
    situation.resource = kind;
    for (const auto& cluster : clusters) {
        MemberCluster member;
        member.name = cluster.traits.name;
        member.deleting = cluster.deleting;
        situation.clusters.push_back(std::move(member));
        const auto api = kind.apiVersion() + "/" + kind.kind;
        situation.serves[cluster.traits.name] =
            !cluster.apis || std::find(cluster.apis->begin(), cluster.apis->end(), api) != cluster.apis->end();
    }
    Federated federated;
    federated.key = {resource.ns(), resource.name()};
    federated.clusterScoped = !kind.namespaced;
    federated.uid = resource.uid;
    federated.manifest = resource.manifest;
    for (const auto& [name, known] : resource.known) {
        ClusterStatus status;
        status.cluster = name;
        status.replicas = known.replicas;
        federated.statuses.push_back(std::move(status));
    }
    return decide(federated, situation);
}

/// What the scenario says that does not weigh in this decision.
void warn(const Wanted& resource, const std::vector<ScenarioCluster>& clusters, Json& warnings)
{
    if (resource.hashKey)
        warnings.push_back(resource.path + ".hashKey: without a policy the division does not look at it");
    for (const auto& [name, known] : resource.known) {
        const auto where = resource.path + ".clusters." + name;
        if (std::none_of(clusters.begin(), clusters.end(),
                         [&name = name](const auto& c) { return c.traits.name == name; }))
            warnings.push_back(where + ": there is no such cluster");
        if (known.room)
            warnings.push_back(where + ": without a policy the division does not look at capacity or available");
    }
}

void addPlacement(const Json& object, const Decision& decision, Json& out)
{
    Json placement{{"object", object}, {"clusters", Json::array()}, {"excluded", Json::array()}};
    for (const auto& [name, target] : decision.targets) {
        Json entry{{"name", name},
                   {"reason", decision.explanation.empty() ? "no policy matches: every cluster has it"
                                                           : "no policy matches; " + decision.explanation}};
        if (target.replicas)
            entry["replicas"] = *target.replicas;
        placement["clusters"].push_back(std::move(entry));
        out["manifests"].push_back(
            {{"object", object}, {"cluster", name}, {"manifest", target.manifest}, {"overrides", Json::array()}});
    }
    for (const auto& [name, why] : decision.excluded)
        placement["excluded"].push_back({{"name", name}, {"reason", why}});
    if (decision.error)
        placement["error"] = errorJson(*decision.error);
    else if (decision.targets.empty())
        placement["error"] = {{"code", "placement.no-cluster"},
                              {"message", "0/" + std::to_string(decision.excluded.size()) + " clusters available"}};
    out["placements"].push_back(std::move(placement));
}

void addRecords(const Wanted& resource, const Decision& decision, const Zone& zone,
                const std::vector<ScenarioCluster>& clusters, Json& out)
{
    std::vector<DnsMember> members;
    std::set<std::string> unresolved;
    for (const auto& cluster : clusters) {
        if (!decision.targets.contains(cluster.traits.name))
            continue;
        const auto& zones = cluster.traits.zones;
        const auto known = resource.known.find(cluster.traits.name);
        members.push_back({cluster.traits.region, zones.empty() ? "" : *std::min_element(zones.begin(), zones.end()),
                           known == resource.known.end()
                               ? std::vector<std::string>()
                               : addressesOf(known->second.ingress, zone.resolver, unresolved)});
    }
    for (const auto& host : unresolved)
        out["warnings"].push_back(resource.path + ": " + host + " is not in resolver; it has no address");
    const auto base = resource.name() + "." + resource.ns() + "." + zone.federation + ".svc";
    for (const auto& record : dnsChain(base, zone.suffix, members))
        out["dns"].push_back({{"name", record.name}, {"type", record.type}, {"ttl", zone.ttl}, {"data", record.data}});
}

/// Sorted by what identifies the entries: none of these lists has an order of its own.
void sortAll(Json& out)
{
    for (const auto* key : {"placements", "manifests", "dns"})
        std::stable_sort(out[key].begin(), out[key].end(), [](const Json& a, const Json& b) {
            const auto id = [](const Json& entry) {
                const auto& object = at(entry, "/object");
                return std::tuple(text(object, "/apiVersion"), text(object, "/kind"), text(object, "/namespace"),
                                  text(object, "/name"), text(entry, "/cluster"), text(entry, "/name"),
                                  text(entry, "/type"));
            };
            return id(a) < id(b);
        });
}

} // namespace

Result<Json> decideResources(Fields& scenario, const std::vector<ScenarioCluster>& clusters)
{
    const auto zone = zoneOf(scenario);
    if (!zone)
        return failure(zone.error());
    Json out{{"placements", Json::array()},
             {"manifests", Json::array()},
             {"dns", Json::array()},
             {"warnings", Json::array()}};
    const auto items = scenario.items("resources");
    for (const auto& cluster : clusters) {
        if (cluster.tainted && !items.empty())
            out["warnings"].push_back("cluster " + cluster.traits.name
                                      + ": its taints are not looked at by this version");
    }
    for (const auto& [path, item] : items) {
        auto resource = wantedOf(*item, path);
        if (!resource)
            return failure(resource.error());
        const auto kind = resourceIn(*resource);
        warn(*resource, clusters, out["warnings"]);
        const auto decision = decisionOf(*resource, kind, zone->federation, clusters);
        Json object{{"apiVersion", kind.apiVersion()}, {"kind", kind.kind}, {"name", resource->name()}};
        if (!resource->ns().empty())
            object["namespace"] = resource->ns();
        addPlacement(object, decision, out);
        if (kind.group.empty() && kind.kind == "Service" && !zone->suffix.empty())
            addRecords(*resource, decision, *zone, clusters, out);
    }
    sortAll(out);
    return out;
}

} // namespace orrery::federation
