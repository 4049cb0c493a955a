#include "cli/invocation.h"

#include <CLI/CLI.hpp>

namespace orrery::cli {

namespace {

std::string flagsOf(const CLI::App& command)
{
    std::string flags;
    for (const auto* option : command.get_options()) {
        for (const auto& name : option->get_lnames())
            flags += " --" + name;
    }
    return flags;
}

std::string commandsOf(const CLI::App& app)
{
    std::string names;
    for (const auto* command : app.get_subcommands({}))
        names += (names.empty() ? "" : " ") + command->get_name();
    return names;
}

std::string bash(const CLI::App& app)
{
    std::string script = "_orreryctl() {\n    local word=${COMP_WORDS[COMP_CWORD]} command=\n    local i\n"
                         "    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in -*) ;; *) "
                         "command=${COMP_WORDS[i]}; break ;; esac\n    done\n"
                         "    case $command in\n";
    const auto global = flagsOf(app);
    for (const auto* command : app.get_subcommands({}))
        script += "    " + command->get_name() + ") COMPREPLY=($(compgen -f -W \"" + flagsOf(*command).substr(1)
                + global + "\" -- \"$word\")) ;;\n";
    return script + "    *) COMPREPLY=($(compgen -W \"" + commandsOf(app) + global
         + "\" -- \"$word\")) ;;\n    esac\n}\ncomplete -F _orreryctl orreryctl\n";
}

std::string fish(const CLI::App& app)
{
    std::string script;
    for (const auto* command : app.get_subcommands({})) {
        script += "complete -c orreryctl -n __fish_use_subcommand -a " + command->get_name() + " -d '"
                + command->get_description() + "'\n";
        for (const auto* option : command->get_options()) {
            for (const auto& name : option->get_lnames())
                script += "complete -c orreryctl -n '__fish_seen_subcommand_from " + command->get_name() + "' -l "
                        + name + "\n";
        }
    }
    return script;
}

} // namespace

void addCompletion(CLI::App& app, Invocation& invocation)
{
    auto* version = app.add_subcommand("version", "Show the version");
    version->callback([&invocation] { invocation.terminal.result("orreryctl " ORRERY_VERSION); });

    const auto shell = std::make_shared<std::string>();
    auto* command = app.add_subcommand("completion", "Print a completion script: source <(orreryctl completion bash)");
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([&app, &invocation, shell] {
        if (*shell == "fish")
            invocation.terminal.raw(fish(app));
        else
            // zsh understands bash's completion once asked to.
            invocation.terminal.raw((*shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "")
                                    + bash(app));
    });
}

} // namespace orrery::cli
