#include "base/joined.h"
#include "cli/invocation.h"
#include "kubeconfig/edit.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/merge_store.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace orrery::cli {

namespace {

using kubeconfig::Kubeconfig;

/// Words of a command line.
struct Words {
    std::string first{};
    std::string second{};
    bool yes = false;
};

/// The kubeconfig, which holds the context.
Result<Kubeconfig> loadWith(const std::string& pathList, const std::string& name)
{
    auto config = Kubeconfig::load(pathList);
    if (!config || config->context(name))
        return config;
    std::vector<std::string> names;
    for (const auto& context : config->contexts())
        names.push_back(context.name);
    const auto known = joined(names);
    return failure(ErrorKind::NotFound, "kubeconfig.no-such-context",
                   "there is no context " + name
                       + (known.empty() ? "; there are none at all" : "; there are: " + known));
}

/// The first file that sets current-context, else the first one.
std::string fileOfCurrentContext(const Kubeconfig& config)
{
    for (const auto& file : config.files()) {
        if (!file.currentContext.empty())
            return file.path;
    }
    return config.files().front().path;
}

Result<std::string> renameContext(const std::string& pathList, const Words& words)
{
    const auto config = loadWith(pathList, words.first);
    if (!config)
        return failure(config.error());
    const auto* context = config->context(words.first);
    if (const auto* taken = config->context(words.second); taken && words.first != words.second)
        return failure(ErrorKind::AlreadyExists, "kubeconfig.context-exists",
                       "there is a context " + words.second + " already, in " + taken->file);
    if (auto done = kubeconfig::renameContext(context->file, words.first, words.second); !done)
        return failure(std::move(done.error()));
    const auto currentFile = fileOfCurrentContext(*config);
    if (config->currentContext() == words.first && currentFile != context->file) {
        if (auto done = kubeconfig::setCurrentContext(currentFile, words.second); !done)
            return failure(std::move(done.error()));
    }
    return "context \"" + words.first + "\" renamed to \"" + words.second + "\" in " + context->file;
}

Result<std::string> removeContext(const std::string& pathList, const Words& words)
{
    const auto config = loadWith(pathList, words.first);
    if (!config)
        return failure(config.error());
    const auto* context = config->context(words.first);
    const auto file = context->file;
    const auto removed = kubeconfig::removeContext(file, words.first, true);
    if (!removed)
        return failure(removed.error());
    auto sentence = "context \"" + words.first + "\" removed from " + file;
    for (const auto& cluster : removed->clusters)
        sentence += "\ncluster \"" + cluster + "\" removed, nothing else used it";
    for (const auto& user : removed->users)
        sentence += "\nuser \"" + user + "\" removed, nothing else used it";
    if (removed->wasCurrent)
        sentence += "\nit was the current context; choose another one with: orreryctl config use CONTEXT";
    return sentence + "\ntake it back with: orreryctl config undo " + file;
}

Result<std::string> useContext(const std::string& pathList, const Words& words)
{
    const auto config = loadWith(pathList, words.first);
    if (!config)
        return failure(config.error());
    const auto file = fileOfCurrentContext(*config);
    if (auto done = kubeconfig::setCurrentContext(file, words.first); !done)
        return failure(std::move(done.error()));
    return "switched to context \"" + words.first + "\" in " + file;
}

Result<std::string> undo(const std::string& pathList, const Words& words)
{
    auto target = words.first;
    const auto paths = Kubeconfig::paths(pathList);
    for (const auto& path : paths) {
        if (target.empty() && kubeconfig::canUndo(path))
            target = path;
    }
    if (target.empty() && !paths.empty())
        target = paths.front();
    if (auto done = kubeconfig::undoLastChange(target, words.yes); !done) {
        if (done.error().code == "kubeconfig.changed")
            done.error().message += "; --yes undoes all the same";
        return failure(std::move(done.error()));
    }
    return target + " is as it was before the last change; the same command brings the change back";
}

using Act = std::function<Result<std::string>(const std::string& pathList, const Words& words)>;

void add(CLI::App& command, Invocation& invocation, const std::shared_ptr<Words>& words, Act act)
{
    command.callback([&invocation, words, act = std::move(act)] {
        const auto said = act(invocation.kubeconfig, *words);
        if (said) {
            invocation.terminal.result(*said);
        } else {
            invocation.terminal.error(said.error());
            invocation.exitCode = Exit::Failed;
        }
    });
}

} // namespace

void addConfigEdits(CLI::App& config, Invocation& invocation)
{
    const auto words = std::make_shared<Words>();
    auto* rename = config.add_subcommand("rename-context", "Give a context another name, in current-context too");
    rename->add_option("old", words->first, "context")->required()->type_name("OLD");
    rename->add_option("new", words->second, "its new name")->required()->type_name("NEW");
    add(*rename, invocation, words, renameContext);
    auto* remove = config.add_subcommand("remove", "Take a context out, with what only it used");
    remove->add_option("context", words->first, "context")->required()->type_name("CONTEXT");
    add(*remove, invocation, words, removeContext);
    auto* use = config.add_subcommand("use", "Make a context the current one");
    use->add_option("context", words->first, "context")->required()->type_name("CONTEXT");
    add(*use, invocation, words, useContext);
    auto* undoing = config.add_subcommand("undo", "Take Orrery's last change of a kubeconfig back");
    undoing->add_option("target", words->first, "the file; default: the one that was changed")->type_name("TARGET");
    undoing->add_flag("--yes,-y", words->yes, "even if another program has changed the file since");
    add(*undoing, invocation, words, undo);
}

} // namespace orrery::cli
