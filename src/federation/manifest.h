#pragma once

#include "api/json.h"
#include "base/error.h"

#include <string>
#include <vector>

namespace orrery::federation {

/// One object of a manifest file, ready to be federated.
struct Manifest {
    api::Json document{};
    int line = 1; ///< where it begins
    std::vector<std::string> warnings{}; ///< what was converted or left out, in sentences
};

/// Reads YAML or JSON (UTF-8 or UTF-16), several documents, `kind: List` taken apart, empty documents skipped; checks
/// that each is an object that can be named; converts removed API versions and leaves out what servers write. `source`
/// names the text in errors: "web.yaml:3:5: …". Invalid `manifest.*`; nothing is answered unless all of it can be used,
/// and no error holds a value of the text. Any thread.
[[nodiscard]] Result<std::vector<Manifest>> readManifests(const std::string& bytes, const std::string& source);

/// Turns an object of an API version that Kubernetes removed into today's, where the mapping of fields is known:
/// the workloads of extensions/v1beta1 and apps/v1beta*, Ingress, CronJob, PodDisruptionBudget and those that only
/// changed their version. The warnings say what was done, also where a default is another one now. Invalid
/// `manifest.removed-api` with what to do when the mapping is not known. Leaves today's objects alone.
[[nodiscard]] Result<std::vector<std::string>> convertOld(api::Json& document);

} // namespace orrery::federation
