#include "federation/decision.h"
#include "federation/dependencies.h"
#include "federation/dns_chain.h"
#include "federation/kind.h"
#include "federation/names.h"
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
    bool placed = false; ///< it is there
    std::optional<std::int64_t> replicas{};
    std::optional<std::int64_t> ready{};
    std::optional<WallTime> noRoom{};
    std::vector<std::string> ingress{}; ///< what its load balancer says; empty when the service does not answer
    Room room{};
};

struct Wanted {
    std::string path{};
    Json manifest{};
    std::string uid{};
    std::string hashKey{};
    std::map<std::string, Known> known{};
    Federated federated{}; ///< what a FederatedResource says beside its template

    [[nodiscard]] std::string name() const { return text(manifest, "/metadata/name"); }
    [[nodiscard]] std::string ns() const { return text(manifest, "/metadata/namespace"); }
};

/// All that the resources are decided in.
struct World {
    Zone zone{};
    const std::vector<ScenarioCluster>& clusters;
    std::vector<PolicyPtr> policies{};
    OverridePolicies overrides{};
    std::optional<WallTime> now{};
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
    fields.adopt(dns);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return zone;
}

Result<Known> knownOf(const Json& value, const std::string& path)
{
    Fields fields(value, path,
                  {"placed", "replicas", "readyReplicas", "capacity", "available", "unschedulableSince", "noRoomSince",
                   "service"});
    Known known;
    known.replicas = fields.count("replicas");
    known.placed = fields.flag("placed", known.replicas.has_value());
    if (!known.placed && known.replicas)
        fields.blame("placed", "contradicts replicas");
    known.ready = fields.count("readyReplicas");
    known.room = {fields.count("capacity"), fields.count("available"), {}};
    const auto time = [&](const char* key, const std::string& said) {
        const auto read = parseRfc3339(said);
        if (!read)
            fields.blame(key, "is no time like 2026-01-02T03:04:05Z");
        return read.value_or(WallTime{});
    };
    for (const auto& since : fields.texts("unschedulableSince"))
        known.room.waiting.push_back(time("unschedulableSince", since));
    if (const auto since = fields.text("noRoomSince"); !since.empty())
        known.noRoom = time("noRoomSince", since);
    const Json nothing = Json::object();
    const auto* given = fields.find("service");
    Fields service(given ? *given : nothing, path + ".service", {"ingress", "ready"});
    known.ingress = service.texts("ingress");
    if (!service.flag("ready", true))
        known.ingress.clear();
    fields.adopt(service);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return known;
}

/// Takes a FederatedResource apart: its template becomes the manifest, and what it says of its own stays.
Result<void> unwrap(Wanted& resource, const std::string& path)
{
    const Json whole = std::move(resource.manifest);
    Fields fields(whole, path, {"apiVersion", "kind", "metadata", "spec", "status"});
    Fields spec(fields.object("spec"), path + ".spec",
                {"template", "placement", "overrides", "conflictResolution", "deletionPolicy", "suspend",
                 "rescheduleTriggeredAt"});
    (void)spec.text("rescheduleTriggeredAt"); // whether it is done with only the status says: see fresh
    resource.manifest = spec.object("template");
    resource.federated.suspended = spec.flag("suspend");
    (void)spec.word("conflictResolution", {"Abort", "Adopt", "Overwrite"});
    (void)spec.word("deletionPolicy", {"Cascade", "Orphan"});
    if (const auto* placement = spec.find("placement")) {
        resource.federated.ownPlacement = true;
        resource.federated.placement =
            spec.take(readPlacement(*placement, spec.pathOf("placement"), Scheduling::Static));
    }
    resource.federated.overrides = ownOverrides(whole, path + ".spec.overrides");
    if (resource.federated.overrides && resource.federated.overrides->fault)
        return failure(*resource.federated.overrides->fault);
    const auto ns = text(whole, "/metadata/namespace");
    if (!ns.empty() && resource.ns().empty())
        api::put(resource.manifest, "/metadata/namespace", ns);
    auto fine = fields.fine();
    return fine ? spec.fine() : fine;
}

