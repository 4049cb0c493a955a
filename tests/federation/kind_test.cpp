#include "federation/documents.h"
#include "federation/kind.h"
#include "federation/names.h"

#include <gmock/gmock.h>

namespace orrery::federation {

namespace {

using api::Json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

FederatedKind kind(const char* apiVersion, const char* name)
{
    const auto* resource = builtIn(apiVersion, name);
    EXPECT_NE(resource, nullptr);
    return kindOf(resource ? *resource : api::Resource{});
}

Json sent(const FederatedKind& of, const std::string& text, std::optional<std::int64_t> replicas = {})
{
    return forMember(yaml(text), of, replicas, {"ring", "u1"});
}

std::string hash(const Json& manifest)
{
    return api::text(manifest, "/metadata/annotations/federation.orrery.dev~1applied-hash");
}

const api::Resource widgets{"example.com", "v1", "Widget", "widgets", true};

} // namespace

TEST(ForMember, KeepsThePeoplesLabelsAndAddsOurMarks)
{
    const auto manifest = sent(kindOf(widgets), R"(
metadata: {name: w, labels: {app: w}, annotations: {note: hi}, finalizers: [example.com/hold]}
spec: {size: 3}
)");
    EXPECT_EQ(manifest["metadata"]["labels"], (Json{{"app", "w"}, {names::managedBy, "ring"}}));
    EXPECT_EQ(manifest["metadata"]["annotations"]["note"], "hi");
    EXPECT_EQ(manifest["metadata"]["finalizers"], Json::array({"example.com/hold"}));
    EXPECT_EQ(manifest["spec"], (Json{{"size", 3}}));
}

TEST(ForMember, HashesWhatIsAppliedAndNothingElse)
{
    const auto of = kindOf(widgets);
    const auto base = yaml("{metadata: {name: w}, spec: {size: 3}}");
    const auto first = forMember(base, of, {}, {"ring", "u1"});
    auto served = base;
    served["metadata"]["resourceVersion"] = "77";
    served["status"] = {{"phase", "Fine"}};
    EXPECT_EQ(hash(forMember(served, of, {}, {"ring", "u2"})), hash(first));
    auto changed = base;
    changed["spec"]["size"] = 4;
    EXPECT_NE(hash(forMember(changed, of, {}, {"ring", "u1"})), hash(first));
    EXPECT_EQ(hash(forMember(first, of, {}, {"ring", "u1"})).size(), 20u);
}

TEST(ForMember, LeavesAddressesToEachClusterButKeepsAServiceHeadless)
{
    const auto service = kind("v1", "Service");
    const auto plain = sent(service, R"(
kind: Service
metadata: {name: s}
spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], healthCheckNodePort: 31000, ports: [{port: 80, nodePort: 30080}]}
)");
    EXPECT_EQ(plain["spec"], (Json{{"ports", {{{"port", 80}, {"nodePort", 30080}}}}})) << "a port that was asked for";
    const auto headless =
        sent(service, "{kind: Service, metadata: {name: s}, spec: {clusterIP: None, clusterIPs: [None]}}");
    EXPECT_EQ(headless["spec"], (Json{{"clusterIP", "None"}, {"clusterIPs", {"None"}}}));
}

TEST(ForMember, WritesASecretAsMembersAnswerIt)
{
    const auto manifest = sent(kind("v1", "Secret"), R"(
metadata: {name: s}
data: {kept: a2VwdA==, both: b2xk}
stringData: {user: microbot, both: new, empty: ""}
)");
    EXPECT_EQ(manifest["data"],
              (Json{{"kept", "a2VwdA=="}, {"both", "bmV3"}, {"user", "bWljcm9ib3Q="}, {"empty", ""}}));
    EXPECT_FALSE(manifest.contains("stringData"));
}

