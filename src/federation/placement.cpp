#include "federation/placement.h"

#include "federation/fields.h"

namespace orrery::federation {

using api::Json;

namespace {

Result<Weight> readWeight(const Json& item, const std::string& path)
{
    Fields fields(item, path, {"targetCluster", "weight", "minReplicas", "maxReplicas"});
    Weight made;
    made.clusters = fields.take(readAffinity(fields.object("targetCluster"), fields.pathOf("targetCluster")));
    fields.require({"weight"});
    made.weight = fields.count("weight").value_or(1);
    made.min = fields.count("minReplicas").value_or(0);
    made.max = fields.count("maxReplicas");
    // Without a weight only a minimum makes a rule mean something.
    if (made.weight == 0 && made.min == 0)
        fields.blame("weight", "is 0, not from 1 to 2147483647");
    if (made.max && *made.max < made.min)
        fields.blame("maxReplicas", "is below minReplicas");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

/// The weights; answers whether they are dynamic.
bool readWeights(Fields& scheduling, Placement& placement)
{
    Fields fields(scheduling.object("weightPreference"), scheduling.pathOf("weightPreference"),
                  {"staticWeightList", "dynamicWeight"});
    for (const auto& [path, item] : fields.items("staticWeightList"))
        placement.weights.push_back(fields.take(readWeight(*item, path)));
    const bool dynamic = !fields.word("dynamicWeight", {"AvailableReplicas"}).empty();
    if (dynamic && !placement.weights.empty())
        fields.blame("dynamicWeight", "contradicts staticWeightList");
    scheduling.adopt(fields);
    return dynamic;
}

/// An empty object means after five minutes.
std::optional<std::chrono::seconds> readMoving(Fields& scheduling)
{
    if (!scheduling.find("moveUnschedulable"))
        return std::nullopt;
    Fields fields(scheduling.object("moveUnschedulable"), scheduling.pathOf("moveUnschedulable"), {"afterSeconds"});
    const auto after = fields.count("afterSeconds", 1).value_or(300);
    if (after > 86'400)
        fields.blame("afterSeconds", "is more than a day");
    scheduling.adopt(fields);
    return std::chrono::seconds(after);
}

Result<void> readScheduling(const Json& value, const std::string& path, Placement& placement)
{
    Fields fields(value, path,
                  {"replicaSchedulingType", "replicaDivisionPreference", "weightPreference", "algorithm", "rebalance",
                   "moveUnschedulable"});
    const bool duplicated = fields.word("replicaSchedulingType", {"Duplicated", "Divided"}) == "Duplicated";
    const bool aggregated = fields.word("replicaDivisionPreference", {"Weighted", "Aggregated"}) == "Aggregated";
    placement.algorithm = fields.word("algorithm", {"webster", "kubefed"});
    placement.rebalance = fields.flag("rebalance");
    const bool dynamic = readWeights(fields, placement);
    placement.scheduling = duplicated ? Scheduling::Duplicated
                         : aggregated ? Scheduling::Aggregated
                         : dynamic    ? Scheduling::Dynamic
                                      : Scheduling::Static;
    if (!placement.algorithm.empty() && placement.scheduling != Scheduling::Static)
        fields.blame("algorithm", "is for static weights; " + std::string(name(placement.scheduling)) + " has its own");
    if (aggregated && (dynamic || !placement.weights.empty()))
        fields.blame("weightPreference", "contradicts the preference Aggregated");
    placement.moveUnschedulable = readMoving(fields);
    if (placement.moveUnschedulable
        && (placement.scheduling == Scheduling::Duplicated
            || (placement.scheduling == Scheduling::Static && placement.algorithm != "kubefed")))
        fields.blame("moveUnschedulable", "is for dynamicWeight, Aggregated and the algorithm kubefed");
    return fields.fine();
}

} // namespace

const char* name(Scheduling scheduling)
{
    static constexpr const char* names[] = {"Duplicated", "Static", "Dynamic", "Aggregated"};
    return names[int(scheduling)];
}

Result<Placement> readPlacement(const Json& said, const std::string& path, Scheduling unsaid)
{
    Placement placement;
    placement.scheduling = unsaid;
    if (said.is_null())
        return placement;
    Fields fields(said, path,
                  {"clusterAffinity", "clusterAffinities", "returnToEarlierAffinity", "clusterTolerations",
                   "spreadConstraints", "replicaScheduling"});
    if (fields.find("clusterAffinity"))
        placement.affinities.push_back(
            fields.take(readAffinity(fields.object("clusterAffinity"), fields.pathOf("clusterAffinity"))));
    std::set<std::string> groups;
    const auto ordered = fields.items("clusterAffinities");
    if (!ordered.empty() && fields.find("clusterAffinity"))
        fields.blame("clusterAffinities", "contradicts clusterAffinity");
    for (const auto& [where, item] : ordered) {
        auto group = readAffinity(*item, where, true);
        if (group && (group->name.empty() || group->name.size() > 32))
            group = wrong(where + ".affinityName", "is not from 1 to 32 characters long");
        if (group && !groups.insert(group->name).second)
            group = wrong(where + ".affinityName", "is \"" + group->name + "\", which is there twice");
        placement.affinities.push_back(fields.take(std::move(group)));
    }
    placement.returnToEarlierAffinity = fields.flag("returnToEarlierAffinity");
    if (placement.returnToEarlierAffinity && ordered.empty())
        fields.blame("returnToEarlierAffinity", "is for clusterAffinities");
    for (const auto& [where, item] : fields.items("clusterTolerations"))
        placement.tolerations.push_back(fields.take(readToleration(*item, where)));
    if (const auto* spread = fields.find("spreadConstraints"))
        placement.spread = fields.take(readSpreadConstraints(*spread, fields.pathOf("spreadConstraints")));
    if (const auto* scheduling = fields.find("replicaScheduling")) {
        if (auto read = readScheduling(*scheduling, fields.pathOf("replicaScheduling"), placement); !read)
            return failure(read.error());
    }
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return placement;
}

} // namespace orrery::federation
