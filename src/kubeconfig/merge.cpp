#include "kubeconfig/merge.h"

#include "kubeconfig/config_file.h"
#include "kubeconfig/entry_form.h"
#include "kubeconfig/merge_names.h"
#include "kubeconfig/merge_source.h"
#include "kubeconfig/merge_world.h"
#include "kubeconfig/splice.h"
#include "kubeconfig/yaml_write.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

namespace orrery::kubeconfig {

namespace {

namespace fs = std::filesystem;
using Entry = MergeEntry;

/// What a context reaches, whatever the names on the way.
std::string reach(const Entry& context, const Entry* cluster, const Entry* user)
{
    auto fields = context.form.fields();
    fields["cluster"] = cluster ? cluster->form.digest() : std::string();
    fields["user"] = user ? user->form.digest() : std::string();
    return EntryForm(std::move(fields)).digest();
}

class Merge {
public:
    Merge(MergePlan& plan, MergeWorld world, const SourceFiles& sources, const MergeOptions& options, MergeNames names,
          const MergeHistory& history, std::string folder)
        : m_plan(plan), m_world(std::move(world)), m_sources(sources), m_options(options), m_names(std::move(names)),
          m_folder(std::move(folder))
    {
        // Records of entries that are gone from the target would name somebody else's.
        for (const auto& record : history) {
            if (m_world.find(record.kind, record.name))
                m_history[at(record.kind)][record.original].push_back(record);
        }
        for (const auto& source : sources) {
            for (const auto kind : entryKinds) {
                for (const auto& entry : source->entries[at(kind)])
                    m_names.reserve(kind, entry.name);
            }
        }
        for (const auto kind : entryKinds) {
            for (const auto& entry : m_world.entries(kind))
                m_names.reserve(kind, entry.name);
        }
    }

    Result<void> run()
    {
        for (m_index = 0; m_index < m_sources.size(); ++m_index) {
            m_source = m_sources[m_index].get();
            m_mapped = {};
            judgeContexts();
            for (const auto kind : {EntryKind::Cluster, EntryKind::User}) {
                for (const auto& entry : m_source->entries[at(kind)]) {
                    if (auto done = place(kind, entry); !done)
                        return done;
                }
            }
            for (const auto& entry : m_source->entries[at(EntryKind::Context)]) {
                if (auto done = placeContext(entry); !done)
                    return done;
            }
            if (m_index == 0)
                m_firstCurrent = m_mapped[at(EntryKind::Context)][m_source->currentContext];
        }
        if (m_clashes.empty())
            return {};
        std::string all;
        for (const auto& clash : m_clashes)
            all += (all.empty() ? "" : "; ") + clash;
        return failure(ErrorKind::AlreadyExists, "merge.clash", all);
    }

    [[nodiscard]] std::vector<EntryEdit> edits() const { return m_world.edits(); }
    [[nodiscard]] const std::string& firstCurrentContext() const { return m_firstCurrent; }
    [[nodiscard]] MergeHistory history() const
    {
        MergeHistory all;
        for (const auto& byName : m_history) {
            for (const auto& [entry, records] : byName)
                all.insert(all.end(), records.begin(), records.end());
        }
        return all;
    }

private:
    enum class Fate { Free, Broken, Kept, Replacing };

    void say(EntryKind kind, const std::string& name, MergeVerb verb, std::string as, std::string reason)
    {
        m_plan.actions.push_back({kind, m_source->path, name, verb, std::move(as), std::move(reason)});
    }

    [[nodiscard]] std::string wanted(EntryKind kind, const std::string& name) const
    {
        return m_names.typed(m_index, kind, name).value_or(name);
    }

