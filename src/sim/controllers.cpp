#include "sim/controllers.h"

#include <algorithm>
#include <iterator>

namespace orrery::sim {

using api::at;
using api::Json;
using api::number;
using api::ObjectKey;
using api::text;

namespace {

const Write controllerWrite{"kube-controller-manager", ""};

ObjectKey keyOf(const Json& object)
{
    return {text(object, "/metadata/namespace"), text(object, "/metadata/name")};
}

bool deleting(const Json& object)
{
    return !at(object, "/metadata/deletionTimestamp").is_null();
}

bool hasCondition(const Json& object, const std::string& type)
{
    for (const auto& condition : at(object, "/status/conditions")) {
        if (text(condition, "/type") == type)
            return text(condition, "/status") == "True";
    }
    return false;
}

bool isReady(const Document& pod)
{
    return hasCondition(*pod, "Ready");
}

std::int64_t readyOf(const std::vector<Document>& pods)
{
    return std::count_if(pods.begin(), pods.end(), isReady);
}

/// FNV-1a over the template, in the alphabet of Kubernetes' own pod-template-hash.
std::string templateHash(const Json& podTemplate)
{
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : api::dump(podTemplate))
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
    std::string out;
    for (int i = 0; i < 10; ++i, hash /= alphabet.size())
        out += alphabet[hash % alphabet.size()];
    return out;
}

Json ownerReference(const Json& owner)
{
    return {
        {"apiVersion", at(owner, "/apiVersion")}, {"kind", at(owner, "/kind")}, {"name", at(owner, "/metadata/name")},
        {"uid", at(owner, "/metadata/uid")},      {"controller", true},         {"blockOwnerDeletion", true}};
}

Json condition(const char* type, bool holds, const char* reason, const std::string& now)
{
    return {{"type", type}, {"status", holds ? "True" : "False"}, {"reason", reason}, {"lastTransitionTime", now}};
}

} // namespace

std::optional<SteadyTime> Controllers::run(SteadyTime now)
{
    // Each round may cause the next; a world at rest changes no revision.
    std::uint64_t before = 0;
    do {
        before = m_cluster.objects().revision();
        m_next.reset();
        deployments();
        replicaSets();
        daemonSets();
        statefulSets();
        jobs();
        pods(now);
        services(now);
    } while (m_cluster.objects().revision() != before);
    return m_next;
}

bool Controllers::due(const std::string& what, std::chrono::milliseconds after, SteadyTime now)
{
    const auto at = m_since.try_emplace(what, now).first->second + after;
    if (at > now)
        m_next = std::min(m_next.value_or(at), at);
    return at <= now;
}

Controllers::Objects Controllers::owned(const char* kind, const Json& owner) const
{
    Objects out;
    const auto uid = text(owner, "/metadata/uid");
    for (const auto& object : m_cluster.objects().list(m_cluster.kind(kind).id(), text(owner, "/metadata/namespace"))) {
        if (text(*object, "/metadata/ownerReferences/0/uid") == uid && !deleting(*object))
            out.push_back(object);
    }
    return out;
}

void Controllers::createPod(const Json& owner, const std::string& name, const std::string& node)
{
    Json pod{{"metadata", at(owner, "/spec/template/metadata")}, {"spec", at(owner, "/spec/template/spec")}};
    if (!pod["metadata"].is_object())
        pod["metadata"] = Json::object();
    if (name.empty())
        pod["metadata"]["generateName"] = text(owner, "/metadata/name") + "-";
    else
        pod["metadata"]["name"] = name;
    pod["metadata"]["ownerReferences"] = Json::array({ownerReference(owner)});
    if (!node.empty())
        pod["spec"]["nodeName"] = node;
    (void)m_cluster.create(m_cluster.kind("Pod"), text(owner, "/metadata/namespace"), std::move(pod), controllerWrite);
}

void Controllers::scaleTo(const Json& owner, const Objects& pods, std::size_t wanted)
{
    for (auto have = pods.size(); have < wanted; ++have)
        createPod(owner, {});
    auto surplus = pods;
    std::stable_partition(surplus.begin(), surplus.end(), [](const Document& pod) { return !isReady(pod); });
    for (std::size_t i = 0; i + wanted < pods.size(); ++i)
        (void)m_cluster.remove(m_cluster.kind("Pod"), keyOf(*surplus[i]), {}, "Background", false);
}

