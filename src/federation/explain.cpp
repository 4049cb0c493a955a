#include "federation/explain.h"

#include "base/joined.h"
#include "federation/kind.h"
#include "federation/names.h"

#include <algorithm>
#include <array>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

Hop policyHop(const Evidence& evidence)
{
    const auto& trace = evidence.decision.trace;
    Hop hop{Hop::Kind::Policy, "", false, trace.placement, {}, evidence.federated.created};
    for (const auto& step : trace.policies) {
        if (step.chosen)
            hop.text += " (" + step.why + ")";
        else
            hop.details.push_back(step.policy.text() + ": " + step.why);
    }
    if (evidence.federated.fault) {
        hop.broken = true;
        hop.text = evidence.federated.fault->message;
    } else if (evidence.federated.deleting) {
        hop.broken = true;
        hop.text = "it is being deleted from the federation";
    }
    return hop;
}

std::string verdictsOf(const ClusterStep& step)
{
    std::vector<std::string> passed;
    std::vector<std::string> refused;
    for (const auto& verdict : step.verdicts)
        (verdict.passed ? passed : refused)
            .push_back(name(verdict.filter) + (verdict.reason.empty() ? "" : " (" + verdict.reason + ")"));
    if (!step.unselected.empty())
        refused.push_back(step.unselected);
    if (refused.empty())
        return "passes " + (passed.empty() ? "every filter" : joined(passed));
    return "refused: " + joined(refused) + (passed.empty() ? "" : "; passes " + joined(passed));
}

std::string numbersOf(const ClusterStep& step)
{
    std::vector<std::string> out;
    const auto add = [&](const char* what, const std::optional<std::int64_t>& number) {
        if (number)
            out.push_back(what + (" " + std::to_string(*number)));
    };
    add("has", step.previous);
    add("without a node", step.stuck);
    add("fits", step.available);
    add("weighs", step.weight);
    add("gets", step.replicas);
    return joined(out);
}

Hop filtersHop(const Evidence& evidence)
{
    const auto& decision = evidence.decision;
    Hop hop{Hop::Kind::Filters, "", false, "", {}, {}};
    hop.text = std::to_string(decision.targets.size()) + " of "
             + std::to_string(decision.targets.size() + decision.excluded.size()) + " clusters are to have it";
    if (decision.error) {
        hop.broken = true;
        hop.text = decision.error->message;
    }
    for (const auto& group : decision.trace.groups)
        hop.details.push_back("group " + group);
    for (const auto& step : decision.trace.clusters)
        hop.details.push_back(step.cluster + ": " + verdictsOf(step));
    for (const auto& step : decision.trace.spread)
        hop.details.push_back(step);
    return hop;
}

Hop divisionHop(const Evidence& evidence)
{
    const auto& decision = evidence.decision;
    Hop hop{Hop::Kind::Division, "", false, decision.explanation, decision.trace.division, {}};
    if (hop.text.empty())
        hop.text = "nothing is divided: the same in every cluster";
    for (const auto& step : decision.trace.clusters) {
        if (const auto numbers = numbersOf(step); step.selected && !numbers.empty())
            hop.details.push_back(step.cluster + ": " + numbers);
    }
    return hop;
}

/// What the filters say of one cluster that is not to have it.
Hop exclusionHop(const Evidence& evidence, const std::string& cluster)
{
    const auto& excluded = evidence.decision.excluded;
    const auto why = excluded.find(cluster);
    return {Hop::Kind::Filters,
            cluster,
            true,
            why == excluded.end() ? "the federation has no such cluster" : "not placed here: " + why->second,
            {},
            {}};
}

Hop overridesHop(const Target& target, const std::string& cluster)
{
    Hop hop{Hop::Kind::Overrides, cluster, target.error.has_value(), "", {}, {}};
    hop.text = target.error ? target.error->message
             : target.overrides.empty()
                 ? "none: the object as it was given"
                 : std::to_string(target.overrides.size()) + (target.overrides.size() == 1 ? " change" : " changes");
    for (const auto& applied : target.overrides)
        hop.details.push_back(applied.policy.text() + ", rule " + std::to_string(applied.rule) + ": "
                              + name(applied.kind) + " " + applied.path);
    return hop;
}

/// When our field manager wrote last, as the API server noted it.
std::string writtenAt(const Json& live)
{
    std::string last;
    for (const auto& entry : at(live, "/metadata/managedFields")) {
        if (text(entry, "/manager") == names::fieldManager && text(entry, "/subresource").empty())
            last = std::max(last, text(entry, "/time"));
    }
    return last;
}

Hop writeHop(const Evidence& evidence, const Target& target, const std::string& cluster, const Found& found)
{
    Hop hop{Hop::Kind::Write, cluster, true, "", {}, found.live ? writtenAt(*found.live) : std::string()};
    const auto& statuses = evidence.federated.statuses;
    const auto status = std::find_if(statuses.begin(), statuses.end(),
                                     [&](const ClusterStatus& one) { return one.cluster == cluster; });
    const auto nobody = evidence.acting ? "" : "; nobody runs the controllers: orreryctl run, or the application";
    if (!target.suspended.empty()) {
        hop.text = target.suspended;
    } else if (status == statuses.end()) {
        hop.text = std::string("nothing was written yet") + nobody;
    } else if (status->state == PlacementState::Conflict || status->state == PlacementState::Failed
               || status->state == PlacementState::Waiting || status->state == PlacementState::Suspended
               || status->state == PlacementState::Removing) {
        hop.text =
            std::string(name(status->state)) + ": " + (status->message.empty() ? status->reason : status->message);
        if (hop.time.empty())
            hop.time = status->since;
    } else if (status->observedGeneration < evidence.federated.generation) {
        hop.text = "generation " + std::to_string(status->observedGeneration) + " is written, "
                 + std::to_string(evidence.federated.generation) + " is not yet" + nobody;
    } else {
        hop.broken = false;
        hop.text = "server-side apply of generation " + std::to_string(status->observedGeneration);
        if (status->writeTook)
            hop.text += " in " + std::to_string(status->writeTook->count()) + " ms";
    }
    return hop;
}

