#include "federation/manifest.h"

#include "federation/documents.h"

#include <gmock/gmock.h>

namespace orrery::federation {

namespace {

using api::Json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Only warnings about what was done after the first, which names both versions.
std::vector<std::string> converted(Json& document)
{
    const auto old = api::text(document, "/apiVersion") + " " + api::text(document, "/kind");
    auto warnings = convertOld(document);
    EXPECT_TRUE(warnings) << (warnings ? "" : warnings.error().text());
    if (!warnings || warnings->empty())
        return {};
    EXPECT_EQ(warnings->front(), old + " is no longer served; converted to " + api::text(document, "/apiVersion"));
    warnings->erase(warnings->begin());
    return *warnings;
}

struct Row {
    const char* before;
    const char* after;
    std::vector<std::string> warnings{};
};

void expectRow(const Row& row)
{
    auto document = yaml(row.before);
    EXPECT_EQ(converted(document), row.warnings) << row.before;
    EXPECT_EQ(document, yaml(row.after)) << row.before;
}

} // namespace

TEST(ConvertOld, FillsTheSelectorsOfWorkloadsAndDropsWhatIsGone)
{
    const std::string filled = "spec.selector was filled in from the pod template's labels";
    const Row rows[] = {
        {"{apiVersion: extensions/v1beta1, kind: Deployment, spec: {replicas: 3, rollbackTo: {revision: 0}, template: "
         "{metadata: {labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 3, selector: {matchLabels: {app: a}}, template: "
         "{metadata: {labels: {app: a}}}}}",
         {filled, "spec.rollbackTo has no meaning any more and was left out"}},
        {"{apiVersion: apps/v1beta2, kind: Deployment, spec: {selector: {matchLabels: {x: y}}, template: {metadata: "
         "{labels: {app: a, x: y}}}}}",
         "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {matchLabels: {x: y}}, template: {metadata: "
         "{labels: {app: a, x: y}}}}}"},
        {"{apiVersion: apps/v1beta1, kind: Deployment, spec: {selector: {}, template: {metadata: {labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {matchLabels: {app: a}}, template: {metadata: "
         "{labels: {app: a}}}}}",
         {filled}},
        {"{apiVersion: extensions/v1beta1, kind: DaemonSet, spec: {templateGeneration: 2, template: {metadata: "
         "{labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: DaemonSet, spec: {selector: {matchLabels: {app: a}}, template: {metadata: "
         "{labels: {app: a}}}}}",
         {filled, "spec.templateGeneration has no meaning any more and was left out",
          "spec.updateStrategy was OnDelete when left out and is RollingUpdate now; set it to keep the old way"}},
        {"{apiVersion: apps/v1beta2, kind: DaemonSet, spec: {template: {metadata: {labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: DaemonSet, spec: {selector: {matchLabels: {app: a}}, template: {metadata: "
         "{labels: {app: a}}}}}",
         {filled}},
        {"{apiVersion: extensions/v1beta1, kind: ReplicaSet, spec: {template: {metadata: {labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: ReplicaSet, spec: {selector: {matchLabels: {app: a}}, template: {metadata: "
         "{labels: {app: a}}}}}",
         {filled}},
        {"{apiVersion: apps/v1beta1, kind: StatefulSet, spec: {updateStrategy: {type: OnDelete}, template: {metadata: "
         "{labels: {app: a}}}}}",
         "{apiVersion: apps/v1, kind: StatefulSet, spec: {updateStrategy: {type: OnDelete}, selector: {matchLabels: "
         "{app: a}}, template: {metadata: {labels: {app: a}}}}}",
         {filled}},
    };
    for (const auto& row : rows)
        expectRow(row);
}

TEST(ConvertOld, RewritesTheBackendsOfAnIngress)
{
    const std::string backends = "backends were rewritten to service.name and service.port";
    const std::string types = "pathType was filled in with ImplementationSpecific";
    const Row rows[] = {
        {R"(
apiVersion: extensions/v1beta1
kind: Ingress
metadata: {annotations: {kubernetes.io/ingress.class: nginx, note: hi}}
spec:
  backend: {serviceName: fallback, servicePort: http}
  rules:
  - host: a.example.com
    http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}, {backend: {serviceName: api, servicePort: "8080"}}]}
  - host: bare.example.com
)",
         R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {annotations: {note: hi}}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: fallback, port: {name: http}}}
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}
      - {pathType: ImplementationSpecific, backend: {service: {name: api, port: {number: 8080}}}}
  - host: bare.example.com
)",
         {"spec.backend became spec.defaultBackend", backends, types,
          "the annotation kubernetes.io/ingress.class became spec.ingressClassName"}},
        {R"(
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: {annotations: {kubernetes.io/ingress.class: old}}
spec:
  ingressClassName: new
  rules: [{http: {paths: [{pathType: Prefix, path: /, backend: {resource: {kind: Bucket, name: b}}}]}}]
)",
         R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {}
spec:
  ingressClassName: new
  rules: [{http: {paths: [{pathType: Prefix, path: /, backend: {resource: {kind: Bucket, name: b}}}]}}]
)",
         {"the annotation kubernetes.io/ingress.class was left out; spec.ingressClassName says it"}},
    };
    for (const auto& row : rows)
        expectRow(row);
}

