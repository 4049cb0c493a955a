#include "base/platform/interrupt.h"
#include "cli/cli.h"

#include <iostream>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

int main(int argc, char** argv)
{
    using orrery::platform::Interrupt;
    const Interrupt interrupt(Interrupt::Hangup::Ends);
    orrery::cli::Terminal terminal(std::cout, std::cerr, isatty(0) != 0, isatty(2) != 0);
    return orrery::cli::run({argv + 1, argv + argc}, terminal, Interrupt::token());
}
