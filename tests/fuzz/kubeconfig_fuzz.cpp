#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/plain_yaml.h"
#include "kubeconfig/text_diff.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

using namespace orrery::kubeconfig;

/// Reading any bytes: no crash, no hang, and both readers of YAML say the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto config = Kubeconfig::of({parseConfigFile("fuzz", bytes)});
    for (const auto& context : config.contexts()) {
        (void)config.clusterOf(context);
        (void)config.userOf(context);
    }
    (void)maskSecrets(bytes);
    const auto decoded = decodeText(bytes);
    if (!decoded)
        return 0;
    if (const auto plain = readPlainYaml(std::make_shared<const std::string>(decoded->text))) {
        const auto any = parseAnyYaml(decoded->text);
        if (!any || any->root->fields.size() != plain->fields.size() || any->root->items.size() != plain->items.size())
            std::abort();
    }
    return 0;
}
