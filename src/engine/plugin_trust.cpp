#include "engine/plugin_trust.h"

#include "api/json.h"
#include "base/log.h"
#include "base/shell_word.h"
#include "base/user_folder.h"
#include "kubeconfig/access.h"
#include "kubeconfig/atomic_file.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

namespace orrery::engine {

namespace {

using api::Json;

tl::unexpected<Error> refusal(const PluginQuestion& question, bool decided)
{
    const auto who = "the user " + question.user + " of " + question.file + " has the program `"
                   + question.commandLine() + "` run for credentials, which ";
    if (decided)
        return failure(ErrorKind::Unauthorized, "exec.refused",
                       who + "you have refused; allow it with: orreryctl config trust " + shellWord(question.context));
    return failure(ErrorKind::Unauthorized, "exec.untrusted",
                   who + (question.changed ? "is not the one that you have allowed" : "you have not allowed yet")
                       + "; allow it with: orreryctl config trust " + shellWord(question.context));
}

bool sameQuestion(const PluginQuestion& a, const PluginQuestion& b)
{
    return a.file == b.file && a.user == b.user && a.commandLine() == b.commandLine()
        && a.variablesDigest == b.variablesDigest;
}

} // namespace

std::string PluginQuestion::commandLine() const
{
    auto line = shellWord(command);
    for (const auto& argument : arguments)
        line += " " + shellWord(argument);
    return line;
}

bool PluginTrust::Decision::sameEntry(const PluginQuestion& question) const
{
    return file == question.file && user == question.user;
}

bool PluginTrust::Decision::covers(const PluginQuestion& question) const
{
    return sameEntry(question) && commandLine == question.commandLine() && variablesDigest == question.variablesDigest;
}

PluginTrust::PluginTrust(std::string path, const Clock& clock) : m_path(std::move(path)), m_clock(clock) { }

std::string PluginTrust::path() const
{
    if (!m_path.empty())
        return m_path;
    const auto folder = stateFolder();
    return folder.empty() ? std::string() : (std::filesystem::path(folder) / "trusted-plugins.json").string();
}

std::vector<PluginTrust::Decision> PluginTrust::stored() const
{
    std::vector<Decision> decisions;
    const auto bytes = kubeconfig::readFile(path());
    const auto document = bytes ? api::parseJson(*bytes) : Json();
    if (!document)
        return decisions;
    const auto& list = api::at(*document, "/decisions");
    if (!list.is_array())
        return decisions;
    for (const auto& item : list)
        decisions.push_back({api::text(item, "/file"), api::text(item, "/user"), api::text(item, "/command"),
                             api::text(item, "/variables"), api::flag(item, "/allowed"), api::text(item, "/at")});
    return decisions;
}

Result<void> PluginTrust::store(const Decision& decision) const
{
    const auto target = path();
    if (target.empty())
        return failure(ErrorKind::Unavailable, "exec.no-state-folder",
                       "there is no home folder to keep the decision in; it counts until this program ends");
    if (auto made = kubeconfig::makeFolder(target); !made)
        return made;
    const auto lock = kubeconfig::FileLock::take(target);
    if (!lock)
        return failure(lock.error());
    auto decisions = stored(); // another program's too
    std::erase_if(decisions, [&](const Decision& old) {
        return old.file == decision.file && old.user == decision.user && old.commandLine == decision.commandLine
            && old.variablesDigest == decision.variablesDigest;
    });
    decisions.push_back(decision);
    auto list = Json::array();
    for (const auto& one : decisions)
        list.push_back({{"file", one.file},
                        {"user", one.user},
                        {"command", one.commandLine},
                        {"variables", one.variablesDigest},
                        {"allowed", one.allowed},
                        {"at", one.at}});
    const Json document{{"version", 1}, {"decisions", std::move(list)}};
    return kubeconfig::keepFile(target, document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

PluginTrust::Verdict PluginTrust::verdictLocked(const PluginQuestion& question) const
{
    const auto kept = stored();
    // What was said in this program is the newest.
    for (const auto* decisions : {&m_decided, &kept}) {
        const auto found = std::find_if(decisions->rbegin(), decisions->rend(),
                                        [&](const Decision& decision) { return decision.covers(question); });
        if (found != decisions->rend())
            return found->allowed ? Verdict::Allowed : Verdict::Refused;
    }
    return Verdict::Undecided;
}

PluginTrust::Verdict PluginTrust::verdict(const PluginQuestion& question) const
{
    const std::lock_guard lock(m_mutex);
    return verdictLocked(question);
}

Result<void> PluginTrust::decide(PluginQuestion question)
{
    const auto known = [&]() -> std::optional<Result<void>> {
        const std::lock_guard lock(m_mutex);
        const auto verdict = verdictLocked(question);
        if (verdict == Verdict::Undecided)
            return std::nullopt;
        return verdict == Verdict::Allowed ? Result<void>() : refusal(question, true);
    };
    if (auto decided = known())
        return *decided;
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = stored();
        question.changed = std::any_of(kept.begin(), kept.end(), [&](const Decision& decision) {
            return decision.allowed && decision.sameEntry(question);
        });
    }
    if (m_ask) {
        const std::lock_guard asking(m_asking);
        if (auto decided = known()) // somebody waited for the same answer
            return *decided;
        const auto answer = m_ask(question);
        if (!answer)
            return refusal(question, false);
        if (const auto settled = settle(question, *answer); !settled)
            log().warn("the decision about a program could not be kept: {}", settled.error().text());
        return *answer == PluginAnswer::Never ? refusal(question, true) : Result<void>();
    }
    {
        const std::lock_guard lock(m_mutex);
        const bool there = std::any_of(m_pending.begin(), m_pending.end(),
                                       [&](const PluginQuestion& other) { return sameQuestion(other, question); });
        if (there)
            return refusal(question, false);
        question.id = ++m_lastId;
        m_pending.push_back(question);
    }
    if (m_changed)
        m_changed();
    return refusal(question, false);
}

std::vector<PluginQuestion> PluginTrust::pending() const
{
    const std::lock_guard lock(m_mutex);
    return m_pending;
}

Result<void> PluginTrust::answer(std::uint64_t id, PluginAnswer answer)
{
    PluginQuestion question;
    {
        const std::lock_guard lock(m_mutex);
        const auto found =
            std::find_if(m_pending.begin(), m_pending.end(), [&](const auto& pending) { return pending.id == id; });
        if (found == m_pending.end())
            return failure(ErrorKind::NotFound, "exec.no-question", "this question was answered already");
        question = *found;
    }
    return settle(question, answer);
}

Result<void> PluginTrust::settle(const PluginQuestion& question, PluginAnswer answer)
{
    const Decision decision{question.file,
                            question.user,
                            question.commandLine(),
                            question.variablesDigest,
                            answer != PluginAnswer::Never,
                            rfc3339(m_clock.wall())};
    bool gone = false;
    {
        const std::lock_guard lock(m_mutex);
        m_decided.push_back(decision);
        gone = std::erase_if(m_pending, [&](const auto& pending) { return sameQuestion(pending, question); }) > 0;
    }
    auto kept = answer == PluginAnswer::ThisTime ? Result<void>() : store(decision);
    if (gone && m_changed)
        m_changed();
    return kept;
}

} // namespace orrery::engine
