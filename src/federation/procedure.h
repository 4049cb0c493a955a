#pragma once

#include "base/error.h"
#include "federation/event.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::federation {

enum class Verdict { Pass, Warn, Fail, Skipped };
[[nodiscard]] std::string_view name(Verdict verdict);

/// One preflight finding, for one target.
struct Check {
    std::string id{}; ///< "reachable", "version", "permissions" …; the same id in every target is one row
    std::string title{}; ///< "Reachable"
    std::string hint{}; ///< what is looked at: "/readyz over the wire"
    std::string target{}; ///< the cluster's name
    Verdict verdict = Verdict::Pass;
    std::string text{}; ///< what was found: "74 ms", "2 of 11 refused"
    std::string detail{}; ///< on warn and fail: cause, in a sentence
    std::string fix{}; ///< on warn and fail: the next step; a command when there is one
};

/// One step of a procedure: what is written where. `act` and `undo` block; both are idempotent.
struct Step {
    std::string group{}; ///< what succeeds or is undone as one: the member being joined; empty = target
    std::string target{}; ///< the cluster's name
    std::string title{}; ///< "Create namespace federation-system"
    std::string manifest{}; ///< exactly what is sent, as YAML-readable JSON, secrets masked; empty when nothing is
    std::function<Result<std::string>(std::stop_token)>
        act{}; ///< answers what it did: "created", "unchanged", "ready in 1.2 s"
    std::function<Result<void>(std::stop_token)> undo{}; ///< empty: nothing to undo
};

/// init, join, unjoin: a plan that can be shown before anything is written. Steps of one group run in order, groups
/// side by side.
struct Procedure {
    std::string title{}; ///< "Join 2 clusters"
    std::string command{}; ///< the same as an `orreryctl` command line
    std::vector<Check> checks{};
    std::vector<Step> steps{};

    [[nodiscard]] bool blocked() const; ///< a check failed
};

enum class StepState { Waiting, Running, Done, Failed, Undone, UndoFailed, NotRun };
[[nodiscard]] std::string_view name(StepState state);

struct StepProgress {
    std::size_t step = 0;
    StepState state = StepState::Waiting;
    std::string text{}; ///< act's answer or the error's text
    std::chrono::milliseconds took{};
};

/// What became of a procedure, by group.
struct ProcedureOutcome {
    std::vector<std::string> done{};
    std::vector<std::pair<std::string, Error>> failed{};
    std::vector<std::string> leftovers{}; ///< what could not be undone, in sentences
    bool cancelled = false;
};

/// Runs the steps: in order within a group, groups side by side. When a step of a group fails or `stop` is requested,
/// that group's finished steps are undone in reverse, the others go on. Blocks until all ended. `progress` is called
/// from worker threads, one call at a time.
[[nodiscard]] ProcedureOutcome run(const Procedure& procedure, const std::function<void(const StepProgress&)>& progress,
                                   std::stop_token stop = {});

} // namespace orrery::federation
