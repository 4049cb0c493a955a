#include "api/json.h"
#include "base/bytes.h"
#include "engine/exec_credential.h"
#include "federation/yaml_scalar.h"
#include "kubeconfig/encoding.h"

#include <array>
#include <filesystem>

namespace orrery::engine {

namespace {

using api::Json;
using kubeconfig::YamlNode;

/// What kubectl makes of a value that it passes on without knowing it.
Json passedOn(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null: return nullptr;
    case YamlNode::Kind::Scalar:
        return node.plain ? federation::typedScalar(node.text).value_or(Json(node.text)) : Json(node.text);
    case YamlNode::Kind::List: {
        auto list = Json::array();
        for (const auto& item : node.items)
            list.push_back(passedOn(*item));
        return list;
    }
    case YamlNode::Kind::Map: break;
    }
    auto map = Json::object();
    for (const auto& [key, value] : node.fields)
        map[key] = passedOn(*value);
    return map;
}

Json clusterOf(const kubeconfig::Access& access)
{
    Json cluster{{"server", access.plugin->server}};
    const auto give = [&](const char* key, const auto& value, bool given) {
        if (given)
            cluster[key] = value;
    };
    give("tls-server-name", access.tlsServerName, !access.tlsServerName.empty());
    give("insecure-skip-tls-verify", true, access.insecure);
    give("certificate-authority-data", encodeBase64(access.caPem), !access.caPem.empty());
    give("proxy-url", access.proxyUrl, !access.proxyUrl.empty());
    give("disable-compression", true, access.plugin->disableCompression);
    cluster["config"] = access.plugin->clusterConfig ? passedOn(*access.plugin->clusterConfig) : Json();
    return cluster;
}

std::string absolute(const std::string& path)
{
    std::error_code error;
    const auto whole = std::filesystem::absolute(path, error);
    return error ? path : whole.lexically_normal().string();
}

/// A digest rather than the values: those may be secrets.
std::string digest(const std::vector<std::pair<std::string, Secret>>& variables)
{
    std::string all;
    for (const auto& [name, value] : variables)
        all += name + '=' + value.reveal() + '\0';
    return sha256(all);
}

tl::unexpected<Error> unusable(const std::string& what)
{
    return failure(ErrorKind::Unauthorized, "exec.answer", "what the program printed " + what);
}

} // namespace

PluginQuestion pluginQuestion(const kubeconfig::Access& access, const FoundProgram& found)
{
    const auto& entry = access.plugin->entry;
    PluginQuestion question;
    question.file = absolute(access.plugin->file);
    question.user = access.user;
    question.context = access.context;
    const bool isPath = std::filesystem::path(entry.command).has_parent_path();
    question.command = isPath ? absolute(entry.command) : entry.command;
    question.arguments = entry.arguments;
    for (const auto& [name, value] : entry.environment)
        question.variables.push_back(name);
    if (!entry.environment.empty())
        question.variablesDigest = digest(entry.environment);
    question.program = found.path;
    question.foundBy = found.foundBy;
    question.searchPath = found.searchPath;
    question.installHint = entry.installHint;
    return question;
}

std::string execInfo(const kubeconfig::Access& access, bool interactive)
{
    Json spec{{"interactive", interactive}};
    if (access.plugin->entry.provideClusterInfo)
        spec["cluster"] = clusterOf(access);
    return api::dump({{"apiVersion", access.plugin->entry.apiVersion}, {"kind", "ExecCredential"}, {"spec", spec}});
}

Result<PluginCredential> readExecCredential(const std::string& printed, const std::string& apiVersion)
{
    if (printed.find_first_not_of(" \t\r\n") == std::string::npos)
        return unusable("is empty");
    const auto document = api::parseJson(printed);
    if (!document || !document->is_object())
        return unusable("is no JSON object");
    if (api::text(*document, "/kind") != "ExecCredential")
        return unusable("is no ExecCredential");
    if (api::text(*document, "/apiVersion") != apiVersion)
        return unusable("is of another apiVersion than the kubeconfig's " + apiVersion
                        + "; one of them has to be changed (is the program out of date?)");
    PluginCredential credential;
    credential.token = Secret(api::text(*document, "/status/token"));
    credential.certificatePem = Secret(api::text(*document, "/status/clientCertificateData"));
    credential.keyPem = Secret(api::text(*document, "/status/clientKeyData"));
    if (credential.certificatePem.empty() != credential.keyPem.empty())
        return unusable("has a client certificate without its key, or the reverse");
    if (credential.token.empty() && credential.keyPem.empty())
        return unusable("holds neither a token nor a client certificate");
    if (const auto expires = api::text(*document, "/status/expirationTimestamp"); !expires.empty()) {
        credential.expires = parseRfc3339(expires);
        if (!credential.expires)
            return unusable("has an expirationTimestamp that is no time");
    }
    return credential;
}

} // namespace orrery::engine
