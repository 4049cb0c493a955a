#pragma once

#include "base/error.h"

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::cli {

/// Exit codes of every command (docs/cli.md).
enum Exit { Done = 0, Failed = 1, Usage = 2, Partly = 3, TimedOut = 4, Cancelled = 130 };

/// Where a command writes: results on `out`, progress and complaints on `err`. Colour and a moving progress line only
/// on a terminal, and without NO_COLOR. One thread at a time.
class Terminal {
public:
    Terminal(std::ostream& out, std::ostream& err, bool inIsTerminal, bool errIsTerminal);

    void result(std::string_view line); ///< a line on `out`
    void raw(std::string_view text); ///< as it is, on `out`
    void note(std::string_view line); ///< a line on `err`
    void progress(std::string_view line); ///< replaces itself on a terminal; a plain line elsewhere, once a text
    void endProgress();
    /// Asks for a yes, when there is somebody at a terminal to give it; yes when there is nobody.
    [[nodiscard]] bool confirmed(std::string_view question);
    /// What somebody types, a line. Only when somebody can be asked.
    [[nodiscard]] std::string answer(std::string_view question);
    /// Whether somebody can be asked.
    [[nodiscard]] bool asks() const { return m_inIsTerminal && m_errIsTerminal; }
    void error(const Error& error); ///< "error: …" and the next step
    void error(std::string_view sentence);
    void warning(std::string_view sentence);

    enum class Tone { Plain, Good, Warn, Bad, Dim };
    /// The text in that colour for `err`, or as it is.
    [[nodiscard]] std::string tinted(std::string_view text, Tone tone) const;
    [[nodiscard]] bool interactive() const { return m_errIsTerminal; }

private:
    std::ostream& m_out;
    std::ostream& m_err;
    bool m_inIsTerminal;
    bool m_errIsTerminal;
    bool m_colour;
    std::string m_line{};
};

/// Columns padded to their widest cell, two blanks between, as kubectl prints. The first row is the head.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

/// What to do next about a failure; empty when the message says it all.
[[nodiscard]] std::string nextStep(const Error& error);

} // namespace orrery::cli
