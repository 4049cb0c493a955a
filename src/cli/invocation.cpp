#include "cli/invocation.h"

#include "engine/plugin_trust.h"

#include "api/json.h"
#include "federation/event.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

namespace orrery::cli {

using federation::StepState;
using federation::Verdict;
using Tone = Terminal::Tone;

namespace {

/// Shows what a kubeconfig wants to have run, and asks whether it may.
Result<engine::PluginAnswer> askAbout(Terminal& terminal, const engine::PluginQuestion& question)
{
    terminal.note("The user " + question.user + " of " + question.file + " has a program run for credentials:");
    terminal.note("  " + question.commandLine());
    terminal.note("  "
                  + (question.program.empty() ? "not found" : question.program + ", found by " + question.foundBy));
    for (const auto& variable : question.variables)
        terminal.note("  with " + variable + " in its environment");
    if (question.changed)
        terminal.warning("another form of it was allowed before; this one is not the same");
    const auto said = terminal.answer("Run it? [a]lways, [o]nce, ne[v]er, anything else: not now: ");
    if (said == "a" || said == "always")
        return engine::PluginAnswer::Always;
    if (said == "o" || said == "once")
        return engine::PluginAnswer::ThisTime;
    if (said == "v" || said == "never")
        return engine::PluginAnswer::Never;
    return failure(ErrorKind::Cancelled, "exec.untrusted", "not now");
}

} // namespace

std::unique_ptr<engine::Engine> makeEngine(Invocation& invocation, bool act)
{
    engine::Engine::Options options;
    options.act = act;
    options.pluginTrust = std::make_shared<engine::PluginTrust>();
    options.pluginsOnTerminal = invocation.terminal.asks();
    if (invocation.terminal.asks())
        options.pluginTrust->askWith([&terminal = invocation.terminal](const engine::PluginQuestion& question) {
            return askAbout(terminal, question);
        });
    auto made = std::make_unique<engine::Engine>(std::move(options));
    if (const auto used = made->useKubeconfig(invocation.kubeconfig); !used) {
        invocation.terminal.error(used.error());
        invocation.exitCode = Exit::Failed;
        return nullptr;
    }
    return made;
}

std::unique_ptr<engine::Engine> openEngine(Invocation& invocation, bool act, const std::string& hostContext)
{
    auto made = makeEngine(invocation, act);
    if (!made)
        return nullptr;
    const auto opened = made->open(hostContext.empty() ? invocation.context : hostContext, invocation.stop);
    if (!opened) {
        invocation.terminal.error(opened.error());
        invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
        return nullptr;
    }
    return made;
}

bool takeObject(Invocation& invocation, std::string& object, std::string& name)
{
    if (const auto slash = object.find('/'); slash != std::string::npos) {
        name = object.substr(slash + 1);
        object.resize(slash);
    }
    if (!object.empty() && !name.empty())
        return true;
    invocation.terminal.error("name one object as KIND/NAME, for example deployment/web");
    invocation.exitCode = Exit::Usage;
    return false;
}

Result<Input> readInput(const std::string& path)
{
    if (path == "-")
        return Input{"standard input", std::string(std::istreambuf_iterator<char>(std::cin), {})};
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault))
        return failure(ErrorKind::Invalid, "file.unreadable", "cannot read " + path + ": it is a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure(ErrorKind::Invalid, "file.unreadable",
                       "cannot read " + path + ": " + std::error_code(errno, std::generic_category()).message());
    return Input{path, std::string(std::istreambuf_iterator<char>(file), {})};
}

