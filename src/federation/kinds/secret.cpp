#include "federation/kind.h"

#include <openssl/evp.h>

namespace orrery::federation::kinds {

namespace {

std::string base64(const std::string& bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // EVP_EncodeBlock ends with a zero byte
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()), int(bytes.size()));
    out.resize(std::size_t(size));
    return out;
}

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
            manifest["data"][key] = base64(value.get<std::string>());
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
