#include "api/object.h"

#include <gmock/gmock.h>

namespace orrery::api {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto pod = R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"shop","uid":"u1",
"resourceVersion":"41","generation":3,"labels":{"app":"web","tier":"a\"b"},"managedFields":[{"manager":"kubectl","fieldsV1":{"f:x":{}}}],
"deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"n":1}})";

TEST(Object, ReadsItsColumns)
{
    const auto object = readObject(pod);
    ASSERT_TRUE(object) << object.error().text();
    EXPECT_EQ((*object)->key, (ObjectKey{"shop", "web"}));
    EXPECT_EQ((*object)->uid, "u1");
    EXPECT_EQ((*object)->resourceVersion, "41");
    EXPECT_EQ((*object)->generation, 3);
    EXPECT_TRUE((*object)->deleting);
    EXPECT_EQ((*object)->labels.at("tier"), "a\"b");
}

TEST(Object, KeepsItsTextWithoutManagedFields)
{
    const auto object = readObject(pod);
    ASSERT_TRUE(object);
    EXPECT_THAT((*object)->raw, Not(HasSubstr("managedFields")));
    auto whole = *parseJson(pod);
    drop(whole, "/metadata/managedFields");
    EXPECT_EQ((*object)->json(), whole);
}

TEST(Object, CutsManagedFieldsWhereverTheyStand)
{
    for (const auto* text :
         {R"({"metadata":{"managedFields":[],"name":"a"}})", R"({"metadata":{"name":"a","managedFields":[]}})",
          R"({"metadata":{"managedFields":[1,{"a":"]"}] , "name":"a"}})", R"({"metadata":{"managedFields":[]}})"}) {
        const auto object = readObject(text);
        ASSERT_TRUE(object) << text;
        auto whole = *parseJson(text);
        drop(whole, "/metadata/managedFields");
        EXPECT_EQ((*object)->json(), whole) << text;
    }
}

TEST(Object, RefusesWhatIsNotJson)
{
    for (const auto* text : {"", "{", "[]", "nonsense", "{\"metadata\":{\"name\":}"}) {
        const auto object = readObject(text);
        ASSERT_FALSE(object) << text;
        EXPECT_EQ(object.error().code, "object.syntax");
    }
}

TEST(List, FillsInTheTypeThatItemsLack)
{
    const auto page =
        readList(R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"next"},"items":[
        {"metadata":{"name":"a","ownerReferences":[{"apiVersion":"apps/v1"}]}},{"apiVersion":"x/v2","kind":"Other","metadata":{"name":"b"}}]})");
    ASSERT_TRUE(page) << page.error().text();
    EXPECT_EQ(page->resourceVersion, "7");
    EXPECT_EQ(page->continueToken, "next");
    ASSERT_EQ(page->items.size(), 2u);
    EXPECT_EQ(text(page->items[0]->json(), "/kind"), "Pod");
    EXPECT_EQ(text(page->items[0]->json(), "/apiVersion"), "v1");
    EXPECT_EQ(text(page->items[1]->json(), "/apiVersion"), "x/v2");
}

TEST(List, TakesNullForNone)
{
    const auto page =
        readList(R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":null})");
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->items.empty());
    EXPECT_EQ(page->resourceVersion, "7");
}

TEST(WatchEvent, ReadsObjectsAndBookmarks)
{
    const auto added =
        readWatchEvent(R"({"type":"ADDED","object":{"metadata":{"name":"a","managedFields":[]},"spec":{}}})");
    ASSERT_TRUE(added);
    EXPECT_EQ(added->type, WatchEvent::Type::Added);
    EXPECT_EQ(added->object->key.name, "a");
    EXPECT_THAT(added->object->raw, Not(HasSubstr("managedFields")));
    const auto bookmark =
        readWatchEvent(R"({"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"99"}}})");
    ASSERT_TRUE(bookmark);
    EXPECT_EQ(bookmark->object->resourceVersion, "99");
}