Result<Wanted> wantedOf(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"manifest", "uid", "hashKey", "affinityName", "fresh", "clusters"});
    Wanted resource;
    resource.path = path;
    resource.uid = fields.text("uid");
    resource.hashKey = fields.text("hashKey");
    resource.federated.affinityName = fields.text("affinityName");
    if (fields.flag("fresh"))
        resource.federated.rescheduleAsked = WallTime{};
    if (const auto* manifest = fields.find("manifest"))
        resource.manifest = *manifest;
    if (text(resource.manifest, "/apiVersion") == names::apiVersion
        && text(resource.manifest, "/kind").ends_with("FederatedResource")) {
        if (auto plain = unwrap(resource, fields.pathOf("manifest")); !plain)
            return failure(plain.error());
    }
    for (const auto* needed : {"/apiVersion", "/kind", "/metadata/name"}) {
        if (text(resource.manifest, needed).empty())
            fields.blame("manifest", "has no " + dotted(needed));
    }
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
        const auto parsed = api::parseApiVersion(apiVersion);
        made = {parsed.group, parsed.version, kind, {}, !resource.ns().empty()};
    }
    if (made.namespaced && resource.ns().empty())
        api::put(resource.manifest, "/metadata/namespace", "default");
    return made;
}

/// Which object it is; one object cannot be decided about twice.
using Place = std::tuple<std::string, std::string, std::string, std::string>;

Place placeOf(const api::Resource& kind, const Wanted& resource)
{
    return {kind.group, kind.kind, resource.ns(), resource.name()};
}

/// What only the kind, or the resources before it, tell about a resource.
Result<void> check(Wanted& resource, std::set<Place>& seen)
{
    const auto path = resource.path + ".manifest";
    if (const auto& ns = at(resource.manifest, "/metadata/namespace"); !ns.is_null() && !ns.is_string())
        return wrong(path + ".metadata.namespace", "is not a string");
    const auto kind = resourceIn(resource);
    if (const auto pointer = kindOf(kind).replicasPath; !pointer.empty()) {
        const auto& replicas = at(resource.manifest, pointer);
        const bool tooLarge = replicas.is_number_unsigned() && replicas.get<std::uint64_t>() > INT64_MAX;
        if ((!replicas.is_null() && !replicas.is_number_integer()) || tooLarge)
            return wrong(path + "." + dotted(pointer), tooLarge ? "is too large" : "is not a whole number");
    }
    if (!seen.insert(placeOf(kind, resource)).second)
        return wrong(path, "is " + kind.kind + " " + api::ObjectKey{resource.ns(), resource.name()}.text()
                               + ", which is there twice");
    return {};
}

Decision decisionOf(const Wanted& resource, const api::Resource& kind, const World& world, Situation situation)
{
    situation.federation = world.zone.federation;
    situation.resource = kind;
    situation.policies = world.policies;
    situation.overrides = world.overrides;
    situation.now = world.now;
    situation.hashKey = resource.hashKey;
    const auto api = kind.apiVersion() + "/" + kind.kind;
    for (const auto& cluster : world.clusters) {
        situation.clusters.push_back(cluster.member);
        situation.serves[cluster.member.name] =
            !cluster.apis || std::find(cluster.apis->begin(), cluster.apis->end(), api) != cluster.apis->end();
    }
    auto federated = resource.federated;
    federated.key = {resource.ns(), resource.name()};
    federated.clusterScoped = !kind.namespaced;
    federated.uid = resource.uid;
    federated.manifest = resource.manifest;
    for (const auto& [name, known] : resource.known) {
        situation.rooms[name] = known.room;
        if (!known.placed && !known.noRoom)
            continue;
        ClusterStatus status;
        status.cluster = name;
        status.state = known.placed ? PlacementState::InSync : PlacementState::NotPlaced;
        status.replicas = known.replicas;
        status.ready = known.ready;
        status.noRoom = known.noRoom;
        federated.statuses.push_back(std::move(status));
    }
    return decide(federated, situation);
}

/// What the scenario says that nothing looks at.
void warn(const Wanted& resource, const std::vector<ScenarioCluster>& clusters, Json& warnings)
{
    for (const auto& [name, known] : resource.known) {
        if (std::none_of(clusters.begin(), clusters.end(),
                         [&name = name](const auto& cluster) { return cluster.member.name == name; }))
            warnings.push_back(resource.path + ".clusters." + name + ": there is no such cluster");
    }
}

/// Clusters that a policy or a placement names and nobody knows: most likely a slip.
void warnUnknown(const Json& value, const std::string& path, const std::set<std::string>& clusters, Json& warnings)
{
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            warnUnknown(value[i], path + "[" + std::to_string(i) + "]", clusters, warnings);
    }
    if (!value.is_object())
        return;
    for (const auto& [key, item] : value.items()) {
        const auto where = path + "." + key;
        const bool names = key == "clusterNames" || key == "exclude";
        if (!names && key != "overriders" && key != "template") // what is in those is the object's own
            warnUnknown(item, where, clusters, warnings);
        for (std::size_t i = 0; names && i < item.size(); ++i) {
            if (const auto name = text(item, "/" + std::to_string(i)); !clusters.contains(name))
                warnings.push_back(where + "[" + std::to_string(i) + "]: there is no cluster " + name);
        }
    }
}

