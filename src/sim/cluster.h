#pragma once

#include "base/clock.h"
#include "sim/kinds.h"
#include "sim/object_table.h"
#include "sim/ownership.h"

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace orrery::sim {

/// What is to be simulated.
struct ClusterSpec {
    std::string name{};
    std::string provider{}; ///< as in spec.providerID: gce, aws, azure
    std::string region{};
    std::vector<std::string> zones{};
    int nodes = 3;
    std::string version = "v1.37.0";
};

/// Who writes what, and how.
struct Write {
    std::string manager = "unknown";
    std::string subresource{};
    bool dryRun = false;
    bool force = false; ///< server-side apply takes fields over
};

struct Preconditions {
    std::string uid{};
    std::string resourceVersion{};
};

/// One cluster: its objects, and the rules by which an API server lets them change. Controllers and HTTP write through
/// the same functions. Not thread-safe: the fleet's thread owns it.
class Cluster {
public:
    Cluster(ClusterSpec spec, const Clock& clock, unsigned seed);
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    [[nodiscard]] const ClusterSpec& spec() const { return m_spec; }
    [[nodiscard]] ObjectTable& objects() { return m_objects; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    [[nodiscard]] const std::vector<KindPtr>& kinds() const { return m_kinds; }
    /// By the parts of a path; null when it is not served.
    [[nodiscard]] KindPtr served(const std::string& group, const std::string& version, const std::string& plural) const;
    /// A built-in kind, or one that is known to be defined.
    [[nodiscard]] const Kind& kind(const std::string& name) const;

    Answer<api::Json> create(const Kind& kind, const std::string& ns, api::Json object, const Write& write);
    Answer<api::Json> replace(const Kind& kind, const api::ObjectKey& key, api::Json object, const Write& write);
    Answer<api::Json> mergePatch(const Kind& kind, const api::ObjectKey& key, const api::Json& patch,
                                 const Write& write);
    Answer<api::Json> apply(const Kind& kind, const api::ObjectKey& key, api::Json object, const Write& write);
    /// What was there, or the object that now waits for its finalizers.
    Answer<api::Json> remove(const Kind& kind, const api::ObjectKey& key, const Preconditions& preconditions,
                             const std::string& propagation, bool dryRun);

    /// For controllers: writes the status when it differs.
    void setStatus(const Kind& kind, const api::ObjectKey& key, const api::Json& status);

    [[nodiscard]] std::string newToken(const api::ObjectKey& serviceAccount, std::chrono::seconds life);
    /// The service account of a token that is valid now.
    [[nodiscard]] std::optional<api::ObjectKey> account(const std::string& token) const;

private:
    struct Token {
        api::ObjectKey account{};
        std::string uid{};
        WallTime expires{};
    };
    Answer<api::Json> store(const Kind& kind, const api::ObjectKey& key, const api::Json& live, api::Json wanted,
                            const Write& write, std::vector<Owner> owners);
    Answer<void> admit(const Kind& kind, const api::ObjectKey& key, const Write& write);
    void stamp(const Kind& kind, const std::string& ns, api::Json& object);
    void vanish(const Kind& kind, const api::ObjectKey& key, const std::string& propagation);
    void collectChildren(const std::string& uid, bool orphan);
    void sweep(const std::string& ns);
    void followUp(const Kind& kind, const api::Json& object);
    void populate();
    [[nodiscard]] std::string randomText(std::size_t size, std::string_view alphabet);
    [[nodiscard]] std::string newUid();

    ClusterSpec m_spec;
    const Clock& m_clock;
    std::minstd_rand m_random;
    ObjectTable m_objects{};
    std::vector<KindPtr> m_kinds{};
    std::map<std::string, Token> m_tokens{};
    int m_addresses = 0;
    bool m_sweeping = false;
};

} // namespace orrery::sim
