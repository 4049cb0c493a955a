#include "federation/simulate.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::AllOf;
using testing::HasSubstr;

Json answered(const char* scenario)
{
    const auto made = simulate(*api::parseJson(scenario));
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : Json();
}

std::string refused(const char* scenario)
{
    const auto made = simulate(*api::parseJson(scenario));
    EXPECT_FALSE(made) << made->dump();
    return made ? "" : made.error().message;
}

TEST(Simulate, DividesByEachAlgorithm)
{
    const auto made = answered(R"({"divisions": [
        {"name": "w", "algorithm": "webster", "replicas": 10, "clusters": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}, {"name": "c", "weight": 1}]},
        {"name": "k", "algorithm": "kubefed", "replicas": 10, "hashKey": "x", "clusters": [{"name": "a", "weight": 1, "capacity": 2}, {"name": "b", "weight": 1, "capacity": 3}]},
        {"name": "d", "algorithm": "dynamic", "replicas": 9, "clusters": [{"name": "a", "available": 3}]},
        {"name": "g", "algorithm": "aggregated", "replicas": 3, "clusters": [{"name": "a", "available": 3}, {"name": "b", "available": 4}]}]})");
    EXPECT_EQ(made["divisions"][0]["clusters"], (Json{{"a", 4}, {"b", 3}, {"c", 3}}));
    EXPECT_EQ(made["divisions"][1]["clusters"], (Json{{"a", 2}, {"b", 3}}));
    EXPECT_EQ(made["divisions"][1]["overflow"], (Json{{"a", 3}, {"b", 2}}));
    EXPECT_EQ(made["divisions"][2]["error"]["code"], "division.unschedulable");
    EXPECT_EQ(made["divisions"][3]["clusters"], (Json{{"a", 0}, {"b", 3}}));
}

constexpr auto world = R"("clusters": [
    {"name": "c", "labels": {"tier": "gold"}, "provider": "gcp", "region": "us-east1", "zones": ["b", "c"]},
    {"name": "a", "labels": {"tier": "iron"}, "provider": "aws", "region": "us-west-2", "zones": []},
    {"name": "b", "provider": "aws"}])";

std::vector<std::string> selected(const std::string& affinity)
{
    const auto scenario =
        "{" + std::string(world) + R"(, "selections": [{"name": "s", "affinity": )" + affinity + "}]}";
    return answered(scenario.c_str())["selections"][0]["clusters"].get<std::vector<std::string>>();
}

TEST(Simulate, SelectsByAffinity)
{
    using Names = std::vector<std::string>;
    const auto field = [](const std::string& rest) {
        return selected(R"({"fieldSelector": {"matchExpressions": [)" + rest + "]}}");
    };
    EXPECT_EQ(selected("{}"), (Names{"a", "b", "c"}));
    EXPECT_EQ(selected("null"), (Names{"a", "b", "c"}));
    EXPECT_EQ(selected(R"({"clusterNames": ["c", "a", "x"]})"), (Names{"a", "c"}));
    EXPECT_EQ(selected(R"({"clusterNames": ["c", "a"], "exclude": ["a"]})"), (Names{"c"}));
    EXPECT_EQ(selected(R"({"labelSelector": {"matchLabels": {"tier": "gold"}}})"), (Names{"c"}));
    EXPECT_EQ(
        selected(
            R"({"labelSelector": {"matchExpressions": [{"key": "tier", "operator": "NotIn", "values": ["gold"]}]}})"),
        (Names{"a", "b"}));
    EXPECT_EQ(field(R"({"key": "provider", "operator": "In", "values": ["aws"]})"), (Names{"a", "b"}));
    EXPECT_EQ(field(R"({"key": "region", "operator": "Exists"})"), (Names{"a", "c"}));
    EXPECT_EQ(field(R"({"key": "zone", "operator": "In", "values": ["c"]})"), (Names{"c"}));
    EXPECT_EQ(field(R"({"key": "zone", "operator": "NotIn", "values": ["b"]})"), (Names{"a", "b"}));
    EXPECT_EQ(field(R"({"key": "zone", "operator": "DoesNotExist"})"), (Names{"a", "b"}));
}

TEST(Simulate, WhatIsWrongIsNamedWithItsPath)
{
    EXPECT_THAT(refused(R"({"divisons": []})"), AllOf(HasSubstr("divisons is not a field"), HasSubstr("divisions")));
    EXPECT_THAT(refused(R"({"divisions": [{"name": "x", "clusters": [{"name": "a"}, {"nmae": "b"}]}]})"),
                HasSubstr("divisions[0].clusters[1].nmae is not a field"));
    EXPECT_THAT(refused(R"({"divisions": [{"replicas": "ten"}]})"), HasSubstr("divisions[0].replicas is not a whole"));
    EXPECT_THAT(refused(R"({"divisions": [{"algorithm": "dice"}]})"), HasSubstr("divisions[0].algorithm is \"dice\""));
    EXPECT_THAT(refused(R"({"divisions": {}})"), HasSubstr("divisions is not a list"));
    EXPECT_THAT(refused(R"({"clusters": [{"name": "a"}, {"name": "a"}]})"), HasSubstr("clusters[1].name"));
    EXPECT_EQ(refused(R"([])"), "the scenario is not an object");
    EXPECT_THAT(refused(R"({"policies": [{}]})"), HasSubstr("policies[0].apiVersion is missing"));
}

