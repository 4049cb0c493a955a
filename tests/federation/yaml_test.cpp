#include "federation/yaml.h"

#include <gmock/gmock.h>

#include <random>

namespace orrery::federation {

namespace {

using api::Json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<Json> values(const std::string& text)
{
    const auto read = readYaml(text, "t.yaml");
    EXPECT_TRUE(read) << (read ? "" : read.error().text()) << "\n" << text;
    std::vector<Json> out;
    if (read) {
        for (const auto& document : *read)
            out.push_back(document.value);
    }
    return out;
}

Json value(const std::string& text)
{
    const auto all = values(text);
    EXPECT_EQ(all.size(), 1u) << text;
    return all.empty() ? Json() : all.front();
}

Error fault(const std::string& text)
{
    const auto read = readYaml(text, "t.yaml");
    EXPECT_FALSE(read) << text.substr(0, 200);
    return read ? Error{} : read.error();
}

} // namespace

TEST(ReadYaml, ReadsEveryDocumentAndLeavesEmptyOnesOut)
{
    EXPECT_EQ(values("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\n"), (std::vector<Json>{{{"a", 1}}, {{"b", 2}}}));
    EXPECT_TRUE(values("").empty());
    EXPECT_TRUE(values("# only a comment\n---\n").empty());
    EXPECT_EQ(value("a: |\n  one\n  --- two\nb: 1\r\n"), (Json{{"a", "one\n--- two\n"}, {"b", 1}}));
}

TEST(ReadYaml, TypesPlainScalarsAndLeavesQuotedOnesAlone)
{
    EXPECT_EQ(value("{a: yes, b: 'yes', c: \"0x1F\", d: 0x1F, e: !!str 5, f: !!int '7'}"),
              (Json{{"a", true}, {"b", "yes"}, {"c", "0x1F"}, {"d", 31}, {"e", "5"}, {"f", 7}}));
    EXPECT_EQ(value("on: 1\n2: b\n'3': c\nnull key: d\n"),
              (Json{{"true", 1}, {"2", "b"}, {"3", "c"}, {"null key", "d"}}));
    EXPECT_EQ(value("a:\nb: ''\nc: ~\n"), (Json{{"a", nullptr}, {"b", ""}, {"c", nullptr}}));
}

TEST(ReadYaml, ExpandsAliasesAndMergesAsKubectlDoes)
{
    EXPECT_EQ(value("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: {q: 3, <<: *x}\nd: [*x, *x]\n"),
              (Json{{"a", {{"p", 1}, {"q", 2}}},
                    {"b", {{"p", 1}, {"q", 3}}},
                    {"c", {{"p", 1}, {"q", 2}}},
                    {"d", {{{"p", 1}, {"q", 2}}, {{"p", 1}, {"q", 2}}}}}));
    EXPECT_EQ(value("a: &x {p: 1}\nb: &y {p: 2, r: 3}\nc: {<<: [*x, *y], s: 1}\n")["c"],
              (Json{{"p", 1}, {"r", 3}, {"s", 1}}));
    EXPECT_EQ(value("'<<': 1\n"), (Json{{"<<", 1}})) << "quoted it is a key like any other";
}

TEST(ReadYaml, ReadsJsonAsJson)
{
    EXPECT_EQ(value("{\n\t\"a\": [1, 2.5, true, null],\n\t\"b\": \"\\ud83d\\ude00 \\/ \\u0041\"\n}\n"),
              (Json{{"a", {1, 2.5, true, nullptr}}, {"b", "😀 / A"}}));
    EXPECT_EQ(values("{\"a\": 1}\n{\"a\": \"}{\"}"), (std::vector<Json>{{{"a", 1}}, {{"a", "}{"}}}));
    const auto read = readYaml("{\"a\": 1}\n\n{\"b\":\n2}", "t");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->at(1).begin.line, 3);
    EXPECT_EQ(values("{a: 1}\n---\n{b: 2}\n").size(), 2u) << "flow YAML begins with a brace as well";
}

TEST(ReadYaml, KnowsWhereTheUpperPartsStand)
{
    const auto read = readYaml("# c\nmetadata:\n  name: web\n  labels:\n    a/b: c\n", "t");
    ASSERT_TRUE(read);
    const auto& document = read->front();
    EXPECT_EQ(document.begin.line, 2);
    EXPECT_EQ(document.placeOf("/metadata/name").line, 3);
    EXPECT_EQ(document.placeOf("/metadata/name").column, 9);
    EXPECT_EQ(document.placeOf("/metadata/labels/a~1b").line, 5);
    EXPECT_EQ(document.placeOf("/metadata/annotations/x").line, document.placeOf("/metadata").line);
    EXPECT_EQ(document.placeOf("/spec/replicas").line, 2);
}