    /// What is to become of each context, as far as it says so before names are given.
    void judgeContexts()
    {
        m_fates.clear();
        m_reasons.clear();
        m_known.clear();
        for (const auto& cluster : m_source->entries[at(EntryKind::Cluster)]) {
            if (recordOf(EntryKind::Cluster, cluster))
                m_known.insert(cluster.name);
        }
        for (const auto& context : m_source->entries[at(EntryKind::Context)]) {
            const auto clusterName = fieldText(*context.body, "cluster");
            const auto userName = fieldText(*context.body, "user");
            const auto* cluster = m_source->find(EntryKind::Cluster, clusterName);
            const auto* user = m_source->find(EntryKind::User, userName);
            auto& fate = m_fates[context.name];
            if (!cluster || (!user && !userName.empty())) {
                fate = Fate::Broken;
                m_reasons[context.name] = "its " + std::string(cluster ? "user " + userName : "cluster " + clusterName)
                                        + " is not in " + m_source->path;
                continue;
            }
            const auto* there = m_world.find(EntryKind::Context, wanted(EntryKind::Context, context.name));
            if (!there || reachIn(*there) == reach(context, cluster, user) || recordOf(EntryKind::Context, context))
                continue;
            if (m_options.onClash == OnClash::Keep)
                fate = Fate::Kept;
            else if (m_options.onClash == OnClash::Replace)
                fate = Fate::Replacing;
        }
    }

    [[nodiscard]] std::string reachIn(const Entry& context) const
    {
        return reach(context, m_world.find(EntryKind::Cluster, fieldText(*context.body, "cluster")),
                     m_world.find(EntryKind::User, fieldText(*context.body, "user")));
    }

    /// The record of when this entry was merged before, under a name that the target still has. A file of the same
    /// path may hold another cluster today: only what still has the server or the authority of then is the same.
    [[nodiscard]] const MergeRecord* recordOf(EntryKind kind, const Entry& entry) const
    {
        const auto known = m_history[at(kind)].find(entry.name);
        if (known == m_history[at(kind)].end())
            return nullptr;
        const auto typed = m_names.typed(m_index, kind, entry.name);
        for (const auto& record : known->second) {
            if (typed && *typed != record.name)
                continue;
            const bool sameFile = !m_source->absolute.empty() && record.source == m_source->absolute;
            if ((sameFile || record.fields == entry.form) && m_world.find(kind, record.name)
                && isStill(kind, entry, record))
                return &record;
        }
        return nullptr;
    }

    [[nodiscard]] bool isStill(EntryKind kind, const Entry& entry, const MergeRecord& record) const
    {
        const auto unchanged = [&](const char* field) {
            const auto& now = entry.form.of(field);
            return !now.empty() && now == record.fields.of(field);
        };
        if (kind == EntryKind::Cluster)
            return unchanged("server") || unchanged("certificate-authority");
        const auto isStillThere = [&](const Entry* context) {
            return m_known.contains(fieldText(*context->body, "cluster"));
        };
        if (kind == EntryKind::Context)
            return isStillThere(m_source->find(EntryKind::Context, entry.name));
        const auto& contexts = m_source->contextsWith(EntryKind::User, entry.name);
        return std::any_of(contexts.begin(), contexts.end(), isStillThere);
    }

    void remember(EntryKind kind, const Entry& entry, const std::string& as)
    {
        auto& known = m_history[at(kind)][entry.name];
        std::erase_if(known,
                      [&](const auto& record) { return record.source == m_source->absolute || record.name == as; });
        if (!m_source->absolute.empty())
            known.push_back({kind, as, m_source->absolute, entry.name, entry.form});
    }

    void settle(EntryKind kind, const Entry& entry, MergeVerb verb, const std::string& as, std::string reason)
    {
        m_mapped[at(kind)][entry.name] = as;
        remember(kind, entry, as);
        say(kind, entry.name, verb, as, std::move(reason));
    }

    Result<void> place(EntryKind kind, const Entry& entry)
    {
        for (const auto& path : missingFiles(kind, *entry.body, m_source->file))
            m_plan.warnings.push_back(m_source->path + ": " + std::string(name(kind)) + " " + entry.name
                                      + " names a file that is not there: " + path);
        auto body = movedBody(kind, entry.body, m_source->file, m_folder, m_options.paths);
        if (!body)
            return failure(std::move(body.error()).during(m_source->path));
        if (isOnlyFor(kind, entry, Fate::Kept)) {
            say(kind, entry.name, MergeVerb::Keep, {}, "only a context that is kept as it is would use it");
            return {};
        }
        if (placeByHistory(kind, entry, *body) || placeByContent(kind, entry))
            return {};
        const auto name = wanted(kind, entry.name);
        const auto* there = m_world.find(kind, name);
        if (!there) {
            create(kind, entry, name, *body, "named by you");
        } else if (m_options.onClash == OnClash::Fail) {
            clash(kind, entry, name);
        } else if (isOnlyFor(kind, entry, Fate::Replacing) && isOnlyUsedByReplaced(kind, name)) {
            replace(kind, entry, name, *body);
        } else {
            create(kind, entry, m_names.invent(m_index, kind, entry.name), *body,
                   name + " is another " + std::string(kubeconfig::name(kind)) + " in the target");
        }
        return {};
    }

