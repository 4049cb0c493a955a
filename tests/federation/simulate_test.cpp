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
    EXPECT_THAT(refused(R"([])"), HasSubstr("is not an object"));
    EXPECT_THAT(refused(R"({"policies": [{}]})"), HasSubstr("policies cannot be decided offline"));
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
