#include "cli/invocation.h"

#include "federation/kind.h"
#include "federation/types.h"
#include "federation/yaml.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace orrery::cli {

namespace {

using api::Json;
using api::text;

struct Flags {
    std::string kind{};
    std::string name{};
    std::vector<std::string> clusters{};
    bool allNamespaces = false;
};

std::string ageOf(const Json& object)
{
    const auto created = parseRfc3339(text(object, "/metadata/creationTimestamp"));
    if (!created)
        return "<unknown>";
    return age(std::chrono::duration_cast<std::chrono::seconds>(Clock::system().wall() - *created));
}

std::string reasonOf(const Json& object, std::string_view type)
{
    const auto found = federation::condition(object, type);
    return found ? found->reason : "";
}

/// One word on how an object is doing.
std::string statusOf(const Json& object)
{
    if (!api::at(object, "/metadata/deletionTimestamp").is_null())
        return "Terminating";
    if (auto phase = text(object, "/status/phase"); !phase.empty())
        return phase;
    const auto version = api::parseApiVersion(text(object, "/apiVersion"));
    const auto kind = federation::kindOf({version.group, version.version, text(object, "/kind"), "", true});
    const auto health = kind.health(object);
    if (health.desired)
        return std::to_string(health.ready.value_or(0)) + "/" + std::to_string(*health.desired);
    return health.state == federation::Health::State::Healthy ? "-" : health.reason;
}

std::vector<std::string> headOf(const std::string& kind, bool wide)
{
    if (kind == "Cluster")
        return wide ? std::vector<std::string>{"NAME",    "STATUS", "PROVIDER", "REGION",
                                               "VERSION", "AGE",    "ENDPOINT", "MESSAGE"}
                    : std::vector<std::string>{"NAME", "STATUS", "PROVIDER", "REGION", "VERSION", "AGE"};
    if (kind == "FederatedResource" || kind == "ClusterFederatedResource")
        return {"NAMESPACE", "NAME", "KIND", "STATE", "DESIRED", "READY", "AGE"};
    if (kind == "Federation")
        return {"NAME", "HOST", "ALGORITHM", "AGE"};
    return {"CLUSTER", "NAMESPACE", "NAME", "STATUS", "AGE"};
}

std::vector<std::string> rowOf(const std::string& cluster, const Json& object, bool wide)
{
    const auto kind = text(object, "/kind");
    const auto name = text(object, "/metadata/name");
    const auto count = [&](const char* pointer) {
        const auto& value = api::at(object, pointer);
        return value.is_number() ? std::to_string(value.get<std::int64_t>()) : std::string("-");
    };
    if (kind == "Cluster" && text(object, "/apiVersion").starts_with("federation.orrery.dev/")) {
        std::vector<std::string> row{name,
                                     reasonOf(object, "Ready"),
                                     text(object, "/spec/provider", "-"),
                                     text(object, "/spec/region", "-"),
                                     text(object, "/status/version", "-"),
                                     ageOf(object)};
        if (wide) {
            row.push_back(text(object, "/spec/endpoint"));
            const auto ready = federation::condition(object, "Ready");
            row.push_back(ready ? ready->message : "");
        }
        return row;
    }
    if (kind == "FederatedResource" || kind == "ClusterFederatedResource")
        return {text(object, "/metadata/namespace", "-"),
                name,
                text(object, "/spec/template/kind"),
                reasonOf(object, "Synced"),
                count("/status/replicas"),
                count("/status/readyReplicas"),
                ageOf(object)};
    if (kind == "Federation")
        return {name, text(object, "/spec/hostCluster"), text(object, "/spec/algorithm"), ageOf(object)};
    return {cluster, text(object, "/metadata/namespace", "-"), name, statusOf(object), ageOf(object)};
}

void hideSecrets(Json& object)
{
    if (text(object, "/kind") != "Secret")
        return;
    for (const auto* field : {"data", "stringData"}) {
        if (const auto found = object.find(field); found != object.end() && found->is_object()) {
            for (auto& [key, value] : found->items())
                value = "••••";
        }
    }
}

void print(Invocation& invocation, const std::vector<engine::Engine::Found>& found)
{
    std::vector<std::vector<std::string>> rows;
    Json list{{"apiVersion", "v1"}, {"kind", "List"}, {"items", Json::array()}};
    for (const auto& place : found) {
        for (const auto& raw : place.objects) {
            auto object = api::parseJson(raw);
            if (!object)
                continue;
            if (rows.empty())
                rows.push_back(headOf(text(*object, "/kind"), invocation.output == "wide"));
            rows.push_back(rowOf(place.cluster, *object, invocation.output == "wide"));
            if (invocation.output == "name")
                invocation.terminal.result(place.cluster + "/" + text(*object, "/metadata/name"));
            hideSecrets(*object);
            (*object)["metadata"]["annotations"]["federation.orrery.dev/cluster"] = place.cluster;
            list["items"].push_back(std::move(*object));
        }
    }
    if (invocation.output == "json")
        invocation.terminal.raw(list.dump(2) + "\n");
    else if (invocation.output == "yaml")
        invocation.terminal.raw(federation::toYaml(list));
    else if (invocation.output != "name" && !rows.empty())
        invocation.terminal.raw(table(rows));
}

void get(Invocation& invocation, const Flags& flags)
{
    auto engine = openEngine(invocation, false);
    if (!engine)
        return;
    const auto ns = flags.allNamespaces ? "" : invocation.defaultNamespace();
    const auto found = engine->get(flags.kind, ns, flags.name, flags.clusters, invocation.stop);
    if (!found) {
        invocation.terminal.error(found.error());
        invocation.exitCode = Exit::Failed;
        return;
    }
    print(invocation, *found);
    std::size_t answered = 0;
    std::size_t objects = 0;
    for (const auto& place : *found) {
        answered += !place.error;
        objects += place.objects.size();
        if (place.error)
            invocation.terminal.error(place.error->during(place.cluster));
    }
    if (objects == 0 && answered > 0)
        invocation.terminal.note("No " + flags.kind + " found" + (ns.empty() ? "." : " in namespace " + ns + "."));
    if (answered < found->size())
        invocation.exitCode = answered == 0 ? Exit::Failed : Exit::Partly;
}

} // namespace

void addGet(CLI::App& app, Invocation& invocation)
{
    const auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("get", "Show clusters, federated objects, or any kind across the members");
    command->add_option("KIND", flags->kind, "clusters, federatedresources (fr), deployments, pods …")->required();
    command->add_option("NAME", flags->name, "one object");
    command->add_option("--clusters", flags->clusters, "only these members")->delimiter(',');
    command->add_flag("-A,--all-namespaces", flags->allNamespaces, "in every namespace");
    command->callback([&invocation, flags] { get(invocation, *flags); });
}

} // namespace orrery::cli
