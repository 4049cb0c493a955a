#include "sim/fleet.h"

#include "sim/api_server.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <queue>
#include <set>

namespace orrery::sim {

using namespace std::chrono_literals;

namespace {

constexpr auto bookmarkEvery = 30s;
/// Changes that come together are looked at together.
constexpr auto settleAfter = 2ms;

/// One request under way.
struct Call {
    http::HttpRequest request{};
    http::HttpHandler handler{};
    bool ended = false;

    void end(Result<void> outcome)
    {
        if (ended)
            return;
        ended = true;
        if (handler.done)
            handler.done(std::move(outcome));
        handler = {};
    }
    void tell(std::string_view bytes) const
    {
        if (!ended && handler.data)
            handler.data(bytes);
    }
};
using CallPtr = std::shared_ptr<Call>;

struct Watch {
    CallPtr call{};
    WatchRequest request{};
};

struct Member {
    Member(ClusterSpec spec, const Fleet::Options& options, unsigned seed)
        : cluster(std::move(spec), *options.clock, seed), server(cluster), controllers(cluster, options.pace),
          latency(options.latency)
    {
    }
    Cluster cluster;
    ApiServer server;
    Controllers controllers;
    std::chrono::milliseconds latency;
    bool reachable = true;
    std::list<Fleet::Refuse> refusals{};
    std::list<Watch> watches{};
    std::optional<SteadyTime> settleAt{};
};

} // namespace

/// Everything but the thread. Jobs run on the fleet's thread in order of time; only they touch the clusters.
class Fleet::Core : public std::enable_shared_from_this<Core> {
public:
    using Job = std::function<void()>;

    explicit Core(Options options) : m_options(options) { }

    void post(Job job, std::chrono::milliseconds delay = {})
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopped)
            return;
        m_jobs.push({std::chrono::steady_clock::now() + delay, m_nextJob++, std::move(job)});
        m_wake.notify_all();
    }

    void run(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        while (!stop.stop_requested()) {
            if (m_jobs.empty()) {
                m_wake.wait(lock, [&] { return stop.stop_requested() || !m_jobs.empty(); });
                continue;
            }
            const auto due = m_jobs.top().at;
            if (due > std::chrono::steady_clock::now()) {
                m_wake.wait_until(lock, due);
                continue;
            }
            auto job = std::move(const_cast<Entry&>(m_jobs.top()).job);
            m_jobs.pop();
            lock.unlock();
            job();
            lock.lock();
        }
        m_stopped = true;
        decltype(m_jobs) left; // they hold on to this
        m_jobs.swap(left);
        lock.unlock();
        for (const auto& call : std::set(m_calls))
            end(call, failure(ErrorKind::Unavailable, "sim.ended", "the simulated fleet has ended"));
    }
    void wake() { m_wake.notify_all(); }

    /// For what is asked from other threads and answered at once.
    std::vector<ClusterSpec> specs() const
    {
        const std::lock_guard lock(m_mutex);
        return m_specs;
    }

    void add(ClusterSpec spec)
    {
        std::size_t seed = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_specs.push_back(spec);
            seed = m_specs.size();
        }
        post([self = shared_from_this(), spec = std::move(spec), seed] {
            auto member = std::make_unique<Member>(spec, self->m_options, unsigned(seed));
            auto& made = *member;
            made.cluster.objects().changed = [core = self.get(), &made](const Change& change) {
                core->changed(made, change);
            };
            self->m_members[spec.name] = std::move(member);
        });
    }

    CallPtr send(const std::string& cluster, bool administrator, http::HttpRequest request, http::HttpHandler handler)
    {
        auto call = std::make_shared<Call>();
        call->request = std::move(request);
        call->handler = std::move(handler);
        bool stopped = false;
        {
            const std::lock_guard lock(m_mutex);
            stopped = m_stopped;
        }
        if (stopped)
            call->end(failure(ErrorKind::Unavailable, "sim.ended", "the simulated fleet has ended"));
        else
            post([self = shared_from_this(), cluster, administrator, call] {
                self->arrive(cluster, administrator, call);
            });
        return call;
    }
    void cancel(const CallPtr& call)
    {
        post([self = shared_from_this(), call] {
            self->end(call, failure(ErrorKind::Cancelled, "sim.cancelled", "the request was cancelled"));
        });
    }
    /// A change to a member from outside the API.
    void with(const std::string& cluster, std::function<void(Core&, Member&)> change)
    {
        post([self = shared_from_this(), cluster, change = std::move(change)] {
            if (const auto found = self->m_members.find(cluster); found != self->m_members.end())
                change(*self, *found->second);
        });
    }
    void cutOff(Member& member)
    {
        member.reachable = false;
        for (const auto& watch : std::list(member.watches))
            end(watch.call, refused(member));
    }

