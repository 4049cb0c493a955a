#include "federation/decision.h"
#include "federation/schedule.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace orrery::federation {
namespace {

/// A fleet as one might have it: five providers, forty regions, a tenth tainted, one in fifty leaving.
std::vector<MemberCluster> fleet(std::int64_t count)
{
    std::vector<MemberCluster> clusters;
    for (std::int64_t i = 0; i < count; ++i) {
        MemberCluster cluster;
        cluster.name = "cluster-" + std::to_string(i);
        cluster.provider = "provider-" + std::to_string(i % 5);
        cluster.region = "region-" + std::to_string(i % 40);
        cluster.zones = {cluster.region + "-a", cluster.region + "-b"};
        cluster.labels = {{"tier", i % 3 ? "gold" : "iron"}, {"team", "team-" + std::to_string(i % 17)}};
        if (i % 10 == 0)
            cluster.taints.push_back({"dedicated", "gpu", "NoSchedule", {}});
        cluster.deleting = i % 50 == 7;
        clusters.push_back(std::move(cluster));
    }
    return clusters;
}

Federated deployment(std::int64_t replicas, const std::string& name = "web")
{
    Federated made;
    made.key = {"shop", name + "-deployment"};
    made.uid = "8a7f3a52-6a7e-4c43-9a53-4d1ff26f6a0e";
    made.manifest = {
        {"apiVersion", "apps/v1"},
        {"kind", "Deployment"},
        {"metadata", {{"name", name}, {"namespace", "shop"}, {"labels", {{"app", name}}}}},
        {"spec",
         {{"replicas", replicas},
          {"selector", {{"matchLabels", {{"app", name}}}}},
          {"template",
           {{"metadata", {{"labels", {{"app", name}}}}},
            {"spec",
             {{"containers",
               api::Json::array({{{"name", "web"},
                                  {"image", "registry.example.com/shop/web:1.2.3"},
                                  {"resources", {{"requests", {{"cpu", "250m"}, {"memory", "256Mi"}}}}}}})}}}}}}}};
    return made;
}

/// Every filter and a division: label and field affinity, tolerations, spread by region and cluster, free capacity.
PolicyPtr everything(const std::string& name, std::int64_t clusters)
{
    Policy policy;
    policy.ref = {"PropagationPolicy", "shop", name};
    policy.selectors = {{"apps/v1", "Deployment", "", "", {}}};
    Affinity affinity;
    affinity.labels.equal = {{"tier", "gold"}};
    affinity.fields = {{"provider", Requirement::Operator::NotIn, {"provider-4"}}};
    policy.placement.affinities = {affinity};
    policy.placement.tolerations = {{"dedicated", false, "cpu", "", {}}};
    policy.placement.spread = {{SpreadConstraint::Field::Region, 5, 30},
                               {SpreadConstraint::Field::Cluster, 5, clusters}};
    policy.placement.scheduling = Scheduling::Dynamic;
    return std::make_shared<const Policy>(std::move(policy));
}

Situation situation(std::int64_t clusters)
{
    Situation made;
    made.federation = "ring";
    made.resource = {"apps", "v1", "Deployment", "deployments", true};
    made.clusters = fleet(clusters);
    made.policies = {everything("all", clusters)};
    for (const auto& cluster : made.clusters)
        made.rooms[cluster.name].available = 5 + std::int64_t(cluster.name.size() * 7 % 40);
    return made;
}

void decideOne(benchmark::State& state)
{
    const auto where = situation(state.range(0));
    const auto object = deployment(state.range(0) / 2);
    std::vector<double> took;
    for (auto _ : state) {
        const auto begin = std::chrono::steady_clock::now();
        auto decision = decide(object, where);
        took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        if (decision.error)
            state.SkipWithError(decision.error->message.c_str());
        benchmark::DoNotOptimize(decision);
    }
    std::sort(took.begin(), took.end());
    state.counters["p50_ms"] = took[took.size() / 2];
    state.counters["p99_ms"] = took[std::size_t(double(took.size() - 1) * 0.99)];
    state.counters["clusters"] = double(state.range(0));
}
BENCHMARK(decideOne)->Arg(100)->Arg(1'000)->Arg(10'000)->MinTime(2)->Unit(benchmark::kMillisecond);

/// 10 000 objects of 100 policies over 100 clusters; a cluster is tainted that one policy in ten looks at. What finding
/// the objects costs besides deciding them: `overhead` is 1 when it costs nothing.
void replanAfterOneCluster(benchmark::State& state)
{
    auto where = situation(100);
    where.policies.clear();
    std::vector<PolicyPtr> policies;
    for (int i = 0; i < 100; ++i) {
        auto policy = *everything("p" + std::to_string(i), 100);
        policy.selectors = {{"apps/v1", "Deployment", "", "web-" + std::to_string(i), {}}};
        policy.placement.spread.clear();
        policy.placement.affinities = {Affinity{}};
        if (i % 10 != 0)
            policy.placement.affinities.front().exclude = {"cluster-1"};
        policies.push_back(std::make_shared<const Policy>(std::move(policy)));
    }
    where.policies = policies;
    std::vector<Federated> objects;
    for (int i = 0; i < 10'000; ++i)
        objects.push_back(deployment(20, "web-" + std::to_string(i % 100)));
    auto changed = where.clusters[1];
    changed.taints.push_back({"k", "", "NoExecute", {}});
    double alone = 0;
    double whole = 0;
    std::size_t affected = 0;
    for (auto _ : state) {
        const auto begin = std::chrono::steady_clock::now();
        std::vector<bool> matters;
        for (const auto& policy : policies)
            matters.push_back(canMatter(policy->placement, &where.clusters[1], &changed));
        std::vector<const Federated*> found;
        for (std::size_t i = 0; i < objects.size(); ++i) {
            if (matters[i % 100])
                found.push_back(&objects[i]);
        }
        const auto sought = std::chrono::steady_clock::now();
        for (const auto* object : found) {
            auto decision = decide(*object, where);
            benchmark::DoNotOptimize(decision);
        }
        const auto end = std::chrono::steady_clock::now();
        alone += std::chrono::duration<double>(end - sought).count();
        whole += std::chrono::duration<double>(end - begin).count();
        affected = found.size();
    }
    state.counters["affected"] = double(affected);
    state.counters["overhead"] = whole / alone;
}
BENCHMARK(replanAfterOneCluster)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace orrery::federation
