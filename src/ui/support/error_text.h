#pragma once

#include "base/error.h"

#include <QCoreApplication>
#include <QString>

namespace orrery::ui {

/// A failure for people. Holds no secret, because Error holds none. GUI thread.
class ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// What went wrong, in one plain sentence.
    [[nodiscard]] static QString sentence(const Error& error);
    /// What to do next; empty when there is nothing sensible to say.
    [[nodiscard]] static QString nextStep(const Error& error);
    /// The words of whoever refused, with what was being done.
    [[nodiscard]] static QString detail(const Error& error);
};

} // namespace orrery::ui
