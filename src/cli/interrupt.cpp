#include "cli/interrupt.h"

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace orrery::cli {

namespace {

std::stop_source& source()
{
    static std::stop_source instance;
    return instance;
}

#ifdef _WIN32

// The C runtime calls the handler on a thread of its own, where locks are allowed.
void handle(int)
{
    if (source().stop_requested())
        std::_Exit(130);
    source().request_stop();
    std::signal(SIGINT, handle);
}

#else

sigset_t signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

/// A stop request runs callbacks, which a signal handler may not: a thread waits for the signals instead.
void waitForSignals()
{
    const auto set = signals();
    for (int number = 0; sigwait(&set, &number) == 0;) {
        if (source().stop_requested())
            std::_Exit(130);
        source().request_stop();
    }
}

#endif

} // namespace

Interrupt::Interrupt()
{
#ifdef _WIN32
    std::signal(SIGINT, handle);
#else
    const auto set = signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::thread(waitForSignals).detach();
#endif
}

Interrupt::~Interrupt() = default;

std::stop_token Interrupt::token()
{
    return source().get_token();
}

} // namespace orrery::cli