private:
    struct Entry {
        SteadyTime at{};
        std::uint64_t number = 0;
        Job job{};
        bool operator<(const Entry& other) const { return std::tie(at, number) > std::tie(other.at, other.number); }
    };

    static Result<void> refused(const Member& member)
    {
        return failure(ErrorKind::Unavailable, "net.refused",
                       "nothing answers at " + endpoint(member.cluster.spec().name));
    }

    void end(const CallPtr& call, Result<void> outcome)
    {
        m_calls.erase(call);
        for (auto& [name, member] : m_members)
            member->watches.remove_if([&](const Watch& watch) { return watch.call == call; });
        call->end(std::move(outcome));
    }

    void arrive(const std::string& cluster, bool administrator, const CallPtr& call)
    {
        m_calls.insert(call);
        auto& member = *m_members.at(cluster);
        const auto answer = [self = shared_from_this(), &member, administrator, call] {
            if (call->ended)
                return;
            if (!member.reachable)
                return self->end(call, refused(member));
            self->serve(member, administrator, call);
        };
        if (member.latency == 0ms)
            answer();
        else
            post(answer, member.latency);
    }

    std::optional<Status> takeRefusal(Member& member, const http::HttpRequest& request)
    {
        for (auto refusal = member.refusals.begin(); refusal != member.refusals.end(); ++refusal) {
            if ((!refusal->method.empty() && refusal->method != request.method)
                || !request.target.starts_with(refusal->target))
                continue;
            auto status = refusal->status;
            if (--refusal->times == 0)
                member.refusals.erase(refusal);
            return status;
        }
        return std::nullopt;
    }

    void serve(Member& member, bool administrator, const CallPtr& call)
    {
        ApiServer::Outcome outcome;
        if (const auto refusal = takeRefusal(member, call->request))
            outcome.response = {refusal->code, {{"Content-Type", "application/json"}}, api::dump(refusal->json())};
        else
            outcome = member.server.handle(call->request, administrator);
        if (call->handler.head)
            call->handler.head({outcome.response.status, outcome.response.headers});
        if (outcome.watch)
            return open(member, call, std::move(*outcome.watch));
        call->tell(outcome.response.body);
        end(call, {});
    }

    void open(Member& member, const CallPtr& call, WatchRequest request)
    {
        const auto missed = member.cluster.objects().since(request.kind->id(), request.after);
        if (!missed) {
            call->tell(ApiServer::errorLine(expired().value()));
            return end(call, {});
        }
        for (const auto& object : request.initial)
            call->tell(ApiServer::addedLine(*object));
        request.initial.clear();
        for (const auto& change : *missed) {
            if (const auto line = ApiServer::line(request, change))
                call->tell(*line);
        }
        const auto timeout = request.timeout;
        const bool bookmarks = request.bookmarks;
        member.watches.push_back({call, std::move(request)});
        post([self = shared_from_this(), call] { self->end(call, {}); }, timeout);
        if (bookmarks)
            post([self = shared_from_this(), &member, call] { self->bookmark(member, call); }, bookmarkEvery);
    }

    void bookmark(Member& member, const CallPtr& call)
    {
        for (const auto& watch : member.watches) {
            if (watch.call == call) {
                call->tell(member.server.bookmarkLine(watch.request));
                post([self = shared_from_this(), &member, call] { self->bookmark(member, call); }, bookmarkEvery);
                return;
            }
        }
    }

    void changed(Member& member, const Change& change)
    {
        for (const auto& watch : member.watches) {
            auto line = ApiServer::line(watch.request, change);
            if (!line)
                continue;
            // Later than now, so that the writer hears of its own write first, as over a network.
            post([call = watch.call, bytes = std::move(*line)] { call->tell(bytes); }, member.latency);
        }
        settleIn(member, settleAfter);
    }

    void settleIn(Member& member, std::chrono::milliseconds delay)
    {
        const auto when = std::chrono::steady_clock::now() + delay;
        if (member.settleAt && *member.settleAt <= when)
            return;
        member.settleAt = when;
        post(
            [self = shared_from_this(), &member] {
                member.settleAt = std::chrono::steady_clock::now() + 1h; // its own changes need no further round
                const auto next = member.controllers.run(std::chrono::steady_clock::now());
                member.settleAt.reset();
                if (next)
                    self->settleIn(
                        member, std::chrono::ceil<std::chrono::milliseconds>(*next - std::chrono::steady_clock::now()));
            },
            delay);
    }

    const Options m_options;
    mutable std::mutex m_mutex{};
    std::condition_variable_any m_wake{};
    std::priority_queue<Entry> m_jobs{};
    std::uint64_t m_nextJob = 0;
    bool m_stopped = false;
    std::vector<ClusterSpec> m_specs{};
    // Touched by the fleet's thread alone:
    std::map<std::string, std::unique_ptr<Member>> m_members{};
    std::set<CallPtr> m_calls{};
};

