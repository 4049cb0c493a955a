#include "cli/invocation.h"
#include "engine/preview.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace orrery::cli {

namespace {

using engine::ClusterPreview;
using engine::Preview;
using Effect = ClusterPreview::Effect;

/// 0 and 1 are answers here, as kubectl's diff has them; what else ends otherwise keeps its code.
constexpr int failed = 5;

std::string valueOf(const std::optional<api::Json>& value)
{
    return value ? api::dump(*value) : "nothing";
}

std::string replicasOf(const ClusterPreview& cluster)
{
    const auto text = [](const std::optional<std::int64_t>& count) { return count ? std::to_string(*count) : "-"; };
    if (!cluster.replicasBefore && !cluster.replicasAfter)
        return "";
    if (cluster.replicasBefore == cluster.replicasAfter)
        return text(cluster.replicasAfter);
    return text(cluster.replicasBefore) + " -> " + text(cluster.replicasAfter);
}

void print(Terminal& terminal, const Preview& preview)
{
    terminal.result(preview.object + ": " + preview.placement
                    + (preview.division.empty() ? "" : "; " + preview.division));
    if (preview.error)
        terminal.result("  cannot be placed as wanted: " + preview.error->message);
    std::vector<std::vector<std::string>> rows{{"  CLUSTER", "EFFECT", "REPLICAS", "WHY"}};
    for (const auto& cluster : preview.clusters) {
        rows.push_back({"  " + cluster.cluster, name(cluster.effect), replicasOf(cluster), cluster.reason});
    }
    terminal.raw(table(rows));
    for (const auto& cluster : preview.clusters) {
        for (const auto& difference : cluster.differences)
            terminal.result("  " + cluster.cluster + ": " + difference.path + ": " + valueOf(difference.before) + " -> "
                            + valueOf(difference.after));
        for (const auto& applied : cluster.overrides)
            terminal.result("  " + cluster.cluster + ": " + applied.path + " by " + applied.policy.text() + ", rule "
                            + std::to_string(applied.rule));
    }
    for (const auto& warning : preview.warnings)
        terminal.warning(preview.object + ": " + warning);
}

int codeOf(const std::vector<Preview>& previews)
{
    bool changes = false;
    bool unasked = false;
    for (const auto& preview : previews) {
        for (const auto& cluster : preview.clusters) {
            changes |= isChange(cluster.effect);
            unasked |= cluster.effect == Effect::NotAsked;
        }
        changes |= preview.error.has_value();
    }
    return unasked ? Exit::Partly : changes ? 1 : 0;
}

struct Manifests {
    std::string text{};
    std::string source{};
};

/// All of them as one; each is read for itself first, so that what is wrong is told with its own line.
Result<Manifests> manifestsOf(const std::vector<std::string>& files, bool recursive)
{
    const auto inputs = readInputs(files, recursive);
    if (!inputs)
        return failure(inputs.error());
    Manifests all;
    for (const auto& input : *inputs) {
        if (const auto read = federation::readYaml(input.bytes, input.source); !read)
            return failure(read.error());
        all.text += (all.text.empty() ? "" : "\n---\n") + input.bytes;
        all.source += (all.source.empty() ? "" : " and ") + input.source;
    }
    return all;
}

void diff(Invocation& invocation, const std::vector<std::string>& files, bool recursive)
{
    const auto fail = [&](const Error& error) {
        invocation.terminal.error(error);
        invocation.exitCode = invocation.stop.stop_requested() ? int(Exit::Cancelled) : failed;
    };
    const auto manifests = manifestsOf(files, recursive);
    if (!manifests)
        return fail(manifests.error());
    auto engine = openEngine(invocation, false);
    if (!engine) {
        if (invocation.exitCode == Exit::Failed)
            invocation.exitCode = failed;
        return;
    }
    auto previews = engine->preview(manifests->text, manifests->source, invocation.defaultNamespace(), invocation.stop);
    if (!previews)
        return fail(previews.error());
    std::stable_sort(previews->begin(), previews->end(),
                     [](const Preview& a, const Preview& b) { return a.object < b.object; });
    api::Json list = api::Json::array();
    for (const auto& preview : *previews)
        list.push_back(toJson(preview));
    if (invocation.output == "json")
        invocation.terminal.raw(list.dump(2) + "\n");
    else if (invocation.output == "yaml")
        invocation.terminal.raw(federation::toYaml(list));
    else
        for (const auto& preview : *previews)
            print(invocation.terminal, preview);
    if (previews->empty())
        invocation.terminal.note("nothing in the federation would be otherwise");
    invocation.exitCode = codeOf(*previews);
}

} // namespace

void addDiff(CLI::App& app, Invocation& invocation)
{
    const auto files = std::make_shared<std::vector<std::string>>();
    const auto recursive = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("diff", "Show what applying manifests would change in every cluster");
    command->add_option("-f,--filename", *files, "manifest file, folder, or - for standard input; policies too")
        ->required();
    command->add_flag("-R,--recursive", *recursive, "the folders in a folder too");
    command->callback([&invocation, files, recursive] { diff(invocation, *files, *recursive); });
}

} // namespace orrery::cli
