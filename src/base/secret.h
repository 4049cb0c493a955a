#pragma once

#include <string>
#include <utility>

namespace orrery {

/// Text that must never reach a log, an error, an event or a screenshot. It does not print, compare or
/// convert; whoever needs the value says so with `reveal`.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : m_value(std::move(value)) { }
    [[nodiscard]] const std::string& reveal() const { return m_value; }
    [[nodiscard]] bool empty() const { return m_value.empty(); }

private:
    std::string m_value;
};

} // namespace orrery
