#include "kubeconfig/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

using namespace std::string_literals;

TEST(Encoding, ReadsUtf8AndUtf16WithTheirMarksAndWritesThemBack)
{
    for (const auto& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
             {"a: é\r\n", "a: é\r\n"},
             {"\xef\xbb\xbfgrüß", "grüß"},
             {"\xff\xfe"
              "a\0\xe9\0"s,
              "aé"},
             {"\xfe\xff"
              "\0a\0\xe9"s,
              "aé"},
             {"\xff\xfe\x3d\xd8\x00\xde"s, "😀"},
             {"", ""},
         }) {
        const auto decoded = decodeText(bytes);
        ASSERT_TRUE(decoded) << text;
        EXPECT_EQ(decoded->text, text);
        EXPECT_EQ(encodeText(*decoded), bytes) << text;
    }
}

TEST(Encoding, RefusesWhatIsMalformedAndSaysWhere)
{
    for (const auto& [bytes, where] : std::vector<std::pair<std::string, std::string>>{
             {"ok\nab\xff", "2:3"},
             {"\xc0\xaf", "1:1"}, // overlong
             {"\xed\xa0\x80", "1:1"}, // surrogate
             {"\xf4\x90\x80\x80", "1:1"}, // beyond Unicode
             {"a\xe2\x82", "1:2"}, // cut off
             {"a\0b"s, "1:2"},
             {"a\x7f", "1:2"},
             {"\xff\xfe"
              "a"s,
              "1:1"},
             {"\xff\xfe\x00\xde"s, "1:1"}, // half a pair
         }) {
        const auto decoded = decodeText(bytes);
        ASSERT_FALSE(decoded) << where;
        EXPECT_EQ(decoded.error().code, "kubeconfig.encoding");
        EXPECT_TRUE(decoded.error().message.starts_with(where + ": ")) << decoded.error().message;
    }
}

TEST(Base64, IsReadAsStrictlyAsGoDoes)
{
    for (const auto& [text, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"", ""},
             {"YQ==", "a"},
             {"YWI=", "ab"},
             {"YWJj", "abc"},
             {"YW\nJj\r\nZA=\n=", "abcd"},
             {"//79", "\xff\xfe\xfd"},
         })
        EXPECT_EQ(decodeBase64(text).value_or("refused"), bytes) << text;
    for (const auto* text : {"YQ", "YQ=", "Y Q==", "__79", "YQ==YQ==", "=", "====", "Y===", "YQ==="}) {
        const auto refused = decodeBase64(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, "kubeconfig.base64");
    }
}

} // namespace

} // namespace orrery::kubeconfig
