#include "contract/federation_contract.h"

#include "contract/validation_cases.h"
#include "federation/names.h"
#include "federation/policy.h"
#include "federation/yaml.h"

#include <map>
#include <random>

namespace orrery::contract {
namespace {

using api::Json;
using engine::Engine;
using engine::PlacementState;
using testing::AllOf;
using testing::HasSubstr;

class Federation : public testing::TestWithParam<FederationBinding> {
protected:
    void SetUp() override
    {
        auto& ring = rings()[GetParam().name];
        if (!ring) {
            auto world = GetParam().open();
            if (!world && world.error().code == "contract.no-servers")
                GTEST_SKIP() << world.error().message;
            ASSERT_TRUE(world) << world.error().text();
            ring = std::make_unique<Ring>(std::move(*world));
        }
        m_ring = ring.get();
        ASSERT_TRUE(m_ring->made()) << m_ring->made().error().text();
        ns = "ring-" + std::to_string(std::random_device{}());
    }
    void TearDown() override
    {
        if (!m_ring)
            return;
        if (!m_applied.empty()) {
            const auto removed = engine().submit(Engine::Verb::Delete, m_applied, "test", ns);
            EXPECT_TRUE(removed) << removed.error().text();
            EXPECT_TRUE(until([this](const auto& snapshot) {
                return std::none_of(snapshot.workloads.begin(), snapshot.workloads.end(),
                                    [this](const auto& workload) { return workload.ns == ns; });
            }));
        }
        for (const auto* cluster : {"gke", "aws", "azure"})
            (void)m_ring->at(cluster)->remove(namespaces, {"", ns});
    }
    static void TearDownTestSuite() { rings().clear(); }

    Engine& engine() { return m_ring->watcher().engine(); }
    bool until(const std::function<bool(const engine::Snapshot&)>& satisfied)
    {
        return m_ring->watcher().until(satisfied);
    }
    std::shared_ptr<client::Session> at(const std::string& cluster) { return m_ring->at(cluster); }

