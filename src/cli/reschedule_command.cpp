#include "cli/invocation.h"

#include <CLI/CLI.hpp>

namespace orrery::cli {

namespace {

struct Flags {
    std::string object{};
    std::string name{};
};

void reschedule(Invocation& invocation, Flags flags)
{
    if (!takeObject(invocation, flags.object, flags.name))
        return;
    auto engine = openEngine(invocation, false);
    if (!engine)
        return;
    const auto asked = engine->reschedule(flags.object, invocation.defaultNamespace(), flags.name, invocation.stop);
    if (asked) {
        invocation.terminal.result(*asked + " is decided anew");
        return;
    }
    invocation.terminal.error(asked.error());
    invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled : Exit::Failed;
}

} // namespace

void addReschedule(CLI::App& app, Invocation& invocation)
{
    const auto flags = std::make_shared<Flags>();
    auto* command =
        app.add_subcommand("reschedule", "Decide once where an object goes, as if nothing had been decided before");
    command->add_option("OBJECT", flags->object, "KIND/NAME, or KIND NAME")->required();
    command->add_option("NAME", flags->name, "with KIND before it");
    command->callback([&invocation, flags] { reschedule(invocation, *flags); });
}

} // namespace orrery::cli
