#pragma once

#include "client/session.h"
#include "federation/event.h"
#include "runtime/controller.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace orrery::federation {

/// Writes what happened as Kubernetes Events into the host, so that `kubectl get events` and every other Orrery see it.
/// What happens to one object within a quarter of a second becomes one Event: `message` tells it in lines, the
/// annotation `federation.orrery.dev/events` keeps it as data. Any thread; never blocks the caller. At most 1 000
/// objects wait.
class EventRecorder {
public:
    EventRecorder(std::shared_ptr<client::Session> host, std::string federation, std::string identity);
    ~EventRecorder(); ///< writes what waits, for two seconds at most

    void record(const Event& event);

private:
    [[nodiscard]] Result<runtime::Reconciled> write(const std::string& object, std::stop_token stop);

    std::shared_ptr<client::Session> m_host;
    std::string m_federation;
    std::string m_identity;
    std::mutex m_mutex{};
    std::map<std::string, std::vector<Event>> m_waiting{};
    std::uint64_t m_number = 0;
    runtime::Controller m_writer;
};

/// The events in a Kubernetes Event that some Orrery wrote; empty when it is none of ours.
[[nodiscard]] std::vector<Event> readRecorded(const api::Json& kubernetesEvent);

} // namespace orrery::federation
