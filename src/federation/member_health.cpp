#include "federation/member.h"

#include "base/log.h"
#include "federation/json_patch.h"
#include "federation/names.h"

#include <random>

namespace orrery::federation {

using namespace std::chrono_literals;

namespace {

constexpr auto probeTimeout = std::chrono::seconds(probing::timeout);
constexpr auto factsEvery = 60s;
constexpr std::size_t keptLatencies = 60;

std::chrono::milliseconds jittered(std::chrono::seconds pause)
{
    thread_local std::minstd_rand random(std::random_device{}());
    const auto span = double(std::chrono::duration_cast<std::chrono::milliseconds>(pause).count()) * probing::jitter;
    return pause + std::chrono::milliseconds(std::uniform_int_distribution<long>(0, long(span))(random));
}

} // namespace

void Member::probeNow()
{
    const std::lock_guard lock(m_mutex);
    m_probeNow = true;
    m_wake.notify_all();
}

void Member::watchHealth(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        const auto outcome = probe(stop);
        bool changed = false;
        std::chrono::seconds pause{};
        {
            const std::lock_guard lock(m_mutex);
            changed = m_health.probed(outcome);
            pause = std::chrono::seconds(m_health.secondsToNextProbe());
            if (changed)
                m_since = m_options.clock->wall();
        }
        if (stop.stop_requested())
            return;
        if (outcome) {
            refreshFacts(stop);
            renewTokenWhenDue(stop);
        }
        if (changed)
            tellHealth(stop);
        m_options.changed();
        std::unique_lock lock(m_mutex);
        // Many failing writes ask for a probe at once; one a second is what a failure is believed by.
        m_wake.wait_for(lock, stop, std::chrono::seconds(probing::pace), [] { return false; });
        m_wake.wait_for(lock, stop, jittered(pause), [this] { return m_probeNow; });
        m_probeNow = false;
    }
}

Result<void> Member::connect(std::stop_token stop)
{
    MemberCluster cluster;
    {
        const std::lock_guard lock(m_mutex);
        cluster = m_cluster;
    }
    const auto token = readToken(*m_options.host, m_options.systemNamespace, cluster, stop);
    if (!token)
        return failure(token.error());
    auto session = m_options.connect(cluster, *token);
    if (!session)
        return failure(session.error());
    const auto secret = m_options.host->get(resources::secrets, {m_options.systemNamespace, cluster.secretName}, stop);
    // Watches keep the session that they were opened with: new credentials open new ones. They end outside the lock,
    // since their callbacks take it.
    std::map<api::Resource, std::shared_ptr<runtime::Reflector>> ending;
    const std::lock_guard lock(m_mutex);
    m_session = std::move(*session);
    m_discovery = std::make_shared<client::Discovery>(m_session);
    if (secret) {
        m_tokenIssued = parseRfc3339(api::text(*secret, below("/metadata/annotations", names::issued)));
        m_tokenExpiry = parseRfc3339(api::text(*secret, below("/metadata/annotations", names::expires)));
    }
    ending.swap(m_watches);
    m_watchTrouble.clear();
    return {};
}

Result<void> Member::probe(std::stop_token stop)
{
    auto session = this->session();
    const bool refused = health() == HealthMachine::State::CredentialsInvalid;
    if (!session || refused) {
        // Somebody may have joined it again: the host's Secret is asked before the old token is tried again.
        if (const auto connected = connect(stop); !connected)
            return failure(connected.error());
        session = this->session();
    }
    auto outcome = session->probe(probeTimeout, stop);
    if (outcome) {
        const std::lock_guard lock(m_mutex);
        m_latencies.push_back(session->health().latency);
        if (m_latencies.size() > keptLatencies)
            m_latencies.pop_front();
    }
    return outcome;
}

void Member::tellHealth(std::stop_token stop)
{
    const auto now = view();
    const bool ready = now.health == HealthMachine::State::Ready;
    Event event;
    event.time = m_options.clock->wall();
    event.severity = ready ? Severity::Info : Severity::Error;
    event.cluster = m_name;
    event.controller = "health";
    event.object = "Cluster " + m_name;
    event.reason = name(now.health);
    event.message = ready ? "answers; everything assigned to it is looked at again" : now.message;
    m_options.sink(std::move(event));
    if (ready) {
        std::vector<std::shared_ptr<runtime::Reflector>> watches;
        {
            const std::lock_guard lock(m_mutex);
            for (const auto& [resource, watch] : m_watches)
                watches.push_back(watch);
        }
        for (const auto& watch : watches)
            watch->retryNow();
        syncAll({});
    }
    if (!m_options.acting())
        return;
    const auto status = statusWith(now.cluster.status, now.facts ? &*now.facts : nullptr,
                                   {"Ready", ready ? "True" : "False", name(now.health),
                                    ready ? "/readyz answered" : now.message, rfc3339(m_options.clock->wall())});
    const auto written =
        m_options.host->mergePatch(resources::clusters, {"", m_name}, {{"status", status}}, "status", stop);
    if (!written && written.error().kind != ErrorKind::NotFound && written.error().kind != ErrorKind::Cancelled)
        log().warn("status of cluster {}: {}", m_name, written.error().text());
}

void Member::refreshFacts(std::stop_token stop)
{
    const auto session = this->session();
    {
        const std::lock_guard lock(m_mutex);
        if (m_facts && m_options.clock->now() - m_factsAt < factsEvery)
            return;
    }
    auto facts = readFacts(*session, stop);
    if (!facts)
        return; // the probe answered; nodes are a courtesy that permissions may refuse
    api::Json before;
    api::Json after;
    bool waiting = !facts->waiting.empty();
    {
        const std::lock_guard lock(m_mutex);
        waiting = waiting || (m_facts && !m_facts->waiting.empty());
        m_facts = std::move(*facts);
        m_factsAt = m_options.clock->now();
        before = m_cluster.status;
        // Where it is not, tellHealth writes both in one request.
        const auto ready = condition({{"status", before}}, "Ready");
        after = ready && ready->status == "True" ? statusWith(before, &*m_facts, *ready) : before;
    }
    if (waiting)
        m_options.waiting();
    if (after != before && m_options.acting())
        (void)m_options.host->mergePatch(resources::clusters, {"", m_name}, {{"status", after}}, "status", stop);
}

void Member::renewTokenWhenDue(std::stop_token stop)
{
    MemberCluster cluster;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_tokenIssued || !m_tokenExpiry || !m_options.acting())
            return;
        const auto due = *m_tokenIssued + (*m_tokenExpiry - *m_tokenIssued) * 8 / 10;
        if (m_options.clock->wall() < due)
            return;
        cluster = m_cluster;
    }
    const auto renewed =
        renewToken(*m_options.host, *session(), m_options.systemNamespace, cluster, *m_options.clock, stop);
    Event event;
    event.time = m_options.clock->wall();
    event.cluster = m_name;
    event.controller = "health";
    event.object = "Cluster " + m_name;
    if (renewed) {
        event.reason = "TokenRenewed";
        event.message = "the token was renewed at 80 % of its life";
        (void)connect(stop);
        syncAll({});
    } else {
        event.severity = Severity::Warning;
        event.reason = "TokenNotRenewed";
        event.message = renewed.error().text();
    }
    m_options.sink(std::move(event));
}

} // namespace orrery::federation
