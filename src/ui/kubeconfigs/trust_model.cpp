#include "ui/kubeconfigs/trust_model.h"

#include "ui/kubeconfigs/credential_text.h"
#include "ui/support/error_text.h"
#include "ui/support/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace orrery::ui {

namespace {

} // namespace

TrustModel::TrustModel(std::shared_ptr<engine::PluginTrust> trust, QObject* parent)
    : QObject(parent), m_trust(std::move(trust))
{
}

QVariantMap TrustModel::question() const
{
    if (m_questions.empty())
        return {};
    const auto& it = m_questions.front();
    QStringList variables;
    for (const auto& name : it.variables)
        variables << words(name);
    return {{QStringLiteral("file"), words(it.file)},
            {QStringLiteral("user"), words(it.user)},
            {QStringLiteral("context"), words(it.context)},
            {QStringLiteral("command"), words(it.commandLine())},
            {QStringLiteral("variables"), variables.join(QStringLiteral(", "))},
            {QStringLiteral("program"), words(it.program)},
            {QStringLiteral("foundBy"), CredentialText::found(it.foundBy)},
            {QStringLiteral("searchPath"), words(it.searchPath)},
            {QStringLiteral("installHint"), words(it.installHint)},
            {QStringLiteral("changed"), it.changed}};
}

void TrustModel::answer(Answer answer)
{
    if (m_questions.empty())
        return;
    constexpr std::array answers{engine::PluginAnswer::Always, engine::PluginAnswer::ThisTime,
                                 engine::PluginAnswer::Never};
    const auto kept = m_trust->answer(m_questions.front().id, answers.at(static_cast<std::size_t>(answer)));
    // It counts until the program ends all the same.
    m_problem = kept || kept.error().code == "exec.no-question" ? QString() : ErrorText::detail(kept.error());
    look();
    if (answer != Never && allowed)
        allowed();
}

void TrustModel::later()
{
    if (!m_questions.empty())
        m_later.push_back(m_questions.front().id);
    look();
}

void TrustModel::askAgain()
{
    m_later.clear();
    look();
}

void TrustModel::look()
{
    m_questions = m_trust->pending();
    std::erase_if(m_questions, [this](const auto& question) {
        return std::find(m_later.begin(), m_later.end(), question.id) != m_later.end();
    });
    Q_EMIT changed();
}

} // namespace orrery::ui
