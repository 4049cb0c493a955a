#include "federation/policy.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace orrery::federation {
namespace {

using api::Json;
using testing::HasSubstr;

Json policyJson(const std::string& name, const std::string& ns, const Json& selector, int priority = 0,
                const char* preemption = "Never")
{
    Json metadata{{"name", name}};
    if (!ns.empty())
        metadata["namespace"] = ns;
    return {
        {"apiVersion", "federation.orrery.dev/v1alpha1"},
        {"kind", ns.empty() ? "ClusterPropagationPolicy" : "PropagationPolicy"},
        {"metadata", metadata},
        {"spec", {{"resourceSelectors", Json::array({selector})}, {"priority", priority}, {"preemption", preemption}}}};
}

PolicyPtr policy(const std::string& name, const std::string& ns, const Json& selector, int priority = 0,
                 const char* preemption = "Never")
{
    auto read = readPolicy(policyJson(name, ns, selector, priority, preemption), "p");
    EXPECT_TRUE(read) << read.error().text();
    return read ? std::make_shared<const Policy>(std::move(*read)) : nullptr;
}

const Json object{{"apiVersion", "apps/v1"},
                  {"kind", "Deployment"},
                  {"metadata", {{"name", "web"}, {"namespace", "shop"}, {"labels", {{"app", "web"}}}}}};
const Json byKind{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}};
const Json byLabel{
    {"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"labelSelector", {{"matchLabels", {{"app", "web"}}}}}};
const Json byName{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"name", "web"}};

std::string chosen(const std::vector<PolicyPtr>& policies, const std::optional<PolicyRef>& holder = {})
{
    const auto choice = choosePolicy(policies, object, holder);
    return choice.policy ? choice.policy->ref.name : "";
}

TEST(PolicyChoice, MatchesByNameBeforeLabelBeforeKind)
{
    EXPECT_EQ(chosen({policy("a", "shop", byKind), policy("b", "shop", byLabel)}), "b");
    EXPECT_EQ(chosen({policy("a", "shop", byLabel), policy("b", "shop", byName)}), "b");
    EXPECT_EQ(chosen({policy("b", "shop", byKind), policy("a", "shop", byKind)}), "a") << "the lower name";
    EXPECT_EQ(chosen({}), "");
}

TEST(PolicyChoice, PutsPriorityBeforeTheMatchAndTheNamespaceBeforeBoth)
{
    EXPECT_EQ(chosen({policy("a", "shop", byName), policy("b", "shop", byKind, 1)}), "b");
    EXPECT_EQ(chosen({policy("a", "", byName, 9), policy("b", "shop", byKind)}), "b");
    EXPECT_EQ(chosen({policy("a", "other", byKind), policy("b", "", byKind)}), "b") << "of another namespace";
}

TEST(PolicyChoice, IgnoresTheLabelsWhereThereIsAName)
{
    auto both = byName;
    both["labelSelector"] = {{"matchLabels", {{"app", "none"}}}};
    EXPECT_EQ(matchOf(*readResourceSelector(both, "s"), object), Match::Name);
    both["name"] = "other";
    EXPECT_EQ(matchOf(*readResourceSelector(both, "s"), object), Match::None);
    EXPECT_EQ(matchOf(*readResourceSelector({{"apiVersion", "v1"}, {"kind", "Deployment"}}, "s"), object), Match::None);
    auto elsewhere = byKind;
    elsewhere["namespace"] = "other";
    EXPECT_EQ(matchOf(*readResourceSelector(elsewhere, "s"), object), Match::None);
}

TEST(PolicyChoice, LeavesAnObjectWithItsHolderUnlessItIsPreempted)
{
    const auto holder = policy("old", "shop", byKind);
    const auto held = std::optional(holder->ref);
    EXPECT_EQ(chosen({holder, policy("new", "shop", byName, 5)}, held), "old");
    EXPECT_EQ(chosen({holder, policy("new", "shop", byKind, 5, "Always")}, held), "new");
    EXPECT_EQ(chosen({holder, policy("new", "shop", byName, 0, "Always")}, held), "old") << "not of higher priority";
    EXPECT_EQ(chosen({holder, policy("a", "shop", byKind, 7), policy("b", "shop", byKind, 5, "Always")}, held), "b");
    const auto wide = policy("wide", "", byKind, 9);
    EXPECT_EQ(chosen({wide, policy("new", "shop", byKind, 0, "Always")}, wide->ref), "new");
    EXPECT_EQ(chosen({policy("new", "shop", byKind)}, held), "new") << "the holder is gone";
}

TEST(PolicyChoice, SaysWhichLostAndWhy)
{
    const auto choice = choosePolicy({policy("a", "shop", byKind), policy("b", "shop", byName), policy("c", "", byName),
                                      policy("d", "shop", {{"apiVersion", "v1"}, {"kind", "Secret"}, {"name", "s"}})},
                                     object);
    ASSERT_EQ(choice.steps.size(), 4u);
    EXPECT_TRUE(choice.steps[0].chosen);
    EXPECT_EQ(choice.steps[0].policy.text(), "PropagationPolicy shop/b");
    EXPECT_EQ(choice.steps[0].why, "matches by name");
    EXPECT_EQ(choice.steps[1].why, "lost: matches by kind, the chosen one by name");
    EXPECT_EQ(choice.steps[2].why, "lost: cluster-wide, the chosen one is of the object's namespace");
    EXPECT_FALSE(choice.steps[3].matches);
    EXPECT_EQ(choice.steps[3].why, "selects v1 Secret named s");
}

TEST(PolicyChoice, DoesNotDependOnTheOrderOfPolicies)
{
    std::vector<PolicyPtr> policies;
    for (int i = 0; i < 20; ++i)
        policies.push_back(policy("p" + std::to_string(i), i % 3 ? "shop" : "", i % 2 ? byKind : byLabel, i % 4));
    const auto first = chosen(policies);
    std::mt19937 random(3);
    for (int i = 0; i < 50; ++i) {
        std::shuffle(policies.begin(), policies.end(), random);
        EXPECT_EQ(chosen(policies), first);
    }
}

std::string refused(const char* patch)
{
    auto json = policyJson("p", "shop", byKind);
    json.merge_patch(*api::parseJson(patch));
    const auto read = readPolicy(json, "policies[0]");
    return read ? "" : read.error().message;
}

TEST(Policy, RefusesWhatItDoesNotKnowWithItsPath)
{
    EXPECT_THAT(refused(R"({"spec": {"placment": {}}})"), HasSubstr("policies[0].spec.placment is not a field"));
    EXPECT_THAT(refused(R"({"kind": "Policy"})"), HasSubstr("policies[0].kind is \"Policy\""));
    EXPECT_THAT(refused(R"({"spec": {"resourceSelectors": []}})"), HasSubstr("spec.resourceSelectors names nothing"));
    EXPECT_THAT(refused(R"({"spec": {"resourceSelectors": [{"kind": "x"}]}})"),
                HasSubstr("resourceSelectors[0].apiVersion is missing"));
    EXPECT_THAT(refused(R"({"spec": {"priority": 3000000000}})"), HasSubstr("spec.priority is 3000000000"));
    EXPECT_THAT(
        refused(R"({"spec": {"suspension": {"dispatching": true, "dispatchingOnClusters": {"clusterNames": ["a"]}}}})"),
        HasSubstr("dispatchingOnClusters contradicts"));
    EXPECT_THAT(refused(R"({"spec": {"schedulerName": "mine"}})"), HasSubstr("spec.schedulerName is \"mine\""));
}

TEST(Policy, TakesWhatAnApiServerAddsToOneThatItWasGiven)
{
    auto json = policyJson("p", "", byKind);
    json.merge_patch({{"metadata", {{"namespace", "shop"}, {"uid", "1"}, {"resourceVersion", "7"}}},
                      {"spec", {{"schedulerName", "default-scheduler"}, {"conflictResolution", "Abort"}}},
                      {"status", Json::object()}});
    const auto read = readPolicy(json, "p");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->ref, (PolicyRef{"ClusterPropagationPolicy", "", "p"})) << "a cluster-wide one has no namespace";
}

