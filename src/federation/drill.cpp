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

Json dnsChanges(const Json& before, const Json& after)
{
    auto was = recordsOf(before);
    auto is = recordsOf(after);
    Json out = Json::array();
    std::set<std::string> names;
    for (const auto* records : {&was, &is}) {
        for (const auto& [name, list] : *records)
            names.insert(name);
    }
    for (const auto& name : names) {
        const auto orNone = [&](std::map<std::string, Json>& records) {
            const auto found = records.find(name);
            return found == records.end() ? Json::array() : found->second;
        };
        if (auto old = orNone(was), now = orNone(is); old != now)
            out.push_back({{"name", name}, {"before", std::move(old)}, {"after", std::move(now)}});
    }
    return out;
}

Json timelineOf(const std::vector<std::string>& lost, const Detection& believed, const Json& moves, bool dns,
                std::int64_t ttl)
{
    const auto entry = [](std::int64_t least, std::int64_t most, std::string what) {
        return Json{{"second", least}, {"latest", most}, {"what", std::move(what)}};
    };
    const auto names = joined(lost);
    Json timeline =
        Json::array({entry(0, 0, names + " stops answering; what runs there may go on, unseen"),
                     entry(believed.least, believed.most,
                           names + " is believed Offline after three failed probes; nothing is written there")});
    std::map<std::int64_t, int> leaving;
    for (const auto& move : moves)
        ++leaving[api::number(move, "/second")];
    for (const auto& [second, count] : leaving)
        timeline.push_back(entry(believed.least + second, believed.most + second,
                                 std::to_string(count) + (count == 1 ? " object moves" : " objects move")
                                     + (second == 0 ? ": the taint unreachable:NoExecute is not tolerated"
                                                    : ": tolerationSeconds " + std::to_string(second) + " are over")));
    if (dns) {
        timeline.push_back(entry(believed.least, believed.most, "DNS records change"));
        timeline.push_back(entry(believed.least + ttl, believed.most + ttl,
                                 "the last resolver forgets the old records (TTL " + std::to_string(ttl) + " s)"));
    }
    std::stable_sort(timeline.begin(), timeline.end(), [](const Json& a, const Json& b) {
        return api::number(a, "/second") < api::number(b, "/second");
    });
    return timeline;
}

Result<void> known(const Json& scenario, const std::vector<std::string>& lost)
{
    for (const auto& name : lost) {
        const auto& clusters = at(scenario, "/clusters");
        if (std::none_of(clusters.begin(), clusters.end(),
                         [&](const Json& cluster) { return text(cluster, "/name") == name; }))
            return failure(ErrorKind::Invalid, "drill.no-such-cluster", "there is no cluster " + name);
    }
    return {};
}

} // namespace

Result<Json> drill(const Json& scenario, const std::vector<std::string>& lost)
{
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
    const auto& last = outcomes.rbegin()->second;
    out["dns"] = dnsChanges(*before, last);
    out["timeline"] = timelineOf(lost, detection(), out["moves"], !out["dns"].empty(),
                                 api::number(scenario, "/federation/dns/ttl", 180));
    out["warnings"] = at(*before, "/warnings");
    return out;
}

} // namespace orrery::federation