void Controllers::deployments()
{
    const auto& sets = m_cluster.kind("ReplicaSet");
    for (const auto& deployment : m_cluster.objects().list(m_cluster.kind("Deployment").id())) {
        if (deleting(*deployment))
            continue;
        const auto key = keyOf(*deployment);
        const auto replicas = number(*deployment, "/spec/replicas", 1);
        const auto hash = templateHash(at(*deployment, "/spec/template"));
        const auto current = key.name + "-" + hash;
        const auto all = owned("ReplicaSet", *deployment);
        Json sums{{"replicas", 0}, {"readyReplicas", 0}, {"updatedReplicas", 0}};
        bool exists = false;
        bool currentReady = false;
        for (const auto& set : all) {
            const auto have = number(*set, "/status/replicas");
            const auto ready = number(*set, "/status/readyReplicas");
            sums["replicas"] = sums["replicas"].get<std::int64_t>() + have;
            sums["readyReplicas"] = sums["readyReplicas"].get<std::int64_t>() + ready;
            if (keyOf(*set).name == current) {
                exists = true;
                currentReady = ready >= replicas;
                sums["updatedReplicas"] = have;
            }
        }
        const auto scale = [&](const Document& set, std::int64_t wanted) {
            if (number(*set, "/spec/replicas") != wanted)
                (void)m_cluster.mergePatch(sets, keyOf(*set), {{"spec", {{"replicas", wanted}}}}, controllerWrite);
        };
        for (const auto& set : all) {
            if (keyOf(*set).name == current)
                scale(set, replicas);
            else if (currentReady)
                scale(set, 0);
        }
        if (!exists && !api::flag(*deployment, "/spec/paused")) {
            Json set{{"metadata", {{"name", current}, {"labels", at(*deployment, "/spec/template/metadata/labels")}}},
                     {"spec",
                      {{"replicas", replicas},
                       {"selector", at(*deployment, "/spec/selector")},
                       {"template", at(*deployment, "/spec/template")}}}};
            set["metadata"]["ownerReferences"] = Json::array({ownerReference(*deployment)});
            api::put(set, "/metadata/labels/pod-template-hash", hash);
            api::put(set, "/spec/selector/matchLabels/pod-template-hash", hash);
            api::put(set, "/spec/template/metadata/labels/pod-template-hash", hash);
            (void)m_cluster.create(sets, key.ns, std::move(set), controllerWrite);
        }
        const bool available = sums["readyReplicas"].get<std::int64_t>() >= replicas;
        sums["availableReplicas"] = sums["readyReplicas"];
        sums["unavailableReplicas"] = std::max<std::int64_t>(0, replicas - sums["readyReplicas"].get<std::int64_t>());
        sums["observedGeneration"] = number(*deployment, "/metadata/generation");
        if (at(*deployment, "/status/conditions").is_null() || hasCondition(*deployment, "Available") != available)
            sums["conditions"] = Json::array({condition(
                "Available", available, available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                rfc3339(m_cluster.clock().wall()))});
        m_cluster.setStatus(m_cluster.kind("Deployment"), key, sums);
    }
}

void Controllers::replicaSets()
{
    const auto& kind = m_cluster.kind("ReplicaSet");
    for (const auto& set : m_cluster.objects().list(kind.id())) {
        if (deleting(*set))
            continue;
        scaleTo(*set, owned("Pod", *set), std::size_t(number(*set, "/spec/replicas", 1)));
        const auto pods = owned("Pod", *set);
        const auto ready = readyOf(pods);
        m_cluster.setStatus(kind, keyOf(*set),
                            {{"replicas", pods.size()},
                             {"readyReplicas", ready},
                             {"availableReplicas", ready},
                             {"observedGeneration", number(*set, "/metadata/generation")}});
    }
}

