#include "base/platform/interrupt.h"

#include <csignal>
#include <cstdlib>

namespace orrery::platform {

namespace {

std::stop_source& source()
{
    static std::stop_source instance;
    return instance;
}

// The C runtime calls the handler on a thread of its own, where locks are allowed.
void handle(int)
{
    if (source().stop_requested())
        std::_Exit(130);
    source().request_stop();
    std::signal(SIGINT, handle);
}

} // namespace

Interrupt::Interrupt(Hangup)
{
    std::signal(SIGINT, handle);
}

std::stop_token Interrupt::token()
{
    return source().get_token();
}

} // namespace orrery::platform
