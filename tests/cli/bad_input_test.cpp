#include "cli/cli.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace orrery::cli {

namespace {

namespace fs = std::filesystem;

/// A scenario of two clusters and a Deployment; `more` is added to it, `replicas` are wanted.
std::string scenario(const std::string& more, const std::string& replicas = "4")
{
    return "clusters: [{name: aws}, {name: azure}]\n"
           "resources:\n- manifest: {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: "
         + replicas + "}}\n" + more;
}

std::string policy(const std::string& placement, const std::string& more = "")
{
    return "apiVersion: federation.orrery.dev/v1alpha1\nkind: PropagationPolicy\n"
           "metadata: {name: p, namespace: default}\n"
           "spec: {resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}], placement: "
         + placement + more + "}\n";
}

/// The scenario with this placement's policy as its first.
std::string placing(const std::string& placement, const std::string& more = "")
{
    std::string out = "policies:\n";
    std::istringstream lines(policy(placement, more));
    for (std::string line; std::getline(lines, line);)
        out += (out.ends_with(":\n") ? "- " : "  ") + line + "\n";
    return scenario(out);
}

std::string weighing(const std::string& weight)
{
    return "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [aws]}, weight: "
         + weight + "}]}}}";
}

/// What a policy of the old federation says of a Deployment.
std::string preferring(const std::string& clusters)
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n"
           "    federation.kubernetes.io/deployment-preferences: '{\"clusters\": "
         + clusters + "}'\nspec: {replicas: 4}\n";
}

const std::string weights = "policies[0].spec.placement.replicaScheduling.weightPreference.staticWeightList[0].weight";

struct Case {
    const char* name;
    std::vector<std::string> command; ///< before -f FILE
    std::string file;
    int exit;
    std::string says; ///< on either stream
};

const std::vector<std::string> simulate{"simulate"};
const std::vector<std::string> json{"simulate", "-o", "json"};
const std::vector<std::string> drill{"drill", "--lose", "aws"};
const std::vector<std::string> convert{"convert"};
const std::vector<std::string> diff{"--kubeconfig", "/nonexistent", "diff"};

/// What contradicts itself, is out of range, or names what is not there.
std::vector<Case> meanings()
{
    return {
        {"contradictory affinity", simulate, placing("{clusterAffinity: {}, clusterAffinities: [{affinityName: a}]}"),
         1, "policies[0].spec.placement.clusterAffinities contradicts clusterAffinity"},
        {"contradictory suspension", simulate,
         placing("{}", ", suspension: {dispatching: true, dispatchingOnClusters: {clusterNames: [aws]}}"), 1,
         "policies[0].spec.suspension.dispatchingOnClusters contradicts dispatching"},
        {"contradictory weights", drill,
         placing("{replicaScheduling: {replicaDivisionPreference: Aggregated, weightPreference: {dynamicWeight: "
                 "AvailableReplicas}}}"),
         1, "policies[0].spec.placement.replicaScheduling.weightPreference contradicts"},
        {"two policies of one name", simulate,
         placing("{}")
             + "- {apiVersion: federation.orrery.dev/v1alpha1, kind: PropagationPolicy, metadata: {name: p, "
               "namespace: default}, spec: {resourceSelectors: [{apiVersion: v1, kind: Secret}]}}\n",
         1, "policies[1] is PropagationPolicy default/p, which is there twice"},
        {"a weight of zero", simulate, placing(weighing("0")), 1, weights + " is 0, not from 1 to 2147483647"},
        {"a negative weight", simulate, placing(weighing("-1")), 1, weights + " is -1"},
        {"a huge weight", drill, placing(weighing("2147483648")), 1, weights + " is 2147483648"},
        {"a weight beyond any number", simulate, placing(weighing("99999999999999999999")), 1,
         weights + " is not a whole number"},
        {"a negative weight of old", convert, preferring("{\"aws\": {\"weight\": -1}}"), 1, ".clusters.aws.weight"},
        {"a huge weight of old", convert, preferring("{\"aws\": {\"weight\": 2147483648}}"), 1, ".clusters.aws.weight"},
        {"too many replicas", json, scenario("", "2147483648"), 0, "replicas is 2147483648, not from 0 to 2147483647"},
        {"replicas beyond any number", simulate, scenario("", "18446744073709551615"), 1,
         "resources[0].manifest.spec.replicas is too large"},
        {"negative replicas", json, scenario("", "-1"), 0, "replicas is -1, not from 0 to 2147483647"},
        {"replicas in words", drill, scenario("", "four"), 1,
         "resources[0].manifest.spec.replicas is not a whole number"},
        {"the most there can be", json, scenario("", "2147483647"), 0, "aws 1073741824, azure 1073741823"},
        {"an unknown cluster", simulate, placing("{clusterAffinity: {clusterNames: [aws, awz]}}"), 0,
         "policies[0].spec.placement.clusterAffinity.clusterNames[1]: there is no cluster awz"},
        {"an unknown cluster excluded", drill, placing("{clusterAffinity: {exclude: [awz]}}"), 0,
         "policies[0].spec.placement.clusterAffinity.exclude[0]: there is no cluster awz"},
        {"an unknown cluster that is lost", {"drill", "--lose", "awz"}, scenario(""), 1, "there is no cluster \"awz\""},
        {"no cluster that is lost", {"drill", "--lose", ""}, scenario(""), 1, "there is no cluster \"\""},
        {"what is known of an unknown cluster", simulate, scenario("  clusters: {awz: {replicas: 1}}\n"), 0,
         "resources[0].clusters.awz: there is no such cluster"},
    };
}

