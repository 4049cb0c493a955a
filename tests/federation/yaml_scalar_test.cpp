#include "federation/yaml_scalar.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace orrery::federation {

using api::Json;

/// Measured against go.yaml.in/yaml/v2, which kubectl reads manifests with.
const std::pair<const char*, Json> scalars[] = {
    {"", nullptr},
    {"~", nullptr},
    {"null", nullptr},
    {"Null", nullptr},
    {"nULL", "nULL"},
    {"y", true},
    {"Y", true},
    {"yes", true},
    {"yEs", "yEs"},
    {"on", true},
    {"True", true},
    {"tRue", "tRue"},
    {"n", false},
    {"No", false},
    {"OFF", false},
    {"false", false},
    {"5", 5},
    {"+5", 5},
    {"-5", -5},
    {"0", 0},
    {"00", 0},
    {"-0", 0},
    {"0x1F", 31},
    {"0X1f", 31},
    {"+0x1F", 31},
    {"0x", "0x"},
    {"0xZZ", "0xZZ"},
    {"017", 15},
    {"-017", -15},
    {"0o17", 15},
    {"0O17", 15},
    {"0b11", 3},
    {"-0b11", -3},
    {"0B11", 3},
    {"08", 8},
    {"09.5", 9.5},
    {"1_000", 1000},
    {"1_", 1},
    {"0_7", 7},
    {"_1", "_1"},
    {"1_0.5", 10.5},
    {".5_0", 0.5},
    {"9223372036854775807", INT64_MAX},
    {"9223372036854775808", 9223372036854775808u},
    {"-9223372036854775808", INT64_MIN},
    {"18446744073709551615", UINT64_MAX},
    {"18446744073709551616", 18446744073709551616.0},
    {"1e3", 1000},
    {"1E+3", 1000},
    {"3.0", 3},
    {"1.", 1},
    {"1.5", 1.5},
    {".5", 0.5},
    {"-.5", -0.5},
    {".5e1", 5},
    {"0.1", 0.1},
    {"1e21", 1e21},
    {"1e400", "1e400"},
    {"1e", "1e"},
    {"e1", "e1"},
    {".", "."},
    {"+", "+"},
    {"-", "-"},
    {"1.2.3", "1.2.3"},
    {"10Gi", "10Gi"},
    {"100m", "100m"},
    {"1:30", "1:30"},
    {"2001-01-01", "2001-01-01"},
    {"2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"},
    {"=", "="},
    {"<<", "<<"},
    {"nginx:1.25", "nginx:1.25"},
};

TEST(TypedScalar, IsWhatKubectlTakesItFor)
{
    for (const auto& [plain, expected] : scalars) {
        const auto typed = typedScalar(plain);
        ASSERT_TRUE(typed) << plain;
        EXPECT_EQ(*typed, expected) << plain;
        EXPECT_EQ(typed->is_string(), expected.is_string()) << plain;
        if (expected.is_number_integer()) {
            EXPECT_TRUE(typed->is_number_integer()) << plain << ": an API server takes no 1000.0 for an integer";
        }
    }
}

TEST(TypedScalar, RefusesWhatJsonCannotSay)
{
    for (const auto* plain : {".inf", "-.Inf", "+.INF", ".nan", ".NaN"})
        EXPECT_FALSE(typedScalar(plain)) << plain;
}

TEST(PlainString, IsOneThatNobodyTakesForSomethingElse)
{
    for (const auto* text :
         {"web", "Hello from every cloud", "nginx:1.25", "apps/v1", "a=b", "/healthz", "x@y", "node_1"})
        EXPECT_TRUE(isPlainString(text)) << text;
    for (const auto* text :
         {"",   " a", "a ", "a: b", "a #b", "a:", "y",  "No", "null", "5",   "1:30", "-a", "#a", "&a", "*a",
          "!a", "{a", "[a", "a\nb", "a\tb", "%a", "@a", "`a", "'a",   "\"a", "0x1F", "~",  "<<", "?",  "é"})
        EXPECT_FALSE(isPlainString(text)) << text;
}

} // namespace orrery::federation
