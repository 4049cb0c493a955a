#include "federation/json_patch.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

using api::Json;
using testing::HasSubstr;

Json json(const char* text)
{
    return *api::parseJson(text);
}

struct Case {
    const char* document;
    const char* patch;
    const char* outcome; ///< null: refused
};

class EachPatch : public testing::TestWithParam<Case> { };

TEST_P(EachPatch, EndsAsTheRfcSays)
{
    const auto& param = GetParam();
    const auto made = patched(json(param.document), json(param.patch));
    if (!param.outcome) {
        EXPECT_FALSE(made) << param.patch << " made " << made->dump();
        return;
    }
    ASSERT_TRUE(made) << param.patch << ": " << made.error().text();
    EXPECT_EQ(*made, json(param.outcome)) << param.patch;
}

// The examples of RFC 6902's appendix, in its order.
INSTANTIATE_TEST_SUITE_P(
    Appendix, EachPatch,
    testing::Values(
        Case{R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz", "value": "qux"}])",
             R"({"baz": "qux", "foo": "bar"})"},
        Case{R"({"foo": ["bar", "baz"]})", R"([{"op": "add", "path": "/foo/1", "value": "qux"}])",
             R"({"foo": ["bar", "qux", "baz"]})"},
        Case{R"({"baz": "qux", "foo": "bar"})", R"([{"op": "remove", "path": "/baz"}])", R"({"foo": "bar"})"},
        Case{R"({"foo": ["bar", "qux", "baz"]})", R"([{"op": "remove", "path": "/foo/1"}])",
             R"({"foo": ["bar", "baz"]})"},
        Case{R"({"baz": "qux", "foo": "bar"})", R"([{"op": "replace", "path": "/baz", "value": "boo"}])",
             R"({"baz": "boo", "foo": "bar"})"},
        Case{R"({"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}})",
             R"([{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}])",
             R"({"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}})"},
        Case{R"({"foo": ["all", "grass", "cows", "eat"]})", R"([{"op": "move", "from": "/foo/1", "path": "/foo/3"}])",
             R"({"foo": ["all", "cows", "eat", "grass"]})"},
        Case{R"({"baz": "qux", "foo": ["a", 2, "c"]})",
             R"([{"op": "test", "path": "/baz", "value": "qux"}, {"op": "test", "path": "/foo/1", "value": 2}])",
             R"({"baz": "qux", "foo": ["a", 2, "c"]})"},
        Case{R"({"baz": "qux"})", R"([{"op": "test", "path": "/baz", "value": "bar"}])", nullptr},
        Case{R"({"foo": "bar"})", R"([{"op": "add", "path": "/child", "value": {"grandchild": {}}}])",
             R"({"foo": "bar", "child": {"grandchild": {}}})"},
        Case{R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}])",
             R"({"foo": "bar", "baz": "qux"})"},
        Case{R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz/bat", "value": "qux"}])", nullptr},
        Case{R"({"/": 9, "~1": 10})", R"([{"op": "test", "path": "/~01", "value": 10}])", R"({"/": 9, "~1": 10})"},
        Case{R"({"/": 9, "~1": 10})", R"([{"op": "test", "path": "/~01", "value": "10"}])", nullptr},
        Case{R"({"foo": ["bar"]})", R"([{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}])",
             R"({"foo": ["bar", ["abc", "def"]]})"}));

INSTANTIATE_TEST_SUITE_P(
    Pointers, EachPatch,
    testing::Values(Case{R"({})", R"([{"op": "add", "path": "/", "value": 1}])", R"({"": 1})"},
                    Case{R"({"a": {}})", R"([{"op": "add", "path": "/a/", "value": 1}])", R"({"a": {"": 1}})"},
                    Case{R"({})", R"([{"op": "add", "path": "a", "value": 1}])", nullptr},
                    Case{R"({"a~b": 1})", R"([{"op": "remove", "path": "/a~0b"}])", R"({})"},
                    Case{R"({"a~b": 1})", R"([{"op": "remove", "path": "/a~b"}])", nullptr},
                    Case{R"({"a~": 1})", R"([{"op": "remove", "path": "/a~"}])", nullptr},
                    Case{R"({"0": 1})", R"([{"op": "replace", "path": "/0", "value": 2}])", R"({"0": 2})"},
                    Case{R"(["a", "b"])", R"([{"op": "test", "path": "/01", "value": "b"}])", nullptr},
                    Case{R"(["a", "b"])", R"([{"op": "test", "path": "/1e0", "value": "b"}])", nullptr},
                    Case{R"(["a", "b"])", R"([{"op": "remove", "path": "/-1"}])", nullptr},
                    Case{R"(["a", "b"])", R"([{"op": "remove", "path": "/-"}])", nullptr},
                    Case{R"(["a", "b"])", R"([{"op": "remove", "path": "/99999999999999999999"}])", nullptr},
                    Case{R"(["a"])", R"([{"op": "add", "path": "/2", "value": "b"}])", nullptr},
                    Case{R"(["a"])", R"([{"op": "add", "path": "/1", "value": "b"}])", R"(["a", "b"])"}));

