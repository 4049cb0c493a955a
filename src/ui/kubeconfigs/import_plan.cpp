#include "ui/kubeconfigs/import_plan.h"

#include "base/shell_word.h"
#include "kubeconfig/merge_store.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace orrery::ui {

namespace {

using kubeconfig::EntryKind;
using kubeconfig::MergeVerb;

/// What is new in the target, under whatever name.
bool comes(MergeVerb verb)
{
    return verb == MergeVerb::Add || verb == MergeVerb::Rename || verb == MergeVerb::Replace;
}

/// In the order of their first claim.
std::vector<NameClash> clashesOf(const kubeconfig::MergePlan& plan)
{
    std::set<std::pair<EntryKind, std::string>> there;
    const auto target = kubeconfig::parseConfigFile(plan.target, plan.before);
    for (const auto& cluster : target.clusters)
        there.insert({EntryKind::Cluster, cluster.name});
    for (const auto& user : target.users)
        there.insert({EntryKind::User, user.name});
    for (const auto& context : target.contexts)
        there.insert({EntryKind::Context, context.name});

    std::vector<NameClash> all;
    std::map<std::pair<EntryKind, std::string>, std::size_t> places;
    for (const auto& action : plan.actions) {
        if (!comes(action.verb))
            continue;
        const auto [place, first] = places.try_emplace({action.kind, action.name}, all.size());
        if (first)
            all.push_back({action.kind, action.name, {}, there.contains({action.kind, action.name})});
        all[place->second].claims.push_back({action.source, action.as});
    }
    std::erase_if(all, [](const auto& clash) { return clash.claims.size() + (clash.inTarget ? 1 : 0) < 2; });
    // Contexts first: that is the name people type.
    std::stable_sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
        return (one.kind == EntryKind::Context) > (other.kind == EntryKind::Context);
    });
    return all;
}

std::set<std::string> clashingSources(const std::vector<NameClash>& clashes)
{
    std::set<std::string> sources;
    for (const auto& clash : clashes) {
        for (const auto& claim : clash.claims)
            sources.insert(claim.source);
    }
    return sources;
}

/// What the user typed for the only context of a file; empty when nothing.
std::string typedJointName(const ImportWish& wish, const ImportFile& file)
{
    for (const auto& name : {file.contexts[0].name, file.contexts[0].cluster, file.contexts[0].user}) {
        if (const auto typed = wish.names.find({file.path, name}); typed != wish.names.end() && !typed->second.empty())
            return typed->second;
    }
    return {};
}

struct Merge {
    std::vector<kubeconfig::MergeSource> sources{};
    kubeconfig::MergeOptions options{};
};

Merge mergeOf(const ImportWish& wish)
{
    Merge merge;
    for (const auto& file : wish.files) {
        kubeconfig::MergeSource source{file->path, file->bytes, {}};
        if (file->contexts.size() == 1)
            source.name = typedJointName(wish, *file);
        merge.sources.push_back(std::move(source));
        if (file->contexts.size() == 1)
            continue;
        for (const auto& [place, name] : wish.names) {
            if (place.first == file->path && !name.empty())
                merge.options.renames.push_back({place.first, place.second, name});
        }
    }
    return merge;
}

/// Whether a name was proposed for any file.
bool propose(const ImportWish& wish, const std::vector<NameClash>& clashes, Merge& merge)
{
    const auto clashing = clashingSources(clashes);
    std::multiset<std::string> stems;
    for (const auto& file : wish.files)
        stems.insert(file->stem());
    bool proposed = false;
    for (std::size_t i = 0; i < merge.sources.size(); ++i) {
        const auto& file = *wish.files[i];
        auto& source = merge.sources[i];
        if (source.name.empty() && file.contexts.size() == 1 && !file.pasted() && clashing.contains(file.path)
            && stems.count(file.stem()) == 1) {
            source.name = file.stem();
            proposed = true;
        }
    }
    return proposed;
}

std::string commandOf(const ImportWish& wish, const Merge& merge)
{
    std::string out = "orreryctl config merge --into " + shellWord(wish.target);
    for (const auto& rename : merge.options.renames)
        out += " \\\n  --rename " + shellWord(rename.source + ":" + rename.from + "=" + rename.to);
    for (const auto& source : merge.sources)
        out += " \\\n  " + shellWord(source.name.empty() ? source.path : source.name + "=" + source.path);
    return out;
}

std::vector<ImportedContext> contextsOf(const ImportWish& wish, const ImportOutcome& outcome)
{
    std::set<std::pair<std::string, std::pair<EntryKind, std::string>>> clashing;
    for (const auto& clash : outcome.clashes) {
        for (const auto& claim : clash.claims)
            clashing.insert({claim.source, {clash.kind, clash.name}});
    }
    std::map<std::pair<std::string, std::string>, const kubeconfig::MergeAction*> actions;
    for (const auto& action : outcome.plan.actions) {
        if (action.kind == EntryKind::Context)
            actions[{action.source, action.name}] = &action;
    }
    std::vector<ImportedContext> all;
    for (const auto& file : wish.files) {
        for (const auto& context : file->contexts) {
            const auto action = actions.find({file->path, context.name});
            if (action == actions.end())
                continue;
            const bool clashes = clashing.contains({file->path, {EntryKind::Context, context.name}})
                              || clashing.contains({file->path, {EntryKind::Cluster, context.cluster}})
                              || clashing.contains({file->path, {EntryKind::User, context.user}});
            all.push_back(
                {file->path, context, action->second->verb, action->second->as, action->second->reason, clashes});
        }
    }
    return all;
}

} // namespace

int ImportOutcome::count(MergeVerb verb) const
{
    return static_cast<int>(
        std::count_if(contexts.begin(), contexts.end(), [&](const auto& it) { return it.verb == verb; }));
}

int ImportOutcome::arriving() const
{
    return static_cast<int>(std::count_if(contexts.begin(), contexts.end(), [](const auto& it) {
        return comes(it.verb) || it.verb == MergeVerb::Update;
    }));
}

Result<ImportOutcome> planImport(const ImportWish& wish)
{
    auto merge = mergeOf(wish);
    auto plan = kubeconfig::planMergeInto(wish.target, merge.sources, merge.options);
    if (!plan)
        return failure(plan.error());
    if (propose(wish, clashesOf(*plan), merge)) {
        plan = kubeconfig::planMergeInto(wish.target, merge.sources, merge.options);
        if (!plan)
            return failure(plan.error());
    }
    ImportOutcome outcome;
    outcome.plan = std::move(*plan);
    outcome.clashes = clashesOf(outcome.plan);
    outcome.contexts = contextsOf(wish, outcome);
    outcome.difference = sideBySide(kubeconfig::diffLines(outcome.plan.before, outcome.plan.after, wish.reveal));
    outcome.command = commandOf(wish, merge);
    return outcome;
}

} // namespace orrery::ui
