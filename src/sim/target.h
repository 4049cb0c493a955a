#pragma once

#include "sim/api_server.h"

namespace orrery::sim {

/// What a request is about, read from its path and query.
struct ApiServer::Target {
    std::string path{};
    std::map<std::string, std::string> queries{};
    std::string group{};
    std::string version{};
    std::string plural{};
    std::string ns{};
    std::string name{};
    std::string subresource{};
    KindPtr kind{}; ///< null where nothing is served

    [[nodiscard]] std::string query(const std::string& key) const
    {
        const auto found = queries.find(key);
        return found == queries.end() ? std::string() : found->second;
    }
};

} // namespace orrery::sim
