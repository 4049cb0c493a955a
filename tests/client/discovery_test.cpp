#include "client/discovery.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gmock/gmock.h>

#include <map>

namespace orrery::client {
namespace {

using test::Answer;
using test::ScriptedSender;
using testing::HasSubstr;

constexpr auto aggregatedCore = R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
 {"metadata":{"name":""},"versions":[{"version":"v1","resources":[
  {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","shortNames":["po"],
   "subresources":[{"subresource":"log","responseKind":{"kind":"Pod"}}]},
  {"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","singularResource":"event","shortNames":["ev"]},
  {"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster","singularResource":"node"}]}]}]})";
constexpr auto aggregatedGroups = R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
 {"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
  {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","singularResource":"deployment","shortNames":["deploy"]}]}]},
 {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]},
 {"metadata":{"name":"events.k8s.io"},"versions":[{"version":"v1","resources":[
  {"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","singularResource":"event","shortNames":["ev"]}]}]}]})";

class DiscoveryTest : public testing::Test {
protected:
    test::ManualClock clock{};
    std::map<std::string, Answer> pages{};
    std::shared_ptr<ScriptedSender> sender = std::make_shared<ScriptedSender>([this](const http::HttpRequest& request) {
        const auto page = pages.find(request.target);
        return page == pages.end() ? Answer{404, "404 page not found"} : page->second;
    });
    std::shared_ptr<Session> session = std::make_shared<Session>(
        SessionOptions{.cluster = "aws", .retryDelay = std::chrono::milliseconds(1)}, sender, fixedHeaders({}), clock);
    Discovery discovery{session};

    void serveAggregated()
    {
        pages["/api"] = {200, aggregatedCore};
        pages["/apis"] = {200, aggregatedGroups};
    }
    void servePlain()
    {
        pages["/api"] = {200, R"({"kind":"APIVersions","versions":["v1"]})"};
        pages["/apis"] = {200, R"({"kind":"APIGroupList","groups":[
          {"name":"apps","versions":[{"groupVersion":"apps/v1beta1"},{"groupVersion":"apps/v1"}],"preferredVersion":{"groupVersion":"apps/v1"}},
          {"name":"metrics.k8s.io","versions":[{"groupVersion":"metrics.k8s.io/v1"}],"preferredVersion":{"groupVersion":"metrics.k8s.io/v1"}}]})"};
        pages["/api/v1"] = {200, R"({"kind":"APIResourceList","resources":[
          {"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","shortNames":["po"]},
          {"name":"pods/log","namespaced":true,"kind":"Pod"},
          {"name":"nodes","singularName":"node","namespaced":false,"kind":"Node"}]})"};
        pages["/apis/apps/v1"] = {
            200,
            R"({"resources":[{"name":"deployments","singularName":"","namespaced":true,"kind":"Deployment","shortNames":["deploy"]}]})"};
        pages["/apis/apps/v1beta1"] = {
            200, R"({"resources":[{"name":"deployments","namespaced":true,"kind":"Deployment"}]})"};
        pages["/apis/metrics.k8s.io/v1"] = test::statusAnswer(503, "ServiceUnavailable", "the server is down");
    }
    std::size_t sent() const { return sender->requests().size(); }
};

const api::Resource deployments{"apps", "v1", "Deployment", "deployments", true};

TEST_F(DiscoveryTest, NeedsTwoRequestsWhereTheServerAggregates)
{
    serveAggregated();
    const auto found = discovery.find("apps/v1", "Deployment");
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(*found, deployments);
    EXPECT_EQ(sent(), 2u);
    EXPECT_THAT(std::string(*http::find(sender->requests()[0].headers, "Accept")),
                testing::AllOf(HasSubstr("v=v2;as=APIGroupDiscoveryList"), testing::EndsWith(",application/json")));
}

TEST_F(DiscoveryTest, KnowsWhatIsClusterWide)
{
    serveAggregated();
    EXPECT_EQ(discovery.find("v1", "Node").value(), (api::Resource{"", "v1", "Node", "nodes", false}));
}

