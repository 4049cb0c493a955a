#include "federation/dependencies.h"

#include "federation/yaml.h"

#include <gmock/gmock.h>

namespace orrery::federation {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Dependency> found(const std::string& text)
{
    const auto documents = readYaml(text, "test");
    EXPECT_TRUE(documents) << (documents ? "" : documents.error().text());
    return documents ? dependenciesOf(documents->front().value) : std::vector<Dependency>();
}

/// "Kind ns/name", with "?" when it may be missing.
std::vector<std::string> names(const std::string& text)
{
    std::vector<std::string> out;
    for (const auto& dependency : found(text))
        out.push_back(dependency.text() + (dependency.optional ? "?" : ""));
    return out;
}

const std::string pod = R"(
  serviceAccountName: runner
  imagePullSecrets: [{name: registry}, {name: ""}]
  initContainers:
  - envFrom: [{secretRef: {name: from-init, optional: true}}]
  containers:
  - envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: shared, optional: true}}]
    env:
    - {name: A, value: plain}
    - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: b, optional: true}}}
    - {name: C, valueFrom: {secretKeyRef: {name: shared, key: c}}}
    - {name: D, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
  ephemeralContainers:
  - envFrom: [{configMapRef: {name: debug}}]
  volumes:
  - {name: a, configMap: {name: files}}
  - {name: b, secret: {secretName: certificate, optional: true}}
  - {name: c, projected: {sources: [{configMap: {name: half}}, {secret: {name: other-half}}, {downwardAPI: {}}]}}
  - {name: data, persistentVolumeClaim: {claimName: disk}}
  - {name: e, emptyDir: {}}
  - {name: f, csi: {driver: d, nodePublishSecretRef: {name: publish}}}
  - {name: g, azureFile: {secretName: azure}}
  - {name: h, rbd: {secretRef: {name: ceph}}}
)";

std::string indented(const std::string& text, int by)
{
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n')
            out += std::string(std::size_t(by), ' ');
    }
    return out;
}

} // namespace

TEST(DependenciesOf, FindsAllThatAPodTemplateNamesOnce)
{
    const auto expected =
        ElementsAre("ConfigMap shop/debug", "ConfigMap shop/files", "ConfigMap shop/half", "ConfigMap shop/settings",
                    "PersistentVolumeClaim shop/disk", "Secret shop/azure", "Secret shop/ceph",
                    "Secret shop/certificate?", "Secret shop/from-init?", "Secret shop/other-half",
                    "Secret shop/publish", "Secret shop/registry", "Secret shop/shared", "ServiceAccount shop/runner");
    for (const auto* kind : {"apps/v1, kind: Deployment", "apps/v1, kind: DaemonSet", "apps/v1, kind: ReplicaSet",
                             "apps/v1, kind: StatefulSet", "batch/v1, kind: Job", "example.com/v1, kind: Rollout"})
        EXPECT_THAT(names("{apiVersion: " + std::string(kind) + ", metadata: {name: x, namespace: shop}}\n"),
                    IsEmpty());
    const std::string head = "metadata: {name: x, namespace: shop}\n";
    for (const auto* kind : {"apiVersion: apps/v1\nkind: Deployment\n", "apiVersion: apps/v1\nkind: StatefulSet\n",
                             "apiVersion: batch/v1\nkind: Job\n", "apiVersion: example.com/v1\nkind: Rollout\n"})
        EXPECT_THAT(names(kind + head + "spec:\n  template:\n    spec:" + indented(pod, 4)), expected) << kind;
    EXPECT_THAT(names("apiVersion: v1\nkind: Pod\n" + head + "spec:" + pod), expected);
    EXPECT_THAT(names("apiVersion: batch/v1\nkind: CronJob\n" + head
                      + "spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:" + indented(pod, 8)),
                expected);
}

TEST(DependenciesOf, SaysWhereTheFirstOneStands)
{
    const auto all = found("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:" + pod);
    EXPECT_EQ(all[1].path, "spec.volumes[0].configMap");
    EXPECT_EQ(all[3].path, "spec.containers[0].envFrom[0].configMapRef");
    EXPECT_FALSE(all[3].optional) << "one place needs it";
}

TEST(DependenciesOf, LeavesOutWhatAClusterHasOrMakesItself)
{
    EXPECT_THAT(names(R"(
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  volumeClaimTemplates: [{metadata: {name: data}}]
  template: {spec: {serviceAccountName: default, containers: [{name: db}], volumes: [{name: data, persistentVolumeClaim: {claimName: x}}, {name: more, persistentVolumeClaim: {claimName: shared}}]}}
)"),
                ElementsAre("PersistentVolumeClaim shop/shared"));
}

TEST(DependenciesOf, FollowsAnIngressAndAnAutoscaler)
{
    EXPECT_THAT(names(R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i, namespace: shop}
spec:
  defaultBackend: {service: {name: fallback, port: {number: 80}}}
  tls: [{secretName: certificate}, {hosts: [a]}]
  rules:
  - http: {paths: [{backend: {service: {name: web}}}, {backend: {resource: {kind: Bucket, name: b}}}]}
  - host: bare
)"),
                ElementsAre("Secret shop/certificate", "Service shop/fallback", "Service shop/web"));
    const auto scaled =
        found("{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: "
              "shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}");
    ASSERT_EQ(scaled.size(), 1u);
    EXPECT_EQ(scaled[0].apiVersion, "apps/v1");
    EXPECT_EQ(scaled[0].text(), "Deployment shop/web");
}

TEST(DependenciesOf, IsNotUpsetByWhatIsNoManifest)
{
    for (const auto* text : {"[]", "5", "{}", "{kind: Pod, apiVersion: v1, spec: 5}",
                             "{kind: Pod, apiVersion: v1, spec: {containers: {a: 1}, volumes: [1, null, {secret: 5}]}}",
                             "{kind: CronJob, apiVersion: batch/v1, spec: []}"})
        EXPECT_THAT(names(text), IsEmpty()) << text;
}

} // namespace orrery::federation
