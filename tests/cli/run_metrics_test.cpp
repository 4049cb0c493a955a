#include "cli/run_metrics.h"

#include "cli/cli.h"
#include "cli/run_metrics_server.h"

#include <gmock/gmock.h>

#include <sstream>

#include <httplib.h>

namespace orrery::cli {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

engine::Snapshot ring()
{
    engine::Snapshot made;
    made.phase = engine::Phase::Open;
    made.federation = "magicring";
    made.lease.ours = true;
    engine::ClusterView gke;
    gke.name = "gke";
    gke.host = true;
    engine::ClusterView aws;
    aws.name = "aws";
    aws.member = true;
    aws.state = engine::ClusterState::Down;
    aws.nodes = 3;
    aws.nodesReady = 2;
    aws.latency = std::chrono::milliseconds(25);
    engine::ClusterView stranger;
    stranger.name = "stranger";
    made.clusters = {gke, aws, stranger};
    engine::WorkloadView microbot;
    microbot.placements.push_back({.cluster = "aws", .state = federation::PlacementState::Conflict});
    made.workloads = {microbot, microbot};
    return made;
}

TEST(RunMetrics, TellsTheStateOfEveryClusterOfTheFederationAndOfNoOther)
{
    const auto text = RunMetrics().text(ring());
    EXPECT_THAT(text, HasSubstr("orrery_connected{federation=\"magicring\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("orrery_leader 1\n"));
    EXPECT_THAT(text, HasSubstr("orrery_federated_objects 2\n"));
    EXPECT_THAT(text, HasSubstr("orrery_cluster_state{cluster=\"aws\",state=\"down\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("orrery_cluster_state{cluster=\"aws\",state=\"healthy\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("orrery_cluster_state{cluster=\"gke\",state=\"unknown\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("orrery_cluster_nodes_ready{cluster=\"aws\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("orrery_cluster_probe_seconds{cluster=\"aws\"} 0.025\n"));
    EXPECT_THAT(text, Not(HasSubstr("stranger")));
}

TEST(RunMetrics, CountsPlacementsByClusterAndStateAndNamesTheStatesThatNothingIsIn)
{
    const auto text = RunMetrics().text(ring());
    EXPECT_THAT(text, HasSubstr("orrery_placements{cluster=\"aws\",state=\"Conflict\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("orrery_placements{cluster=\"aws\",state=\"InSync\"} 0\n"));
}

TEST(RunMetrics, CountsEventsAndAddsUpHowLongTheyTook)
{
    RunMetrics metrics;
    federation::Event event;
    event.controller = "sync";
    event.cluster = "aws";
    event.took = std::chrono::milliseconds(20);
    metrics.count(event);
    event.took = std::chrono::milliseconds(30);
    metrics.count(event);
    event.severity = federation::Severity::Error;
    event.took.reset();
    metrics.count(event);
    const auto text = metrics.text({});
    const auto info = std::string(name(federation::Severity::Info));
    const auto error = std::string(name(federation::Severity::Error));
    EXPECT_THAT(text, HasSubstr("orrery_events_total{controller=\"sync\",severity=\"" + info + "\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("orrery_events_total{controller=\"sync\",severity=\"" + error + "\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("orrery_step_seconds_sum{controller=\"sync\",cluster=\"aws\"} 0.05\n"));
    EXPECT_THAT(text, HasSubstr("orrery_step_seconds_count{controller=\"sync\",cluster=\"aws\"} 2\n"));
}

TEST(RunMetrics, EscapesWhatAnAnswerCouldPutIntoALabel)
{
    auto snapshot = ring();
    snapshot.federation = "a\"b\\c\nd";
    EXPECT_THAT(RunMetrics().text(snapshot), HasSubstr(R"(federation="a\"b\\c\nd"})"));
}

TEST(RunMetricsServer, AnswersOnTheLoopbackWhenNoHostIsNamedAndNothingButMetrics)
{
    int asked = 0;
    const auto server = RunMetricsServer::listen("0", [&asked] { return "page " + std::to_string(++asked) + "\n"; });
    ASSERT_TRUE(server) << server.error().text();
    ASSERT_THAT((*server)->url(), StartsWith("http://127.0.0.1:"));
    httplib::Client client((*server)->url().substr(0, (*server)->url().rfind('/')));
    const auto first = client.Get("/metrics");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->status, 200);
    EXPECT_EQ(first->body, "page 1\n");
    EXPECT_EQ(first->get_header_value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(client.Get("/metrics")->body, "page 2\n");
    EXPECT_EQ(client.Get("/")->status, 404);
    EXPECT_EQ(client.Post("/metrics", "x", "text/plain")->status, 404);
}

TEST(RunMetricsServer, FreesItsPortWhenItEnds)
{
    auto first = RunMetricsServer::listen("127.0.0.1:0", [] { return std::string(); });
    ASSERT_TRUE(first) << first.error().text();
    const auto url = (*first)->url();
    const auto port = url.substr(url.rfind(':') + 1, url.rfind('/') - url.rfind(':') - 1);
    first->reset();
    httplib::Client client("127.0.0.1", std::stoi(port));
    EXPECT_FALSE(client.Get("/metrics"));
}

TEST(RunMetricsServer, AnAddressThatIsNotOfThisMachineIsUnavailable)
{
    const auto server = RunMetricsServer::listen("192.0.2.1:9090", [] { return std::string(); });
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, "metrics.listen");
}

TEST(RunMetricsServer, RefusesWhatIsNoAddress)
{
    for (const auto* address : {"", "host", "host:", "host:http", "1.2.3.4:65536", "::1:9090", "[]:9090", ":-1"}) {
        const auto server = RunMetricsServer::listen(address, [] { return std::string(); });
        ASSERT_FALSE(server) << address;
        EXPECT_EQ(server.error().code, "usage.metrics-address") << address;
    }
}

TEST(RunCommand, ABrokenMetricsAddressIsAUsageErrorBeforeAnythingIsContacted)
{
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal(out, err, false, false);
    EXPECT_EQ(run({"--kubeconfig", "/nonexistent", "run", "--metrics-address", "nowhere"}, terminal, {}), Exit::Usage);
    EXPECT_THAT(err.str(), AllOf(HasSubstr("--metrics-address must be HOST:PORT"), HasSubstr("nowhere")));
}

} // namespace

} // namespace orrery::cli
