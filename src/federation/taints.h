#pragma once

#include "api/json.h"
#include "base/clock.h"
#include "base/error.h"

#include <optional>
#include <string>
#include <vector>

/// Taints of clusters and what tolerates them, as Kubernetes means both for nodes. Pure; any thread.
namespace orrery::federation {

struct Taint {
    std::string key{};
    std::string value{};
    std::string effect{}; ///< NoSchedule, NoExecute; any other keeps nobody away
    std::optional<WallTime> added{};

    [[nodiscard]] std::string text() const; ///< "key=value:NoSchedule"
};
/// {key, value, effect, timeAdded}; `field.*` with the path.
[[nodiscard]] Result<Taint> readTaint(const api::Json& taint, const std::string& path);

struct Toleration {
    std::string key{}; ///< empty with `exists`: every taint
    bool exists = false; ///< whatever the value
    std::string value{};
    std::string effect{}; ///< empty: every effect
    std::optional<std::int64_t> seconds{}; ///< NoExecute is tolerated so long only; nothing: for ever

    [[nodiscard]] bool tolerates(const Taint& taint) const;
};
/// {key, operator, value, effect, tolerationSeconds}; `field.*` with the path.
[[nodiscard]] Result<Toleration> readToleration(const api::Json& toleration, const std::string& path);

struct TaintVerdict {
    bool passed = true;
    std::string reason{}; ///< in words, also for what only just passed
    std::optional<WallTime> until{}; ///< when a tolerated NoExecute ends to be
};
/// What a cluster's taints mean for an object. NoSchedule keeps new objects away and expels nobody that `holds` (is
/// there already); NoExecute expels too, at timeAdded + tolerationSeconds of the first toleration that tolerates it, at
/// once where they are 0. Without `now`, or without timeAdded, no other time is over.
[[nodiscard]] TaintVerdict judge(const std::vector<Taint>& taints, const std::vector<Toleration>& tolerations,
                                 bool holds, std::optional<WallTime> now);

} // namespace orrery::federation
