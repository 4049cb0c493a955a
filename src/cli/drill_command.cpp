#include "cli/invocation.h"
#include "federation/drill.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

namespace orrery::cli {

namespace {

using api::at;
using api::Json;
using api::text;

struct Flags {
    std::vector<std::string> lose{};
    std::string file{};
};

std::string nameOf(const Json& object)
{
    const auto ns = text(object, "/namespace");
    return text(object, "/kind") + " " + (ns.empty() ? "" : ns + "/") + text(object, "/name");
}

std::string sharesOf(const Json& clusters)
{
    std::string out;
    for (const auto& cluster : clusters)
        out += (out.empty() ? "" : ", ") + text(cluster, "/name")
             + (cluster.contains("replicas") ? " " + api::dump(cluster["replicas"]) : "");
    return out.empty() ? "nowhere" : out;
}

std::string recordsOf(const Json& records)
{
    std::string out;
    for (const auto& record : records) {
        out += (out.empty() ? "" : "; ") + text(record, "/type");
        for (const auto& value : at(record, "/data"))
            out += " " + (value.is_string() ? value.get<std::string>() : api::dump(value));
    }
    return out.empty() ? "no record" : out;
}

std::string secondsOf(const Json& entry)
{
    const auto least = api::number(entry, "/second");
    const auto most = api::number(entry, "/latest");
    return "+" + std::to_string(least) + (most > least ? " to " + std::to_string(most) : "") + " s";
}

void print(Terminal& terminal, const Json& made)
{
    std::vector<std::vector<std::string>> times{{"SECOND", "WHAT HAPPENS"}};
    for (const auto& entry : at(made, "/timeline"))
        times.push_back({secondsOf(entry), text(entry, "/what")});
    terminal.raw(table(times));
    std::vector<std::vector<std::string>> moves{{"OBJECT", "BEFORE", "AFTER", "DOES NOT FIT"}};
    for (const auto& move : at(made, "/moves")) {
        std::string unfit = text(move, "/error/message");
        for (const auto& [cluster, count] : at(move, "/overflow").items())
            unfit += (unfit.empty() ? "" : "; ") + api::dump(count) + " too many for " + cluster;
        moves.push_back({nameOf(at(move, "/object")), sharesOf(at(move, "/before")), sharesOf(at(move, "/after")),
                         unfit.empty() ? "-" : unfit});
    }
    terminal.raw("\n");
    if (moves.size() > 1)
        terminal.raw(table(moves));
    terminal.result(std::to_string(at(made, "/unmoved").size()) + " objects are not touched.");
    std::vector<std::vector<std::string>> names{{"NAME", "BEFORE", "AFTER"}};
    for (const auto& change : at(made, "/dns"))
        names.push_back({text(change, "/name"), recordsOf(at(change, "/before")), recordsOf(at(change, "/after"))});
    if (names.size() > 1) {
        terminal.raw("\n");
        terminal.raw(table(names));
    }
    for (const auto& warning : at(made, "/warnings"))
        terminal.warning(warning.get<std::string>());
    terminal.note("Nothing was written, and nothing of it happens by itself: an unreachable cluster keeps what it has "
                  "until it is tainted NoExecute or leaves.");
}

/// The scenario of a file, or of the federation as it is now; an error is printed, and nothing answered.
std::optional<Json> scenarioOf(Invocation& invocation, const Flags& flags)
{
    const auto give = [&](Result<Json> scenario) -> std::optional<Json> {
        if (scenario)
            return std::move(*scenario);
        invocation.terminal.error(scenario.error());
        invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
        return std::nullopt;
    };
    if (flags.file.empty()) {
        auto engine = openEngine(invocation, false);
        return engine ? give(engine->scenario(invocation.stop)) : std::nullopt;
    }
    const auto file = readInput(flags.file);
    if (!file)
        return give(failure(file.error()));
    auto documents = federation::readYaml(file->bytes, file->source);
    if (!documents)
        return give(failure(documents.error()));
    if (documents->size() != 1)
        return give(failure(ErrorKind::Invalid, "drill.documents", file->source + " is not exactly one document"));
    return give(std::move(documents->front().value));
}

void drill(Invocation& invocation, const Flags& flags)
{
    const auto scenario = scenarioOf(invocation, flags);
    if (!scenario)
        return;
    const auto made = federation::drill(*scenario, flags.lose);
    if (!made) {
        invocation.terminal.error(made.error());
        invocation.exitCode = Exit::Failed;
    } else if (invocation.output == "json") {
        invocation.terminal.raw(made->dump(2) + "\n");
    } else if (invocation.output == "yaml") {
        invocation.terminal.raw(federation::toYaml(*made));
    } else {
        print(invocation.terminal, *made);
    }
}

} // namespace

void addDrill(CLI::App& app, Invocation& invocation)
{
    const auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("drill", "Say what the loss of clusters would do; writes nothing");
    command->add_option("--lose", flags->lose, "clusters that stop answering")->delimiter(',')->required();
    command->add_option("-f,--filename", flags->file,
                        "a scenario as simulate reads it, instead of the live federation");
    command->callback([&invocation, flags] { drill(invocation, *flags); });
}

} // namespace orrery::cli
