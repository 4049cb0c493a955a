#pragma once

#include "base/clock.h"
#include "client/session.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace orrery::runtime {

/// What is in the Lease now.
struct LeaseRecord {
    std::string holder{}; ///< empty: nobody
    bool ours = false;
    std::optional<WallTime> renewed{};
    std::chrono::seconds duration{15};
};

struct LeaseOptions {
    api::ObjectKey key{};
    std::string identity{}; ///< unique for each process
    std::chrono::milliseconds duration{15'000};
    std::chrono::milliseconds renewDeadline{10'000};
    std::chrono::milliseconds retry{2'000};
};

/// The decision of one look at the Lease, with no I/O (after client-go's leader election): only local observation times
/// are compared, so clock skew does not matter. Our own wall clock is compared with itself as well, since the steady
/// one stands still while the machine sleeps.
class LeaseMachine {
public:
    enum class Act { Nothing, Acquire, Renew };
    explicit LeaseMachine(LeaseOptions options);
    /// `spec` is the Lease's spec or null when it does not exist.
    [[nodiscard]] Act look(const api::Json& spec, SteadyTime now);
    /// Our write, begun at this time, was accepted.
    void wrote(SteadyTime now, WallTime wall);
    /// Whether we may act: acquired and renewed within the renew deadline.
    [[nodiscard]] bool holding(SteadyTime now, WallTime wall) const;
    /// The spec to write for Acquire or Renew over `spec`.
    [[nodiscard]] api::Json next(const api::Json& spec, WallTime wall) const;

private:
    LeaseOptions m_options;
    api::Json m_observed{};
    SteadyTime m_observedAt{};
    std::optional<SteadyTime> m_renewedAt{};
    WallTime m_renewedWall{};
};

/// Holds a coordination.k8s.io Lease as long as it lives and can. Own thread. Callbacks come on that thread, changes
/// only. After a pause longer than the renew deadline (sleep, suspend) it assumes that the Lease is lost. `holding`
/// tells so at once; the callback may come up to three seconds later when the server hangs, before others may take the
/// Lease.
class LeaseHolder {
public:
    LeaseHolder(std::shared_ptr<client::Session> session, LeaseOptions options,
                std::function<void(bool holding)> changed, const Clock& clock = Clock::system());
    ~LeaseHolder(); ///< releases the Lease when held (empty holder): one request of at most a fifth of the deadline

    /// No callback starts after this returns; the Lease is still held until the destructor releases it.
    void stop();
    [[nodiscard]] bool holding() const;
    [[nodiscard]] LeaseRecord record() const; ///< as of the last look

private:
    void run(std::stop_token stop);
    void step(std::stop_token stop);
    void tell();
    void remember(const api::Json& spec);
    [[nodiscard]] bool holdingNow() const; ///< with the lock held
    [[nodiscard]] Result<api::Json> send(http::HttpRequest request, std::stop_token stop = {});

    std::shared_ptr<client::Session> m_session;
    LeaseOptions m_options;
    std::function<void(bool)> m_changed;
    const Clock& m_clock;
    mutable std::mutex m_mutex{};
    LeaseMachine m_machine;
    LeaseRecord m_record{};
    api::Json m_written{}; ///< the whole object as we wrote it last; its thread's own
    bool m_told = false;
    std::jthread m_thread{};
};

} // namespace orrery::runtime
