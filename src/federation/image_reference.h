#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace orrery::federation {

/// The parts of a container image's name: "registry.example:5000/team/web:v1@sha256:…".
struct ImageReference {
    std::string registry{}; ///< with its port; empty when the first part is no host
    std::string repository{};
    std::string tag{};
    std::string digest{};

    [[nodiscard]] std::string text() const;
    /// The tag, or else the digest.
    [[nodiscard]] const std::string& version() const { return tag.empty() ? digest : tag; }
    /// Takes a tag or a digest for what it is and drops the other; leaves both when it is neither, as Karmada does.
    void setVersion(const std::string& tagOrDigest);
};

/// Takes a name apart by the grammar of the container registries' reference format. The first part is a registry when
/// it has a dot or a colon or is "localhost". Invalid `image.invalid` says what is wrong with it. Pure; any thread.
[[nodiscard]] Result<ImageReference> parseImageReference(std::string_view image);

} // namespace orrery::federation