TEST(Policy, RefusesPlacementsThatContradictThemselves)
{
    const auto placement = [](const std::string& text) {
        return refused((R"({"spec": {"placement": )" + text + "}}").c_str());
    };
    const auto scheduling = [&](const std::string& text) {
        return placement(R"({"replicaScheduling": )" + text + "}");
    };
    EXPECT_THAT(placement(R"({"clusterAffinity": {}, "clusterAffinities": [{"affinityName": "a"}]})"),
                HasSubstr("clusterAffinities contradicts"));
    EXPECT_THAT(placement(R"({"clusterAffinities": [{"affinityName": "a"}, {"affinityName": "a"}]})"),
                HasSubstr("clusterAffinities[1].affinityName is \"a\", which is there twice"));
    EXPECT_THAT(placement(R"({"clusterAffinities": [{}]})"), HasSubstr("[0].affinityName is not from 1 to 32"));
    EXPECT_THAT(scheduling(R"({"weightPreference": {"staticWeightList": [{"targetCluster": {}, "weight": 0}]}})"),
                HasSubstr("staticWeightList[0].weight is 0"));
    EXPECT_THAT(scheduling(R"({"weightPreference": {"staticWeightList": [{"targetCluster": {}, "weight": -2}]}})"),
                HasSubstr("staticWeightList[0].weight is -2"));
    EXPECT_THAT(scheduling(R"({"weightPreference": {"staticWeightList":
                    [{"targetCluster": {}, "weight": 1, "minReplicas": 4, "maxReplicas": 3}]}})"),
                HasSubstr("maxReplicas is below"));
    EXPECT_THAT(scheduling(R"({"weightPreference": {"dynamicWeight": "Luck"}})"), HasSubstr("dynamicWeight is"));
    EXPECT_THAT(scheduling(R"({"replicaDivisionPreference": "Aggregated", "algorithm": "kubefed"})"),
                HasSubstr("algorithm is for static weights"));
    EXPECT_THAT(scheduling(R"({"replicaDivisionPreference": "Aggregated",
                    "weightPreference": {"dynamicWeight": "AvailableReplicas"}})"),
                HasSubstr("weightPreference contradicts"));
}

TEST(Policy, TakesKarmadasDefaults)
{
    const auto scheduling = [](const char* placement) {
        auto json = policyJson("p", "shop", byKind);
        json["spec"]["placement"] = *api::parseJson(placement);
        const auto read = readPolicy(json, "p");
        EXPECT_TRUE(read) << read.error().text();
        return read ? read->placement.scheduling : Scheduling::Static;
    };
    EXPECT_EQ(scheduling("{}"), Scheduling::Duplicated);
    EXPECT_EQ(scheduling(R"({"replicaScheduling": {}})"), Scheduling::Static);
    EXPECT_EQ(scheduling(R"({"replicaScheduling": {"weightPreference": {"dynamicWeight": "AvailableReplicas"}}})"),
              Scheduling::Dynamic);
    EXPECT_EQ(scheduling(R"({"replicaScheduling": {"replicaDivisionPreference": "Aggregated"}})"),
              Scheduling::Aggregated);
    auto karmadas = policyJson("p", "shop", byKind);
    karmadas["apiVersion"] = "policy.karmada.io/v1alpha1";
    EXPECT_TRUE(readPolicy(karmadas, "p"));
}

} // namespace
} // namespace orrery::federation