Hop liveHop(const Evidence& evidence, const std::string& cluster, const Found& found)
{
    Hop hop{Hop::Kind::LiveObject, cluster, true, "", {}, {}};
    if (found.error) {
        hop.text = "could not be asked: " + found.error->message;
        return hop;
    }
    if (!found.live) {
        hop.text = "it is not there";
        return hop;
    }
    const auto health = kindOf(evidence.decision.resource).health(*found.live);
    hop.time = text(*found.live, "/metadata/creationTimestamp");
    if (!isOurs(*found.live, evidence.federation)) {
        hop.text = "an object of that name is there, and " + evidence.federation + " does not manage it";
    } else if (!text(*found.live, "/metadata/deletionTimestamp").empty()) {
        hop.text = "it is being deleted there";
    } else {
        hop.broken = health.state == Health::State::Degraded;
        hop.text = "it is there";
        if (health.desired)
            hop.text +=
                ", " + std::to_string(health.ready.value_or(0)) + " of " + std::to_string(*health.desired) + " ready";
        if (health.state != Health::State::Healthy)
            hop.text += ": " + (health.message.empty() ? health.reason : health.message);
    }
    return hop;
}

Hop podsHop(const std::string& cluster, const Found& found)
{
    Hop hop{Hop::Kind::Pods, cluster, false, "", {}, {}};
    for (const auto& pod : found.pods) {
        if (auto trouble = troubleOf(pod); !trouble.empty())
            hop.details.push_back(std::move(trouble));
    }
    hop.broken = !hop.details.empty();
    const auto fine = found.pods.size() - hop.details.size();
    hop.text = std::to_string(fine) + " of " + std::to_string(found.pods.size()) + " ready or done";
    if (hop.broken)
        hop.text += "; " + hop.details.front();
    return hop;
}

std::string waitingFor(const Json& state)
{
    for (const auto* kind : {"/waiting", "/terminated"}) {
        const auto& found = at(state, kind);
        if (found.is_null() || (std::string_view(kind) == "/terminated" && api::number(found, "/exitCode") == 0))
            continue;
        auto out = text(found, "/reason", "waiting");
        if (const auto code = api::number(found, "/exitCode"); code != 0)
            out += ", exit code " + std::to_string(code);
        const auto message = text(found, "/message");
        return message.empty() ? out : out + ": " + message;
    }
    return {};
}

} // namespace

const char* name(Hop::Kind kind)
{
    static constexpr std::array names{"Policy", "Filters", "Division", "Overrides", "Write", "Live object", "Pods"};
    return names[std::size_t(kind)];
}

std::string troubleOf(const Json& pod)
{
    const auto who = text(pod, "/metadata/name") + ": ";
    const auto phase = text(pod, "/status/phase");
    const auto ready = condition(pod, "Ready");
    if (phase == "Succeeded" || (ready && ready->status == "True"))
        return {};
    if (!text(pod, "/metadata/deletionTimestamp").empty())
        return who + "being deleted";
    for (const auto* list : {"/status/initContainerStatuses", "/status/containerStatuses"}) {
        for (const auto& container : at(pod, list)) {
            auto why = waitingFor(at(container, "/state"));
            if (why.empty())
                continue;
            // Between two attempts only the last one knows what went wrong.
            if (const auto last = waitingFor(at(container, "/lastState")); !last.empty())
                why += "; before: " + last;
            return who + text(container, "/name") + ": " + why;
        }
    }
    const auto scheduled = condition(pod, "PodScheduled");
    for (const auto& found : {scheduled, ready}) {
        if (found && found->status != "True" && !(found->reason.empty() && found->message.empty()))
            return who + found->reason + (found->message.empty() ? "" : ": " + found->message);
    }
    const auto reason = text(pod, "/status/reason");
    return who + (reason.empty() ? phase.empty() ? "Pending" : phase : reason + ": " + text(pod, "/status/message"));
}

std::vector<Hop> whyChain(const Evidence& evidence)
{
    std::vector<Hop> chain{policyHop(evidence), filtersHop(evidence), divisionHop(evidence)};
    for (const auto& [cluster, found] : evidence.found) {
        const auto target = evidence.decision.targets.find(cluster);
        if (target == evidence.decision.targets.end()) {
            chain.push_back(exclusionHop(evidence, cluster));
            continue;
        }
        chain.push_back(overridesHop(target->second, cluster));
        chain.push_back(writeHop(evidence, target->second, cluster, found));
        chain.push_back(liveHop(evidence, cluster, found));
        if (!found.pods.empty())
            chain.push_back(podsHop(cluster, found));
    }
    return chain;
}

const Hop* firstBroken(const std::vector<Hop>& chain)
{
    const auto found = std::find_if(chain.begin(), chain.end(), [](const Hop& hop) { return hop.broken; });
    return found == chain.end() ? nullptr : &*found;
}

Json toJson(const std::vector<Hop>& chain)
{
    Json out = Json::array();
    for (const auto& hop : chain) {
        Json entry{{"hop", name(hop.kind)}, {"broken", hop.broken}, {"text", hop.text}, {"details", hop.details}};
        if (!hop.cluster.empty())
            entry["cluster"] = hop.cluster;
        if (!hop.time.empty())
            entry["time"] = hop.time;
        out.push_back(std::move(entry));
    }
    return out;
}

} // namespace orrery::federation