class Fleet::Sender final : public http::HttpSender {
public:
    Sender(std::shared_ptr<Core> core, std::string cluster, bool administrator)
        : m_core(std::move(core)), m_cluster(std::move(cluster)), m_administrator(administrator)
    {
    }

    std::shared_ptr<http::HttpCall> send(http::HttpRequest request, http::HttpHandler handler) override
    {
        return std::make_shared<Handle>(
            m_core, m_core->send(m_cluster, m_administrator, std::move(request), std::move(handler)));
    }

private:
    class Handle final : public http::HttpCall {
    public:
        Handle(std::weak_ptr<Core> core, CallPtr call) : m_core(std::move(core)), m_call(std::move(call)) { }
        void cancel() override
        {
            if (const auto core = m_core.lock())
                core->cancel(m_call);
        }

    private:
        std::weak_ptr<Core> m_core;
        CallPtr m_call;
    };

    std::shared_ptr<Core> m_core;
    std::string m_cluster;
    bool m_administrator;
};

Fleet::Fleet() : Fleet(Options()) { }

Fleet::Fleet(Options options) : m_core(std::make_shared<Core>(options))
{
    m_thread = std::jthread([core = m_core](const std::stop_token& stop) { core->run(stop); });
}

Fleet::~Fleet()
{
    m_thread.request_stop();
    m_core->wake();
}

std::shared_ptr<Fleet> Fleet::demo()
{
    Options options;
    options.pace = {1200ms, 2500ms, 1500ms};
    auto fleet = std::make_shared<Fleet>(options);
    fleet->add({"gke", "gcp", "us-east1", {"us-east1-b", "us-east1-c", "us-east1-d"}});
    fleet->add({"aws", "aws", "us-west-2", {"us-west-2a", "us-west-2b", "us-west-2c"}});
    fleet->add({"azure", "azure", "westeurope", {"westeurope-1", "westeurope-2", "westeurope-3"}});
    fleet->setLatency("gke", 12ms);
    fleet->setLatency("aws", 34ms);
    fleet->setLatency("azure", 48ms);
    return fleet;
}

void Fleet::add(ClusterSpec spec)
{
    m_core->add(std::move(spec));
}

std::vector<ClusterSpec> Fleet::clusters() const
{
    return m_core->specs();
}

std::string Fleet::endpoint(const std::string& cluster)
{
    return "https://" + cluster + ".simulated:6443";
}

std::shared_ptr<http::HttpSender> Fleet::sender(const std::string& cluster, bool administrator) const
{
    const auto specs = clusters();
    const bool known =
        std::any_of(specs.begin(), specs.end(), [&](const ClusterSpec& spec) { return spec.name == cluster; });
    return known ? std::make_shared<Sender>(m_core, cluster, administrator) : nullptr;
}

void Fleet::setReachable(const std::string& cluster, bool reachable)
{
    m_core->with(cluster, [reachable](Core& core, Member& member) {
        if (reachable)
            member.reachable = true;
        else
            core.cutOff(member);
    });
}

void Fleet::setLatency(const std::string& cluster, std::chrono::milliseconds latency)
{
    m_core->with(cluster, [latency](Core&, Member& member) { member.latency = latency; });
}

void Fleet::refuse(const std::string& cluster, Refuse refuse)
{
    m_core->with(cluster, [refuse = std::move(refuse)](Core&, Member& member) { member.refusals.push_back(refuse); });
}

void Fleet::compact(const std::string& cluster)
{
    m_core->with(cluster, [](Core&, Member& member) { member.cluster.objects().compact(); });
}

} // namespace orrery::sim
