#include "cli/invocation.h"
#include "federation/import.h"
#include "federation/scenario.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

#include <sstream>

namespace orrery::cli {

namespace {

using api::Json;

/// The losses and notes as comments before each document, so that they stay with the file.
std::string asYaml(const federation::Import& made)
{
    std::string out;
    for (const auto& object : made.objects) {
        out += out.empty() ? "" : "---\n";
        out += "# from " + object.from + "\n";
        for (const auto& loss : object.losses)
            out += "# lost: " + loss + "\n";
        for (const auto& note : object.notes)
            out += "# note: " + note + "\n";
        out += federation::toYaml(object.document);
    }
    return out;
}

/// A List, which kubectl applies, and beside its items what they lost and what is to be known of them.
Json asJson(const federation::Import& made)
{
    Json out{{"apiVersion", "v1"},      {"kind", "List"},         {"items", Json::array()},
             {"losses", Json::array()}, {"notes", Json::array()}, {"refused", Json::array()}};
    for (const auto& object : made.objects) {
        out["items"].push_back(object.document);
        for (const auto& loss : object.losses)
            out["losses"].push_back({{"from", object.from}, {"line", object.line}, {"message", loss}});
        for (const auto& note : object.notes)
            out["notes"].push_back({{"from", object.from}, {"line", object.line}, {"message", note}});
    }
    for (const auto& error : made.refused)
        out["refused"].push_back(federation::errorJson(error));
    return out;
}

void convert(Invocation& invocation, const std::string& path)
{
    auto& terminal = invocation.terminal;
    invocation.exitCode = Exit::Failed;
    const auto file = readInput(path);
    if (!file)
        return terminal.error(file.error());
    const auto manifests = federation::readManifests(file->bytes, file->source);
    if (!manifests)
        return terminal.error(manifests.error());
    const auto made = federation::importObjects(*manifests);
    for (const auto& object : made.objects) {
        for (const auto& note : object.notes)
            terminal.note(object.from + ": " + note);
        for (const auto& loss : object.losses)
            terminal.warning(object.from + ": " + loss);
    }
    for (const auto& note : made.notes)
        terminal.note(note);
    for (const auto& error : made.refused) {
        auto there = error;
        terminal.error(std::move(there).during(file->source));
    }
    if (!made.refused.empty() && made.objects.empty())
        return;
    terminal.raw(invocation.output == "json" ? asJson(made).dump(2) + "\n" : asYaml(made));
    invocation.exitCode = made.refused.empty() ? Exit::Done : Exit::Partly;
}

} // namespace

void addConvert(CLI::App& app, Invocation& invocation)
{
    const auto path = std::make_shared<std::string>();
    auto* command = app.add_subcommand("convert", "Translate kubefed's and Karmada's objects into a federation's");
    command->add_option("-f,--filename", *path, "YAML or JSON; - for standard input")->required();
    command->callback([&invocation, path] { convert(invocation, *path); });
}

} // namespace orrery::cli
