#include "cli/invocation.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace orrery::cli {

namespace {

struct InitFlags {
    engine::InitRequest request{};
    bool dryRun = false;
};

struct JoinFlags {
    std::vector<std::string> clusters{};
    std::string hostContext{};
    std::string clusterContext{};
    std::string provider{};
    std::string region{};
    std::vector<std::string> zones{};
    bool dryRun = false;
};

struct UnjoinFlags {
    engine::UnjoinRequest request{};
    bool keep = false;
    bool yes = false;
    bool dryRun = false;
};

/// Prints what stands in the way, or with `dryRun` the plan; true when the procedure may be run.
bool mayRun(Invocation& invocation, const Result<federation::Procedure>& procedure, bool dryRun)
{
    if (!procedure) {
        invocation.terminal.error(procedure.error());
        invocation.exitCode = Exit::Failed;
        return false;
    }
    printChecks(invocation, procedure->checks, dryRun);
    if (procedure->blocked()) {
        invocation.terminal.error(procedure->title + ": the checks above failed; nothing was changed");
        invocation.exitCode = Exit::Failed;
        return false;
    }
    if (dryRun)
        printPlan(invocation, *procedure);
    return !dryRun;
}

void init(Invocation& invocation, const InitFlags& flags)
{
    auto engine = makeEngine(invocation, false);
    if (!engine)
        return;
    const auto procedure = engine->planInit(flags.request, invocation.stop);
    if (!mayRun(invocation, procedure, flags.dryRun))
        return;
    federation::ProcedureOutcome outcome;
    invocation.exitCode = runProcedure(invocation, *procedure, outcome);
    if (invocation.exitCode == Exit::Done) {
        invocation.terminal.result("federation \"" + flags.request.name + "\" ready");
        invocation.terminal.note("Next: orreryctl join CLUSTER... --context=" + flags.request.name);
    }
}

void join(Invocation& invocation, const JoinFlags& flags)
{
    if (flags.clusters.size() > 1 && (!flags.clusterContext.empty() || !flags.region.empty() || !flags.zones.empty())) {
        invocation.terminal.error(
            "--cluster-context, --region and --zones describe one cluster; join the clusters one at a time");
        invocation.exitCode = Exit::Usage;
        return;
    }
    auto engine = openEngine(invocation, false, flags.hostContext);
    if (!engine)
        return;
    engine::JoinRequest request;
    for (const auto& name : flags.clusters)
        request.members.push_back({name, flags.clusterContext, flags.provider, flags.region, flags.zones});
    const auto procedure = engine->planJoin(request, invocation.stop);
    if (!mayRun(invocation, procedure, flags.dryRun))
        return;
    federation::ProcedureOutcome outcome;
    invocation.exitCode = runProcedure(invocation, *procedure, outcome);
    for (const auto& name : outcome.done)
        invocation.terminal.result("cluster \"" + name + "\" created");
}

bool confirmed(Invocation& invocation, const std::string& question)
{
    if (!invocation.terminal.interactive())
        return true;
    invocation.terminal.note(question + " [y/N]");
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

void unjoin(Invocation& invocation, const UnjoinFlags& flags)
{
    if (flags.keep == flags.request.removeObjects) {
        invocation.terminal.error(
            "say what becomes of the propagated objects: --keep leaves them running, --remove deletes them");
        invocation.exitCode = Exit::Usage;
        return;
    }
    auto engine = openEngine(invocation, false);
    if (!engine)
        return;
    const auto procedure = engine->planUnjoin(flags.request, invocation.stop);
    if (!mayRun(invocation, procedure, flags.dryRun))
        return;
    if (!flags.yes
        && !confirmed(invocation,
                      procedure->title + (flags.keep ? ", keeping" : ", REMOVING") + " what was propagated there?")) {
        invocation.terminal.note("nothing was changed");
        invocation.exitCode = Exit::Cancelled;
        return;
    }
    federation::ProcedureOutcome outcome;
    invocation.exitCode = runProcedure(invocation, *procedure, outcome);
    for (const auto& name : outcome.done)
        invocation.terminal.result("cluster \"" + name + "\" deleted");
}

} // namespace

void addMembership(CLI::App& app, Invocation& invocation)
{
    const auto initFlags = std::make_shared<InitFlags>();
    auto* command = app.add_subcommand("init", "Make a cluster the host of a new federation");
    command->add_option("NAME", initFlags->request.name, "name of the federation")->required();
    command->add_option("--host-cluster-context", initFlags->request.hostContext,
                        "kubeconfig context of the host (default: the current context)");
    command
        ->add_option("--federation-system-namespace", initFlags->request.systemNamespace,
                     "namespace of credentials and the Lease")
        ->capture_default_str();
    command->add_option("--dns-provider", initFlags->request.dnsProvider, "recorded in the federation");
    command->add_option("--dns-zone-name", initFlags->request.dnsZone, "recorded in the federation");
    command->add_flag("--dry-run", initFlags->dryRun, "check and show the steps, write nothing");
    command->callback([&invocation, initFlags] { init(invocation, *initFlags); });

    const auto joinFlags = std::make_shared<JoinFlags>();
    command = app.add_subcommand("join", "Make clusters members of a federation");
    command->add_option("CLUSTER", joinFlags->clusters, "names in the federation; each one's context is named the same")
        ->required();
    command->add_option("--host-cluster-context", joinFlags->hostContext, "context of the host (default: --context)");
    command->add_option("--cluster-context", joinFlags->clusterContext,
                        "context of the cluster, where it differs from its name");
    command->add_option("--provider", joinFlags->provider, "aws, gcp, azure … (default: detected)");
    command->add_option("--region", joinFlags->region, "default: from the nodes' labels");
    command->add_option("--zones", joinFlags->zones, "default: from the nodes' labels")->delimiter(',');
    command->add_flag("--dry-run", joinFlags->dryRun, "check and show the steps, write nothing");
    command->callback([&invocation, joinFlags] { join(invocation, *joinFlags); });

    const auto unjoinFlags = std::make_shared<UnjoinFlags>();
    command = app.add_subcommand("unjoin", "Take clusters out of a federation");
    command->add_option("CLUSTER", unjoinFlags->request.clusters, "names in the federation")->required();
    command->add_flag("--keep", unjoinFlags->keep, "leave what was propagated there running, no longer managed");
    command->add_flag("--remove", unjoinFlags->request.removeObjects, "delete what was propagated there");
    command->add_flag("--force", unjoinFlags->request.force,
                      "forget a cluster that does not answer, and say what stays behind");
    command->add_flag("-y,--yes", unjoinFlags->yes, "do not ask");
    command->add_flag("--dry-run", unjoinFlags->dryRun, "check and show the steps, write nothing");
    command->callback([&invocation, unjoinFlags] { unjoin(invocation, *unjoinFlags); });
}

} // namespace orrery::cli
