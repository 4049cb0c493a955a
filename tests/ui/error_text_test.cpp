#include "ui/support/error_text.h"

#include <QSet>

#include <gtest/gtest.h>

#include <array>

using namespace orrery;
using namespace orrery::ui;

namespace {

constexpr std::array kinds{ErrorKind::Unavailable,  ErrorKind::Throttled, ErrorKind::Conflict,
                           ErrorKind::Gone,         ErrorKind::NotFound,  ErrorKind::AlreadyExists,
                           ErrorKind::Unauthorized, ErrorKind::Forbidden, ErrorKind::Invalid,
                           ErrorKind::Cancelled,    ErrorKind::Internal};

Error made(ErrorKind kind, const char* code = "some.code")
{
    return {.kind = kind, .code = code, .message = "the server's own words", .context = {"listing pods"}};
}

} // namespace

TEST(ErrorText, EveryKindHasASentenceOfItsOwnAndANextStep)
{
    QSet<QString> sentences;
    for (const auto kind : kinds) {
        const auto sentence = ErrorText::sentence(made(kind));
        EXPECT_TRUE(sentence.endsWith(u'.')) << name(kind) << ": " << sentence.toStdString();
        EXPECT_TRUE(ErrorText::nextStep(made(kind)).endsWith(u'.')) << name(kind);
        sentences.insert(sentence);
    }
    EXPECT_EQ(sentences.size(), static_cast<qsizetype>(kinds.size())) << "two kinds read the same";
}

TEST(ErrorText, AClusterWithoutAFederationIsNotCalledSomethingMissing)
{
    const auto none = made(ErrorKind::NotFound, "federation.none");
    EXPECT_EQ(ErrorText::sentence(none), QStringLiteral("This cluster holds no federation."));
    EXPECT_NE(ErrorText::nextStep(none), ErrorText::nextStep(made(ErrorKind::NotFound)));
}

TEST(ErrorText, DetailsKeepTheServersWordsAndWhatWasBeingDone)
{
    const auto detail = ErrorText::detail(made(ErrorKind::Forbidden));
    EXPECT_TRUE(detail.contains(QStringLiteral("the server's own words")));
    EXPECT_TRUE(detail.contains(QStringLiteral("listing pods")));
}
