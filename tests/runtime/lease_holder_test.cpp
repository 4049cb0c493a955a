#include "runtime/lease.h"
#include "support/manual_clock.h"
#include "support/scripted_sender.h"

#include <gmock/gmock.h>

namespace orrery::runtime {
namespace {

using api::Json;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Answer;

/// A server with one Lease, as strict about resourceVersion as the real one.
class LeaseServer {
public:
    std::optional<Answer> answer(const http::HttpRequest& request)
    {
        const std::lock_guard lock(m_mutex);
        if (m_down)
            return test::transportFailure();
        m_requests.push_back(request.method);
        if (request.method == "GET")
            return m_lease.is_null() ? test::statusAnswer(404, "NotFound", "no lease") : Answer{200, m_lease.dump()};
        auto sent = *api::parseJson(request.body);
        if (request.method == "POST") {
            if (!m_lease.is_null())
                return test::statusAnswer(409, "AlreadyExists", "there is one");
        } else if (api::text(sent, "/metadata/resourceVersion") != api::text(m_lease, "/metadata/resourceVersion")) {
            return test::statusAnswer(409, "Conflict", "modified");
        }
        store(std::move(sent));
        m_written.put(m_lease);
        return Answer{200, m_lease.dump()};
    }
    void put(const std::string& holder)
    {
        const std::lock_guard lock(m_mutex);
        store({{"metadata", {{"name", "orrery"}, {"namespace", "orrery-system"}}},
               {"spec",
                {{"holderIdentity", holder},
                 {"leaseDurationSeconds", 15},
                 {"renewTime", "2026-01-01T00:00:00.000000Z"}}}});
    }
    void setDown(bool down)
    {
        const std::lock_guard lock(m_mutex);
        m_down = down;
    }
    std::string holder() const
    {
        const std::lock_guard lock(m_mutex);
        return api::text(m_lease, "/spec/holderIdentity");
    }
    Json lease() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lease;
    }
    std::vector<std::string> takeRequests()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_requests, {});
    }
    /// The next state that a client wrote.
    Json written() { return m_written.take().value_or(nullptr); }

private:
    void store(Json lease)
    {
        lease["metadata"]["resourceVersion"] = std::to_string(++m_version);
        m_lease = std::move(lease);
    }

    mutable std::mutex m_mutex{};
    Json m_lease{};
    int m_version = 0;
    bool m_down = false;
    std::vector<std::string> m_requests{};
    test::Mailbox<Json> m_written{};
};

class LeaseHolderTest : public testing::Test {
protected:
    test::ManualClock clock{};
    LeaseServer server{};
    test::Mailbox<bool> told{};
    std::shared_ptr<test::ScriptedSender> sender =
        std::make_shared<test::ScriptedSender>([this](const auto& request) { return server.answer(request); });
    std::shared_ptr<client::Session> session = std::make_shared<client::Session>(
        client::SessionOptions{.cluster = "host", .retries = 0, .breakerFailures = 1'000'000}, sender,
        client::fixedHeaders({}), clock);

    std::unique_ptr<LeaseHolder> start(const std::string& identity = "me")
    {
        LeaseOptions options;
        options.key = {"orrery-system", "orrery"};
        options.identity = identity;
        options.retry = milliseconds(1);
        return std::make_unique<LeaseHolder>(
            session, options, [this](bool holding) { told.put(holding); }, clock);
    }
};

TEST_F(LeaseHolderTest, CreatesALeaseThatIsMissing)
{
    const auto holder = start();
    EXPECT_EQ(told.take(), true);
    EXPECT_TRUE(holder->holding());
    const auto record = holder->record();
    EXPECT_TRUE(record.ours);
    EXPECT_EQ(record.holder, "me");
    EXPECT_EQ(record.renewed, clock.wall());
    EXPECT_EQ(record.duration, seconds(15));
    EXPECT_EQ(api::text(server.lease(), "/kind"), "Lease");
    EXPECT_EQ(api::text(server.lease(), "/metadata/namespace"), "orrery-system");
}