TEST(ConvertOld, RenamesWhatOnlyChangedItsVersion)
{
    const std::pair<const char*, const char*> rows[] = {
        {"{apiVersion: extensions/v1beta1, kind: NetworkPolicy, spec: {a: 1}}", "networking.k8s.io/v1"},
        {"{apiVersion: networking.k8s.io/v1beta1, kind: IngressClass, spec: {a: 1}}", "networking.k8s.io/v1"},
        {"{apiVersion: batch/v1beta1, kind: CronJob, spec: {a: 1}}", "batch/v1"},
        {"{apiVersion: batch/v2alpha1, kind: CronJob, spec: {a: 1}}", "batch/v1"},
        {"{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, spec: {a: 1}}", "policy/v1"},
        {"{apiVersion: autoscaling/v2beta2, kind: HorizontalPodAutoscaler, spec: {a: 1}}", "autoscaling/v2"},
        {"{apiVersion: rbac.authorization.k8s.io/v1beta1, kind: RoleBinding, spec: {a: 1}}",
         "rbac.authorization.k8s.io/v1"},
        {"{apiVersion: scheduling.k8s.io/v1beta1, kind: PriorityClass, spec: {a: 1}}", "scheduling.k8s.io/v1"},
        {"{apiVersion: storage.k8s.io/v1beta1, kind: StorageClass, spec: {a: 1}}", "storage.k8s.io/v1"},
    };
    for (const auto& [before, version] : rows) {
        auto document = yaml(before);
        auto expected = document;
        expected["apiVersion"] = version;
        EXPECT_THAT(converted(document), IsEmpty()) << before;
        EXPECT_EQ(document, expected);
    }
}

TEST(ConvertOld, KeepsABudgetWithAnEmptySelectorFromTakingInEveryPod)
{
    expectRow({"{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, spec: {minAvailable: 1, selector: {}}}",
               "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {minAvailable: 1}}",
               {"the empty spec.selector was left out: it selected no pods, now it would select all"}});
}

TEST(ConvertOld, RefusesWhatItCannotMapAndSaysWhatToDo)
{
    const std::tuple<const char*, const char*, const char*> rows[] = {
        {"{apiVersion: extensions/v1beta1, kind: Deployment, spec: {template: {}}}", "manifest.no-selector",
         "give the pod template a label"},
        {"{apiVersion: extensions/v1beta1, kind: Deployment}", "manifest.missing-field", "spec is missing"},
        {"{apiVersion: extensions/v1beta1, kind: Deployment, spec: [1]}", "manifest.missing-field", "spec is missing"},
        {"{apiVersion: extensions/v1beta1, kind: Ingress}", "manifest.missing-field", "spec is missing"},
        {"{apiVersion: extensions/v1beta1, kind: Ingress, spec: {backend: {serviceName: a}}}", "manifest.no-backend",
         "spec.backend needs serviceName and servicePort"},
        {"{apiVersion: extensions/v1beta1, kind: Ingress, spec: {rules: [{}, {http: {paths: [{path: /}]}}]}}",
         "manifest.no-backend", "spec.rules[1].http.paths[0].backend needs serviceName and servicePort"},
        {"{apiVersion: extensions/v1beta1, kind: Ingress, spec: {rules: [{http: {paths: [5]}}]}}",
         "manifest.no-backend", "is not a map"},
        {"{apiVersion: extensions/v1beta1, kind: Scale}", "manifest.removed-api", "removed in Kubernetes 1.16"},
        {"{apiVersion: policy/v1beta1, kind: PodSecurityPolicy}", "manifest.removed-api", "use Pod Security Admission"},
        {"{apiVersion: apiextensions.k8s.io/v1beta1, kind: CustomResourceDefinition}", "manifest.removed-api",
         "structural schema"},
        {"{apiVersion: autoscaling/v2beta1, kind: HorizontalPodAutoscaler}", "manifest.removed-api", "autoscaling/v2"},
        {"{apiVersion: apps/v1beta2, kind: ControllerRevision}", "manifest.removed-api", "served today"},
    };
    for (const auto& [text, code, words] : rows) {
        auto document = yaml(text);
        const auto answer = convertOld(document);
        ASSERT_FALSE(answer) << text;
        EXPECT_EQ(answer.error().kind, ErrorKind::Invalid);
        EXPECT_EQ(answer.error().code, code) << text;
        EXPECT_THAT(answer.error().message, HasSubstr(words)) << text;
    }
}

TEST(ConvertOld, LeavesTodaysObjectsAlone)
{
    for (const auto* text : {"{apiVersion: apps/v1, kind: Deployment, spec: {rollbackTo: {}}}",
                             "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {annotations: "
                             "{kubernetes.io/ingress.class: a}}}",
                             "{apiVersion: example.com/v1beta1, kind: Deployment}",
                             "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {selector: {}}}"}) {
        auto document = yaml(text);
        EXPECT_THAT(converted(document), IsEmpty());
        EXPECT_EQ(document, yaml(text));
    }
}

} // namespace orrery::federation