/// Why a cluster has it, in one sentence.
std::string reasonOf(const Decision& decision, const Target& target)
{
    auto reason = decision.error ? "stays as it is" : decision.trace.placement;
    if (!decision.error && !decision.affinityName.empty())
        reason += ", group " + decision.affinityName;
    if (!decision.explanation.empty())
        reason += "; " + decision.explanation;
    else if (!decision.error && target.replicas)
        reason += "; duplicated";
    if (!target.suspended.empty())
        reason += "; " + target.suspended;
    return reason;
}

void addPlacement(const Json& object, const Decision& decision, Json& out)
{
    Json placement{{"object", object}, {"clusters", Json::array()}, {"excluded", Json::array()}};
    if (decision.policy)
        placement["policy"] = toJson(*decision.policy);
    for (const auto& [name, target] : decision.targets) {
        Json entry{{"name", name}, {"reason", reasonOf(decision, target)}};
        if (target.replicas) {
            entry["replicas"] = *target.replicas;
            entry["overflow"] = target.overflow;
        }
        placement["clusters"].push_back(std::move(entry));
        Json made{{"object", object}, {"cluster", name}, {"overrides", Json::array()}};
        for (const auto& applied : target.overrides)
            made["overrides"].push_back(toJson(applied));
        made[target.error ? "error" : "manifest"] = target.error ? errorJson(*target.error) : target.manifest;
        out["manifests"].push_back(std::move(made));
    }
    if (!decision.moves.empty())
        placement["moves"] = decision.moves;
    for (const auto& [name, why] : decision.excluded)
        placement["excluded"].push_back({{"name", name}, {"reason", why}});
    if (decision.error)
        placement["error"] = errorJson(*decision.error);
    else if (decision.targets.empty())
        placement["error"] = {{"code", "placement.no-cluster"}, {"message", "0/0 clusters available"}};
    out["placements"].push_back(std::move(placement));
}