    Result<void> placeContext(const Entry& given)
    {
        const auto fate = m_fates[given.name];
        const auto name = wanted(EntryKind::Context, given.name);
        if (fate == Fate::Broken) {
            say(EntryKind::Context, given.name, MergeVerb::Broken, {}, m_reasons[given.name]);
            return {};
        }
        if (fate == Fate::Kept) {
            say(EntryKind::Context, given.name, MergeVerb::Keep, name,
                "the target's " + name + " reaches something else");
            return {};
        }
        auto entry = given;
        const auto cluster = fieldText(*given.body, "cluster"), user = fieldText(*given.body, "user");
        const auto &clusterAs = m_mapped[at(EntryKind::Cluster)][cluster],
                   &userAs = m_mapped[at(EntryKind::User)][user];
        if (clusterAs != cluster || userAs != user) {
            entry.body = withReferences(*given.body, clusterAs, userAs);
            entry.form = entryForm(EntryKind::Context, *entry.body, m_source->file);
        }
        if (placeByHistory(EntryKind::Context, entry, entry.body) || placeByContent(EntryKind::Context, entry))
            return {};
        if (!m_world.find(EntryKind::Context, name))
            create(EntryKind::Context, entry, name, entry.body, "named by you");
        else if (m_options.onClash == OnClash::Fail)
            clash(EntryKind::Context, entry, name);
        else if (fate == Fate::Replacing)
            replace(EntryKind::Context, entry, name, entry.body);
        else
            create(EntryKind::Context, entry, m_names.invent(m_index, EntryKind::Context, entry.name), entry.body,
                   name + " reaches something else in the target");
        return {};
    }

    void create(EntryKind kind, const Entry& entry, const std::string& as, const YamlNodePtr& body,
                const std::string& whyRenamed)
    {
        Entry added;
        added.name = as;
        added.item = itemLike(kind, *entry.item, as, body);
        added.body = body;
        added.form = entry.form;
        added.origin = m_source->path;
        added.edited = true;
        m_world.add(kind, std::move(added));
        m_names.reserve(kind, as);
        settle(kind, entry, as == entry.name ? MergeVerb::Add : MergeVerb::Rename, as,
               as == entry.name ? "new" : whyRenamed);
    }

    void replace(EntryKind kind, const Entry& entry, const std::string& name, const YamlNodePtr& body)
    {
        m_world.change(kind, name, itemLike(kind, *entry.item, name, body), body, entry.form);
        settle(kind, entry, MergeVerb::Replace, name, "takes the place of the target's " + name);
    }

    void clash(EntryKind kind, const Entry& entry, const std::string& as)
    {
        m_mapped[at(kind)][entry.name] = as;
        m_clashes.push_back("the " + std::string(name(kind)) + " " + as + " of " + m_source->path
                            + " differs from the one that " + m_world.find(kind, as)->origin + " has");
    }

    bool placeByContent(EntryKind kind, const Entry& entry)
    {
        const auto name = wanted(kind, entry.name);
        const auto* there = m_world.find(kind, name);
        if (there && there->form == entry.form) {
            settle(kind, entry, MergeVerb::Same, name, "the target has it already");
            return true;
        }
        // Two that are the same in one file stay two, unless one of them would need another name.
        const auto notFrom = there ? std::nullopt : std::optional(m_source->path);
        const bool typed = kind == EntryKind::Context && name != entry.name;
        const auto* like = typed ? nullptr : m_world.like(kind, entry.form, notFrom);
        if (!like)
            return false;
        const auto as = like->name;
        settle(kind, entry, MergeVerb::Share, as, "the target has the same as " + as);
        return true;
    }

