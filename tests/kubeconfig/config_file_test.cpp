#include "kubeconfig/config_file.h"
#include "kubeconfig/yaml_tree.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

using namespace std::string_literals;

constexpr auto whole = R"(apiVersion: v1
kind: Config
current-context: dev
clusters:
- name: c
  cluster:
    server: https://c:6443
    tls-server-name: kube
    certificate-authority: ca.crt
    proxy-url: socks5://p:1
    extensions: [{name: x, extension: {deep: [1, 2]}}]
- cluster: {server: "https://d", insecure-skip-tls-verify: yes}
  name: d
users:
- name: u
  user:
    client-certificate-data: Q0VSVA==
    client-key: key.pem
    tokenFile: t
    as: boss
    as-uid: "7"
    as-groups: [a, "b, c"]
    as-user-extra: {scopes: [x, z]}
- name: e
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: aws
      args: [eks, "123"]
      env: [{name: K, value: hidden}]
      interactiveMode: Never
contexts:
- {name: dev, context: {cluster: c, user: u, namespace: team}}
)";

std::string problemsOf(const ConfigFile& file)
{
    std::string all;
    for (const auto& problem : file.problems)
        all += (problem.broken ? "BROKEN " : "") + problem.text() + "\n";
    return all;
}

TEST(ConfigFile, ReadsEveryFieldThatMatters)
{
    const auto file = parseConfigFile("/f", whole);
    EXPECT_EQ(problemsOf(file), "");
    EXPECT_EQ(file.currentContext, "dev");
    ASSERT_EQ(file.clusters.size(), 2u);
    EXPECT_EQ(file.clusters[0].server, "https://c:6443");
    EXPECT_EQ(file.clusters[0].tlsServerName, "kube");
    EXPECT_EQ(file.clusters[0].authorityFile, "ca.crt");
    EXPECT_EQ(file.clusters[0].proxyUrl, "socks5://p:1");
    EXPECT_FALSE(file.clusters[0].insecure);
    EXPECT_TRUE(file.clusters[1].insecure);
    ASSERT_EQ(file.users.size(), 2u);
    const auto& user = file.users[0];
    EXPECT_EQ(user.certificateBase64.reveal(), "Q0VSVA==");
    EXPECT_EQ(user.keyFile, "key.pem");
    EXPECT_EQ(user.tokenFile, "t");
    EXPECT_EQ(user.impersonation.user, "boss");
    EXPECT_EQ(user.impersonation.uid, "7");
    EXPECT_EQ(user.impersonation.groups, (std::vector<std::string>{"a", "b, c"}));
    EXPECT_EQ(user.impersonation.extra.at("scopes"), (std::vector<std::string>{"x", "z"}));
    ASSERT_TRUE(file.users[1].exec);
    EXPECT_EQ(file.users[1].exec->arguments, (std::vector<std::string>{"eks", "123"}));
    EXPECT_EQ(file.users[1].exec->environment.at(0).second.reveal(), "hidden");
    ASSERT_EQ(file.contexts.size(), 1u);
    EXPECT_EQ(file.contexts[0], (ContextEntry{"dev", "/f", "c", "u", "team"}));
}

TEST(ConfigFile, TakesTheFormsThatKubectlTakes)
{
    const std::string body = "contexts:\n- name: x\n  context: {cluster: c, user: u}\n";
    std::string wide = "\xff\xfe";
    for (const char c : body)
        wide += {c, '\0'};
    std::string carriage = body;
    for (std::size_t i = 0; (i = carriage.find('\n', i)) != std::string::npos; i += 2)
        carriage.insert(i, "\r");
    for (const auto& text : std::vector<std::string>{
             body,
             "\xef\xbb\xbf" + body,
             wide,
             carriage,
             "---\n" + body,
             "{\"contexts\": [{\"name\": \"x\", \"context\": {\"cluster\": \"c\", \"user\": \"u\"}}]}",
             "{\n\t\"contexts\":[\n\t\t{\"name\":\"x\",\"context\":{\"cluster\":\"c\",\"user\":\"u\"},}\n\t]\n}",
             "clusters: null\nusers: ~\n" + body + "preferences: {}\n",
             "base: &b {cluster: c}\ncontexts:\n- name: x\n  context: {<<: *b, user: u}\n",
             "base: &b {name: x, context: {cluster: c, user: u}}\ncontexts: [*b]\n",
             "contexts:\n  -   context:\n        cluster:\tc\n        user: u # who\n      name: !!str x\n",
         }) {
        const auto file = parseConfigFile("f", text);
        EXPECT_EQ(problemsOf(file), "") << text;
        ASSERT_EQ(file.contexts.size(), 1u) << text;
        EXPECT_EQ(file.contexts[0], (ContextEntry{"x", "f", "c", "u", ""})) << text;
    }
}

