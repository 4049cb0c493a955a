#include "cli/config_doctor.h"

#include "api/json.h"
#include "engine/doctor.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace orrery::cli {

namespace {

using api::Json;

struct DoctorOptions {
    std::vector<std::string> contexts{};
    bool offline = false;
    std::string timeout = "5s";
};

Json findingsJson(const std::vector<engine::Finding>& findings)
{
    auto out = Json::array();
    for (const auto& finding : findings)
        out.push_back({{"gravity", name(finding.gravity)}, {"code", finding.code}, {"message", finding.message}});
    return out;
}

Json reportJson(const engine::DoctorReport& report)
{
    auto contexts = Json::array();
    for (const auto& context : report.contexts) {
        Json item{{"context", context.context},
                  {"file", context.file},
                  {"server", context.server},
                  {"credential", name(context.credential)},
                  {"reachable", context.reachable},
                  {"well", context.well()},
                  {"findings", findingsJson(context.findings)}};
        if (context.expires)
            item["expires"] = rfc3339(*context.expires);
        if (context.reachable) {
            item["version"] = context.version;
            item["latencyMilliseconds"] = context.latency.count();
        }
        contexts.push_back(std::move(item));
    }
    return {{"well", report.well()}, {"contexts", contexts}, {"files", findingsJson(report.files)}};
}

void print(Invocation& invocation, const engine::DoctorReport& report, bool offline)
{
    if (invocation.output == "json") {
        invocation.terminal.raw(reportJson(report).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
        return;
    }
    std::vector<std::vector<std::string>> rows{{"CONTEXT", "SERVER", "CREDENTIAL", "EXPIRES", "ANSWERS", "STATE"}};
    for (const auto& context : report.contexts) {
        const auto answers = !offline && context.reachable ? context.version : std::string(offline ? "-" : "no");
        rows.push_back({context.context, context.server.empty() ? "-" : context.server,
                        context.server.empty() ? "-" : std::string(name(context.credential)),
                        context.expires ? rfc3339(*context.expires) : "-", context.mayContact ? answers : "-",
                        context.well() ? context.findings.empty() ? "well" : "see below" : "fault"});
    }
    invocation.terminal.raw(table(rows));
    for (const auto& context : report.contexts) {
        for (const auto& finding : context.findings)
            invocation.terminal.result(std::string(name(finding.gravity)) + ": " + context.context + ": "
                                       + finding.message);
    }
    for (const auto& finding : report.files)
        invocation.terminal.result(std::string(name(finding.gravity)) + ": " + finding.message);
}

Result<engine::DoctorReport> examine(Invocation& invocation, const DoctorOptions& options)
{
    const auto timeout = parseDuration(options.timeout);
    if (!timeout)
        return failure(timeout.error());
    engine::PluginSettings plugins;
    plugins.trust = std::make_shared<engine::PluginTrust>();
    plugins.path = std::make_shared<engine::LoginPath>();
    return engine::diagnose({invocation.kubeconfig, options.contexts, !options.offline, *timeout}, std::move(plugins),
                            Clock::system(), invocation.stop);
}

} // namespace

void addConfigDoctor(CLI::App& config, Invocation& invocation)
{
    const auto options = std::make_shared<DoctorOptions>();
    auto* command = config.add_subcommand("doctor", "What is wrong, or soon will be, with the kubeconfig's contexts");
    command->add_option("contexts", options->contexts, "contexts to look at (default: all)")->type_name("CONTEXT");
    command->add_flag("--offline", options->offline, "contact no server");
    command->add_option("--request-timeout", options->timeout, "for each answer (default: 5s)");
    command->callback([&invocation, options] {
        const auto report = examine(invocation, *options);
        if (!report) {
            invocation.terminal.error(report.error());
            invocation.exitCode = report.error().code == "usage.duration" ? Exit::Usage : Exit::Failed;
            return;
        }
        print(invocation, *report, options->offline);
        invocation.exitCode = invocation.stop.stop_requested() ? Exit::Cancelled
                            : report->well()                   ? Exit::Done
                                                               : Exit::Failed;
    });
}

} // namespace orrery::cli
