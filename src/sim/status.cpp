#include "sim/status.h"

namespace orrery::sim {

namespace {

std::string quoted(const std::string& name)
{
    return "\"" + name + "\"";
}

tl::unexpected<Status> refuse(int code, std::string reason, std::string message, const Subject& subject = {})
{
    Status status{code, std::move(reason), std::move(message)};
    if (!subject.name.empty())
        status.details = {{"name", subject.name}, {"kind", subject.resource}};
    return tl::unexpected(std::move(status));
}

} // namespace

api::Json Status::json() const
{
    api::Json out{{"kind", "Status"},    {"apiVersion", "v1"}, {"metadata", api::Json::object()},
                  {"status", "Failure"}, {"message", message}, {"reason", reason},
                  {"code", code}};
    if (!details.is_null())
        out["details"] = details;
    return out;
}

tl::unexpected<Status> notFound(const Subject& subject)
{
    return refuse(404, "NotFound", subject.resource + " " + quoted(subject.name) + " not found", subject);
}

tl::unexpected<Status> alreadyExists(const Subject& subject)
{
    return refuse(409, "AlreadyExists", subject.resource + " " + quoted(subject.name) + " already exists", subject);
}

tl::unexpected<Status> conflict(const Subject& subject, std::string_view why)
{
    return refuse(409, "Conflict",
                  "Operation cannot be fulfilled on " + subject.resource + " " + quoted(subject.name) + ": "
                      + std::string(why),
                  subject);
}

tl::unexpected<Status> invalid(const Subject& subject, std::string_view field, std::string_view why)
{
    const auto dot = subject.resource.find('.');
    const auto kind = dot == std::string::npos ? subject.kind : subject.kind + subject.resource.substr(dot);
    auto refusal = refuse(
        422, "Invalid",
        kind + " " + quoted(subject.name) + " is invalid: " + std::string(field) + ": " + std::string(why), subject);
    refusal.value().details["causes"] = api::Json::array({{{"field", field}, {"message", why}}});
    return refusal;
}

tl::unexpected<Status> badRequest(std::string message)
{
    return refuse(400, "BadRequest", std::move(message));
}

tl::unexpected<Status> unknownPath()
{
    return refuse(404, "NotFound", "the server could not find the requested resource");
}

tl::unexpected<Status> expired()
{
    return refuse(410, "Expired", "too old resource version: the position was compacted away");
}

} // namespace orrery::sim