constexpr auto walkThrough = R"({
    "federation": {"name": "magricring", "dns": {"zone": "example.com."}},
    "clusters": [{"name": "gke", "region": "us-east1", "zones": ["c", "b"]},
                 {"name": "azure", "deleting": true},
                 {"name": "old", "apis": ["v1/Service"]},
                 {"name": "aws", "region": "us-west-2", "zones": ["us-west-2a"], "apis": ["apps/v1/Deployment", "v1/Service"]}],
    "resolver": {"x.elb.example.com": ["203.0.113.7"]},
    "resources": [
        {"manifest": {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "microbot"}},
         "clusters": {"gke": {"service": {"ingress": ["198.51.100.1"], "ready": false}},
                      "aws": {"service": {"ingress": ["x.elb.example.com", "y.example.com"], "ready": true}}}},
        {"manifest": {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "microbot"}, "spec": {"replicas": 11}},
         "uid": "b", "clusters": {"mars": {"replicas": 3}}}]})";

TEST(Simulate, PlacesWhatNoPolicyNamesAsTheEngineDoes)
{
    const auto made = answered(walkThrough);
    ASSERT_EQ(made["placements"].size(), 2u);
    const auto& deployment = made["placements"][0];
    EXPECT_EQ(
        deployment["object"],
        (Json{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"namespace", "default"}, {"name", "microbot"}}));
    ASSERT_EQ(deployment["clusters"].size(), 2u);
    EXPECT_EQ(deployment["clusters"][0]["name"], "aws");
    EXPECT_EQ(deployment["clusters"][0]["replicas"], 5) << "the uid is odd: names descending";
    EXPECT_EQ(deployment["clusters"][1]["replicas"], 6);
    EXPECT_EQ(deployment["excluded"],
              (Json::array({{{"name", "azure"}, {"reason", "the cluster is leaving the federation"}},
                            {{"name", "old"}, {"reason", "the cluster does not serve apps/v1 Deployment"}}})));
    EXPECT_EQ(made["placements"][1]["clusters"].size(), 3u) << "the Service";
    ASSERT_EQ(made["manifests"].size(), 5u);
    EXPECT_EQ(made["manifests"][1]["cluster"], "gke");
    EXPECT_EQ(made["manifests"][1]["manifest"]["spec"]["replicas"], 6);
    EXPECT_THAT(made["warnings"].dump(), HasSubstr("resources[1].clusters.mars: there is no such cluster"));
}

TEST(Simulate, GivesTheRecordsOfServices)
{
    const auto made = answered(walkThrough);
    std::vector<std::string> lines;
    for (const auto& record : made["dns"])
        lines.push_back(record["name"].get<std::string>() + " " + record["type"].get<std::string>() + " "
                        + record["ttl"].dump() + " " + record["data"].dump());
    EXPECT_THAT(
        lines,
        testing::ElementsAre(
            R"(microbot.default.magricring.svc.b.us-east1.example.com CNAME 180 ["microbot.default.magricring.svc.us-east1.example.com"])",
            R"(microbot.default.magricring.svc.example.com A 180 ["203.0.113.7"])",
            R"(microbot.default.magricring.svc.us-east1.example.com CNAME 180 ["microbot.default.magricring.svc.example.com"])",
            R"(microbot.default.magricring.svc.us-west-2.example.com A 180 ["203.0.113.7"])",
            R"(microbot.default.magricring.svc.us-west-2a.us-west-2.example.com A 180 ["203.0.113.7"])"));
    EXPECT_THAT(made["warnings"].dump(), HasSubstr("y.example.com is not in resolver"));
}

TEST(Simulate, AnObjectThatNoClusterCanHaveSaysSoInItsPlace)
{
    const auto made = answered(R"({"clusters": [{"name": "a", "apis": []}], "resources": [
        {"manifest": {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "n"}}}]})");
    EXPECT_EQ(made["placements"][0]["error"]["code"], "placement.no-cluster");
    EXPECT_EQ(made["dns"], Json::array());
}

TEST(Simulate, AResourceThatCannotBeReadIsNamedWithItsPath)
{
    const auto resource = [](const std::string& rest) {
        return refused(
            (R"({"resources": [{"manifest": {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"}}, )"
             + rest + "}]}")
                .c_str());
    };
    EXPECT_THAT(resource(R"("clusters": {"a": {"service": {"ip": []}}})"),
                HasSubstr("resources[0].clusters.a.service.ip is not a field"));
    EXPECT_THAT(resource(R"("clusters": {"a": {"replicas": 99999999999999999999}})"),
                HasSubstr("resources[0].clusters.a.replicas is"));
    EXPECT_THAT(resource(R"("clusters": [])"), HasSubstr("resources[0].clusters is not an object"));
    EXPECT_THAT(refused(R"({"resources": [{}]})"), HasSubstr("resources[0].manifest has no apiVersion"));
    EXPECT_THAT(refused(R"({"resources": [{"manifest": 7}]})"), HasSubstr("resources[0].manifest has no"));
    EXPECT_THAT(refused(R"({"federation": {"dns": {"ttl": -1}}})"), HasSubstr("federation.dns.ttl"));
    EXPECT_THAT(refused(R"({"resolver": {"x": "1.2.3.4"}})"), HasSubstr("resolver.x is not a list"));
}

