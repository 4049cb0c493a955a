#pragma once

#include "api/json.h"
#include "sim/status.h"

#include <string_view>
#include <vector>

namespace orrery::sim {

/// A label or field selector as it stands in a query: `app=web,tier in (a, b),!old`. Fields know =, == and != only.
class Selector {
public:
    [[nodiscard]] static Answer<Selector> labels(std::string_view text);
    [[nodiscard]] static Answer<Selector> fields(std::string_view text);
    [[nodiscard]] bool matches(const api::Json& object) const;

private:
    struct Term {
        std::string name{};
        std::vector<std::string> values{};
        enum class Is { In, NotIn, There, Absent } is = Is::In;
    };
    bool m_ofFields = false;
    std::vector<Term> m_terms{};
};

} // namespace orrery::sim