void Controllers::daemonSets()
{
    const auto& kind = m_cluster.kind("DaemonSet");
    for (const auto& set : m_cluster.objects().list(kind.id())) {
        if (deleting(*set))
            continue;
        const auto hash = templateHash(at(*set, "/spec/template"));
        auto wanted = *set;
        api::put(wanted, "/spec/template/metadata/labels/controller-revision-hash", hash);
        const auto nodes = m_cluster.objects().list(m_cluster.kind("Node").id());
        for (const auto& pod : owned("Pod", *set)) {
            if (text(*pod, "/metadata/labels/controller-revision-hash") != hash)
                (void)m_cluster.remove(m_cluster.kind("Pod"), keyOf(*pod), {}, "Background", false);
        }
        auto pods = owned("Pod", *set);
        for (const auto& node : nodes) {
            const auto name = keyOf(*node).name;
            if (std::none_of(pods.begin(), pods.end(),
                             [&](const Document& pod) { return text(*pod, "/spec/nodeName") == name; }))
                createPod(wanted, {}, name);
        }
        pods = owned("Pod", *set);
        const auto ready = readyOf(pods);
        m_cluster.setStatus(kind, keyOf(*set),
                            {{"desiredNumberScheduled", nodes.size()},
                             {"currentNumberScheduled", pods.size()},
                             {"updatedNumberScheduled", pods.size()},
                             {"numberMisscheduled", 0},
                             {"numberReady", ready},
                             {"numberAvailable", ready},
                             {"observedGeneration", number(*set, "/metadata/generation")}});
    }
}

void Controllers::statefulSets()
{
    const auto& kind = m_cluster.kind("StatefulSet");
    for (const auto& set : m_cluster.objects().list(kind.id())) {
        if (deleting(*set))
            continue;
        const auto key = keyOf(*set);
        const auto wanted = number(*set, "/spec/replicas", 1);
        const auto start = number(*set, "/spec/ordinals/start");
        const auto nameOf = [&](std::int64_t i) { return key.name + "-" + std::to_string(start + i); };
        std::set<std::string> names;
        for (std::int64_t i = 0; i < wanted; ++i)
            names.insert(nameOf(i));
        for (const auto& pod : owned("Pod", *set)) {
            if (!names.contains(keyOf(*pod).name))
                (void)m_cluster.remove(m_cluster.kind("Pod"), keyOf(*pod), {}, "Background", false);
        }
        // One after another, each when the one before is ready.
        for (std::int64_t i = 0; i < wanted; ++i) {
            const auto pod = m_cluster.objects().find(m_cluster.kind("Pod").id(), {key.ns, nameOf(i)});
            if (!pod)
                createPod(*set, nameOf(i));
            if (!pod || !isReady(pod))
                break;
        }
        const auto pods = owned("Pod", *set);
        const auto ready = readyOf(pods);
        m_cluster.setStatus(kind, key,
                            {{"replicas", pods.size()},
                             {"readyReplicas", ready},
                             {"availableReplicas", ready},
                             {"currentReplicas", pods.size()},
                             {"updatedReplicas", pods.size()},
                             {"observedGeneration", number(*set, "/metadata/generation")}});
    }
}

void Controllers::jobs()
{
    const auto& kind = m_cluster.kind("Job");
    for (const auto& job : m_cluster.objects().list(kind.id())) {
        if (deleting(*job) || hasCondition(*job, "Complete") || api::flag(*job, "/spec/suspend"))
            continue;
        const auto pods = owned("Pod", *job);
        const auto succeeded = std::count_if(
            pods.begin(), pods.end(), [](const Document& pod) { return text(*pod, "/status/phase") == "Succeeded"; });
        const auto active = std::int64_t(pods.size()) - succeeded;
        const auto wanted = std::min(number(*job, "/spec/parallelism", 1),
                                     number(*job, "/spec/completions", 1) - std::int64_t(succeeded));
        for (auto have = active; have < wanted; ++have)
            createPod(*job, {});
        const auto now = rfc3339(m_cluster.clock().wall());
        Json status{{"active", std::max<std::int64_t>(0, wanted)},
                    {"succeeded", succeeded},
                    {"ready", readyOf(pods)},
                    {"startTime", text(*job, "/status/startTime", now)}};
        if (succeeded >= number(*job, "/spec/completions", 1)) {
            status["completionTime"] = now;
            status["conditions"] = Json::array({condition("Complete", true, "CompletionsReached", now)});
        }
        m_cluster.setStatus(kind, keyOf(*job), status);
    }
}

