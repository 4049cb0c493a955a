#include "contract/contract_test.h"

#include <random>
#include <set>

namespace orrery::contract {
namespace {

using api::Json;
using testing::ElementsAre;
using testing::IsEmpty;

/// Label that keeps what a controller puts into each namespace out of the picture.
constexpr auto mine = "mine=yes";

class Watching : public ContractTest {
protected:
    Json labelled(const std::string& name, const Json& content = {{"a", "1"}}) const
    {
        auto object = configMap(name, content);
        object["metadata"]["labels"] = {{"mine", "yes"}};
        return object;
    }
    api::ListPage page(const api::ListOptions& options)
    {
        const auto answer = session->call(api::listRequest(configMaps, ns, options));
        EXPECT_TRUE(answer) << answer.error().text();
        auto read = answer ? api::readList(answer->body) : Result<api::ListPage>(api::ListPage());
        EXPECT_TRUE(read) << read.error().text();
        return read ? *read : api::ListPage();
    }
    http::HttpRequest from(const std::string& version, std::chrono::seconds timeout = std::chrono::seconds(200)) const
    {
        return api::watchRequest(configMaps, ns,
                                 {.labelSelector = mine, .resourceVersion = version, .timeout = timeout});
    }
    runtime::Reflector::Options reflected() const
    {
        runtime::Reflector::Options options;
        options.resource = configMaps;
        options.ns = ns;
        options.labelSelector = mine;
        return options;
    }
    /// Name and version of each, in order.
    static std::set<std::string> picture(const runtime::Store& store)
    {
        std::set<std::string> out;
        store.snapshot().forEach([&](const api::ObjectKey& key, const api::ObjectPtr& object) {
            out.insert(key.name + "@" + object->resourceVersion);
        });
        return out;
    }
    std::set<std::string> truth()
    {
        std::set<std::string> out;
        for (const auto& item : page({.labelSelector = mine}).items)
            out.insert(item->key.name + "@" + item->resourceVersion);
        return out;
    }
};

INSTANTIATE_TEST_SUITE_P(, Watching, testing::ValuesIn(bindings()),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Watching, AListComesInPagesOfOneMoment)
{
    for (const auto* name : {"a", "b", "c", "d", "e"})
        made(configMaps, labelled(name));
    const auto first = page({.labelSelector = mine, .limit = 2});
    ASSERT_EQ(first.items.size(), 2u);
    ASSERT_FALSE(first.continueToken.empty());
    made(configMaps, labelled("bb"));
    ASSERT_TRUE(session->remove(configMaps, {ns, "d"}));
    std::vector<std::string> names;
    auto token = first.continueToken;
    for (int pages = 0; pages < 5 && !token.empty(); ++pages) {
        const auto next = page({.labelSelector = mine, .continueToken = token, .limit = 2});
        EXPECT_EQ(next.resourceVersion, first.resourceVersion);
        for (const auto& item : next.items)
            names.push_back(item->key.name);
        token = next.continueToken;
    }
    EXPECT_THAT(names, ElementsAre("c", "d", "e")) << "as it was when the list began";
}

TEST_P(Watching, ASessionJoinsThePages)
{
    for (const auto* name : {"a", "b", "c", "d", "e"})
        made(configMaps, labelled(name));
    const auto all = session->list(configMaps, ns, {.labelSelector = mine, .limit = 2});
    ASSERT_TRUE(all) << all.error().text();
    EXPECT_EQ(all->items.size(), 5u);
    EXPECT_EQ(api::text(all->items[4]->json(), "/kind"), "ConfigMap");
    EXPECT_EQ(api::text(all->items[4]->json(), "/apiVersion"), "v1");
}

TEST_P(Watching, AContinueTokenThatMakesNoSenseIsRefused)
{
    const auto answer = session->call(api::listRequest(configMaps, ns, {.continueToken = "nonsense"}));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().kind == ErrorKind::Invalid || answer.error().kind == ErrorKind::Gone)
        << answer.error().text();
}

TEST_P(Watching, TellsWhatHappensInOrder)
{
    Events events(*session, from(page({.labelSelector = mine}).resourceVersion));
    const auto created = made(configMaps, labelled("a"));
    const auto changed = session->mergePatch(configMaps, {ns, "a"}, {{"data", {{"a", "2"}}}});
    ASSERT_TRUE(changed);
    ASSERT_TRUE(session->remove(configMaps, {ns, "a"}));
    EXPECT_EQ(events.next(), "ADDED a");
    EXPECT_EQ(events.version(), versionOf(created));
    EXPECT_EQ(events.next(), "MODIFIED a");
    EXPECT_EQ(events.version(), versionOf(*changed));
    EXPECT_EQ(events.next(), "DELETED a");
    EXPECT_NE(events.version(), versionOf(*changed)) << "a deletion has a version of its own";
}

TEST_P(Watching, AnUnchangedObjectIsNoEvent)
{
    const auto object = made(configMaps, labelled("a"));
    Events events(*session, from(versionOf(object)));
    ASSERT_TRUE(session->replace(configMaps, object));
    made(configMaps, labelled("b"));
    EXPECT_EQ(events.next(), "ADDED b");
}

TEST_P(Watching, GoesOnFromAnyEvent)
{
    const auto start = page({.labelSelector = mine}).resourceVersion;
    for (const auto* name : {"a", "b", "c"})
        made(configMaps, labelled(name));
    std::string second;
    {
        Events events(*session, from(start));
        EXPECT_EQ(events.next(), "ADDED a");
        EXPECT_EQ(events.next(), "ADDED b");
        second = events.version();
    }
    Events resumed(*session, from(second));
    EXPECT_EQ(resumed.next(), "ADDED c");
}

TEST_P(Watching, WithoutAVersionBeginsWithWhatIsThere)
{
    made(configMaps, labelled("a"));
    Events events(*session, from(""));
    EXPECT_EQ(events.next(), "ADDED a");
    made(configMaps, labelled("b"));
    EXPECT_EQ(events.next(), "ADDED b");
}

TEST_P(Watching, WhatLeavesTheSelectorIsDeleted)
{
    made(configMaps, labelled("a"));
    Events events(*session, from(page({.labelSelector = mine}).resourceVersion));
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "a"}, {{"metadata", {{"labels", {{"mine", "no"}}}}}}));
    EXPECT_EQ(events.next(), "DELETED a");
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "a"}, {{"data", {{"a", "2"}}}}));
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "a"}, {{"metadata", {{"labels", {{"mine", "yes"}}}}}}));
    EXPECT_EQ(events.next(), "ADDED a");
}

