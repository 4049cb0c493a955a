#include "ui/policies/policy_form.h"

#include "federation/policy.h"

#include <gmock/gmock.h>

namespace orrery::ui {
namespace {

using api::Json;

const PolicyForm::World world{
    {QStringLiteral("aws"), QStringLiteral("azure"), QStringLiteral("gke")},
    Json::array({{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"namespace", "shop"}, {"name", "web"}},
                 {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"namespace", "shop"}, {"name", "api"}},
                 {{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"namespace", "other"}, {"name", "settings"}}})};

Json web()
{
    return PolicyForm::fresh(world.objects[0]);
}
QVariantMap read(const Json& policy)
{
    return PolicyForm::read(policy, world);
}
Json with(const Json& policy, const char* key, const QVariant& value)
{
    return PolicyForm::with(policy, world, QString::fromLatin1(key), value);
}
QVariantMap pair(const char* cluster, const char* key, const QVariant& value)
{
    return {{QStringLiteral("name"), QString::fromLatin1(cluster)}, {QString::fromLatin1(key), value}};
}

TEST(PolicyForm, ANewPolicyIsForItsObjectAndCanBeWritten)
{
    EXPECT_TRUE(federation::readPolicy(web(), ""));
    const auto form = read(web());
    EXPECT_EQ(form[QStringLiteral("selectors")].toStringList(), QStringList{QStringLiteral("Deployment web")});
    EXPECT_EQ(form[QStringLiteral("scheduling")], QStringLiteral("even"));
    EXPECT_EQ(form[QStringLiteral("choices")].toStringList(),
              (QStringList{QStringLiteral("Deployment api"), QStringLiteral("every Deployment")}))
        << "of its namespace, without what it has";
}

TEST(PolicyForm, WhateverIsChosenIsReadBackAndCanBeWritten)
{
    for (const auto* way : {"duplicated", "even", "weights", "capacity", "packed"}) {
        const auto policy = with(web(), "scheduling", QString::fromLatin1(way));
        EXPECT_EQ(read(policy)[QStringLiteral("scheduling")], QString::fromLatin1(way));
        const auto made = federation::readPolicy(policy, "");
        EXPECT_TRUE(made) << way << ": " << made.error().text();
    }
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, QVariant>>{
             {"priority", 7}, {"suspended", true}, {"some", true}}) {
        EXPECT_EQ(read(with(web(), key, value))[QString::fromLatin1(key)], value) << key;
        EXPECT_TRUE(federation::readPolicy(with(web(), key, value), "")) << key;
    }
    const auto wide = with(web(), "clusterWide", true);
    EXPECT_TRUE(read(wide)[QStringLiteral("clusterWide")].toBool());
    EXPECT_TRUE(federation::readPolicy(wide, ""));
    EXPECT_EQ(with(with(web(), "priority", 7), "priority", 0), web()) << "back is as before";
    EXPECT_EQ(with(with(web(), "suspended", true), "suspended", false), web());
    EXPECT_EQ(with(with(web(), "some", true), "some", false), web());
}

TEST(PolicyForm, WeightsAreOfTheChosenClusters)
{
    auto policy = with(web(), "scheduling", QStringLiteral("weights"));
    policy = with(policy, "weight", pair("aws", "weight", 3));
    policy = with(policy, "some", true);
    policy = with(policy, "cluster", pair("gke", "chosen", false));
    const auto rules = api::at(policy, "/spec/placement/replicaScheduling/weightPreference/staticWeightList");
    ASSERT_EQ(rules.size(), 2u) << rules.dump();
    EXPECT_EQ(rules[0], Json({{"targetCluster", {{"clusterNames", {"aws"}}}}, {"weight", 3}}));
    EXPECT_EQ(api::at(policy, "/spec/placement/clusterAffinity/clusterNames"), Json({"aws", "azure"}));
    EXPECT_TRUE(federation::readPolicy(policy, ""));
}

TEST(PolicyForm, WhatItDoesNotShowStaysAndIsNamed)
{
    auto policy = web();
    api::put(policy, "/spec/placement/spreadConstraints",
             Json::array({{{"spreadByField", "region"}, {"minGroups", 2}}}));
    api::put(policy, "/spec/placement/clusterAffinity/labelSelector", {{"matchLabels", {{"tier", "gold"}}}});
    const auto form = read(policy);
    EXPECT_TRUE(form[QStringLiteral("elsewhere")].toBool());
    EXPECT_EQ(form[QStringLiteral("more")].toStringList(),
              (QStringList{QStringLiteral("spreadConstraints"), QStringLiteral("labelSelector")}));
    auto changed = with(policy, "scheduling", QStringLiteral("packed"));
    EXPECT_EQ(api::at(changed, "/spec/placement/spreadConstraints"),
              api::at(policy, "/spec/placement/spreadConstraints"));
    EXPECT_EQ(api::at(changed, "/spec/placement/clusterAffinity"), api::at(policy, "/spec/placement/clusterAffinity"));
}

TEST(PolicyForm, ReadsWhateverSomebodyTyped)
{
    for (const auto* text :
         {"1", "[]", "{}", R"({"spec": 1})", R"({"spec": {"placement": "x", "resourceSelectors": 5}})",
          R"({"spec": {"placement": {"clusterAffinity": {"clusterNames": [1, null]},
                                 "replicaScheduling": {"weightPreference": {"staticWeightList": [7]}}}}})"}) {
        const auto policy = Json::parse(text);
        (void)read(policy);
        for (const auto* key : {"name", "clusterWide", "select", "deselect", "some", "scheduling"})
            (void)with(policy, key, QVariant(1));
        (void)with(policy, "cluster", pair("aws", "chosen", false));
        (void)with(policy, "weight", pair("aws", "weight", 3));
    }
}

} // namespace
} // namespace orrery::ui
