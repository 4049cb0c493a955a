#include "cli/invocation.h"
#include "cli/scenario_file.h"
#include "federation/simulate.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

namespace orrery::cli {

namespace {

using api::at;
using api::Json;
using api::text;

std::string answerOf(const Json& item)
{
    if (const auto& error = at(item, "/error"); !error.is_null())
        return "error: " + text(error, "/message");
    std::string out;
    const auto& clusters = at(item, "/clusters");
    for (const auto& [key, value] : clusters.items())
        out +=
            (out.empty() ? "" : ", ") + (clusters.is_array() ? value.get<std::string>() : key + " " + api::dump(value));
    for (const auto& [key, value] : at(item, "/overflow").items())
        out += "; beyond capacity: " + key + " " + api::dump(value);
    return out;
}

std::string placementOf(const Json& placement)
{
    const auto error = text(placement, "/error/message");
    std::string out;
    for (const auto& cluster : at(placement, "/clusters")) {
        out += (out.empty() ? "" : ", ") + text(cluster, "/name");
        if (cluster.contains("replicas"))
            out += " " + api::dump(cluster["replicas"]);
    }
    if (!error.empty())
        out = "error: " + error + (out.empty() ? "" : "; stays in " + out);
    for (const auto& cluster : at(placement, "/excluded")) {
        if (const auto why = text(cluster, "/reason"); why != error)
            out += "; not " + text(cluster, "/name") + ": " + why;
    }
    return out;
}

std::vector<std::vector<std::string>> rowsOf(const Json& made)
{
    std::vector<std::vector<std::string>> rows{{"KIND", "NAME", "ANSWER"}};
    for (const auto& item : at(made, "/placements")) {
        const auto ns = text(item, "/object/namespace");
        rows.push_back(
            {text(item, "/object/kind"), (ns.empty() ? "" : ns + "/") + text(item, "/object/name"), placementOf(item)});
    }
    for (const auto& item : at(made, "/dns")) {
        std::string addresses;
        for (const auto& value : at(item, "/data"))
            addresses += (addresses.empty() ? "" : ", ") + value.get<std::string>();
        rows.push_back({text(item, "/type"), text(item, "/name"), addresses});
    }
    for (const auto& [key, kind] : {std::pair{"/divisions", "division"}, {"/selections", "selection"}}) {
        for (const auto& item : at(made, key))
            rows.push_back({kind, text(item, "/name"), answerOf(item)});
    }
    return rows;
}

Result<Json> answer(const std::string& path)
{
    const auto file = readScenario(path);
    if (!file)
        return failure(file.error());
    auto made = federation::simulate(file->scenario);
    if (!made)
        return failure(made.error().during(file->source));
    return made;
}

void simulate(Invocation& invocation, const std::string& path)
{
    const auto made = answer(path);
    if (!made) {
        invocation.terminal.error(made.error());
        invocation.exitCode = Exit::Failed;
        return;
    }
    if (invocation.output == "json")
        return invocation.terminal.raw(made->dump(2) + "\n");
    if (invocation.output == "yaml")
        return invocation.terminal.raw(federation::toYaml(*made));
    auto rows = rowsOf(*made);
    for (const auto& warning : at(*made, "/warnings"))
        invocation.terminal.warning(warning.get<std::string>());
    invocation.terminal.raw(table(rows));
}

} // namespace

void addSimulate(CLI::App& app, Invocation& invocation)
{
    const auto path = std::make_shared<std::string>();
    auto* command = app.add_subcommand("simulate", "Decide for a described world, without any cluster");
    command->add_option("-f,--filename", *path, "scenario, YAML or JSON; - for standard input")->required();
    command->callback([&invocation, path] { simulate(invocation, *path); });
}

} // namespace orrery::cli
