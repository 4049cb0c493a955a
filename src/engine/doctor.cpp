#include "engine/doctor.h"

#include "base/platform/process.h"
#include "net/proxy.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>

namespace orrery::engine {

namespace {

using Gravity = Finding::Gravity;
using kubeconfig::Kubeconfig;

constexpr std::chrono::hours soon{7 * 24};
constexpr std::size_t atOnce = 8;
constexpr std::chrono::seconds skewWorthTelling{60};

void judgeExpiry(ContextHealth& health, const Clock& clock)
{
    if (!health.expires)
        return;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(*health.expires - clock.wall());
    const std::string what(name(health.credential));
    if (left <= std::chrono::seconds(0))
        health.findings.push_back(
            {Gravity::Fault, "credential.expired",
             "its " + what + " expired " + age(-left) + " ago; get a fresh kubeconfig for this cluster"});
    else if (left < soon)
        health.findings.push_back(
            {Gravity::Warning, "credential.expires-soon", "its " + what + " expires in " + age(left)});
}

void judgeProgram(ContextHealth& health, const kubeconfig::Access& access, const PluginSettings& plugins)
{
    const auto& question =
        health.program.emplace(pluginQuestion(access, plugins.path->find(access.plugin->entry.command)));
    if (question.program.empty()) {
        health.findings.push_back({Gravity::Fault, "program.missing",
                                   "its program " + question.command + " is not there"
                                       + (question.installHint.empty() ? "" : ": " + question.installHint)});
        health.mayContact = false;
        return;
    }
    const auto verdict = plugins.trust->verdict(question);
    if (verdict == PluginTrust::Verdict::Undecided)
        health.findings.push_back({Gravity::Warning, "program.undecided",
                                   "it runs `" + question.commandLine() + "` (" + question.program
                                       + "), which you have not allowed yet: orreryctl config trust "
                                       + access.context});
    else if (verdict == PluginTrust::Verdict::Refused)
        health.findings.push_back(
            {Gravity::Fault, "program.refused", "it runs `" + question.commandLine() + "`, which you have refused"});
    health.mayContact = health.mayContact && verdict == PluginTrust::Verdict::Allowed;
}

void judgeProxy(ContextHealth& health, const kubeconfig::Access& access, const net::ProxyEnvironment& environment)
{
    auto proxy = net::chooseProxy(access.server, access.proxyUrl, environment);
    if (!proxy) {
        health.findings.push_back({Gravity::Fault, "proxy.unusable", proxy.error().text()});
        health.mayContact = false;
        return;
    }
    // What stands before the @ is a secret.
    const auto scheme = proxy->find("://");
    const auto start = scheme == std::string::npos ? 0 : scheme + 3;
    if (const auto at = proxy->rfind('@'); at != std::string::npos)
        proxy->erase(start, at + 1 - start);
    health.proxy = std::move(*proxy);
    if (!health.proxy.empty())
        health.proxyFrom = access.proxyUrl.empty() ? "HTTPS_PROXY, HTTP_PROXY or ALL_PROXY" : "proxy-url";
}

ContextHealth examined(const kubeconfig::ContextEntry& context, const Kubeconfig& config, const PluginSettings& plugins,
                       const net::ProxyEnvironment& environment, const Clock& clock,
                       std::map<std::string, std::string>& secrets)
{
    ContextHealth health;
    health.context = context.name;
    health.file = context.file;
    const auto access = config.resolve(context.name);
    if (!access) {
        health.findings.push_back({Gravity::Fault, "context.unusable", access.error().text()});
        return health;
    }
    health.server = access->host + ":" + std::to_string(access->port);
    health.credential = credentialKind(*access);
    health.expires = credentialEnd(*access);
    health.mayContact = true;
    judgeProxy(health, *access, environment);
    if (access->insecure)
        health.findings.push_back(
            {Gravity::Warning, "tls.insecure", "anybody could pose as its server: insecure-skip-tls-verify is set"});
    judgeExpiry(health, clock);
    if (access->plugin)
        judgeProgram(health, *access, plugins);
    const auto secret = access->token.reveal() + access->clientKeyPem.reveal() + access->password.reveal();
    const auto who = access->user + " of " + context.file;
    const auto [first, isNew] = secrets.emplace(secret, who);
    if (!secret.empty() && !isNew && first->second != who)
        health.findings.push_back(
            {Gravity::Note, "credential.shared", "its user has the same credentials as " + first->second});
    return health;
}

void judgeFiles(DoctorReport& report, const Kubeconfig& config)
{
    for (const auto& problem : config.problems())
        report.files.push_back({problem.broken ? Gravity::Fault : Gravity::Warning,
                                problem.broken ? "file.broken" : "file.warning", problem.text()});
    std::set<std::string> contexts;
    for (const auto& file : config.files()) {
        if (platform::readableByOthers(file.path) && !file.users.empty())
            report.files.push_back({Gravity::Warning, "file.readable-by-others",
                                    file.path + " holds credentials and others may read it; chmod 600 " + file.path});
        std::set<std::string> clusters, users;
        for (const auto& context : file.contexts) {
            if (!contexts.insert(context.name).second)
                report.files.push_back({Gravity::Warning, "context.hidden",
                                        "the context " + context.name + " of " + file.path
                                            + " is hidden by one of that name in an earlier file"});
            clusters.insert(context.cluster);
            users.insert(context.user);
        }
        const auto unused = [&](const auto& entries, const auto& used, const std::string& kind) {
            for (const auto& entry : entries) {
                if (!used.contains(entry.name))
                    report.files.push_back({Gravity::Note, "file.unused",
                                            "no context of " + file.path + " uses its " + kind + " " + entry.name});
            }
        };
        unused(file.clusters, clusters, "cluster");
        unused(file.users, users, "user");
    }
    if (!config.currentContext().empty() && !config.context(config.currentContext()))
        report.files.push_back(
            {Gravity::Fault, "file.current-context",
             "the current context is " + config.currentContext()
                 + ", and there is none of that name; choose one with: orreryctl config use CONTEXT"});
}

void contactOne(ContextHealth& health, Connector& connector, std::chrono::milliseconds timeout,
                const std::stop_token& stop)
{
    const auto fault = [&](const char* code, const std::string& message) {
        health.findings.push_back({Gravity::Fault, code, message});
    };
    const auto access = connector.access(health.context);
    if (!access)
        return fault("server.unreachable", access.error().text());
    auto& session = *access->session;
    // Readiness says nothing about credentials: most servers tell it to anybody.
    const auto ready = session.probe(timeout, stop);
    const auto answer = session.call({"GET", "/api/v1/namespaces?limit=1", {}, {}, timeout}, stop);
    const bool denied = !answer && answer.error().kind == ErrorKind::Forbidden;
    health.reachable = session.health().answered;
    health.latency = session.health().latency;
    if (!health.reachable)
        return fault("server.unreachable", (ready ? answer.error() : ready.error()).text());
    if (const auto version = session.version(stop))
        health.version = version->gitVersion;
    if (!answer && answer.error().kind == ErrorKind::Unauthorized)
        fault("server.credentials", "its server does not accept the credentials: " + answer.error().message);
    else if (!answer && !denied)
        fault("server.not-ready", answer.error().text());
    else if (!ready && ready.error().kind != ErrorKind::Forbidden && ready.error().kind != ErrorKind::Unauthorized)
        fault("server.not-ready", ready.error().text());
    const auto skew = session.health().clockSkew;
    if (skew > skewWorthTelling || skew < -skewWorthTelling)
        health.findings.push_back({Gravity::Warning, "server.clock",
                                   "its clock is " + age(skew < std::chrono::seconds(0) ? -skew : skew)
                                       + (skew < std::chrono::seconds(0) ? " behind" : " ahead of") + " this one"});
}

bool hasFault(const std::vector<Finding>& findings)
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.gravity == Gravity::Fault; });
}

} // namespace

