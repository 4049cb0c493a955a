#include "api/watch_machine.h"

#include <algorithm>

namespace orrery::api {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds first{800};
constexpr milliseconds longest{30'000};
constexpr std::chrono::minutes quiet{2}; // after this long the next failure counts as the first again

} // namespace

// Multiplied: neighbouring seeds of this generator would begin with the same draw.
WatchMachine::WatchMachine(unsigned seed) : m_random(seed * 2654435761u) { }

WatchMachine::Step WatchMachine::start()
{
    return list();
}

WatchMachine::List WatchMachine::list() const
{
    return {m_anyState ? "0" : ""};
}

WatchMachine::Step WatchMachine::listed(std::string resourceVersion, SteadyTime now)
{
    m_resourceVersion = std::move(resourceVersion);
    m_haveList = true;
    m_anyState = false;
    m_refusals = 0;
    m_watchStarted = now;
    m_sawEvent = false;
    return Watch{m_resourceVersion};
}

void WatchMachine::advanced(std::string resourceVersion, SteadyTime now)
{
    m_sawEvent = true;
    m_goneInARow = 0;
    m_refusals = 0;
    if (!resourceVersion.empty())
        m_resourceVersion = std::move(resourceVersion);
    if (m_failures && now - m_lastFailure > quiet)
        m_failures = 0;
}

WatchMachine::Step WatchMachine::ended(SteadyTime now)
{
    // A watch that ends at once without a word would be a hot loop: some proxies do that.
    if (!m_sawEvent && now - m_watchStarted < milliseconds(1'000))
        return backOff(now);
    m_watchStarted = now;
    m_sawEvent = false;
    return Watch{m_resourceVersion};
}

WatchMachine::Step WatchMachine::failed(const Error& error, SteadyTime now)
{
    const auto pause = error.retryAfter.value_or(milliseconds(0));
    if (error.kind == ErrorKind::Gone) {
        m_haveList = false;
        m_anyState = false; // also a first list whose later pages expired needs a state that lasts
        return ++m_goneInARow > 1 ? backOff(now, pause) : Step(list());
    }
    if (error.kind == ErrorKind::Unavailable) {
        if (error.code.starts_with("api.") && ++m_refusals >= 3)
            m_haveList = false;
    } else if (error.kind != ErrorKind::Throttled) {
        m_haveList = false;
    }
    return backOff(now, pause);
}

WatchMachine::Step WatchMachine::waited(SteadyTime now)
{
    if (!m_haveList)
        return list();
    m_watchStarted = now;
    m_sawEvent = false;
    return Watch{m_resourceVersion};
}

WatchMachine::Step WatchMachine::backOff(SteadyTime now, milliseconds atLeast)
{
    if (now - m_lastFailure > quiet)
        m_failures = 0;
    m_lastFailure = now;
    const auto base = std::min(longest, first * (1 << std::min(m_failures, 6)));
    ++m_failures;
    const auto jitter = std::uniform_int_distribution<long>(0, base.count() / 2)(m_random);
    const auto delay = std::min(longest, base + milliseconds(jitter));
    return WaitThenRetry{std::max(delay, std::min(atLeast, longest))};
}

} // namespace orrery::api
