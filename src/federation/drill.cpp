#include "federation/drill.h"

#include "base/clock.h"
#include "base/joined.h"
#include "federation/health.h"
#include "federation/json_patch.h"
#include "federation/moves.h"
#include "federation/simulate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr auto unreachable = "cluster.karmada.io/unreachable";

/// When a cluster that falls silent is believed to be gone, in seconds: by the health machine itself, at the earliest
/// (a probe begins that moment and is refused at once) and at the latest (one has just ended, and each runs into its
/// time-out).
struct Detection {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

Detection detection()
{
    HealthMachine machine;
    machine.probed({});
    const auto pause = [&](double jitter) { return probing::pace + machine.secondsToNextProbe() * (1 + jitter); };
    double least = 0;
    double most = pause(probing::jitter) + probing::timeout;
    while (!machine.probed(failure(ErrorKind::Unavailable, "drill.silent", "no answer"))) {
        least += pause(0);
        most += pause(probing::jitter) + probing::timeout;
    }
    return {std::int64_t(std::floor(least)), std::int64_t(std::ceil(most))};
}

bool has(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Every tolerationSeconds of the scenario's policies and placements.
void collectSeconds(const Json& value, std::set<std::int64_t>& seconds)
{
    if (!value.is_structured())
        return;
    if (value.is_object() && at(value, "/tolerationSeconds").is_number_integer())
        seconds.insert(std::max<std::int64_t>(0, api::number(value, "/tolerationSeconds")));
    for (const auto& item : value)
        collectSeconds(item, seconds);
}

/// The scenario `second` seconds after the lost clusters were believed to be gone.
Json afterwards(Json scenario, const std::vector<std::string>& lost, WallTime believed, std::int64_t second)
{
    scenario["now"] = rfc3339(believed + std::chrono::seconds(second));
    for (auto& cluster : scenario["clusters"]) {
        if (!has(lost, text(cluster, "/name")))
            continue;
        cluster["ready"] = false;
        if (!cluster["taints"].is_array())
            cluster["taints"] = Json::array();
        cluster["taints"].push_back({{"key", unreachable}, {"effect", "NoExecute"}, {"timeAdded", rfc3339(believed)}});
    }
    if (const auto resources = scenario.find("resources"); resources != scenario.end()) {
        for (auto& resource : *resources) {
            for (const auto& name : lost) {
                const auto service = below(below("/clusters", name), "service");
                if (at(resource, service).is_object())
                    api::put(resource, service + "/ready", false);
            }
        }
    }
    return scenario;
}

/// What one object does over time; `outcomes` are the simulations by second.
Json moveOf(std::size_t index, const Json& before, const std::map<std::int64_t, Json>& outcomes)
{
    Json move{{"object", at(before, "/object")}, {"before", clustersOf(before)}};
    for (const auto& [second, outcome] : outcomes) {
        const auto& placement = at(outcome, "/placements")[index];
        if (!move.contains("second") && moves(before, placement))
            move["second"] = second;
        move["after"] = clustersOf(placement);
        move.erase("error");
        move.erase("overflow");
        move.update(unfitOf(placement));
    }
    return move;
}

std::map<std::string, Json> recordsOf(const Json& outcome)
{
    std::map<std::string, Json> records;
    for (const auto& record : at(outcome, "/dns")) {
        auto& list = records.try_emplace(text(record, "/name"), Json::array()).first->second;
        list.push_back({{"type", at(record, "/type")}, {"data", at(record, "/data")}});
    }
    return records;
}

/// The names whose records are others at the end, and since when.
Json dnsChanges(const Json& before, const std::map<std::int64_t, Json>& outcomes)
{
    const auto was = recordsOf(before);
    std::map<std::int64_t, std::map<std::string, Json>> later;
    std::set<std::string> names;
    for (const auto& [name, list] : was)
        names.insert(name);
    for (const auto& [second, outcome] : outcomes) {
        for (const auto& [name, list] : later[second] = recordsOf(outcome))
            names.insert(name);
    }
    const auto of = [](const std::map<std::string, Json>& records, const std::string& name) {
        const auto found = records.find(name);
        return found == records.end() ? Json::array() : found->second;
    };
    Json out = Json::array();
    for (const auto& name : names) {
        const auto old = of(was, name);
        const auto since =
            std::find_if(later.begin(), later.end(), [&](const auto& one) { return of(one.second, name) != old; });
        if (auto now = of(later.rbegin()->second, name); now != old)
            out.push_back({{"name", name}, {"second", since->first}, {"before", old}, {"after", std::move(now)}});
    }
    return out;
}

std::string counted(int count, const std::string& one, const std::string& more)
{
    return std::to_string(count) + " " + (count == 1 ? one : more);
}

/// How many of these happen at which second.
std::map<std::int64_t, int> bySecond(const Json& changes)
{
    std::map<std::int64_t, int> out;
    for (const auto& change : changes)
        ++out[api::number(change, "/second")];
    return out;
}

Json timelineOf(const std::vector<std::string>& lost, const Detection& believed, const Json& moves, const Json& dns,
                std::int64_t ttl)
{
    Json timeline = Json::array();
    const auto add = [&](std::int64_t least, std::int64_t most, std::string what) {
        timeline.push_back({{"second", least}, {"latest", most}, {"what", std::move(what)}});
    };
    const auto after = [&](std::int64_t second, std::string what) {
        add(believed.least + second, believed.most + second, std::move(what));
    };
    const auto names = joined(lost);
    const bool one = lost.size() == 1;
    add(0, 0, names + (one ? " stops" : " stop") + " answering; what runs there may go on, unseen");
    after(0, names + (one ? " is" : " are") + " believed Offline after three failed probes; nothing is written there");
    for (const auto& [second, count] : bySecond(moves))
        after(second, counted(count, "object moves", "objects move")
                          + (second == 0 ? ": the taint unreachable:NoExecute is not tolerated"
                                         : ": tolerationSeconds " + std::to_string(second) + " are over"));
    for (const auto& [second, count] : bySecond(dns)) {
        after(second, counted(count, "DNS name has", "DNS names have") + " other records");
        after(second + ttl, "the last resolver forgets the old records (TTL " + std::to_string(ttl) + " s)");
    }
    std::stable_sort(timeline.begin(), timeline.end(), [](const Json& a, const Json& b) {
        return api::number(a, "/second") < api::number(b, "/second");
    });
    return timeline;
}

/// "is aws", "are aws and azure"
std::string namesOf(const Json& clusters)
{
    std::vector<std::string> names;
    for (const auto& cluster : clusters)
        names.push_back(text(cluster, "/name"));
    return names.empty() ? "is none" : (names.size() == 1 ? "is " : "are ") + joined(names);
}

Result<void> known(const Json& scenario, const std::vector<std::string>& lost)
{
    for (const auto& name : lost) {
        const auto& clusters = at(scenario, "/clusters");
        if (std::none_of(clusters.begin(), clusters.end(),
                         [&](const Json& cluster) { return text(cluster, "/name") == name; }))
            return failure(ErrorKind::Invalid, "drill.no-such-cluster",
                           "there is no cluster \"" + name + "\"; there " + namesOf(clusters));
    }
    if (lost.empty())
        return failure(ErrorKind::Invalid, "drill.no-such-cluster", "no cluster is named that is lost");
    return {};
}

} // namespace

Result<Json> drill(const Json& scenario, const std::vector<std::string>& named)
{
    // One that is named twice is lost once.
    const std::set<std::string> once(named.begin(), named.end());
    const std::vector<std::string> lost(once.begin(), once.end());
    auto before = simulate(scenario);
    if (!before)
        return failure(before.error());
    if (auto all = known(scenario, lost); !all)
        return failure(all.error());
    // A scenario without a time of its own: one before any that it could name.
    const auto believed = parseRfc3339(text(scenario, "/now")).value_or(WallTime{});
    std::set<std::int64_t> seconds{0};
    collectSeconds(at(scenario, "/policies"), seconds);
    collectSeconds(at(scenario, "/resources"), seconds);
    std::map<std::int64_t, Json> outcomes;
    for (const auto second : seconds) {
        auto outcome = simulate(afterwards(scenario, lost, believed, second));
        if (!outcome)
            return failure(outcome.error());
        outcomes.emplace(second, std::move(*outcome));
    }
    Json out{{"lost", lost}, {"moves", Json::array()}, {"unmoved", Json::array()}};
    const auto& placements = at(*before, "/placements");
    for (std::size_t i = 0; i < placements.size(); ++i) {
        auto move = moveOf(i, placements[i], outcomes);
        if (move.contains("second"))
            out["moves"].push_back(std::move(move));
        else
            out["unmoved"].push_back(move["object"]);
    }
    out["dns"] = dnsChanges(*before, outcomes);
    out["timeline"] =
        timelineOf(lost, detection(), out["moves"], out["dns"], api::number(scenario, "/federation/dns/ttl", 180));
    out["warnings"] = at(*before, "/warnings");
    return out;
}

} // namespace orrery::federation
