#include "kubeconfig/splice.h"

#include "kubeconfig/yaml_write.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

const ContextEntry ring{"ring", "", "c", "u", ""};

Result<std::string> withContext(const std::string& text, const ContextEntry& added)
{
    return spliced(text, {{"contexts", added.name, contextItem(added)}});
}

Result<std::string> withoutContext(const std::string& text, const std::string& name)
{
    return spliced(text, {{"contexts", name, nullptr}});
}

struct Case {
    std::string before, after;
};

/// Files with a context `x`, without and with `ring` behind or before it.
const std::vector<Case> forms{
    // As kubectl writes.
    {"apiVersion: v1\ncontexts:\n- context:\n    cluster: c\n    user: u\n  name: x\ncurrent-context: x\nkind: "
     "Config\n",
     "apiVersion: v1\ncontexts:\n- context:\n    cluster: c\n    user: u\n  name: x\n- context:\n    cluster: c\n    "
     "user: u\n  name: ring\ncurrent-context: x\nkind: Config\n"},
    // Indented items, comments everywhere, odd spacing, another key order.
    {"# mine\ncontexts:   # all of them\n  # the one\n  -   name: 'x'   # x\n      context: {user: u,   cluster: c} # "
     "end\n\n# users\nusers:\n- name: u\n",
     "# mine\ncontexts:   # all of them\n  # the one\n  -   name: 'x'   # x\n      context: {user: u,   cluster: c} # "
     "end\n  - context:\n      cluster: c\n      user: u\n    name: ring\n\n# users\nusers:\n- name: u\n"},
    // No line end at the end of the file; Windows line ends.
    {"contexts:\n- name: x\n  context:\n    cluster: c",
     "contexts:\n- name: x\n  context:\n    cluster: c\n- context:\n    cluster: c\n    user: u\n  name: ring"},
    {"contexts:\r\n- name: x\r\nusers: []\r\n",
     "contexts:\r\n- name: x\r\n- context:\r\n    cluster: c\r\n    user: u\r\n  name: ring\r\nusers: []\r\n"},
    // The last value has several lines.
    {"contexts:\n- name: x\n  note: |\n    a\n\n    # b\n\n# end\nusers: []\n",
     "contexts:\n- name: x\n  note: |\n    a\n\n    # b\n- context:\n    cluster: c\n    user: u\n  name: "
     "ring\n\n# end\nusers: []\n"},
    {"contexts:\n- name: x\n  note: 'a\n   b\n\n   c'\nusers: []\n",
     "contexts:\n- name: x\n  note: 'a\n   b\n\n   c'\n- context:\n    cluster: c\n    user: u\n  name: ring\nusers: "
     "[]\n"},
    // JSON.
    {"{\"contexts\": [\n  {\"name\": \"x\", \"context\": {}}\n]}\n",
     "{\"contexts\": [\n  {\"context\": {\"cluster\": \"c\", \"user\": \"u\"}, \"name\": \"ring\"}, {\"name\": \"x\", "
     "\"context\": {}}\n]}\n"},
    {"contexts: [{name: x}]\n",
     "contexts: [{\"context\": {\"cluster\": \"c\", \"user\": \"u\"}, \"name\": \"ring\"}, {name: x}]\n"},
};

TEST(Splice, AddsAContextAndLeavesEveryOtherByte)
{
    for (const auto& [before, after] : forms)
        EXPECT_EQ(withContext(before, ring).value_or("refused"), after);
}

TEST(Splice, TakesItOutAgainToTheSameBytes)
{
    for (const auto& [before, after] : forms) {
        const bool noEnd = !before.ends_with('\n'); // the line end before it was ours
        EXPECT_EQ(withoutContext(after, "ring").value_or("refused"), before + (noEnd ? "\n" : "")) << after;
    }
}

TEST(Splice, TakesOutAnyOfSeveral)
{
    const std::string block = "contexts:\n# one\n- name: a\n- name: b # two\n# three\n-\n  name: c\nusers: []\n";
    EXPECT_EQ(withoutContext(block, "a").value(),
              "contexts:\n# one\n- name: b # two\n# three\n-\n  name: c\nusers: []\n");
    EXPECT_EQ(withoutContext(block, "b").value(), "contexts:\n# one\n- name: a\n# three\n-\n  name: c\nusers: []\n");
    EXPECT_EQ(withoutContext(block, "c").value(), "contexts:\n# one\n- name: a\n- name: b # two\n# three\nusers: []\n");
    const std::string flow = "contexts: [{name: a}, {name: 'b}'}, {name: c}]\n";
    EXPECT_EQ(withoutContext(flow, "a").value(), "contexts: [{name: 'b}'}, {name: c}]\n");
    EXPECT_EQ(withoutContext(flow, "b}").value(), "contexts: [{name: a}, {name: c}]\n");
    EXPECT_EQ(withoutContext(flow, "c").value(), "contexts: [{name: a}, {name: 'b}'}]\n");
    EXPECT_EQ(withoutContext("contexts:\n- name: a\nusers: []\n", "a").value(), "contexts:\nusers: []\n");
    EXPECT_EQ(withoutContext("contexts: [{name: a}]\n", "a").value(), "contexts: []\n");
}

