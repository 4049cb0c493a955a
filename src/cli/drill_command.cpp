#include "cli/invocation.h"
#include "cli/scenario_file.h"
#include "federation/drill.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

#include <algorithm>

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

/// "aws 2 (lost), azure 5 (+2)": with what it had `before`, if anything is to be compared.
std::string sharesOf(const Json& clusters, const Json& lost, const Json* before = nullptr)
{
    std::string out;
    for (const auto& cluster : clusters) {
        const auto name = text(cluster, "/name");
        out += (out.empty() ? "" : ", ") + name;
        if (cluster.contains("replicas"))
            out += " " + api::dump(cluster["replicas"]);
        if (std::find(lost.begin(), lost.end(), name) != lost.end()) {
            out += " (lost)";
            continue;
        }
        std::int64_t had = 0;
        for (const auto& one : before ? *before : Json::array())
            had += text(one, "/name") == name ? api::number(one, "/replicas") : 0;
        if (const auto more = api::number(cluster, "/replicas") - had; before && more != 0)
            out += std::string(more > 0 ? " (+" : " (") + std::to_string(more) + ")";
    }
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

std::string secondsOf(std::int64_t least, std::int64_t most)
{
    return "+" + std::to_string(least) + (most > least ? " to " + std::to_string(most) : "") + " s";
}

/// When something happens that does so `/second` after the moment of belief.
std::string whenOf(const Json& change, const Json& made)
{
    const auto second = api::number(change, "/second");
    return secondsOf(api::number(made, "/timeline/1/second") + second,
                     api::number(made, "/timeline/1/latest") + second);
}

std::string unfitOf(const Json& move)
{
    std::string unfit = text(move, "/error/message");
    for (const auto& [cluster, count] : at(move, "/overflow").items())
        unfit += (unfit.empty() ? "" : "; ") + api::dump(count) + " too many for " + cluster;
    return unfit.empty() ? "-" : unfit;
}

std::string counted(std::size_t count, const char* one, const char* more)
{
    return std::to_string(count) + " " + (count == 1 ? one : more);
}

void print(Terminal& terminal, const Json& made)
{
    const auto& lost = at(made, "/lost");
    std::vector<std::vector<std::string>> times{{"WHEN", "WHAT HAPPENS"}};
    for (const auto& entry : at(made, "/timeline"))
        times.push_back(
            {secondsOf(api::number(entry, "/second"), api::number(entry, "/latest")), text(entry, "/what")});
    terminal.raw(table(times) + "\n");
    std::vector<std::vector<std::string>> moves{{"OBJECT", "WHEN", "BEFORE", "AFTER", "DOES NOT FIT"}};
    std::size_t unfit = 0;
    for (const auto& move : at(made, "/moves")) {
        const auto& before = at(move, "/before");
        unfit += move.contains("error") || move.contains("overflow") ? 1 : 0;
        moves.push_back({nameOf(at(move, "/object")), whenOf(move, made), sharesOf(before, lost),
                         sharesOf(at(move, "/after"), lost, &before), unfitOf(move)});
    }
    if (moves.size() > 1)
        terminal.raw(table(moves) + "\n");
    std::vector<std::vector<std::string>> names{{"DNS NAME", "WHEN", "BEFORE", "AFTER"}};
    for (const auto& change : at(made, "/dns"))
        names.push_back({text(change, "/name"), whenOf(change, made), recordsOf(at(change, "/before")),
                         recordsOf(at(change, "/after"))});
    if (names.size() > 1)
        terminal.raw(table(names) + "\n");
    terminal.result(counted(moves.size() - 1, "object moves, ", "objects move, ")
                    + (unfit == 0 ? "everything fits, " : counted(unfit, "does not fit, ", "do not fit, "))
                    + counted(at(made, "/unmoved").size(), "object is not touched.", "objects are not touched."));
    for (const auto& warning : at(made, "/warnings"))
        terminal.warning(warning.get<std::string>());
    terminal.note("Nothing was written, and nothing of it happens by itself: an unreachable cluster keeps what it has "
                  "until it is tainted NoExecute or leaves.");
}

Result<Json> answer(const Flags& flags)
{
    const auto file = readScenario(flags.file);
    if (!file)
        return failure(file.error());
    auto made = federation::drill(file->scenario, flags.lose);
    if (!made)
        return failure(made.error().during(file->source));
    return made;
}

void drill(Invocation& invocation, const Flags& flags)
{
    std::unique_ptr<engine::Engine> engine;
    if (flags.file.empty()) {
        engine = openEngine(invocation, false);
        if (!engine)
            return;
    }
    const auto made = engine ? engine->drill(flags.lose, invocation.stop) : answer(flags);
    if (!made) {
        invocation.terminal.error(made.error());
        invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
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
