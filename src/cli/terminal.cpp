#include "cli/terminal.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace orrery::cli {

namespace {

/// Columns on a screen: bytes that continue a UTF-8 character take none.
std::size_t width(std::string_view text)
{
    return std::size_t(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

Terminal::Terminal(std::ostream& out, std::ostream& err, bool inIsTerminal, bool errIsTerminal)
    : m_out(out), m_err(err), m_inIsTerminal(inIsTerminal), m_errIsTerminal(errIsTerminal),
      m_colour(errIsTerminal && !std::getenv("NO_COLOR"))
{
}

void Terminal::result(std::string_view line)
{
    endProgress();
    m_out << line << '\n' << std::flush;
}

void Terminal::raw(std::string_view text)
{
    endProgress();
    m_out << text << std::flush;
}

void Terminal::note(std::string_view line)
{
    endProgress();
    m_err << line << '\n' << std::flush;
}

bool Terminal::confirmed(std::string_view question)
{
    if (!asks())
        return true;
    const auto said = answer(std::string(question) + " [y/N] ");
    return said == "y" || said == "Y" || said == "yes";
}

std::string Terminal::answer(std::string_view question)
{
    endProgress();
    m_err << question << std::flush;
    std::string said;
    std::getline(std::cin, said);
    return said;
}

void Terminal::progress(std::string_view line)
{
    if (m_line == line)
        return;
    m_line = line;
    if (m_errIsTerminal)
        m_err << "\r\x1b[2K" << line << std::flush;
    else
        m_err << line << '\n' << std::flush;
}

void Terminal::endProgress()
{
    if (m_errIsTerminal && !m_line.empty())
        m_err << "\r\x1b[2K" << std::flush;
    m_line.clear();
}

void Terminal::error(const Error& error)
{
    this->error(error.text());
    if (const auto next = nextStep(error); !next.empty())
        note("  " + next);
}

void Terminal::error(std::string_view sentence)
{
    note(tinted("error: ", Tone::Bad) + std::string(sentence));
}

void Terminal::warning(std::string_view sentence)
{
    note(tinted("warning: ", Tone::Warn) + std::string(sentence));
}

std::string Terminal::tinted(std::string_view text, Tone tone) const
{
    if (!m_colour || tone == Tone::Plain)
        return std::string(text);
    constexpr std::string_view codes[]{"0", "32", "33", "31", "2"};
    return "\x1b[" + std::string(codes[std::size_t(tone)]) + "m" + std::string(text) + "\x1b[0m";
}

std::string table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size())
                out += std::string(widths[i] - width(row[i]) + 3, ' ');
        }
        out += '\n';
    }
    return out;
}

std::string nextStep(const Error& error)
{
    if (error.code == "kubeconfig.no-such-context")
        return "See the contexts there are with: kubectl config get-contexts";
    if (error.code == "client.breaker-open" || error.code.starts_with("net.connect") || error.code == "net.timeout")
        return "Check that the server runs and can be reached from here (VPN, proxy, firewall), then try again.";
    if (error.code == "net.tls")
        return "The server's certificate does not fit the kubeconfig's certificate-authority; get a fresh kubeconfig "
               "for this cluster.";
    if (error.code.starts_with("exec.") || error.code.starts_with("oidc."))
        return {}; // the message says it
    switch (error.kind) {
    case ErrorKind::Unauthorized:
        return "The credentials are not accepted: renew them in the kubeconfig, then try again.";
    case ErrorKind::Forbidden:
        return "Ask an administrator of that cluster for this permission, or use another context.";
    default: return {};
    }
}

} // namespace orrery::cli
