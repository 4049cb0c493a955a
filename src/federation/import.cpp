#include "federation/import.h"

#include "federation/import_foreign.h"
#include "federation/names.h"
#include "federation/types.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

constexpr auto preferenceKind = "ReplicaSchedulingPreference";

std::string groupOf(const Json& object)
{
    return api::parseApiVersion(text(object, "/apiVersion")).group;
}

/// One file, read in two passes: a preference or a type may stand before or behind what it is about.
class Importing {
public:
    explicit Importing(const std::vector<Manifest>& manifests) : m_manifests(manifests) { }

    Import run()
    {
        for (const auto& manifest : m_manifests)
            prepare(manifest);
        for (const auto& manifest : m_manifests)
            take(manifest);
        return std::move(m_made);
    }

private:
    static std::string keyOf(const std::string& kind, const Json& object)
    {
        return kind + " " + text(object, "/metadata/namespace", "default") + "/" + text(object, "/metadata/name");
    }

    void refuse(const Manifest& manifest, Error error)
    {
        error.message =
            "line " + std::to_string(manifest.line) + ", " + nameOf(manifest.document) + ": " + error.message;
        m_made.refused.push_back(std::move(error));
    }

    void prepare(const Manifest& manifest)
    {
        const auto& object = manifest.document;
        const auto group = groupOf(object);
        const auto kind = text(object, "/kind");
        if (group == "core.kubefed.io" && kind == "FederatedTypeConfig") {
            if (auto learned = m_types.learn(object); !learned)
                refuse(manifest, std::move(learned.error()));
            else
                m_made.notes.push_back(nameOf(object) + " was used to read the file; any kind is federated here");
        } else if (group == "scheduling.kubefed.io" && kind == preferenceKind) {
            m_preferences.emplace(keyOf(text(object, "/spec/targetKind"), object), &object);
        } else if (group == "types.kubefed.io") {
            m_federated.insert(keyOf(kind, object));
        }
    }

    void take(const Manifest& manifest)
    {
        const auto& object = manifest.document;
        if (groupOf(object) == "core.kubefed.io" && text(object, "/kind") == "FederatedTypeConfig")
            return;
        auto made = importOne(object);
        if (!made)
            return refuse(manifest, std::move(made.error()));
        if (!*made)
            return;
        auto& imported = **made;
        imported.line = manifest.line;
        if (imported.from.empty())
            imported.from = nameOf(object);
        imported.notes.insert(imported.notes.begin(), manifest.warnings.begin(), manifest.warnings.end());
        m_made.objects.push_back(std::move(imported));
    }

    /// Nothing where another object has taken it in.
    Result<std::optional<Imported>> importOne(const Json& object)
    {
        const auto group = groupOf(object);
        const auto kind = text(object, "/kind");
        if (group == "types.kubefed.io") {
            const auto preference = m_preferences.find(keyOf(kind, object));
            return some(importSecondGeneration(object, m_types,
                                               preference == m_preferences.end() ? nullptr : preference->second));
        }
        if (group == "scheduling.kubefed.io" && kind == preferenceKind) {
            if (m_federated.contains(keyOf(text(object, "/spec/targetKind"), object)))
                return std::optional<Imported>();
            return some(importPreference(object, m_types));
        }
        if (group == "policy.karmada.io")
            return some(importKarmada(object));
        if (group.ends_with("kubefed.io") || group.ends_with("karmada.io")
            || text(object, "/apiVersion") == "federation/v1beta1")
            return failure(ErrorKind::Invalid, "import.unknown-kind",
                           "kind is " + kind + " of " + text(object, "/apiVersion") + ", which has no counterpart here"
                               + (kind.ends_with("Cluster") ? "; clusters are joined: orreryctl join" : ""));
        if (isFirstGeneration(object) && group != names::group)
            return some(importFirstGeneration(object));
        Imported plain;
        plain.document = object;
        plain.notes.emplace_back(group == names::group ? "is Orrery's already" : "is a plain object; passed as it is");
        return std::optional(std::move(plain));
    }

    static Result<std::optional<Imported>> some(Result<Imported> made)
    {
        if (!made)
            return failure(made.error());
        return std::optional(std::move(*made));
    }

    const std::vector<Manifest>& m_manifests;
    Import m_made{};
    FederatedTypes m_types{};
    std::map<std::string, const Json*> m_preferences{};
    std::set<std::string> m_federated{};
};

} // namespace

std::string nameOf(const Json& object)
{
    const auto ns = text(object, "/metadata/namespace");
    return text(object, "/kind") + " " + (ns.empty() ? "" : ns + "/") + text(object, "/metadata/name");
}

std::string annotationPath(const std::string& key)
{
    return "metadata.annotations[" + key + "]";
}

Json federatedAround(const api::Resource& resource, const Json& manifest)
{
    Json named = manifest;
    if (resource.namespaced && text(named, "/metadata/namespace").empty())
        api::put(named, "/metadata/namespace", "default");
    auto made = wrap(resource, named);
    api::drop(made, "/metadata/finalizers");
    return made;
}

Import importObjects(const std::vector<Manifest>& manifests)
{
    return Importing(manifests).run();
}

} // namespace orrery::federation