struct Refused {
    const char* text;
    const char* code;
    const char* place;
    const char* words;
};

TEST(ReadYaml, RefusesWithThePlaceAndTheReason)
{
    const Refused rows[] = {
        {"a: 1\nb: 2\na: 3\n", "manifest.duplicate-key",
         "t.yaml:3:1: ", "the key \"a\" is there twice; the first is in line 1"},
        {"{\"a\": 1, \"a\": 2}", "manifest.duplicate-key", "t.yaml:1:10: ", "\"a\" is there twice"},
        {"a:\n  b: 1\n\tc: 2\n", "manifest.syntax", "t.yaml:3:1: ", "a tab in the indentation"},
        {"a: [1, 2\nb: 3\n", "manifest.syntax", "t.yaml:", "end of sequence"},
        {"a: b: c\n", "manifest.syntax", "t.yaml:1:5: ", "illegal map value"},
        {"{\"a\": 1", "manifest.syntax", "t.yaml:1:", "end of map"},
        {"a: *nobody\n", "manifest.syntax", "t.yaml:1:", "anchor"},
        {"a: &x [*x]\n", "manifest.alias", "t.yaml:1:8: ", "inside of what it stands for"},
        {"? [a]\n: b\n", "manifest.key", "t.yaml:1:3: ", "a list or a map"},
        {"~: b\n", "manifest.key", "t.yaml:1:", "a key is empty"},
        {"a: !secret x\n", "manifest.tag", "t.yaml:1:", "the tag !secret has no meaning"},
        {"a: !!int many\n", "manifest.tag", "t.yaml:1:", "no int as its tag says"},
        {"a: !!set {b: c}\n", "manifest.tag", "t.yaml:1:", "no meaning"},
        {"a: .inf\n", "manifest.not-json", "t.yaml:1:4: ", "infinity"},
        {"a: {<<: 5}\n", "manifest.merge", "t.yaml:1:9: ", "a map or a list of maps"},
        {"a: 'b\n", "manifest.syntax", "t.yaml:1:4: ", "the quote that opens here is never closed"},
        {"- a\nb: c\n", "manifest.syntax", "t.yaml:2:1: ", "the document has ended above"},
        {"a: 1\n}\n", "manifest.syntax", "t.yaml:", ""},
        {"a: 1\n---\nb: 1\nb: [\n", "manifest.duplicate-key", "t.yaml:4:1: ", "first is in line 3"},
    };
    for (const auto& row : rows) {
        const auto error = fault(row.text);
        EXPECT_EQ(error.kind, ErrorKind::Invalid) << row.text;
        EXPECT_EQ(error.code, row.code) << row.text << error.message;
        EXPECT_THAT(error.message, StartsWith(row.place)) << row.text;
        EXPECT_THAT(error.message, HasSubstr(row.words)) << row.text;
    }
}

