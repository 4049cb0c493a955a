#include "kubeconfig/splice.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

const ContextEntry ring{"ring", "", "c", "u", ""};

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
    // The last value has several lines, so the new item goes to the front.
    {"contexts:\n- name: x\n  note: |\n    a\n    b\nusers: []\n",
     "contexts:\n- context:\n    cluster: c\n    user: u\n  name: ring\n- name: x\n  note: |\n    a\n    b\nusers: "
     "[]\n"},
    // JSON.
    {"{\"contexts\": [\n  {\"name\": \"x\", \"context\": {}}\n]}\n",
     "{\"contexts\": [\n  {\"name\": \"ring\", \"context\": {\"cluster\": \"c\", \"user\": \"u\"}}, {\"name\": \"x\", "
     "\"context\": {}}\n]}\n"},
    {"contexts: [{name: x}]\n",
     "contexts: [{\"name\": \"ring\", \"context\": {\"cluster\": \"c\", \"user\": \"u\"}}, {name: x}]\n"},
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

TEST(Splice, RefusesAFormItCannotSpliceAndNamesTheCommand)
{
    const std::string aliased = "a: &a [{name: x}]\ncontexts: *a\n";
    const auto refused = withContext(aliased, ring);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "kubeconfig.edit");
    EXPECT_NE(refused.error().message.find("kubectl config set-context ring --cluster=c --user=u"), std::string::npos);
    EXPECT_FALSE(withContext("users: []\n", ring));
    EXPECT_FALSE(withoutContext(aliased, "x"));
}

} // namespace

} // namespace orrery::kubeconfig
