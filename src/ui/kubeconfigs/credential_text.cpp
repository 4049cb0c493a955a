#include "ui/kubeconfigs/credential_text.h"

#include <array>
#include <string_view>

namespace orrery::ui {

namespace {

/// In the order in which a person would meet them.
struct Said {
    std::string_view code;
    const char* sentence;
};
constexpr std::array findings{
    Said{"file.broken", QT_TRANSLATE_NOOP("CredentialText", "A file cannot be read")},
    Said{"file.warning", QT_TRANSLATE_NOOP("CredentialText", "Something in a file is not as it should be")},
    Said{"file.readable-by-others", QT_TRANSLATE_NOOP("CredentialText", "Others can read the credentials")},
    Said{"file.unused", QT_TRANSLATE_NOOP("CredentialText", "An entry is not used")},
    Said{"file.current-context", QT_TRANSLATE_NOOP("CredentialText", "The current context does not exist")},
    Said{"context.hidden", QT_TRANSLATE_NOOP("CredentialText", "Hidden by a context of the same name")},
    Said{"context.unusable", QT_TRANSLATE_NOOP("CredentialText", "The entry cannot be used")},
    Said{"tls.insecure", QT_TRANSLATE_NOOP("CredentialText", "TLS is not verified")},
    Said{"proxy.unusable", QT_TRANSLATE_NOOP("CredentialText", "The proxy cannot be used")},
    Said{"credential.expired", QT_TRANSLATE_NOOP("CredentialText", "The credentials have expired")},
    Said{"credential.expires-soon", QT_TRANSLATE_NOOP("CredentialText", "The credentials expire soon")},
    Said{"credential.shared", QT_TRANSLATE_NOOP("CredentialText", "Another user has the same credentials")},
    Said{"program.missing", QT_TRANSLATE_NOOP("CredentialText", "The program for its credentials is missing")},
    Said{"program.undecided", QT_TRANSLATE_NOOP("CredentialText", "You have not allowed its program yet")},
    Said{"program.refused", QT_TRANSLATE_NOOP("CredentialText", "You have refused its program")},
    Said{"server.unreachable", QT_TRANSLATE_NOOP("CredentialText", "The server does not answer")},
    Said{"server.not-ready", QT_TRANSLATE_NOOP("CredentialText", "The server is not ready")},
    Said{"server.credentials", QT_TRANSLATE_NOOP("CredentialText", "The server does not accept the credentials")},
    Said{"server.clock", QT_TRANSLATE_NOOP("CredentialText", "Its clock is wrong, or this one")},
};

} // namespace

QString CredentialText::kind(engine::CredentialKind kind)
{
    using engine::CredentialKind;
    switch (kind) {
    case CredentialKind::None: return tr("no credentials");
    case CredentialKind::Certificate: return tr("certificate");
    case CredentialKind::Token: return tr("token");
    case CredentialKind::TokenFile: return tr("token in a file");
    case CredentialKind::Password: return tr("name and password");
    case CredentialKind::Program: return tr("a program gives them");
    case CredentialKind::Oidc: return tr("OpenID Connect token");
    }
    return {};
}

QString CredentialText::found(const std::string& how)
{
    constexpr std::string_view shell = "PATH of the login shell ";
    if (how == "PATH")
        return tr("by PATH");
    if (how == "the path in the kubeconfig")
        return tr("by the path in the kubeconfig");
    if (how.starts_with(shell))
        return tr("by PATH of the login shell %1").arg(QString::fromStdString(how.substr(shell.size())));
    return how.empty() ? tr("not found") : tr("in a folder where such programs usually are");
}

QString CredentialText::finding(const engine::Finding& finding)
{
    for (const auto& said : findings) {
        if (said.code == finding.code)
            return tr(said.sentence);
    }
    return QString::fromStdString(finding.message);
}

} // namespace orrery::ui
