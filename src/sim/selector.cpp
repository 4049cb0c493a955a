#include "sim/selector.h"

#include <algorithm>
#include <regex>

namespace orrery::sim {

namespace {

/// At commas that are not inside parentheses.
std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> out;
    std::string term;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0) {
            out.push_back(std::move(term));
            term.clear();
        } else {
            term += c;
        }
    }
    if (!term.empty())
        out.push_back(std::move(term));
    return out;
}

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(' ');
    return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

} // namespace

Answer<Selector> Selector::labels(std::string_view text)
{
    static const std::regex equals("\\s*([^!=\\s]+)\\s*(==|=|!=)\\s*([^!=\\s]*)\\s*");
    static const std::regex in("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)\\s*");
    static const std::regex there("\\s*(!?)\\s*([^!=\\s()]+)\\s*");
    Selector out;
    for (const auto& term : split(text)) {
        std::smatch parts;
        if (std::regex_match(term, parts, equals)) {
            out.m_terms.push_back({parts[1], {parts[3]}, parts[2] == "!=" ? Term::Is::NotIn : Term::Is::In});
        } else if (std::regex_match(term, parts, in)) {
            Term made{parts[1], {}, parts[2] == "in" ? Term::Is::In : Term::Is::NotIn};
            for (const auto& value : split(parts[3].str()))
                made.values.push_back(trimmed(value));
            out.m_terms.push_back(std::move(made));
        } else if (std::regex_match(term, parts, there)) {
            out.m_terms.push_back({parts[2], {}, parts[1].length() ? Term::Is::Absent : Term::Is::There});
        } else {
            return badRequest("unable to parse requirement: " + term);
        }
    }
    return out;
}

Answer<Selector> Selector::fields(std::string_view text)
{
    auto out = labels(text);
    if (!out)
        return out;
    out->m_ofFields = true;
    for (auto& term : out->m_terms) {
        if (term.is == Term::Is::There || term.is == Term::Is::Absent)
            return badRequest("invalid field selector: " + term.name);
        std::replace(term.name.begin(), term.name.end(), '.', '/');
        term.name.insert(0, "/");
    }
    return out;
}

bool Selector::matches(const api::Json& object) const
{
    const auto& labels = api::at(object, "/metadata/labels");
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        bool there = m_ofFields;
        std::string value;
        if (m_ofFields) {
            value = api::text(object, term.name);
        } else if (labels.is_object() && labels.contains(term.name)) {
            there = true;
            value = labels.at(term.name).get<std::string>();
        }
        const bool listed = there && std::find(term.values.begin(), term.values.end(), value) != term.values.end();
        switch (term.is) {
        case Term::Is::In: return listed;
        case Term::Is::NotIn: return !listed;
        case Term::Is::There: return there;
        case Term::Is::Absent: return !there;
        }
        return false;
    });
}

} // namespace orrery::sim
