#include "federation/dependencies.h"

#include "api/resource.h"

#include "federation/affinity.h"
#include "federation/fields.h"

#include <map>
#include <set>
#include <tuple>

namespace orrery::federation {

using api::at;
using api::flag;
using api::Json;
using api::text;

namespace {

/// Volumes of a driver with a Secret for it: the driver's key, and where the Secret's name stands below it.
constexpr std::pair<const char*, const char*> driverSecrets[] = {
    {"azureFile", "/secretName"},      {"cephfs", "/secretRef/name"},    {"cinder", "/secretRef/name"},
    {"flexVolume", "/secretRef/name"}, {"rbd", "/secretRef/name"},       {"scaleIO", "/secretRef/name"},
    {"iscsi", "/secretRef/name"},      {"storageos", "/secretRef/name"}, {"csi", "/nodePublishSecretRef/name"},
};

template <class Visit>
void each(const Json& list, const std::string& path, Visit visit)
{
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i)
        visit(list[i], path + "[" + std::to_string(i) + "]");
}

class Finding {
public:
    explicit Finding(const Json& manifest) : m_ns(text(manifest, "/metadata/namespace")) { }

    void add(const std::string& apiVersion, const std::string& kind, const std::string& name, bool optional,
             const std::string& path)
    {
        if (name.empty())
            return;
        const auto [found, fresh] =
            m_found.try_emplace({apiVersion, kind, name}, Dependency{apiVersion, kind, m_ns, name, optional, path});
        found->second.optional = found->second.optional && optional;
    }

    void pod(const Json& spec, const std::string& path, const std::set<std::string>& ownClaims)
    {
        for (const auto* list : {"initContainers", "containers", "ephemeralContainers"})
            each(at(spec, std::string("/") + list), path + "." + list,
                 [this](const Json& one, const std::string& where) { container(one, where); });
        each(at(spec, "/volumes"), path + ".volumes",
             [&](const Json& one, const std::string& where) { volume(one, where, ownClaims); });
        each(at(spec, "/imagePullSecrets"), path + ".imagePullSecrets",
             [this](const Json& one, const std::string& where) {
                 add("v1", "Secret", text(one, "/name"), false, where);
             });
        // Every namespace has the account called default.
        auto account = text(spec, "/serviceAccountName", text(spec, "/serviceAccount"));
        if (account != "default")
            add("v1", "ServiceAccount", account, false, path + ".serviceAccountName");
    }

    void ingress(const Json& manifest)
    {
        const auto backend = [this](const Json& one, const std::string& where) {
            add("v1", "Service", text(one, "/service/name"), false, where);
        };
        backend(at(manifest, "/spec/defaultBackend"), "spec.defaultBackend");
        each(at(manifest, "/spec/rules"), "spec.rules", [&](const Json& rule, const std::string& where) {
            each(at(rule, "/http/paths"), where + ".http.paths", [&](const Json& path, const std::string& there) {
                backend(at(path, "/backend"), there + ".backend");
            });
        });
        each(at(manifest, "/spec/tls"), "spec.tls", [this](const Json& one, const std::string& where) {
            add("v1", "Secret", text(one, "/secretName"), false, where);
        });
    }

    std::vector<Dependency> all()
    {
        std::vector<Dependency> out;
        for (auto& [key, dependency] : m_found)
            out.push_back(std::move(dependency));
        return out;
    }

private:
    /// A reference with `name` and `optional`, below a key that says of what.
    void reference(const Json& above, const std::string& key, const char* kind, const std::string& path)
    {
        const auto& found = at(above, "/" + key);
        if (found.is_object())
            add("v1", kind, text(found, "/name"), flag(found, "/optional"), path + "." + key);
    }

    void container(const Json& container, const std::string& path)
    {
        each(at(container, "/envFrom"), path + ".envFrom", [this](const Json& source, const std::string& where) {
            reference(source, "configMapRef", "ConfigMap", where);
            reference(source, "secretRef", "Secret", where);
        });
        each(at(container, "/env"), path + ".env", [this](const Json& variable, const std::string& where) {
            const auto& source = at(variable, "/valueFrom");
            reference(source, "configMapKeyRef", "ConfigMap", where + ".valueFrom");
            reference(source, "secretKeyRef", "Secret", where + ".valueFrom");
        });
    }

    void volume(const Json& volume, const std::string& path, const std::set<std::string>& ownClaims)
    {
        reference(volume, "configMap", "ConfigMap", path);
        if (const auto& secret = at(volume, "/secret"); secret.is_object())
            add("v1", "Secret", text(secret, "/secretName"), flag(secret, "/optional"), path + ".secret");
        each(at(volume, "/projected/sources"), path + ".projected.sources",
             [this](const Json& source, const std::string& where) {
                 reference(source, "configMap", "ConfigMap", where);
                 reference(source, "secret", "Secret", where);
             });
        // A StatefulSet's own claims shadow a volume of the same name.
        if (!ownClaims.contains(text(volume, "/name")))
            add("v1", "PersistentVolumeClaim", text(volume, "/persistentVolumeClaim/claimName"), false,
                path + ".persistentVolumeClaim");
        for (const auto& [driver, pointer] : driverSecrets) {
            const auto& found = at(volume, std::string("/") + driver);
            add("v1", "Secret", text(found, pointer), false, path + "." + driver);
        }
    }

    std::string m_ns;
    std::map<std::tuple<std::string, std::string, std::string>, Dependency> m_found{};
};

} // namespace

std::vector<Dependency> dependenciesOf(const Json& manifest)
{
    Finding finding(manifest);
    const auto group = api::parseApiVersion(text(manifest, "/apiVersion")).group;
    const auto kind = text(manifest, "/kind");
    std::set<std::string> ownClaims;
    each(at(manifest, "/spec/volumeClaimTemplates"), "",
         [&](const Json& claim, const std::string&) { ownClaims.insert(text(claim, "/metadata/name")); });
    if (group == "networking.k8s.io" && kind == "Ingress")
        finding.ingress(manifest);
    else if (group == "autoscaling" && kind == "HorizontalPodAutoscaler")
        finding.add(text(manifest, "/spec/scaleTargetRef/apiVersion"), text(manifest, "/spec/scaleTargetRef/kind"),
                    text(manifest, "/spec/scaleTargetRef/name"), false, "spec.scaleTargetRef");
    else if (group == "batch" && kind == "CronJob")
        finding.pod(at(manifest, "/spec/jobTemplate/spec/template/spec"), "spec.jobTemplate.spec.template.spec", {});
    else if (group.empty() && kind == "Pod")
        finding.pod(at(manifest, "/spec"), "spec", {});
    else if (at(manifest, "/spec/template/spec/containers").is_array())
        finding.pod(at(manifest, "/spec/template/spec"), "spec.template.spec", ownClaims);
    return finding.all();
}

bool protects(const Json& budget, const Json& workload)
{
    if (text(budget, "/kind") != "PodDisruptionBudget"
        || text(budget, "/metadata/namespace") != text(workload, "/metadata/namespace"))
        return false;
    const auto& asked = at(budget, "/spec/selector");
    const auto selector = asked.is_object() ? readLabelSelector(asked, "spec.selector")
                                            : Result<LabelSelector>(wrong("spec.selector", "is missing"));
    if (!selector || !at(workload, "/spec/template/spec").is_object())
        return false;
    return !mismatch(*selector, labelsOf(at(workload, "/spec/template/metadata/labels")));
}

} // namespace orrery::federation