TEST(ForMember, TakesTheJobControllersLabelsOutUnlessTheSelectorIsManual)
{
    const std::string generated = R"(
metadata: {name: j}
spec:
  parallelism: 1
  selector: {matchLabels: {controller-uid: a}}
  template: {metadata: {labels: {app: j, controller-uid: a, job-name: j, batch.kubernetes.io/job-name: j}}}
)";
    const auto job = kind("batch/v1", "Job");
    const auto manifest = sent(job, generated);
    EXPECT_TRUE(api::at(manifest, "/spec/selector").is_null());
    EXPECT_EQ(manifest["spec"]["template"]["metadata"]["labels"], (Json{{"app", "j"}}));
    const auto manual = sent(job, generated + "  manualSelector: true\n");
    EXPECT_EQ(manual["spec"]["selector"]["matchLabels"]["controller-uid"], "a");
    EXPECT_EQ(manual["spec"]["template"]["metadata"]["labels"].size(), 4u);
}

TEST(ForMember, PutsAMembersPartIntoItsManifest)
{
    const auto manifest = yaml("{metadata: {name: j}, spec: {parallelism: 3, completions: 10}}");
    const auto made =
        forMember(manifest, kind("batch/v1", "Job"), 2, {"ring", "u"}, {{"/spec/completions", 7}, {"/spec/a/b", 1}});
    EXPECT_EQ(made["spec"], (Json{{"parallelism", 2}, {"completions", 7}, {"a", {{"b", 1}}}}));
}

TEST(StripServerFields, TellsWhatSaidSomethingAndDropsWhatToolsWriteEmpty)
{
    auto document = yaml(R"(
kind: Deployment
metadata:
  name: d
  creationTimestamp: null
  annotations: {deployment.kubernetes.io/revision: "3", note: hi}
  ownerReferences: [{kind: Widget, name: w}]
  uid: abc
spec: {template: {metadata: {creationTimestamp: null, labels: {app: d}}}}
status: {}
)");
    EXPECT_THAT(stripServerFields(document), ElementsAre("/metadata/uid", "/metadata/ownerReferences",
                                                         "/metadata/annotations/deployment.kubernetes.io~1revision"));
    EXPECT_EQ(document, yaml(R"(
kind: Deployment
metadata: {name: d, annotations: {note: hi}}
spec: {template: {metadata: {labels: {app: d}}}}
)"));
}

TEST(StripServerFields, TakesANodePortForTheServersOnlyWhenTheObjectWasStored)
{
    auto stored = yaml(R"(
kind: Service
metadata: {name: s, resourceVersion: "9"}
spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{port: 80, nodePort: 30080}]}
)");
    EXPECT_THAT(stripServerFields(stored), ElementsAre("/spec/ports/0/nodePort", "/spec/clusterIP", "/spec/clusterIPs",
                                                       "/metadata/resourceVersion"));
    EXPECT_EQ(stored["spec"], (Json{{"ports", {{{"port", 80}}}}}));
    auto headless = yaml("{kind: Service, metadata: {name: s, uid: u}, spec: {clusterIP: None, clusterIPs: [None]}}");
    EXPECT_THAT(stripServerFields(headless), ElementsAre("/metadata/uid"));
    EXPECT_EQ(headless["spec"], (Json{{"clusterIP", "None"}, {"clusterIPs", {"None"}}}));
    auto written = yaml("{kind: Service, metadata: {name: s}, spec: {ports: [{port: 80, nodePort: 30080}]}}");
    EXPECT_THAT(stripServerFields(written), IsEmpty());
    EXPECT_EQ(written["spec"]["ports"][0]["nodePort"], 30080);
}

struct HealthRow {
    const char* name;
    const char* live;
    Health::State state;
    const char* reason;
};

