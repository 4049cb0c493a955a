#include "cli/invocation.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace orrery::cli {

namespace {

using engine::Engine;

struct Flags {
    std::vector<std::string> files{};
    std::string dryRun = "none";
    std::string timeout = "2m";
    bool wait = true;
    bool recursive = false;
};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

/// "Deployment default/microbot" as kubectl says it: deployment/microbot.
std::string shortName(const std::string& object)
{
    const auto space = object.find(' ');
    const auto slash = object.rfind('/');
    return lower(object.substr(0, space)) + "/" + object.substr(slash == std::string::npos ? space + 1 : slash + 1);
}

void printApplied(Invocation& invocation, const engine::Applied& applied, const std::string& suffix)
{
    for (const auto& warning : applied.warnings)
        invocation.terminal.warning(shortName(applied.object) + ": " + warning);
    if (applied.error)
        invocation.terminal.error(applied.error->during(shortName(applied.object)));
    else if (invocation.output == "name")
        invocation.terminal.result(shortName(applied.object));
    else
        invocation.terminal.result(shortName(applied.object) + " " + applied.verb + suffix);
}

/// "aws 5/5, azure 5/5" for what has replicas; what each cluster is in otherwise.
std::string placements(const engine::WorkloadView& workload)
{
    std::string out;
    for (const auto& placement : workload.placements) {
        if (placement.state == engine::PlacementState::NotPlaced)
            continue;
        out += (out.empty() ? "" : ", ") + placement.cluster + " ";
        out += placement.desired
                 ? std::to_string(placement.ready.value_or(0)) + "/" + std::to_string(*placement.desired)
                 : std::string(name(placement.state));
    }
    return out;
}

int waitFor(Invocation& invocation, Engine& engine, const std::vector<std::string>& ids,
            std::chrono::milliseconds timeout, bool deleting)
{
    auto& terminal = invocation.terminal;
    const auto end = std::chrono::steady_clock::now() + timeout;
    std::vector<Engine::Unsettled> left;
    while (true) {
        left = engine.settle(ids, std::chrono::milliseconds(500), invocation.stop);
        const bool over = std::all_of(left.begin(), left.end(), [](const auto& one) { return one.final; });
        if (over || invocation.stop.stop_requested() || std::chrono::steady_clock::now() > end)
            break;
        const auto& first = left.front();
        terminal.progress("waiting for " + first.id + (first.cluster.empty() ? "" : " in " + first.cluster) + ": "
                          + (first.message.empty() ? first.reason : first.message));
    }
    terminal.endProgress();
    if (!deleting) {
        const auto snapshot = engine.snapshot();
        for (const auto& workload : snapshot->workloads) {
            const bool ours = std::find(ids.begin(), ids.end(), workload.id) != ids.end();
            if (ours && invocation.output == "table")
                terminal.note("  " + lower(workload.kind) + "/" + workload.name + ": " + placements(workload));
        }
    }
    if (left.empty())
        return Exit::Done;
    bool anyFinal = false;
    for (const auto& one : left) {
        anyFinal |= one.final;
        terminal.error(one.id + (one.cluster.empty() ? "" : " in " + one.cluster) + ": " + one.reason
                       + (one.message.empty() || one.message == one.reason ? "" : ": " + one.message));
    }
    if (invocation.stop.stop_requested())
        return Exit::Cancelled;
    return anyFinal ? Exit::Partly : Exit::TimedOut;
}

void submit(Invocation& invocation, Engine::Verb verb, const Flags& flags)
{
    const auto timeout = parseDuration(flags.timeout);
    if (!timeout) {
        invocation.terminal.error(timeout.error());
        invocation.exitCode = Exit::Usage;
        return;
    }
    const auto texts = readInputs(flags.files, flags.recursive);
    if (!texts) {
        invocation.terminal.error(texts.error());
        invocation.exitCode = Exit::Failed;
        return;
    }
    const auto dryRun = flags.dryRun == "client" ? Engine::DryRun::Client
                      : flags.dryRun == "server" ? Engine::DryRun::Server
                                                 : Engine::DryRun::None;
    std::unique_ptr<Engine> engine;
    if (dryRun == Engine::DryRun::Client) {
        engine = std::make_unique<Engine>(Engine::Options{});
    } else {
        // Only a command that waits may take the controllers' Lease: it would leave its work half done otherwise.
        engine = openEngine(invocation, dryRun == Engine::DryRun::None && flags.wait);
        if (!engine)
            return;
    }
    std::vector<std::string> ids;
    int failures = 0;
    int successes = 0;
    const std::string suffix = dryRun == Engine::DryRun::None ? "" : " (" + flags.dryRun + " dry run)";
    for (const auto& text : *texts) {
        const auto applied =
            engine->submit(verb, text.bytes, text.source, invocation.defaultNamespace(), dryRun, invocation.stop);
        if (!applied) {
            invocation.terminal.error(applied.error());
            ++failures;
            break;
        }
        for (const auto& one : *applied) {
            printApplied(invocation, one, suffix);
            ++(one.error ? failures : successes);
            if (!one.error && !one.id.empty())
                ids.push_back(one.id);
        }
    }
    invocation.exitCode = failures == 0 ? Exit::Done : successes == 0 ? Exit::Failed : Exit::Partly;
    if (dryRun != Engine::DryRun::None || !flags.wait || ids.empty())
        return;
    const int waited = waitFor(invocation, *engine, ids, *timeout, verb == Engine::Verb::Delete);
    if (waited != Exit::Done && failures == 0)
        invocation.exitCode = waited;
}

void add(CLI::App& app, Invocation& invocation, const char* name, const char* help, Engine::Verb verb)
{
    const auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand(name, help);
    command->add_option("-f,--filename", flags->files, "manifest file, folder, or - for standard input")->required();
    command->add_flag("-R,--recursive", flags->recursive, "the folders in a folder too");
    command
        ->add_option("--dry-run", flags->dryRun,
                     "client: read and convert only; server (the default of a bare --dry-run): ask every cluster")
        ->expected(0, 1)
        ->default_str("server")
        ->check(CLI::IsMember({"none", "client", "server"}));
    command->add_flag("--wait,!--no-wait", flags->wait, "wait until every cluster is in sync, or say why not");
    command->add_option("--timeout", flags->timeout, "how long to wait")->capture_default_str();
    command->callback([&invocation, flags, verb] { submit(invocation, verb, *flags); });
}

} // namespace

void addObjects(CLI::App& app, Invocation& invocation)
{
    add(app, invocation, "apply", "Federate the objects of manifests, or change them", Engine::Verb::Apply);
    add(app, invocation, "create", "Federate the objects of manifests; fails where one exists", Engine::Verb::Create);
    add(app, invocation, "delete", "Remove the objects of manifests from the federation", Engine::Verb::Delete);
}

} // namespace orrery::cli
