#include "sim/cluster.h"

#include "sim/schema.h"

#include <algorithm>

namespace orrery::sim {

using api::at;
using api::Json;
using api::ObjectKey;
using api::text;

namespace {

bool deleting(const Json& object)
{
    return !at(object, "/metadata/deletionTimestamp").is_null();
}

Json withoutBookkeeping(Json object)
{
    api::drop(object, "/metadata/managedFields");
    api::drop(object, "/metadata/resourceVersion");
    return object;
}

/// What decides over the generation.
Json specOf(Json object)
{
    for (const auto* pointer : {"/metadata", "/status"})
        api::drop(object, pointer);
    return object;
}

/// After a plain write: who changed a field owns it, and nobody else does; what is gone is nobody's.
std::vector<Owner> ownersAfterUpdate(const Kind& kind, const Json& before, const Json& after, const Write& write,
                                     const std::string& now)
{
    auto owners = readOwners(before);
    FieldSet set;
    const auto fields = fieldsOf(kind, after);
    for (const auto& path : fields) {
        const auto* was = valueAt(before, path);
        const auto* is = valueAt(after, path);
        const bool item = !path.back().starts_with("f:");
        if (is && (!was || (!item && *was != *is)))
            set.insert(path);
    }
    for (auto& owner : owners) {
        std::erase_if(owner.fields, [&](const FieldPath& path) { return set.contains(path) || !valueAt(after, path); });
    }
    if (set.empty())
        return owners;
    const auto mine = std::find_if(owners.begin(), owners.end(), [&](const Owner& owner) {
        return owner.manager == write.manager && owner.operation == "Update" && owner.subresource == write.subresource;
    });
    if (mine == owners.end()) {
        owners.push_back({write.manager, "Update", write.subresource, kind.resource.apiVersion(), now, std::move(set)});
    } else {
        mine->fields.merge(set);
        mine->time = now;
    }
    return owners;
}

bool isApplier(const Owner& owner, const Write& write)
{
    return owner.manager == write.manager && owner.operation == "Apply" && owner.subresource == write.subresource;
}

/// Takes from the others the fields of `set` that `object` wants otherwise; answers whose they were.
std::map<std::string, std::vector<std::string>> takeOver(std::vector<Owner>& owners, const Json& live,
                                                         const Json& object, const FieldSet& set, const Write& write)
{
    std::map<std::string, std::vector<std::string>> conflicts;
    for (auto& owner : owners) {
        if (isApplier(owner, write))
            continue;
        std::erase_if(owner.fields, [&](const FieldPath& path) {
            if (!set.contains(path) || !path.back().starts_with("f:"))
                return false;
            const auto* theirs = valueAt(live, path);
            const auto* ours = valueAt(object, path);
            const bool differs = !theirs || !ours || *theirs != *ours;
            if (differs)
                conflicts[owner.manager].push_back(text(path));
            return differs;
        });
    }
    return conflicts;
}

Status applyConflict(const std::map<std::string, std::vector<std::string>>& fields, const std::string& apiVersion)
{
    std::size_t count = 0;
    for (const auto& [manager, paths] : fields)
        count += paths.size();
    std::string message = "Apply failed with " + std::to_string(count) + (count == 1 ? " conflict: " : " conflicts: ");
    auto causes = Json::array();
    bool first = true;
    for (const auto& [manager, paths] : fields) {
        message += (first ? "" : "\n") + std::string(paths.size() == 1 ? "conflict" : "conflicts") + " with \""
                 + manager + "\" using " + apiVersion + ":";
        for (const auto& path : paths) {
            message += (paths.size() == 1 ? " " : "\n- ") + path;
            causes.push_back({{"reason", "FieldManagerConflict"},
                              {"message", "conflict with \"" + manager + "\""},
                              {"field", path}});
        }
        first = false;
    }
    return {409, "Conflict", std::move(message), {{"causes", std::move(causes)}}};
}

} // namespace

Cluster::Cluster(ClusterSpec spec, const Clock& clock, unsigned seed)
    : m_spec(std::move(spec)), m_clock(clock), m_random(seed), m_kinds(builtInKinds())
{
    populate();
    m_objects.compact();
}

KindPtr Cluster::served(const std::string& group, const std::string& version, const std::string& plural) const
{
    for (const auto& candidate : m_kinds) {
        const auto& resource = candidate->resource;
        if (resource.group == group && resource.version == version && resource.plural == plural)
            return candidate;
    }
    return {};
}

const Kind& Cluster::kind(const std::string& name) const
{
    return **std::find_if(m_kinds.begin(), m_kinds.end(),
                          [&](const KindPtr& candidate) { return candidate->resource.kind == name; });
}

Answer<void> Cluster::admit(const Kind& kind, const ObjectKey& key, const Write& write)
{
    if (!kind.resource.namespaced)
        return {};
    const auto& namespaces = this->kind("Namespace");
    const auto ns = m_objects.find(namespaces.id(), {"", key.ns});
    if (!ns)
        return notFound(namespaces.subject(key.ns));
    if (deleting(*ns) && write.subresource.empty())
        return tl::unexpected(Status{403, "Forbidden",
                                     kind.subject(key.name).resource + " \"" + key.name
                                         + "\" is forbidden: unable to create new content in namespace " + key.ns
                                         + " because it is being terminated"});
    return {};
}

void Cluster::stamp(const Kind& kind, const std::string& ns, Json& object)
{
    auto& metadata = object["metadata"];
    if (text(metadata, "/name").empty() && !text(metadata, "/generateName").empty())
        metadata["name"] = text(metadata, "/generateName") + randomText(5, "bcdfghjklmnpqrstvwxz2456789");
    if (kind.resource.namespaced)
        metadata["namespace"] = ns;
    for (const auto* pointer : {"/deletionTimestamp", "/selfLink", "/managedFields", "/resourceVersion", "/generation"})
        api::drop(metadata, pointer);
    metadata["uid"] = newUid();
    metadata["creationTimestamp"] = rfc3339(m_clock.wall());
    if (kind.countsGenerations)
        metadata["generation"] = 1;
    object["apiVersion"] = kind.resource.apiVersion();
    object["kind"] = kind.resource.kind;
}

Answer<Json> Cluster::create(const Kind& kind, const std::string& ns, Json object, const Write& write)
{
    if (!text(object, "/metadata/resourceVersion").empty())
        return badRequest("resourceVersion should not be set on objects to be created");
    stamp(kind, ns, object);
    if (kind.hasStatus)
        object.erase("status");
    const ObjectKey key{kind.resource.namespaced ? ns : "", text(object, "/metadata/name")};
    if (auto admitted = admit(kind, key, write); !admitted)
        return tl::unexpected(admitted.error());
    if (m_objects.find(kind.id(), key))
        return alreadyExists(kind.subject(key.name));
    auto owners = ownersAfterUpdate(kind, Json::object(), object, write, rfc3339(m_clock.wall()));
    return store(kind, key, nullptr, std::move(object), write, std::move(owners));
}

Answer<Json> Cluster::store(const Kind& kind, const ObjectKey& key, const Json& live, Json wanted, const Write& write,
                            std::vector<Owner> owners)
{
    pruneAndFillIn(kind.schema, wanted);
    fillIn(kind, wanted);
    if (live.is_null() && kind.resource.kind == "Service" && text(wanted, "/spec/clusterIP").empty())
        wanted["spec"]["clusterIP"] = "10.96.0." + std::to_string(++m_addresses);
    auto fault = check(kind, wanted);
    if (fault.field.empty())
        fault = checkSchema(kind.schema, wanted);
    if (!fault.field.empty())
        return invalid(kind.subject(key.name), fault.field, fault.why);
    std::erase_if(owners, [&](Owner& owner) {
        std::erase_if(owner.fields, [&](const FieldPath& path) { return !valueAt(wanted, path); });
        return owner.fields.empty();
    });
    if (!live.is_null()) {
        if (kind.countsGenerations && specOf(live) != specOf(wanted))
            wanted["metadata"]["generation"] = api::number(live, "/metadata/generation") + 1;
        const auto before = readOwners(live);
        const bool sameOwners =
            std::equal(before.begin(), before.end(), owners.begin(), owners.end(), [](const Owner& a, const Owner& b) {
                return a.manager == b.manager && a.operation == b.operation && a.subresource == b.subresource
                    && a.fields == b.fields;
            });
        if (sameOwners && withoutBookkeeping(live) == withoutBookkeeping(wanted))
            return live;
    }
    writeOwners(wanted, owners);
    if (write.dryRun)
        return wanted;
    if (deleting(wanted) && at(wanted, "/metadata/finalizers").empty() && kind.resource.kind != "Namespace") {
        vanish(kind, key, "Background");
        return wanted;
    }
    const auto stored = m_objects.put(kind.id(), key, std::move(wanted));
    followUp(kind, *stored);
    const auto settled = m_objects.find(kind.id(), key);
    return *(settled ? settled : stored);
}

Answer<Json> Cluster::replace(const Kind& kind, const ObjectKey& key, Json object, const Write& write)
{
    const auto found = m_objects.find(kind.id(), key);
    if (!found)
        return notFound(kind.subject(key.name));
    const auto& live = *found;
    const auto version = text(object, "/metadata/resourceVersion");
    if (!version.empty() && version != text(live, "/metadata/resourceVersion"))
        return conflict(kind.subject(key.name), "the object has been modified; please apply your changes to the latest "
                                                "version and try again");
    if (text(object, "/metadata/name", key.name) != key.name)
        return badRequest("the name of the object does not match the name on the URL");
    if (write.subresource == "status") {
        auto status = at(object, "/status");
        object = live;
        object["status"] = std::move(status);
        if (object["status"].is_null())
            object.erase("status");
    } else {
        const auto fields = at(object, "/metadata");
        for (const auto* field : {"uid", "creationTimestamp", "deletionTimestamp", "generation", "name", "namespace",
                                  "deletionGracePeriodSeconds", "generateName"}) {
            object["metadata"].erase(field);
            if (at(live, "/metadata").contains(field))
                object["metadata"][field] = live.at("metadata").at(field);
        }
        const auto uid = text(fields, "/uid");
        if (!uid.empty() && uid != text(live, "/metadata/uid"))
            return conflict(kind.subject(key.name), "Precondition failed: UID in precondition: " + uid
                                                        + ", UID in object meta: " + text(live, "/metadata/uid"));
        if (kind.hasStatus) {
            object.erase("status");
            if (live.contains("status"))
                object["status"] = live.at("status");
        }
        object["apiVersion"] = kind.resource.apiVersion();
        object["kind"] = kind.resource.kind;
    }
    if (deleting(live)) {
        for (const auto& finalizer : at(object, "/metadata/finalizers")) {
            const auto& old = at(live, "/metadata/finalizers");
            if (std::find(old.begin(), old.end(), finalizer) == old.end())
                return invalid(kind.subject(key.name), "metadata.finalizers",
                               "Forbidden: no new finalizers can be added if the object is being deleted");
        }
    }
    auto owners = ownersAfterUpdate(kind, live, object, write, rfc3339(m_clock.wall()));
    return store(kind, key, live, std::move(object), write, std::move(owners));
}

Answer<Json> Cluster::mergePatch(const Kind& kind, const ObjectKey& key, const Json& patch, const Write& write)
{
    const auto found = m_objects.find(kind.id(), key);
    if (!found)
        return notFound(kind.subject(key.name));
    auto object = *found;
    object.merge_patch(patch);
    return replace(kind, key, std::move(object), write);
}

Answer<Json> Cluster::apply(const Kind& kind, const ObjectKey& key, Json object, const Write& write)
{
    if (!at(object, "/metadata/managedFields").empty())
        return badRequest("metadata.managedFields must be nil");
    const auto found = m_objects.find(kind.id(), key);
    if (!found && !write.subresource.empty())
        return notFound(kind.subject(key.name));
    if (!found && !text(object, "/metadata/resourceVersion").empty())
        return conflict(kind.subject(key.name), "the object was deleted");
    Json live = found ? *found : Json::object();
    const auto version = text(object, "/metadata/resourceVersion");
    if (!version.empty() && version != text(live, "/metadata/resourceVersion"))
        return conflict(kind.subject(key.name), "the object has been modified; please apply your changes to the latest "
                                                "version and try again");
    if (write.subresource == "status")
        object = {{"metadata", Json::object()}, {"status", at(object, "/status")}};
    else if (kind.hasStatus)
        object.erase("status");
    for (const auto* pointer : {"/metadata/resourceVersion", "/metadata/creationTimestamp", "/metadata/generation"})
        api::drop(object, pointer);
    auto set = fieldsOf(kind, object);
    auto owners = readOwners(live);
    const auto conflicts = takeOver(owners, live, object, set, write);
    if (!conflicts.empty() && !write.force)
        return tl::unexpected(applyConflict(conflicts, kind.resource.apiVersion()));
    auto wanted = merged(kind, live, object);
    const auto mine =
        std::find_if(owners.begin(), owners.end(), [&](const Owner& owner) { return isApplier(owner, write); });
    if (mine != owners.end()) {
        for (const auto& path : mine->fields) { // an item of a list before what is in it
            const bool shared =
                set.contains(path) || std::any_of(owners.begin(), owners.end(), [&](const Owner& other) {
                    return &other != &*mine && other.fields.contains(path);
                });
            if (!shared)
                removeAt(wanted, path);
        }
        mine->time = mine->fields == set ? mine->time : rfc3339(m_clock.wall());
        mine->fields = std::move(set);
    } else {
        owners.push_back({write.manager, "Apply", write.subresource, kind.resource.apiVersion(),
                          rfc3339(m_clock.wall()), std::move(set)});
    }
    if (!found) {
        if (auto admitted = admit(kind, key, write); !admitted)
            return tl::unexpected(admitted.error());
        stamp(kind, key.ns, wanted);
        return store(kind, key, nullptr, std::move(wanted), write, std::move(owners));
    }
    if (kind.hasStatus && write.subresource.empty() && live.contains("status"))
        wanted["status"] = live.at("status");
    return store(kind, key, live, std::move(wanted), write, std::move(owners));
}

void Cluster::setStatus(const Kind& kind, const ObjectKey& key, const Json& status)
{
    const auto found = m_objects.find(kind.id(), key);
    if (!found || api::contains(at(*found, "/status"), status))
        return;
    auto object = *found;
    object["status"].merge_patch(status);
    (void)replace(kind, key, std::move(object), {"kube-controller", "status"});
}

} // namespace orrery::sim
