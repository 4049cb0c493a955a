#include "cli/config_json.h"

#include "base/bytes.h"
#include "kubeconfig/config_file.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/yaml_tree.h"

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

namespace orrery::cli {

namespace {

using api::Json;
using kubeconfig::YamlNode;
using kubeconfig::YamlNodePtr;
using Kind = YamlNode::Kind;

/// How kubectl's Go structs hold a field. "Always": written even when empty.
enum class Type { Text, TextAlways, Flag, FlagAlways, Bytes, Texts, TextsAlways, ListsByKey, TextsByKey, Extensions };

struct Field {
    const char* name;
    Type type;
};
using Fields = std::vector<Field>;

const Fields clusterFields{{"server", Type::TextAlways},
                           {"tls-server-name", Type::Text},
                           {"insecure-skip-tls-verify", Type::Flag},
                           {"certificate-authority", Type::Text},
                           {"certificate-authority-data", Type::Bytes},
                           {"proxy-url", Type::Text},
                           {"disable-compression", Type::Flag},
                           {"extensions", Type::Extensions}};
const Fields userFields{{"client-certificate", Type::Text},
                        {"client-certificate-data", Type::Bytes},
                        {"client-key", Type::Text},
                        {"client-key-data", Type::Bytes},
                        {"token", Type::Text},
                        {"tokenFile", Type::Text},
                        {"as", Type::Text},
                        {"as-uid", Type::Text},
                        {"as-groups", Type::Texts},
                        {"as-user-extra", Type::ListsByKey},
                        {"username", Type::Text},
                        {"password", Type::Text},
                        {"extensions", Type::Extensions}};
const Fields providerFields{{"name", Type::TextAlways}, {"config", Type::TextsByKey}};
const Fields execFields{{"command", Type::TextAlways},   {"args", Type::TextsAlways},
                        {"apiVersion", Type::Text},      {"installHint", Type::Text},
                        {"interactiveMode", Type::Text}, {"provideClusterInfo", Type::FlagAlways}};
const Fields variableFields{{"name", Type::TextAlways}, {"value", Type::TextAlways}};
const Fields contextFields{{"cluster", Type::TextAlways},
                           {"user", Type::TextAlways},
                           {"namespace", Type::Text},
                           {"extensions", Type::Extensions}};

/// -1 no, 1 yes, 0 neither, for a plain scalar of YAML 1.1.
int truth(std::string_view text)
{
    for (const auto* word : {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"}) {
        if (text == word)
            return 1;
    }
    for (const auto* word : {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"}) {
        if (text == word)
            return -1;
    }
    return 0;
}

/// A plain scalar that YAML 1.1 takes for a number, as go-yaml reads it.
Json numberOf(std::string digits)
{
    std::erase(digits, '_');
    const bool negative = digits.front() == '-';
    auto magnitude = digits.substr(negative || digits.front() == '+' ? 1 : 0);
    int base = 10;
    const char second = magnitude.size() > 1 && magnitude[0] == '0' ? magnitude[1] : '\0';
    if (second == 'x' || second == 'o' || second == 'b') {
        base = second == 'x' ? 16 : second == 'o' ? 8 : 2;
        magnitude.erase(0, 2);
    } else if (second != '\0' && magnitude.find_first_not_of("01234567") == std::string::npos) {
        base = 8;
    }
    char* end = nullptr;
    errno = 0;
    const auto whole = std::strtoull(magnitude.c_str(), &end, base);
    if (*end == '\0' && errno == 0) {
        if (!negative)
            return whole;
        if (whole <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return -static_cast<std::int64_t>(whole);
    }
    if (digits.ends_with("nf") || digits.ends_with("NF") || digits.ends_with("N"))
        return std::numeric_limits<double>::infinity();
    const double value = std::strtod(digits.c_str(), &end);
    if (std::abs(value) < 1e15 && value == std::trunc(value))
        return static_cast<std::int64_t>(value);
    return value;
}

/// Fills Go's structs. The first value that does not fit is kept as the fault.
class Decoder {
public:
    explicit Decoder(std::string path) : m_path(std::move(path)) { }

    [[nodiscard]] const std::optional<Error>& fault() const { return m_fault; }

    void refuse(const YamlNode& node, const std::string& what)
    {
        if (!m_fault)
            m_fault = Error{ErrorKind::Invalid, "kubeconfig.broken",
                            kubeconfig::Problem{m_path, node.line, node.column, what, true}.text()};
    }

    std::string text(const YamlNode& node, const std::string& name)
    {
        if (node.kind == Kind::List || node.kind == Kind::Map)
            refuse(node, name + " must be text");
        else if (node.kind == Kind::Scalar && node.plain && kubeconfig::looksTyped(node.text))
            refuse(node, name + " is an unquoted number or boolean where text belongs; quote it");
        return std::string(node.kind == Kind::Scalar ? node.text : std::string_view());
    }

    Json object(const YamlNode& node, const Fields& fields)
    {
        auto out = Json::object();
        for (const auto& [name, type] : fields)
            put(out, name, type, node.field(name));
        return out;
    }

    /// Any value, for what kubectl keeps without knowing it.
    Json anything(const YamlNode& node)
    {
        if (node.kind == Kind::List) {
            auto out = Json::array();
            for (const auto& item : node.items)
                out.push_back(anything(*item));
            return out;
        }
        if (node.kind == Kind::Map) {
            auto out = Json::object();
            for (const auto& [key, value] : node.fields)
                out[key] = anything(*value);
            return out;
        }
        if (node.kind == Kind::Null)
            return nullptr;
        if (!node.plain || !kubeconfig::looksTyped(node.text))
            return std::string(node.text);
        if (const auto flag = truth(node.text); flag != 0)
            return flag > 0;
        auto number = numberOf(std::string(node.text));
        if (number.is_number_float() && !std::isfinite(number.get<double>()))
            refuse(node, "an infinite number cannot be kept");
        return number;
    }

    std::map<std::string, Json> extensions(const YamlNodePtr& list)
    {
        std::map<std::string, Json> out;
        for (const auto& item : items(list, "extensions")) {
            const auto nameNode = item->field("name");
            const auto body = item->field("extension");
            const auto name = nameNode ? text(*nameNode, "name") : std::string();
            out[name] = body ? anything(*body) : Json(); // the last one counts, as with kubectl
        }
        return out;
    }

    Json user(const YamlNode& node)
    {
        auto out = object(node, userFields);
        if (const auto provider = node.field("auth-provider"); provider && provider->kind == Kind::Map)
            out["auth-provider"] = object(*provider, providerFields);
        const auto exec = node.field("exec");
        if (!exec || exec->kind != Kind::Map)
            return out;
        auto plugin = object(*exec, execFields);
        plugin["env"] = nullptr;
        const auto variables = exec->field("env");
        if (variables && variables->kind == Kind::List)
            plugin["env"] = Json::array();
        for (const auto& variable : items(variables, "env"))
            plugin["env"].push_back(object(*variable, variableFields));
        const auto version = plugin.value("apiVersion", std::string());
        if (!plugin.contains("interactiveMode") && version != "client.authentication.k8s.io/v1"
            && version.starts_with("client.authentication.k8s.io/v1"))
            plugin["interactiveMode"] = "IfAvailable";
        out["exec"] = std::move(plugin);
        return out;
    }

    const std::vector<YamlNodePtr>& items(const YamlNodePtr& list, const std::string& name)
    {
        static const std::vector<YamlNodePtr> none;
        if (!list || list->kind == Kind::Null)
            return none;
        if (list->kind != Kind::List)
            refuse(*list, name + " must be a list");
        return list->items;
    }

private:
    Json texts(const YamlNode& list, const std::string& name)
    {
        auto out = Json::array();
        if (list.kind != Kind::List && list.kind != Kind::Null)
            refuse(list, name + " must be a list");
        for (const auto& item : list.items)
            out.push_back(text(*item, name));
        return list.kind == Kind::Null ? Json() : out;
    }

    void put(Json& out, const std::string& name, Type type, const YamlNodePtr& found)
    {
        static const YamlNode null;
        const auto& node = found ? *found : null;
        switch (type) {
        case Type::Text:
        case Type::TextAlways:
            if (auto value = text(node, name); !value.empty() || type == Type::TextAlways)
                out[name] = std::move(value);
            break;
        case Type::Flag:
        case Type::FlagAlways: putFlag(out, name, type, node); break;
        case Type::Bytes:
            if (const auto bytes = kubeconfig::decodeBase64(text(node, name)); !bytes)
                refuse(node, name + " is not base64");
            else if (!bytes->empty())
                out[name] = encodeBase64(*bytes);
            break;
        case Type::Texts:
        case Type::TextsAlways:
            if (auto list = texts(node, name); !list.empty() || type == Type::TextsAlways)
                out[name] = std::move(list);
            break;
        case Type::ListsByKey:
        case Type::TextsByKey: putMap(out, name, type, node); break;
        case Type::Extensions:
            for (const auto& [key, value] : extensions(found))
                out[name].push_back({{"name", key}, {"extension", value}});
            break;
        }
    }

    void putFlag(Json& out, const std::string& name, Type type, const YamlNode& node)
    {
        const int flag = node.kind == Kind::Scalar && node.plain ? truth(node.text) : 0;
        if (flag == 0 && node.kind != Kind::Null)
            refuse(node, name + " must be true or false, without quotes");
        if (flag > 0 || type == Type::FlagAlways)
            out[name] = flag > 0;
    }

    void putMap(Json& out, const std::string& name, Type type, const YamlNode& node)
    {
        const bool always = type == Type::TextsByKey;
        if (node.kind != Kind::Map && node.kind != Kind::Null)
            refuse(node, name + " must be a map");
        auto map = node.kind == Kind::Map ? Json::object() : Json();
        for (const auto& [key, value] : node.fields)
            map[key] = always ? Json(text(*value, name)) : texts(*value, name);
        if (always || !map.empty())
            out[name] = std::move(map);
    }

    std::string m_path;
    std::optional<Error> m_fault{};
};

Json listOf(const ConfigItems& items, const char* bodyName)
{
    Json out;
    for (const auto& [name, item] : items)
        out.push_back({{"name", name}, {bodyName, item.body}});
    return out;
}

Json listOf(const std::map<std::string, Json>& extensions)
{
    Json out;
    for (const auto& [name, body] : extensions)
        out.push_back({{"name", name}, {"extension", body}});
    return out;
}

template <class Read>
void readItems(ConfigItems& items, Decoder& decoder, const YamlNode& root, const char* listName, const char* bodyName,
               const std::string& path, Read read)
{
    static const YamlNode null;
    for (const auto& node : decoder.items(root.field(listName), listName)) {
        const auto name = node->field("name");
        const auto body = node->field(bodyName);
        items[name ? decoder.text(*name, "name") : std::string()] = {read(body ? *body : null), path};
    }
}

} // namespace

Json ConfigJson::json() const
{
    Json out{{"kind", "Config"},
             {"apiVersion", "v1"},
             {"clusters", listOf(clusters, "cluster")},
             {"users", listOf(users, "user")},
             {"contexts", listOf(contexts, "context")},
             {"current-context", currentContext}};
    if (!extensions.empty())
        out["extensions"] = listOf(extensions);
    if (colors)
        out["preferences"]["colors"] = true;
    if (!preferenceExtensions.empty())
        out["preferences"]["extensions"] = listOf(preferenceExtensions);
    return out;
}

Result<ConfigJson> readConfigJson(const std::string& path, std::string_view bytes)
{
    for (const auto& problem : kubeconfig::parseConfigFile(path, bytes).problems) {
        if (problem.broken)
            return failure(ErrorKind::Invalid, "kubeconfig.broken", problem.text());
    }
    const auto document = kubeconfig::parseYaml(kubeconfig::decodeText(bytes)->text);
    const auto& root = *document->root;
    ConfigJson config;
    Decoder decoder(path);
    const auto shaped = [&](const Fields& fields) {
        return [&](const YamlNode& body) { return decoder.object(body, fields); };
    };
    readItems(config.clusters, decoder, root, "clusters", "cluster", path, shaped(clusterFields));
    readItems(config.users, decoder, root, "users", "user", path,
              [&](const YamlNode& body) { return decoder.user(body); });
    readItems(config.contexts, decoder, root, "contexts", "context", path, shaped(contextFields));
    config.extensions = decoder.extensions(root.field("extensions"));
    if (const auto preferences = root.field("preferences"); preferences && preferences->kind != Kind::Null) {
        if (preferences->kind != Kind::Map)
            decoder.refuse(*preferences, "preferences must be a map");
        config.colors = decoder.object(*preferences, {{"colors", Type::Flag}}).contains("colors");
        config.preferenceExtensions = decoder.extensions(preferences->field("extensions"));
    }
    config.currentContext =
        decoder.object(root, {{"current-context", Type::TextAlways}})["current-context"].get<std::string>();
    if (decoder.fault())
        return failure(*decoder.fault());
    return config;
}

void addMissing(ConfigJson& into, const ConfigJson& from)
{
    into.clusters.insert(from.clusters.begin(), from.clusters.end());
    into.users.insert(from.users.begin(), from.users.end());
    into.contexts.insert(from.contexts.begin(), from.contexts.end());
    into.extensions.insert(from.extensions.begin(), from.extensions.end());
    into.preferenceExtensions.insert(from.preferenceExtensions.begin(), from.preferenceExtensions.end());
    into.colors = into.colors || from.colors;
    if (into.currentContext.empty())
        into.currentContext = from.currentContext;
}

} // namespace orrery::cli
