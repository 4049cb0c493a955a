#include "kubeconfig/plain_yaml.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

/// Everything of a tree but the offsets of values that are not written.
std::string drawn(const YamlNode& node)
{
    const bool written = node.kind != YamlNode::Kind::Null;
    std::string out = std::to_string(int(node.kind)) + (node.plain ? "p" : "") + (node.flow ? "f" : "")
                    + (written ? "@" + std::to_string(node.offset) + ":" + std::to_string(node.line) + ":"
                                     + std::to_string(node.column)
                               : "")
                    + "'" + std::string(node.text) + "'";
    for (const auto& item : node.items)
        out += "[" + drawn(*item) + "]";
    for (const auto& [key, value] : node.fields)
        out += "{" + key + "=" + drawn(*value) + "}";
    return out;
}

YamlNodePtr readPlain(const std::string& text)
{
    return readPlainYaml(std::make_shared<const std::string>(text));
}

std::string byLibrary(const std::string& text)
{
    const auto document = parseAnyYaml(text);
    return document ? (document->warnings.empty() ? "" : "warned ") + drawn(*document->root) : "refused";
}

TEST(PlainYaml, ReadsWhatKubectlWrites)
{
    const std::string text =
        "apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: LS0t+/=\n    server: "
        "https://a:443\n  name: \"a b\"\ncontexts: null\ncurrent-context: \"\"\nkind: Config\n"
        "preferences: {}\n# end\nusers:\n- name: u # me\n  user:\n    exec:\n      args:\n      - x\n"
        "      env: []\n      command: aws\n";
    const auto root = readPlain(text);
    ASSERT_TRUE(root);
    EXPECT_EQ(drawn(*root), byLibrary(text));
}

TEST(PlainYaml, LeavesAloneWhatItDoesNotKnow)
{
    for (const auto* text :
         {"",           "a",         "null: a",    "a: &x b",           "a: *x",       "a: !!str b",  "a: |\n  b",
          "a: b: c",    "a: {b: c}", "a: 'it''s'", "a: \"\\n\"",        "a: b\n c",    "a: b\na: c",  "a: b\n---\nc: d",
          "--- \na: b", "a:\tb",     "? a",        "a:\n  b: c\n d: e", "a: b\n...\n", "%YAML 1.2\n", "a: -",
          "a: - b",     "a: \"b",    "a: 'b' c",   "a:\n-\n",           "<<: a",       "a: `b",       "a: b #c:\n  d"})
        EXPECT_FALSE(readPlain(text)) << text;
}

/// Texts put together from pieces that matter to YAML: whatever is read at all is read as yaml-cpp reads it.
TEST(PlainYaml, ReadsEverythingAsTheLibraryDoes)
{
    std::vector<std::string> pieces{
        "a",    "b",    "name", ":",      ": ",          "- ",  "-",     " ",    "  ",   "    ",   "\n",
        "\n",   "\n  ", "\n- ", "\n  - ", "x y",         "'q'", "\"d\"", "#",    " # c", "{}",     "[]",
        "null", "~",    "1",    "true",   "https://h:1", "a=",  ",",     "\r\n", "&",    "*",      "|",
        "é",    "\"",   "'",    "=",      "+",           "/",   ".",     "..",   "k:\n", "k: v\n", "- k: v\n  l: w\n"};
    pieces.insert(pieces.end(), {std::string(31, 'A') + "=", std::string(70, 'b')});
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    int read = 0;
    for (int round = 0; round < 40'000; ++round) {
        std::string text;
        for (auto count = random() % 14 + 1; count > 0; --count)
            text += pieces[random() % pieces.size()];
        const auto root = readPlain(text);
        if (!root)
            continue;
        ++read;
        ASSERT_EQ(drawn(*root), byLibrary(text)) << "seed " << seed << "\n" << text;
    }
    EXPECT_GT(read, 500) << "seed " << seed;
}

} // namespace

} // namespace orrery::kubeconfig
