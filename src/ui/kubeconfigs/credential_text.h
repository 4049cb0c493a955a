#pragma once

#include "engine/doctor.h"

#include <QCoreApplication>
#include <QString>

namespace orrery::ui {

/// Words about credentials and what is wrong with a kubeconfig, in the user's language. GUI thread.
class CredentialText {
    Q_DECLARE_TR_FUNCTIONS(CredentialText)

public:
    [[nodiscard]] static QString kind(engine::CredentialKind kind); ///< "a program gives them"
    /// How engine::LoginPath found a program, from its words.
    [[nodiscard]] static QString found(const std::string& how);
    /// A finding of the doctor by its code; its own words, when the code is new.
    [[nodiscard]] static QString finding(const engine::Finding& finding);
};

} // namespace orrery::ui
