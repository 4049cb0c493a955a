#include "engine/credential_kind.h"

#include "engine/expiry.h"

#include <array>

namespace orrery::engine {

CredentialKind credentialKind(const kubeconfig::Access& access)
{
    if (!access.authProvider.empty())
        return CredentialKind::Oidc;
    if (!access.tokenFile.empty())
        return CredentialKind::TokenFile;
    if (!access.token.empty())
        return CredentialKind::Token;
    if (!access.username.empty())
        return CredentialKind::Password;
    if (!access.clientCertificatePem.empty())
        return CredentialKind::Certificate;
    return access.plugin ? CredentialKind::Program : CredentialKind::None;
}

std::string_view name(CredentialKind kind)
{
    constexpr std::array<std::string_view, 7> names{"none",     "certificate", "token", "token-file",
                                                    "password", "program",     "oidc"};
    return names.at(static_cast<std::size_t>(kind));
}

std::optional<WallTime> credentialEnd(const kubeconfig::Access& access)
{
    auto end = certificateExpiry(access.clientCertificatePem.reveal());
    const auto token = tokenExpiry(access.token);
    if (token && (!end || *token < *end))
        end = token;
    return end;
}

} // namespace orrery::engine