TEST(GenericHealth, ReadsTheConditionsThatManyKindsHave)
{
    using enum Health::State;
    const HealthRow rows[] = {
        {"no status", "{metadata: {generation: 2}}", Healthy, "InSync"},
        {"ready", "{status: {conditions: [{type: Ready, status: 'True'}]}}", Healthy, "InSync"},
        {"not ready", "{status: {conditions: [{type: Ready, status: 'False', reason: Warming}]}}", Progressing,
         "Warming"},
        {"unknown", "{status: {conditions: [{type: Available, status: Unknown}]}}", Progressing, "Available"},
        {"stalled", "{status: {conditions: [{type: Stalled, status: 'True', reason: NoQuota}]}}", Degraded, "NoQuota"},
        {"reconciling", "{status: {conditions: [{type: Reconciling, status: 'True', reason: Busy}]}}", Progressing,
         "Busy"},
        {"behind", "{metadata: {generation: 3}, status: {observedGeneration: 2}}", Progressing, "Progressing"},
        {"deleted", "{metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}}", Progressing, "Terminating"},
    };
    for (const auto& row : rows) {
        const auto health = kindOf(widgets).health(yaml(row.live));
        EXPECT_EQ(health.state, row.state) << row.name;
        EXPECT_EQ(health.reason, row.reason) << row.name;
    }
}

TEST(DeploymentHealth, GoesThroughTheStagesOfARollout)
{
    using enum Health::State;
    const HealthRow rows[] = {
        {"not observed", "{metadata: {generation: 2}, spec: {replicas: 3}, status: {observedGeneration: 1}}",
         Progressing, "Progressing"},
        {"not updated", "{spec: {replicas: 3}, status: {replicas: 3, updatedReplicas: 1, availableReplicas: 3}}",
         Progressing, "Progressing"},
        {"old pods left", "{spec: {replicas: 3}, status: {replicas: 4, updatedReplicas: 3, availableReplicas: 3}}",
         Progressing, "Progressing"},
        {"gave up",
         "{spec: {replicas: 3}, status: {updatedReplicas: 3, conditions: [{type: Progressing, status: 'False', reason: "
         "ProgressDeadlineExceeded, message: timed out}]}}",
         Degraded, "ProgressDeadlineExceeded"},
        {"scaled to nothing", "{spec: {replicas: 0}, status: {}}", Healthy, "InSync"},
        {"one by default", "{spec: {}, status: {replicas: 1, updatedReplicas: 1, availableReplicas: 1}}", Healthy,
         "InSync"},
    };
    for (const auto& row : rows) {
        const auto health = kind("apps/v1", "Deployment").health(yaml(row.live));
        EXPECT_EQ(health.state, row.state) << row.name << ": " << health.message;
        EXPECT_EQ(health.reason, row.reason) << row.name;
    }
}

TEST(OtherHealth, KnowsWhatIsMeantToBeUnfinished)
{
    const auto state = [](const char* apiVersion, const char* name, const char* live) {
        return kind(apiVersion, name).health(yaml(live)).state;
    };
    EXPECT_EQ(state("batch/v1", "Job", "{spec: {completions: 2, suspend: true}, status: {}}"), Health::State::Healthy);
    EXPECT_EQ(state("batch/v1", "Job", "{spec: {completions: 0}, status: {}}"), Health::State::Healthy);
    EXPECT_EQ(state("batch/v1", "Job", "{spec: {completions: 2}, status: {succeeded: 1}}"), Health::State::Progressing);
    EXPECT_EQ(state("v1", "Service", "{spec: {type: ClusterIP}, status: {loadBalancer: {}}}"), Health::State::Healthy);
    const std::string old = "status: {readyReplicas: 1, currentRevision: a, updateRevision: b}";
    EXPECT_EQ(state("apps/v1", "StatefulSet",
                    ("{spec: {replicas: 1, updateStrategy: {type: OnDelete}}, " + old + "}").c_str()),
              Health::State::Healthy);
    EXPECT_EQ(state("apps/v1", "StatefulSet", ("{spec: {replicas: 1}, " + old + "}").c_str()),
              Health::State::Progressing);
    const std::string outdated = "status: {desiredNumberScheduled: 2, numberAvailable: 2, updatedNumberScheduled: 1}";
    EXPECT_EQ(state("apps/v1", "DaemonSet", ("{spec: {}, " + outdated + "}").c_str()), Health::State::Progressing);
    EXPECT_EQ(state("apps/v1", "DaemonSet", ("{spec: {updateStrategy: {type: OnDelete}}, " + outdated + "}").c_str()),
              Health::State::Healthy);
}

} // namespace orrery::federation
