#include "federation/procedure.h"

#include <gmock/gmock.h>

#include <mutex>

namespace orrery::federation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Steps that write down what happens to them.
class Diary {
public:
    Step step(std::string group, std::string title, std::optional<Error> fault = {}, bool undoFails = false)
    {
        Step made;
        made.group = group;
        made.target = group;
        made.title = title;
        made.act = [this, title, fault](std::stop_token) -> Result<std::string> {
            note("do " + title);
            if (fault)
                return failure(*fault);
            return "done";
        };
        made.undo = [this, title, undoFails](std::stop_token) -> Result<void> {
            note("undo " + title);
            return undoFails ? failure(ErrorKind::Unavailable, "test.undo", "no answer") : Result<void>();
        };
        return made;
    }
    [[nodiscard]] std::vector<std::string> of(const std::string& group) const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<std::string> out;
        for (const auto& line : m_lines) {
            if (line.find(group) != std::string::npos)
                out.push_back(line);
        }
        return out;
    }
    void note(const std::string& line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(line);
    }

private:
    mutable std::mutex m_mutex{};
    std::vector<std::string> m_lines{};
};

const Error forbidden{ErrorKind::Forbidden, "api.forbidden", "may not"};

TEST(Procedure, RunsTheStepsOfAGroupInOrder)
{
    Diary diary;
    Procedure procedure;
    procedure.steps = {diary.step("aws", "aws 1"), diary.step("aws", "aws 2"), diary.step("aws", "aws 3")};
    const auto outcome = run(procedure, {});
    EXPECT_THAT(diary.of("aws"), ElementsAre("do aws 1", "do aws 2", "do aws 3"));
    EXPECT_THAT(outcome.done, ElementsAre("aws"));
    EXPECT_THAT(outcome.failed, IsEmpty());
}

TEST(Procedure, UndoesWhatTheFailedGroupDidAndLeavesTheOthersAlone)
{
    Diary diary;
    Procedure procedure;
    procedure.steps = {diary.step("aws", "aws 1"), diary.step("aws", "aws 2"), diary.step("azure", "azure 1"),
                       diary.step("aws", "aws 3", forbidden), diary.step("aws", "aws 4")};
    const auto outcome = run(procedure, {});
    EXPECT_THAT(diary.of("aws"), ElementsAre("do aws 1", "do aws 2", "do aws 3", "undo aws 2", "undo aws 1"));
    EXPECT_THAT(diary.of("azure"), ElementsAre("do azure 1"));
    EXPECT_THAT(outcome.done, ElementsAre("azure"));
    ASSERT_EQ(outcome.failed.size(), 1u);
    EXPECT_EQ(outcome.failed[0].first, "aws");
    EXPECT_EQ(outcome.failed[0].second.text(), "aws 3: may not");
}

TEST(Procedure, SaysWhatCouldNotBeUndone)
{
    Diary diary;
    Procedure procedure;
    procedure.steps = {diary.step("aws", "make it", {}, true), diary.step("aws", "break it", forbidden)};
    const auto outcome = run(procedure, {});
    ASSERT_EQ(outcome.leftovers.size(), 1u);
    EXPECT_THAT(outcome.leftovers[0], HasSubstr("\"make it\" could not be undone: no answer"));
}

TEST(Procedure, TellsEveryStepsFate)
{
    Diary diary;
    Procedure procedure;
    procedure.steps = {diary.step("a", "one"), diary.step("a", "two", forbidden), diary.step("a", "three")};
    std::vector<std::pair<std::size_t, StepState>> told;
    (void)run(procedure, [&](const StepProgress& progress) { told.emplace_back(progress.step, progress.state); });
    using S = StepState;
    EXPECT_THAT(told, ElementsAre(std::pair(0u, S::Running), std::pair(0u, S::Done), std::pair(1u, S::Running),
                                  std::pair(1u, S::Failed), std::pair(2u, S::NotRun), std::pair(0u, S::Undone)));
}

TEST(Procedure, UndoesWhatWasDoneWhenItIsCancelled)
{
    Diary diary;
    std::stop_source stop;
    Procedure procedure;
    procedure.steps = {diary.step("a", "one"), diary.step("a", "two")};
    procedure.steps[0].act = [&](std::stop_token) -> Result<std::string> {
        stop.request_stop();
        return "done";
    };
    const auto outcome = run(procedure, {}, stop.get_token());
    EXPECT_TRUE(outcome.cancelled);
    EXPECT_THAT(diary.of("two"), IsEmpty());
    EXPECT_THAT(diary.of("one"), ElementsAre("undo one"));
}

TEST(Procedure, IsBlockedByAFailedCheckAlone)
{
    Procedure procedure;
    EXPECT_FALSE(procedure.blocked());
    procedure.checks.resize(2);
    procedure.checks[0].verdict = Verdict::Warn;
    procedure.checks[1].verdict = Verdict::Skipped;
    EXPECT_FALSE(procedure.blocked());
    procedure.checks[1].verdict = Verdict::Fail;
    EXPECT_TRUE(procedure.blocked());
}

} // namespace
} // namespace orrery::federation
