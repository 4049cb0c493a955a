#include "cli/config_trust.h"

#include "engine/exec_credential.h"
#include "kubeconfig/kubeconfig.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace orrery::cli {

namespace {

Result<std::string> trust(const std::string& context, const kubeconfig::Kubeconfig& config, bool forget)
{
    const auto access = config.resolve(context);
    if (!access)
        return failure(access.error());
    if (!access->plugin)
        return "the context " + context + " runs no program for credentials";
    const auto question = engine::pluginQuestion(*access, {});
    engine::PluginTrust decisions;
    const auto answer = forget ? engine::PluginAnswer::Never : engine::PluginAnswer::Always;
    if (const auto kept = decisions.settle(question, answer); !kept)
        return failure(kept.error());
    return (forget ? "refused: " : "allowed: ") + question.commandLine() + "   (user " + question.user + " of "
         + question.file + ")";
}

} // namespace

void addConfigTrust(CLI::App& config, Invocation& invocation)
{
    struct Options {
        std::vector<std::string> contexts{};
        bool refuse = false;
    };
    const auto options = std::make_shared<Options>();
    auto* command = config.add_subcommand("trust", "Allow the programs that contexts run for credentials");
    command->add_option("CONTEXT", options->contexts, "contexts of the kubeconfig")->required();
    command->add_flag("--refuse", options->refuse, "never run them instead");
    command->callback([&invocation, options] {
        const auto loaded = kubeconfig::Kubeconfig::load(invocation.kubeconfig);
        if (!loaded) {
            invocation.terminal.error(loaded.error());
            invocation.exitCode = Exit::Failed;
            return;
        }
        for (const auto& context : options->contexts) {
            const auto done = trust(context, *loaded, options->refuse);
            if (done) {
                invocation.terminal.result(*done);
            } else {
                invocation.terminal.error(done.error());
                invocation.exitCode = Exit::Failed;
            }
        }
    });
}

} // namespace orrery::cli
