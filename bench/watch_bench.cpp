#include "api/object.h"
#include "runtime/store.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

/// What one event of a watch costs until it is in the store: cut out of the stream, decoded, put. One thread.
/// ORRERY_BENCH_EVENTS names a file of bench/sample_events.py. The peer: tests/kubernetes/cmd/watchpeer.
namespace {

using namespace orrery;

const std::string& stream()
{
    static const std::string bytes = [] {
        const auto* path = std::getenv("ORRERY_BENCH_EVENTS");
        std::ifstream file(path ? path : "", std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    return bytes;
}

void decodeAndStore(benchmark::State& state)
{
    if (stream().empty()) {
        state.SkipWithError("ORRERY_BENCH_EVENTS names no file of bench/sample_events.py");
        return;
    }
    // As much as a TLS record brings at once.
    constexpr std::size_t piece = 16'384;
    std::int64_t events = 0;
    for (auto _ : state) {
        runtime::Store store;
        api::LineSplitter lines;
        const std::string_view all = stream();
        for (std::size_t at = 0; at < all.size(); at += piece) {
            (void)lines.push(all.substr(at, piece), [&](std::string_view line) {
                const auto event = api::readWatchEvent(line);
                if (!event)
                    return state.SkipWithError(event.error().message.c_str());
                store.put(event->object, SteadyTime());
                ++events;
            });
        }
        benchmark::DoNotOptimize(store.snapshot().size());
    }
    state.SetItemsProcessed(events);
    state.SetBytesProcessed(static_cast<std::int64_t>(stream().size() * state.iterations()));
}

BENCHMARK(decodeAndStore)->Unit(benchmark::kMillisecond);

} // namespace
