#include "contract/contract_test.h"

namespace orrery::contract {
namespace {

using api::Json;
using testing::HasSubstr;

class Objects : public ContractTest {
protected:
    Json deployment(const std::string& name) const
    {
        return {{"apiVersion", "apps/v1"},
                {"kind", "Deployment"},
                {"metadata", {{"name", name}, {"namespace", ns}}},
                {"spec",
                 {{"replicas", 0},
                  {"selector", {{"matchLabels", {{"app", name}}}}},
                  {"template",
                   {{"metadata", {{"labels", {{"app", name}}}}},
                    {"spec", {{"containers", {{{"name", "c"}, {"image", "example.com/c"}}}}}}}}}}};
    }
    Json loadBalancer(const std::string& name) const
    {
        return {{"apiVersion", "v1"},
                {"kind", "Service"},
                {"metadata", {{"name", name}, {"namespace", ns}}},
                {"spec", {{"type", "LoadBalancer"}, {"ports", {{{"port", 80}}}}}}};
    }
    std::vector<std::string> names(const std::string& labelSelector, const std::string& fieldSelector = {})
    {
        const auto page =
            session->list(configMaps, ns, {.labelSelector = labelSelector, .fieldSelector = fieldSelector});
        EXPECT_TRUE(page) << page.error().text();
        std::vector<std::string> out;
        for (const auto& item : page ? page->items : std::vector<api::ObjectPtr>()) {
            if (item->key.name != "kube-root-ca.crt") // which a controller puts into each namespace
                out.push_back(item->key.name);
        }
        return out;
    }
};

INSTANTIATE_TEST_SUITE_P(, Objects, testing::ValuesIn(bindings()),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Objects, CreatingFillsInWhatTheServerDecides)
{
    const auto object = made(configMaps, configMap("settings"));
    EXPECT_FALSE(api::text(object, "/metadata/uid").empty());
    EXPECT_FALSE(versionOf(object).empty());
    EXPECT_TRUE(parseRfc3339(api::text(object, "/metadata/creationTimestamp")));
    EXPECT_EQ(api::text(object, "/kind"), "ConfigMap");
    EXPECT_EQ(api::text(object, "/data/a"), "1");
    EXPECT_EQ(read(configMaps, "settings"), object);
}

TEST_P(Objects, CreatingTwiceIsRefusedByName)
{
    made(configMaps, configMap("settings"));
    const auto again = session->create(configMaps, configMap("settings"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::AlreadyExists);
    EXPECT_EQ(again.error().code, "api.already-exists");
    EXPECT_EQ(again.error().message, "configmaps \"settings\" already exists");
}

TEST_P(Objects, WhatIsNotThereIsNotFoundByName)
{
    const auto found = session->get(configMaps, {ns, "nothing"});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(found.error().code, "api.not-found");
    EXPECT_EQ(found.error().message, "configmaps \"nothing\" not found");
    const auto grouped = session->get(deployments, {ns, "nothing"});
    ASSERT_FALSE(grouped);
    EXPECT_EQ(grouped.error().message, "deployments.apps \"nothing\" not found");
}

TEST_P(Objects, AGeneratedNameIsUnique)
{
    auto object = configMap("");
    object["metadata"] = {{"generateName", "some-"}, {"namespace", ns}};
    const auto first = api::text(made(configMaps, object), "/metadata/name");
    const auto second = api::text(made(configMaps, object), "/metadata/name");
    EXPECT_TRUE(first.starts_with("some-") && first.size() > 5) << first;
    EXPECT_NE(first, second);
}

TEST_P(Objects, ANamespaceThatIsMissingIsNamed)
{
    auto object = configMap("settings");
    object["metadata"]["namespace"] = "nowhere-at-all";
    const auto created = session->create(configMaps, object);
    ASSERT_FALSE(created);
    EXPECT_EQ(created.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(created.error().message, "namespaces \"nowhere-at-all\" not found");
}

TEST_P(Objects, AnInvalidNameIsRefusedWithItsField)
{
    const auto created = session->create(configMaps, configMap("Not_Valid"));
    ASSERT_FALSE(created);
    EXPECT_EQ(created.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(created.error().code, "api.invalid");
    EXPECT_THAT(created.error().message, HasSubstr("metadata.name"));
}

TEST_P(Objects, ABodyThatIsNotJsonIsABadRequest)
{
    auto request = api::createRequest(configMaps, configMap("settings"));
    request.body = "{";
    const auto created = session->json(request);
    ASSERT_FALSE(created);
    EXPECT_EQ(created.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(created.error().code, "api.bad-request");
}

TEST_P(Objects, APathThatIsNotServedIsNotFound)
{
    const auto found = session->get({"nothing.example.com", "v1", "Nothing", "nothings", true}, {ns, "a"});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
}

TEST_P(Objects, ADryRunStoresNothing)
{
    const auto tried = session->json(api::createRequest(configMaps, configMap("settings"), true));
    ASSERT_TRUE(tried) << tried.error().text();
    EXPECT_EQ(api::text(*tried, "/metadata/name"), "settings");
    EXPECT_FALSE(session->get(configMaps, {ns, "settings"}));
}

TEST_P(Objects, ReplacingNeedsTheVersionThatWasRead)
{
    const auto first = made(configMaps, configMap("settings"));
    auto second = first;
    second["data"]["a"] = "2";
    const auto replaced = session->replace(configMaps, second);
    ASSERT_TRUE(replaced) << replaced.error().text();
    EXPECT_NE(versionOf(*replaced), versionOf(first));
    const auto late = session->replace(configMaps, second);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(late.error().code, "api.conflict");
    EXPECT_THAT(late.error().message,
                HasSubstr("the object has been modified; please apply your changes to the latest"));
}

TEST_P(Objects, ReplacingWithTheSameKeepsTheVersion)
{
    const auto object = made(configMaps, configMap("settings"));
    const auto replaced = session->replace(configMaps, object);
    ASSERT_TRUE(replaced) << replaced.error().text();
    EXPECT_EQ(versionOf(*replaced), versionOf(object));
}

TEST_P(Objects, AMergePatchSetsAndRemoves)
{
    const auto object = made(configMaps, configMap("settings", {{"keep", "1"}, {"drop", "2"}}));
    const Json patch{{"data", {{"drop", nullptr}, {"add", "3"}}}};
    const auto patched = session->mergePatch(configMaps, {ns, "settings"}, patch);
    ASSERT_TRUE(patched) << patched.error().text();
    EXPECT_EQ(patched->at("data"), (Json{{"keep", "1"}, {"add", "3"}}));
    EXPECT_NE(versionOf(*patched), versionOf(object));
    const auto again = session->mergePatch(configMaps, {ns, "settings"}, patch);
    ASSERT_TRUE(again);
    EXPECT_EQ(versionOf(*again), versionOf(*patched)) << "nothing changed";
}

TEST_P(Objects, AMergePatchMayCarryAVersionAsPrecondition)
{
    const auto object = made(configMaps, configMap("settings"));
    const Json patch{{"metadata", {{"resourceVersion", versionOf(object)}}}, {"data", {{"a", "2"}}}};
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "settings"}, patch));
    const Json stale{{"metadata", {{"resourceVersion", versionOf(object)}}}, {"data", {{"a", "3"}}}};
    const auto late = session->mergePatch(configMaps, {ns, "settings"}, stale);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
}

TEST_P(Objects, StatusIsWrittenOnlyThroughItsSubresource)
{
    made(services, loadBalancer("web"));
    const Json status{{"status", {{"loadBalancer", {{"ingress", {{{"ip", "198.51.100.7"}}}}}}}}};
    auto patched = session->mergePatch(services, {ns, "web"}, status);
    ASSERT_TRUE(patched) << patched.error().text();
    EXPECT_TRUE(api::at(*patched, "/status/loadBalancer/ingress").is_null()) << "the object itself ignores it";
    patched = session->mergePatch(services, {ns, "web"}, status, "status");
    ASSERT_TRUE(patched) << patched.error().text();
    EXPECT_EQ(api::text(*patched, "/status/loadBalancer/ingress/0/ip"), "198.51.100.7");
    const auto aside =
        session->mergePatch(services, {ns, "web"}, {{"spec", {{"sessionAffinity", "ClientIP"}}}}, "status");
    ASSERT_TRUE(aside) << aside.error().text();
    EXPECT_NE(api::text(read(services, "web"), "/spec/sessionAffinity"), "ClientIP") << "and that ignores the spec";
}

TEST_P(Objects, TheGenerationCountsChangesOfTheSpec)
{
    const auto object = made(deployments, deployment("web"));
    EXPECT_EQ(api::number(object, "/metadata/generation"), 1);
    const auto labelled =
        session->mergePatch(deployments, {ns, "web"}, {{"metadata", {{"labels", {{"tier", "front"}}}}}});
    ASSERT_TRUE(labelled) << labelled.error().text();
    EXPECT_EQ(api::number(*labelled, "/metadata/generation"), 1);
    const auto changed = session->mergePatch(deployments, {ns, "web"}, {{"spec", {{"paused", true}}}});
    ASSERT_TRUE(changed) << changed.error().text();
    EXPECT_EQ(api::number(*changed, "/metadata/generation"), 2);
}

TEST_P(Objects, DeletingTakesItAway)
{
    made(configMaps, configMap("settings"));
    const auto removed = session->remove(configMaps, {ns, "settings"});
    EXPECT_TRUE(removed) << removed.error().text();
    EXPECT_FALSE(session->get(configMaps, {ns, "settings"}));
    const auto again = session->remove(configMaps, {ns, "settings"});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::NotFound);
}

TEST_P(Objects, DeletingSparesANamesake)
{
    const auto object = made(configMaps, configMap("settings"));
    api::DeleteOptions wrongUid;
    wrongUid.uid = "00000000-0000-0000-0000-000000000000";
    api::DeleteOptions wrongVersion;
    wrongVersion.resourceVersion = "1";
    for (const auto& options : {wrongUid, wrongVersion}) {
        const auto removed = session->remove(configMaps, {ns, "settings"}, options);
        ASSERT_FALSE(removed);
        EXPECT_EQ(removed.error().kind, ErrorKind::Conflict);
        EXPECT_THAT(removed.error().message, HasSubstr("in the precondition"));
    }
    api::DeleteOptions right;
    right.uid = api::text(object, "/metadata/uid");
    EXPECT_TRUE(session->remove(configMaps, {ns, "settings"}, right));
}

TEST_P(Objects, AFinalizerHoldsUpTheEnd)
{
    auto object = configMap("settings");
    object["metadata"]["finalizers"] = {"example.com/guard"};
    made(configMaps, object);
    ASSERT_TRUE(session->remove(configMaps, {ns, "settings"}));
    const auto ending = read(configMaps, "settings");
    EXPECT_FALSE(api::text(ending, "/metadata/deletionTimestamp").empty());
    const auto deleting = api::makeObject(ending);
    EXPECT_TRUE(deleting->deleting);
    ASSERT_TRUE(session->remove(configMaps, {ns, "settings"})) << "asking again is no error";
    const auto added = session->mergePatch(configMaps, {ns, "settings"},
                                           {{"metadata", {{"finalizers", {"example.com/guard", "example.com/late"}}}}});
    ASSERT_FALSE(added) << "no new finalizer on what is ending";
    EXPECT_EQ(added.error().kind, ErrorKind::Invalid);
    ASSERT_TRUE(session->mergePatch(configMaps, {ns, "settings"}, {{"metadata", {{"finalizers", nullptr}}}}));
    EXPECT_FALSE(session->get(configMaps, {ns, "settings"}));
}

TEST_P(Objects, SelectorsChoose)
{
    for (const auto& [name, labels] : {std::pair<const char*, Json>{"a", {{"app", "web"}, {"tier", "front"}}},
                                       {"b", {{"app", "web"}, {"tier", "back"}}},
                                       {"c", {{"app", "db"}}},
                                       {"d", Json::object()}}) {
        auto object = configMap(name);
        object["metadata"]["labels"] = labels;
        made(configMaps, object);
    }
    using List = std::vector<std::string>;
    EXPECT_EQ(names("app=web"), (List{"a", "b"}));
    EXPECT_EQ(names("app==web,tier=back"), (List{"b"}));
    EXPECT_EQ(names("app in (web, db)"), (List{"a", "b", "c"}));
    EXPECT_EQ(names("app,app notin (db)"), (List{"a", "b"}));
    EXPECT_EQ(names("app!=web"), (List{"c", "d"})) << "also what has no such label";
    EXPECT_EQ(names("!app"), (List{"d"}));
    EXPECT_EQ(names("tier"), (List{"a", "b"}));
    EXPECT_EQ(names("", "metadata.name=c"), (List{"c"}));
    EXPECT_EQ(names("app=nothing"), List{});
}

} // namespace
} // namespace orrery::contract
