#include "contract/contract_test.h"

namespace orrery::contract {
namespace {

using api::Json;
using testing::AllOf;
using testing::HasSubstr;

class Apply : public ContractTest {
protected:
    Result<Json> apply(const Json& content, const std::string& manager, bool force = false)
    {
        return session->apply(configMaps, configMap("settings", content), manager, force);
    }
    Json stored() { return read(configMaps, "settings").value("data", Json::object()); }
};

INSTANTIATE_TEST_SUITE_P(, Apply, testing::ValuesIn(bindings()),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Apply, CreatesWhatIsMissing)
{
    const auto applied = apply({{"a", "1"}}, "orrery");
    ASSERT_TRUE(applied) << applied.error().text();
    EXPECT_EQ(stored(), (Json{{"a", "1"}}));
    EXPECT_EQ(api::text(*applied, "/metadata/managedFields/0/manager"), "orrery");
    EXPECT_EQ(api::text(*applied, "/metadata/managedFields/0/operation"), "Apply");
}

TEST_P(Apply, TheSameAgainKeepsTheVersion)
{
    const auto first = apply({{"a", "1"}}, "orrery");
    const auto second = apply({{"a", "1"}}, "orrery");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(versionOf(*second), versionOf(*first));
    const auto third = apply({{"a", "2"}}, "orrery");
    ASSERT_TRUE(third);
    EXPECT_NE(versionOf(*third), versionOf(*first));
}

TEST_P(Apply, AFieldOfAnotherIsAConflictThatNamesBoth)
{
    ASSERT_TRUE(apply({{"a", "1"}}, "somebody"));
    const auto applied = apply({{"a", "2"}}, "orrery");
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(applied.error().code, "api.conflict");
    EXPECT_THAT(applied.error().message, AllOf(HasSubstr("conflict with \"somebody\""), HasSubstr(".data.a")));
    EXPECT_EQ(stored(), (Json{{"a", "1"}}));
}

TEST_P(Apply, ForceTakesTheFieldOver)
{
    ASSERT_TRUE(apply({{"a", "1"}}, "somebody"));
    const auto applied = apply({{"a", "2"}}, "orrery", true);
    ASSERT_TRUE(applied) << applied.error().text();
    EXPECT_EQ(stored(), (Json{{"a", "2"}}));
    EXPECT_FALSE(apply({{"a", "1"}}, "somebody")) << "now it is the other one that meets a conflict";
}

TEST_P(Apply, TheSameValueIsSharedWithoutConflict)
{
    ASSERT_TRUE(apply({{"a", "1"}}, "somebody"));
    ASSERT_TRUE(apply({{"a", "1"}}, "orrery"));
    ASSERT_TRUE(apply(Json::object(), "somebody")) << "gives it up";
    EXPECT_EQ(stored(), (Json{{"a", "1"}})) << "the other still wants it";
}

TEST_P(Apply, WhatIsLeftOutGoesWhenNobodyElseOwnsIt)
{
    ASSERT_TRUE(apply({{"a", "1"}, {"b", "2"}}, "orrery"));
    ASSERT_TRUE(apply({{"c", "3"}}, "somebody"));
    ASSERT_TRUE(apply({{"a", "1"}}, "orrery"));
    EXPECT_EQ(stored(), (Json{{"a", "1"}, {"c", "3"}}));
}

TEST_P(Apply, AnUpdateByOthersMakesThemOwners)
{
    ASSERT_TRUE(apply({{"a", "1"}}, "orrery"));
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "settings"}, {{"data", {{"a", "9"}}}}));
    const auto applied = apply({{"a", "1"}}, "orrery");
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(apply({{"a", "1"}}, "orrery", true));
    EXPECT_EQ(stored(), (Json{{"a", "1"}}));
}

TEST_P(Apply, ADryRunStoresNothing)
{
    const auto tried =
        session->json(api::applyRequest(configMaps, configMap("settings", {{"a", "1"}}), "orrery", true, {}, true));
    ASSERT_TRUE(tried) << tried.error().text();
    EXPECT_FALSE(session->get(configMaps, {ns, "settings"}));
}

TEST_P(Apply, NeedsAFieldManager)
{
    const auto applied = session->apply(configMaps, configMap("settings"), "", false);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, ErrorKind::Invalid);
}

TEST_P(Apply, RefusesABodyWithManagedFields)
{
    auto object = configMap("settings");
    object["metadata"]["managedFields"] = {{{"manager", "x"}, {"operation", "Apply"}, {"apiVersion", "v1"}}};
    const auto applied = session->apply(configMaps, object, "orrery", true);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, "api.bad-request");
}

TEST_P(Apply, AVersionInTheBodyIsAPrecondition)
{
    const auto first = apply({{"a", "1"}}, "orrery");
    ASSERT_TRUE(first);
    ASSERT_TRUE(apply({{"a", "2"}}, "orrery"));
    auto object = configMap("settings", {{"a", "3"}});
    object["metadata"]["resourceVersion"] = versionOf(*first);
    const auto late = session->apply(configMaps, object, "orrery", true);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
}

TEST_P(Apply, ListsWithKeysAreMergedByThem)
{
    const auto service = [&](const Json& ports) -> Json {
        return {{"apiVersion", "v1"},
                {"kind", "Service"},
                {"metadata", {{"name", "web"}, {"namespace", ns}}},
                {"spec", {{"ports", ports}}}};
    };
    const Json http{{"name", "http"}, {"port", 80}};
    const Json metrics{{"name", "metrics"}, {"port", 9090}};
    const auto first = session->apply(services, service(Json::array({http})), "orrery", false);
    ASSERT_TRUE(first) << first.error().text();
    const auto both = session->apply(services, service(Json::array({metrics})), "somebody", false);
    ASSERT_TRUE(both) << both.error().text();
    EXPECT_EQ(api::at(*both, "/spec/ports").size(), 2u);
}

} // namespace
} // namespace orrery::contract
