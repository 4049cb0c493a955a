#include "planner/divide.h"

#include <benchmark/benchmark.h>

#include <string>

/// What one division costs. The goal: a million replicas over a thousand clusters in less than 10 ms.
namespace {

using namespace orrery::planner;

Problem problem(Algorithm algorithm, std::int64_t replicas, std::int64_t clusters)
{
    Problem made;
    made.algorithm = algorithm;
    made.replicas = replicas;
    made.uid = "0f1e2d3c-0000-4000-8000-000000000001";
    made.hashKey = "default/microbot";
    for (std::int64_t i = 0; i < clusters; ++i) {
        Cluster cluster;
        cluster.name = "cluster-" + std::to_string(i);
        cluster.weight = 1 + i * 7919 % 100;
        cluster.current = i % 3 == 0 ? replicas / clusters : 0;
        made.clusters.push_back(std::move(cluster));
    }
    return made;
}

void divideBy(benchmark::State& state, Algorithm algorithm)
{
    const auto made = problem(algorithm, state.range(0), state.range(1));
    for (auto _ : state) {
        auto division = divide(made);
        if (!division)
            return state.SkipWithError(division.error().message.c_str());
        benchmark::DoNotOptimize(division);
    }
    state.SetItemsProcessed(state.iterations());
}

void webster(benchmark::State& state)
{
    divideBy(state, Algorithm::Webster);
}

void kubefed(benchmark::State& state)
{
    divideBy(state, Algorithm::Kubefed);
}

void sizes(benchmark::internal::Benchmark* bench)
{
    bench->ArgNames({"replicas", "clusters"})->Unit(benchmark::kMicrosecond);
    bench->Args({10, 3})->Args({1000, 100})->Args({1'000'000, 1000})->Args({2'147'483'647, 10'000});
}

BENCHMARK(webster)->Apply(sizes);
BENCHMARK(kubefed)->Apply(sizes);

} // namespace
