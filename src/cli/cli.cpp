#include "cli/cli.h"

#include "cli/invocation.h"

#include <CLI/CLI.hpp>

#include <sstream>

namespace orrery::cli {

namespace {

void addGlobalFlags(CLI::App& app, Invocation& invocation)
{
    app.add_option("--kubeconfig", invocation.kubeconfig, "file, or a list as in KUBECONFIG");
    app.add_option("--context", invocation.context,
                   "federation, or context of its host (default: the current context)");
    app.add_option("-n,--namespace", invocation.ns, "namespace of objects that name none (default: default)");
    app.add_option("-o,--output", invocation.output, "table, wide, json, yaml, name")
        ->check(CLI::IsMember({"table", "wide", "json", "yaml", "name"}));
    app.add_option("--log-format", invocation.logFormat, "of progress and events: text, json")
        ->check(CLI::IsMember({"text", "json"}));
}

} // namespace

int run(const std::vector<std::string>& arguments, Terminal& terminal, std::stop_token stop)
{
    Invocation invocation{terminal, std::move(stop)};
    CLI::App app("Federates Kubernetes clusters of different clouds and shows what the federation does", "orreryctl");
    app.require_subcommand(1);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast); // as kubectl: the last one counts
    app.fallthrough(); // the global flags may stand behind the command, as kubectl users write them
    app.set_help_all_flag("--help-all", "the help of every command");
    addGlobalFlags(app, invocation);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    addMembership(app, invocation);
    addObjects(app, invocation);
    addGet(app, invocation);
    addRun(app, invocation);
    addSimulate(app, invocation);
    addDiff(app, invocation);
    addExplain(app, invocation);
    addReschedule(app, invocation);
    addDrill(app, invocation);
    addConvert(app, invocation);
    addConfig(app, invocation);
    addDemo(app, invocation);
    addCompletion(app, invocation);
    try {
        auto reversed = std::vector<std::string>(arguments.rbegin(), arguments.rend());
        app.parse(reversed);
    } catch (const CLI::ParseError& fault) {
        std::ostringstream out;
        std::ostringstream err;
        if (app.exit(fault, out, err) == 0) {
            terminal.raw(out.str());
            return Exit::Done;
        }
        if (arguments.empty()) {
            terminal.note(app.help());
            return Exit::Usage;
        }
        terminal.error(fault.what());
        terminal.note("  See: orreryctl --help, or orreryctl COMMAND --help");
        return Exit::Usage;
    }
    return invocation.exitCode;
}

} // namespace orrery::cli
