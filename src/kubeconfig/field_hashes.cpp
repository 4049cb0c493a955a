#include "kubeconfig/field_hashes.h"

#include "base/bytes.h"

#include <utility>

namespace orrery::kubeconfig {

FieldHashes::FieldHashes(Fields fields)
{
    std::string all;
    for (const auto& [field, hash] : fields)
        all.append(std::to_string(field.size())).append(":").append(field).append(hash);
    m_all = std::make_shared<const All>(All{std::move(fields), sha256(all)});
}

const std::string& FieldHashes::of(const std::string& field) const
{
    static const std::string none;
    const auto found = fields().find(field);
    return found == fields().end() ? none : found->second;
}

} // namespace orrery::kubeconfig
