#include "federation/room.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace orrery::federation {

using api::at;
using api::Json;

namespace {

/// What one pod requests: the sum of its containers, or of its greatest init container when that is more; a sidecar
/// (an init container that stays) counts with the containers.
double requestOf(const Json& pod, const std::string& resource)
{
    const auto of = [&](const Json& container) {
        const auto& request = at(container, "/resources/requests/" + resource);
        const auto& limit = at(container, "/resources/limits/" + resource); // stands in where no request is given
        const auto& given = request.is_null() ? limit : request;
        return given.is_string() ? parseQuantity(given.get<std::string>())
             : given.is_number() ? given.get<double>()
                                 : 0.0;
    };
    double sum = 0;
    double greatest = 0;
    for (const auto& container : at(pod, "/containers"))
        sum += of(container);
    for (const auto& container : at(pod, "/initContainers")) {
        if (api::text(container, "/restartPolicy") == "Always")
            sum += of(container);
        else
            greatest = std::max(greatest, of(container));
    }
    return std::max(sum, greatest);
}

} // namespace

std::optional<std::int64_t> roomFor(const Json& manifest, const ClusterFacts& facts)
{
    const auto& pod = at(manifest, "/spec/template/spec");
    if (!pod.is_object() || facts.cpuRequested < 0)
        return std::nullopt;
    double room = facts.podsAllocatable - double(facts.pods);
    const auto limit = [&](const char* resource, double free) {
        if (const auto request = requestOf(pod, resource); request > 0)
            room = std::min(room, std::floor(free / request + 1e-9)); // quantities are decimal
    };
    limit("cpu", facts.cpuAllocatable - facts.cpuRequested);
    limit("memory", facts.memoryAllocatable - facts.memoryRequested);
    return std::int64_t(std::clamp(room, 0.0, double(INT32_MAX)));
}

std::vector<WallTime> waitingFor(const Json& manifest, const std::string& ns, const ClusterFacts& facts)
{
    const auto& asked = at(manifest, "/spec/selector");
    const auto selector = readLabelSelector(asked, "spec.selector");
    std::vector<WallTime> since;
    if (!asked.is_object() || !selector)
        return since;
    for (const auto& pod : facts.waiting) {
        if (pod.ns == ns && !mismatch(*selector, pod.labels))
            since.push_back(pod.since);
    }
    return since;
}

} // namespace orrery::federation
