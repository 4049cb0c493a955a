#include "federation/simulate.h"

#include "federation/affinity.h"
#include "planner/divide.h"

#include <algorithm>
#include <set>

namespace orrery::federation {

using api::Json;

namespace {

tl::unexpected<Error> wrong(const std::string& path, const std::string& why)
{
    return failure(ErrorKind::Invalid, "simulate.invalid", path + " " + why);
}

/// An object of the scenario, read field by field. The first thing that is wrong is kept; reading goes on harmlessly.
class Fields {
public:
    Fields(const Json& value, std::string path, const std::set<std::string>& known)
        : m_value(value), m_path(std::move(path))
    {
        if (!value.is_object()) {
            m_fault = wrong(m_path, "is not an object").value();
            return;
        }
        for (const auto& [key, ignored] : value.items()) {
            if (known.contains(key))
                continue;
            std::string list;
            for (const auto& name : known)
                list += (list.empty() ? "" : ", ") + name;
            m_fault = Error{ErrorKind::Invalid, "simulate.unknown-field",
                            pathOf(key) + " is not a field; known here: " + list};
            return;
        }
    }

    std::string text(const std::string& key)
    {
        const auto* found = find(key);
        if (found && !found->is_string())
            blame(key, "is not a string");
        return found && found->is_string() ? found->get<std::string>() : std::string();
    }
    bool flag(const std::string& key)
    {
        const auto* found = find(key);
        if (found && !found->is_boolean())
            blame(key, "is neither true nor false");
        return found && found->is_boolean() && found->get<bool>();
    }
    std::optional<std::int64_t> number(const std::string& key)
    {
        const auto* found = find(key);
        if (!found)
            return std::nullopt;
        if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t(INT64_MAX)) {
            blame(key, "is too large");
            return std::nullopt;
        }
        if (!found->is_number_integer()) {
            blame(key, "is not a whole number");
            return std::nullopt;
        }
        return found->get<std::int64_t>();
    }
    std::map<std::string, std::string> texts(const std::string& key)
    {
        std::map<std::string, std::string> out;
        const auto* found = find(key);
        if (found && !found->is_object())
            blame(key, "is not an object");
        if (!found || !found->is_object())
            return out;
        for (const auto& [name, value] : found->items()) {
            if (!value.is_string())
                blame(key + "." + name, "is not a string");
            else
                out[name] = value.get<std::string>();
        }
        return out;
    }
    /// A list's items, each with its path.
    std::vector<std::pair<std::string, const Json*>> items(const std::string& key)
    {
        std::vector<std::pair<std::string, const Json*>> out;
        const auto* found = find(key);
        if (found && !found->is_array())
            blame(key, "is not a list");
        if (!found || !found->is_array())
            return out;
        for (std::size_t i = 0; i < found->size(); ++i)
            out.emplace_back(pathOf(key) + "[" + std::to_string(i) + "]", &(*found)[i]);
        return out;
    }
    const Json* find(const std::string& key) const
    {
        const auto found = m_value.is_object() ? m_value.find(key) : m_value.end();
        return m_value.is_object() && found != m_value.end() && !found->is_null() ? &*found : nullptr;
    }
    std::string pathOf(const std::string& key) const { return m_path.empty() ? key : m_path + "." + key; }
    void blame(const std::string& key, const std::string& why)
    {
        if (!m_fault)
            m_fault = wrong(pathOf(key), why).value();
    }
    [[nodiscard]] Result<void> fine() const { return m_fault ? Result<void>(failure(*m_fault)) : Result<void>(); }

private:
    const Json& m_value;
    std::string m_path;
    std::optional<Error> m_fault{};
};

Json errorJson(const Error& error)
{
    return {{"code", error.code}, {"message", error.message}};
}

Result<planner::Cluster> clusterOf(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"name", "weight", "min", "max", "current", "capacity", "available", "seats"});
    planner::Cluster cluster;
    cluster.name = fields.text("name");
    cluster.weight = fields.number("weight").value_or(0);
    cluster.min = fields.number("min").value_or(0);
    cluster.max = fields.number("max");
    cluster.current = fields.number("current").value_or(0);
    cluster.capacity = fields.number("capacity");
    cluster.available = fields.number("available");
    cluster.seats = fields.number("seats").value_or(0);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return cluster;
}

