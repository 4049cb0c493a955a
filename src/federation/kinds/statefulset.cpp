#include "federation/kind.h"

#include <algorithm>
#include <charconv>

namespace orrery::federation::kinds {

namespace {

Health health(const api::Json& live)
{
    auto health = replicaHealth(live, "/spec/replicas", "/status/readyReplicas", {});
    // Pods are replaced one by one, from the last; with a partition or OnDelete old ones are meant to stay.
    const bool replaces = api::text(live, "/spec/updateStrategy/type") != "OnDelete"
                       && api::number(live, "/spec/updateStrategy/rollingUpdate/partition") == 0;
    const auto current = api::text(live, "/status/currentRevision");
    if (health.state == Health::State::Healthy && replaces && !current.empty()
        && current != api::text(live, "/status/updateRevision", current)) {
        health.state = Health::State::Progressing;
        health.reason = "Progressing";
        health.message = std::to_string(api::number(live, "/status/updatedReplicas")) + " of "
                       + std::to_string(*health.desired) + " updated";
    }
    return health;
}

constexpr std::string_view ordinals = "/spec/ordinals/start";

/// spec.ordinals came with Kubernetes 1.26 and is on from 1.27; what is not known counts as new enough.
bool knowsOrdinals(const Dividing& dividing, const std::string& cluster)
{
    const auto found = dividing.versions.find(cluster);
    if (found == dividing.versions.end() || !found->second.starts_with("v1."))
        return true;
    int minor = 27;
    std::from_chars(found->second.data() + 3, found->second.data() + found->second.size(), minor);
    return minor >= 27;
}

/// Begins at a multiple of this, so that a set may grow tenfold before anybody has to move.
std::int64_t strideFor(std::int64_t total)
{
    std::int64_t stride = 10;
    while (stride < total)
        stride *= 10;
    return stride;
}

/// Where each cluster's pods begin. Who has a beginning keeps it while its pods do not run into the next one's: a pod's
/// number is the name of its disk.
class Ranges {
public:
    Ranges(const Dividing& dividing, std::int64_t base, std::int64_t stride) : m_base(base), m_stride(stride)
    {
        std::vector<std::pair<std::int64_t, std::string>> kept;
        for (const auto& [cluster, start] : dividing.firstOrdinals) {
            if (dividing.replicas.contains(cluster) && start >= base)
                kept.emplace_back(start, cluster);
        }
        std::sort(kept.begin(), kept.end());
        for (const auto& [start, cluster] : kept)
            give(cluster, start, dividing.replicas.at(cluster));
        // An old server counts from the beginning, whatever it is told.
        for (const bool old : {true, false}) {
            for (const auto& [cluster, replicas] : dividing.replicas) {
                if (knowsOrdinals(dividing, cluster) == old)
                    continue;
                for (auto start = m_base; !starts.contains(cluster); start += m_stride)
                    give(cluster, start, std::max(replicas, std::min(m_stride, total(dividing))));
            }
        }
    }

    std::map<std::string, std::int64_t> starts{};

private:
    static std::int64_t total(const Dividing& dividing)
    {
        std::int64_t sum = 0;
        for (const auto& [cluster, replicas] : dividing.replicas)
            sum += replicas;
        return sum;
    }

    void give(const std::string& cluster, std::int64_t start, std::int64_t width)
    {
        const auto end = start + std::max<std::int64_t>(width, 1);
        for (const auto& [from, to] : m_taken) {
            if (start < to && from < end)
                return;
        }
        m_taken.emplace_back(start, end);
        starts[cluster] = start;
    }

    std::int64_t m_base;
    std::int64_t m_stride;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_taken{};
};

Divided divide(const api::Json& manifest, const Dividing& dividing)
{
    Divided made;
    const auto base = countAt(manifest, ordinals, made.error).value_or(0);
    const auto total = countAt(manifest, "/spec/replicas", made.error).value_or(1);
    if (made.error)
        return made;
    made.firstOrdinals = Ranges(dividing, base, strideFor(total)).starts;
    for (const auto& [cluster, start] : made.firstOrdinals) {
        if (start > INT32_MAX - total) {
            made.error =
                Error{ErrorKind::Invalid, "field.invalid", "spec.replicas leaves no numbers below 2147483647 for pods"};
            return made;
        }
        if (start != base && knowsOrdinals(dividing, cluster))
            made.parts[cluster][std::string(ordinals)] = start;
        else if (start != base)
            made.notes.push_back(
                cluster + " runs " + dividing.versions.at(cluster)
                + ", which has no spec.ordinals (1.27 has): its pods have the numbers of another cluster's");
        const auto before = dividing.firstOrdinals.find(cluster);
        if (before != dividing.firstOrdinals.end() && before->second != start)
            made.notes.push_back("in " + cluster + " pods are numbered from " + std::to_string(start) + ", not from "
                                 + std::to_string(before->second) + ": two clusters' numbers would meet");
    }
    return made;
}

} // namespace

extern const FederatedKind statefulset;
const FederatedKind statefulset{
    .resource = {"apps", "v1", "StatefulSet", "statefulsets", true},
    .replicasPath = "/spec/replicas",
    .health = health,
    .divide = divide,
};

} // namespace orrery::federation::kinds
