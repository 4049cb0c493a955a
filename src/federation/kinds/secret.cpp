#include "base/bytes.h"
#include "federation/kind.h"

namespace orrery::federation::kinds {

namespace {

/// `stringData` can only be written: what a member answers is `data`, and must compare equal.
void prepare(api::Json& manifest)
{
    const auto plain = api::at(manifest, "/stringData");
    if (!plain.is_object())
        return;
    if (!manifest["data"].is_object())
        manifest["data"] = api::Json::object();
    for (const auto& [key, value] : plain.items()) {
        if (value.is_string())
            manifest["data"][key] = encodeBase64(value.get<std::string>());
    }
    manifest.erase("stringData");
}

} // namespace

extern const FederatedKind secret;
const FederatedKind secret{
    .resource = {"", "v1", "Secret", "secrets", true},
    .health = presenceHealth,
    .prepare = prepare,
};

} // namespace orrery::federation::kinds
