#pragma once

#include "base/error.h"

#include <string>

namespace orrery::federation {

/// How members are probed, in seconds.
namespace probing {
inline constexpr int timeout = 3;
inline constexpr int pace = 1; ///< at least between two probes
inline constexpr double jitter = 0.1; ///< probes of many clusters must not fall into step: up to so much longer pauses
} // namespace probing

/// The health of one member, from its probes: a state machine without I/O. Three failures in a row are believed, one
/// success is enough. An answer that is not "ok" makes it NotReady, no answer makes it Offline; refused credentials are
/// neither and are believed at once.
class HealthMachine {
public:
    enum class State { Connecting, Ready, NotReady, Offline, CredentialsInvalid };

    /// True when the state changed.
    bool probed(const Result<void>& outcome);
    [[nodiscard]] State state() const { return m_state; }
    /// Why, in the server's words; empty when Ready.
    [[nodiscard]] const std::string& message() const { return m_message; }
    /// Between probes: 10 s in a settled state, 3 s while a failure waits to be believed.
    [[nodiscard]] int secondsToNextProbe() const;

private:
    State m_state = State::Connecting;
    std::string m_message{};
    int m_failures = 0;
};

/// As in a Cluster's Ready condition: "Ready", "NotReady", "Offline", "CredentialsInvalid", "Connecting".
[[nodiscard]] std::string name(HealthMachine::State state);

} // namespace orrery::federation
