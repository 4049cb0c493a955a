#include "cli/cli.h"
#include "cli/interrupt.h"

#include <iostream>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

int main(int argc, char** argv)
{
    const orrery::cli::Interrupt interrupt;
    orrery::cli::Terminal terminal(std::cout, std::cerr, isatty(0) != 0, isatty(2) != 0);
    return orrery::cli::run({argv + 1, argv + argc}, terminal, orrery::cli::Interrupt::token());
}
