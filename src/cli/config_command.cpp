#include "base/bytes.h"
#include "cli/config_doctor.h"
#include "cli/config_json.h"
#include "cli/config_trust.h"
#include "cli/invocation.h"
#include "federation/yaml.h"
#include "kubeconfig/access.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/kubeconfig.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace orrery::cli {

namespace {

using api::Json;

struct ViewOptions {
    bool raw = false;
    bool flatten = false;
    bool minify = false;
    bool merge = true;
};

Result<ConfigJson> readAll(const std::string& pathList)
{
    ConfigJson all;
    for (const auto& path : kubeconfig::Kubeconfig::paths(pathList)) {
        std::error_code ignored;
        if (std::filesystem::status(path, ignored).type() == std::filesystem::file_type::not_found)
            continue; // as kubectl does
        const auto bytes = kubeconfig::readFile(path);
        if (!bytes)
            return failure(bytes.error());
        const auto file = readConfigJson(path, *bytes);
        if (!file)
            return failure(file.error());
        addMissing(all, *file);
    }
    return all;
}

/// Keeps one entry of the list; false when it is not there.
bool keepOnly(ConfigItems& items, const std::string& name)
{
    const auto found = items.find(name);
    if (found == items.end())
        return false;
    ConfigItems kept{*found};
    items = std::move(kept);
    return true;
}

Result<void> minify(ConfigJson& config, const std::string& context)
{
    if (!context.empty())
        config.currentContext = context;
    if (config.currentContext.empty())
        return failure(ErrorKind::Invalid, "kubeconfig.no-current-context",
                       "there is no current context to keep; name one with --context");
    const auto missing = [](const std::string& kind, const std::string& name) {
        return failure(ErrorKind::NotFound, "kubeconfig.dangling", "the kubeconfig has no " + kind + " " + name);
    };
    if (!keepOnly(config.contexts, config.currentContext))
        return missing("context", config.currentContext);
    const auto& body = config.contexts.begin()->second.body;
    for (auto [kind, items] : {std::pair{"cluster", &config.clusters}, {"user", &config.users}}) {
        const auto name = body[kind].get<std::string>();
        if (name.empty())
            items->clear();
        else if (!keepOnly(*items, name))
            return missing(kind, name);
    }
    return {};
}

Result<void> embed(ConfigItem& item, const std::string& field)
{
    if (!item.body.contains(field))
        return {};
    const auto dataField = field + "-data";
    if (item.body.contains(dataField))
        return failure(ErrorKind::Invalid, "kubeconfig.conflict",
                       item.file + ": " + field + " is given twice, as a path and as data");
    const auto bytes = kubeconfig::readFile(kubeconfig::besideFile(item.file, item.body[field].get<std::string>()));
    if (!bytes)
        return failure(bytes.error());
    item.body.erase(field);
    if (!bytes->empty())
        item.body[dataField] = encodeBase64(*bytes);
    return {};
}

Result<void> flatten(ConfigJson& config)
{
    for (auto& [name, cluster] : config.clusters) {
        if (auto done = embed(cluster, "certificate-authority"); !done)
            return done;
    }
    for (auto& [name, user] : config.users) {
        for (const auto* field : {"client-certificate", "client-key"}) {
            if (auto done = embed(user, field); !done)
                return done;
        }
    }
    return {};
}

void mask(ConfigItem& item)
{
    for (const auto* field : {"certificate-authority-data", "client-certificate-data", "client-key-data"}) {
        if (item.body.contains(field))
            item.body[field] = "DATA+OMITTED";
    }
    for (const auto* field : {"token", "password"}) {
        if (item.body.contains(field))
            item.body[field] = "REDACTED";
    }
}

Result<Json> view(const Invocation& invocation, const ViewOptions& options)
{
    if (!options.merge) {
        const auto paths = kubeconfig::Kubeconfig::paths(invocation.kubeconfig);
        if (invocation.kubeconfig.empty() || paths.size() != 1)
            return failure(ErrorKind::Invalid, "usage.merge", "--merge=false needs --kubeconfig with exactly one file");
        if (const auto readable = kubeconfig::readFile(paths.front()); !readable)
            return failure(readable.error());
    }
    auto config = readAll(invocation.kubeconfig);
    if (!config)
        return failure(config.error());
    if (options.minify) {
        if (const auto done = minify(*config, invocation.context); !done)
            return failure(done.error());
    }
    if (options.flatten) {
        if (const auto done = flatten(*config); !done)
            return failure(done.error());
    } else if (!options.raw) {
        for (auto* items : {&config->clusters, &config->users}) {
            for (auto& [name, item] : *items)
                mask(item);
        }
    }
    return config->json();
}

void print(Invocation& invocation, const ViewOptions& options)
{
    const auto made = view(invocation, options);
    if (!made) {
        invocation.terminal.error(made.error());
        invocation.exitCode = Exit::Failed;
    } else if (invocation.output == "json") {
        invocation.terminal.raw(made->dump(4, ' ', false, Json::error_handler_t::replace) + "\n");
    } else {
        invocation.terminal.raw(federation::toYaml(*made));
    }
}

} // namespace

void addConfig(CLI::App& app, Invocation& invocation)
{
    auto* config = app.add_subcommand("config", "Read, merge and change kubeconfig files");
    config->require_subcommand(1);
    addConfigMerge(*config, invocation);
    addConfigEdits(*config, invocation);
    addConfigDoctor(*config, invocation);
    addConfigTrust(*config, invocation);
    const auto options = std::make_shared<ViewOptions>();
    auto* command = config->add_subcommand("view", "Print the kubeconfig as kubectl understands it");
    command->add_flag("--raw", options->raw, "with certificates, keys and tokens");
    command->add_flag("--flatten", options->flatten, "with the contents of certificate files instead of their paths");
    command->add_flag("--minify", options->minify, "only the current context, or the one of --context");
    command->add_flag("--merge,!--no-merge", options->merge, "of all files (default); --merge=false: of one file");
    command->callback([&invocation, options] { print(invocation, *options); });
}

} // namespace orrery::cli
