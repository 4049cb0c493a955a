#include "api/json.h"
#include "cli/invocation.h"
#include "kubeconfig/access.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/merge_store.h"
#include "kubeconfig/text_diff.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace orrery::cli {

namespace {

using api::Json;
using kubeconfig::MergeVerb;

struct MergeFlags {
    std::vector<std::string> files{};
    std::string into{};
    std::vector<std::string> renames{};
    std::string nameTemplate = "{stem}";
    std::string onClash = "rename";
    std::string paths = "rebase";
    bool dryRun = false;
    bool yes = false;
    bool reveal = false;
};

const std::map<std::string, kubeconfig::OnClash> clashWays{{"rename", kubeconfig::OnClash::Rename},
                                                           {"keep", kubeconfig::OnClash::Keep},
                                                           {"replace", kubeconfig::OnClash::Replace},
                                                           {"fail", kubeconfig::OnClash::Fail}};

/// NAME=FILE, unless there is a file called just so.
kubeconfig::MergeSource sourceOf(const std::string& word)
{
    kubeconfig::MergeSource source;
    source.path = word;
    const auto equals = word.find('=');
    std::error_code error;
    if (equals != std::string::npos && equals > 0 && word.find('/') > equals && !std::filesystem::exists(word, error)) {
        source.name = word.substr(0, equals);
        source.path = word.substr(equals + 1);
    }
    return source;
}

Result<std::vector<kubeconfig::MergeSource>> readSources(const MergeFlags& flags)
{
    std::vector<kubeconfig::MergeSource> sources;
    bool standardInput = false;
    for (const auto& word : flags.files) {
        auto source = sourceOf(word);
        if (source.path == "-" && std::exchange(standardInput, true))
            return failure(ErrorKind::Invalid, "usage.stdin", "standard input can be read only once");
        auto bytes = source.path == "-" ? readInput("-").map([](Input&& input) { return std::move(input.bytes); })
                                        : kubeconfig::readFile(source.path);
        if (!bytes)
            return failure(bytes.error());
        source.bytes = std::move(*bytes);
        sources.push_back(std::move(source));
    }
    return sources;
}

/// FILE:OLD=NEW; names of contexts hold colons and equals signs, so every way to cut is asked whether it fits a file.
Result<kubeconfig::MergeRename> renameOf(const std::string& word, const MergeFlags& flags)
{
    for (const auto& file : flags.files) {
        const auto path = sourceOf(file).path;
        const std::filesystem::path whole(path);
        for (const auto& name : {path, whole.filename().string(), whole.stem().string()}) {
            if (!word.starts_with(name + ":"))
                continue;
            const auto rest = word.substr(name.size() + 1);
            const auto equals = rest.rfind('=');
            if (equals != std::string::npos && equals > 0 && equals + 1 < rest.size())
                return kubeconfig::MergeRename{name, rest.substr(0, equals), rest.substr(equals + 1)};
        }
    }
    return failure(ErrorKind::Invalid, "usage.rename",
                   "--rename " + word + " is not FILE:OLD=NEW with one of the files to merge");
}

Result<kubeconfig::MergeOptions> optionsOf(const MergeFlags& flags)
{
    kubeconfig::MergeOptions options;
    options.nameTemplate = flags.nameTemplate;
    options.onClash = clashWays.at(flags.onClash);
    options.paths = flags.paths == "embed" ? kubeconfig::PathStyle::Embed : kubeconfig::PathStyle::Rebase;
    for (const auto& word : flags.renames) {
        auto rename = renameOf(word, flags);
        if (!rename)
            return failure(rename.error());
        options.renames.push_back(std::move(*rename));
    }
    return options;
}

Json planJson(const kubeconfig::MergePlan& plan)
{
    auto actions = Json::array();
    for (const auto& action : plan.actions) {
        actions.push_back({{"kind", name(action.kind)},
                           {"source", action.source},
                           {"name", action.name},
                           {"action", name(action.verb)},
                           {"as", action.as},
                           {"reason", action.reason}});
    }
    return {{"target", plan.target}, {"changed", plan.changed()}, {"actions", actions}, {"warnings", plan.warnings}};
}

std::string planTable(const kubeconfig::MergePlan& plan)
{
    std::vector<std::vector<std::string>> rows{{"SOURCE", "KIND", "NAME", "ACTION", "AS", "WHY"}};
    for (const auto& action : plan.actions)
        rows.push_back({action.source, std::string(name(action.kind)), action.name, std::string(name(action.verb)),
                        action.as, action.reason});
    return table(rows);
}

/// As `diff -u` shows it, with three lines around each change.
std::string planDiff(const kubeconfig::MergePlan& plan, bool reveal)
{
    constexpr std::size_t around = 3;
    const auto lines = kubeconfig::diffLines(plan.before, plan.after, reveal);
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].change == kubeconfig::DiffLine::Change::None)
            continue;
        for (auto k = i - std::min(i, around); k <= std::min(i + around, lines.size() - 1); ++k)
            shown[k] = true;
    }
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!shown[i])
            continue;
        if (i == 0 || !shown[i - 1]) {
            const auto place = [](int line) { return std::to_string(line); };
            out += out.empty() ? "--- " + plan.target + "\n+++ " + plan.target + "\n" : "";
            out += "@@ line " + place(std::max(lines[i].before, lines[i].after)) + " @@\n";
        }
        const auto change = lines[i].change;
        out += (change == kubeconfig::DiffLine::Change::Added     ? "+"
                : change == kubeconfig::DiffLine::Change::Removed ? "-"
                                                                  : " ")
             + lines[i].text + "\n";
    }
    return out;
}

