#include "sim/kinds.h"

#include <algorithm>
#include <regex>

namespace orrery::sim {

using api::at;
using api::Json;
using api::text;

namespace {

KindPtr kind(api::Resource resource, std::string singular, std::vector<std::string> shortNames, bool hasStatus = false,
             bool countsGenerations = false, bool anyName = false)
{
    Kind made;
    made.resource = std::move(resource);
    made.singular = std::move(singular);
    made.shortNames = std::move(shortNames);
    made.hasStatus = hasStatus;
    made.countsGenerations = countsGenerations;
    made.anyName = anyName;
    return std::make_shared<const Kind>(std::move(made));
}

void fallback(Json& object, std::string_view pointer, Json value)
{
    if (at(object, pointer).is_null())
        api::put(object, pointer, std::move(value));
}

void fillInPodTemplate(Json& object)
{
    auto spec = at(object, "/spec/template/spec");
    if (!spec.is_object())
        return;
    fallback(spec, "/restartPolicy", "Always");
    fallback(spec, "/terminationGracePeriodSeconds", 30);
    fallback(spec, "/dnsPolicy", "ClusterFirst");
    for (auto& container : spec["containers"]) {
        fallback(container, "/imagePullPolicy", "IfNotPresent");
        fallback(container, "/resources", Json::object());
        if (!container.contains("ports"))
            continue;
        for (auto& port : container["ports"])
            fallback(port, "/protocol", "TCP");
    }
    api::put(object, "/spec/template/spec", std::move(spec));
}

void fillInService(Json& object)
{
    fallback(object, "/spec/type", "ClusterIP");
    fallback(object, "/spec/sessionAffinity", "None");
    if (at(object, "/spec/ports").is_array()) {
        for (auto& port : object["spec"]["ports"]) {
            fallback(port, "/protocol", "TCP");
            fallback(port, "/targetPort", at(port, "/port"));
        }
    }
    fallback(object, "/status", {{"loadBalancer", Json::object()}});
}

void fillInWorkload(const std::string& name, Json& object)
{
    if (name == "Deployment") {
        fallback(object, "/spec/strategy",
                 {{"type", "RollingUpdate"}, {"rollingUpdate", {{"maxSurge", "25%"}, {"maxUnavailable", "25%"}}}});
        fallback(object, "/spec/revisionHistoryLimit", 10);
        fallback(object, "/spec/progressDeadlineSeconds", 600);
    }
    if (name == "Deployment" || name == "ReplicaSet" || name == "StatefulSet")
        fallback(object, "/spec/replicas", 1);
    if (name == "Job") {
        fallback(object, "/spec/parallelism", 1);
        fallback(object, "/spec/completions", at(object, "/spec/parallelism"));
        fallback(object, "/spec/backoffLimit", 6);
        if (at(object, "/spec/template/metadata/labels/job-name").is_null()) {
            const auto uid = text(object, "/metadata/uid");
            api::put(object, "/spec/selector/matchLabels/batch.kubernetes.io~1controller-uid", uid);
            api::put(object, "/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid", uid);
            api::put(object, "/spec/template/metadata/labels/job-name", text(object, "/metadata/name"));
        }
    }
    fillInPodTemplate(object);
}

bool isWorkload(const std::string& name)
{
    return name == "Deployment" || name == "ReplicaSet" || name == "StatefulSet" || name == "DaemonSet"
        || name == "Job";
}

Fault checkWorkload(const Json& object)
{
    const auto& wanted = at(object, "/spec/selector/matchLabels");
    const auto& labels = at(object, "/spec/template/metadata/labels");
    if (wanted.is_null() && at(object, "/spec/selector/matchExpressions").is_null())
        return {"spec.selector", "Required value"};
    if (!api::contains(labels, wanted))
        return {"spec.template.metadata.labels",
                "Invalid value: " + api::dump(labels) + ": `selector` does not match template `labels`"};
    if (at(object, "/spec/template/spec/containers").empty())
        return {"spec.template.spec.containers", "Required value"};
    if (api::number(object, "/spec/replicas") < 0)
        return {"spec.replicas",
                "Invalid value: " + api::dump(at(object, "/spec/replicas")) + ": must be greater than or equal to 0"};
    return {};
}

Fault checkName(const Kind& kind, const std::string& name)
{
    static const std::regex subdomain("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    static const std::regex label("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    if (name.empty())
        return {"metadata.name", "Required value: name or generateName is required"};
    if (kind.anyName)
        return {};
    const bool isLabel = kind.resource.kind == "Namespace" || kind.resource.kind == "Service";
    if (name.size() <= (isLabel ? 63u : 253u) && std::regex_match(name, isLabel ? label : subdomain))
        return {};
    return {"metadata.name",
            "Invalid value: \"" + name + "\": a lowercase RFC 1123 " + (isLabel ? "label" : "subdomain")
                + " must consist of lower case alphanumeric characters, '-'" + (isLabel ? "" : " or '.'")
                + ", and must start and end with an alphanumeric character"};
}

} // namespace

const std::vector<KindPtr>& builtInKinds()
{
    const std::string rbac = "rbac.authorization.k8s.io";
    static const std::vector<KindPtr> kinds{
        kind({"", "v1", "ConfigMap", "configmaps", true}, "configmap", {"cm"}),
        kind({"", "v1", "Event", "events", true}, "event", {"ev"}),
        kind({"", "v1", "Namespace", "namespaces", false}, "namespace", {"ns"}, true),
        kind({"", "v1", "Node", "nodes", false}, "node", {"no"}, true),
        kind({"", "v1", "Pod", "pods", true}, "pod", {"po"}, true),
        kind({"", "v1", "Secret", "secrets", true}, "secret", {}),
        kind({"", "v1", "Service", "services", true}, "service", {"svc"}, true),
        kind({"", "v1", "ServiceAccount", "serviceaccounts", true}, "serviceaccount", {"sa"}),
        kind({"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false},
             "customresourcedefinition", {"crd", "crds"}, true, true),
        kind({"apps", "v1", "DaemonSet", "daemonsets", true}, "daemonset", {"ds"}, true, true),
        kind({"apps", "v1", "Deployment", "deployments", true}, "deployment", {"deploy"}, true, true),
        kind({"apps", "v1", "ReplicaSet", "replicasets", true}, "replicaset", {"rs"}, true, true),
        kind({"apps", "v1", "StatefulSet", "statefulsets", true}, "statefulset", {"sts"}, true, true),
        kind({"batch", "v1", "Job", "jobs", true}, "job", {}, true, true),
        kind({"coordination.k8s.io", "v1", "Lease", "leases", true}, "lease", {}),
        kind({"networking.k8s.io", "v1", "Ingress", "ingresses", true}, "ingress", {"ing"}, true, true),
        kind({rbac, "v1", "ClusterRole", "clusterroles", false}, "clusterrole", {}, false, false, true),
        kind({rbac, "v1", "ClusterRoleBinding", "clusterrolebindings", false}, "clusterrolebinding", {}, false, false,
             true),
        kind({rbac, "v1", "Role", "roles", true}, "role", {}, false, false, true),
        kind({rbac, "v1", "RoleBinding", "rolebindings", true}, "rolebinding", {}, false, false, true),
    };
    return kinds;
}

std::vector<KindPtr> definedKinds(const Json& definition)
{
    std::vector<KindPtr> out;
    for (const auto& version : at(definition, "/spec/versions")) {
        if (!api::flag(version, "/served"))
            continue;
        Kind made;
        made.resource = {text(definition, "/spec/group"), text(version, "/name"), text(definition, "/spec/names/kind"),
                         text(definition, "/spec/names/plural"), text(definition, "/spec/scope") == "Namespaced"};
        made.singular = text(definition, "/spec/names/singular");
        for (const auto& name : at(definition, "/spec/names/shortNames"))
            made.shortNames.push_back(name.get<std::string>());
        made.hasStatus = !at(version, "/subresources/status").is_null();
        made.countsGenerations = true;
        made.schema = at(version, "/schema/openAPIV3Schema");
        out.push_back(std::make_shared<const Kind>(std::move(made)));
    }
    return out;
}

void fillIn(const Kind& kind, Json& object)
{
    const auto& name = kind.resource.kind;
    if (!kind.schema.is_null())
        return;
    if (isWorkload(name))
        fillInWorkload(name, object);
    else if (name == "Service")
        fillInService(object);
    else if (name == "Namespace") {
        api::put(object, "/metadata/labels/kubernetes.io~1metadata.name", text(object, "/metadata/name"));
        fallback(object, "/spec/finalizers", Json::array({"kubernetes"}));
        fallback(object, "/status/phase", "Active");
    } else if (name == "Secret") {
        fallback(object, "/type", "Opaque");
    }
}

Fault check(const Kind& kind, const Json& object)
{
    auto fault = checkName(kind, text(object, "/metadata/name"));
    if (!fault.field.empty() || !kind.schema.is_null())
        return fault;
    if (isWorkload(kind.resource.kind))
        return checkWorkload(object);
    if (kind.resource.kind == "Service" && at(object, "/spec/ports").empty()
        && text(object, "/spec/type") != "ExternalName" && text(object, "/spec/clusterIP") != "None")
        return {"spec.ports", "Required value"};
    if (kind.resource.kind == "CustomResourceDefinition"
        && text(object, "/metadata/name") != text(object, "/spec/names/plural") + "." + text(object, "/spec/group"))
        return {"metadata.name", "Invalid value: \"" + text(object, "/metadata/name")
                                     + "\": must be spec.names.plural+\".\"+spec.group"};
    return {};
}

} // namespace orrery::sim