TEST(Splice, QuotesNamesThatKubectlWouldMisread)
{
    for (const auto& name :
         std::vector<std::string>{"y", "no", "123", "0x1F", "1e3", "null", "~", "a: b", "a #b", "-", "*a", "it's",
                                  "say \"hi\"", "back\\slash", "é", "{x}", " a", "tab\t"}) {
        auto added = ring;
        added.name = name;
        for (const auto* before : {"contexts:\n- name: x\n", "contexts: [{name: x}]\n"}) {
            const auto after = withContext(before, added);
            ASSERT_TRUE(after) << name;
            const auto file = parseConfigFile("", *after);
            EXPECT_TRUE(file.problems.empty()) << *after;
            EXPECT_TRUE(file.contexts.back() == added || file.contexts.front() == added) << *after;
        }
    }
}

TEST(Splice, FillsListsThatAreMissingNullOrEmpty)
{
    const std::string item = "\n- context:\n    cluster: c\n    user: u\n  name: ring";
    const std::vector<Case> cases{
        {"users: []\n", "users: []\ncontexts:" + item + "\n"},
        {"users:\n- name: u\n  user:\n    token: |\n      a\n# end",
         "users:\n- name: u\n  user:\n    token: |\n      a\ncontexts:" + item + "\n# end"},
        {"contexts: null\nusers: []\n", "contexts:" + item + "\nusers: []\n"},
        {"contexts: [ ] # none\nusers: []\n", "contexts:" + item + " # none\nusers: []\n"},
        {"users: []\ncontexts:\nkind: Config\n", "users: []\ncontexts:" + item + "\nkind: Config\n"},
        {"contexts:", "contexts:" + item},
        {"kind: Config\n---\nkind: Other\n", "kind: Config\ncontexts:" + item + "\n---\nkind: Other\n"},
        {R"({"kind": "Config"})",
         R"({"contexts": [{"context": {"cluster": "c", "user": "u"}, "name": "ring"}], "kind": "Config"})"},
        {R"({"contexts": null})", R"({"contexts": [{"context": {"cluster": "c", "user": "u"}, "name": "ring"}]})"},
        {"{}", R"({"contexts": [{"context": {"cluster": "c", "user": "u"}, "name": "ring"}]})"},
    };
    for (const auto& [before, after] : cases)
        EXPECT_EQ(withContext(before, ring).value_or("refused"), after) << before;
}

TEST(Splice, ChangesSeveralEntriesAtOnce)
{
    const std::string before = "# top\ncontexts:\n- name: a\n- name: b # two\n- name: c\nusers: [{name: u}, {name: "
                               "v}]\ncurrent-context: a # now\n";
    auto moved = ring;
    moved.name = "b2";
    const auto after = spliced(before,
                               {{"contexts", "a", nullptr},
                                {"contexts", "b", contextItem(moved)},
                                {"contexts", "ring", contextItem(ring)},
                                {"users", "v", nullptr},
                                {"users", "w", yamlMap({{"name", yamlText("w")}})}},
                               "b2");
    EXPECT_EQ(
        after.value_or("refused"),
        "# top\ncontexts:\n- context:\n    cluster: c\n    user: u\n  name: b2\n- name: c\n- context:\n    cluster: "
        "c\n    user: u\n  name: ring\nusers: [{\"name\": \"w\"}, {name: u}]\ncurrent-context: b2 # now\n");
}

TEST(Splice, MakesANewFileAndKeepsCommentsAbove)
{
    const auto made = spliced("# mine", {{"contexts", "ring", contextItem(ring)}}, "ring");
    EXPECT_EQ(made.value_or("refused"), "# mine\napiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts:\n- "
                                        "context:\n    cluster: c\n    user: u\n  name: ring\ncurrent-context: ring\n");
    EXPECT_TRUE(parseConfigFile("", *made).problems.empty());
}

TEST(Splice, RefusesAFormItCannotSplice)
{
    const std::string aliased = "a: &a [{name: x}]\ncontexts: *a\n";
    const auto refused = withContext(aliased, ring);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "kubeconfig.edit");
    EXPECT_FALSE(withoutContext(aliased, "x"));
}

} // namespace

} // namespace orrery::kubeconfig