namespace {

template <class Iterator>
Result<std::vector<std::string>> manifestsIn(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code fault;
    for (Iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
        const auto extension = entry->path().extension().string();
        std::error_code ignored; // what cannot be looked at cannot be read either, which is told then
        if ((extension == ".yaml" || extension == ".yml" || extension == ".json") && !entry->is_directory(ignored))
            files.push_back(entry->path().string());
    }
    if (fault)
        return failure(ErrorKind::Invalid, "file.unreadable", "cannot read " + folder + ": " + fault.message());
    if (files.empty())
        return failure(ErrorKind::Invalid, "file.no-manifests", folder + " holds no .yaml, .yml or .json file");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

Result<std::vector<Input>> readInputs(const std::vector<std::string>& paths, bool recursive)
{
    namespace fs = std::filesystem;
    std::vector<Input> inputs;
    for (const auto& path : paths) {
        std::error_code fault;
        Result<std::vector<std::string>> files = std::vector{path};
        if (path != "-" && fs::is_directory(path, fault))
            files = recursive ? manifestsIn<fs::recursive_directory_iterator>(path)
                              : manifestsIn<fs::directory_iterator>(path);
        if (!files)
            return failure(files.error());
        for (const auto& file : *files) {
            auto input = readInput(file);
            if (!input)
                return failure(input.error());
            inputs.push_back(std::move(*input));
        }
    }
    return inputs;
}

Result<std::chrono::milliseconds> parseDuration(const std::string& text)
{
    double total = 0;
    const char* at = text.c_str();
    if (text.empty())
        return failure(ErrorKind::Invalid, "usage.duration", "a duration is empty; write it like 30s, 2m or 1h30m");
    while (*at) {
        char* end = nullptr;
        const double value = std::strtod(at, &end);
        const std::string_view rest(end);
        double unit = 0;
        std::size_t length = 1;
        if (rest.starts_with("ms"))
            unit = 1, length = 2;
        else if (rest.starts_with("s"))
            unit = 1'000;
        else if (rest.starts_with("m"))
            unit = 60'000;
        else if (rest.starts_with("h"))
            unit = 3'600'000;
        if (end == at || unit == 0 || value < 0 || value > 1e6)
            return failure(ErrorKind::Invalid, "usage.duration",
                           "\"" + text + "\" is no duration; write it like 30s, 2m or 1h30m");
        total += value * unit;
        at = end + length;
    }
    return std::chrono::milliseconds(static_cast<long long>(total));
}

void printChecks(Invocation& invocation, const std::vector<federation::Check>& checks, bool all)
{
    auto& terminal = invocation.terminal;
    for (const auto& check : checks) {
        const bool bad = check.verdict == Verdict::Fail || check.verdict == Verdict::Warn;
        if (!all && !bad)
            continue;
        const auto tone = check.verdict == Verdict::Fail ? Tone::Bad
                        : check.verdict == Verdict::Warn ? Tone::Warn
                        : check.verdict == Verdict::Pass ? Tone::Good
                                                         : Tone::Dim;
        auto word = std::string(name(check.verdict));
        word.resize(8, ' ');
        terminal.note("  " + terminal.tinted(word, tone) + check.target + ": " + check.title + ": " + check.text);
        if (bad && !check.detail.empty())
            terminal.note("          " + check.detail);
        if (bad && !check.fix.empty())
            terminal.note("          " + check.fix);
    }
}

void printPlan(Invocation& invocation, const federation::Procedure& procedure)
{
    invocation.terminal.result(procedure.title + ", " + std::to_string(procedure.steps.size())
                               + " steps (dry run: nothing is written):");
    std::size_t number = 0;
    for (const auto& step : procedure.steps)
        invocation.terminal.result("  " + std::to_string(++number) + ". " + step.target + ": " + step.title);
}

int runProcedure(Invocation& invocation, const federation::Procedure& procedure, federation::ProcedureOutcome& outcome)
{
    auto& terminal = invocation.terminal;
    outcome = federation::run(
        procedure,
        [&](const federation::StepProgress& progress) {
            const auto& step = procedure.steps[progress.step];
            if (progress.state == StepState::Running)
                return;
            const auto tone = progress.state == StepState::Done   ? Tone::Good
                            : progress.state == StepState::NotRun ? Tone::Dim
                                                                  : Tone::Bad;
            auto word = std::string(name(progress.state));
            word.resize(12, ' ');
            auto line = "  " + terminal.tinted(word, tone) + step.target + ": " + step.title;
            if (!progress.text.empty())
                line += ": " + progress.text;
            if (progress.took.count() > 0)
                line += terminal.tinted(" (" + std::to_string(progress.took.count()) + " ms)", Tone::Dim);
            terminal.note(line);
        },
        invocation.stop);
    for (const auto& [target, error] : outcome.failed)
        terminal.error(error.during(target));
    for (const auto& leftover : outcome.leftovers)
        terminal.warning("left behind in " + leftover);
    if (outcome.cancelled)
        return Exit::Cancelled;
    if (outcome.failed.empty())
        return Exit::Done;
    return outcome.done.empty() ? Exit::Failed : Exit::Partly;
}

std::string eventLine(const Invocation& invocation, const federation::Event& event)
{
    if (invocation.logFormat == "json" || invocation.output == "json") {
        api::Json line{{"time", rfc3339Micro(event.time)}, {"severity", name(event.severity)},
                       {"cluster", event.cluster},         {"controller", event.controller},
                       {"object", event.object},           {"reason", event.reason},
                       {"message", event.message}};
        if (event.took)
            line["tookMilliseconds"] = event.took->count();
        return api::dump(line);
    }
    const auto tone = event.severity == federation::Severity::Error   ? Tone::Bad
                    : event.severity == federation::Severity::Warning ? Tone::Warn
                                                                      : Tone::Dim;
    auto cluster = event.cluster;
    cluster.resize(std::max<std::size_t>(10, cluster.size()), ' ');
    auto controller = event.controller;
    controller.resize(std::max<std::size_t>(9, controller.size()), ' ');
    auto line = rfc3339Micro(event.time).substr(11, 12) + " "
              + invocation.terminal.tinted(name(event.severity).substr(0, 1), tone) + " " + cluster + " " + controller
              + " " + event.object + ": " + event.reason;
    if (!event.message.empty())
        line += ": " + event.message;
    if (event.took)
        line += ", " + std::to_string(event.took->count()) + " ms";
    return line;
}

} // namespace orrery::cli