/// What is too large, too deep, empty or something else.
std::vector<Case> shapes()
{
    const std::string megabyte(1 << 20, 'x');
    const auto hpa = [](const std::string& name, const std::string& target) {
        return "- manifest: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: " + name
             + "}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, "
               "name: "
             + target + "}}}\n";
    };
    return {
        {"a circle of dependencies", json,
         "clusters: [{name: aws}]\nresources:\n" + hpa("a", "b") + hpa("b", "a") + hpa("c", "c"), 0, "\"name\": \"c\""},
        {"a field that nobody knows", simulate, scenario("plicies: []\n"), 1,
         "plicies is not a field; known here: clusters"},
        {"a megabyte of template", json,
         "clusters: [{name: aws}]\nresources:\n- manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: big}, "
         "data: {k: "
             + megabyte + "}}\n",
         0, megabyte},
        {"a megabyte to convert", convert,
         "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata: {k: " + megabyte + "}\n", 0, megabyte},
        {"a hundred thousand levels", simulate, std::string(100'000, '['), 1, "nested deeper than 100 levels"},
        {"a hundred thousand levels to convert", convert, std::string(100'000, '['), 1, "nested deeper"},
        {"a hundred thousand levels to preview", diff, std::string(100'000, '['), 5, "nested deeper"},
        {"two scenarios", drill, scenario("") + "---\n" + scenario(""), 1, "holds 2 documents"},
        {"nothing", simulate, "", 1, "holds 0 documents"},
        {"nothing to convert", convert, "", 1, "holds no object"},
        {"a list", drill, "[1, 2]", 1, "the scenario is not an object"},
        {"half a file", diff, "kind: Deployment\nspec: {", 5, "input.yaml:2:"},
        {"a manifest without a name", convert, "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n", 1, "metadata.name"},
    };
}

TEST(BadInput, IsRefusedOrReportedWithItsPathAndItsExitCode)
{
    const auto file = fs::temp_directory_path() / ("orrery-" + std::to_string(std::random_device{}()) + "-input.yaml");
    auto cases = meanings();
    for (auto& one : shapes())
        cases.push_back(std::move(one));
    for (const auto& one : cases) {
        std::ofstream(file) << one.file;
        std::ostringstream out;
        std::ostringstream error;
        Terminal terminal(out, error, false, false);
        auto arguments = one.command;
        arguments.insert(arguments.end(), {"-f", file.string()});
        EXPECT_EQ(run(arguments, terminal, {}), one.exit) << one.name;
        const auto said = out.str() + error.str();
        EXPECT_NE(said.find(one.says), std::string::npos)
            << one.name << ": no \"" << one.says.substr(0, 200) << "\" in \"" << said.substr(0, 2000) << "\"";
    }
    fs::remove(file);
}

} // namespace

} // namespace orrery::cli
