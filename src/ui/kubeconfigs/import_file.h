#pragma once

#include "base/clock.h"
#include "engine/credential_kind.h"

#include <optional>
#include <string>
#include <vector>

namespace orrery::ui {

/// Where a cluster probably is, and what says so.
struct PlaceGuess {
    enum class Sign { None, Server, Name, Program };
    std::string provider{}; ///< "aws", "gcp", "azure"; empty when nothing says so
    std::string region{};
    Sign sign = Sign::None;
    std::string trace{}; ///< the address, name or program
};

/// From what a kubeconfig says alone: the server's address, the names that the clouds' tools give (arn:aws:eks:…,
/// gke_…), the program for credentials. `names`: of context and cluster. Pure.
[[nodiscard]] PlaceGuess guessPlace(const std::string& host, const std::vector<std::string>& names,
                                    const std::string& program);

/// A context of a file that may be brought in. Holds no secret.
struct ImportContext {
    std::string name{}, cluster{}, user{};
    std::string server{}; ///< host:port
    bool insecure = false; ///< TLS is not verified
    engine::CredentialKind credential = engine::CredentialKind::None;
    std::optional<WallTime> expires{};
    PlaceGuess place{};
    std::string problem{}; ///< why it cannot be used; empty when it can
};

/// A kubeconfig to bring in, as it was read.
struct ImportFile {
    enum class State {
        Sound,
        Unreadable, ///< `problem` says why
        Broken, ///< it is no kubeconfig, or kubectl would refuse it
        Empty, ///< without contexts
    };
    std::string path{}; ///< absolute; `-` for pasted text
    std::string tool{}; ///< see UsualPlace
    std::string bytes{}; ///< with secrets: for the merge alone
    State state = State::Sound;
    std::string problem{};
    std::vector<ImportContext> contexts{};

    [[nodiscard]] bool pasted() const { return path == "-"; }
    [[nodiscard]] std::string stem() const; ///< "aws" of /home/me/aws.yaml
    [[nodiscard]] const ImportContext* context(const std::string& name) const; ///< null without
};

/// Reads a file, and the certificates it names for their end. Contacts nothing and runs nothing. Any thread.
[[nodiscard]] ImportFile readImportFile(const std::string& path, const std::string& tool = {});
/// The same of text; `path` may be `-`.
[[nodiscard]] ImportFile importText(const std::string& path, std::string bytes);

} // namespace orrery::ui