    void apply(const std::string& manifests)
    {
        m_applied = manifests;
        const auto applied = engine().submit(Engine::Verb::Apply, manifests, "test", ns);
        ASSERT_TRUE(applied) << applied.error().text();
        for (const auto& one : *applied)
            EXPECT_FALSE(one.error) << one.object << ": " << one.error->text();
    }
    /// Waits until each cluster's object of this kind and name is in this state, with these replicas ready.
    bool untilPlaced(const std::string& kind, const std::string& name, PlacementState state,
                     const std::map<std::string, int>& ready = {})
    {
        return until([&](const engine::Snapshot& snapshot) {
            for (const auto& workload : snapshot.workloads) {
                if (workload.kind != kind || workload.name != name || workload.ns != ns)
                    continue;
                return workload.placements.size() == 2
                    && std::all_of(workload.placements.begin(), workload.placements.end(), [&](const auto& placement) {
                           const auto wanted = ready.find(placement.cluster);
                           return placement.state == state
                               && (wanted == ready.end() || placement.ready == wanted->second);
                       });
            }
            return false;
        });
    }
    Json live(const std::string& cluster, const api::Resource& resource, const std::string& name)
    {
        const auto found = at(cluster)->get(resource, {ns, name});
        EXPECT_TRUE(found) << cluster << ": " << found.error().text();
        return found ? *found : Json();
    }
    static std::string configMap(const std::string& name, const std::string& value)
    {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {a: \"" + value + "\"}\n";
    }
    static std::string deployment(int replicas)
    {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: "
             + std::to_string(replicas)
             + "\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
               "    spec: {containers: [{name: web, image: example.com/web}]}\n";
    }

    Ring* m_ring = nullptr;
    std::string ns{};

private:
    static std::map<std::string, std::unique_ptr<Ring>>& rings()
    {
        static std::map<std::string, std::unique_ptr<Ring>> made;
        return made;
    }
    std::string m_applied{};
};

INSTANTIATE_TEST_SUITE_P(, Federation,
                         testing::Values(FederationBinding{"Simulated", simulatedFederationWorld},
                                         FederationBinding{"Real", realFederationWorld}),
                         [](const auto& binding) { return binding.param.name; });

TEST_P(Federation, MembersBecomeHealthyWithTheirFacts)
{
    EXPECT_TRUE(until([](const engine::Snapshot& snapshot) {
        return std::count_if(snapshot.clusters.begin(), snapshot.clusters.end(),
                             [](const auto& cluster) {
                                 return cluster.member && cluster.state == engine::ClusterState::Healthy
                                     && cluster.nodes > 0 && cluster.nodesReady == cluster.nodes
                                     && !cluster.region.empty() && cluster.version.starts_with("v1.")
                                     && cluster.credentialExpiry;
                             })
            == 2;
    }));
}

TEST_P(Federation, InitAndJoinAgainChangeNothing)
{
    engine::InitRequest init;
    init.name = "magricring";
    init.hostContext = "gke";
    const auto procedure = engine().planInit(init);
    ASSERT_TRUE(procedure) << procedure.error().text();
    std::vector<std::string> answers;
    const auto outcome = federation::run(*procedure, [&](const federation::StepProgress& progress) {
        if (progress.state == federation::StepState::Done && procedure->steps[progress.step].manifest.size())
            answers.push_back(progress.text);
    });
    EXPECT_TRUE(outcome.failed.empty());
    EXPECT_THAT(answers, testing::Each("unchanged"));
    engine::JoinRequest join;
    join.members = {{"aws", "aws"}};
    const auto again = Ring::perform(engine().planJoin(join));
    EXPECT_TRUE(again) << again.error().text();
}

TEST_P(Federation, AClusterJoinsUnderOneNameOnly)
{
    engine::JoinRequest join;
    join.members = {{"another", "aws"}};
    const auto procedure = engine().planJoin(join);
    ASSERT_TRUE(procedure) << procedure.error().text();
    EXPECT_TRUE(procedure->blocked());
    EXPECT_TRUE(std::any_of(procedure->checks.begin(), procedure->checks.end(), [](const auto& check) {
        return check.verdict == federation::Verdict::Fail
            && check.detail.find("under the name aws") != std::string::npos;
    }));
}

TEST_P(Federation, TenReplicasAreDividedAndElevenToo)
{
    apply(deployment(10));
    EXPECT_TRUE(untilPlaced("Deployment", "web", PlacementState::InSync, {{"aws", 5}, {"azure", 5}}));
    apply(deployment(11));
    // The uid, new each time, decides who gets the odd one.
    EXPECT_TRUE(until([this](const engine::Snapshot& snapshot) {
        return std::any_of(snapshot.workloads.begin(), snapshot.workloads.end(), [this](const auto& workload) {
            return workload.ns == ns && workload.worst == PlacementState::InSync && workload.ready == 11
                && workload.placements.size() == 2 && workload.placements[0].ready.value_or(0) >= 5
                && workload.placements[1].ready.value_or(0) >= 5;
        });
    }));
    EXPECT_EQ(api::number(live("aws", deployments, "web"), "/spec/replicas")
                  + api::number(live("azure", deployments, "web"), "/spec/replicas"),
              11);
}

TEST_P(Federation, APolicyPlacesWhatItSelectsAndItsEndRemovesNothing)
{
    const auto& policies = federation::resources::propagationPolicies;
    const auto where = at("gke");
    ASSERT_TRUE(where->apply(namespaces, {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", ns}}}},
                             "test", true));
    const auto written = where->apply(
        policies,
        {{"apiVersion", "federation.orrery.dev/v1alpha1"},
         {"kind", "PropagationPolicy"},
         {"metadata", {{"name", "west"}, {"namespace", ns}}},
         {"spec",
          {{"resourceSelectors", Json::array({{{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"name", "web"}}})},
           {"placement",
            {{"clusterAffinity", {{"exclude", {"azure"}}}},
             {"replicaScheduling", {{"weightPreference", {{"dynamicWeight", "AvailableReplicas"}}}}}}}}}},
        "test", true);
    ASSERT_TRUE(written) << written.error().text();
    EXPECT_TRUE(until([&](const engine::Snapshot&) {
        const auto found = where->get(policies, {ns, "west"});
        return found && api::number(*found, "/status/observedGeneration") == 1;
    }));
    const auto in = [&](const engine::Snapshot& snapshot, const std::string& cluster, int ready) {
        for (const auto& workload : snapshot.workloads) {
            for (const auto& placement : workload.placements) {
                if (workload.ns == ns && workload.name == "web" && placement.cluster == cluster)
                    return ready == 0 ? placement.state == PlacementState::NotPlaced
                                      : placement.state == PlacementState::InSync && placement.ready == ready;
            }
        }
        return false;
    };
    apply(deployment(3));
    EXPECT_TRUE(until([&](const engine::Snapshot& now) { return in(now, "aws", 3) && in(now, "azure", 0); }));
    ASSERT_TRUE(where->remove(policies, {ns, "west"}));
    ASSERT_TRUE(m_ring->watcher().event("PolicyGone", "PropagationPolicy " + ns + "/west"));
    apply(deployment(4));
    EXPECT_TRUE(until([&](const engine::Snapshot& now) { return in(now, "aws", 4) && in(now, "azure", 0); }));
    EXPECT_FALSE(at("azure")->get(deployments, {ns, "web"}));
}

TEST_P(Federation, AnEditedPolicyReplacesWhatItWasReadFromAndNotWhatSomebodyElseWrote)
{
    const auto settings = [this](const std::string& name) {
        return Json{{"apiVersion", "federation.orrery.dev/v1alpha1"},
                    {"kind", "PropagationPolicy"},
                    {"metadata", {{"name", name}, {"namespace", ns}}},
                    {"spec",
                     {{"resourceSelectors", Json::array({{{"apiVersion", "v1"}, {"kind", "ConfigMap"}}})},
                      {"priority", 3},
                      {"placement", {{"clusterAffinity", {{"clusterNames", {"aws"}}}}}}}}};
    };
    apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");
    const auto& kind = federation::resources::propagationPolicies;
    const auto made = engine().savePolicy(settings("edited"));
    ASSERT_TRUE(made) << made.error().text();
    const auto again = engine().savePolicy(settings("edited"));
    ASSERT_FALSE(again) << "it was not read, so it would overwrite one that nobody has looked at";
    EXPECT_EQ(again.error().kind, ErrorKind::AlreadyExists);

    auto read = at("gke")->get(kind, {ns, "edited"});
    ASSERT_TRUE(read) << read.error().text();
    auto edited = *read;
    edited["spec"].erase("priority");
    edited["spec"]["placement"]["clusterAffinity"]["clusterNames"] = {"azure"};
    const auto saved = engine().savePolicy(edited);
    ASSERT_TRUE(saved) << saved.error().text();
    read = at("gke")->get(kind, {ns, "edited"});
    ASSERT_TRUE(read);
    EXPECT_EQ(api::number(*read, "/spec/priority"), 0) << "what is left out is gone";

    const auto late = engine().savePolicy(edited);
    ASSERT_FALSE(late) << "it has been written since";
    EXPECT_EQ(late.error().code, "engine.policy-changed");
    edited["spec"]["placement"]["clusterAffinity"]["clusterName"] = "azure";
    const auto wrong = engine().savePolicy(edited);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "field.unknown");
    EXPECT_TRUE(at("gke")->remove(kind, {ns, "edited"}));
    edited["spec"]["placement"]["clusterAffinity"].erase("clusterName");
    const auto gone = engine().savePolicy(edited);
    ASSERT_FALSE(gone) << "somebody has deleted it";
    EXPECT_EQ(gone.error().code, "engine.policy-changed");
}

TEST_P(Federation, APolicyThatContradictsItselfIsNotInForce)
{
    const auto& policies = federation::resources::clusterPropagationPolicies;
    const auto written = at("gke")->create(
        policies, {{"apiVersion", "federation.orrery.dev/v1alpha1"},
                   {"kind", "ClusterPropagationPolicy"},
                   {"metadata", {{"name", ns}}},
                   {"spec",
                    {{"resourceSelectors", Json::array({{{"apiVersion", "v1"}, {"kind", "ConfigMap"}}})},
                     {"placement",
                      {{"clusterAffinity", {{"clusterNames", {"aws"}}}},
                       {"spreadConstraints", Json::array({{{"minGroups", 3}, {"maxGroups", 2}}})}}}}}});
    if (!written) { // the server evaluates the rules of our types
        EXPECT_EQ(written.error().kind, ErrorKind::Invalid);
        EXPECT_THAT(written.error().message, HasSubstr("maxGroups is below minGroups"));
        return;
    }
    const auto said = m_ring->watcher().event("PolicyInvalid", "ClusterPropagationPolicy " + ns);
    ASSERT_TRUE(said);
    EXPECT_THAT(said->message, HasSubstr("spec.placement.spreadConstraints[0].maxGroups is below minGroups"));
    EXPECT_TRUE(until([&](const engine::Snapshot&) {
        const auto found = at("gke")->get(policies, {"", ns});
        return found && !api::text(*found, "/status/problem").empty();
    }));
    apply(configMap("settings", "1"));
    EXPECT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync)) << "everywhere, as without a policy";
    EXPECT_TRUE(at("gke")->remove(policies, {"", ns}));
}

/// A document of the case's kind, and the resource it is of.
std::pair<Json, api::Resource> documentOf(const ValidationCase& one, const std::string& ns)
{
    const auto read = federation::readYaml(one.placement, one.placement);
    EXPECT_TRUE(read) << read.error().text();
    Json spec = read->front().value;
    Json metadata{{"name", ns}};
    auto resource = federation::resources::clusters;
    if (one.kind == std::string("ClusterPropagationPolicy")) {
        resource = federation::resources::clusterPropagationPolicies;
        spec = {{"placement", spec},
                {"resourceSelectors", Json::array({{{"apiVersion", "v1"}, {"kind", "ConfigMap"}}})}};
    } else if (one.kind == std::string("FederatedResource")) {
        resource = federation::resources::federatedResources;
        spec["template"] = {{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", {{"name", ns}}}};
        metadata["namespace"] = "default";
    } else {
        spec["endpoint"] = "https://127.0.0.1:1";
    }
    return {
        {{"apiVersion", "federation.orrery.dev/v1alpha1"}, {"kind", one.kind}, {"metadata", metadata}, {"spec", spec}},
        resource};
}

/// Whether our own reader takes it; the controllers ask nobody else.
bool isRead(const Json& document)
{
    if (api::text(document, "/kind") == "FederatedResource")
        return !federation::readFederated(*api::makeObject(document)).fault;
    return bool(federation::readPolicy(document, "policy"));
}

TEST_P(Federation, ServersAndReadersRefuseTheSameSpecs)
{
    for (const auto& one : validationCases) {
        SCOPED_TRACE(std::string(one.kind) + " " + one.placement);
        const auto [document, resource] = documentOf(one, ns);
        if (!one.schema) {
            EXPECT_EQ(isRead(document), one.path == nullptr);
        }
        if (GetParam().name != std::string("Real"))
            continue; // the simulated ones evaluate no schema
        const auto taken = at("gke")->json(api::createRequest(resource, document, true));
        EXPECT_EQ(bool(taken), one.path == nullptr) << (taken ? "" : taken.error().text());
        if (taken || !one.path)
            continue;
        EXPECT_EQ(taken.error().kind, ErrorKind::Invalid);
        EXPECT_THAT(taken.error().message, AllOf(HasSubstr(std::string(one.path) + ": "), HasSubstr(one.message)));
        const auto applied = at("gke")->json(api::applyRequest(resource, document, "test", true, {}, true));
        ASSERT_FALSE(applied);
        EXPECT_EQ(applied.error().kind, ErrorKind::Invalid) << applied.error().text();
    }
}

TEST_P(Federation, WhatIsNotDividedIsEverywhereAlike)
{
    apply(configMap("settings", "1")
          + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {k: v}\n");
    ASSERT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    ASSERT_TRUE(untilPlaced("Secret", "key", PlacementState::InSync));
    for (const auto* cluster : {"aws", "azure"}) {
        const auto object = live(cluster, configMaps, "settings");
        EXPECT_EQ(api::text(object, "/data/a"), "1");
        EXPECT_EQ(api::text(object, "/metadata/labels/federation.orrery.dev~1managed-by"), "magricring");
        EXPECT_EQ(api::text(live(cluster, secrets, "key"), "/data/k"), "dg==");
    }
    EXPECT_FALSE(at("gke")->get(configMaps, {ns, "settings"})) << "the host is no member";
}

TEST_P(Federation, WhatSomebodyDeletesInAMemberComesBack)
{
    apply(configMap("settings", "1"));
    ASSERT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    ASSERT_TRUE(at("azure")->remove(configMaps, {ns, "settings"}));
    const auto told = m_ring->watcher().event("Restored", "ConfigMap " + ns + "/settings");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->cluster, "azure");
    EXPECT_EQ(told->severity, federation::Severity::Warning);
    EXPECT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    EXPECT_EQ(api::text(live("azure", configMaps, "settings"), "/data/a"), "1");
}

TEST_P(Federation, WhatSomebodyChangesInAMemberIsSetRight)
{
    apply(configMap("settings", "1"));
    ASSERT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    ASSERT_TRUE(at("aws")->mergePatch(configMaps, {ns, "settings"}, {{"data", {{"a", "9"}, {"theirs", "x"}}}}));
    const auto told = m_ring->watcher().event("DriftCorrected", "ConfigMap " + ns + "/settings");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->cluster, "aws");
    const auto object = live("aws", configMaps, "settings");
    EXPECT_EQ(api::text(object, "/data/a"), "1");
    EXPECT_EQ(api::text(object, "/data/theirs"), "x") << "what others added is theirs";
}

TEST_P(Federation, AForeignObjectIsAConflictAndIsNeverTouched)
{
    ASSERT_TRUE(
        at("aws")->create(namespaces, {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", ns}}}}));
    const auto foreign = at("aws")->create(configMaps, {{"apiVersion", "v1"},
                                                        {"kind", "ConfigMap"},
                                                        {"metadata", {{"name", "settings"}, {"namespace", ns}}},
                                                        {"data", {{"a", "theirs"}}}});
    ASSERT_TRUE(foreign) << foreign.error().text();
    apply(configMap("settings", "1"));
    EXPECT_TRUE(until([this](const engine::Snapshot& snapshot) {
        for (const auto& workload : snapshot.workloads) {
            if (workload.name != "settings" || workload.ns != ns)
                continue;
            return workload.worst == PlacementState::Conflict
                && std::any_of(workload.placements.begin(), workload.placements.end(), [](const auto& placement) {
                       return placement.cluster == "azure" && placement.state == PlacementState::InSync;
                   });
        }
        return false;
    }));
    const auto told = m_ring->watcher().event("Conflict", "ConfigMap " + ns + "/settings");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->cluster, "aws");
    EXPECT_EQ(live("aws", configMaps, "settings"), *foreign);
}

TEST_P(Federation, DeletingTakesItFromEveryMember)
{
    apply(configMap("settings", "1"));
    ASSERT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    const auto removed = engine().submit(Engine::Verb::Delete, configMap("settings", "1"), "test", ns);
    ASSERT_TRUE(removed) << removed.error().text();
    ASSERT_EQ(removed->size(), 1u);
    EXPECT_TRUE(engine().settle({removed->front().id}, test::patience).empty());
    for (const auto* cluster : {"aws", "azure"}) {
        const auto found = at(cluster)->get(configMaps, {ns, "settings"});
        ASSERT_FALSE(found) << cluster;
        EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
    }
}

TEST_P(Federation, AnObjectThatAServerRefusesSaysWhyInItsWords)
{
    apply("apiVersion: v1\nkind: Service\nmetadata: {name: broken}\nspec: {type: ClusterIP}\n");
    EXPECT_TRUE(until([this](const engine::Snapshot& snapshot) {
        for (const auto& workload : snapshot.workloads) {
            if (workload.name == "broken" && workload.ns == ns)
                return std::all_of(workload.placements.begin(), workload.placements.end(), [](const auto& placement) {
                    return placement.state == PlacementState::Failed
                        && placement.message.find("spec.ports") != std::string::npos;
                });
        }
        return false;
    }));
}

TEST_P(Federation, AMemberThatLeavesMayKeepItsObjects)
{
    apply(configMap("settings", "1"));
    ASSERT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
    engine::UnjoinRequest unjoin;
    unjoin.clusters = {"azure"};
    const auto left = Ring::perform(engine().planUnjoin(unjoin));
    ASSERT_TRUE(left) << left.error().text();
    const auto kept = live("azure", configMaps, "settings");
    EXPECT_EQ(api::text(kept, "/data/a"), "1");
    EXPECT_TRUE(api::at(kept, "/metadata/labels/federation.orrery.dev~1managed-by").is_null());
    ASSERT_TRUE(at("azure")->remove(configMaps, {ns, "settings"}));
    engine::JoinRequest join;
    join.members = {{"azure", "azure"}};
    const auto back = Ring::perform(engine().planJoin(join));
    ASSERT_TRUE(back) << back.error().text();
    // The picture may still be the one from before: the cluster itself says when it is there.
    EXPECT_TRUE(until([this](const auto&) { return at("azure")->get(configMaps, {ns, "settings"}).has_value(); }));
    EXPECT_TRUE(untilPlaced("ConfigMap", "settings", PlacementState::InSync));
}

TEST_P(Federation, OneActsAndTheOtherLooksOn)
{
    Watcher second(m_ring->world());
    const auto opened = second.engine().open("gke");
    ASSERT_TRUE(opened) << opened.error().text();
    EXPECT_TRUE(second.until([](const auto& snapshot) { return !snapshot.lease.holder.empty(); }));
    EXPECT_FALSE(second.engine().snapshot()->lease.ours);
    EXPECT_TRUE(engine().snapshot()->lease.ours);
    apply(configMap("settings", "1"));
    EXPECT_TRUE(second.until([this](const auto& snapshot) {
        return std::any_of(snapshot.workloads.begin(), snapshot.workloads.end(), [this](const auto& workload) {
            return workload.ns == ns && workload.worst == PlacementState::InSync;
        });
    })) << "it sees what the first does";
    const auto told = second.event("Applied", "ConfigMap " + ns + "/settings");
    EXPECT_TRUE(told) << "and hears of it";
}

} // namespace
} // namespace orrery::contract