    /// Three ways: what was merged last time, what the target has now, what the source brings now.
    bool placeByHistory(EntryKind kind, const Entry& entry, const YamlNodePtr& body)
    {
        const auto* record = recordOf(kind, entry);
        if (!record)
            return false;
        const auto as = record->name;
        const auto base = record->fields;
        const auto local = *m_world.find(kind, as);
        std::vector<std::string> taken, disputed;
        for (const auto& field : fieldsOf({&base, &local.form, &entry.form})) {
            const auto &was = base.of(field), &here = local.form.of(field), &now = entry.form.of(field);
            if (now != was && now != here)
                (here == was ? taken : disputed).push_back(field);
        }
        if (!taken.empty() && !isOursAlone(kind, as))
            return false;
        for (const auto& field : disputed)
            m_plan.warnings.push_back(m_source->path + ": " + field + " of the " + std::string(name(kind)) + " " + as
                                      + " was changed in the target and in the source; the target's stays");
        if (taken.empty()) {
            settle(kind, entry, MergeVerb::Same, as,
                   local.form == entry.form ? "the target has it already" : "unchanged; the target's own changes stay");
            return true;
        }
        const auto updated = updatedBody(*local.body, *body, taken);
        m_world.change(kind, as, itemLike(kind, *local.item, as, updated), updated,
                       entryForm(kind, *updated, m_plan.target));
        std::string what;
        for (const auto& field : taken)
            what += (what.empty() ? "" : ", ") + field;
        settle(kind, entry, MergeVerb::Update, as, "newer in the source: " + what);
        return true;
    }

    static std::set<std::string> fieldsOf(std::initializer_list<const EntryForm*> forms)
    {
        std::set<std::string> fields;
        for (const auto* form : forms) {
            for (const auto& [field, value] : form->fields())
                fields.insert(field);
        }
        return fields;
    }

    static YamlNodePtr updatedBody(const YamlNode& local, const YamlNode& source, const std::vector<std::string>& taken)
    {
        const auto isTaken = [&](const std::string& key) {
            return std::find(taken.begin(), taken.end(), formField(key)) != taken.end();
        };
        auto fields = local.fields;
        std::erase_if(fields, [&](const auto& field) { return isTaken(field.first); });
        for (const auto& field : source.fields) {
            if (isTaken(field.first))
                fields.push_back(field);
        }
        return yamlMap(std::move(fields));
    }

    /// Whether every context of the target that uses this entry came from this source.
    [[nodiscard]] bool isOursAlone(EntryKind kind, const std::string& as) const
    {
        if (kind == EntryKind::Context)
            return true;
        const auto& contexts = m_world.entries(EntryKind::Context);
        return std::all_of(contexts.begin(), contexts.end(), [&](const auto& context) {
            return fieldText(*context.body, std::string(name(kind))) != as || cameFromHere(context.name);
        });
    }

    [[nodiscard]] bool cameFromHere(const std::string& context) const
    {
        const auto& contexts = m_history[at(EntryKind::Context)];
        return std::any_of(contexts.begin(), contexts.end(), [&](const auto& known) {
            return std::any_of(known.second.begin(), known.second.end(), [&](const auto& record) {
                return record.name == context && record.source == m_source->absolute;
            });
        });
    }

    /// Whether there are contexts of the source with this entry, and all of them have that fate.
    [[nodiscard]] bool isOnlyFor(EntryKind kind, const Entry& entry, Fate fate) const
    {
        const auto& contexts = m_source->contextsWith(kind, entry.name);
        return !contexts.empty() && std::all_of(contexts.begin(), contexts.end(), [&](const Entry* context) {
            return m_fates.at(context->name) == fate;
        });
    }

    /// Whether no context of the target but those that are being replaced uses the entry.
    [[nodiscard]] bool isOnlyUsedByReplaced(EntryKind kind, const std::string& as) const
    {
        std::set<std::string> replacedNames;
        for (const auto& [context, fate] : m_fates) {
            if (fate == Fate::Replacing)
                replacedNames.insert(wanted(EntryKind::Context, context));
        }
        const auto& contexts = m_world.entries(EntryKind::Context);
        return std::all_of(contexts.begin(), contexts.end(), [&](const auto& context) {
            return fieldText(*context.body, std::string(name(kind))) != as || replacedNames.contains(context.name);
        });
    }

