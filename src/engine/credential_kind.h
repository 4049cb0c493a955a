#pragma once

#include "base/clock.h"
#include "kubeconfig/access.h"

#include <optional>
#include <string_view>

namespace orrery::engine {

/// How a context proves who it is. Where it names several, the one that the server looks at first.
enum class CredentialKind { None, Certificate, Token, TokenFile, Password, Program, Oidc };

[[nodiscard]] CredentialKind credentialKind(const kubeconfig::Access& access);
/// none, certificate, token, token-file, password, program, oidc
[[nodiscard]] std::string_view name(CredentialKind kind);
/// The earliest end of certificate and token; nothing when none says one.
[[nodiscard]] std::optional<WallTime> credentialEnd(const kubeconfig::Access& access);

} // namespace orrery::engine
