#include "planner/divide.h"

#include "planner/algorithms.h"

#include <limits>
#include <set>

namespace orrery::planner {

namespace {

constexpr std::int64_t limit = std::numeric_limits<std::int32_t>::max();

tl::unexpected<Error> refuse(std::string what)
{
    return failure(ErrorKind::Invalid, "division.invalid", std::move(what));
}

Result<void> inRange(std::int64_t value, const std::string& what)
{
    if (value < 0)
        return refuse(what + " is negative (" + std::to_string(value) + ")");
    if (value > limit)
        return refuse(what + " is " + std::to_string(value) + "; the most is " + std::to_string(limit));
    return {};
}

Result<void> check(const Cluster& cluster)
{
    const std::string who = "cluster \"" + cluster.name + "\": ";
    const std::pair<std::optional<std::int64_t>, const char*> numbers[] = {
        {cluster.weight, "weight"},       {cluster.min, "minimum"},       {cluster.max, "maximum"},
        {cluster.current, "current"},     {cluster.capacity, "capacity"}, {cluster.seats, "seats"},
        {cluster.available, "available"},
    };
    for (const auto& [value, name] : numbers) {
        if (auto fine = inRange(value.value_or(0), who + name); !fine)
            return fine;
    }
    if (cluster.max && cluster.min > *cluster.max)
        return refuse(who + "the minimum " + std::to_string(cluster.min) + " is above the maximum "
                      + std::to_string(*cluster.max));
    return {};
}

Result<void> check(const Problem& problem)
{
    if (auto fine = inRange(problem.replicas, "replicas"); !fine)
        return fine;
    std::set<std::string_view> names;
    for (const auto& cluster : problem.clusters) {
        if (cluster.name.empty())
            return refuse("a cluster has no name");
        if (!names.insert(cluster.name).second)
            return refuse("cluster \"" + cluster.name + "\" is there twice");
        if (auto fine = check(cluster); !fine)
            return fine;
    }
    return {};
}

} // namespace

std::string replicasText(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " replica" : " replicas");
}

Result<Division> divide(const Problem& problem)
{
    if (auto fine = check(problem); !fine)
        return failure(std::move(fine.error()));
    switch (problem.algorithm) {
    case Algorithm::Webster: return divideByWebster(problem);
    case Algorithm::Kubefed: return divideByKubefed(problem);
    case Algorithm::Dynamic:
    case Algorithm::Aggregated: return divideByCapacity(problem);
    }
    return refuse("no such algorithm");
}

} // namespace orrery::planner
