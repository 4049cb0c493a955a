#include "cli/invocation.h"
#include "engine/explanation.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

namespace orrery::cli {

namespace {

struct Flags {
    std::string object{};
    std::string name{};
    std::vector<std::string> clusters{};
};

void print(Terminal& terminal, const engine::Explanation& made)
{
    const auto* broken = firstBroken(made.chain);
    if (broken)
        terminal.result(made.object + ": the chain ends at " + name(broken->kind)
                        + (broken->cluster.empty() ? "" : " in " + broken->cluster) + ": " + broken->text);
    else
        terminal.result(made.object + ": is where it is to be, as it is to be");
    terminal.raw("\n");
    std::vector<std::vector<std::string>> rows{{"", "HOP", "CLUSTER", "WHY"}};
    for (const auto& hop : made.chain) {
        const auto time = hop.time.empty() ? "" : " (" + hop.time + ")";
        rows.push_back({hop.broken ? "x" : "-", name(hop.kind), hop.cluster, hop.text + time});
        for (const auto& detail : hop.details)
            rows.push_back({"", "", "", "  " + detail});
    }
    terminal.raw(table(rows));
}

void explain(Invocation& invocation, Flags flags)
{
    if (!takeObject(invocation, flags.object, flags.name))
        return;
    auto engine = openEngine(invocation, false);
    if (!engine)
        return;
    const auto made =
        engine->explain(flags.object, invocation.defaultNamespace(), flags.name, flags.clusters, invocation.stop);
    if (!made) {
        invocation.terminal.error(made.error());
        invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
    } else if (invocation.output == "json") {
        invocation.terminal.raw(toJson(*made).dump(2) + "\n");
    } else if (invocation.output == "yaml") {
        invocation.terminal.raw(federation::toYaml(toJson(*made)));
    } else {
        print(invocation.terminal, *made);
    }
}

} // namespace

void addExplain(CLI::App& app, Invocation& invocation)
{
    const auto flags = std::make_shared<Flags>();
    auto* command =
        app.add_subcommand("explain", "Say why an object is (not) where it is, from the policy to the pods");
    command->add_option("OBJECT", flags->object, "KIND/NAME, or KIND NAME")->required();
    command->add_option("NAME", flags->name, "with KIND before it");
    command->add_option("--cluster,--clusters", flags->clusters, "only these members")->delimiter(',');
    command->callback([&invocation, flags] { explain(invocation, *flags); });
}

} // namespace orrery::cli
