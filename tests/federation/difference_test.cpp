#include "federation/difference.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::ElementsAre;
using testing::IsEmpty;

Json json(const char* text)
{
    return *api::parseJson(text);
}

std::vector<std::string> said(const Json& before, const Json& after)
{
    const auto value = [](const std::optional<Json>& one) { return one ? one->dump() : "nothing"; };
    std::vector<std::string> out;
    for (const auto& one : differences(before, after))
        out.push_back(one.path + ": " + value(one.before) + " -> " + value(one.after));
    return out;
}

TEST(Differences, AreNamedAsPeopleNameFields)
{
    EXPECT_THAT(said(json(R"({"spec": {"replicas": 3, "paused": true, "list": [1, 2]}})"),
                     json(R"({"spec": {"replicas": 5, "new": "x", "list": [1, 3, 4]}})")),
                ElementsAre("spec.list[1]: 2 -> 3", "spec.list[2]: nothing -> 4", "spec.new: nothing -> \"x\"",
                            "spec.paused: true -> nothing", "spec.replicas: 3 -> 5"));
    EXPECT_THAT(said(json(R"({"metadata": {"labels": {"example.com/a": "x"}}})"),
                     json(R"({"metadata": {"labels": {"example.com/a": "y"}}})")),
                ElementsAre("metadata.labels[example.com/a]: \"x\" -> \"y\""));
}

TEST(Differences, OfItemsWithNamesAreByName)
{
    EXPECT_THAT(said(json(R"({"c": [{"name": "a", "image": "1"}, {"name": "b", "image": "1"}]})"),
                     json(R"({"c": [{"name": "new"}, {"name": "a", "image": "1"}, {"name": "b", "image": "2"}]})")),
                ElementsAre("c[b].image: \"1\" -> \"2\"", "c[new]: nothing -> {\"name\":\"new\"}"));
    EXPECT_THAT(
        said(json(R"({"c": [{"name": "a"}, {"name": "a"}]})"), json(R"({"c": [{"name": "a"}, {"name": "b"}]})")),
        ElementsAre("c[1].name: \"a\" -> \"b\""));
}

TEST(Differences, LeaveOutWhatOnlyServersAndOrreryWrite)
{
    const auto before = json(R"({"metadata": {"uid": "1", "resourceVersion": "7", "generation": 1, "managedFields": [],
        "annotations": {"federation.orrery.dev/applied-hash": "a"}}, "status": {"replicas": 3}})");
    const auto after = json(R"({"metadata": {"uid": "1", "resourceVersion": "8", "generation": 2, "managedFields": [1],
        "labels": {"federation.orrery.dev/managed-by": "ring"},
        "annotations": {"federation.orrery.dev/applied-hash": "b", "federation.orrery.dev/owner-uid": "u"}}})");
    EXPECT_THAT(said(before, after), IsEmpty());
}

TEST(Differences, HideTheValuesOfASecret)
{
    const auto made = said(json(R"({"kind": "Secret", "data": {"a": "c2VjcmV0"}, "type": "x"})"),
                           json(R"({"kind": "Secret", "data": {"a": "b3RoZXI="}, "type": "y"})"));
    EXPECT_THAT(made, ElementsAre("data.a: \"••••\" -> \"••••\"", "type: \"x\" -> \"y\""));
}

} // namespace
} // namespace orrery::federation
