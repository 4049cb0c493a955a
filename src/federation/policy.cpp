#include "federation/policy.h"

#include "federation/fields.h"
#include "federation/names.h"

#include <algorithm>
#include <tuple>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

constexpr const char* matchNames[] = {"nothing", "kind", "label selector", "name"};

Result<Policy> readSpec(const Json& spec, const std::string& path)
{
    Fields fields(spec, path,
                  {"resourceSelectors", "placement", "priority", "preemption", "conflictResolution", "suspension",
                   "propagateDeps", "preserveResourcesOnDeletion", "schedulerName"});
    // Karmada writes its default into every policy; no other scheduler is known here.
    (void)fields.word("schedulerName", {"default-scheduler"});
    Policy policy;
    for (const auto& [where, item] : fields.items("resourceSelectors"))
        policy.selectors.push_back(fields.take(readResourceSelector(*item, where)));
    if (policy.selectors.empty())
        fields.blame("resourceSelectors", "names nothing; an empty list does not mean everything");
    const auto* placement = fields.find("placement");
    policy.placement =
        fields.take(readPlacement(placement ? *placement : Json(), fields.pathOf("placement"), Scheduling::Duplicated));
    policy.priority = fields.count("priority", INT32_MIN).value_or(0);
    policy.preempts = fields.word("preemption", {"Always", "Never"}) == "Always";
    const auto conflict = fields.word("conflictResolution", {"Abort", "Adopt", "Overwrite"});
    policy.conflictResolution = conflict == "Adopt"     ? ConflictResolution::Adopt
                              : conflict == "Overwrite" ? ConflictResolution::Overwrite
                                                        : ConflictResolution::Abort;
    policy.propagateDeps = fields.flag("propagateDeps");
    policy.preserveOnDeletion = fields.flag("preserveResourcesOnDeletion");
    Fields suspension(fields.object("suspension"), fields.pathOf("suspension"),
                      {"dispatching", "dispatchingOnClusters"});
    policy.suspended = suspension.flag("dispatching");
    Fields onClusters(suspension.object("dispatchingOnClusters"), suspension.pathOf("dispatchingOnClusters"),
                      {"clusterNames"});
    const auto names = onClusters.texts("clusterNames");
    policy.suspendedOn = {names.begin(), names.end()};
    if (policy.suspended && !policy.suspendedOn.empty())
        suspension.blame("dispatchingOnClusters", "contradicts dispatching");
    fields.adopt(suspension);
    fields.adopt(onClusters);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return policy;
}

struct Candidate {
    PolicyPtr policy{};
    Match match = Match::None;

    [[nodiscard]] bool namespaced() const { return !policy->ref.ns.empty(); }
    /// Greater is better, but for the name.
    [[nodiscard]] auto rank() const { return std::tuple(namespaced(), policy->priority, match); }
    [[nodiscard]] bool operator<(const Candidate& other) const // the best first
    {
        return rank() != other.rank() ? rank() > other.rank() : policy->ref.name < other.policy->ref.name;
    }
};

std::string whyLost(const Candidate& loser, const Candidate& winner, bool held)
{
    if (held)
        return "lost: " + winner.policy->ref.text() + " holds the object, and this one does not preempt it";
    if (loser.namespaced() != winner.namespaced())
        return "lost: cluster-wide, the chosen one is of the object's namespace";
    if (loser.policy->priority != winner.policy->priority)
        return "lost: priority " + std::to_string(loser.policy->priority) + ", the chosen one has "
             + std::to_string(winner.policy->priority);
    if (loser.match != winner.match)
        return std::string("lost: matches by ") + matchNames[int(loser.match)] + ", the chosen one by "
             + matchNames[int(winner.match)];
    return "lost: equal in everything, and the chosen one's name comes first";
}

/// What the first selector asks for, for somebody who wonders why a policy has no effect.
std::string whyNoMatch(const Policy& policy, const Json& manifest)
{
    if (!policy.ref.ns.empty() && policy.ref.ns != text(manifest, "/metadata/namespace"))
        return "is of another namespace";
    const auto& selector = policy.selectors.front();
    auto why = "selects " + selector.apiVersion + " " + selector.kind;
    if (!selector.ns.empty())
        why += " of namespace " + selector.ns;
    if (!selector.name.empty())
        why += " named " + selector.name;
    else if (selector.labels)
        why += " by label";
    return policy.selectors.size() == 1 ? why : why + ", and others";
}

bool takesFrom(const Candidate& best, const Candidate& holder)
{
    return best.policy->preempts
        && (best.policy->priority > holder.policy->priority || (best.namespaced() && !holder.namespaced()));
}

} // namespace

