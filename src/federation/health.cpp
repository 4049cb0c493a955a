#include "federation/health.h"

namespace orrery::federation {

namespace {
constexpr int believed = 3;
}

bool HealthMachine::probed(const Result<void>& outcome)
{
    const auto before = m_state;
    if (outcome) {
        m_failures = 0;
        m_message.clear();
        m_state = State::Ready;
        return m_state != before;
    }
    const auto& error = outcome.error();
    m_message = error.message;
    ++m_failures;
    if (error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden)
        m_state = State::CredentialsInvalid;
    else if (m_failures >= believed)
        m_state = error.code.starts_with("api.") ? State::NotReady : State::Offline;
    return m_state != before;
}

int HealthMachine::secondsToNextProbe() const
{
    return m_failures > 0 && m_failures < believed ? 3 : 10;
}

std::string name(HealthMachine::State state)
{
    switch (state) {
    case HealthMachine::State::Connecting: return "Connecting";
    case HealthMachine::State::Ready: return "Ready";
    case HealthMachine::State::NotReady: return "NotReady";
    case HealthMachine::State::Offline: return "Offline";
    case HealthMachine::State::CredentialsInvalid: return "CredentialsInvalid";
    }
    return "Connecting";
}

} // namespace orrery::federation