void addRecords(const Wanted& resource, const Decision& decision, const Zone& zone,
                const std::vector<ScenarioCluster>& clusters, Json& out)
{
    std::vector<DnsMember> members;
    std::set<std::string> unresolved;
    for (const auto& cluster : clusters) {
        if (!decision.targets.contains(cluster.member.name))
            continue;
        const auto& zones = cluster.member.zones;
        const auto known = resource.known.find(cluster.member.name);
        members.push_back({cluster.member.region, zones.empty() ? "" : *std::min_element(zones.begin(), zones.end()),
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

/// Policies of one sort, each by its kind and name once.
template <class Read>
auto readAll(Fields& scenario, const char* key, Read read)
{
    using One = typename decltype(read(Json(), std::string()))::value_type;
    using All = std::vector<std::shared_ptr<const One>>;
    All policies;
    std::set<std::string> names;
    for (const auto& [path, item] : scenario.items(key)) {
        auto policy = read(*item, path);
        if (!policy)
            return Result<All>(failure(policy.error()));
        if (!names.insert(policy->ref.text()).second)
            return Result<All>(wrong(path, "is " + policy->ref.text() + ", which is there twice"));
        policies.push_back(std::make_shared<const One>(std::move(*policy)));
    }
    return Result<All>(std::move(policies));
}

Result<World> worldOf(Fields& scenario, const std::vector<ScenarioCluster>& clusters)
{
    auto zone = zoneOf(scenario);
    if (!zone)
        return failure(zone.error());
    auto policies = readAll(scenario, "policies", readPolicy);
    if (!policies)
        return failure(policies.error());
    auto overrides = readAll(scenario, "overrides", readOverridePolicy);
    if (!overrides)
        return failure(overrides.error());
    std::optional<WallTime> now;
    if (const auto said = scenario.text("now"); !said.empty()) {
        now = parseRfc3339(said);
        if (!now)
            return wrong("now", "is no time like 2026-01-02T03:04:05Z");
    }
    return World{std::move(*zone), clusters, std::move(*policies), std::move(*overrides), now};
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

/// All resources of a scenario: what is needed or protected is decided after what needs it.
class Deciding {
public:
    Deciding(std::vector<Wanted> resources, const World& world) : m_resources(std::move(resources)), m_world(world)
    {
        for (auto& resource : m_resources) {
            m_kinds.push_back(resourceIn(resource));
            m_places.emplace(placeOf(m_kinds.back(), resource), m_places.size());
        }
        m_needed.resize(m_resources.size());
        for (const auto& resource : m_resources)
            m_needs.push_back(dependenciesOf(resource.manifest));
        for (std::size_t i = 0; i < m_resources.size(); ++i) {
            for (const auto& need : m_needs[i]) {
                if (const auto found = find(need))
                    m_needed[*found].push_back(i);
            }
        }
        m_begun.resize(m_resources.size());
        m_decisions.resize(m_resources.size());
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            decideAt(i);
    }

    void addTo(Json& out) const
    {
        for (std::size_t i = 0; i < m_resources.size(); ++i) {
            const auto& resource = m_resources[i];
            const auto& kind = m_kinds[i];
            warn(resource, m_world.clusters, out["warnings"]);
            for (const auto& note : m_decisions[i].notes)
                out["warnings"].push_back(resource.path + ": " + note);
            warnMissing(i, out["warnings"]);
            Json object{{"apiVersion", kind.apiVersion()}, {"kind", kind.kind}, {"name", resource.name()}};
            if (!resource.ns().empty())
                object["namespace"] = resource.ns();
            addPlacement(object, m_decisions[i], out);
            if (kind.group.empty() && kind.kind == "Service" && !m_world.zone.suffix.empty())
                addRecords(resource, m_decisions[i], m_world.zone, m_world.clusters, out);
        }
    }

private:
    [[nodiscard]] std::optional<std::size_t> find(const Dependency& need) const
    {
        const auto found = m_places.find({api::parseApiVersion(need.apiVersion).group, need.kind, need.ns, need.name});
        return found == m_places.end() ? std::nullopt : std::optional(found->second);
    }

    /// What needs each other goes round once and is then decided as it comes.
    void decideAt(std::size_t index)
    {
        if (m_begun[index])
            return;
        m_begun[index] = true;
        Situation situation;
        for (const auto who : m_needed[index]) {
            decideAt(who);
            if (!m_decisions[who].propagateDeps)
                continue;
            for (const auto& [cluster, target] : m_decisions[who].targets)
                situation.followed.try_emplace(
                    cluster,
                    m_kinds[who].kind + " " + api::ObjectKey{m_resources[who].ns(), m_resources[who].name()}.text());
        }
        const bool budget = m_kinds[index].kind == "PodDisruptionBudget";
        for (std::size_t i = 0; budget && i < m_resources.size(); ++i) {
            if (!protects(m_resources[index].manifest, m_resources[i].manifest))
                continue;
            decideAt(i);
            addDivided(m_decisions[i], situation.selected);
        }
        m_decisions[index] = decisionOf(m_resources[index], m_kinds[index], m_world, std::move(situation));
    }

    void warnMissing(std::size_t index, Json& warnings) const
    {
        if (!m_decisions[index].propagateDeps)
            return;
        for (const auto& need : m_needs[index]) {
            if (!need.optional && !find(need))
                warnings.push_back(m_resources[index].path + ": " + need.text() + ", named at " + need.path
                                   + ", is not among the resources and cannot follow");
        }
    }

    std::vector<Wanted> m_resources;
    const World& m_world;
    std::vector<api::Resource> m_kinds{};
    std::map<Place, std::size_t> m_places{};
    std::vector<std::vector<Dependency>> m_needs{};
    std::vector<std::vector<std::size_t>> m_needed{}; ///< by whom
    std::vector<bool> m_begun{};
    std::vector<Decision> m_decisions{};
};

} // namespace

Result<Json> decideResources(Fields& scenario, const std::vector<ScenarioCluster>& clusters)
{
    const auto world = worldOf(scenario, clusters);
    if (!world)
        return failure(world.error());
    Json out{{"placements", Json::array()},
             {"manifests", Json::array()},
             {"dns", Json::array()},
             {"warnings", Json::array()}};
    const auto items = scenario.items("resources");
    for (const auto& cluster : clusters) {
        if (!cluster.ready && !items.empty())
            out["warnings"].push_back("cluster " + cluster.member.name
                                      + " is not ready: only a taint keeps objects away from it");
    }
    std::set<std::string> names;
    for (const auto& cluster : clusters)
        names.insert(cluster.member.name);
    for (const auto* key : {"policies", "overrides"}) {
        for (const auto& [path, item] : scenario.items(key))
            warnUnknown(at(*item, "/spec"), path + ".spec", names, out["warnings"]);
    }
    std::vector<Wanted> resources;
    std::set<Place> seen;
    for (const auto& [path, item] : items) {
        auto resource = wantedOf(*item, path);
        if (!resource)
            return failure(resource.error());
        if (auto fine = check(*resource, seen); !fine)
            return failure(fine.error());
        if (resource->federated.ownPlacement || resource->federated.overrides)
            warnUnknown(at(*item, "/manifest/spec"), path + ".manifest.spec", names, out["warnings"]);
        resources.push_back(std::move(*resource));
    }
    Deciding(std::move(resources), *world).addTo(out);
    sortAll(out);
    return out;
}

} // namespace orrery::federation
