#include "federation/procedure.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

namespace orrery::federation {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

milliseconds since(Clock::time_point start)
{
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

/// One procedure under way; `progress` and `outcome` are told one at a time.
struct Run {
    const Procedure& procedure;
    const std::function<void(const StepProgress&)>& progress;
    std::stop_token stop;
    std::mutex mutex{};
    ProcedureOutcome outcome{};

    void tell(std::size_t step, StepState state, std::string text, milliseconds took)
    {
        const std::lock_guard lock(mutex);
        if (progress)
            progress({step, state, std::move(text), took});
    }

    void undo(const std::vector<std::size_t>& finished)
    {
        for (auto step = finished.rbegin(); step != finished.rend(); ++step) {
            const auto& what = procedure.steps[*step];
            if (!what.undo)
                continue;
            const auto start = Clock::now();
            if (const auto undone = what.undo({}); undone) {
                tell(*step, StepState::Undone, "undone", since(start));
            } else {
                tell(*step, StepState::UndoFailed, undone.error().text(), since(start));
                const std::lock_guard lock(mutex);
                outcome.leftovers.push_back(what.target + ": \"" + what.title
                                            + "\" could not be undone: " + undone.error().text());
            }
        }
    }

    void target(const std::string& name, const std::vector<std::size_t>& steps)
    {
        std::vector<std::size_t> finished;
        std::optional<Error> fault;
        for (const auto step : steps) {
            if (fault) {
                tell(step, StepState::NotRun, "", {});
                continue;
            }
            const auto start = Clock::now();
            tell(step, StepState::Running, "", {});
            auto done = stop.stop_requested() ? Result<std::string>(
                            failure(ErrorKind::Cancelled, "procedure.cancelled", "cancelled before this step"))
                                              : procedure.steps[step].act(stop);
            if (done) {
                finished.push_back(step);
                tell(step, StepState::Done, *done, since(start));
            } else {
                fault = std::move(done.error()).during(procedure.steps[step].title);
                tell(step, StepState::Failed, fault->text(), since(start));
            }
        }
        if (fault)
            undo(finished);
        const std::lock_guard lock(mutex);
        if (fault) {
            outcome.cancelled |= fault->kind == ErrorKind::Cancelled;
            outcome.failed.emplace_back(name, std::move(*fault));
        } else {
            outcome.done.push_back(name);
        }
    }
};

} // namespace

std::string_view name(Severity severity)
{
    constexpr std::string_view names[]{"Debug", "Info", "Warning", "Error"};
    return names[std::size_t(severity)];
}

std::string_view name(Verdict verdict)
{
    constexpr std::string_view names[]{"pass", "warn", "fail", "skipped"};
    return names[std::size_t(verdict)];
}

std::string_view name(StepState state)
{
    constexpr std::string_view names[]{"waiting", "running", "done", "failed", "undone", "undo failed", "not run"};
    return names[std::size_t(state)];
}

bool Procedure::blocked() const
{
    return std::any_of(checks.begin(), checks.end(), [](const Check& check) { return check.verdict == Verdict::Fail; });
}

ProcedureOutcome run(const Procedure& procedure, const std::function<void(const StepProgress&)>& progress,
                     std::stop_token stop)
{
    Run run{procedure, progress, std::move(stop)};
    std::vector<std::pair<std::string, std::vector<std::size_t>>> targets;
    for (std::size_t step = 0; step < procedure.steps.size(); ++step) {
        const auto& group =
            procedure.steps[step].group.empty() ? procedure.steps[step].target : procedure.steps[step].group;
        auto found =
            std::find_if(targets.begin(), targets.end(), [&](const auto& entry) { return entry.first == group; });
        if (found == targets.end())
            found = targets.insert(targets.end(), {group, {}});
        found->second.push_back(step);
    }
    {
        std::vector<std::jthread> threads;
        for (const auto& [name, steps] : targets)
            threads.emplace_back([&run, &name = name, &steps = steps] { run.target(name, steps); });
    }
    std::sort(run.outcome.done.begin(), run.outcome.done.end());
    return std::move(run.outcome);
}

} // namespace orrery::federation
