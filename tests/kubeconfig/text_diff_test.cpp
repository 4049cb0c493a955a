#include "kubeconfig/text_diff.h"

#include <gtest/gtest.h>

namespace orrery::kubeconfig {

namespace {

std::string drawn(const std::vector<DiffLine>& lines)
{
    std::string out;
    for (const auto& line : lines)
        out += (line.change == DiffLine::Change::None    ? " "
                : line.change == DiffLine::Change::Added ? "+"
                                                         : "-")
             + line.text + "\n";
    return out;
}

TEST(TextDiff, ShowsTheFewestLines)
{
    EXPECT_EQ(drawn(diffLines("a: 1\nb: 2\nc: 3\n", "a: 1\nx: 9\nc: 3\nd: 4\n")),
              " a: 1\n-b: 2\n+x: 9\n c: 3\n+d: 4\n");
    EXPECT_EQ(drawn(diffLines("", "a: 1\n")), "+a: 1\n");
    EXPECT_EQ(drawn(diffLines("a: 1\n", "")), "-a: 1\n");
    EXPECT_EQ(drawn(diffLines("a: 1\n", "a: 1\n")), " a: 1\n");
    EXPECT_EQ(drawn(diffLines("a: 1\nb: 1\nc: 1\na: 1\n", "b: 1\na: 1\nb: 1\n")).size(),
              drawn(diffLines("b: 1\na: 1\nb: 1\n", "a: 1\nb: 1\nc: 1\na: 1\n")).size());
}

TEST(TextDiff, CountsLinesOnBothSides)
{
    const auto lines = diffLines("a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\nd: 4\n");
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[1].before, 2);
    EXPECT_EQ(lines[1].after, 0);
    EXPECT_EQ(lines[2].before, 3);
    EXPECT_EQ(lines[2].after, 2);
    EXPECT_EQ(lines[3].after, 3);
}

TEST(TextDiff, NeverShowsASecret)
{
    const std::string text =
        "users:\n- name: u # me\n  user:\n    token: hush # mine\n    password: \"hush # hush\"\n"
        "    client-key-data: |\n      hush\n      hush\n    client-certificate-data: hush\n"
        "- {name: v, user: {token: hush, exec: {env: [{name: A, value: hush}]}}}\n"
        "- name: w\n  user:\n    auth-provider: {name: oidc, config: {id-token: hush, refresh-token: "
        "'hush'}}\n    token:\n      hush\n";
    const auto masked = maskSecrets(text);
    EXPECT_EQ(masked.find("hush"), std::string::npos) << masked;
    EXPECT_NE(masked.find("name: u # me"), std::string::npos);
    EXPECT_NE(masked.find("bytes # mine"), std::string::npos) << masked;
    EXPECT_NE(drawn(diffLines(text, text, true)).find("hush"), std::string::npos);
    EXPECT_EQ(maskSecrets("users: [\n- token: aVeryLongTokenThatIsSecret\n").find("Secret"), std::string::npos);
}

TEST(TextDiff, TellsSecretsThatDifferApart)
{
    EXPECT_EQ(diffLines("users: [{user: {token: a}}]\n", "users: [{user: {token: b}}]\n").size(), 2u);
}

} // namespace

} // namespace orrery::kubeconfig
