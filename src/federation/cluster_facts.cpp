#include "federation/cluster_facts.h"

#include "clouds/detection.h"
#include "federation/names.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr int podLimit = 5'000;
constexpr int waitingLimit = 500;

std::string quantity(double value)
{
    // Whole numbers where they are whole; a millicore is the finest that anybody asks for.
    const auto rounded = std::llround(value * 1000);
    return rounded % 1000 == 0 ? std::to_string(rounded / 1000) : std::to_string(rounded) + "m";
}

bool nodeIsReady(const Json& node)
{
    const auto ready = condition(node, "Ready");
    return ready && ready->status == "True";
}

std::string labelOf(const Json& node, std::string_view name, std::string_view legacy)
{
    const auto& labels = at(node, "/metadata/labels");
    if (!labels.is_object())
        return {};
    return labels.value(std::string(name), labels.value(std::string(legacy), std::string()));
}

void countNodes(const std::vector<api::ObjectPtr>& nodes, ClusterFacts& facts)
{
    std::map<std::string, int> regions;
    std::set<std::string> zones;
    for (const auto& object : nodes) {
        const auto node = object->json();
        ++facts.nodes;
        facts.nodesReady += nodeIsReady(node);
        facts.cpuAllocatable += parseQuantity(text(node, "/status/allocatable/cpu"));
        facts.memoryAllocatable += parseQuantity(text(node, "/status/allocatable/memory"));
        facts.podsAllocatable += parseQuantity(text(node, "/status/allocatable/pods"));
        const auto region = labelOf(node, "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region");
        const auto zone = labelOf(node, "topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone");
        facts.nodesWithRegion += !region.empty();
        facts.nodesWithZone += !zone.empty();
        if (!region.empty())
            ++regions[region];
        if (!zone.empty())
            zones.insert(zone);
        if (facts.provider.empty()) {
            clouds::Traces traces;
            traces.providerId = text(node, "/spec/providerID");
            traces.labels = object->labels;
            facts.provider = clouds::detectProvider(traces).provider;
        }
    }
    const auto most = std::max_element(regions.begin(), regions.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != regions.end())
        facts.region = most->first;
    facts.zones.assign(zones.begin(), zones.end());
}

void countPods(client::Session& session, ClusterFacts& facts, std::stop_token stop)
{
    api::ListOptions options;
    options.resourceVersion = "0";
    options.fieldSelector = "status.phase!=Succeeded,status.phase!=Failed";
    options.limit = podLimit;
    const auto answer = session.json(api::listRequest(resources::pods, "", options), stop);
    if (!answer || !text(*answer, "/metadata/continue").empty() || at(*answer, "/items").size() > podLimit)
        return; // what is too much to ask for every minute is not shown rather than guessed
    facts.cpuRequested = facts.memoryRequested = 0;
    for (const auto& pod : at(*answer, "/items")) {
        if (text(pod, "/spec/nodeName").empty())
            continue;
        ++facts.pods;
        for (const auto& container : at(pod, "/spec/containers")) {
            facts.cpuRequested += parseQuantity(text(container, "/resources/requests/cpu"));
            facts.memoryRequested += parseQuantity(text(container, "/resources/requests/memory"));
        }
    }
}

void findWaiting(client::Session& session, ClusterFacts& facts, std::stop_token stop)
{
    api::ListOptions options;
    options.fieldSelector = "spec.nodeName=,status.phase=Pending";
    options.limit = waitingLimit;
    const auto page = session.list(resources::pods, "", options, stop);
    if (!page)
        return; // as above
    for (const auto& object : page->items) {
        const auto pod = object->json();
        const auto scheduled = condition(pod, "PodScheduled");
        if (!scheduled || scheduled->status != "False" || scheduled->reason != "Unschedulable")
            continue;
        if (const auto since = parseRfc3339(scheduled->lastTransitionTime))
            facts.waiting.push_back({object->key.ns, object->labels, *since});
    }
}

} // namespace

double parseQuantity(std::string_view text)
{
    const std::string copy(text);
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    if (end == copy.c_str())
        return 0;
    static const std::map<std::string_view, double> suffixes{
        {"", 1},        {"n", 1e-9},    {"u", 1e-6},    {"m", 1e-3},   {"k", 1e3},     {"M", 1e6},
        {"G", 1e9},     {"T", 1e12},    {"P", 1e15},    {"E", 1e18},   {"Ki", 1024.0}, {"Mi", 0x1p20},
        {"Gi", 0x1p30}, {"Ti", 0x1p40}, {"Pi", 0x1p50}, {"Ei", 0x1p60}};
    const auto suffix = suffixes.find(std::string_view(end));
    return suffix == suffixes.end() ? 0 : value * suffix->second;
}

Result<ClusterFacts> readFacts(client::Session& session, std::stop_token stop)
{
    ClusterFacts facts;
    const auto version = session.version(stop);
    if (!version)
        return failure(version.error());
    facts.version = version->gitVersion;
    api::ListOptions options;
    options.resourceVersion = "0";
    const auto nodes = session.list(resources::nodes, "", options, stop);
    if (!nodes)
        return failure(nodes.error());
    countNodes(nodes->items, facts);
    countPods(session, facts, stop);
    findWaiting(session, facts, stop);
    return facts;
}

Json statusWith(Json status, const ClusterFacts* facts, Condition ready)
{
    if (!status.is_object())
        status = Json::object();
    if (facts) {
        status["version"] = facts->version;
        status["nodes"] = facts->nodes;
        status["nodesReady"] = facts->nodesReady;
        status["allocatable"] = {{"cpu", quantity(facts->cpuAllocatable)},
                                 {"memory", quantity(facts->memoryAllocatable)}};
        if (facts->cpuRequested >= 0)
            status["requested"] = {{"cpu", quantity(facts->cpuRequested)},
                                   {"memory", quantity(facts->memoryRequested)}};
        else
            status.erase("requested");
    }
    setCondition(status, std::move(ready));
    return status;
}

} // namespace orrery::federation