    MergePlan& m_plan;
    MergeWorld m_world;
    const SourceFiles& m_sources;
    const MergeOptions& m_options;
    MergeNames m_names;
    std::array<std::map<std::string, std::vector<MergeRecord>>, 3> m_history{}; ///< by name in the source
    std::string m_folder; ///< of the target

    std::size_t m_index = 0;
    const SourceFile* m_source = nullptr;
    std::array<std::map<std::string, std::string>, 3> m_mapped{}; ///< name in the source -> in the target
    std::map<std::string, Fate> m_fates{}; ///< of the source's contexts
    std::map<std::string, std::string> m_reasons{};
    std::set<std::string> m_known{}; ///< the source's clusters that were merged before and are still the same ones
    std::vector<std::string> m_clashes{};
    std::string m_firstCurrent{};
};

void warnOf(const SourceFile& source, std::vector<std::string>& warnings)
{
    for (const auto& problem : source.problems)
        warnings.push_back(problem.text());
    const auto& root = *source.root;
    for (const auto* field : {"extensions", "preferences"}) {
        const auto value = root.field(field);
        if (value && (!value->items.empty() || !value->fields.empty()))
            warnings.push_back(source.path + ": its " + field
                               + " are not merged; they belong to the file, not to a context");
    }
}

NamedSource namesOf(const SourceFile& source, const std::string& name)
{
    NamedSource names{source.path, name, {}, {}};
    for (const auto kind : entryKinds) {
        for (const auto& entry : source.entries[at(kind)])
            names.entries[kind].push_back(entry.name);
    }
    for (const auto& context : source.entries[at(EntryKind::Context)])
        names.contexts.push_back({context.name, fieldText(*context.body, "cluster"), fieldText(*context.body, "user")});
    return names;
}

std::string folderOf(const std::string& path)
{
    std::error_code error;
    return path.empty() ? std::string() : fs::absolute(path, error).parent_path().string();
}

} // namespace

std::string_view name(MergeVerb verb)
{
    switch (verb) {
    case MergeVerb::Add: return "add";
    case MergeVerb::Same: return "same";
    case MergeVerb::Share: return "share";
    case MergeVerb::Rename: return "rename";
    case MergeVerb::Update: return "update";
    case MergeVerb::Keep: return "keep";
    case MergeVerb::Replace: return "replace";
    case MergeVerb::Broken: return "broken";
    }
    return {};
}

Result<MergePlan> planMerge(const std::string& target, const std::string* targetBytes,
                            const std::vector<MergeSource>& given, const MergeOptions& options,
                            const MergeHistory& history)
{
    MergePlan plan;
    plan.target = target;
    plan.existed = targetBytes != nullptr;
    plan.before = targetBytes ? *targetBytes : std::string();
    const auto text = soundConfigText(target, unowned(targetBytes ? *targetBytes : plan.before));
    if (!text)
        return failure(text.error());
    const auto sources = readSources(given);
    if (!sources)
        return failure(sources.error());
    NamedSources named;
    for (std::size_t i = 0; i < given.size(); ++i) {
        warnOf(*(*sources)[i], plan.warnings);
        named.push_back(namesOf(*(*sources)[i], given[i].name));
    }
    auto names = MergeNames::of(std::move(named), options);
    if (!names)
        return failure(std::move(names.error()));
    MergeWorld world(text->root, target);
    Merge merge(plan, std::move(world), *sources, options, std::move(*names), history, folderOf(target));
    if (const auto done = merge.run(); !done)
        return failure(done.error());
    std::optional<std::string> currentContext;
    if (!plan.existed)
        currentContext = merge.firstCurrentContext();
    const auto edits = merge.edits();
    if (edits.empty() && plan.existed) {
        plan.after = plan.before;
    } else {
        auto after = spliced(*text->text, edits, currentContext);
        if (!after)
            return failure(std::move(after.error()).during(target.empty() ? "merging" : "editing " + target));
        plan.after = encodeText({std::move(*after), text->encoding});
    }
    plan.history = merge.history();
    return plan;
}

} // namespace orrery::kubeconfig
