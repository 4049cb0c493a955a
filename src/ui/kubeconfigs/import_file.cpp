#include "ui/kubeconfigs/import_file.h"

#include "clouds/detection.h"
#include "clouds/region.h"
#include "kubeconfig/kubeconfig.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

namespace orrery::ui {

namespace {

struct Sign {
    std::string_view text;
    std::string_view provider;
};

/// How `aws eks update-kubeconfig` and `gcloud container clusters get-credentials` call what they write.
constexpr std::array nameStarts{Sign{"arn:aws:eks:", "aws"}, Sign{"arn:aws-cn:eks:", "aws"}, Sign{"gke_", "gcp"}};

constexpr std::array programs{
    Sign{"aws", "aws"},
    Sign{"aws-iam-authenticator", "aws"},
    Sign{"gke-gcloud-auth-plugin", "gcp"},
    Sign{"kubelogin", "azure"},
};

/// The first part between `_`, `:` and `.` that is a region or zone of the provider.
std::string regionIn(std::string_view text, std::string_view provider)
{
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("_:."), text.size());
        const auto* region = clouds::findRegionOfZone(text.substr(0, end));
        if (region && region->provider == provider)
            return std::string(region->region);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

ImportContext describe(const kubeconfig::Kubeconfig& config, const kubeconfig::ContextEntry& entry)
{
    ImportContext context;
    context.name = entry.name;
    context.cluster = entry.cluster;
    context.user = entry.user;
    const auto access = config.resolve(entry.name);
    if (!access) {
        context.problem = access.error().message;
        return context;
    }
    context.server = access->host + ":" + std::to_string(access->port);
    context.insecure = access->insecure;
    context.credential = engine::credentialKind(*access);
    context.expires = engine::credentialEnd(*access);
    context.place = guessPlace(access->host, {entry.name, entry.cluster},
                               access->plugin ? access->plugin->entry.command : std::string());
    return context;
}

} // namespace

PlaceGuess guessPlace(const std::string& host, const std::vector<std::string>& names, const std::string& program)
{
    clouds::Traces traces;
    traces.host = host;
    if (const auto found = clouds::detectProvider(traces); !found.provider.empty())
        return {found.provider, found.region, PlaceGuess::Sign::Server, host};
    for (const auto& name : names) {
        for (const auto& sign : nameStarts) {
            if (name.starts_with(sign.text))
                return {std::string(sign.provider), regionIn(name, sign.provider), PlaceGuess::Sign::Name, name};
        }
    }
    const auto command = std::filesystem::path(program).stem().string();
    for (const auto& sign : programs) {
        if (command == sign.text)
            return {std::string(sign.provider), {}, PlaceGuess::Sign::Program, command};
    }
    return {};
}

std::string ImportFile::stem() const
{
    return std::filesystem::path(path).stem().string();
}

const ImportContext* ImportFile::context(const std::string& name) const
{
    const auto found = std::find_if(contexts.begin(), contexts.end(), [&](const auto& it) { return it.name == name; });
    return found == contexts.end() ? nullptr : &*found;
}

ImportFile importText(const std::string& path, std::string bytes)
{
    ImportFile file;
    file.path = path;
    file.bytes = std::move(bytes);
    auto parsed = kubeconfig::parseConfigFile(path, file.bytes);
    const auto broken =
        std::find_if(parsed.problems.begin(), parsed.problems.end(), [](const auto& it) { return it.broken; });
    if (broken != parsed.problems.end()) {
        file.state = ImportFile::State::Broken;
        file.problem = (broken->line > 0 ? std::to_string(broken->line) + ":" + std::to_string(broken->column) + ": "
                                         : std::string())
                     + broken->message;
        return file;
    }
    const auto config = kubeconfig::Kubeconfig::of({std::move(parsed)});
    for (const auto& entry : config.contexts())
        file.contexts.push_back(describe(config, entry));
    if (file.contexts.empty())
        file.state = ImportFile::State::Empty;
    return file;
}

ImportFile readImportFile(const std::string& path, const std::string& tool)
{
    auto bytes = kubeconfig::readFile(path);
    auto file = bytes ? importText(path, std::move(*bytes)) : ImportFile{};
    file.path = path;
    file.tool = tool;
    if (!bytes) {
        file.state = ImportFile::State::Unreadable;
        file.problem = bytes.error().message;
    }
    return file;
}

} // namespace orrery::ui