TEST(WatchEvent, TurnsAnExpiredPositionIntoGone)
{
    const auto event = readWatchEvent(
        R"json({"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 1 (9)"}})json");
    ASSERT_TRUE(event);
    ASSERT_TRUE(event->error);
    EXPECT_EQ(event->error->kind, ErrorKind::Gone);
    EXPECT_EQ(event->error->code, "watch.expired");
    EXPECT_EQ(event->error->message, "too old resource version: 1 (9)");
}

TEST(LineSplitter, CutsAtAnyByte)
{
    const std::string stream = "{\"a\":1}\n{\"b\":2}\n\n{\"c\":3}\n";
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        LineSplitter splitter;
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            ASSERT_TRUE(splitter.push(std::string_view(stream).substr(at, step),
                                      [&](std::string_view line) { lines.emplace_back(line); }));
        }
        EXPECT_EQ(lines, (std::vector<std::string>{"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"})) << "step " << step;
    }
}

TEST(LineSplitter, RefusesALineWithoutEnd)
{
    LineSplitter splitter(16);
    const auto pushed = splitter.push(std::string(17, 'x'), [](std::string_view) {});
    ASSERT_FALSE(pushed);
    EXPECT_EQ(pushed.error().code, "watch.line-too-long");
}

struct StatusCase {
    int http;
    const char* body;
    ErrorKind kind;
    const char* code;
    const char* message;
};

TEST(ErrorFromStatus, NamesTheCallersNextStep)
{
    const std::vector<StatusCase> cases{
        StatusCase{409, R"({"kind":"Status","reason":"AlreadyExists","message":"m"})", ErrorKind::AlreadyExists,
                   "api.already-exists", "m"},
        StatusCase{409, R"({"kind":"Status","reason":"Conflict","message":"m"})", ErrorKind::Conflict, "api.conflict",
                   "m"},
        StatusCase{410, R"({"kind":"Status","reason":"Expired","message":"m"})", ErrorKind::Gone, "api.expired", "m"},
        StatusCase{401, "", ErrorKind::Unauthorized, "api.http-401", "the server answered HTTP 401"},
        StatusCase{403, R"({"kind":"Status","reason":"Forbidden","message":"no"})", ErrorKind::Forbidden,
                   "api.forbidden", "no"},
        StatusCase{404, "404 page not found\nmore", ErrorKind::NotFound, "api.http-404", "404 page not found"},
        StatusCase{422, R"({"kind":"Status","reason":"Invalid","message":"m"})", ErrorKind::Invalid, "api.invalid",
                   "m"},
        StatusCase{500, R"({"kind":"Status","message":"failed to create typed patch object (a/b): .x: got string"})",
                   ErrorKind::Invalid, "api.invalid", "failed to create typed patch object (a/b): .x: got string"},
        StatusCase{500, R"({"kind":"Status","message":"etcd"})", ErrorKind::Unavailable, "api.http-500", "etcd"},
        StatusCase{503, "<html>", ErrorKind::Unavailable, "api.http-503", "<html>"},
        StatusCase{302, "", ErrorKind::Internal, "api.http-302", "the server answered HTTP 302"},
    };
    for (const auto& expected : cases) {
        const auto error = errorFromStatus(expected.http, expected.body);
        EXPECT_EQ(error.kind, expected.kind) << expected.http;
        EXPECT_EQ(error.code, expected.code);
        EXPECT_EQ(error.message, expected.message);
    }
}

TEST(ErrorFromStatus, CarriesTheServersPause)
{
    const auto error = errorFromStatus(
        429, R"({"kind":"Status","reason":"TooManyRequests","message":"m","details":{"retryAfterSeconds":2}})");
    EXPECT_EQ(error.kind, ErrorKind::Throttled);
    EXPECT_EQ(error.retryAfter, std::chrono::seconds(2));
}

} // namespace
} // namespace orrery::api
