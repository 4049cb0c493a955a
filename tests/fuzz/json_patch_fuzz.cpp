#include "federation/json_patch.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace orrery;

/// Any patch on any document, cut at the first 0xFF: an outcome that is equal to itself, or an error; never half of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto cut = bytes.find('\xff');
    const auto document = api::parseJson(bytes.substr(0, cut));
    const auto patch = api::parseJson(cut == std::string::npos ? "[]" : bytes.substr(cut + 1));
    if (!document || !patch)
        return 0;
    const auto made = federation::patched(*document, *patch);
    if (!made)
        return 0;
    const auto test = api::Json::array({{{"op", "test"}, {"path", ""}, {"value", *made}}});
    // What does not nest too deep to be tested equals itself.
    const auto again = federation::patched(*made, test);
    if (!again && again.error().message.find("too deep") == std::string::npos)
        std::abort();
    if (patch->empty() && *made != *document)
        std::abort();
    return 0;
}