std::string Controllers::leastUsedNode() const
{
    std::map<std::string, int> used;
    for (const auto& node : m_cluster.objects().list(m_cluster.kind("Node").id())) {
        if (hasCondition(*node, "Ready") && !api::flag(*node, "/spec/unschedulable"))
            used[keyOf(*node).name] = 0;
    }
    for (const auto& pod : m_cluster.objects().list(m_cluster.kind("Pod").id())) {
        const auto node = used.find(text(*pod, "/spec/nodeName"));
        if (node != used.end())
            ++node->second;
    }
    constexpr int podsOnANode = 110;
    const auto least =
        std::min_element(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return least == used.end() || least->second >= podsOnANode ? std::string() : least->first;
}

void Controllers::pods(SteadyTime now)
{
    const auto& kind = m_cluster.kind("Pod");
    for (const auto& pod : m_cluster.objects().list(kind.id())) {
        if (deleting(*pod))
            continue;
        if (!text(*pod, "/spec/nodeName").empty()) {
            podLives(pod, now);
            continue;
        }
        const auto node = leastUsedNode();
        if (!node.empty())
            (void)m_cluster.mergePatch(kind, keyOf(*pod), {{"spec", {{"nodeName", node}}}}, {"kube-scheduler", ""});
        else if (at(*pod, "/status/conditions").is_null())
            m_cluster.setStatus(
                kind, keyOf(*pod),
                {{"phase", "Pending"},
                 {"conditions",
                  {condition("PodScheduled", false, "Unschedulable", rfc3339(m_cluster.clock().wall()))}}});
    }
}

void Controllers::podLives(const Document& pod, SteadyTime now)
{
    const auto& kind = m_cluster.kind("Pod");
    const auto uid = text(*pod, "/metadata/uid");
    const auto phase = text(*pod, "/status/phase");
    const auto stamp = rfc3339(m_cluster.clock().wall());
    if (phase == "Succeeded")
        return;
    if (phase == "Running") {
        if (text(*pod, "/metadata/ownerReferences/0/kind") == "Job" && due("end of " + uid, m_pace.jobPod, now))
            m_cluster.setStatus(
                kind, keyOf(*pod),
                {{"phase", "Succeeded"}, {"conditions", {condition("Ready", false, "PodCompleted", stamp)}}});
        return;
    }
    if (!due("start of " + uid, m_pace.podStart, now)) {
        m_cluster.setStatus(kind, keyOf(*pod), {{"phase", "Pending"}});
        return;
    }
    auto containers = Json::array();
    for (const auto& container : at(*pod, "/spec/containers"))
        containers.push_back({{"name", at(container, "/name")},
                              {"image", at(container, "/image")},
                              {"ready", true},
                              {"restartCount", 0},
                              {"state", {{"running", {{"startedAt", stamp}}}}}});
    m_cluster.setStatus(
        kind, keyOf(*pod),
        {{"phase", "Running"},
         {"startTime", stamp},
         {"containerStatuses", std::move(containers)},
         {"conditions", {condition("PodScheduled", true, "", stamp), condition("Ready", true, "", stamp)}}});
}

void Controllers::services(SteadyTime now)
{
    const auto& kind = m_cluster.kind("Service");
    for (const auto& service : m_cluster.objects().list(kind.id())) {
        if (text(*service, "/spec/type") != "LoadBalancer" || deleting(*service)
            || !at(*service, "/status/loadBalancer/ingress").is_null())
            continue;
        const auto uid = text(*service, "/metadata/uid");
        if (!due("address of " + uid, m_pace.loadBalancer, now))
            continue;
        // AWS gives names, the others addresses; these are from the ranges kept for documentation.
        const auto& spec = m_cluster.spec();
        const auto host = std::stoul(uid.substr(0, 4), nullptr, 16) % 250 + 1;
        const auto ingress = spec.provider == "aws"
                               ? Json{{"hostname", uid.substr(0, 8) + "." + spec.region + ".elb.example.com"}}
                               : Json{{"ip", "203.0.113." + std::to_string(host)}};
        m_cluster.setStatus(kind, keyOf(*service), {{"loadBalancer", {{"ingress", {ingress}}}}});
    }
}

} // namespace orrery::sim
