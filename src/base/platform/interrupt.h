#pragma once

#include <stop_token>

namespace orrery::platform {

/// Turns Ctrl+C and a polite kill into a stop request; a second one ends the program at once with 130. One for each
/// program, made before any other thread.
class Interrupt {
public:
    enum class Hangup { Ends, Asks }; ///< what the loss of the terminal (SIGHUP) does
    explicit Interrupt(Hangup hangup);
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] static std::stop_token token();
};

} // namespace orrery::platform
