#include "kubeconfig/entry_form.h"

#include "base/bytes.h"
#include "kubeconfig/access.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/yaml_write.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace orrery::kubeconfig {

namespace {

namespace fs = std::filesystem;
using Kind = YamlNode::Kind;

/// Fields that name a certificate or key by path; with `-data` behind, they hold it.
constexpr std::array certificateFields{"certificate-authority", "client-certificate", "client-key"};

bool isCertificate(std::string_view field)
{
    return std::find(certificateFields.begin(), certificateFields.end(), field) != certificateFields.end();
}

bool saysNothing(const YamlNode& value)
{
    switch (value.kind) {
    case Kind::Null: return true;
    case Kind::Scalar:
        return value.text.empty()
            || (value.plain
                && (value.text == "false" || value.text == "no" || value.text == "off" || value.text == "n"));
    case Kind::List: return value.items.empty();
    case Kind::Map: return value.fields.empty();
    }
    return false;
}

bool hasSeparator(const std::string& command)
{
#ifdef _WIN32
    return command.find_first_of("/\\") != std::string::npos;
#else
    return command.find('/') != std::string::npos;
#endif
}

std::string absolutePath(const std::string& file, const std::string& path)
{
    std::error_code error;
    const auto whole = fs::absolute(besideFile(file, path), error);
    return (error ? fs::path(path) : whole.lexically_normal()).string();
}

/// Below the folder it is named from there, so that both can move together.
std::string pathFrom(const std::string& folder, const std::string& absolute)
{
    if (folder.empty())
        return absolute;
    const auto relative = fs::path(absolute).lexically_relative(fs::path(folder).lexically_normal());
    if (relative.empty() || *relative.begin() == ".." || *relative.begin() == ".")
        return absolute;
    return relative.string();
}

/// A command relative to the file needs a separator in it, or it would be looked for in PATH.
std::string commandFrom(const std::string& folder, const std::string& absolute)
{
    auto path = pathFrom(folder, absolute);
    return hasSeparator(path) ? path : "./" + path;
}

/// The exec map with another command.
YamlNodePtr withCommand(const YamlNode& exec, const std::string& command)
{
    auto fields = exec.fields;
    for (auto& [key, value] : fields) {
        if (key == "command")
            value = yamlText(command);
    }
    return yamlMap(std::move(fields));
}

std::string commandOf(const YamlNode& exec)
{
    const auto* command = exec.find("command");
    return std::string(command ? command->text : std::string_view());
}

std::string execMeaning(const YamlNode& exec, const std::string& file)
{
    std::vector<std::pair<std::string, YamlNodePtr>> fields;
    for (const auto& [key, value] : exec.fields) {
        if (!saysNothing(*value))
            fields.emplace_back(key, value);
    }
    const auto kept = yamlMap(std::move(fields));
    const auto command = commandOf(exec);
    return meaning(hasSeparator(command) ? *withCommand(*kept, absolutePath(file, command)) : *kept);
}

std::string certificateMeaning(const std::string& field, const YamlNode& body, const std::string& file)
{
    std::string out;
    if (const auto* path = body.find(field); path && !path->text.empty()) {
        const std::string named(path->text);
        const auto bytes = readFile(besideFile(file, named));
        out += bytes ? "bytes:" + encodeBase64(*bytes) : "path:" + absolutePath(file, named);
    }
    if (const auto* inlined = body.find(field + "-data"); inlined && !inlined->text.empty()) {
        out.append("bytes:").append(inlined->text);
        std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });
    }
    return out;
}

std::string fieldMeaning(EntryKind kind, const std::string& key, const YamlNode& value, const std::string& file)
{
    if (kind == EntryKind::User && key == "tokenFile")
        return "path:" + absolutePath(file, std::string(value.text));
    if (kind == EntryKind::User && key == "exec")
        return execMeaning(value, file);
    return meaning(value);
}

bool isPath(EntryKind kind, const std::string& key)
{
    return kind != EntryKind::Context && (isCertificate(key) || key == "tokenFile");
}

} // namespace

std::string formField(std::string_view field)
{
    for (const std::string_view name : certificateFields) {
        if (field.starts_with(name) && field.substr(name.size()) == "-data")
            return std::string(name);
    }
    return std::string(field);
}

EntryForm entryForm(EntryKind kind, const YamlNode& body, const std::string& file)
{
    EntryForm::Fields form;
    for (const auto& [key, value] : body.fields) {
        if (saysNothing(*value))
            continue;
        const auto field = kind == EntryKind::Context ? key : formField(key);
        if (form.contains(field))
            continue;
        const bool certificate = kind != EntryKind::Context && isCertificate(field);
        const auto text = certificate ? certificateMeaning(field, body, file) : fieldMeaning(kind, key, *value, file);
        if (!text.empty())
            form[field] = sha256(text);
    }
    return EntryForm(std::move(form));
}

Result<YamlNodePtr> movedBody(EntryKind kind, const YamlNodePtr& body, const std::string& file,
                              const std::string& folder, PathStyle style)
{
    const auto moves = [&](const auto& field) {
        return isPath(kind, field.first) || (kind == EntryKind::User && field.first == "exec");
    };
    if (std::none_of(body->fields.begin(), body->fields.end(), moves))
        return body;
    std::vector<std::pair<std::string, YamlNodePtr>> fields;
    for (const auto& [key, value] : body->fields) {
        const bool path = isPath(kind, key) && value->kind == Kind::Scalar && !value->text.empty();
        if (path && style == PathStyle::Embed && isCertificate(key)) {
            const auto bytes = readFile(besideFile(file, std::string(value->text)));
            if (!bytes)
                return failure(ErrorKind::Invalid, "merge.file", key + " cannot be embedded: " + bytes.error().message);
            fields.emplace_back(key + "-data", yamlText(encodeBase64(*bytes)));
        } else if (path && fs::path(value->text).is_relative()) {
            fields.emplace_back(key, yamlText(pathFrom(folder, absolutePath(file, std::string(value->text)))));
        } else if (kind == EntryKind::User && key == "exec" && hasSeparator(commandOf(*value))
                   && fs::path(commandOf(*value)).is_relative()) {
            fields.emplace_back(key, withCommand(*value, commandFrom(folder, absolutePath(file, commandOf(*value)))));
        } else {
            fields.emplace_back(key, value);
        }
    }
    return yamlMap(std::move(fields));
}

std::vector<std::string> missingFiles(EntryKind kind, const YamlNode& body, const std::string& file)
{
    std::vector<std::string> missing;
    for (const auto& [key, value] : body.fields) {
        if (!isPath(kind, key) || value->text.empty())
            continue;
        std::error_code error;
        auto path = besideFile(file, std::string(value->text));
        if (!fs::exists(path, error))
            missing.push_back(std::move(path));
    }
    return missing;
}

} // namespace orrery::kubeconfig