Result<Json> division(const Json& value, const std::string& path)
{
    Fields fields(value, path, {"name", "algorithm", "replicas", "uid", "hashKey", "rebalance", "fresh", "clusters"});
    static const std::map<std::string, planner::Algorithm> algorithms{{"webster", planner::Algorithm::Webster},
                                                                      {"kubefed", planner::Algorithm::Kubefed},
                                                                      {"dynamic", planner::Algorithm::Dynamic},
                                                                      {"aggregated", planner::Algorithm::Aggregated}};
    planner::Problem problem;
    const auto algorithm = fields.text("algorithm");
    if (const auto known = algorithms.find(algorithm); known != algorithms.end())
        problem.algorithm = known->second;
    else if (!algorithm.empty())
        fields.blame("algorithm", "is \"" + algorithm + "\", not webster, kubefed, dynamic or aggregated");
    problem.replicas = fields.number("replicas").value_or(0);
    problem.uid = fields.text("uid");
    problem.hashKey = fields.text("hashKey");
    problem.rebalance = fields.flag("rebalance");
    problem.fresh = fields.flag("fresh");
    const auto name = fields.text("name");
    for (const auto& [where, item] : fields.items("clusters")) {
        auto cluster = clusterOf(*item, where);
        if (!cluster)
            return failure(cluster.error());
        problem.clusters.push_back(std::move(*cluster));
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    Json out{{"name", name}, {"clusters", Json::object()}};
    const auto divided = planner::divide(problem);
    if (!divided) {
        out["error"] = errorJson(divided.error());
        return out;
    }
    out["clusters"] = divided->replicas;
    if (!divided->overflow.empty())
        out["overflow"] = divided->overflow;
    return out;
}

Result<ClusterTraits> traitsOf(const Json& value, const std::string& path)
{
    Fields fields(value, path,
                  {"name", "labels", "provider", "region", "zones", "taints", "ready", "deleting", "apis"});
    ClusterTraits traits;
    traits.name = fields.text("name");
    traits.labels = fields.texts("labels");
    traits.provider = fields.text("provider");
    traits.region = fields.text("region");
    for (const auto& [where, item] : fields.items("zones")) {
        if (item->is_string())
            traits.zones.push_back(item->get<std::string>());
        else
            fields.blame("zones", "holds something else than strings");
    }
    if (traits.name.empty())
        fields.blame("name", "is missing");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return traits;
}

Result<Json> selection(const Json& value, const std::string& path, const std::vector<ClusterTraits>& clusters)
{
    Fields fields(value, path, {"name", "affinity"});
    const auto name = fields.text("name");
    const Json nothing;
    const auto* affinity = fields.find("affinity");
    if (affinity) {
        const Fields known(*affinity, fields.pathOf("affinity"),
                           {"clusterNames", "exclude", "labelSelector", "fieldSelector"});
        if (auto fine = known.fine(); !fine)
            return failure(fine.error());
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    Json out{{"name", name}, {"clusters", Json::array()}};
    for (const auto& cluster : clusters) {
        const auto excluded = excludedBy(affinity ? *affinity : nothing, cluster, fields.pathOf("affinity"));
        if (!excluded) {
            out["error"] = errorJson(excluded.error());
            out["clusters"] = Json::array();
            break;
        }
        if (!*excluded)
            out["clusters"].push_back(cluster.name);
    }
    return out;
}

} // namespace

Result<Json> simulate(const Json& scenario)
{
    Fields fields(
        scenario, "",
        {"federation", "clusters", "resources", "policies", "overrides", "resolver", "now", "divisions", "selections"});
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    for (const auto* key : {"resources", "policies", "overrides", "resolver"}) {
        if (const auto* found = fields.find(key); found && !found->empty())
            return wrong(key, "cannot be decided offline by this version; divisions and selections can");
    }
    std::vector<ClusterTraits> clusters;
    std::set<std::string> names;
    for (const auto& [path, item] : fields.items("clusters")) {
        auto traits = traitsOf(*item, path);
        if (!traits)
            return failure(traits.error());
        if (!names.insert(traits->name).second)
            return wrong(path + ".name", "is \"" + traits->name + "\", which is there twice");
        clusters.push_back(std::move(*traits));
    }
    std::sort(clusters.begin(), clusters.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    Json out{{"divisions", Json::array()}, {"selections", Json::array()}, {"warnings", Json::array()}};
    for (const auto& [path, item] : fields.items("divisions")) {
        auto made = division(*item, path);
        if (!made)
            return failure(made.error());
        out["divisions"].push_back(std::move(*made));
    }
    for (const auto& [path, item] : fields.items("selections")) {
        auto made = selection(*item, path, clusters);
        if (!made)
            return failure(made.error());
        out["selections"].push_back(std::move(*made));
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return out;
}

} // namespace orrery::federation
