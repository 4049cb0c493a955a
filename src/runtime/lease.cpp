#include "runtime/lease.h"

#include "base/log.h"

#include <algorithm>
#include <condition_variable>

namespace orrery::runtime {

using api::Json;
using api::text;
using std::chrono::milliseconds;

namespace {

const api::Resource leases{"coordination.k8s.io", "v1", "Lease", "leases", true};

/// What makes a record another one than the one seen before.
Json fingerprint(const Json& spec)
{
    return {text(spec, "/holderIdentity"), text(spec, "/renewTime"), text(spec, "/acquireTime"),
            api::number(spec, "/leaseTransitions")};
}

} // namespace

LeaseMachine::LeaseMachine(LeaseOptions options) : m_options(std::move(options)) { }

LeaseMachine::Act LeaseMachine::look(const Json& spec, SteadyTime now)
{
    const auto seen = fingerprint(spec);
    if (m_observed != seen) {
        m_observed = seen;
        m_observedAt = now;
    }
    const auto holder = text(spec, "/holderIdentity");
    if (holder == m_options.identity)
        return m_renewedAt ? Act::Renew : Act::Acquire;
    m_renewedAt.reset();
    if (holder.empty())
        return Act::Acquire;
    const auto duration = std::chrono::seconds(api::number(
        spec, "/leaseDurationSeconds", std::chrono::duration_cast<std::chrono::seconds>(m_options.duration).count()));
    return now - m_observedAt > duration ? Act::Acquire : Act::Nothing;
}

void LeaseMachine::wrote(SteadyTime now, WallTime wall)
{
    m_renewedAt = now;
    m_renewedWall = wall;
}

bool LeaseMachine::holding(SteadyTime now, WallTime wall) const
{
    return m_renewedAt && now - *m_renewedAt < m_options.renewDeadline
        && wall - m_renewedWall < m_options.renewDeadline;
}

Json LeaseMachine::next(const Json& spec, WallTime wall) const
{
    const bool ours = text(spec, "/holderIdentity") == m_options.identity;
    const auto now = rfc3339Micro(wall);
    const auto duration = std::chrono::ceil<std::chrono::seconds>(m_options.duration).count();
    return {{"holderIdentity", m_options.identity},
            {"leaseDurationSeconds", duration},
            {"acquireTime", ours ? text(spec, "/acquireTime", now) : now},
            {"renewTime", now},
            {"leaseTransitions", api::number(spec, "/leaseTransitions") + (ours || spec.is_null() ? 0 : 1)}};
}

LeaseHolder::LeaseHolder(std::shared_ptr<client::Session> session, LeaseOptions options,
                         std::function<void(bool)> changed, const Clock& clock)
    : m_session(std::move(session)), m_options(options), m_changed(std::move(changed)), m_clock(clock),
      m_machine(std::move(options))
{
    m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

void LeaseHolder::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

LeaseHolder::~LeaseHolder()
{
    stop();
    if (!holding())
        return;
    m_written["spec"]["holderIdentity"] = "";
    m_written["spec"]["leaseDurationSeconds"] = 1;
    (void)send(api::replaceRequest(leases, m_written));
}

bool LeaseHolder::holdingNow() const
{
    return m_machine.holding(m_clock.now(), m_clock.wall());
}

bool LeaseHolder::holding() const
{
    const std::lock_guard lock(m_mutex);
    return holdingNow();
}

LeaseRecord LeaseHolder::record() const
{
    const std::lock_guard lock(m_mutex);
    auto record = m_record;
    record.ours = holdingNow();
    return record;
}

/// Short limits: a server that hangs must not keep us from noticing that our time is over.
Result<Json> LeaseHolder::send(http::HttpRequest request, std::stop_token stop)
{
    request.timeout = std::max(m_options.renewDeadline / 5, milliseconds(1));
    return m_session->json(request, std::move(stop));
}

void LeaseHolder::step(std::stop_token stop)
{
    auto lease = send(api::getRequest(leases, m_options.key), stop);
    const bool missing = !lease && lease.error().kind == ErrorKind::NotFound;
    if (!lease && !missing) {
        log().debug("lease: {}", lease.error().text());
        return;
    }
    Json object = missing ? Json{{"apiVersion", "coordination.k8s.io/v1"},
                                 {"kind", "Lease"},
                                 {"metadata", {{"name", m_options.key.name}, {"namespace", m_options.key.ns}}}}
                          : *lease;
    const auto spec = api::at(object, "/spec");
    {
        const std::lock_guard lock(m_mutex);
        const auto act = m_machine.look(spec, m_clock.now());
        remember(spec);
        if (act == LeaseMachine::Act::Nothing)
            return;
        object["spec"] = m_machine.next(spec, m_clock.wall());
    }
    // The time that counts is the one before the request: the server may have been slow.
    const auto asked = m_clock.now();
    const auto askedWall = m_clock.wall();
    // Not cancelled: a renewal that is written and not known of could not be released.
    auto written = send(missing ? api::createRequest(leases, object) : api::replaceRequest(leases, object));
    if (!written) {
        log().debug("lease: {}",
                    written.error().text()); // somebody was faster, or nobody answered: the next look tells
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_machine.wrote(asked, askedWall);
    remember(api::at(*written, "/spec"));
    m_written = std::move(*written);
}

void LeaseHolder::remember(const Json& spec)
{
    m_record.holder = text(spec, "/holderIdentity");
    m_record.renewed = parseRfc3339(text(spec, "/renewTime"));
    m_record.duration = std::chrono::seconds(api::number(spec, "/leaseDurationSeconds", 15));
}

void LeaseHolder::tell()
{
    if (const bool now = holding(); now != m_told) {
        m_told = now;
        m_changed(now);
    }
}

void LeaseHolder::run(std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    while (!stop.stop_requested()) {
        tell(); // a pause may have lasted too long, even if the next write succeeds
        step(stop);
        tell();
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, m_options.retry, [] { return false; });
    }
}

} // namespace orrery::runtime