TEST(Simulate, AManifestThatCannotBeDecidedAboutIsNamedWithItsPath)
{
    const auto manifest = [](const std::string& metadata, const std::string& replicas, int times = 1) {
        const auto one = R"({"manifest": {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": )" + metadata
                       + R"(, "spec": {"replicas": )" + replicas + "}}}";
        return refused((R"({"resources": [)" + one + (times > 1 ? "," + one : "") + "]}").c_str());
    };
    for (const auto* replicas : {R"("3")", "1.5", "[]", "true"})
        EXPECT_EQ(manifest(R"({"name": "d"})", replicas), "resources[0].manifest.spec.replicas is not a whole number");
    EXPECT_EQ(manifest(R"({"name": "d"})", "9223372036854775808"), "resources[0].manifest.spec.replicas is too large");
    EXPECT_EQ(manifest(R"({"name": "d", "namespace": 7})", "1"),
              "resources[0].manifest.metadata.namespace is not a string");
    EXPECT_EQ(manifest(R"({"labels": {}})", "1"), "resources[0].manifest has no metadata.name");
    EXPECT_EQ(manifest(R"({"name": "d"})", "1", 2),
              "resources[1].manifest is Deployment default/d, which is there twice");
}

TEST(Simulate, APolicyIsNamedByStringsAndOfAGroupThatIsKnown)
{
    const auto named = [](const std::string& list, const std::string& rest) {
        return refused(("{\"" + list + "\": [{" + rest + "}]}").c_str());
    };
    const std::string ours = R"("apiVersion": "policy.karmada.io/v1alpha1", "spec": {}, "kind": ")";
    for (const auto& [list, kind] :
         {std::pair{"policies", "PropagationPolicy"}, std::pair{"overrides", "OverridePolicy"}}) {
        EXPECT_EQ(named(list, ours + kind + R"(", "metadata": {"name": 7})"),
                  std::string(list) + "[0].metadata.name is not a string");
        EXPECT_EQ(named(list, ours + kind + R"(", "metadata": {"name": "p", "namespace": []})"),
                  std::string(list) + "[0].metadata.namespace is not a string");
        EXPECT_EQ(named(list, ours + kind + R"(", "metadata": {})"),
                  std::string(list) + "[0].metadata.name is missing");
        EXPECT_THAT(named(list, std::string(R"("apiVersion": "v1", "spec": {}, "metadata": {"name": "p"}, "kind": ")")
                                    + kind + "\""),
                    HasSubstr("[0].apiVersion is \"v1\""));
    }
}

TEST(Simulate, WithoutAFederationNothingIsMarkedAsItsOwn)
{
    const auto scenario = [](const std::string& federation) {
        return answered(
            ("{" + federation + R"("clusters": [{"name": "a"}], "resources": [{"manifest": {"apiVersion": "v1",
            "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "n", "labels": {"app": "x"}}}}]})")
                .c_str())["manifests"][0]["manifest"]["metadata"];
    };
    EXPECT_EQ(scenario(""), (Json{{"name", "c"}, {"namespace", "n"}, {"labels", {{"app", "x"}}}}));
    EXPECT_EQ(scenario(R"("federation": {"name": "f"}, )")["labels"]["federation.orrery.dev/managed-by"], "f");
}

TEST(Simulate, OverflowIsSaidAlsoWhereThereIsNone)
{
    const auto made = answered(R"({"clusters": [{"name": "a"}], "resources": [{"manifest": {"apiVersion": "apps/v1",
        "kind": "Deployment", "metadata": {"name": "d"}, "spec": {"replicas": 2}}}],
        "divisions": [{"algorithm": "kubefed", "replicas": 1, "clusters": [{"name": "a", "weight": 1}]}]})");
    EXPECT_EQ(made["placements"][0]["clusters"][0]["overflow"], 0);
    EXPECT_EQ(made["divisions"][0]["overflow"], Json::object());
}

TEST(Simulate, AProblemThatCannotBeSolvedIsReportedInItsPlace)
{
    const auto made = answered(R"({"divisions": [
        {"name": "bad", "algorithm": "webster", "replicas": -1},
        {"name": "huge", "algorithm": "webster", "replicas": 4294967296, "clusters": [{"name": "a"}]},
        {"name": "good", "algorithm": "webster", "replicas": 1, "clusters": [{"name": "a"}]}]})");
    EXPECT_EQ(made["divisions"][0]["error"]["code"], "division.invalid");
    EXPECT_EQ(made["divisions"][1]["error"]["code"], "division.invalid");
    EXPECT_EQ(made["divisions"][2]["clusters"], (Json{{"a", 1}}));
}

} // namespace
} // namespace orrery::federation
