#include "client/gate.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace orrery::client {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t keptWarnings = 20;
constexpr milliseconds longestPause{15'000};

/// The text between the first and the last quote: RFC 7234 Warning is `299 - "text"`.
std::string warningText(std::string_view header)
{
    const auto from = header.find('"');
    const auto to = header.rfind('"');
    return std::string(from != to && to != std::string_view::npos ? header.substr(from + 1, to - from - 1) : header);
}

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, the only form that servers may send).
std::optional<WallTime> parseHttpDate(const std::string& text)
{
    std::tm civil{};
    char month[4]{};
    if (std::sscanf(text.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d", &civil.tm_mday, month, &civil.tm_year,
                    &civil.tm_hour, &civil.tm_min, &civil.tm_sec)
        != 6)
        return std::nullopt;
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto at = months.find(month);
    if (at == std::string_view::npos)
        return std::nullopt;
    using namespace std::chrono;
    return sys_days{year{civil.tm_year} / int(at / 3 + 1) / civil.tm_mday} + hours{civil.tm_hour}
         + minutes{civil.tm_min} + seconds{civil.tm_sec};
}

} // namespace

Gate::Gate(const SessionOptions& options, const Clock& clock)
    : m_cluster(options.cluster), m_maxConcurrent(options.maxConcurrent), m_breakerFailures(options.breakerFailures),
      m_breakerPause(options.breakerPause), m_requestTimeout(options.requestTimeout), m_clock(clock)
{
}

bool Gate::closedOff() const
{
    return m_health.breakerOpen && m_clock.now() < m_openUntil;
}

Result<Gate::Way> Gate::enter(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_placeFree.wait(lock, stop, [&] { return m_underWay < m_maxConcurrent || closedOff(); }))
        return failure(ErrorKind::Cancelled, "client.cancelled", "cancelled before it was sent");
    if (closedOff())
        return failure(ErrorKind::Unavailable, "client.breaker-open",
                       m_cluster + " does not answer (" + m_lastCause + ")");
    ++m_underWay;
    if (!m_health.breakerOpen)
        return Way::Ordinary;
    m_openUntil = m_clock.now() + m_pause + m_requestTimeout; // the others wait for the outcome of this one
    return Way::Trial;
}

void Gate::leave(Way way)
{
    if (way == Way::Probe)
        return;
    const std::lock_guard lock(m_mutex);
    --m_underWay;
    m_placeFree.notify_one();
}

void Gate::answered(const http::Headers& headers, milliseconds latency)
{
    const std::lock_guard lock(m_mutex);
    m_health.latency = latency;
    noteAnswer(headers);
}

void Gate::answered(const http::Headers& headers)
{
    const std::lock_guard lock(m_mutex);
    noteAnswer(headers);
}

void Gate::failed(const Error& error, Way way)
{
    const std::lock_guard lock(m_mutex);
    if (error.kind != ErrorKind::Unavailable) {
        if (way == Way::Trial)
            m_openUntil = m_clock.now(); // it told nothing: the next one is the trial
        return;
    }
    m_lastCause = error.message;
    ++m_failures;
    if (m_health.breakerOpen) {
        // Requests that were sent before it opened fail one by one; only the trial's failure is news.
        if (way != Way::Trial)
            return;
        m_pause = std::min(m_pause * 2, std::max(longestPause, m_breakerPause));
    } else if (m_failures >= m_breakerFailures) {
        m_pause = m_breakerPause;
        m_health.breakerOpen = true;
    } else {
        return;
    }
    m_openUntil = m_clock.now() + m_pause;
    m_placeFree.notify_all(); // whoever waits for a place need not
}

void Gate::noteAnswer(const http::Headers& headers)
{
    m_failures = 0;
    m_health.breakerOpen = false;
    m_health.answered = true;
    m_health.lastAnswer = m_clock.wall();
    noteHeaders(headers);
}

void Gate::noteHeaders(const http::Headers& headers)
{
    if (const auto date = http::find(headers, "Date")) {
        if (const auto theirs = parseHttpDate(std::string(*date)))
            m_health.clockSkew = std::chrono::duration_cast<std::chrono::seconds>(*theirs - m_clock.wall());
    }
    for (const auto& header : headers) {
        if (header.name.size() != 7 || !http::find({header}, "Warning"))
            continue;
        auto text = warningText(header.value);
        auto& seen = m_health.warnings;
        if (seen.size() < keptWarnings && std::find(seen.begin(), seen.end(), text) == seen.end())
            seen.push_back(std::move(text));
    }
}

SessionHealth Gate::health() const
{
    const std::lock_guard lock(m_mutex);
    return m_health;
}

} // namespace orrery::client
