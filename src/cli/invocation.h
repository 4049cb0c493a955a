#pragma once

#include "cli/terminal.h"
#include "engine/engine.h"
#include "federation/procedure.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace orrery::cli {

/// What every command has: the global flags, the terminal and the stop token.
struct Invocation {
    Terminal& terminal;
    std::stop_token stop{};
    std::string kubeconfig{};
    std::string context{};
    std::string ns{};
    std::string output = "table"; ///< table, wide, json, yaml, name
    std::string logFormat = "text";
    int exitCode = Exit::Done;

    [[nodiscard]] std::string defaultNamespace() const { return ns.empty() ? "default" : ns; }
};

/// An engine on the invocation's kubeconfig; errors are printed, and null is answered.
[[nodiscard]] std::unique_ptr<engine::Engine> makeEngine(Invocation& invocation, bool act);
/// The same, with the federation open.
[[nodiscard]] std::unique_ptr<engine::Engine> openEngine(Invocation& invocation, bool act,
                                                         const std::string& hostContext = {});

/// A file of the user's, or standard input.
struct Input {
    std::string source{}; ///< for sentences: the path, or "standard input"
    std::string bytes{};
};
/// `-` is standard input. Invalid `file.unreadable`.
[[nodiscard]] Result<Input> readInput(const std::string& path);

/// The texts behind `-f`, in the order given. A folder stands for its .yaml, .yml and .json files by name, and for
/// those of the folders in it only where `recursive`, as kubectl does. Invalid `file.unreadable`, `file.no-manifests`.
[[nodiscard]] Result<std::vector<Input>> readInputs(const std::vector<std::string>& paths, bool recursive);

/// Takes "KIND/NAME" apart, unless the name came by itself. False where one is missing, which is printed.
[[nodiscard]] bool takeObject(Invocation& invocation, std::string& object, std::string& name);

/// "30s", "2m", "1h30m", as Go writes durations; Invalid `usage.duration`.
[[nodiscard]] Result<std::chrono::milliseconds> parseDuration(const std::string& text);

/// Prints what a preflight found: everything with `all`, else only warnings and failures.
void printChecks(Invocation& invocation, const std::vector<federation::Check>& checks, bool all);
/// The plan as it would be run, on `out`.
void printPlan(Invocation& invocation, const federation::Procedure& procedure);
/// Runs with progress on `err`; the exit code for its outcome, failures and leftovers printed.
[[nodiscard]] int runProcedure(Invocation& invocation, const federation::Procedure& procedure,
                               federation::ProcedureOutcome& outcome);

/// An event as one line: time, severity, cluster, controller, object, message.
[[nodiscard]] std::string eventLine(const Invocation& invocation, const federation::Event& event);

// Each adds its subcommands; their callbacks set `exitCode`.
void addMembership(CLI::App& app, Invocation& invocation); ///< init, join, unjoin
void addObjects(CLI::App& app, Invocation& invocation); ///< apply, create, delete
void addGet(CLI::App& app, Invocation& invocation);
void addRun(CLI::App& app, Invocation& invocation); ///< run, events
void addSimulate(CLI::App& app, Invocation& invocation);
void addDiff(CLI::App& app, Invocation& invocation);
void addReschedule(CLI::App& app, Invocation& invocation);
void addExplain(CLI::App& app, Invocation& invocation);
void addDrill(CLI::App& app, Invocation& invocation);
void addConvert(CLI::App& app, Invocation& invocation);
void addConfig(CLI::App& app, Invocation& invocation); ///< config view and those below
void addConfigMerge(CLI::App& config, Invocation& invocation);
void addConfigEdits(CLI::App& config, Invocation& invocation); ///< rename-context, remove, use, undo
void addDemo(CLI::App& app, Invocation& invocation);
void addCompletion(CLI::App& app, Invocation& invocation); ///< completion, version

} // namespace orrery::cli
