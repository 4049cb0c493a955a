#include "federation/drill.h"
#include "federation/simulate.h"
#include "federation/yaml.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace orrery;

/// Any scenario: an answer, the same one twice, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto documents = federation::readYaml(std::string(reinterpret_cast<const char*>(data), size), "scenario");
    if (!documents || documents->size() != 1)
        return 0;
    const auto& scenario = documents->front().value;
    const auto made = federation::simulate(scenario);
    if (!made)
        return 0;
    const auto again = federation::simulate(scenario);
    if (!again || *again != *made)
        std::abort();
    (void)federation::drill(scenario, {"a"});
    return 0;
}
