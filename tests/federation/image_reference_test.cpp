#include "federation/image_reference.h"

#include <gmock/gmock.h>

namespace orrery::federation {
namespace {

const std::string digest = "sha256:" + std::string(64, 'a');

TEST(ImageReference, TakesNamesApart)
{
    struct Case {
        std::string image, registry, repository, tag, hash;
    };
    for (const auto& one : std::vector<Case>{{"pause", "", "pause", "", ""},
                                             {"library/web:v1", "", "library/web", "v1", ""},
                                             {"reg.example/web:v1", "reg.example", "web", "v1", ""},
                                             {"reg.example:5000/team/web", "reg.example:5000", "team/web", "", ""},
                                             {"localhost/web", "localhost", "web", "", ""},
                                             {"10.1.2.3:5000/web@" + digest, "10.1.2.3:5000", "web", "", digest},
                                             {"[2001:db8::1]:5000/web:v1", "[2001:db8::1]:5000", "web", "v1", ""},
                                             {"reg.example/web:v1@" + digest, "reg.example", "web", "v1", digest},
                                             {"a__b/c-d.e--f:Tag_1.2-3", "", "a__b/c-d.e--f", "Tag_1.2-3", ""}}) {
        const auto made = parseImageReference(one.image);
        ASSERT_TRUE(made) << one.image << ": " << made.error().text();
        EXPECT_EQ(made->registry, one.registry) << one.image;
        EXPECT_EQ(made->repository, one.repository) << one.image;
        EXPECT_EQ(made->tag, one.tag) << one.image;
        EXPECT_EQ(made->digest, one.hash) << one.image;
        EXPECT_EQ(made->text(), one.image);
    }
}

TEST(ImageReference, RefusesWhatIsNone)
{
    for (const std::string image :
         {"", ":v1", "Web", "web:", "web:-1", "web@", "web@sha256:abc", "a//b", "/web", "web/", "a..b", "a___b", "-web",
          "reg.example:x/web", "we b", "reg.example/", "web:a b"})
        EXPECT_FALSE(parseImageReference(image)) << image;
    EXPECT_FALSE(parseImageReference(std::string(300, 'a')));
}

TEST(ImageReference, HasATagOrADigestWhenOneIsSet)
{
    auto image = *parseImageReference("reg.example/web:v1@" + digest);
    image.setVersion("v2");
    EXPECT_EQ(image.text(), "reg.example/web:v2");
    image.setVersion(digest);
    EXPECT_EQ(image.text(), "reg.example/web@" + digest);
    image.setVersion("v1" + digest); // neither
    EXPECT_EQ(image.text(), "reg.example/web@" + digest);
}

} // namespace
} // namespace orrery::federation
