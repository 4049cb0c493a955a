#include "cli/scenario_file.h"

#include "cli/invocation.h"
#include "federation/yaml.h"

namespace orrery::cli {

Result<ScenarioFile> readScenario(const std::string& path)
{
    const auto file = readInput(path);
    if (!file)
        return failure(file.error());
    auto documents = federation::readYaml(file->bytes, file->source);
    if (!documents)
        return failure(documents.error());
    if (documents->size() != 1)
        return failure(ErrorKind::Invalid, "scenario.documents",
                       file->source + " holds " + std::to_string(documents->size())
                           + " documents; a scenario is exactly one");
    return ScenarioFile{std::move(documents->front().value), file->source};
}

} // namespace orrery::cli
