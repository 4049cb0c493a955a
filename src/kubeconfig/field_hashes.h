#pragma once

#include <map>
#include <memory>
#include <string>

namespace orrery::kubeconfig {

/// Field -> SHA-256 of its value. An unchanging value, cheap to copy and to compare.
class FieldHashes {
public:
    using Fields = std::map<std::string, std::string>;

    FieldHashes() : FieldHashes(Fields()) { }
    explicit FieldHashes(Fields fields);

    [[nodiscard]] const Fields& fields() const { return m_all->fields; }
    /// Empty without the field.
    [[nodiscard]] const std::string& of(const std::string& field) const;
    /// One text for all of it; equal exactly for equal ones.
    [[nodiscard]] const std::string& digest() const { return m_all->digest; }

    bool operator==(const FieldHashes& other) const { return digest() == other.digest(); }

private:
    struct All {
        Fields fields{};
        std::string digest{};
    };
    std::shared_ptr<const All> m_all;
};

} // namespace orrery::kubeconfig
