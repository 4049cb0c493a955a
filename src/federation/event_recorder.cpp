#include "federation/event_recorder.h"

#include "base/log.h"
#include "federation/json_patch.h"
#include "federation/names.h"
#include "federation/types.h"

#include <algorithm>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

constexpr std::size_t most = 1'000;
constexpr auto gather = std::chrono::milliseconds(250);
constexpr std::size_t longestMessage = 1'000; // the API server refuses more than 1 024

Json toJson(const Event& event)
{
    Json out{{"time", rfc3339Micro(event.time)}, {"severity", name(event.severity)}, {"cluster", event.cluster},
             {"controller", event.controller},   {"object", event.object},           {"reason", event.reason},
             {"message", event.message}};
    if (event.took)
        out["tookMilliseconds"] = event.took->count();
    return out;
}

/// "Deployment default/microbot" -> the object that the Event is about.
Json involved(const std::string& object)
{
    const auto space = object.find(' ');
    const auto key = keyOf(object.substr(space + 1));
    Json out{{"kind", object.substr(0, space)}, {"name", key.name}};
    if (!key.ns.empty())
        out["namespace"] = key.ns;
    return out;
}

} // namespace

EventRecorder::EventRecorder(std::shared_ptr<client::Session> host, std::string federation, std::string identity)
    : m_host(std::move(host)), m_federation(std::move(federation)), m_identity(std::move(identity)),
      m_writer("events", 1,
               [this](const std::string& object, std::stop_token stop) { return write(object, std::move(stop)); })
{
    m_writer.start();
}

EventRecorder::~EventRecorder()
{
    m_writer.stop();
    std::vector<std::string> left;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [object, events] : m_waiting)
            left.push_back(object);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    for (const auto& object : left) {
        if (std::chrono::steady_clock::now() > end || !write(object, {}))
            return;
    }
}

void EventRecorder::record(const Event& event)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() >= most && !m_waiting.count(event.object))
            return;
        m_waiting[event.object].push_back(event);
    }
    m_writer.addAfter(event.object, gather);
}

Result<runtime::Reconciled> EventRecorder::write(const std::string& object, std::stop_token stop)
{
    std::vector<Event> events;
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_waiting.find(object);
        if (found == m_waiting.end())
            return runtime::Reconciled{};
        events = std::move(found->second);
        m_waiting.erase(found);
        number = ++m_number;
    }
    auto about = involved(object);
    const auto ns = text(about, "/namespace", "default");
    const auto worst = std::max_element(events.begin(), events.end(),
                                        [](const Event& a, const Event& b) { return a.severity < b.severity; });
    std::string message;
    Json list = Json::array();
    for (const auto& event : events) {
        message += (message.empty() ? "" : "\n") + (event.cluster.empty() ? "" : event.cluster + ": ") + event.message;
        list.push_back(toJson(event));
    }
    if (message.size() > longestMessage)
        message.resize(longestMessage);
    const auto now = Clock::system().wall();
    const auto unique =
        std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count());
    const Json made{{"apiVersion", "v1"},
                    {"kind", "Event"},
                    {"metadata",
                     {{"name", "orrery." + unique + "." + std::to_string(number)},
                      {"namespace", ns},
                      {"labels", {{names::eventOf, m_federation}}},
                      {"annotations", {{names::events, api::dump(list)}}}}},
                    {"involvedObject", about},
                    {"reason", worst->reason},
                    {"message", message},
                    {"type", worst->severity >= Severity::Warning ? "Warning" : "Normal"},
                    {"source", {{"component", "orrery"}, {"host", m_identity}}},
                    {"reportingComponent", "orrery"},
                    {"reportingInstance", m_identity.substr(0, 120)},
                    {"firstTimestamp", rfc3339(events.front().time)},
                    {"lastTimestamp", rfc3339(events.back().time)},
                    {"count", 1}};
    const auto written = m_host->create(resources::events, made, stop);
    if (!written)
        log().debug("event of {}: {}", object, written.error().text()); // events are a courtesy: no retry
    return runtime::Reconciled{};
}

std::vector<Event> readRecorded(const Json& kubernetesEvent)
{
    std::vector<Event> out;
    const auto list = api::parseJson(text(kubernetesEvent, below("/metadata/annotations", names::events)));
    if (!list || !list->is_array())
        return out;
    for (const auto& item : *list) {
        Event event;
        event.time = parseRfc3339(text(item, "/time")).value_or(WallTime{});
        for (const auto severity : {Severity::Debug, Severity::Info, Severity::Warning, Severity::Error}) {
            if (text(item, "/severity") == name(severity))
                event.severity = severity;
        }
        event.cluster = text(item, "/cluster");
        event.controller = text(item, "/controller");
        event.object = text(item, "/object");
        event.reason = text(item, "/reason");
        event.message = text(item, "/message");
        if (api::at(item, "/tookMilliseconds").is_number())
            event.took = std::chrono::milliseconds(api::number(item, "/tookMilliseconds"));
        out.push_back(std::move(event));
    }
    return out;
}

} // namespace orrery::federation