TEST_P(Watching, EndsQuietlyWhenItsTimeIsOver)
{
    Events events(*session, from(page({.labelSelector = mine}).resourceVersion, std::chrono::seconds(1)));
    EXPECT_EQ(events.next(), "end");
}

TEST_P(Watching, AReflectorKeepsUpWithTheCluster)
{
    made(configMaps, labelled("before"));
    Watched watched(session, reflected());
    ASSERT_TRUE(watched.until([](const auto& store) { return store.synced(); }));
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int i = 0; i < 60; ++i) {
        const auto name = std::string("n") + std::to_string(random() % 8);
        if (random() % 3)
            (void)session->apply(configMaps, labelled(name, {{"a", std::to_string(i)}}), "test", true);
        else
            (void)session->remove(configMaps, {ns, name});
    }
    const auto expected = truth();
    EXPECT_TRUE(watched.until([&](const auto& store) { return picture(store) == expected; }));
    EXPECT_THAT(watched.troubles(), IsEmpty());
}

TEST_P(Watching, AReflectorSeesNothingOfOthers)
{
    made(configMaps, configMap("unlabelled"));
    made(configMaps, labelled("labelled"));
    Watched watched(session, reflected());
    ASSERT_TRUE(watched.until([](const auto& store) { return store.synced(); }));
    EXPECT_EQ(watched.store().snapshot().size(), 1u);
    EXPECT_TRUE(watched.store().find({ns, "labelled"}));
    EXPECT_EQ(watched.store().find({ns, "labelled"})->raw.find("managedFields"), std::string::npos);
}

} // namespace
} // namespace orrery::contract
