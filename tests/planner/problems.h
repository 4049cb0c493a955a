#pragma once

#include "planner/divide.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <map>
#include <random>
#include <string>

namespace orrery::planner {

using Shares = std::map<std::string, std::int64_t>;

inline Problem problemOf(Algorithm algorithm, std::int64_t replicas, std::vector<Cluster> clusters)
{
    Problem problem;
    problem.algorithm = algorithm;
    problem.replicas = replicas;
    problem.clusters = std::move(clusters);
    return problem;
}

inline Cluster cluster(std::string name, std::int64_t weight = 1)
{
    Cluster made;
    made.name = std::move(name);
    made.weight = weight;
    return made;
}

inline Division divided(const Problem& problem)
{
    auto division = divide(problem);
    EXPECT_TRUE(division) << (division ? "" : division.error().text());
    return division.value_or(Division{});
}

inline Shares shares(const Problem& problem)
{
    return divided(problem).replicas;
}

inline std::int64_t sum(const Shares& of)
{
    std::int64_t total = 0;
    for (const auto& [name, replicas] : of)
        total += replicas;
    return total;
}

/// A source of problems that prints its seed, so that a failure can be repeated with ORRERY_SEED.
class RandomProblems {
public:
    RandomProblems() : m_seed(seed()), m_random(m_seed)
    {
        ::testing::Test::RecordProperty("seed", std::to_string(m_seed));
    }
    [[nodiscard]] std::string trace() const { return "ORRERY_SEED=" + std::to_string(m_seed); }
    std::int64_t upTo(std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(0, most)(m_random); }

    Problem next(Algorithm algorithm, bool limits)
    {
        Problem problem;
        problem.algorithm = algorithm;
        problem.replicas = upTo(upTo(1) ? 30 : 3000);
        problem.uid = "uid-" + std::to_string(upTo(1000));
        problem.hashKey = "ns/" + std::to_string(upTo(1000));
        problem.rebalance = upTo(1) == 1;
        const auto largestWeight = upTo(2) == 0 ? 3 : upTo(2000);
        for (std::int64_t i = upTo(11); i >= 0; --i) {
            auto one = cluster("c" + std::to_string(i), upTo(largestWeight));
            if (limits && upTo(2) == 0)
                one.min = upTo(20);
            if (limits && upTo(2) == 0)
                one.max = one.min + upTo(40);
            if (limits && upTo(2) == 0)
                one.current = upTo(30);
            if (limits && upTo(3) == 0)
                one.capacity = upTo(50);
            problem.clusters.push_back(std::move(one));
        }
        std::shuffle(problem.clusters.begin(), problem.clusters.end(), m_random);
        return problem;
    }
    void shuffle(Problem& problem) { std::shuffle(problem.clusters.begin(), problem.clusters.end(), m_random); }

private:
    static unsigned seed()
    {
        const char* given = std::getenv("ORRERY_SEED");
        return given ? unsigned(std::stoul(given)) : std::random_device{}();
    }
    unsigned m_seed;
    std::mt19937 m_random;
};

} // namespace orrery::planner
