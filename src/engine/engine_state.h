#pragma once

#include "engine/connector.h"
#include "engine/engine.h"
#include "engine/event_log.h"
#include "federation/cluster_facts.h"
#include "federation/controllers.h"
#include "runtime/executor.h"
#include "runtime/reflector.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace orrery::engine {

/// What an Engine is made of. Only for the files of this folder.
struct Engine::State {
    explicit State(Options itsOptions);
    ~State();

    Options options;
    std::string identity;
    EventLog log{};
    runtime::Executor executor{2};

    mutable std::mutex mutex{};
    std::shared_ptr<Connector> connector{};
    bool demo = false;
    Phase phase = Phase::Closed;
    std::optional<Error> error{};
    std::optional<federation::Access> host{};
    std::optional<federation::FederationObject> federation{};
    std::optional<federation::ClusterFacts> hostFacts{};
    std::shared_ptr<federation::Controllers> controllers{};
    std::shared_ptr<runtime::Reflector> eventWatch{};
    std::map<std::string, std::int64_t> submitted{}; ///< generation of what was written from here, 0 = deleted
    std::set<std::string> seenEvents{}; ///< uids of Kubernetes Events already told
    SnapshotPtr latest = std::make_shared<const Snapshot>();
    std::uint64_t serial = 0; ///< of the last snapshot begun

    std::mutex publishMutex{};
    std::condition_variable_any publishWake{};
    bool dirty = false;
    std::jthread publisher{};

    /// Something changed: a new snapshot within 50 ms.
    void touch();
    void publish(std::stop_token stop);
    /// Makes a snapshot and keeps it, unless a newer one is there already.
    void build();
    void record(federation::Event event);
    void told(const std::vector<api::ObjectKey>& keys);

    [[nodiscard]] Result<std::shared_ptr<Connector>> usable() const;
    /// The host's access and the federation it holds; Invalid `engine.not-open` before `open`.
    struct Opened {
        std::shared_ptr<Connector> connector{};
        federation::Access host{};
        federation::FederationObject federation{};
        std::shared_ptr<federation::Controllers> controllers{};
    };
    [[nodiscard]] Result<Opened> opened() const;
    void close();
    [[nodiscard]] Result<void> open(const std::string& contextOrFederation, std::stop_token stop);
};

} // namespace orrery::engine
