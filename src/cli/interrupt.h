#pragma once

#include <stop_token>

namespace orrery::cli {

/// Turns Ctrl+C and a polite kill into a stop request; a second one ends the program at once with 130. One for each
/// program, made before any other thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] static std::stop_token token();
};

} // namespace orrery::cli