INSTANTIATE_TEST_SUITE_P(
    Operations, EachPatch,
    testing::Values(Case{R"({"a": null})", R"([{"op": "test", "path": "/a", "value": null}])", R"({"a": null})"},
                    Case{R"({"a": 1})", R"([{"op": "test", "path": "/b", "value": null}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "test", "path": "/a", "value": 1.0}])", R"({"a": 1})"},
                    Case{R"({"a": {"x": 1, "y": 2}})", R"([{"op": "test", "path": "/a", "value": {"y": 2, "x": 1}}])",
                         R"({"a": {"x": 1, "y": 2}})"},
                    Case{R"({"a": null})", R"([{"op": "add", "path": "/a/b", "value": 1}])", nullptr},
                    Case{R"({"a": "text"})", R"([{"op": "add", "path": "/a/b", "value": 1}])", nullptr},
                    Case{R"("text")", R"([{"op": "add", "path": "/a", "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "add", "path": "", "value": [1]}])", R"([1])"},
                    Case{R"({"a": 1})", R"([{"op": "remove", "path": ""}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "replace", "path": "/b", "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "replace", "path": "/a"}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "copy", "path": "/b"}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "move", "from": "/a", "path": "/a"}])", R"({"a": 1})"},
                    Case{R"({"a": {"b": 1}})", R"([{"op": "move", "from": "/a", "path": "/a/c"}])", nullptr},
                    Case{R"({"a": {"b": 1}})", R"([{"op": "move", "from": "", "path": "/a"}])", nullptr},
                    Case{R"({"a": {"b": 1}})", R"([{"op": "move", "from": "/a/b", "path": ""}])", R"(1)"},
                    Case{R"({"a": {"b": 1}})", R"([{"op": "copy", "from": "/a", "path": "/a/c"}])",
                         R"({"a": {"b": 1, "c": {"b": 1}}})"},
                    Case{R"({"a": 1})", R"([{"op": "Add", "path": "/b", "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"([{"path": "/b", "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "add", "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "add", "path": 1, "value": 1}])", nullptr},
                    Case{R"({"a": 1})", R"(["add"])", nullptr}, Case{R"({"a": 1})", R"({"op": "add"})", nullptr},
                    Case{R"({"a": 1})", R"([{"op": "add", "path": "/b", "value": 2}, {"op": "remove", "path": "/c"}])",
                         nullptr}));

TEST(JsonPatch, SaysWhichOperationDoesNotFitAndNoValue)
{
    const auto made =
        patched(json(R"({"token": "secret"})"),
                json(R"([{"op": "remove", "path": "/token"}, {"op": "replace", "path": "/a/b", "value": "secret"}])"),
                "spec.plaintext");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "spec.plaintext[1] (replace /a/b): there is nothing at /a/b");
    EXPECT_EQ(made.error().code, "json-patch.failed");
    const auto tested =
        patched(json(R"({"token": "secret"})"), json(R"([{"op": "test", "path": "/token", "value": "s"}])"));
    ASSERT_FALSE(tested);
    EXPECT_THAT(tested.error().text(), testing::Not(HasSubstr("secret")));
}

TEST(JsonPatch, ThatDoublesTheDocumentAgainAndAgainIsStopped)
{
    auto patch = Json::array();
    for (int i = 0; i < 40; ++i)
        patch.push_back({{"op", "copy"}, {"from", ""}, {"path", "/" + std::to_string(i)}});
    const auto made = patched(json(R"({"a": "some text"})"), patch);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message, HasSubstr("too deep or too large"));
}

TEST(JsonPatch, ThatNestsEverDeeperIsStopped)
{
    auto patch = Json::array();
    for (int i = 0; i < 1000; ++i) {
        patch.push_back({{"op", "add"}, {"path", "/b"}, {"value", Json::object()}});
        patch.push_back({{"op", "move"}, {"from", "/a"}, {"path", "/b/x"}});
        patch.push_back({{"op", "move"}, {"from", "/b"}, {"path", "/a"}});
    }
    EXPECT_FALSE(patched(json(R"({"a": 1})"), patch));
    std::string deep(5000, '[');
    deep += std::string(5000, ']');
    EXPECT_FALSE(patched(json(deep.c_str()), Json::array()));
}

TEST(JsonPatch, EscapesWhatGoesIntoAPointer)
{
    EXPECT_EQ(below("/metadata/labels", "example.com/a~b"), "/metadata/labels/example.com~1a~0b");
}

} // namespace
} // namespace orrery::federation
