#include "federation/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace orrery::federation {

using api::at;
using api::Json;
using api::text;

namespace {

using Warnings = std::vector<std::string>;

constexpr auto classAnnotation = "/metadata/annotations/kubernetes.io~1ingress.class";

tl::unexpected<Error> refuse(std::string code, std::string what)
{
    return failure(ErrorKind::Invalid, std::move(code), std::move(what));
}

Result<void> asItIs(Json&, Warnings&)
{
    return {};
}

Result<void> toAppsV1(Json& document, Warnings& warnings)
{
    if (!at(document, "/spec").is_object())
        return refuse("manifest.missing-field", "spec is missing");
    auto& spec = document["spec"];
    const auto& selector = at(spec, "/selector");
    if (selector.is_null() || (selector.is_object() && selector.empty())) {
        const auto labels = at(spec, "/template/metadata/labels");
        if (!labels.is_object() || labels.empty())
            return refuse("manifest.no-selector",
                          "spec.selector is missing and cannot be filled in: spec.template.metadata.labels is empty; "
                          "give the pod template a label");
        spec["selector"] = {{"matchLabels", labels}};
        warnings.emplace_back("spec.selector was filled in from the pod template's labels");
    }
    for (const auto* field : {"rollbackTo", "templateGeneration"}) {
        if (spec.erase(field))
            warnings.push_back(std::string("spec.") + field + " has no meaning any more and was left out");
    }
    const auto kind = text(document, "/kind");
    const bool onDelete = (kind == "DaemonSet" && text(document, "/apiVersion") == "extensions/v1beta1")
                       || (kind == "StatefulSet" && text(document, "/apiVersion") == "apps/v1beta1");
    if (onDelete && text(spec, "/updateStrategy/type").empty())
        warnings.emplace_back(
            "spec.updateStrategy was OnDelete when left out and is RollingUpdate now; set it to keep the old way");
    return {};
}

/// A port by number or by name; an API server takes no name without a letter, so digits are a number.
Json port(const Json& old)
{
    if (!old.is_string())
        return {{"number", old}};
    const auto& name = old.get_ref<const std::string&>();
    int number = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (fault == std::errc{} && end == name.data() + name.size())
        return {{"number", number}};
    return {{"name", name}};
}

/// `serviceName` and `servicePort` beside each other become `service: {name, port}`. True when something changed.
Result<bool> convertBackend(Json& backend, const std::string& where)
{
    if (!at(backend, "/service").is_null() || !at(backend, "/resource").is_null())
        return false;
    const auto name = text(backend, "/serviceName");
    const auto& old = at(backend, "/servicePort");
    if (name.empty() || !(old.is_number_integer() || old.is_string()))
        return refuse("manifest.no-backend", where + " needs serviceName and servicePort");
    const auto converted = port(old);
    backend = {{"service", {{"name", name}, {"port", converted}}}};
    return true;
}

Result<bool> convertPaths(Json& rule, const std::string& where, bool& typed)
{
    bool changed = false;
    if (!at(rule, "/http/paths").is_array())
        return false;
    int index = 0;
    for (auto& path : rule["http"]["paths"]) {
        const auto here = where + ".http.paths[" + std::to_string(index++) + "]";
        if (!path.is_object())
            return refuse("manifest.no-backend", here + " is not a map");
        auto backend = convertBackend(path["backend"], here + ".backend");
        if (!backend)
            return backend;
        changed = changed || *backend;
        if (at(path, "/pathType").is_null()) {
            path["pathType"] = "ImplementationSpecific";
            typed = true;
        }
    }
    return changed;
}

void convertClass(Json& document, Warnings& warnings)
{
    const auto className = text(document, classAnnotation);
    if (className.empty())
        return;
    // An API server refuses the annotation beside the field.
    api::drop(document, classAnnotation);
    if (at(document, "/metadata/annotations").empty())
        api::drop(document, "/metadata/annotations");
    if (text(document, "/spec/ingressClassName").empty()) {
        document["spec"]["ingressClassName"] = className;
        warnings.emplace_back("the annotation kubernetes.io/ingress.class became spec.ingressClassName");
    } else {
        warnings.emplace_back("the annotation kubernetes.io/ingress.class was left out; spec.ingressClassName says it");
    }
}

Result<void> toIngressV1(Json& document, Warnings& warnings)
{
    if (!at(document, "/spec").is_object())
        return refuse("manifest.missing-field", "spec is missing");
    auto& spec = document["spec"];
    bool rewritten = false;
    bool typed = false;
    if (auto old = at(spec, "/backend"); old.is_object()) {
        if (const auto backend = convertBackend(old, "spec.backend"); !backend)
            return failure(backend.error());
        spec.erase("backend");
        spec["defaultBackend"] = std::move(old);
        warnings.emplace_back("spec.backend became spec.defaultBackend");
    }
    int index = 0;
    if (at(spec, "/rules").is_array()) {
        for (auto& rule : spec["rules"]) {
            const auto paths = convertPaths(rule, "spec.rules[" + std::to_string(index++) + "]", typed);
            if (!paths)
                return failure(paths.error());
            rewritten = rewritten || *paths;
        }
    }
    if (rewritten)
        warnings.emplace_back("backends were rewritten to service.name and service.port");
    if (typed)
        warnings.emplace_back("pathType was filled in with ImplementationSpecific");
    convertClass(document, warnings);
    return {};
}

/// In v1beta1 an empty selector selected no pods, in v1 it selects all; one that is left out selects none in both.
Result<void> toPolicyV1(Json& document, Warnings& warnings)
{
    const auto& selector = at(document, "/spec/selector");
    if (selector.is_object() && selector.empty()) {
        api::drop(document, "/spec/selector");
        warnings.emplace_back("the empty spec.selector was left out: it selected no pods, now it would select all");
    }
    return {};
}

struct Conversion {
    std::string_view from;
    std::string_view kind;
    std::string_view to;
    Result<void> (*convert)(Json&, Warnings&);
};

constexpr std::array conversions{
    Conversion{"extensions/v1beta1", "Deployment", "apps/v1", toAppsV1},
    Conversion{"extensions/v1beta1", "DaemonSet", "apps/v1", toAppsV1},
    Conversion{"extensions/v1beta1", "ReplicaSet", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta1", "Deployment", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta1", "StatefulSet", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta2", "Deployment", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta2", "DaemonSet", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta2", "ReplicaSet", "apps/v1", toAppsV1},
    Conversion{"apps/v1beta2", "StatefulSet", "apps/v1", toAppsV1},
    Conversion{"extensions/v1beta1", "Ingress", "networking.k8s.io/v1", toIngressV1},
    Conversion{"networking.k8s.io/v1beta1", "Ingress", "networking.k8s.io/v1", toIngressV1},
    Conversion{"networking.k8s.io/v1beta1", "IngressClass", "networking.k8s.io/v1", asItIs},
    Conversion{"extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1", asItIs},
    Conversion{"batch/v1beta1", "CronJob", "batch/v1", asItIs},
    Conversion{"batch/v2alpha1", "CronJob", "batch/v1", asItIs},
    Conversion{"policy/v1beta1", "PodDisruptionBudget", "policy/v1", toPolicyV1},
    Conversion{"autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2", asItIs},
    Conversion{"rbac.authorization.k8s.io/v1beta1", "Role", "rbac.authorization.k8s.io/v1", asItIs},
    Conversion{"rbac.authorization.k8s.io/v1beta1", "RoleBinding", "rbac.authorization.k8s.io/v1", asItIs},
    Conversion{"rbac.authorization.k8s.io/v1beta1", "ClusterRole", "rbac.authorization.k8s.io/v1", asItIs},
    Conversion{"rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding", "rbac.authorization.k8s.io/v1", asItIs},
    Conversion{"scheduling.k8s.io/v1beta1", "PriorityClass", "scheduling.k8s.io/v1", asItIs},
    Conversion{"storage.k8s.io/v1beta1", "StorageClass", "storage.k8s.io/v1", asItIs},
};

/// Removed, and not to be converted without knowing more. An empty kind stands for every other kind of that version.
struct Removal {
    std::string_view apiVersion;
    std::string_view kind;
    std::string_view removedIn;
    std::string_view whatToDo;
};

constexpr std::string_view rewrite = "write it for an API version that is served today";

constexpr std::array removals{
    Removal{"extensions/v1beta1", "PodSecurityPolicy", "1.16",
            "use Pod Security Admission: labels on the namespace say what pods may do"},
    Removal{"policy/v1beta1", "PodSecurityPolicy", "1.25",
            "use Pod Security Admission: labels on the namespace say what pods may do"},
    Removal{"extensions/v1beta1", "", "1.16", rewrite},
    Removal{"apps/v1beta1", "", "1.16", rewrite},
    Removal{"apps/v1beta2", "", "1.16", rewrite},
    Removal{"apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "1.22",
            "write it for apiextensions.k8s.io/v1, which needs a structural schema for every version"},
    Removal{"admissionregistration.k8s.io/v1beta1", "", "1.22",
            "write it for admissionregistration.k8s.io/v1, which needs sideEffects and admissionReviewVersions"},
    Removal{"rbac.authorization.k8s.io/v1alpha1", "", "1.22", "write it for rbac.authorization.k8s.io/v1"},
    Removal{"certificates.k8s.io/v1beta1", "", "1.22", "write it for certificates.k8s.io/v1, which needs signerName"},
    Removal{"discovery.k8s.io/v1beta1", "EndpointSlice", "1.25",
            "write it for discovery.k8s.io/v1: topology became nodeName and zone of each endpoint"},
    Removal{"autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.25",
            "write it for autoscaling/v2: each metric's target moved to spec.metrics[].<type>.target"},
    Removal{"flowcontrol.apiserver.k8s.io/v1beta1", "", "1.26", "write it for flowcontrol.apiserver.k8s.io/v1"},
    Removal{"flowcontrol.apiserver.k8s.io/v1beta2", "", "1.29", "write it for flowcontrol.apiserver.k8s.io/v1"},
    Removal{"flowcontrol.apiserver.k8s.io/v1beta3", "", "1.32", "write it for flowcontrol.apiserver.k8s.io/v1"},
};

} // namespace

Result<std::vector<std::string>> convertOld(Json& document)
{
    Warnings warnings;
    const auto apiVersion = text(document, "/apiVersion");
    const auto kind = text(document, "/kind");
    for (const auto& conversion : conversions) {
        if (conversion.from != apiVersion || conversion.kind != kind)
            continue;
        warnings.push_back(apiVersion + " " + kind + " is no longer served; converted to "
                           + std::string(conversion.to));
        if (auto converted = conversion.convert(document, warnings); !converted)
            return failure(std::move(converted.error()).during("converting " + apiVersion + " " + kind));
        document["apiVersion"] = conversion.to;
        return warnings;
    }
    for (const auto& removal : removals) {
        if (removal.apiVersion == apiVersion && (removal.kind.empty() || removal.kind == kind))
            return refuse("manifest.removed-api", apiVersion + " " + kind + " was removed in Kubernetes "
                                                      + std::string(removal.removedIn) + " and cannot be converted; "
                                                      + std::string(removal.whatToDo));
    }
    return warnings;
}

} // namespace orrery::federation