TEST_F(LeaseHolderTest, RenewsItAsTimeGoesBy)
{
    const auto holder = start();
    ASSERT_EQ(told.take(), true);
    for (int i = 0; i < 3; ++i) {
        clock.advance(seconds(6));
        const auto now = rfc3339Micro(clock.wall());
        while (api::text(server.written(), "/spec/renewTime") != now) { }
        EXPECT_TRUE(holder->holding());
    }
    EXPECT_EQ(told.size(), 0u) << "only changes are told";
}

TEST_F(LeaseHolderTest, ShowsWhoHoldsItAndTakesItWhenThatOneFallsSilent)
{
    server.put("other");
    const auto holder = start();
    while (server.takeRequests().empty() || holder->record().holder.empty()) { }
    EXPECT_EQ(holder->record().holder, "other");
    EXPECT_FALSE(holder->record().ours);
    EXPECT_FALSE(holder->holding());
    EXPECT_EQ(server.holder(), "other");
    clock.advance(seconds(16));
    EXPECT_EQ(told.take(), true);
    EXPECT_EQ(server.holder(), "me");
    EXPECT_EQ(api::number(server.lease(), "/spec/leaseTransitions"), 1);
}

TEST_F(LeaseHolderTest, OnlyOneOfTwoHoldsIt)
{
    test::Mailbox<bool> second;
    const auto first = start("me");
    ASSERT_EQ(told.take(), true);
    LeaseOptions options;
    options.key = {"orrery-system", "orrery"};
    options.identity = "rival";
    options.retry = milliseconds(1);
    const LeaseHolder rival(
        session, options, [&](bool holding) { second.put(holding); }, clock);
    while (rival.record().holder != "me") { }
    EXPECT_FALSE(rival.holding());
    EXPECT_TRUE(first->holding());
    EXPECT_EQ(second.size(), 0u);
}

TEST_F(LeaseHolderTest, GivesUpWhenItCannotRenewInTime)
{
    const auto holder = start();
    ASSERT_EQ(told.take(), true);
    server.setDown(true);
    EXPECT_TRUE(holder->holding()) << "a short outage is no reason";
    clock.advance(seconds(10));
    EXPECT_FALSE(holder->holding()) << "at once, whoever asks";
    EXPECT_EQ(told.take(), false);
    server.setDown(false);
    EXPECT_EQ(told.take(), true) << "nobody else took it meanwhile";
}

TEST_F(LeaseHolderTest, SaysSoWhenAnotherHasTakenIt)
{
    const auto holder = start();
    ASSERT_EQ(told.take(), true);
    server.put("other");
    EXPECT_EQ(told.take(), false);
    EXPECT_EQ(server.holder(), "other") << "and leaves it alone";
}

TEST_F(LeaseHolderTest, ReleasesItAtItsEndWithOneRequest)
{
    auto holder = start();
    ASSERT_EQ(told.take(), true);
    holder.reset();
    EXPECT_EQ(server.holder(), "");
    EXPECT_EQ(api::number(server.lease(), "/spec/leaseDurationSeconds"), 1);
    EXPECT_EQ(server.takeRequests().back(), "PUT");
    EXPECT_EQ(told.size(), 0u) << "no callback after the end";
}

TEST_F(LeaseHolderTest, DoesNotReleaseWhatItDoesNotHold)
{
    server.put("other");
    auto holder = start();
    while (holder->record().holder.empty()) { }
    holder.reset();
    EXPECT_EQ(server.holder(), "other");
    EXPECT_THAT(server.takeRequests(), testing::Each("GET"));
}

TEST_F(LeaseHolderTest, DoesNotReleaseWhatAnotherTookAtTheLastMoment)
{
    auto holder = start();
    ASSERT_EQ(told.take(), true);
    server.setDown(true); // so that it does not notice
    server.put("other");
    server.setDown(false);
    holder.reset();
    EXPECT_EQ(server.holder(), "other") << "the resourceVersion is the guard";
}

TEST_F(LeaseHolderTest, AsksWithLittlePatience)
{
    const auto holder = start();
    ASSERT_EQ(told.take(), true);
    for (const auto& request : sender->requests())
        EXPECT_EQ(request.timeout, seconds(2)) << "a server that hangs must not make it miss its own deadline";
}

} // namespace
} // namespace orrery::runtime