TEST_F(DiscoveryTest, AsksOnlyOnceForWhatIsThere)
{
    serveAggregated();
    ASSERT_TRUE(discovery.find("apps/v1", "Deployment"));
    ASSERT_TRUE(discovery.find("v1", "Pod"));
    EXPECT_EQ(sent(), 2u);
    discovery.forget();
    ASSERT_TRUE(discovery.find("v1", "Pod"));
    EXPECT_EQ(sent(), 4u);
}

TEST_F(DiscoveryTest, LooksOnceMoreForAKindThatMayBeNew)
{
    serveAggregated();
    ASSERT_TRUE(discovery.find("v1", "Pod"));
    pages["/apis"].body = R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"example.com"},"versions":[
      {"version":"v1","resources":[{"resource":"widgets","responseKind":{"kind":"Widget"},"scope":"Namespaced"}]}]}]})";
    EXPECT_TRUE(discovery.find("example.com/v1", "Widget"));
    EXPECT_EQ(sent(), 4u);
}

TEST_F(DiscoveryTest, AMissWithAnEmptyCacheLooksOnlyOnce)
{
    serveAggregated();
    const auto found = discovery.find("example.com/v1", "Widget");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(found.error().code, "api.no-such-kind");
    EXPECT_EQ(found.error().message, "aws does not serve example.com/v1 Widget; check the spelling, or install its "
                                     "CustomResourceDefinition first");
    EXPECT_EQ(sent(), 2u);
}

TEST_F(DiscoveryTest, UnderstandsWhatPeopleType)
{
    serveAggregated();
    for (const auto* typed : {"deploy", "deployment", "deployments", "Deployment", "deployments.apps", "DEPLOY"}) {
        const auto found = discovery.findByName(typed);
        ASSERT_TRUE(found) << typed;
        EXPECT_EQ(*found, deployments) << typed;
    }
    EXPECT_EQ(discovery.findByName("po")->kind, "Pod");
}

TEST_F(DiscoveryTest, PrefersTheCoreGroupUnlessAskedForAnother)
{
    serveAggregated();
    EXPECT_EQ(discovery.findByName("events")->group, "");
    EXPECT_EQ(discovery.findByName("events.events.k8s.io")->group, "events.k8s.io");
}

TEST_F(DiscoveryTest, SaysWhichNameItDoesNotKnow)
{
    serveAggregated();
    const auto found = discovery.findByName("wigdets");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "api.no-such-kind");
    EXPECT_EQ(found.error().message, "aws serves no kind called \"wigdets\"");
}

TEST_F(DiscoveryTest, FallsBackToOneRequestForEachGroup)
{
    servePlain();
    EXPECT_EQ(discovery.find("apps/v1", "Deployment").value(), deployments);
    EXPECT_EQ(discovery.find("apps/v1beta1", "Deployment")->version, "v1beta1");
    EXPECT_EQ(discovery.findByName("deploy")->version, "v1") << "the preferred version comes first";
    EXPECT_EQ(discovery.findByName("po")->plural, "pods") << "not a subresource";
}

TEST_F(DiscoveryTest, OneBrokenGroupDoesNotHideTheRest)
{
    servePlain();
    const auto all = discovery.all();
    ASSERT_TRUE(all) << all.error().text();
    EXPECT_EQ(all->size(), 4u);
    serveAggregated();
    discovery.forget();
    EXPECT_EQ(discovery.all()->size(), 5u) << "a stale version lists nothing";
}

TEST_F(DiscoveryTest, AnUnreachableServerIsNotTakenForOneThatServesLittle)
{
    servePlain();
    pages["/apis/apps/v1"] = test::transportFailure("the connection broke");
    const auto all = discovery.all();
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(all.error().text(), HasSubstr("asking what is served"));
    servePlain();
    clock.advance(std::chrono::seconds(3));
    EXPECT_TRUE(discovery.find("apps/v1", "Deployment")) << "and nothing of it was kept";
}

TEST_F(DiscoveryTest, KeepsWhatItKnowsWhenAFreshLookFails)
{
    serveAggregated();
    ASSERT_TRUE(discovery.find("v1", "Pod"));
    pages["/api"] = test::statusAnswer(403, "Forbidden", "no");
    const auto missing = discovery.find("example.com/v1", "Widget");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::Forbidden) << "unknown is not the same as not served";
    EXPECT_TRUE(discovery.find("v1", "Pod"));
}

} // namespace
} // namespace orrery::client