std::string_view name(Finding::Gravity gravity)
{
    switch (gravity) {
    case Gravity::Note: return "note";
    case Gravity::Warning: return "warning";
    case Gravity::Fault: return "fault";
    }
    return {};
}

bool ContextHealth::well() const
{
    return !hasFault(findings);
}

bool DoctorReport::well() const
{
    return !hasFault(files)
        && std::all_of(contexts.begin(), contexts.end(), [](const ContextHealth& context) { return context.well(); });
}

DoctorReport examine(const Kubeconfig& config, const PluginSettings& plugins, const Clock& clock)
{
    DoctorReport report;
    for (const auto& file : config.files())
        report.sources.push_back({file.path, true, file.contexts.size()});
    judgeFiles(report, config);
    std::map<std::string, std::string> secrets;
    const auto environment = net::ProxyEnvironment::ofProcess();
    for (const auto& context : config.contexts())
        report.contexts.push_back(examined(context, config, plugins, environment, clock, secrets));
    return report;
}

void contact(DoctorReport& report, Connector& connector, std::chrono::milliseconds timeout, std::stop_token stop)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(atOnce, report.contexts.size()); ++i) {
        threads.emplace_back([&] {
            for (auto at = next++; at < report.contexts.size() && !stop.stop_requested(); at = next++) {
                if (report.contexts[at].mayContact)
                    contactOne(report.contexts[at], connector, timeout, stop);
            }
        });
    }
}

Result<DoctorReport> diagnose(const DoctorRequest& request, PluginSettings plugins, const Clock& clock,
                              std::stop_token stop)
{
    const auto config = Kubeconfig::load(request.kubeconfig);
    if (!config)
        return failure(config.error());
    for (const auto& wanted : request.contexts) {
        if (!config->context(wanted))
            return failure(ErrorKind::NotFound, "kubeconfig.no-such-context", "there is no context " + wanted);
    }
    auto report = examine(*config, plugins, clock);
    for (const auto& path : Kubeconfig::paths(request.kubeconfig)) {
        if (std::none_of(report.sources.begin(), report.sources.end(), [&](const auto& it) { return it.path == path; }))
            report.sources.push_back({path, false, 0});
    }
    const auto& wanted = request.contexts;
    if (!wanted.empty())
        std::erase_if(report.contexts, [&](const auto& context) {
            return std::find(wanted.begin(), wanted.end(), context.context) == wanted.end();
        });
    if (!request.contact)
        return report;
    const auto connector = kubeconfigConnector(request.kubeconfig, clock, std::move(plugins));
    if (!connector)
        return failure(connector.error());
    contact(report, **connector, request.timeout, std::move(stop));
    return report;
}

} // namespace orrery::engine
