#pragma once

#include "base/error.h"
#include "kubeconfig/config_file.h"

#include <string>

namespace orrery::kubeconfig {

/// Texts of a kubeconfig with one context more or less, every other byte unchanged: comments, order, quoting and line
/// ends stay. Pure, on decoded UTF-8. The result has been read again, and says the same as before but for that
/// context. Invalid `kubeconfig.edit` names the kubectl command to use instead when the text's form defeats this.
[[nodiscard]] Result<std::string> withContext(const std::string& text, const ContextEntry& added);
[[nodiscard]] Result<std::string> withoutContext(const std::string& text, const std::string& name);

} // namespace orrery::kubeconfig
