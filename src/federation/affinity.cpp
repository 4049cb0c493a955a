#include "federation/affinity.h"

#include "base/joined.h"
#include "federation/fields.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;

namespace {

using Operator = Requirement::Operator;

constexpr const char* operatorNames[] = {"In", "NotIn", "Exists", "DoesNotExist"};

tl::unexpected<Error> invalid(const std::string& path, const std::string& why)
{
    return failure(ErrorKind::Invalid, "affinity.invalid", path + " " + why);
}

Result<Requirement> readRequirement(const Json& expression, const std::string& path)
{
    Fields fields(expression, path, {"key", "operator", "values"});
    Requirement made;
    made.key = fields.text("key");
    const auto does = fields.text("operator");
    made.values = fields.texts("values");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    const auto* const known = std::find(std::begin(operatorNames), std::end(operatorNames), does);
    if (known == std::end(operatorNames))
        return invalid(path + ".operator", "is \"" + does + "\", not In, NotIn, Exists or DoesNotExist");
    made.does = Operator(known - std::begin(operatorNames));
    if (made.key.empty())
        return invalid(path + ".key", "is missing");
    const bool listed = made.does == Operator::In || made.does == Operator::NotIn;
    if (listed == made.values.empty())
        return invalid(path + ".values", listed ? "is empty" : "says something that " + does + " does not look at");
    return made;
}

Result<std::vector<Requirement>> readRequirements(Fields& fields)
{
    std::vector<Requirement> made;
    for (const auto& [path, item] : fields.items("matchExpressions")) {
        auto requirement = readRequirement(*item, path);
        if (!requirement)
            return failure(requirement.error());
        made.push_back(std::move(*requirement));
    }
    return made;
}

/// One requirement over what there is under its key (a label has one value or none, zones any number).
std::optional<std::string> unlessHolds(const Requirement& requirement, const std::string* begin, std::size_t count)
{
    const auto* const end = begin + count;
    const bool listed = std::any_of(begin, end, [&](const std::string& value) {
        return std::find(requirement.values.begin(), requirement.values.end(), value) != requirement.values.end();
    });
    const bool holds = requirement.does == Operator::In     ? listed
                     : requirement.does == Operator::NotIn  ? !listed
                     : requirement.does == Operator::Exists ? count > 0
                                                            : count == 0;
    if (holds)
        return std::nullopt;
    return requirement.key + " is " + (count == 0 ? "not there" : joined(std::vector<std::string>(begin, end)))
         + ", wanted: " + operatorNames[int(requirement.does)]
         + (requirement.values.empty() ? "" : " " + joined(requirement.values));
}

std::optional<std::string> fieldMismatch(const Requirement& requirement, const ClusterTraits& cluster)
{
    if (requirement.key == "zone")
        return unlessHolds(requirement, cluster.zones.data(), cluster.zones.size());
    const auto& value = requirement.key == "provider" ? cluster.provider : cluster.region;
    return unlessHolds(requirement, &value, value.empty() ? 0 : 1);
}

} // namespace

Result<LabelSelector> readLabelSelector(const Json& selector, const std::string& path)
{
    LabelSelector made;
    if (selector.is_null())
        return made;
    Fields fields(selector, path, {"matchLabels", "matchExpressions"});
    made.equal = fields.textMap("matchLabels");
    made.expressions = fields.take(readRequirements(fields));
    if (made.equal.contains(""))
        return invalid(path + ".matchLabels", "has an empty key");
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    return made;
}

std::map<std::string, std::string> labelsOf(const Json& labels)
{
    std::map<std::string, std::string> found;
    for (auto label = labels.begin(); labels.is_object() && label != labels.end(); ++label) {
        if (label->is_string())
            found[label.key()] = label->get<std::string>();
    }
    return found;
}

std::optional<std::string> mismatch(const LabelSelector& selector, const std::map<std::string, std::string>& labels)
{
    for (const auto& [key, value] : selector.equal) {
        const auto label = labels.find(key);
        if (label == labels.end() || value != label->second)
            return "label " + key + " is " + (label == labels.end() ? "not there" : label->second)
                 + ", wanted: " + value;
    }
    for (const auto& requirement : selector.expressions) {
        const auto label = labels.find(requirement.key);
        if (auto why = label == labels.end() ? unlessHolds(requirement, nullptr, 0)
                                             : unlessHolds(requirement, &label->second, 1))
            return "label " + *why;
    }
    return std::nullopt;
}

Result<Affinity> readAffinity(const Json& affinity, const std::string& path, bool named)
{
    Affinity made;
    if (affinity.is_null())
        return made;
    std::set<std::string> known{"clusterNames", "exclude", "labelSelector", "fieldSelector"};
    if (named)
        known.insert("affinityName");
    Fields fields(affinity, path, known);
    made.name = named ? fields.text("affinityName") : "";
    const auto names = fields.texts("clusterNames");
    made.clusterNames = {names.begin(), names.end()};
    const auto excluded = fields.texts("exclude");
    made.exclude = {excluded.begin(), excluded.end()};
    made.labels = fields.take(readLabelSelector(fields.object("labelSelector"), fields.pathOf("labelSelector")));
    Fields byField(fields.object("fieldSelector"), fields.pathOf("fieldSelector"), {"matchExpressions"});
    made.fields = byField.take(readRequirements(byField));
    fields.adopt(byField);
    if (auto fine = fields.fine(); !fine)
        return failure(fine.error());
    for (std::size_t i = 0; i < made.fields.size(); ++i) {
        const auto& key = made.fields[i].key;
        if (key != "provider" && key != "region" && key != "zone")
            return invalid(path + ".fieldSelector.matchExpressions[" + std::to_string(i) + "].key",
                           "is \"" + key + "\", not provider, region or zone");
    }
    return made;
}

std::optional<std::string> excludedBy(const Affinity& affinity, const ClusterTraits& cluster)
{
    if (affinity.exclude.contains(cluster.name))
        return "excluded by clusterAffinity.exclude";
    if (auto why = mismatch(affinity.labels, cluster.labels))
        return why;
    for (const auto& requirement : affinity.fields) {
        if (auto why = fieldMismatch(requirement, cluster))
            return why;
    }
    if (!affinity.clusterNames.empty() && !affinity.clusterNames.contains(cluster.name))
        return "not among clusterAffinity.clusterNames";
    return std::nullopt;
}

} // namespace orrery::federation
