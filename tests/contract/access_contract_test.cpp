#include "client/discovery.h"
#include "contract/contract_test.h"

namespace orrery::contract {
namespace {

using api::Json;
using testing::AllOf;
using testing::HasSubstr;

const api::Resource accessReviews{"authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews",
                                  false};
const api::Resource subjectReviews{"authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", false};

class Access : public ContractTest {
protected:
    /// A token of a new service account of this name.
    Secret tokenOf(const std::string& name)
    {
        made(serviceAccounts,
             {{"apiVersion", "v1"}, {"kind", "ServiceAccount"}, {"metadata", {{"name", name}, {"namespace", ns}}}});
        http::HttpRequest request;
        request.method = "POST";
        request.target = api::path(serviceAccounts, {ns, name}, "token");
        request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
        request.body =
            R"({"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":3600}})";
        const auto answer = session->json(request);
        EXPECT_TRUE(answer) << answer.error().text();
        if (!answer)
            return {};
        EXPECT_TRUE(parseRfc3339(api::text(*answer, "/status/expirationTimestamp")));
        return Secret(api::text(*answer, "/status/token"));
    }
    std::optional<bool> may(client::Session& who, const std::string& verb)
    {
        const auto review = who.create(
            accessReviews,
            {{"apiVersion", "authorization.k8s.io/v1"},
             {"kind", "SelfSubjectAccessReview"},
             {"spec", {{"resourceAttributes", {{"namespace", ns}, {"verb", verb}, {"resource", "configmaps"}}}}}});
        EXPECT_TRUE(review) << review.error().text();
        return review ? std::optional(api::flag(*review, "/status/allowed")) : std::nullopt;
    }
    std::string user(client::Session& who)
    {
        const auto review =
            who.create(subjectReviews, {{"apiVersion", "authentication.k8s.io/v1"}, {"kind", "SelfSubjectReview"}});
        EXPECT_TRUE(review) << review.error().text();
        return review ? api::text(*review, "/status/userInfo/username") : "";
    }
};

INSTANTIATE_TEST_SUITE_P(, Access, testing::ValuesIn(bindings()),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Access, TellsItsVersionAndThatItIsReady)
{
    const auto version = session->version();
    ASSERT_TRUE(version) << version.error().text();
    EXPECT_EQ(version->major, 1);
    EXPECT_GE(version->minor, 20);
    EXPECT_TRUE(version->gitVersion.starts_with("v1.")) << version->gitVersion;
    const auto ready = session->probe(std::chrono::seconds(5));
    EXPECT_TRUE(ready) << ready.error().text();
    EXPECT_TRUE(session->health().answered);
    EXPECT_LT(std::chrono::abs(session->health().clockSkew), std::chrono::seconds(5)) << "the same machine";
}

TEST_P(Access, ATokenRequestGivesAnIdentity)
{
    const auto token = tokenOf("robot");
    ASSERT_FALSE(token.empty());
    const auto robot = world->withToken(token);
    ASSERT_TRUE(robot);
    EXPECT_EQ(user(*robot), "system:serviceaccount:" + ns + ":robot");
}

TEST_P(Access, WhoMayDoWhatCanBeAsked)
{
    EXPECT_EQ(may(*session, "list"), true);
    const auto robot = world->withToken(tokenOf("robot"));
    ASSERT_TRUE(robot);
    EXPECT_EQ(may(*robot, "list"), false);
}

TEST_P(Access, AMissingPermissionIsNamed)
{
    const auto robot = world->withToken(tokenOf("robot"));
    ASSERT_TRUE(robot);
    const auto listed = robot->list(configMaps, ns);
    ASSERT_FALSE(listed);
    EXPECT_EQ(listed.error().kind, ErrorKind::Forbidden);
    EXPECT_EQ(listed.error().code, "api.forbidden");
    EXPECT_THAT(listed.error().message,
                AllOf(HasSubstr("configmaps is forbidden"), HasSubstr("system:serviceaccount:" + ns + ":robot"),
                      HasSubstr("cannot list resource \"configmaps\"")));
}

TEST_P(Access, ATokenThatIsNotAcceptedIsUnauthorizedAndIsNotRepeated)
{
    const auto stranger = world->withToken(Secret("not-a-token"));
    ASSERT_TRUE(stranger);
    const auto listed = stranger->list(configMaps, ns);
    ASSERT_FALSE(listed);
    EXPECT_EQ(listed.error().kind, ErrorKind::Unauthorized);
    EXPECT_EQ(listed.error().code, "api.unauthorized");
    EXPECT_EQ(listed.error().text().find("not-a-token"), std::string::npos);
    EXPECT_TRUE(session->get(namespaces, {"", ns})) << "and another identity is not disturbed";
}

class Discovering : public ContractTest {
protected:
    std::string group() const { return ns + ".example.com"; }
    api::Resource widgets() const { return {group(), "v1", "Widget", "widgets", true}; }
    Json definition() const
    {
        const Json schema{{"type", "object"},
                          {"properties",
                           {{"spec", {{"type", "object"}, {"properties", {{"size", {{"type", "integer"}}}}}}},
                            {"status", {{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}}}}}};
        return {
            {"apiVersion", "apiextensions.k8s.io/v1"},
            {"kind", "CustomResourceDefinition"},
            {"metadata", {{"name", "widgets." + group()}}},
            {"spec",
             {{"group", group()},
              {"scope", "Namespaced"},
              {"names", {{"plural", "widgets"}, {"singular", "widget"}, {"kind", "Widget"}, {"shortNames", {"wdg"}}}},
              {"versions",
               {{{"name", "v1"},
                 {"served", true},
                 {"storage", true},
                 {"subresources", {{"status", Json::object()}}},
                 {"schema", {{"openAPIV3Schema", schema}}}}}}}}};
    }
    /// Creates the definition and waits until it is established and served.
    bool serve()
    {
        made(crds, definition());
        m_defined = true;
        runtime::Reflector::Options options;
        options.resource = crds;
        options.fieldSelector = "metadata.name=widgets." + group();
        Watched definitions(session, options);
        const bool established = definitions.until([&](const auto& store) {
            const auto found = store.find({"", "widgets." + group()});
            if (!found)
                return false;
            const auto object = found->json();
            for (const auto& condition : api::at(object, "/status/conditions")) {
                if (api::text(condition, "/type") == "Established" && api::text(condition, "/status") == "True")
                    return true;
            }
            return false;
        });
        EXPECT_TRUE(established);
        // A reflector puts up with the moment between "established" and "served".
        runtime::Reflector::Options served;
        served.resource = widgets();
        served.ns = ns;
        Watched objects(session, served);
        const bool synced = objects.until([](const auto& store) { return store.synced(); });
        EXPECT_TRUE(synced);
        return established && synced;
    }
    Json widget(const Json& spec) const
    {
        return {{"apiVersion", group() + "/v1"},
                {"kind", "Widget"},
                {"metadata", {{"name", "w"}, {"namespace", ns}}},
                {"spec", spec}};
    }
    void TearDown() override
    {
        if (m_defined) {
            const auto removed = session->remove(crds, {"", "widgets." + group()});
            EXPECT_TRUE(removed) << removed.error().text();
        }
        ContractTest::TearDown();
    }

private:
    bool m_defined = false;
};

INSTANTIATE_TEST_SUITE_P(, Discovering, testing::ValuesIn(bindings()),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Discovering, FindsKindsByTypeAndByWhatPeopleType)
{
    client::Discovery discovery(session);
    EXPECT_EQ(discovery.find("apps/v1", "Deployment").value_or(api::Resource()), deployments);
    EXPECT_EQ(discovery.find("v1", "ConfigMap").value_or(api::Resource()), configMaps);
    EXPECT_EQ(discovery.find("v1", "Namespace").value_or(api::Resource()), namespaces);
    for (const auto& [typed, kind] : {std::pair{"deploy", "Deployment"},
                                      {"cm", "ConfigMap"},
                                      {"svc", "Service"},
                                      {"ns", "Namespace"},
                                      {"secret", "Secret"},
                                      {"jobs.batch", "Job"}}) {
        const auto found = discovery.findByName(typed);
        ASSERT_TRUE(found) << typed << ": " << found.error().text();
        EXPECT_EQ(found->kind, kind);
    }
}

TEST_P(Discovering, SaysWhatIsNotServed)
{
    client::Discovery discovery(session);
    const auto found = discovery.find("example.com/v1", "Nothing");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "api.no-such-kind");
}

TEST_P(Discovering, APlainGroupDocumentNamesTheSame)
{
    http::HttpRequest request;
    request.target = "/apis/apps/v1";
    request.headers = {{"Accept", "application/json"}};
    const auto plain = session->json(request);
    ASSERT_TRUE(plain) << plain.error().text();
    EXPECT_EQ(api::text(*plain, "/kind"), "APIResourceList");
    client::Discovery discovery(session);
    const auto all = discovery.all();
    ASSERT_TRUE(all);
    for (const auto& item : api::at(*plain, "/resources")) {
        const auto name = api::text(item, "/name");
        if (name.find('/') == std::string::npos) {
            EXPECT_THAT(*all, testing::Contains(api::Resource{"apps", "v1", api::text(item, "/kind"), name,
                                                              api::flag(item, "/namespaced")}));
        }
    }
}

TEST_P(Discovering, ADefinitionIsEstablishedThenServedThenFound)
{
    client::Discovery discovery(session);
    ASSERT_FALSE(discovery.find(group() + "/v1", "Widget"));
    ASSERT_TRUE(serve());
    const auto created = made(widgets(), widget({{"size", 3}}));
    EXPECT_EQ(api::number(created, "/spec/size"), 3);
    EXPECT_EQ(api::number(created, "/metadata/generation"), 1);
    // The aggregated document follows a moment later than the objects.
    const auto until = std::chrono::steady_clock::now() + test::patience;
    auto found = discovery.find(group() + "/v1", "Widget");
    while (!found && std::chrono::steady_clock::now() < until)
        found = discovery.find(group() + "/v1", "Widget");
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(*found, widgets());
    EXPECT_EQ(discovery.findByName("wdg." + group()).value_or(api::Resource()), widgets());
}

TEST_P(Discovering, ADefinitionsSchemaIsKept)
{
    ASSERT_TRUE(serve());
    const auto refused = session->create(widgets(), widget({{"size", "large"}}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_THAT(refused.error().message, HasSubstr("spec.size"));
    const auto pruned = made(widgets(), widget({{"size", 1}, {"unknown", true}}));
    EXPECT_EQ(api::at(pruned, "/spec"), (Json{{"size", 1}}));
}

TEST_P(Discovering, ACustomStatusIsASubresource)
{
    ASSERT_TRUE(serve());
    auto object = widget({{"size", 1}});
    object["status"] = {{"ready", true}};
    const auto created = made(widgets(), object);
    EXPECT_TRUE(api::at(created, "/status").is_null());
    auto applied = widget(nullptr);
    applied.erase("spec");
    applied["status"] = {{"ready", true}};
    const auto written = session->apply(widgets(), applied, "orrery", false, "status");
    ASSERT_TRUE(written) << written.error().text();
    EXPECT_TRUE(api::flag(*written, "/status/ready"));
    EXPECT_EQ(api::number(*written, "/spec/size"), 1);
    EXPECT_EQ(api::number(*written, "/metadata/generation"), 1);
}

// A kind that was defined a moment ago: its server cannot know anything from before, while a young server may still
// remember all of a built-in kind's past.
TEST_P(Discovering, APositionFromBeforeTheServersMemoryIsGone)
{
    ASSERT_TRUE(serve());
    const auto watch = api::watchRequest(widgets(), ns, {.resourceVersion = "1", .timeout = std::chrono::seconds(200)});
    // A server that still prepares to watch this kind asks to be asked again.
    const auto until = std::chrono::steady_clock::now() + test::patience;
    auto told = Events(*session, watch).next();
    while (told == "refused api.too-many-requests" && std::chrono::steady_clock::now() < until)
        told = Events(*session, watch).next();
    EXPECT_TRUE(told == "ERROR watch.expired" || told == "refused api.expired") << told;
}

} // namespace
} // namespace orrery::contract