TEST(ConfigFile, AnEmptyFileIsAnEmptyKubeconfig)
{
    for (const auto* text : {"", "  \n", "# nothing\n", "---\n", "{}", "null", "~"}) {
        const auto file = parseConfigFile("f", text);
        EXPECT_EQ(problemsOf(file), "") << text;
        EXPECT_TRUE(file.contexts.empty());
    }
}

TEST(ConfigFile, SaysWhereAFileIsBroken)
{
    struct Case {
        std::string text, problem;
    };
    std::string deep;
    for (int i = 0; i < 20'000; ++i)
        deep += "[";
    for (const auto& [text, problem] : std::vector<Case>{
             {"- a\n", "f:1:1: this is no kubeconfig: the file holds no map"},
             {"hello\n", "f:1:1: this is no kubeconfig: the file holds no map"},
             {"kind: Pod\n", "f:1:7: this is no kubeconfig: kind is not Config"},
             {"apiVersion: v2\n", "f:1:13: this is no kubeconfig: apiVersion is not v1"},
             {"clusters:\n  a: b\n", "f:2:3: clusters must be a list"},
             {"contexts: [hello]\n", "f:1:12: each item of contexts must be a map"},
             {"users:\n- name: {a: b}\n", "f:2:9: name must be text"},
             {"clusters:\n- name: a\n  cluster: {insecure-skip-tls-verify: \"true\"}\n",
              "f:3:39: insecure-skip-tls-verify must be true or false, without quotes"},
             {"users:\n- {name: a, user: {token: x}}\n- {name: a, user: {token: x}}\n",
              "f:3:3: the name a appears twice in users"},
             {"a: b\xff\n", "f:1:5: the file is not valid UTF-8"},
             {"a: [1, 2\n", "f:2:1: "},
             {"a:\n\tb: c\n", "f:2:"},
             {"users: [*hushhush]\n", "f:1:"},
             {deep, "f:1:"},
         }) {
        const auto file = parseConfigFile("f", text);
        ASSERT_FALSE(file.problems.empty()) << text.substr(0, 80);
        EXPECT_TRUE(file.problems.back().broken) << text.substr(0, 80);
        EXPECT_TRUE(file.problems.back().text().starts_with(problem)) << file.problems.back().text();
        EXPECT_EQ(file.problems.back().text().find("hush"), std::string::npos) << file.problems.back().text();
        EXPECT_TRUE(file.contexts.empty() && file.users.empty() && file.clusters.empty());
    }
}

TEST(ConfigFile, WarnsAboutWhatKubectlReadsOtherwise)
{
    const auto file = parseConfigFile("f", "current-context: a\ncurrent-context: yes\n"
                                           "contexts:\n- name: 0x1F\n  context: {cluster: 2024-01-01, user: \"123\"}\n"
                                           "---\nmore: here\n");
    EXPECT_EQ(problemsOf(file),
              "f:2:1: the key current-context appears twice; the last one counts\n"
              "f:7:1: only the first document of the file is used\n"
              "f:2:18: current-context is a number or a boolean for kubectl, which then refuses the file; quote it\n"
              "f:4:9: name is a number or a boolean for kubectl, which then refuses the file; quote it\n");
    EXPECT_EQ(file.currentContext, "yes");
    ASSERT_EQ(file.contexts.size(), 1u);
    EXPECT_EQ(file.contexts[0], (ContextEntry{"0x1F", "f", "2024-01-01", "123", ""}));
}

TEST(ConfigFile, KnowsWhatKubectlTakesForNumbersAndBooleans)
{
    // Each tried as an unquoted context name with kubectl 1.32.
    for (const auto* typed :
         {"123",  "yes",  "no",  "on",   "off",  "y",    "n",     "N",     "true", "TRUE",  "1.0",
          "0x1F", "0o17", "017", "1e3",  ".inf", "1.",   "+1",    ".5",    "-1",   "1_000", "0b11",
          "08",   "5e-3", "1E5", "1__0", "1_",   "1.e5", "-0x1F", "+.inf", ".nan", ".NaN",  "1e308"})
        EXPECT_TRUE(looksTyped(typed)) << typed;
    for (const auto* text :
         {"",    "2024-01-01", "12:30:45", "1:2", "1e400", "NaN", "nO",    "tRUE", "_1",        "1e", "0x",
          "0x_", "0o8x",       ".",        "+",   "+.",    "-",   "0b12x", "0xZZ", "arn:aws:1", "=",  "<<"})
        EXPECT_FALSE(looksTyped(text)) << text;
}

TEST(ConfigFile, AnAliasBombIsReadInNoTime)
{
    std::string text = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 60; ++i) {
        const auto before = std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + before + ", *a" + before + "]\n";
    }
    EXPECT_EQ(problemsOf(parseConfigFile("f", text + "contexts: *a59\n")).find("BROKEN"), 0u);
}

} // namespace

} // namespace orrery::kubeconfig