Result<ResourceSelector> readResourceSelector(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"apiVersion", "kind", "namespace", "name", "labelSelector"});
    ResourceSelector selector;
    selector.apiVersion = fields.text("apiVersion");
    selector.kind = fields.text("kind");
    selector.ns = fields.text("namespace");
    selector.name = fields.text("name");
    if (fields.find("labelSelector"))
        selector.labels =
            fields.take(readLabelSelector(fields.object("labelSelector"), fields.pathOf("labelSelector")));
    fields.require({"apiVersion", "kind"});
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return selector;
}

Match matchOf(const ResourceSelector& selector, const Json& manifest)
{
    if (selector.apiVersion != text(manifest, "/apiVersion") || selector.kind != text(manifest, "/kind")
        || (!selector.ns.empty() && selector.ns != text(manifest, "/metadata/namespace")))
        return Match::None;
    if (!selector.name.empty())
        return selector.name == text(manifest, "/metadata/name") ? Match::Name : Match::None;
    if (!selector.labels)
        return Match::Kind;
    return mismatch(*selector.labels, labelsOf(at(manifest, "/metadata/labels"))) ? Match::None : Match::Labels;
}

Match matchOf(const std::vector<ResourceSelector>& selectors, const Json& manifest)
{
    auto best = Match::None;
    for (const auto& selector : selectors)
        best = std::max(best, matchOf(selector, manifest));
    return best;
}

PolicyRef readPolicyRef(Fields& policy, const std::string& kind)
{
    (void)policy.word("apiVersion", {names::apiVersion, "policy.karmada.io/v1alpha1"});
    PolicyRef ref;
    ref.kind = policy.word("kind", {kind, "Cluster" + kind});
    if (ref.kind.empty())
        policy.blame("kind", "is missing");
    const auto& metadata = policy.object("metadata");
    for (const auto& [key, into] : {std::pair{"name", &ref.name}, std::pair{"namespace", &ref.ns}}) {
        const auto said = metadata.find(key);
        if (said != metadata.end() && !said->is_null() && !said->is_string())
            policy.blame(std::string("metadata.") + key, "is not a string");
        *into = text(metadata, std::string("/") + key);
    }
    if (ref.name.empty())
        policy.blame("metadata.name", "is missing");
    if (ref.kind != kind)
        ref.ns.clear();
    else if (ref.ns.empty())
        ref.ns = "default";
    return ref;
}

Result<Policy> readPolicy(const Json& object, const std::string& path)
{
    Fields fields(object, path, {"apiVersion", "kind", "metadata", "spec", "status"});
    fields.require({"apiVersion", "kind", "metadata", "spec"});
    auto ref = readPolicyRef(fields, "PropagationPolicy");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    auto policy = readSpec(fields.object("spec"), fields.pathOf("spec"));
    if (policy)
        policy->ref = std::move(ref);
    return policy;
}

PolicyChoice choosePolicy(const std::vector<PolicyPtr>& policies, const Json& manifest,
                          const std::optional<PolicyRef>& holder)
{
    PolicyChoice choice;
    std::vector<Candidate> candidates;
    const auto ns = text(manifest, "/metadata/namespace");
    for (const auto& policy : policies) {
        const bool there = policy->ref.ns.empty() || policy->ref.ns == ns;
        const auto match = there ? matchOf(policy->selectors, manifest) : Match::None;
        if (match != Match::None)
            candidates.push_back({policy, match});
        else
            choice.steps.push_back({policy->ref, false, false, whyNoMatch(*policy, manifest)});
    }
    std::sort(choice.steps.begin(), choice.steps.end(),
              [](const PolicyStep& a, const PolicyStep& b) { return a.policy.text() < b.policy.text(); });
    if (candidates.empty())
        return choice;
    std::sort(candidates.begin(), candidates.end());
    auto winner = candidates.begin();
    const auto held = std::find_if(candidates.begin(), candidates.end(),
                                   [&](const Candidate& one) { return holder && one.policy->ref == *holder; });
    if (held != candidates.end())
        winner = std::find_if(candidates.begin(), held, [&](const Candidate& one) { return takesFrom(one, *held); });
    const auto best = std::size_t(winner - candidates.begin());
    choice.policy = winner->policy;
    std::vector<PolicyStep> steps{
        {winner->policy->ref, true, true,
         std::string("matches by ") + matchNames[int(winner->match)]
             + (winner->policy->priority != 0 ? ", priority " + std::to_string(winner->policy->priority) : "")}};
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (i != best)
            steps.push_back(
                {candidates[i].policy->ref, true, false, whyLost(candidates[i], candidates[best], i < best)});
    }
    steps.insert(steps.end(), choice.steps.begin(), choice.steps.end());
    choice.steps = std::move(steps);
    return choice;
}

} // namespace orrery::federation
