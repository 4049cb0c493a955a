// What comes and goes in a cluster by itself: its first objects, deletion and what follows from it, definitions,
// tokens.

#include "sim/cluster.h"

#include <algorithm>

namespace orrery::sim {

using api::at;
using api::Json;
using api::ObjectKey;
using api::text;

std::string Cluster::randomText(std::size_t size, std::string_view alphabet)
{
    std::string out;
    for (std::size_t i = 0; i < size; ++i)
        out += alphabet[m_random() % alphabet.size()];
    return out;
}

std::string Cluster::newUid()
{
    constexpr auto hex = "0123456789abcdef";
    return randomText(8, hex) + "-" + randomText(4, hex) + "-4" + randomText(3, hex) + "-a" + randomText(3, hex) + "-"
         + randomText(12, hex);
}

void Cluster::populate()
{
    const Write write{"kubelet", ""};
    for (const auto* name : {"default", "kube-system", "kube-public", "kube-node-lease"})
        (void)create(kind("Namespace"), "", {{"metadata", {{"name", name}}}}, write);
    for (int i = 0; i < m_spec.nodes; ++i) {
        const auto name = m_spec.name + "-node-" + std::to_string(i + 1);
        Json labels{{"kubernetes.io/hostname", name}, {"kubernetes.io/os", "linux"}};
        if (!m_spec.region.empty())
            labels["topology.kubernetes.io/region"] = m_spec.region;
        if (!m_spec.zones.empty())
            labels["topology.kubernetes.io/zone"] = m_spec.zones[std::size_t(i) % m_spec.zones.size()];
        const auto provider = m_spec.provider == "gcp" ? "gce" : m_spec.provider;
        (void)create(kind("Node"), "",
                     {{"metadata", {{"name", name}, {"labels", labels}}},
                      {"spec", {{"providerID", provider + "://" + m_spec.region + "/" + name}}}},
                     write);
        setStatus(kind("Node"), {"", name},
                  {{"allocatable", {{"cpu", "4"}, {"memory", "16Gi"}, {"pods", "110"}}},
                   {"capacity", {{"cpu", "4"}, {"memory", "16Gi"}, {"pods", "110"}}},
                   {"nodeInfo", {{"kubeletVersion", m_spec.version}}},
                   {"conditions",
                    {{{"type", "Ready"},
                      {"status", "True"},
                      {"reason", "KubeletReady"},
                      {"message", "kubelet is posting ready status"},
                      {"lastTransitionTime", rfc3339(m_clock.wall())}}}}});
    }
}

Answer<Json> Cluster::remove(const Kind& kind, const ObjectKey& key, const Preconditions& preconditions,
                             const std::string& propagation, bool dryRun)
{
    const auto found = m_objects.find(kind.id(), key);
    if (!found)
        return notFound(kind.subject(key.name));
    const auto refuse = [&](const char* what, const std::string& said, const std::string& is) {
        return conflict(kind.subject(key.name), std::string("the ") + what + " in the precondition (" + said
                                                    + ") does not match the " + what + " in record (" + is
                                                    + "). The object might have been modified");
    };
    const auto uid = text(*found, "/metadata/uid");
    const auto version = text(*found, "/metadata/resourceVersion");
    if (!preconditions.uid.empty() && preconditions.uid != uid)
        return refuse("UID", preconditions.uid, uid);
    if (!preconditions.resourceVersion.empty() && preconditions.resourceVersion != version)
        return refuse("ResourceVersion", preconditions.resourceVersion, version);
    if (dryRun)
        return *found;
    const bool isNamespace = kind.resource.kind == "Namespace";
    if (at(*found, "/metadata/finalizers").empty() && !isNamespace) {
        vanish(kind, key, propagation);
        return *found;
    }
    if (!at(*found, "/metadata/deletionTimestamp").is_null())
        return *found;
    auto object = *found;
    object["metadata"]["deletionTimestamp"] = rfc3339(m_clock.wall());
    object["metadata"]["deletionGracePeriodSeconds"] = 0;
    if (isNamespace)
        object["status"]["phase"] = "Terminating";
    const auto stored = m_objects.put(kind.id(), key, std::move(object));
    if (isNamespace)
        sweep(key.name);
    return *stored;
}

void Cluster::vanish(const Kind& kind, const ObjectKey& key, const std::string& propagation)
{
    const auto found = m_objects.find(kind.id(), key);
    if (!found)
        return;
    m_objects.erase(kind.id(), key);
    collectChildren(text(*found, "/metadata/uid"), propagation == "Orphan");
    if (kind.resource.kind == "CustomResourceDefinition") {
        for (const auto& defined : definedKinds(*found)) {
            for (const auto& object : m_objects.list(defined->id()))
                m_objects.erase(defined->id(), {text(*object, "/metadata/namespace"), text(*object, "/metadata/name")});
            std::erase_if(m_kinds, [&](const KindPtr& served) { return served->resource == defined->resource; });
        }
    }
    if (!key.ns.empty()) {
        const auto ns = m_objects.find(this->kind("Namespace").id(), {"", key.ns});
        if (ns && !at(*ns, "/metadata/deletionTimestamp").is_null())
            sweep(key.ns);
    }
}

void Cluster::collectChildren(const std::string& uid, bool orphan)
{
    const auto kinds = m_kinds;
    for (const auto& child : kinds) {
        for (const auto& object : m_objects.list(child->id())) {
            const auto& owners = at(*object, "/metadata/ownerReferences");
            const auto owned = std::find_if(owners.begin(), owners.end(),
                                            [&](const Json& owner) { return text(owner, "/uid") == uid; });
            if (owned == owners.end())
                continue;
            const ObjectKey key{text(*object, "/metadata/namespace"), text(*object, "/metadata/name")};
            if (!orphan) {
                (void)remove(*child, key, {}, "Background", false);
                continue;
            }
            auto freed = *object;
            freed["metadata"]["ownerReferences"].erase(std::size_t(owned - owners.begin()));
            m_objects.put(child->id(), key, std::move(freed));
        }
    }
}

/// Empties a namespace that is ending, and ends it once nothing waits in it for a finalizer.
void Cluster::sweep(const std::string& ns)
{
    if (m_sweeping)
        return;
    m_sweeping = true;
    const auto kinds = m_kinds;
    bool waits = false;
    for (const auto& child : kinds) {
        if (!child->resource.namespaced)
            continue;
        for (const auto& object : m_objects.list(child->id(), ns)) {
            const ObjectKey key{ns, text(*object, "/metadata/name")};
            if (at(*object, "/metadata/deletionTimestamp").is_null())
                (void)remove(*child, key, {}, "Background", false);
            waits = waits || m_objects.find(child->id(), key);
        }
    }
    m_sweeping = false;
    const auto& namespaces = kind("Namespace");
    if (!waits)
        m_objects.erase(namespaces.id(), {"", ns});
}

void Cluster::followUp(const Kind& kind, const Json& object)
{
    const auto name = text(object, "/metadata/name");
    if (kind.resource.kind == "Namespace" && at(object, "/metadata/deletionTimestamp").is_null()) {
        const Write write{"kube-controller-manager", ""};
        if (!m_objects.find(this->kind("ServiceAccount").id(), {name, "default"}))
            (void)create(this->kind("ServiceAccount"), name, {{"metadata", {{"name", "default"}}}}, write);
        if (!m_objects.find(this->kind("ConfigMap").id(), {name, "kube-root-ca.crt"}))
            (void)create(this->kind("ConfigMap"), name, {{"metadata", {{"name", "kube-root-ca.crt"}}}}, write);
    }
    if (kind.resource.kind != "CustomResourceDefinition" || !at(object, "/metadata/deletionTimestamp").is_null())
        return;
    for (auto& defined : definedKinds(object)) {
        std::erase_if(m_kinds, [&](const KindPtr& served) { return served->resource == defined->resource; });
        m_kinds.push_back(std::move(defined));
    }
    const auto now = rfc3339(m_clock.wall());
    const auto condition = [&](const char* type, const char* reason) {
        return Json{
            {"type", type}, {"status", "True"}, {"reason", reason}, {"message", ""}, {"lastTransitionTime", now}};
    };
    if (at(object, "/status/conditions").is_null()) {
        auto versions = Json::array();
        for (const auto& version : at(object, "/spec/versions")) {
            if (api::flag(version, "/storage"))
                versions.push_back(at(version, "/name"));
        }
        setStatus(kind, {"", name},
                  {{"acceptedNames", at(object, "/spec/names")},
                   {"storedVersions", std::move(versions)},
                   {"conditions",
                    {condition("NamesAccepted", "NoConflicts"), condition("Established", "InitialNamesAccepted")}}});
    }
}

std::string Cluster::newToken(const ObjectKey& serviceAccount, std::chrono::seconds life)
{
    const auto account = m_objects.find(kind("ServiceAccount").id(), serviceAccount);
    auto token = "simulated." + randomText(32, "abcdefghijklmnopqrstuvwxyz0123456789");
    m_tokens[token] = {serviceAccount, account ? text(*account, "/metadata/uid") : "", m_clock.wall() + life};
    return token;
}

std::optional<ObjectKey> Cluster::account(const std::string& token) const
{
    const auto known = m_tokens.find(token);
    if (known == m_tokens.end() || known->second.expires <= m_clock.wall())
        return std::nullopt;
    const auto account = m_objects.find(kind("ServiceAccount").id(), known->second.account);
    if (!account || text(*account, "/metadata/uid") != known->second.uid)
        return std::nullopt;
    return known->second.account;
}

} // namespace orrery::sim
