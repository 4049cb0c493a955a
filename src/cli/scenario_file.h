#pragma once

#include "api/json.h"
#include "base/error.h"

#include <string>

namespace orrery::cli {

struct ScenarioFile {
    api::Json scenario{};
    std::string source{}; ///< the file's name, or "standard input"
};
/// The one document of a file, or of standard input for `-`. Invalid `scenario.documents`, and what reading says.
[[nodiscard]] Result<ScenarioFile> readScenario(const std::string& path);

} // namespace orrery::cli
