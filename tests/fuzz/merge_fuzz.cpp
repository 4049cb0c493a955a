#include "kubeconfig/merge.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace orrery::kubeconfig;

/// Merging any bytes into any bytes, cut at the first 0xFF: a plan or an error; and merging again changes no byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto cut = bytes.find('\xff');
    const auto target = bytes.substr(0, cut);
    const auto source = cut == std::string::npos ? std::string() : bytes.substr(cut + 1);
    const auto plan = planMerge("", &target, {{"-", source, ""}}, {});
    if (!plan)
        return 0;
    const auto again = planMerge("", &plan->after, {{"-", source, ""}}, {});
    if (!again || again->after != plan->after)
        std::abort();
    return 0;
}
