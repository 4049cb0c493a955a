#include "federation/taints.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using testing::HasSubstr;

Taint taint(const char* text)
{
    const auto read = readTaint(*api::parseJson(text), "t");
    EXPECT_TRUE(read) << read.error().text();
    return read.value_or(Taint{});
}

std::vector<Toleration> tolerations(const char* text)
{
    std::vector<Toleration> all;
    const auto list = *api::parseJson(text);
    for (const auto& item : list) {
        const auto read = readToleration(item, "t");
        EXPECT_TRUE(read) << read.error().text();
        all.push_back(read.value_or(Toleration{}));
    }
    return all;
}

constexpr auto noSchedule = R"({"key": "k", "value": "v", "effect": "NoSchedule"})";
constexpr auto noExecute = R"({"key": "k", "value": "v", "effect": "NoExecute", "timeAdded": "2026-01-01T00:00:00Z"})";

bool passes(const char* what, const char* tolerated, bool holds = false, const char* now = "2026-01-01T00:05:00Z")
{
    return judge({taint(what)}, tolerations(tolerated), holds, parseRfc3339(now)).passed;
}

TEST(Taints, AreToleratedByKeyValueAndEffectAsKubernetesDoes)
{
    EXPECT_FALSE(passes(noSchedule, "[]"));
    EXPECT_TRUE(passes(noSchedule, R"([{"key": "k", "value": "v", "effect": "NoSchedule"}])"));
    EXPECT_TRUE(passes(noSchedule, R"([{"key": "k", "operator": "Exists"}])"));
    EXPECT_TRUE(passes(noSchedule, R"([{"operator": "Exists"}])")) << "everything";
    EXPECT_FALSE(passes(noSchedule, R"([{"key": "k", "value": "w"}])"));
    EXPECT_FALSE(passes(noSchedule, R"([{"key": "k", "operator": "Exists", "effect": "NoExecute"}])"));
    EXPECT_FALSE(passes(noSchedule, R"([{"key": "other", "operator": "Exists"}])"));
    EXPECT_TRUE(passes(R"({"key": "k", "effect": "PreferNoSchedule"})", "[]"));
}

TEST(Taints, NoScheduleExpelsNobodyAndNoExecuteDoes)
{
    EXPECT_TRUE(passes(noSchedule, "[]", true));
    EXPECT_FALSE(passes(noExecute, "[]", true));
}

TEST(Taints, NoExecuteIsToleratedForItsSecondsFromTimeAdded)
{
    constexpr auto fiveMinutes =
        R"([{"key": "k", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}])";
    EXPECT_TRUE(passes(noExecute, fiveMinutes, true, "2026-01-01T00:04:59Z"));
    EXPECT_FALSE(passes(noExecute, fiveMinutes, true, "2026-01-01T00:05:00Z"));
    const auto verdict = judge({taint(noExecute)}, tolerations(fiveMinutes), true, std::nullopt);
    EXPECT_TRUE(verdict.passed) << "without a clock nothing is over";
    EXPECT_EQ(verdict.until, parseRfc3339("2026-01-01T00:05:00Z"));
    EXPECT_THAT(verdict.reason, HasSubstr("tolerated for 300 s"));
}

TEST(Taints, OfTolerationsTheFirstThatToleratesCountsAsInKubernetes)
{
    constexpr auto forEver = R"({"key": "k", "operator": "Exists"})";
    constexpr auto oneMinute = R"({"key": "k", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 60})";
    const auto both = [](const std::string& first, const std::string& second) {
        return "[" + first + ", " + second + "]";
    };
    EXPECT_TRUE(passes(noExecute, both(forEver, oneMinute).c_str(), true));
    EXPECT_FALSE(passes(noExecute, both(oneMinute, forEver).c_str(), true));
}

TEST(Taints, NoSecondsAreOverEvenWhereNobodyKnowsSinceWhenOrWhatTimeItIs)
{
    for (const auto* seconds : {"0", "-5"}) {
        const auto tolerated =
            tolerations((R"([{"key": "k", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": )"
                         + std::string(seconds) + "}]")
                            .c_str());
        EXPECT_FALSE(judge({taint(R"({"key": "k", "effect": "NoExecute"})")}, tolerated, true, std::nullopt).passed);
        EXPECT_FALSE(judge({taint(noExecute)}, tolerated, false, std::nullopt).passed);
    }
}

TEST(Taints, OneUntoleratedTaintIsEnough)
{
    const auto verdict = judge({taint(R"({"key": "fine", "effect": "NoSchedule"})"), taint(noSchedule)},
                               tolerations(R"([{"key": "fine", "operator": "Exists"}])"), false, std::nullopt);
    EXPECT_FALSE(verdict.passed);
    EXPECT_EQ(verdict.reason, "taint k=v:NoSchedule is not tolerated");
}

TEST(Taints, WhatIsWrongIsNamedWithItsPath)
{
    const auto refusedTaint = [](const char* text) {
        const auto read = readTaint(*api::parseJson(text), "clusters[0].taints[1]");
        return read ? "" : read.error().message;
    };
    EXPECT_THAT(refusedTaint(R"({"key": "k", "effect": "Never"})"), HasSubstr("clusters[0].taints[1].effect is"));
    EXPECT_THAT(refusedTaint(R"({"effect": "NoExecute"})"), HasSubstr("key is missing"));
    EXPECT_THAT(refusedTaint(R"({"key": "k", "effect": "NoExecute", "timeAdded": "soon"})"), HasSubstr("timeAdded"));
    const auto refused = [](const char* text) {
        const auto read = readToleration(*api::parseJson(text), "t");
        return read ? "" : read.error().message;
    };
    EXPECT_THAT(refused(R"({"value": "v"})"), HasSubstr("t.operator must be Exists"));
    EXPECT_THAT(refused(R"({"key": "k", "operator": "Exists", "value": "v"})"), HasSubstr("t.value must be empty"));
    EXPECT_THAT(refused(R"({"key": "k", "tolerationSeconds": 3})"), HasSubstr("t.tolerationSeconds is for"));
}

} // namespace
} // namespace orrery::federation
