#include "kubeconfig/config_file.h"

#include "kubeconfig/encoding.h"
#include "kubeconfig/yaml_tree.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>
#include <type_traits>
#include <unordered_set>

namespace orrery::kubeconfig {

namespace {

using Kind = YamlNode::Kind;

/// Takes typed values out of the tree. The first value of a wrong type breaks the file, as with kubectl.
class Reader {
public:
    /// Without `keepsAll`, clusters and users are only looked at, without a copy of their secrets and certificates.
    Reader(ConfigFile& file, bool keepsAll) : m_file(file), m_keepsAll(keepsAll) { }

    [[nodiscard]] bool keepsAll() const { return m_keepsAll; }

    [[nodiscard]] bool broken() const { return m_broken; }

    void breaks(const YamlNode& node, std::string message)
    {
        if (!m_broken)
            m_file.problems.push_back({m_file.path, node.line, node.column, std::move(message), true});
        m_broken = true;
    }

    std::string text(const YamlNode& map, std::string_view key) { return std::string(look(map, key)); }

    std::string secret(const YamlNode& map, std::string_view key)
    {
        const auto value = look(map, key);
        return std::string(m_keepsAll ? value : std::string_view());
    }

    std::string_view look(const YamlNode& map, std::string_view key)
    {
        const auto* value = map.find(key);
        return value ? textOf(*value, key) : std::string_view();
    }

    std::string_view textOf(const YamlNode& value, std::string_view key)
    {
        if (value.kind == Kind::Null)
            return {};
        if (value.kind != Kind::Scalar) {
            breaks(value, std::string(key) + " must be text");
            return {};
        }
        if (value.plain && looksTyped(value.text))
            warns(value,
                  std::string(key) + " is a number or a boolean for kubectl, which then refuses the file; quote it");
        return value.text;
    }

    bool flag(const YamlNode& map, std::string_view key)
    {
        static const std::set<std::string_view> yes{"y",  "Y",  "yes",  "Yes",  "YES", "on",
                                                    "On", "ON", "true", "True", "TRUE"};
        static const std::set<std::string_view> no{"n",   "N",   "no",    "No",    "NO",   "off",
                                                   "Off", "OFF", "false", "False", "FALSE"};
        const auto* value = map.find(key);
        if (!value || value->kind == Kind::Null)
            return false;
        if (value->kind == Kind::Scalar && value->plain && yes.contains(value->text))
            return true;
        if (value->kind != Kind::Scalar || !value->plain || !no.contains(value->text))
            breaks(*value, std::string(key) + " must be true or false, without quotes");
        return false;
    }

    const std::vector<YamlNodePtr>& list(const YamlNode& map, std::string_view key)
    {
        static const std::vector<YamlNodePtr> none;
        const auto* value = map.find(key);
        if (!value || value->kind == Kind::Null)
            return none;
        if (value->kind != Kind::List) {
            breaks(*value, std::string(key) + " must be a list");
            return none;
        }
        return value->items;
    }

    std::vector<std::string> texts(const YamlNode& map, std::string_view key)
    {
        std::vector<std::string> all;
        for (const auto& item : list(map, key))
            all.emplace_back(textOf(*item, key));
        return all;
    }

    /// An empty map for a null or a missing key.
    const YamlNode& map(const YamlNode& parent, std::string_view key)
    {
        static const YamlNode none;
        const auto* value = parent.find(key);
        if (value && value->kind == Kind::Map)
            return *value;
        if (value && value->kind != Kind::Null)
            breaks(*value, std::string(key) + " must be a map");
        return none;
    }

private:
    void warns(const YamlNode& node, std::string message)
    {
        m_file.problems.push_back({m_file.path, node.line, node.column, std::move(message), false});
    }