TEST(ReadYaml, IsNotBroughtDownByDepthOrAliases)
{
    const std::string brackets(200'000, '[');
    EXPECT_EQ(fault("a: " + brackets).code, "manifest.too-deep");
    EXPECT_EQ(fault(brackets + std::string(200'000, ']')).code, "manifest.too-deep");
    std::string nested;
    for (int i = 0; i < 120; ++i)
        nested += std::string(std::size_t(i), ' ') + "a:\n";
    EXPECT_EQ(fault(nested).code, "manifest.too-deep");
    std::string fits;
    for (int i = 0; i < 98; ++i)
        fits += std::string(std::size_t(i), ' ') + "a:\n";
    EXPECT_TRUE(readYaml(fits, "t"));
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const auto below = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
        for (int k = 1; k < 10; ++k)
            bomb += ", " + below;
        bomb += "]\n";
    }
    EXPECT_EQ(fault(bomb).code, "manifest.alias");
    std::string tower = "a0: &a0 [x]\n";
    for (int i = 1; i < 200; ++i)
        tower += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
    EXPECT_EQ(fault(tower).code, "manifest.too-deep");
}

TEST(ReadYaml, NeverShowsAValueInAnError)
{
    for (const auto* text : {"a: \"hunter2\\q\"\n", "a: hunter2: b\n", "a: 'hunter2\n", "data: [hunter2\nb: c\n",
                             "a: !!int hunter2\n", "- hunter2\nb: c\n"})
        EXPECT_EQ(fault(text).text().find("hunter2"), std::string::npos) << text;
}

TEST(ReadYaml, SurvivesAnyBytesThatAreCutOrChanged)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const std::string text = "a: &x {b: [1, 'two', \"th\\u0041ree\"]}\nc: |\n  text\n  more\n? d\n: *x\n---\n- e: >-\n "
                             "   f\n  g: {<<: *x}\n";
    const std::string alphabet = "{}[]:,-?&*!|>'\"%@` \n\t#<a0\\~.";
    for (int i = 0; i < 5000; ++i) {
        auto broken = text.substr(0, 1 + random() % text.size());
        for (unsigned change = random() % 4; change > 0; --change)
            broken[random() % broken.size()] = alphabet[random() % alphabet.size()];
        const auto read = readYaml(broken, "t");
        if (!read) {
            EXPECT_THAT(read.error().message, StartsWith("t:")) << broken;
        }
    }
}

TEST(ToYaml, WritesAsPeopleDo)
{
    EXPECT_EQ(
        toYaml({{"spec", {{"containers", {{{"image", "nginx:1.25"}, {"name", "web"}, {"args", {"a", "b"}}}}}}},
                {"kind", "Pod"},
                {"metadata", {{"labels", {{"on", "yes"}, {"version", "1.0"}}}, {"namespace", "d"}, {"name", "web"}}},
                {"apiVersion", "v1"},
                {"data", {{"conf", "a = 1\n\n  b\n"}, {"empty", Json::object()}, {"none", Json::array()}}}}),
        R"(apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: d
  labels:
    "on": "yes"
    version: "1.0"
data:
  conf: |
    a = 1

      b
  empty: {}
  none: []
spec:
  containers:
  - name: web
    args:
    - a
    - b
    image: nginx:1.25
)");
    EXPECT_EQ(toYaml("x"), "x\n");
    EXPECT_EQ(toYaml(Json::object()), "{}\n");
    EXPECT_EQ(toYaml({{{"a", {{1, 2}, {3}}}}}), "- a:\n  - - 1\n    - 2\n  - - 3\n");
}

namespace {

const std::vector<std::string> awkwardTexts{"",
                                            "a",
                                            "yes",
                                            "1",
                                            "0x1F",
                                            "1e3",
                                            " lead",
                                            "trail ",
                                            "a: b",
                                            "a #b",
                                            "- a",
                                            "multi\nline",
                                            "ends\n",
                                            "ends twice\n\n",
                                            "\n",
                                            "\nstarts",
                                            " spaces\nfirst",
                                            "tab\tin",
                                            "\ttab",
                                            "a\n\tb\n",
                                            "cr\r\nlf",
                                            "quote\"'",
                                            "back\\slash",
                                            "é😀",
                                            "\xc2\x85next",
                                            "\xe2\x80\xa8",
                                            "\xef\xbb\xbf",
                                            "\x7f",
                                            "\x01",
                                            "null",
                                            "~",
                                            "2001-01-01",
                                            "1:30",
                                            "a\n   \nb",
                                            "a \nb",
                                            "---",
                                            "--- a\n--- b\n",
                                            "...",
                                            "# no\ncomment\n",
                                            "a\n\n\n b\n\n",
                                            "{a}",
                                            "[b]",
                                            "*c",
                                            "&d",
                                            "!e",
                                            "%f",
                                            "@g",
                                            "very long text that goes on and on and on and on and on and on and on "
                                            "and on and on and on and on and on to the end"};

Json randomJson(std::mt19937& random, int depth)
{
    switch (random() % (depth > 0 ? 8 : 5)) {
    case 0: return nullptr;
    case 1: return random() % 2 == 0;
    case 2: return std::int64_t(random()) - 2'000'000'000;
    case 3: return double(random() % 1000) / 8 + 0.0625;
    case 4: return awkwardTexts[random() % awkwardTexts.size()];
    case 5:
    case 6: {
        auto map = Json::object();
        for (auto n = random() % 4; n > 0; --n)
            map[awkwardTexts[random() % awkwardTexts.size()]] = randomJson(random, depth - 1);
        return map;
    }
    default: {
        auto list = Json::array();
        for (auto n = random() % 4; n > 0; --n)
            list.push_back(randomJson(random, depth - 1));
        return list;
    }
    }
}

} // namespace

TEST(ToYaml, IsReadBackExactlyWhateverIsWritten)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 3000; ++i) {
        const Json wanted{{"value", randomJson(random, 4)}};
        const auto text = toYaml(wanted);
        const auto read = readYaml(text, "t");
        ASSERT_TRUE(read) << read.error().text() << "\n" << text << "\n" << wanted.dump();
        ASSERT_EQ(read->size(), 1u) << text;
        ASSERT_EQ(read->front().value, wanted) << text;
    }
}

} // namespace orrery::federation