/// "3 add, 1 update", of entries of any kind.
std::string counts(const kubeconfig::MergePlan& plan)
{
    std::map<MergeVerb, int> byVerb;
    for (const auto& action : plan.actions)
        ++byVerb[action.verb];
    std::string out;
    for (const auto& [verb, count] : byVerb)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(name(verb));
    return out;
}

bool hasBroken(const kubeconfig::MergePlan& plan)
{
    return std::any_of(plan.actions.begin(), plan.actions.end(),
                       [](const auto& action) { return action.verb == MergeVerb::Broken; });
}

void show(Invocation& invocation, const kubeconfig::MergePlan& plan, bool reveal)
{
    if (invocation.output == "json")
        invocation.terminal.raw(planJson(plan).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    else if (invocation.output == "diff")
        invocation.terminal.raw(planDiff(plan, reveal));
    else if (!plan.target.empty())
        invocation.terminal.raw(planTable(plan));
    else
        invocation.terminal.raw(plan.after);
    if (invocation.output == "json")
        return;
    for (const auto& warning : plan.warnings)
        invocation.terminal.warning(warning);
    for (const auto& action : plan.actions) {
        if (action.verb == MergeVerb::Broken && plan.target.empty())
            invocation.terminal.warning(action.source + ": the context " + action.name
                                        + " is left out: " + action.reason);
    }
}

/// Nothing when somebody else wrote the target between planning and writing.
Result<std::optional<int>> mergeOnce(Invocation& invocation, const MergeFlags& flags,
                                     const std::vector<kubeconfig::MergeSource>& sources,
                                     const kubeconfig::MergeOptions& options)
{
    const auto plan = kubeconfig::planMergeInto(flags.into, sources, options);
    if (!plan)
        return failure(plan.error());
    const int done = hasBroken(*plan) ? Exit::Partly : Exit::Done;
    const bool writes = !flags.into.empty() && !flags.dryRun;
    const bool asks = writes && plan->changed() && !flags.yes && invocation.terminal.asks();
    if (!writes || asks)
        show(invocation, *plan, flags.reveal);
    if (!writes)
        return done;
    if (asks && !invocation.terminal.confirmed("Write this to " + flags.into + "?")) {
        invocation.terminal.note("nothing was written");
        return int(Exit::Cancelled);
    }
    if (const auto written = kubeconfig::writeMerge(*plan); !written) {
        if (written.error().kind == ErrorKind::Conflict && !asks)
            return std::nullopt;
        return failure(written.error());
    }
    if (!asks)
        show(invocation, *plan, flags.reveal);
    invocation.terminal.note(plan->changed() ? "wrote " + flags.into + " (" + counts(*plan)
                                                   + "); take it back with: orreryctl config undo " + flags.into
                                             : flags.into + " has all of it already; nothing was written");
    return done;
}

Result<int> merge(Invocation& invocation, const MergeFlags& flags)
{
    constexpr int attempts = 100;
    const auto options = optionsOf(flags);
    if (!options)
        return failure(options.error());
    const auto sources = readSources(flags);
    if (!sources)
        return failure(sources.error());
    for (int attempt = 0; attempt < attempts && !invocation.stop.stop_requested(); ++attempt) {
        const auto done = mergeOnce(invocation, flags, *sources, *options);
        if (!done)
            return failure(done.error());
        if (*done)
            return **done;
    }
    return failure(ErrorKind::Conflict, "kubeconfig.changed",
                   flags.into + " is being changed by other programs all the time");
}

/// Wrong words on the command line are usage.
bool isUsage(const Error& error)
{
    return error.code.starts_with("usage.") || error.code == "merge.name" || error.code == "merge.rename"
        || error.code == "merge.template";
}

void runMerge(Invocation& invocation, const MergeFlags& flags)
{
    const auto code = merge(invocation, flags);
    if (!code)
        invocation.terminal.error(code.error());
    invocation.exitCode = code ? *code : isUsage(code.error()) ? Exit::Usage : Exit::Failed;
}

} // namespace

void addConfigMerge(CLI::App& config, Invocation& invocation)
{
    const auto flags = std::make_shared<MergeFlags>();
    auto* command = config.add_subcommand("merge", "Bring the contexts of several files into one, without doing harm");
    command->add_option("files", flags->files, "[NAME=]FILE…; - is standard input. NAME names the file's only context")
        ->required()
        ->type_name("[NAME=]FILE");
    command->add_option("--into", flags->into, "the kubeconfig to write; without it the merged file is printed")
        ->type_name("TARGET");
    command->add_option("--rename", flags->renames, "a name of your choice for an entry of a file")
        ->type_name("FILE:OLD=NEW")
        ->allow_extra_args(false);
    command->add_option("--name-template", flags->nameTemplate,
                        "names for what clashes, of {stem}, {name}, {context}, {cluster}, {user}");
    command->add_option("--on-clash", flags->onClash, "what becomes of a name that means something else in the target")
        ->check(CLI::IsMember({"rename", "keep", "replace", "fail"}));
    command->add_option("--paths", flags->paths, "relative paths: rewrite them, or embed what they name")
        ->check(CLI::IsMember({"rebase", "embed"}));
    command->add_option("-o,--output", invocation.output, "the plan as table, json or diff")
        ->check(CLI::IsMember({"table", "json", "diff"}));
    command->add_flag("--dry-run", flags->dryRun, "print the plan, write nothing");
    command->add_flag("--yes,-y", flags->yes, "do not ask");
    command->add_flag("--reveal", flags->reveal, "with -o diff: show secrets");
    command->callback([&invocation, flags] { runMerge(invocation, *flags); });
}

} // namespace orrery::cli