    ConfigFile& m_file;
    bool m_keepsAll;
    bool m_broken = false;
};

ClusterEntry readCluster(Reader& reader, const YamlNode& body)
{
    ClusterEntry cluster;
    cluster.server = reader.text(body, "server");
    cluster.tlsServerName = reader.text(body, "tls-server-name");
    cluster.authorityFile = reader.text(body, "certificate-authority");
    cluster.authorityBase64 = reader.secret(body, "certificate-authority-data");
    cluster.proxyUrl = reader.text(body, "proxy-url");
    cluster.insecure = reader.flag(body, "insecure-skip-tls-verify");
    cluster.disableCompression = reader.flag(body, "disable-compression");
    for (const auto& extension : reader.list(body, "extensions")) {
        if (reader.look(*extension, "name") == "client.authentication.k8s.io/exec")
            cluster.execConfig = extension->field("extension");
    }
    return cluster;
}

ExecEntry readExec(Reader& reader, const YamlNode& body)
{
    ExecEntry exec;
    exec.apiVersion = reader.text(body, "apiVersion");
    exec.command = reader.text(body, "command");
    exec.arguments = reader.texts(body, "args");
    for (const auto& variable : reader.list(body, "env"))
        exec.environment.emplace_back(reader.text(*variable, "name"), Secret(reader.secret(*variable, "value")));
    exec.installHint = reader.text(body, "installHint");
    exec.interactiveMode = reader.text(body, "interactiveMode");
    exec.provideClusterInfo = reader.flag(body, "provideClusterInfo");
    return exec;
}

Impersonation readImpersonation(Reader& reader, const YamlNode& body)
{
    Impersonation as;
    as.user = reader.text(body, "as");
    as.uid = reader.text(body, "as-uid");
    as.groups = reader.texts(body, "as-groups");
    const auto& extra = reader.map(body, "as-user-extra");
    for (const auto& [key, values] : extra.fields)
        as.extra[key] = reader.texts(extra, key);
    return as;
}

UserEntry readUser(Reader& reader, const YamlNode& body)
{
    UserEntry user;
    user.certificateFile = reader.text(body, "client-certificate");
    user.certificateBase64 = Secret(reader.secret(body, "client-certificate-data"));
    user.keyFile = reader.text(body, "client-key");
    user.keyBase64 = Secret(reader.secret(body, "client-key-data"));
    user.token = Secret(reader.secret(body, "token"));
    user.tokenFile = reader.text(body, "tokenFile");
    user.username = reader.text(body, "username");
    user.password = Secret(reader.secret(body, "password"));
    const auto& provider = reader.map(body, "auth-provider");
    user.authProvider = reader.text(provider, "name");
    user.idToken = Secret(reader.secret(reader.map(provider, "config"), "id-token"));
    const auto& exec = reader.map(body, "exec");
    if (exec.kind == Kind::Map)
        user.exec = readExec(reader, exec);
    user.impersonation = readImpersonation(reader, body);
    return user;
}

ContextEntry readContext(Reader& reader, const YamlNode& body)
{
    ContextEntry context;
    context.cluster = reader.text(body, "cluster");
    context.user = reader.text(body, "user");
    context.ns = reader.text(body, "namespace");
    return context;
}

template <class Entry, class Read>
std::vector<Entry> readEntries(Reader& reader, const YamlNode& root, const std::string& path, std::string_view listName,
                               std::string_view bodyName, Read read)
{
    std::vector<Entry> entries;
    std::unordered_set<std::string_view> names;
    for (const auto& item : reader.list(root, listName)) {
        if (item->kind != Kind::Map && item->kind != Kind::Null)
            reader.breaks(*item, "each item of " + std::string(listName) + " must be a map");
        auto entry = read(reader, reader.map(*item, bodyName));
        const auto name = reader.look(*item, "name");
        entry.name = name;
        entry.file = path;
        if (!names.insert(name).second)
            reader.breaks(*item, "the name " + entry.name + " appears twice in " + std::string(listName));
        if (reader.keepsAll() || std::is_same_v<Entry, ContextEntry>)
            entries.push_back(std::move(entry));
    }
    return entries;
}

void checkKind(Reader& reader, const YamlNode& root)
{
    const auto check = [&](std::string_view key, std::string_view wanted) {
        const auto* value = root.find(key);
        if (value && value->kind != Kind::Null && !value->text.empty() && value->text != wanted)
            reader.breaks(*value, "this is no kubeconfig: " + std::string(key) + " is not " + std::string(wanted));
    };
    check("kind", "Config");
    check("apiVersion", "v1");
}

/// Splits "LINE:COLUMN: message".
Problem problemAt(const std::string& path, const std::string& text)
{
    Problem problem{path, 0, 0, text, true};
    const auto* end = text.data() + text.size();
    const auto line = std::from_chars(text.data(), end, problem.line);
    if (line.ec == std::errc{} && line.ptr != end) {
        const auto column = std::from_chars(line.ptr + 1, end, problem.column);
        if (column.ec == std::errc{} && end - column.ptr > 2)
            problem.message = std::string(column.ptr + 2, end);
    }
    return problem;
}

ConfigFile broken(ConfigFile file, std::optional<Problem> problem = {})
{
    ConfigFile empty;
    empty.path = std::move(file.path);
    empty.problems = std::move(file.problems);
    if (problem)
        empty.problems.push_back(std::move(*problem));
    return empty;
}

} // namespace

std::string Problem::text() const
{
    if (line == 0)
        return file + ": " + message;
    return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message;
}

namespace {

ConfigText parsedText(const std::string& path, const SharedText& bytes, bool keepsAll)
{
    ConfigText parsed;
    auto& file = parsed.file;
    file.path = path;
    if (isOwnText(*bytes)) {
        parsed.text = bytes;
    } else {
        auto decoded = decodeText(*bytes);
        if (!decoded)
            return {broken(std::move(file), problemAt(path, decoded.error().message))};
        parsed.text = std::make_shared<const std::string>(std::move(decoded->text));
        parsed.encoding = decoded->encoding;
    }
    const auto document = parseYaml(parsed.text);
    if (!document)
        return {broken(std::move(file), problemAt(path, document.error().message))};
    for (const auto& warning : document->warnings)
        file.problems.push_back({path, warning.line, warning.column, warning.message, false});
    parsed.root = document->root;
    const auto& root = *document->root;
    if (root.kind == Kind::Null)
        return parsed;

    Reader reader(file, keepsAll);
    if (root.kind != Kind::Map)
        reader.breaks(root, "this is no kubeconfig: the file holds no map");
    checkKind(reader, root);
    file.currentContext = reader.text(root, "current-context");
    file.clusters = readEntries<ClusterEntry>(reader, root, path, "clusters", "cluster", readCluster);
    file.users = readEntries<UserEntry>(reader, root, path, "users", "user", readUser);
    file.contexts = readEntries<ContextEntry>(reader, root, path, "contexts", "context", readContext);
    if (reader.broken())
        return {broken(std::move(file))};
    return parsed;
}

} // namespace

ConfigText parseConfigText(const std::string& path, const SharedText& bytes)
{
    return parsedText(path, bytes, false);
}

ConfigFile parseConfigFile(const std::string& path, std::string_view bytes)
{
    return parsedText(path, std::make_shared<const std::string>(bytes), true).file;
}

Result<ConfigText> soundConfigText(const std::string& path, const SharedText& bytes)
{
    auto parsed = parseConfigText(path, bytes);
    for (const auto& problem : parsed.file.problems) {
        if (problem.broken)
            return failure(ErrorKind::Invalid, "kubeconfig.broken", problem.text());
    }
    return parsed;
}

} // namespace orrery::kubeconfig
