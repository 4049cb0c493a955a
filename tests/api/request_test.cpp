#include "api/request.h"

#include <gtest/gtest.h>

namespace orrery::api {
namespace {

const Resource deployments{"apps", "v1", "Deployment", "deployments", true};
const Resource nodes{"", "v1", "Node", "nodes", false};

TEST(Path, NamesCollectionsAndObjects)
{
    EXPECT_EQ(path(deployments, {"team-a", ""}), "/apis/apps/v1/namespaces/team-a/deployments");
    EXPECT_EQ(path(deployments), "/apis/apps/v1/deployments");
    EXPECT_EQ(path(deployments, {"team-a", "web"}, "status"), "/apis/apps/v1/namespaces/team-a/deployments/web/status");
    EXPECT_EQ(path(nodes, {"ignored", "n1"}), "/api/v1/nodes/n1");
    EXPECT_EQ(path(nodes, {"", "system:a/b"}), "/api/v1/nodes/system%3Aa%2Fb");
}

TEST(WatchRequest, NamesTheNamespacedCollection)
{
    const auto made = watchRequest(deployments, "team-a", {.resourceVersion = "41"});
    EXPECT_EQ(made.target, "/apis/apps/v1/namespaces/team-a/deployments?watch=true&allowWatchBookmarks=true"
                           "&resourceVersion=41&timeoutSeconds=220");
    EXPECT_TRUE(made.stream);
    EXPECT_EQ(made.timeout.count(), 0);
}

TEST(ListRequest, SendsAContinueTokenWithoutAPosition)
{
    EXPECT_EQ(listRequest(nodes, "", {.resourceVersion = "0"}).target, "/api/v1/nodes?limit=500&resourceVersion=0");
    EXPECT_EQ(listRequest(nodes, "", {.resourceVersion = "0", .continueToken = "a b"}).target,
              "/api/v1/nodes?limit=500&continue=a%20b");
    EXPECT_EQ(listRequest(nodes, "", {.labelSelector = "a=b,c in (d)", .limit = 0}).target,
              "/api/v1/nodes?labelSelector=a%3Db%2Cc%20in%20%28d%29");
}

TEST(ApplyRequest, NamesManagerAndForce)
{
    const Json object{{"metadata", {{"name", "web"}, {"namespace", "team-a"}}}};
    const auto made = applyRequest(deployments, object, "orrery", true, "", true);
    EXPECT_EQ(made.method, "PATCH");
    EXPECT_EQ(made.target, "/apis/apps/v1/namespaces/team-a/deployments/web?fieldManager=orrery&force=true&dryRun=All");
    EXPECT_EQ(http::find(made.headers, "content-type"), "application/apply-patch+yaml");
}

TEST(DeleteRequest, CarriesItsPreconditions)
{
    const auto made = deleteRequest(deployments, {"team-a", "web"}, {.uid = "u", .resourceVersion = "5"});
    const auto body = *parseJson(made.body);
    EXPECT_EQ(text(body, "/preconditions/uid"), "u");
    EXPECT_EQ(text(body, "/preconditions/resourceVersion"), "5");
    EXPECT_EQ(text(body, "/propagationPolicy"), "Background");
}

TEST(Contains, LetsTheLiveObjectSayMore)
{
    const Json live{{"spec", {{"replicas", 3}, {"ports", {{{"port", 80}, {"nodePort", 30000}}}}}},
                    {"status", {{"x", 1}}}};
    EXPECT_TRUE(contains(live, {{"spec", {{"replicas", 3}}}}));
    EXPECT_TRUE(contains(live, {{"spec", {{"ports", {{{"port", 80}}}}}}}));
    EXPECT_EQ(firstDifference(live, {{"spec", {{"ports", {{{"port", 81}}}}}}}), "/spec/ports/0/port");
    EXPECT_EQ(firstDifference(live, {{"spec", {{"a/b", 1}}}}), "/spec/a~1b");
    EXPECT_TRUE(contains(live, {{"metadata", Json::object()}}));
}

TEST(Pointer, ReadsAndWritesEscapedKeys)
{
    Json document;
    EXPECT_TRUE(put(document, "/metadata/annotations/a~1b", "v"));
    EXPECT_EQ(text(document, "/metadata/annotations/a~1b"), "v");
    EXPECT_EQ(document["metadata"]["annotations"]["a/b"], "v");
    drop(document, "/metadata/annotations/a~1b");
    EXPECT_TRUE(document["metadata"]["annotations"].empty());
    EXPECT_FALSE(put(document = {{"a", 1}}, "/a/b", 2));
    EXPECT_TRUE(at(document, "/x/y/z").is_null());
}

} // namespace
} // namespace orrery::api
