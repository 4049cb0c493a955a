#include "kubeconfig/merge_world.h"

#include "kubeconfig/yaml_write.h"

#include <memory>
#include <utility>

namespace orrery::kubeconfig {

namespace {

constexpr std::array listNames{"clusters", "users", "contexts"};
constexpr std::array bodyNames{"cluster", "user", "context"};

} // namespace

std::string_view name(EntryKind kind)
{
    return bodyNames[at(kind)];
}

std::string fieldText(const YamlNode& map, std::string_view key)
{
    const auto* value = map.find(key);
    return std::string(value ? value->text : std::string_view());
}

std::vector<MergeEntry> entriesOf(EntryKind kind, const YamlNodePtr& root, const std::string& file)
{
    static const auto nothing = std::make_shared<const YamlNode>();
    std::vector<MergeEntry> entries;
    const auto list = root ? root->field(listNames[at(kind)]) : nullptr;
    if (!list)
        return entries;
    entries.reserve(list->items.size());
    for (const auto& item : list->items) {
        MergeEntry entry;
        entry.name = fieldText(*item, "name");
        entry.item = item;
        const auto body = item->field(bodyNames[at(kind)]);
        entry.body = body ? body : nothing;
        entry.form = entryForm(kind, *entry.body, file);
        entry.origin = file;
        entries.push_back(std::move(entry));
    }
    return entries;
}

YamlNodePtr itemLike(EntryKind kind, const YamlNode& item, const std::string& name, const YamlNodePtr& body)
{
    std::vector<std::pair<std::string, YamlNodePtr>> fields{{bodyNames[at(kind)], body}, {"name", yamlText(name)}};
    for (const auto& [key, value] : item.fields) {
        if (key != "name" && key != bodyNames[at(kind)])
            fields.emplace_back(key, value);
    }
    return yamlMap(std::move(fields));
}

YamlNodePtr withReferences(const YamlNode& body, const std::string& cluster, const std::string& user)
{
    auto fields = body.fields;
    for (auto& [key, value] : fields) {
        if (key == "cluster")
            value = yamlText(cluster);
        else if (key == "user" && !value->text.empty())
            value = yamlText(user);
    }
    return yamlMap(std::move(fields));
}

MergeWorld::MergeWorld(const YamlNodePtr& root, const std::string& file)
{
    for (const auto kind : entryKinds) {
        for (auto& entry : entriesOf(kind, root, file))
            add(kind, std::move(entry));
    }
}

void MergeWorld::add(EntryKind kind, MergeEntry entry)
{
    auto& side = m_sides[at(kind)];
    side.byName[entry.name] = side.entries.size();
    side.byContent.emplace(entry.form.digest(), side.entries.size());
    side.entries.push_back(std::move(entry));
}

void MergeWorld::change(EntryKind kind, const std::string& name, YamlNodePtr item, YamlNodePtr body, EntryForm form)
{
    auto& side = m_sides[at(kind)];
    const auto index = side.byName.at(name);
    auto& entry = side.entries[index];
    const auto [first, last] = side.byContent.equal_range(entry.form.digest());
    for (auto it = first; it != last; ++it) {
        if (it->second == index) {
            side.byContent.erase(it);
            break;
        }
    }
    entry.item = std::move(item);
    entry.body = std::move(body);
    entry.form = std::move(form);
    entry.edited = true;
    side.byContent.emplace(entry.form.digest(), index);
}

const MergeEntry* MergeWorld::find(EntryKind kind, const std::string& name) const
{
    const auto& side = m_sides[at(kind)];
    const auto found = side.byName.find(name);
    return found == side.byName.end() ? nullptr : &side.entries[found->second];
}

const MergeEntry* MergeWorld::like(EntryKind kind, const EntryForm& form,
                                   const std::optional<std::string>& notFrom) const
{
    const auto& side = m_sides[at(kind)];
    const auto [first, last] = side.byContent.equal_range(form.digest());
    const MergeEntry* found = nullptr;
    for (auto it = first; it != last; ++it) {
        const auto& entry = side.entries[it->second];
        if ((!notFrom || entry.origin != *notFrom) && (!found || &entry < found))
            found = &entry;
    }
    return found;
}

std::vector<EntryEdit> MergeWorld::edits() const
{
    std::vector<EntryEdit> out;
    for (const auto kind : entryKinds) {
        for (const auto& entry : entries(kind)) {
            if (entry.edited)
                out.push_back({listNames[at(kind)], entry.name, entry.item});
        }
    }
    return out;
}

} // namespace orrery::kubeconfig
