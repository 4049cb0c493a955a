#include "base/platform/interrupt.h"

#include <csignal>
#include <cstdlib>
#include <thread>

namespace orrery::platform {

namespace {

std::stop_source& source()
{
    static std::stop_source instance;
    return instance;
}

/// A stop request runs callbacks, which a signal handler may not: a thread waits for the signals instead.
void waitFor(const sigset_t& signals)
{
    for (int number = 0; sigwait(&signals, &number) == 0;) {
        if (source().stop_requested())
            std::_Exit(130);
        source().request_stop();
    }
}

} // namespace

Interrupt::Interrupt(Hangup hangup)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    if (hangup == Hangup::Asks)
        sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread(waitFor, signals).detach();
}

std::stop_token Interrupt::token()
{
    return source().get_token();
}

} // namespace orrery::platform
