#include "app/end_signals.h"

#include <QObject>

#include <utility>

#ifndef _WIN32
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace orrery::app {

#ifdef _WIN32

void onEndSignal(QObject*, std::function<void()>) { }

#else

namespace {

// A signal handler may do little more than write.
std::array<int, 2> ends{-1, -1};

extern "C" void tell(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(ends[1], &byte, 1);
}

} // namespace

void onEndSignal(QObject* owner, std::function<void()> end)
{
    if (::pipe(ends.data()) != 0)
        return; // then a signal does what it always did
    for (const int side : ends) {
        ::fcntl(side, F_SETFD, FD_CLOEXEC);
        ::fcntl(side, F_SETFL, O_NONBLOCK);
    }
    auto* notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, owner);
    QObject::connect(notifier, &QSocketNotifier::activated, owner, [notifier, end = std::move(end)] {
        notifier->setEnabled(false);
        end();
    });
    struct sigaction action = {};
    action.sa_handler = tell;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

#endif

} // namespace orrery::app
