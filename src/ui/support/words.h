#pragma once

#include <QString>

#include <string>

namespace orrery::ui {

/// UTF-8 of the core for the screen.
[[nodiscard]] inline QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace orrery::ui
